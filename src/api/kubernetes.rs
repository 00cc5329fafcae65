//! The types of Kubernetes that a FlinkCluster holds. Made from the crate k8s-openapi by the test
//! `kubernetes_types`; `UPDATE=1 cargo test kubernetes_types` writes it.

use crate::api::shape::{Member, Object, Shape};
use crate::k8s::dialect::Dialects;

const fn member(name: &'static str, shape: Shape, required: bool) -> Member {
    let required = if required { Dialects::ALL } else { Dialects::NONE };
    Member { name, also: "", doc: "", shape, dialects: Dialects::ALL, required }
}

const fn object(name: &'static str, members: &'static [Member]) -> Object {
    Object { name, doc: "", members, open: true }
}

/// `Volume`.
pub static VOLUME_KEYS: Object = object(
    "Volume",
    &[
        member("name", Shape::Text, true),
        member("awsElasticBlockStore", AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE, false),
        member("azureDisk", AZURE_DISK_VOLUME_SOURCE, false),
        member("azureFile", AZURE_FILE_VOLUME_SOURCE, false),
        member("cephfs", CEPH_FS_VOLUME_SOURCE, false),
        member("cinder", CINDER_VOLUME_SOURCE, false),
        member("configMap", CONFIG_MAP_VOLUME_SOURCE, false),
        member("csi", CSI_VOLUME_SOURCE, false),
        member("downwardAPI", DOWNWARD_API_VOLUME_SOURCE, false),
        member("emptyDir", EMPTY_DIR_VOLUME_SOURCE, false),
        member("ephemeral", EPHEMERAL_VOLUME_SOURCE, false),
        member("fc", FC_VOLUME_SOURCE, false),
        member("flexVolume", FLEX_VOLUME_SOURCE, false),
        member("flocker", FLOCKER_VOLUME_SOURCE, false),
        member("gcePersistentDisk", GCE_PERSISTENT_DISK_VOLUME_SOURCE, false),
        member("gitRepo", GIT_REPO_VOLUME_SOURCE, false),
        member("glusterfs", GLUSTERFS_VOLUME_SOURCE, false),
        member("hostPath", HOST_PATH_VOLUME_SOURCE, false),
        member("image", IMAGE_VOLUME_SOURCE, false),
        member("iscsi", ISCSI_VOLUME_SOURCE, false),
        member("nfs", NFS_VOLUME_SOURCE, false),
        member("persistentVolumeClaim", PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE, false),
        member("photonPersistentDisk", PHOTON_PERSISTENT_DISK_VOLUME_SOURCE, false),
        member("portworxVolume", PORTWORX_VOLUME_SOURCE, false),
        member("projected", PROJECTED_VOLUME_SOURCE, false),
        member("quobyte", QUOBYTE_VOLUME_SOURCE, false),
        member("rbd", RBD_VOLUME_SOURCE, false),
        member("scaleIO", SCALE_IO_VOLUME_SOURCE, false),
        member("secret", SECRET_VOLUME_SOURCE, false),
        member("storageos", STORAGE_OS_VOLUME_SOURCE, false),
        member("vsphereVolume", VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE, false),
    ],
);
/// `Volume`.
pub const VOLUME: Shape = Shape::Object(&VOLUME_KEYS);

/// `VolumeMount`.
pub static VOLUME_MOUNT_KEYS: Object = object(
    "VolumeMount",
    &[
        member("name", Shape::Text, true),
        member("mountPath", Shape::Text, true),
        member("mountPropagation", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("recursiveReadOnly", Shape::Text, false),
        member("subPath", Shape::Text, false),
        member("subPathExpr", Shape::Text, false),
    ],
);
/// `VolumeMount`.
pub const VOLUME_MOUNT: Shape = Shape::Object(&VOLUME_MOUNT_KEYS);

/// `Container`.
pub static CONTAINER_KEYS: Object = object(
    "Container",
    &[
        member("name", Shape::Text, true),
        member("args", Shape::List(&Shape::Text), false),
        member("command", Shape::List(&Shape::Text), false),
        member("env", Shape::List(&ENV_VAR), false),
        member("envFrom", Shape::List(&ENV_FROM_SOURCE), false),
        member("image", Shape::Text, false),
        member("imagePullPolicy", Shape::Text, false),
        member("lifecycle", LIFECYCLE, false),
        member("livenessProbe", PROBE, false),
        member("ports", Shape::List(&CONTAINER_PORT), false),
        member("readinessProbe", PROBE, false),
        member("resizePolicy", Shape::List(&CONTAINER_RESIZE_POLICY), false),
        member("resources", RESOURCE_REQUIREMENTS, false),
        member("restartPolicy", Shape::Text, false),
        member("restartPolicyRules", Shape::List(&CONTAINER_RESTART_RULE), false),
        member("securityContext", SECURITY_CONTEXT, false),
        member("startupProbe", PROBE, false),
        member("stdin", Shape::Bool, false),
        member("stdinOnce", Shape::Bool, false),
        member("terminationMessagePath", Shape::Text, false),
        member("terminationMessagePolicy", Shape::Text, false),
        member("tty", Shape::Bool, false),
        member("volumeDevices", Shape::List(&VOLUME_DEVICE), false),
        member("volumeMounts", Shape::List(&VOLUME_MOUNT), false),
        member("workingDir", Shape::Text, false),
    ],
);
/// `Container`.
pub const CONTAINER: Shape = Shape::Object(&CONTAINER_KEYS);

/// `EnvVar`.
pub static ENV_VAR_KEYS: Object = object(
    "EnvVar",
    &[
        member("name", Shape::Text, true),
        member("value", Shape::Text, false),
        member("valueFrom", ENV_VAR_SOURCE, false),
    ],
);
/// `EnvVar`.
pub const ENV_VAR: Shape = Shape::Object(&ENV_VAR_KEYS);

/// `LocalObjectReference`.
pub static LOCAL_OBJECT_REFERENCE_KEYS: Object =
    object("LocalObjectReference", &[member("name", Shape::Text, true)]);
/// `LocalObjectReference`.
pub const LOCAL_OBJECT_REFERENCE: Shape = Shape::Object(&LOCAL_OBJECT_REFERENCE_KEYS);

/// `ResourceRequirements`.
pub static RESOURCE_REQUIREMENTS_KEYS: Object = object(
    "ResourceRequirements",
    &[
        member("claims", Shape::List(&RESOURCE_CLAIM), false),
        member("limits", Shape::Map(&Shape::Quantity), false),
        member("requests", Shape::Map(&Shape::Quantity), false),
    ],
);
/// `ResourceRequirements`.
pub const RESOURCE_REQUIREMENTS: Shape = Shape::Object(&RESOURCE_REQUIREMENTS_KEYS);

/// `Toleration`.
pub static TOLERATION_KEYS: Object = object(
    "Toleration",
    &[
        member("effect", Shape::Text, false),
        member("key", Shape::Text, false),
        member("operator", Shape::Text, false),
        member("tolerationSeconds", Shape::Int64, false),
        member("value", Shape::Text, false),
    ],
);
/// `Toleration`.
pub const TOLERATION: Shape = Shape::Object(&TOLERATION_KEYS);

/// `Affinity`.
pub static AFFINITY_KEYS: Object = object(
    "Affinity",
    &[
        member("nodeAffinity", NODE_AFFINITY, false),
        member("podAffinity", POD_AFFINITY, false),
        member("podAntiAffinity", POD_ANTI_AFFINITY, false),
    ],
);
/// `Affinity`.
pub const AFFINITY: Shape = Shape::Object(&AFFINITY_KEYS);

/// `HostAlias`.
pub static HOST_ALIAS_KEYS: Object = object(
    "HostAlias",
    &[member("hostnames", Shape::List(&Shape::Text), false), member("ip", Shape::Text, true)],
);
/// `HostAlias`.
pub const HOST_ALIAS: Shape = Shape::Object(&HOST_ALIAS_KEYS);

/// `PodSecurityContext`.
pub static POD_SECURITY_CONTEXT_KEYS: Object = object(
    "PodSecurityContext",
    &[
        member("appArmorProfile", APP_ARMOR_PROFILE, false),
        member("fsGroup", Shape::Int64, false),
        member("fsGroupChangePolicy", Shape::Text, false),
        member("runAsGroup", Shape::Int64, false),
        member("runAsNonRoot", Shape::Bool, false),
        member("runAsUser", Shape::Int64, false),
        member("seLinuxChangePolicy", Shape::Text, false),
        member("seLinuxOptions", SE_LINUX_OPTIONS, false),
        member("seccompProfile", SECCOMP_PROFILE, false),
        member("supplementalGroups", Shape::List(&Shape::Int64), false),
        member("supplementalGroupsPolicy", Shape::Text, false),
        member("sysctls", Shape::List(&SYSCTL), false),
        member("windowsOptions", WINDOWS_SECURITY_CONTEXT_OPTIONS, false),
    ],
);
/// `PodSecurityContext`.
pub const POD_SECURITY_CONTEXT: Shape = Shape::Object(&POD_SECURITY_CONTEXT_KEYS);

/// `PersistentVolumeClaim`.
pub static PERSISTENT_VOLUME_CLAIM_KEYS: Object = object(
    "PersistentVolumeClaim",
    &[
        member("apiVersion", Shape::Text, false),
        member("kind", Shape::Text, false),
        member("metadata", OBJECT_META, true),
        member("spec", PERSISTENT_VOLUME_CLAIM_SPEC, false),
        member("status", PERSISTENT_VOLUME_CLAIM_STATUS, false),
    ],
);
/// `PersistentVolumeClaim`.
pub const PERSISTENT_VOLUME_CLAIM: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_KEYS);

/// `PodDisruptionBudgetSpec`.
pub static POD_DISRUPTION_BUDGET_SPEC_KEYS: Object = object(
    "PodDisruptionBudgetSpec",
    &[
        member("maxUnavailable", Shape::IntOrText, false),
        member("minAvailable", Shape::IntOrText, false),
        member("selector", LABEL_SELECTOR, false),
        member("unhealthyPodEvictionPolicy", Shape::Text, false),
    ],
);
/// `PodDisruptionBudgetSpec`.
pub const POD_DISRUPTION_BUDGET_SPEC: Shape = Shape::Object(&POD_DISRUPTION_BUDGET_SPEC_KEYS);

/// `MetricSpec`.
pub static METRIC_SPEC_KEYS: Object = object(
    "MetricSpec",
    &[
        member("containerResource", CONTAINER_RESOURCE_METRIC_SOURCE, false),
        member("external", EXTERNAL_METRIC_SOURCE, false),
        member("object", OBJECT_METRIC_SOURCE, false),
        member("pods", PODS_METRIC_SOURCE, false),
        member("resource", RESOURCE_METRIC_SOURCE, false),
        member("type", Shape::Text, true),
    ],
);
/// `MetricSpec`.
pub const METRIC_SPEC: Shape = Shape::Object(&METRIC_SPEC_KEYS);

/// `HorizontalPodAutoscalerBehavior`.
pub static HORIZONTAL_POD_AUTOSCALER_BEHAVIOR_KEYS: Object = object(
    "HorizontalPodAutoscalerBehavior",
    &[member("scaleDown", HPA_SCALING_RULES, false), member("scaleUp", HPA_SCALING_RULES, false)],
);
/// `HorizontalPodAutoscalerBehavior`.
pub const HORIZONTAL_POD_AUTOSCALER_BEHAVIOR: Shape = Shape::Object(&HORIZONTAL_POD_AUTOSCALER_BEHAVIOR_KEYS);

/// `IPBlock`.
pub static IP_BLOCK_KEYS: Object = object(
    "IPBlock",
    &[member("cidr", Shape::Text, true), member("except", Shape::List(&Shape::Text), false)],
);
/// `IPBlock`.
pub const IP_BLOCK: Shape = Shape::Object(&IP_BLOCK_KEYS);

/// `AWSElasticBlockStoreVolumeSource`.
pub static AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE_KEYS: Object = object(
    "AWSElasticBlockStoreVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("partition", Shape::Int32, false),
        member("readOnly", Shape::Bool, false),
        member("volumeID", Shape::Text, true),
    ],
);
/// `AWSElasticBlockStoreVolumeSource`.
pub const AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE: Shape =
    Shape::Object(&AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE_KEYS);

/// `AzureDiskVolumeSource`.
pub static AZURE_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "AzureDiskVolumeSource",
    &[
        member("cachingMode", Shape::Text, false),
        member("diskName", Shape::Text, true),
        member("diskURI", Shape::Text, true),
        member("fsType", Shape::Text, false),
        member("kind", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
    ],
);
/// `AzureDiskVolumeSource`.
pub const AZURE_DISK_VOLUME_SOURCE: Shape = Shape::Object(&AZURE_DISK_VOLUME_SOURCE_KEYS);

/// `AzureFileVolumeSource`.
pub static AZURE_FILE_VOLUME_SOURCE_KEYS: Object = object(
    "AzureFileVolumeSource",
    &[
        member("readOnly", Shape::Bool, false),
        member("secretName", Shape::Text, true),
        member("shareName", Shape::Text, true),
    ],
);
/// `AzureFileVolumeSource`.
pub const AZURE_FILE_VOLUME_SOURCE: Shape = Shape::Object(&AZURE_FILE_VOLUME_SOURCE_KEYS);

/// `CephFSVolumeSource`.
pub static CEPH_FS_VOLUME_SOURCE_KEYS: Object = object(
    "CephFSVolumeSource",
    &[
        member("monitors", Shape::List(&Shape::Text), true),
        member("path", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("secretFile", Shape::Text, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, false),
        member("user", Shape::Text, false),
    ],
);
/// `CephFSVolumeSource`.
pub const CEPH_FS_VOLUME_SOURCE: Shape = Shape::Object(&CEPH_FS_VOLUME_SOURCE_KEYS);

/// `CinderVolumeSource`.
pub static CINDER_VOLUME_SOURCE_KEYS: Object = object(
    "CinderVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, false),
        member("volumeID", Shape::Text, true),
    ],
);
/// `CinderVolumeSource`.
pub const CINDER_VOLUME_SOURCE: Shape = Shape::Object(&CINDER_VOLUME_SOURCE_KEYS);

/// `ConfigMapVolumeSource`.
pub static CONFIG_MAP_VOLUME_SOURCE_KEYS: Object = object(
    "ConfigMapVolumeSource",
    &[
        member("name", Shape::Text, true),
        member("defaultMode", Shape::Int32, false),
        member("items", Shape::List(&KEY_TO_PATH), false),
        member("optional", Shape::Bool, false),
    ],
);
/// `ConfigMapVolumeSource`.
pub const CONFIG_MAP_VOLUME_SOURCE: Shape = Shape::Object(&CONFIG_MAP_VOLUME_SOURCE_KEYS);

/// `CSIVolumeSource`.
pub static CSI_VOLUME_SOURCE_KEYS: Object = object(
    "CSIVolumeSource",
    &[
        member("driver", Shape::Text, true),
        member("fsType", Shape::Text, false),
        member("nodePublishSecretRef", LOCAL_OBJECT_REFERENCE, false),
        member("readOnly", Shape::Bool, false),
        member("volumeAttributes", Shape::Map(&Shape::Text), false),
    ],
);
/// `CSIVolumeSource`.
pub const CSI_VOLUME_SOURCE: Shape = Shape::Object(&CSI_VOLUME_SOURCE_KEYS);

/// `DownwardAPIVolumeSource`.
pub static DOWNWARD_API_VOLUME_SOURCE_KEYS: Object = object(
    "DownwardAPIVolumeSource",
    &[
        member("defaultMode", Shape::Int32, false),
        member("items", Shape::List(&DOWNWARD_API_VOLUME_FILE), false),
    ],
);
/// `DownwardAPIVolumeSource`.
pub const DOWNWARD_API_VOLUME_SOURCE: Shape = Shape::Object(&DOWNWARD_API_VOLUME_SOURCE_KEYS);

/// `EmptyDirVolumeSource`.
pub static EMPTY_DIR_VOLUME_SOURCE_KEYS: Object = object(
    "EmptyDirVolumeSource",
    &[member("medium", Shape::Text, false), member("sizeLimit", Shape::Quantity, false)],
);
/// `EmptyDirVolumeSource`.
pub const EMPTY_DIR_VOLUME_SOURCE: Shape = Shape::Object(&EMPTY_DIR_VOLUME_SOURCE_KEYS);

/// `EphemeralVolumeSource`.
pub static EPHEMERAL_VOLUME_SOURCE_KEYS: Object = object(
    "EphemeralVolumeSource",
    &[member("volumeClaimTemplate", PERSISTENT_VOLUME_CLAIM_TEMPLATE, false)],
);
/// `EphemeralVolumeSource`.
pub const EPHEMERAL_VOLUME_SOURCE: Shape = Shape::Object(&EPHEMERAL_VOLUME_SOURCE_KEYS);

/// `FCVolumeSource`.
pub static FC_VOLUME_SOURCE_KEYS: Object = object(
    "FCVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("lun", Shape::Int32, false),
        member("readOnly", Shape::Bool, false),
        member("targetWWNs", Shape::List(&Shape::Text), false),
        member("wwids", Shape::List(&Shape::Text), false),
    ],
);
/// `FCVolumeSource`.
pub const FC_VOLUME_SOURCE: Shape = Shape::Object(&FC_VOLUME_SOURCE_KEYS);

/// `FlexVolumeSource`.
pub static FLEX_VOLUME_SOURCE_KEYS: Object = object(
    "FlexVolumeSource",
    &[
        member("driver", Shape::Text, true),
        member("fsType", Shape::Text, false),
        member("options", Shape::Map(&Shape::Text), false),
        member("readOnly", Shape::Bool, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, false),
    ],
);
/// `FlexVolumeSource`.
pub const FLEX_VOLUME_SOURCE: Shape = Shape::Object(&FLEX_VOLUME_SOURCE_KEYS);

/// `FlockerVolumeSource`.
pub static FLOCKER_VOLUME_SOURCE_KEYS: Object = object(
    "FlockerVolumeSource",
    &[member("datasetName", Shape::Text, false), member("datasetUUID", Shape::Text, false)],
);
/// `FlockerVolumeSource`.
pub const FLOCKER_VOLUME_SOURCE: Shape = Shape::Object(&FLOCKER_VOLUME_SOURCE_KEYS);

/// `GCEPersistentDiskVolumeSource`.
pub static GCE_PERSISTENT_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "GCEPersistentDiskVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("partition", Shape::Int32, false),
        member("pdName", Shape::Text, true),
        member("readOnly", Shape::Bool, false),
    ],
);
/// `GCEPersistentDiskVolumeSource`.
pub const GCE_PERSISTENT_DISK_VOLUME_SOURCE: Shape = Shape::Object(&GCE_PERSISTENT_DISK_VOLUME_SOURCE_KEYS);

/// `GitRepoVolumeSource`.
pub static GIT_REPO_VOLUME_SOURCE_KEYS: Object = object(
    "GitRepoVolumeSource",
    &[
        member("directory", Shape::Text, false),
        member("repository", Shape::Text, true),
        member("revision", Shape::Text, false),
    ],
);
/// `GitRepoVolumeSource`.
pub const GIT_REPO_VOLUME_SOURCE: Shape = Shape::Object(&GIT_REPO_VOLUME_SOURCE_KEYS);

/// `GlusterfsVolumeSource`.
pub static GLUSTERFS_VOLUME_SOURCE_KEYS: Object = object(
    "GlusterfsVolumeSource",
    &[
        member("endpoints", Shape::Text, true),
        member("path", Shape::Text, true),
        member("readOnly", Shape::Bool, false),
    ],
);
/// `GlusterfsVolumeSource`.
pub const GLUSTERFS_VOLUME_SOURCE: Shape = Shape::Object(&GLUSTERFS_VOLUME_SOURCE_KEYS);

/// `HostPathVolumeSource`.
pub static HOST_PATH_VOLUME_SOURCE_KEYS: Object =
    object("HostPathVolumeSource", &[member("path", Shape::Text, true), member("type", Shape::Text, false)]);
/// `HostPathVolumeSource`.
pub const HOST_PATH_VOLUME_SOURCE: Shape = Shape::Object(&HOST_PATH_VOLUME_SOURCE_KEYS);

/// `ImageVolumeSource`.
pub static IMAGE_VOLUME_SOURCE_KEYS: Object = object(
    "ImageVolumeSource",
    &[member("pullPolicy", Shape::Text, false), member("reference", Shape::Text, false)],
);
/// `ImageVolumeSource`.
pub const IMAGE_VOLUME_SOURCE: Shape = Shape::Object(&IMAGE_VOLUME_SOURCE_KEYS);

/// `ISCSIVolumeSource`.
pub static ISCSI_VOLUME_SOURCE_KEYS: Object = object(
    "ISCSIVolumeSource",
    &[
        member("chapAuthDiscovery", Shape::Bool, false),
        member("chapAuthSession", Shape::Bool, false),
        member("fsType", Shape::Text, false),
        member("initiatorName", Shape::Text, false),
        member("iqn", Shape::Text, true),
        member("iscsiInterface", Shape::Text, false),
        member("lun", Shape::Int32, true),
        member("portals", Shape::List(&Shape::Text), false),
        member("readOnly", Shape::Bool, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, false),
        member("targetPortal", Shape::Text, true),
    ],
);
/// `ISCSIVolumeSource`.
pub const ISCSI_VOLUME_SOURCE: Shape = Shape::Object(&ISCSI_VOLUME_SOURCE_KEYS);

/// `NFSVolumeSource`.
pub static NFS_VOLUME_SOURCE_KEYS: Object = object(
    "NFSVolumeSource",
    &[
        member("path", Shape::Text, true),
        member("readOnly", Shape::Bool, false),
        member("server", Shape::Text, true),
    ],
);
/// `NFSVolumeSource`.
pub const NFS_VOLUME_SOURCE: Shape = Shape::Object(&NFS_VOLUME_SOURCE_KEYS);

/// `PersistentVolumeClaimVolumeSource`.
pub static PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE_KEYS: Object = object(
    "PersistentVolumeClaimVolumeSource",
    &[member("claimName", Shape::Text, true), member("readOnly", Shape::Bool, false)],
);
/// `PersistentVolumeClaimVolumeSource`.
pub const PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE: Shape =
    Shape::Object(&PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE_KEYS);

/// `PhotonPersistentDiskVolumeSource`.
pub static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "PhotonPersistentDiskVolumeSource",
    &[member("fsType", Shape::Text, false), member("pdID", Shape::Text, true)],
);
/// `PhotonPersistentDiskVolumeSource`.
pub const PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: Shape =
    Shape::Object(&PHOTON_PERSISTENT_DISK_VOLUME_SOURCE_KEYS);

/// `PortworxVolumeSource`.
pub static PORTWORX_VOLUME_SOURCE_KEYS: Object = object(
    "PortworxVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("volumeID", Shape::Text, true),
    ],
);
/// `PortworxVolumeSource`.
pub const PORTWORX_VOLUME_SOURCE: Shape = Shape::Object(&PORTWORX_VOLUME_SOURCE_KEYS);

/// `ProjectedVolumeSource`.
pub static PROJECTED_VOLUME_SOURCE_KEYS: Object = object(
    "ProjectedVolumeSource",
    &[member("defaultMode", Shape::Int32, false), member("sources", Shape::List(&VOLUME_PROJECTION), false)],
);
/// `ProjectedVolumeSource`.
pub const PROJECTED_VOLUME_SOURCE: Shape = Shape::Object(&PROJECTED_VOLUME_SOURCE_KEYS);

/// `QuobyteVolumeSource`.
pub static QUOBYTE_VOLUME_SOURCE_KEYS: Object = object(
    "QuobyteVolumeSource",
    &[
        member("group", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("registry", Shape::Text, true),
        member("tenant", Shape::Text, false),
        member("user", Shape::Text, false),
        member("volume", Shape::Text, true),
    ],
);
/// `QuobyteVolumeSource`.
pub const QUOBYTE_VOLUME_SOURCE: Shape = Shape::Object(&QUOBYTE_VOLUME_SOURCE_KEYS);

/// `RBDVolumeSource`.
pub static RBD_VOLUME_SOURCE_KEYS: Object = object(
    "RBDVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("image", Shape::Text, true),
        member("keyring", Shape::Text, false),
        member("monitors", Shape::List(&Shape::Text), true),
        member("pool", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, false),
        member("user", Shape::Text, false),
    ],
);
/// `RBDVolumeSource`.
pub const RBD_VOLUME_SOURCE: Shape = Shape::Object(&RBD_VOLUME_SOURCE_KEYS);

/// `ScaleIOVolumeSource`.
pub static SCALE_IO_VOLUME_SOURCE_KEYS: Object = object(
    "ScaleIOVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("gateway", Shape::Text, true),
        member("protectionDomain", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, true),
        member("sslEnabled", Shape::Bool, false),
        member("storageMode", Shape::Text, false),
        member("storagePool", Shape::Text, false),
        member("system", Shape::Text, true),
        member("volumeName", Shape::Text, false),
    ],
);
/// `ScaleIOVolumeSource`.
pub const SCALE_IO_VOLUME_SOURCE: Shape = Shape::Object(&SCALE_IO_VOLUME_SOURCE_KEYS);

/// `SecretVolumeSource`.
pub static SECRET_VOLUME_SOURCE_KEYS: Object = object(
    "SecretVolumeSource",
    &[
        member("defaultMode", Shape::Int32, false),
        member("items", Shape::List(&KEY_TO_PATH), false),
        member("optional", Shape::Bool, false),
        member("secretName", Shape::Text, false),
    ],
);
/// `SecretVolumeSource`.
pub const SECRET_VOLUME_SOURCE: Shape = Shape::Object(&SECRET_VOLUME_SOURCE_KEYS);

/// `StorageOSVolumeSource`.
pub static STORAGE_OS_VOLUME_SOURCE_KEYS: Object = object(
    "StorageOSVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("readOnly", Shape::Bool, false),
        member("secretRef", LOCAL_OBJECT_REFERENCE, false),
        member("volumeName", Shape::Text, false),
        member("volumeNamespace", Shape::Text, false),
    ],
);
/// `StorageOSVolumeSource`.
pub const STORAGE_OS_VOLUME_SOURCE: Shape = Shape::Object(&STORAGE_OS_VOLUME_SOURCE_KEYS);

/// `VsphereVirtualDiskVolumeSource`.
pub static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "VsphereVirtualDiskVolumeSource",
    &[
        member("fsType", Shape::Text, false),
        member("storagePolicyID", Shape::Text, false),
        member("storagePolicyName", Shape::Text, false),
        member("volumePath", Shape::Text, true),
    ],
);
/// `VsphereVirtualDiskVolumeSource`.
pub const VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: Shape = Shape::Object(&VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE_KEYS);

/// `EnvFromSource`.
pub static ENV_FROM_SOURCE_KEYS: Object = object(
    "EnvFromSource",
    &[
        member("configMapRef", CONFIG_MAP_ENV_SOURCE, false),
        member("prefix", Shape::Text, false),
        member("secretRef", SECRET_ENV_SOURCE, false),
    ],
);
/// `EnvFromSource`.
pub const ENV_FROM_SOURCE: Shape = Shape::Object(&ENV_FROM_SOURCE_KEYS);

/// `Lifecycle`.
pub static LIFECYCLE_KEYS: Object = object(
    "Lifecycle",
    &[
        member("postStart", LIFECYCLE_HANDLER, false),
        member("preStop", LIFECYCLE_HANDLER, false),
        member("stopSignal", Shape::Text, false),
    ],
);
/// `Lifecycle`.
pub const LIFECYCLE: Shape = Shape::Object(&LIFECYCLE_KEYS);

/// `Probe`.
pub static PROBE_KEYS: Object = object(
    "Probe",
    &[
        member("exec", EXEC_ACTION, false),
        member("failureThreshold", Shape::Int32, false),
        member("grpc", GRPC_ACTION, false),
        member("httpGet", HTTP_GET_ACTION, false),
        member("initialDelaySeconds", Shape::Int32, false),
        member("periodSeconds", Shape::Int32, false),
        member("successThreshold", Shape::Int32, false),
        member("tcpSocket", TCP_SOCKET_ACTION, false),
        member("terminationGracePeriodSeconds", Shape::Int64, false),
        member("timeoutSeconds", Shape::Int32, false),
    ],
);
/// `Probe`.
pub const PROBE: Shape = Shape::Object(&PROBE_KEYS);

/// `ContainerPort`.
pub static CONTAINER_PORT_KEYS: Object = object(
    "ContainerPort",
    &[
        member("name", Shape::Text, false),
        member("containerPort", Shape::Int32, true),
        member("hostIP", Shape::Text, false),
        member("hostPort", Shape::Int32, false),
        member("protocol", Shape::Text, false),
    ],
);
/// `ContainerPort`.
pub const CONTAINER_PORT: Shape = Shape::Object(&CONTAINER_PORT_KEYS);

/// `ContainerResizePolicy`.
pub static CONTAINER_RESIZE_POLICY_KEYS: Object = object(
    "ContainerResizePolicy",
    &[member("resourceName", Shape::Text, true), member("restartPolicy", Shape::Text, true)],
);
/// `ContainerResizePolicy`.
pub const CONTAINER_RESIZE_POLICY: Shape = Shape::Object(&CONTAINER_RESIZE_POLICY_KEYS);

/// `ContainerRestartRule`.
pub static CONTAINER_RESTART_RULE_KEYS: Object = object(
    "ContainerRestartRule",
    &[member("action", Shape::Text, true), member("exitCodes", CONTAINER_RESTART_RULE_ON_EXIT_CODES, false)],
);
/// `ContainerRestartRule`.
pub const CONTAINER_RESTART_RULE: Shape = Shape::Object(&CONTAINER_RESTART_RULE_KEYS);

/// `SecurityContext`.
pub static SECURITY_CONTEXT_KEYS: Object = object(
    "SecurityContext",
    &[
        member("allowPrivilegeEscalation", Shape::Bool, false),
        member("appArmorProfile", APP_ARMOR_PROFILE, false),
        member("capabilities", CAPABILITIES, false),
        member("privileged", Shape::Bool, false),
        member("procMount", Shape::Text, false),
        member("readOnlyRootFilesystem", Shape::Bool, false),
        member("runAsGroup", Shape::Int64, false),
        member("runAsNonRoot", Shape::Bool, false),
        member("runAsUser", Shape::Int64, false),
        member("seLinuxOptions", SE_LINUX_OPTIONS, false),
        member("seccompProfile", SECCOMP_PROFILE, false),
        member("windowsOptions", WINDOWS_SECURITY_CONTEXT_OPTIONS, false),
    ],
);
/// `SecurityContext`.
pub const SECURITY_CONTEXT: Shape = Shape::Object(&SECURITY_CONTEXT_KEYS);

/// `VolumeDevice`.
pub static VOLUME_DEVICE_KEYS: Object =
    object("VolumeDevice", &[member("name", Shape::Text, true), member("devicePath", Shape::Text, true)]);
/// `VolumeDevice`.
pub const VOLUME_DEVICE: Shape = Shape::Object(&VOLUME_DEVICE_KEYS);

/// `EnvVarSource`.
pub static ENV_VAR_SOURCE_KEYS: Object = object(
    "EnvVarSource",
    &[
        member("configMapKeyRef", CONFIG_MAP_KEY_SELECTOR, false),
        member("fieldRef", OBJECT_FIELD_SELECTOR, false),
        member("fileKeyRef", FILE_KEY_SELECTOR, false),
        member("resourceFieldRef", RESOURCE_FIELD_SELECTOR, false),
        member("secretKeyRef", SECRET_KEY_SELECTOR, false),
    ],
);
/// `EnvVarSource`.
pub const ENV_VAR_SOURCE: Shape = Shape::Object(&ENV_VAR_SOURCE_KEYS);

/// `ResourceClaim`.
pub static RESOURCE_CLAIM_KEYS: Object =
    object("ResourceClaim", &[member("name", Shape::Text, true), member("request", Shape::Text, false)]);
/// `ResourceClaim`.
pub const RESOURCE_CLAIM: Shape = Shape::Object(&RESOURCE_CLAIM_KEYS);

/// `NodeAffinity`.
pub static NODE_AFFINITY_KEYS: Object = object(
    "NodeAffinity",
    &[
        member(
            "preferredDuringSchedulingIgnoredDuringExecution",
            Shape::List(&PREFERRED_SCHEDULING_TERM),
            false,
        ),
        member("requiredDuringSchedulingIgnoredDuringExecution", NODE_SELECTOR, false),
    ],
);
/// `NodeAffinity`.
pub const NODE_AFFINITY: Shape = Shape::Object(&NODE_AFFINITY_KEYS);

/// `PodAffinity`.
pub static POD_AFFINITY_KEYS: Object = object(
    "PodAffinity",
    &[
        member(
            "preferredDuringSchedulingIgnoredDuringExecution",
            Shape::List(&WEIGHTED_POD_AFFINITY_TERM),
            false,
        ),
        member("requiredDuringSchedulingIgnoredDuringExecution", Shape::List(&POD_AFFINITY_TERM), false),
    ],
);
/// `PodAffinity`.
pub const POD_AFFINITY: Shape = Shape::Object(&POD_AFFINITY_KEYS);

/// `PodAntiAffinity`.
pub static POD_ANTI_AFFINITY_KEYS: Object = object(
    "PodAntiAffinity",
    &[
        member(
            "preferredDuringSchedulingIgnoredDuringExecution",
            Shape::List(&WEIGHTED_POD_AFFINITY_TERM),
            false,
        ),
        member("requiredDuringSchedulingIgnoredDuringExecution", Shape::List(&POD_AFFINITY_TERM), false),
    ],
);
/// `PodAntiAffinity`.
pub const POD_ANTI_AFFINITY: Shape = Shape::Object(&POD_ANTI_AFFINITY_KEYS);

/// `AppArmorProfile`.
pub static APP_ARMOR_PROFILE_KEYS: Object = object(
    "AppArmorProfile",
    &[member("localhostProfile", Shape::Text, false), member("type", Shape::Text, true)],
);
/// `AppArmorProfile`.
pub const APP_ARMOR_PROFILE: Shape = Shape::Object(&APP_ARMOR_PROFILE_KEYS);

/// `SELinuxOptions`.
pub static SE_LINUX_OPTIONS_KEYS: Object = object(
    "SELinuxOptions",
    &[
        member("level", Shape::Text, false),
        member("role", Shape::Text, false),
        member("type", Shape::Text, false),
        member("user", Shape::Text, false),
    ],
);
/// `SELinuxOptions`.
pub const SE_LINUX_OPTIONS: Shape = Shape::Object(&SE_LINUX_OPTIONS_KEYS);

/// `SeccompProfile`.
pub static SECCOMP_PROFILE_KEYS: Object = object(
    "SeccompProfile",
    &[member("localhostProfile", Shape::Text, false), member("type", Shape::Text, true)],
);
/// `SeccompProfile`.
pub const SECCOMP_PROFILE: Shape = Shape::Object(&SECCOMP_PROFILE_KEYS);

/// `Sysctl`.
pub static SYSCTL_KEYS: Object =
    object("Sysctl", &[member("name", Shape::Text, true), member("value", Shape::Text, true)]);
/// `Sysctl`.
pub const SYSCTL: Shape = Shape::Object(&SYSCTL_KEYS);

/// `WindowsSecurityContextOptions`.
pub static WINDOWS_SECURITY_CONTEXT_OPTIONS_KEYS: Object = object(
    "WindowsSecurityContextOptions",
    &[
        member("gmsaCredentialSpec", Shape::Text, false),
        member("gmsaCredentialSpecName", Shape::Text, false),
        member("hostProcess", Shape::Bool, false),
        member("runAsUserName", Shape::Text, false),
    ],
);
/// `WindowsSecurityContextOptions`.
pub const WINDOWS_SECURITY_CONTEXT_OPTIONS: Shape = Shape::Object(&WINDOWS_SECURITY_CONTEXT_OPTIONS_KEYS);

/// `ObjectMeta`.
pub static OBJECT_META_KEYS: Object = object(
    "ObjectMeta",
    &[
        member("name", Shape::Text, false),
        member("annotations", Shape::Map(&Shape::Text), false),
        member("creationTimestamp", Shape::Text, false),
        member("deletionGracePeriodSeconds", Shape::Int64, false),
        member("deletionTimestamp", Shape::Text, false),
        member("finalizers", Shape::List(&Shape::Text), false),
        member("generateName", Shape::Text, false),
        member("generation", Shape::Int64, false),
        member("labels", Shape::Map(&Shape::Text), false),
        member("managedFields", Shape::List(&MANAGED_FIELDS_ENTRY), false),
        member("namespace", Shape::Text, false),
        member("ownerReferences", Shape::List(&OWNER_REFERENCE), false),
        member("resourceVersion", Shape::Text, false),
        member("selfLink", Shape::Text, false),
        member("uid", Shape::Text, false),
    ],
);
/// `ObjectMeta`.
pub const OBJECT_META: Shape = Shape::Object(&OBJECT_META_KEYS);

/// `PersistentVolumeClaimSpec`.
pub static PERSISTENT_VOLUME_CLAIM_SPEC_KEYS: Object = object(
    "PersistentVolumeClaimSpec",
    &[
        member("accessModes", Shape::List(&Shape::Text), false),
        member("dataSource", TYPED_LOCAL_OBJECT_REFERENCE, false),
        member("dataSourceRef", TYPED_OBJECT_REFERENCE, false),
        member("resources", VOLUME_RESOURCE_REQUIREMENTS, false),
        member("selector", LABEL_SELECTOR, false),
        member("storageClassName", Shape::Text, false),
        member("volumeAttributesClassName", Shape::Text, false),
        member("volumeMode", Shape::Text, false),
        member("volumeName", Shape::Text, false),
    ],
);
/// `PersistentVolumeClaimSpec`.
pub const PERSISTENT_VOLUME_CLAIM_SPEC: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_SPEC_KEYS);

/// `PersistentVolumeClaimStatus`.
pub static PERSISTENT_VOLUME_CLAIM_STATUS_KEYS: Object = object(
    "PersistentVolumeClaimStatus",
    &[
        member("accessModes", Shape::List(&Shape::Text), false),
        member("allocatedResourceStatuses", Shape::Map(&Shape::Text), false),
        member("allocatedResources", Shape::Map(&Shape::Quantity), false),
        member("capacity", Shape::Map(&Shape::Quantity), false),
        member("conditions", Shape::List(&PERSISTENT_VOLUME_CLAIM_CONDITION), false),
        member("currentVolumeAttributesClassName", Shape::Text, false),
        member("modifyVolumeStatus", MODIFY_VOLUME_STATUS, false),
        member("phase", Shape::Text, false),
    ],
);
/// `PersistentVolumeClaimStatus`.
pub const PERSISTENT_VOLUME_CLAIM_STATUS: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_STATUS_KEYS);

/// `LabelSelector`.
pub static LABEL_SELECTOR_KEYS: Object = object(
    "LabelSelector",
    &[
        member("matchExpressions", Shape::List(&LABEL_SELECTOR_REQUIREMENT), false),
        member("matchLabels", Shape::Map(&Shape::Text), false),
    ],
);
/// `LabelSelector`.
pub const LABEL_SELECTOR: Shape = Shape::Object(&LABEL_SELECTOR_KEYS);

/// `ContainerResourceMetricSource`.
pub static CONTAINER_RESOURCE_METRIC_SOURCE_KEYS: Object = object(
    "ContainerResourceMetricSource",
    &[
        member("name", Shape::Text, true),
        member("container", Shape::Text, true),
        member("target", METRIC_TARGET, true),
    ],
);
/// `ContainerResourceMetricSource`.
pub const CONTAINER_RESOURCE_METRIC_SOURCE: Shape = Shape::Object(&CONTAINER_RESOURCE_METRIC_SOURCE_KEYS);

/// `ExternalMetricSource`.
pub static EXTERNAL_METRIC_SOURCE_KEYS: Object = object(
    "ExternalMetricSource",
    &[member("metric", METRIC_IDENTIFIER, true), member("target", METRIC_TARGET, true)],
);
/// `ExternalMetricSource`.
pub const EXTERNAL_METRIC_SOURCE: Shape = Shape::Object(&EXTERNAL_METRIC_SOURCE_KEYS);

/// `ObjectMetricSource`.
pub static OBJECT_METRIC_SOURCE_KEYS: Object = object(
    "ObjectMetricSource",
    &[
        member("describedObject", CROSS_VERSION_OBJECT_REFERENCE, true),
        member("metric", METRIC_IDENTIFIER, true),
        member("target", METRIC_TARGET, true),
    ],
);
/// `ObjectMetricSource`.
pub const OBJECT_METRIC_SOURCE: Shape = Shape::Object(&OBJECT_METRIC_SOURCE_KEYS);

/// `PodsMetricSource`.
pub static PODS_METRIC_SOURCE_KEYS: Object = object(
    "PodsMetricSource",
    &[member("metric", METRIC_IDENTIFIER, true), member("target", METRIC_TARGET, true)],
);
/// `PodsMetricSource`.
pub const PODS_METRIC_SOURCE: Shape = Shape::Object(&PODS_METRIC_SOURCE_KEYS);

/// `ResourceMetricSource`.
pub static RESOURCE_METRIC_SOURCE_KEYS: Object = object(
    "ResourceMetricSource",
    &[member("name", Shape::Text, true), member("target", METRIC_TARGET, true)],
);
/// `ResourceMetricSource`.
pub const RESOURCE_METRIC_SOURCE: Shape = Shape::Object(&RESOURCE_METRIC_SOURCE_KEYS);

/// `HPAScalingRules`.
pub static HPA_SCALING_RULES_KEYS: Object = object(
    "HPAScalingRules",
    &[
        member("policies", Shape::List(&HPA_SCALING_POLICY), false),
        member("selectPolicy", Shape::Text, false),
        member("stabilizationWindowSeconds", Shape::Int32, false),
        member("tolerance", Shape::Quantity, false),
    ],
);
/// `HPAScalingRules`.
pub const HPA_SCALING_RULES: Shape = Shape::Object(&HPA_SCALING_RULES_KEYS);

/// `KeyToPath`.
pub static KEY_TO_PATH_KEYS: Object = object(
    "KeyToPath",
    &[
        member("key", Shape::Text, true),
        member("mode", Shape::Int32, false),
        member("path", Shape::Text, true),
    ],
);
/// `KeyToPath`.
pub const KEY_TO_PATH: Shape = Shape::Object(&KEY_TO_PATH_KEYS);

/// `DownwardAPIVolumeFile`.
pub static DOWNWARD_API_VOLUME_FILE_KEYS: Object = object(
    "DownwardAPIVolumeFile",
    &[
        member("fieldRef", OBJECT_FIELD_SELECTOR, false),
        member("mode", Shape::Int32, false),
        member("path", Shape::Text, true),
        member("resourceFieldRef", RESOURCE_FIELD_SELECTOR, false),
    ],
);
/// `DownwardAPIVolumeFile`.
pub const DOWNWARD_API_VOLUME_FILE: Shape = Shape::Object(&DOWNWARD_API_VOLUME_FILE_KEYS);

/// `PersistentVolumeClaimTemplate`.
pub static PERSISTENT_VOLUME_CLAIM_TEMPLATE_KEYS: Object = object(
    "PersistentVolumeClaimTemplate",
    &[member("metadata", OBJECT_META, false), member("spec", PERSISTENT_VOLUME_CLAIM_SPEC, true)],
);
/// `PersistentVolumeClaimTemplate`.
pub const PERSISTENT_VOLUME_CLAIM_TEMPLATE: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_TEMPLATE_KEYS);

/// `VolumeProjection`.
pub static VOLUME_PROJECTION_KEYS: Object = object(
    "VolumeProjection",
    &[
        member("clusterTrustBundle", CLUSTER_TRUST_BUNDLE_PROJECTION, false),
        member("configMap", CONFIG_MAP_PROJECTION, false),
        member("downwardAPI", DOWNWARD_API_PROJECTION, false),
        member("podCertificate", POD_CERTIFICATE_PROJECTION, false),
        member("secret", SECRET_PROJECTION, false),
        member("serviceAccountToken", SERVICE_ACCOUNT_TOKEN_PROJECTION, false),
    ],
);
/// `VolumeProjection`.
pub const VOLUME_PROJECTION: Shape = Shape::Object(&VOLUME_PROJECTION_KEYS);

/// `ConfigMapEnvSource`.
pub static CONFIG_MAP_ENV_SOURCE_KEYS: Object = object(
    "ConfigMapEnvSource",
    &[member("name", Shape::Text, true), member("optional", Shape::Bool, false)],
);
/// `ConfigMapEnvSource`.
pub const CONFIG_MAP_ENV_SOURCE: Shape = Shape::Object(&CONFIG_MAP_ENV_SOURCE_KEYS);

/// `SecretEnvSource`.
pub static SECRET_ENV_SOURCE_KEYS: Object =
    object("SecretEnvSource", &[member("name", Shape::Text, true), member("optional", Shape::Bool, false)]);
/// `SecretEnvSource`.
pub const SECRET_ENV_SOURCE: Shape = Shape::Object(&SECRET_ENV_SOURCE_KEYS);

/// `LifecycleHandler`.
pub static LIFECYCLE_HANDLER_KEYS: Object = object(
    "LifecycleHandler",
    &[
        member("exec", EXEC_ACTION, false),
        member("httpGet", HTTP_GET_ACTION, false),
        member("sleep", SLEEP_ACTION, false),
        member("tcpSocket", TCP_SOCKET_ACTION, false),
    ],
);
/// `LifecycleHandler`.
pub const LIFECYCLE_HANDLER: Shape = Shape::Object(&LIFECYCLE_HANDLER_KEYS);

/// `ExecAction`.
pub static EXEC_ACTION_KEYS: Object =
    object("ExecAction", &[member("command", Shape::List(&Shape::Text), false)]);
/// `ExecAction`.
pub const EXEC_ACTION: Shape = Shape::Object(&EXEC_ACTION_KEYS);

/// `GRPCAction`.
pub static GRPC_ACTION_KEYS: Object =
    object("GRPCAction", &[member("port", Shape::Int32, true), member("service", Shape::Text, false)]);
/// `GRPCAction`.
pub const GRPC_ACTION: Shape = Shape::Object(&GRPC_ACTION_KEYS);

/// `HTTPGetAction`.
pub static HTTP_GET_ACTION_KEYS: Object = object(
    "HTTPGetAction",
    &[
        member("host", Shape::Text, false),
        member("httpHeaders", Shape::List(&HTTP_HEADER), false),
        member("path", Shape::Text, false),
        member("port", Shape::IntOrText, true),
        member("scheme", Shape::Text, false),
    ],
);
/// `HTTPGetAction`.
pub const HTTP_GET_ACTION: Shape = Shape::Object(&HTTP_GET_ACTION_KEYS);

/// `TCPSocketAction`.
pub static TCP_SOCKET_ACTION_KEYS: Object =
    object("TCPSocketAction", &[member("host", Shape::Text, false), member("port", Shape::IntOrText, true)]);
/// `TCPSocketAction`.
pub const TCP_SOCKET_ACTION: Shape = Shape::Object(&TCP_SOCKET_ACTION_KEYS);

/// `ContainerRestartRuleOnExitCodes`.
pub static CONTAINER_RESTART_RULE_ON_EXIT_CODES_KEYS: Object = object(
    "ContainerRestartRuleOnExitCodes",
    &[member("operator", Shape::Text, true), member("values", Shape::List(&Shape::Int32), false)],
);
/// `ContainerRestartRuleOnExitCodes`.
pub const CONTAINER_RESTART_RULE_ON_EXIT_CODES: Shape =
    Shape::Object(&CONTAINER_RESTART_RULE_ON_EXIT_CODES_KEYS);

/// `Capabilities`.
pub static CAPABILITIES_KEYS: Object = object(
    "Capabilities",
    &[member("add", Shape::List(&Shape::Text), false), member("drop", Shape::List(&Shape::Text), false)],
);
/// `Capabilities`.
pub const CAPABILITIES: Shape = Shape::Object(&CAPABILITIES_KEYS);

/// `ConfigMapKeySelector`.
pub static CONFIG_MAP_KEY_SELECTOR_KEYS: Object = object(
    "ConfigMapKeySelector",
    &[
        member("name", Shape::Text, true),
        member("key", Shape::Text, true),
        member("optional", Shape::Bool, false),
    ],
);
/// `ConfigMapKeySelector`.
pub const CONFIG_MAP_KEY_SELECTOR: Shape = Shape::Object(&CONFIG_MAP_KEY_SELECTOR_KEYS);

/// `ObjectFieldSelector`.
pub static OBJECT_FIELD_SELECTOR_KEYS: Object = object(
    "ObjectFieldSelector",
    &[member("apiVersion", Shape::Text, false), member("fieldPath", Shape::Text, true)],
);
/// `ObjectFieldSelector`.
pub const OBJECT_FIELD_SELECTOR: Shape = Shape::Object(&OBJECT_FIELD_SELECTOR_KEYS);

/// `FileKeySelector`.
pub static FILE_KEY_SELECTOR_KEYS: Object = object(
    "FileKeySelector",
    &[
        member("key", Shape::Text, true),
        member("optional", Shape::Bool, false),
        member("path", Shape::Text, true),
        member("volumeName", Shape::Text, true),
    ],
);
/// `FileKeySelector`.
pub const FILE_KEY_SELECTOR: Shape = Shape::Object(&FILE_KEY_SELECTOR_KEYS);

/// `ResourceFieldSelector`.
pub static RESOURCE_FIELD_SELECTOR_KEYS: Object = object(
    "ResourceFieldSelector",
    &[
        member("containerName", Shape::Text, false),
        member("divisor", Shape::Quantity, false),
        member("resource", Shape::Text, true),
    ],
);
/// `ResourceFieldSelector`.
pub const RESOURCE_FIELD_SELECTOR: Shape = Shape::Object(&RESOURCE_FIELD_SELECTOR_KEYS);

/// `SecretKeySelector`.
pub static SECRET_KEY_SELECTOR_KEYS: Object = object(
    "SecretKeySelector",
    &[
        member("name", Shape::Text, true),
        member("key", Shape::Text, true),
        member("optional", Shape::Bool, false),
    ],
);
/// `SecretKeySelector`.
pub const SECRET_KEY_SELECTOR: Shape = Shape::Object(&SECRET_KEY_SELECTOR_KEYS);

/// `PreferredSchedulingTerm`.
pub static PREFERRED_SCHEDULING_TERM_KEYS: Object = object(
    "PreferredSchedulingTerm",
    &[member("preference", NODE_SELECTOR_TERM, true), member("weight", Shape::Int32, true)],
);
/// `PreferredSchedulingTerm`.
pub const PREFERRED_SCHEDULING_TERM: Shape = Shape::Object(&PREFERRED_SCHEDULING_TERM_KEYS);

/// `NodeSelector`.
pub static NODE_SELECTOR_KEYS: Object =
    object("NodeSelector", &[member("nodeSelectorTerms", Shape::List(&NODE_SELECTOR_TERM), true)]);
/// `NodeSelector`.
pub const NODE_SELECTOR: Shape = Shape::Object(&NODE_SELECTOR_KEYS);

/// `WeightedPodAffinityTerm`.
pub static WEIGHTED_POD_AFFINITY_TERM_KEYS: Object = object(
    "WeightedPodAffinityTerm",
    &[member("podAffinityTerm", POD_AFFINITY_TERM, true), member("weight", Shape::Int32, true)],
);
/// `WeightedPodAffinityTerm`.
pub const WEIGHTED_POD_AFFINITY_TERM: Shape = Shape::Object(&WEIGHTED_POD_AFFINITY_TERM_KEYS);

/// `PodAffinityTerm`.
pub static POD_AFFINITY_TERM_KEYS: Object = object(
    "PodAffinityTerm",
    &[
        member("labelSelector", LABEL_SELECTOR, false),
        member("matchLabelKeys", Shape::List(&Shape::Text), false),
        member("mismatchLabelKeys", Shape::List(&Shape::Text), false),
        member("namespaceSelector", LABEL_SELECTOR, false),
        member("namespaces", Shape::List(&Shape::Text), false),
        member("topologyKey", Shape::Text, true),
    ],
);
/// `PodAffinityTerm`.
pub const POD_AFFINITY_TERM: Shape = Shape::Object(&POD_AFFINITY_TERM_KEYS);

/// `ManagedFieldsEntry`.
pub static MANAGED_FIELDS_ENTRY_KEYS: Object = object(
    "ManagedFieldsEntry",
    &[
        member("apiVersion", Shape::Text, false),
        member("fieldsType", Shape::Text, false),
        member("fieldsV1", FIELDS_V1, false),
        member("manager", Shape::Text, false),
        member("operation", Shape::Text, false),
        member("subresource", Shape::Text, false),
        member("time", Shape::Text, false),
    ],
);
/// `ManagedFieldsEntry`.
pub const MANAGED_FIELDS_ENTRY: Shape = Shape::Object(&MANAGED_FIELDS_ENTRY_KEYS);

/// `OwnerReference`.
pub static OWNER_REFERENCE_KEYS: Object = object(
    "OwnerReference",
    &[
        member("name", Shape::Text, true),
        member("apiVersion", Shape::Text, true),
        member("blockOwnerDeletion", Shape::Bool, false),
        member("controller", Shape::Bool, false),
        member("kind", Shape::Text, true),
        member("uid", Shape::Text, true),
    ],
);
/// `OwnerReference`.
pub const OWNER_REFERENCE: Shape = Shape::Object(&OWNER_REFERENCE_KEYS);

/// `TypedLocalObjectReference`.
pub static TYPED_LOCAL_OBJECT_REFERENCE_KEYS: Object = object(
    "TypedLocalObjectReference",
    &[
        member("name", Shape::Text, true),
        member("apiGroup", Shape::Text, false),
        member("kind", Shape::Text, true),
    ],
);
/// `TypedLocalObjectReference`.
pub const TYPED_LOCAL_OBJECT_REFERENCE: Shape = Shape::Object(&TYPED_LOCAL_OBJECT_REFERENCE_KEYS);

/// `TypedObjectReference`.
pub static TYPED_OBJECT_REFERENCE_KEYS: Object = object(
    "TypedObjectReference",
    &[
        member("name", Shape::Text, true),
        member("apiGroup", Shape::Text, false),
        member("kind", Shape::Text, true),
        member("namespace", Shape::Text, false),
    ],
);
/// `TypedObjectReference`.
pub const TYPED_OBJECT_REFERENCE: Shape = Shape::Object(&TYPED_OBJECT_REFERENCE_KEYS);

/// `VolumeResourceRequirements`.
pub static VOLUME_RESOURCE_REQUIREMENTS_KEYS: Object = object(
    "VolumeResourceRequirements",
    &[
        member("limits", Shape::Map(&Shape::Quantity), false),
        member("requests", Shape::Map(&Shape::Quantity), false),
    ],
);
/// `VolumeResourceRequirements`.
pub const VOLUME_RESOURCE_REQUIREMENTS: Shape = Shape::Object(&VOLUME_RESOURCE_REQUIREMENTS_KEYS);

/// `PersistentVolumeClaimCondition`.
pub static PERSISTENT_VOLUME_CLAIM_CONDITION_KEYS: Object = object(
    "PersistentVolumeClaimCondition",
    &[
        member("lastProbeTime", Shape::Text, false),
        member("lastTransitionTime", Shape::Text, false),
        member("message", Shape::Text, false),
        member("reason", Shape::Text, false),
        member("status", Shape::Text, true),
        member("type", Shape::Text, true),
    ],
);
/// `PersistentVolumeClaimCondition`.
pub const PERSISTENT_VOLUME_CLAIM_CONDITION: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_CONDITION_KEYS);

/// `ModifyVolumeStatus`.
pub static MODIFY_VOLUME_STATUS_KEYS: Object = object(
    "ModifyVolumeStatus",
    &[member("status", Shape::Text, true), member("targetVolumeAttributesClassName", Shape::Text, false)],
);
/// `ModifyVolumeStatus`.
pub const MODIFY_VOLUME_STATUS: Shape = Shape::Object(&MODIFY_VOLUME_STATUS_KEYS);

/// `LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT_KEYS: Object = object(
    "LabelSelectorRequirement",
    &[
        member("key", Shape::Text, true),
        member("operator", Shape::Text, true),
        member("values", Shape::List(&Shape::Text), false),
    ],
);
/// `LabelSelectorRequirement`.
pub const LABEL_SELECTOR_REQUIREMENT: Shape = Shape::Object(&LABEL_SELECTOR_REQUIREMENT_KEYS);

/// `MetricTarget`.
pub static METRIC_TARGET_KEYS: Object = object(
    "MetricTarget",
    &[
        member("averageUtilization", Shape::Int32, false),
        member("averageValue", Shape::Quantity, false),
        member("type", Shape::Text, true),
        member("value", Shape::Quantity, false),
    ],
);
/// `MetricTarget`.
pub const METRIC_TARGET: Shape = Shape::Object(&METRIC_TARGET_KEYS);

/// `MetricIdentifier`.
pub static METRIC_IDENTIFIER_KEYS: Object = object(
    "MetricIdentifier",
    &[member("name", Shape::Text, true), member("selector", LABEL_SELECTOR, false)],
);
/// `MetricIdentifier`.
pub const METRIC_IDENTIFIER: Shape = Shape::Object(&METRIC_IDENTIFIER_KEYS);

/// `CrossVersionObjectReference`.
pub static CROSS_VERSION_OBJECT_REFERENCE_KEYS: Object = object(
    "CrossVersionObjectReference",
    &[
        member("name", Shape::Text, true),
        member("apiVersion", Shape::Text, false),
        member("kind", Shape::Text, true),
    ],
);
/// `CrossVersionObjectReference`.
pub const CROSS_VERSION_OBJECT_REFERENCE: Shape = Shape::Object(&CROSS_VERSION_OBJECT_REFERENCE_KEYS);

/// `HPAScalingPolicy`.
pub static HPA_SCALING_POLICY_KEYS: Object = object(
    "HPAScalingPolicy",
    &[
        member("periodSeconds", Shape::Int32, true),
        member("type", Shape::Text, true),
        member("value", Shape::Int32, true),
    ],
);
/// `HPAScalingPolicy`.
pub const HPA_SCALING_POLICY: Shape = Shape::Object(&HPA_SCALING_POLICY_KEYS);

/// `ClusterTrustBundleProjection`.
pub static CLUSTER_TRUST_BUNDLE_PROJECTION_KEYS: Object = object(
    "ClusterTrustBundleProjection",
    &[
        member("name", Shape::Text, false),
        member("labelSelector", LABEL_SELECTOR, false),
        member("optional", Shape::Bool, false),
        member("path", Shape::Text, true),
        member("signerName", Shape::Text, false),
    ],
);
/// `ClusterTrustBundleProjection`.
pub const CLUSTER_TRUST_BUNDLE_PROJECTION: Shape = Shape::Object(&CLUSTER_TRUST_BUNDLE_PROJECTION_KEYS);

/// `ConfigMapProjection`.
pub static CONFIG_MAP_PROJECTION_KEYS: Object = object(
    "ConfigMapProjection",
    &[
        member("name", Shape::Text, true),
        member("items", Shape::List(&KEY_TO_PATH), false),
        member("optional", Shape::Bool, false),
    ],
);
/// `ConfigMapProjection`.
pub const CONFIG_MAP_PROJECTION: Shape = Shape::Object(&CONFIG_MAP_PROJECTION_KEYS);

/// `DownwardAPIProjection`.
pub static DOWNWARD_API_PROJECTION_KEYS: Object =
    object("DownwardAPIProjection", &[member("items", Shape::List(&DOWNWARD_API_VOLUME_FILE), false)]);
/// `DownwardAPIProjection`.
pub const DOWNWARD_API_PROJECTION: Shape = Shape::Object(&DOWNWARD_API_PROJECTION_KEYS);

/// `PodCertificateProjection`.
pub static POD_CERTIFICATE_PROJECTION_KEYS: Object = object(
    "PodCertificateProjection",
    &[
        member("certificateChainPath", Shape::Text, false),
        member("credentialBundlePath", Shape::Text, false),
        member("keyPath", Shape::Text, false),
        member("keyType", Shape::Text, true),
        member("maxExpirationSeconds", Shape::Int32, false),
        member("signerName", Shape::Text, true),
        member("userAnnotations", Shape::Map(&Shape::Text), false),
    ],
);
/// `PodCertificateProjection`.
pub const POD_CERTIFICATE_PROJECTION: Shape = Shape::Object(&POD_CERTIFICATE_PROJECTION_KEYS);

/// `SecretProjection`.
pub static SECRET_PROJECTION_KEYS: Object = object(
    "SecretProjection",
    &[
        member("name", Shape::Text, true),
        member("items", Shape::List(&KEY_TO_PATH), false),
        member("optional", Shape::Bool, false),
    ],
);
/// `SecretProjection`.
pub const SECRET_PROJECTION: Shape = Shape::Object(&SECRET_PROJECTION_KEYS);

/// `ServiceAccountTokenProjection`.
pub static SERVICE_ACCOUNT_TOKEN_PROJECTION_KEYS: Object = object(
    "ServiceAccountTokenProjection",
    &[
        member("audience", Shape::Text, false),
        member("expirationSeconds", Shape::Int64, false),
        member("path", Shape::Text, true),
    ],
);
/// `ServiceAccountTokenProjection`.
pub const SERVICE_ACCOUNT_TOKEN_PROJECTION: Shape = Shape::Object(&SERVICE_ACCOUNT_TOKEN_PROJECTION_KEYS);

/// `SleepAction`.
pub static SLEEP_ACTION_KEYS: Object = object("SleepAction", &[member("seconds", Shape::Int64, true)]);
/// `SleepAction`.
pub const SLEEP_ACTION: Shape = Shape::Object(&SLEEP_ACTION_KEYS);

/// `HTTPHeader`.
pub static HTTP_HEADER_KEYS: Object =
    object("HTTPHeader", &[member("name", Shape::Text, true), member("value", Shape::Text, true)]);
/// `HTTPHeader`.
pub const HTTP_HEADER: Shape = Shape::Object(&HTTP_HEADER_KEYS);

/// `NodeSelectorTerm`.
pub static NODE_SELECTOR_TERM_KEYS: Object = object(
    "NodeSelectorTerm",
    &[
        member("matchExpressions", Shape::List(&NODE_SELECTOR_REQUIREMENT), false),
        member("matchFields", Shape::List(&NODE_SELECTOR_REQUIREMENT), false),
    ],
);
/// `NodeSelectorTerm`.
pub const NODE_SELECTOR_TERM: Shape = Shape::Object(&NODE_SELECTOR_TERM_KEYS);

/// `FieldsV1`.
pub static FIELDS_V1_KEYS: Object = object("FieldsV1", &[]);
/// `FieldsV1`.
pub const FIELDS_V1: Shape = Shape::Object(&FIELDS_V1_KEYS);

/// `NodeSelectorRequirement`.
pub static NODE_SELECTOR_REQUIREMENT_KEYS: Object = object(
    "NodeSelectorRequirement",
    &[
        member("key", Shape::Text, true),
        member("operator", Shape::Text, true),
        member("values", Shape::List(&Shape::Text), false),
    ],
);
/// `NodeSelectorRequirement`.
pub const NODE_SELECTOR_REQUIREMENT: Shape = Shape::Object(&NODE_SELECTOR_REQUIREMENT_KEYS);
