//! The types of Kubernetes that a FlinkCluster holds. Made from the crate k8s-openapi by the test
//! `kubernetes_types`; `UPDATE=1 cargo test kubernetes_types` writes it. The words are the first sentences of
//! Kubernetes' own API documentation, by the Kubernetes authors, under the Apache License 2.0.

use crate::api::shape::{Member, Object, Shape};
use crate::k8s::dialect::Dialects;

const fn member(name: &'static str, shape: Shape, required: bool, doc: &'static str) -> Member {
    let required = if required { Dialects::ALL } else { Dialects::NONE };
    Member { name, also: "", doc, shape, dialects: Dialects::ALL, required }
}

const fn object(name: &'static str, members: &'static [Member]) -> Object {
    Object { name, doc: "", members, open: true }
}

/// `Volume`.
pub static VOLUME_KEYS: Object = object(
    "Volume",
    &[
        member("name", Shape::Text, true, "name of the volume."),
        member(
            "awsElasticBlockStore",
            AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE,
            false,
            "awsElasticBlockStore represents an AWS Disk resource that is attached to a kubelet's host machine and then exposed to the pod.",
        ),
        member(
            "azureDisk",
            AZURE_DISK_VOLUME_SOURCE,
            false,
            "azureDisk represents an Azure Data Disk mount on the host and bind mount to the pod.",
        ),
        member(
            "azureFile",
            AZURE_FILE_VOLUME_SOURCE,
            false,
            "azureFile represents an Azure File Service mount on the host and bind mount to the pod.",
        ),
        member(
            "cephfs",
            CEPH_FS_VOLUME_SOURCE,
            false,
            "cephFS represents a Ceph FS mount on the host that shares a pod's lifetime.",
        ),
        member(
            "cinder",
            CINDER_VOLUME_SOURCE,
            false,
            "cinder represents a cinder volume attached and mounted on kubelets host machine.",
        ),
        member(
            "configMap",
            CONFIG_MAP_VOLUME_SOURCE,
            false,
            "configMap represents a configMap that should populate this volume.",
        ),
        member(
            "csi",
            CSI_VOLUME_SOURCE,
            false,
            "csi (Container Storage Interface) represents ephemeral storage that is handled by certain external CSI drivers.",
        ),
        member(
            "downwardAPI",
            DOWNWARD_API_VOLUME_SOURCE,
            false,
            "downwardAPI represents downward API about the pod that should populate this volume.",
        ),
        member(
            "emptyDir",
            EMPTY_DIR_VOLUME_SOURCE,
            false,
            "emptyDir represents a temporary directory that shares a pod's lifetime.",
        ),
        member(
            "ephemeral",
            EPHEMERAL_VOLUME_SOURCE,
            false,
            "ephemeral represents a volume that is handled by a cluster storage driver.",
        ),
        member(
            "fc",
            FC_VOLUME_SOURCE,
            false,
            "fc represents a Fibre Channel resource that is attached to a kubelet's host machine and then exposed to the pod.",
        ),
        member(
            "flexVolume",
            FLEX_VOLUME_SOURCE,
            false,
            "flexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin.",
        ),
        member(
            "flocker",
            FLOCKER_VOLUME_SOURCE,
            false,
            "flocker represents a Flocker volume attached to a kubelet's host machine.",
        ),
        member(
            "gcePersistentDisk",
            GCE_PERSISTENT_DISK_VOLUME_SOURCE,
            false,
            "gcePersistentDisk represents a GCE Disk resource that is attached to a kubelet's host machine and then exposed to the pod.",
        ),
        member(
            "gitRepo",
            GIT_REPO_VOLUME_SOURCE,
            false,
            "gitRepo represents a git repository at a particular revision.",
        ),
        member(
            "glusterfs",
            GLUSTERFS_VOLUME_SOURCE,
            false,
            "glusterfs represents a Glusterfs mount on the host that shares a pod's lifetime.",
        ),
        member(
            "hostPath",
            HOST_PATH_VOLUME_SOURCE,
            false,
            "hostPath represents a pre-existing file or directory on the host machine that is directly exposed to the container.",
        ),
        member(
            "image",
            IMAGE_VOLUME_SOURCE,
            false,
            "image represents an OCI object (a container image or artifact) pulled and mounted on the kubelet's host machine.",
        ),
        member(
            "iscsi",
            ISCSI_VOLUME_SOURCE,
            false,
            "iscsi represents an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod.",
        ),
        member(
            "nfs",
            NFS_VOLUME_SOURCE,
            false,
            "nfs represents an NFS mount on the host that shares a pod's lifetime More info: https://kubernetes.io/docs/concepts/storage/volumes#nfs.",
        ),
        member(
            "persistentVolumeClaim",
            PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE,
            false,
            "persistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace.",
        ),
        member(
            "photonPersistentDisk",
            PHOTON_PERSISTENT_DISK_VOLUME_SOURCE,
            false,
            "photonPersistentDisk represents a PhotonController persistent disk attached and mounted on kubelets host machine.",
        ),
        member(
            "portworxVolume",
            PORTWORX_VOLUME_SOURCE,
            false,
            "portworxVolume represents a portworx volume attached and mounted on kubelets host machine.",
        ),
        member(
            "projected",
            PROJECTED_VOLUME_SOURCE,
            false,
            "projected items for all in one resources secrets, configmaps, and downward API.",
        ),
        member(
            "quobyte",
            QUOBYTE_VOLUME_SOURCE,
            false,
            "quobyte represents a Quobyte mount on the host that shares a pod's lifetime.",
        ),
        member(
            "rbd",
            RBD_VOLUME_SOURCE,
            false,
            "rbd represents a Rados Block Device mount on the host that shares a pod's lifetime.",
        ),
        member(
            "scaleIO",
            SCALE_IO_VOLUME_SOURCE,
            false,
            "scaleIO represents a ScaleIO persistent volume attached and mounted on Kubernetes nodes.",
        ),
        member(
            "secret",
            SECRET_VOLUME_SOURCE,
            false,
            "secret represents a secret that should populate this volume.",
        ),
        member(
            "storageos",
            STORAGE_OS_VOLUME_SOURCE,
            false,
            "storageOS represents a StorageOS volume attached and mounted on Kubernetes nodes.",
        ),
        member(
            "vsphereVolume",
            VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE,
            false,
            "vsphereVolume represents a vSphere volume attached and mounted on kubelets host machine.",
        ),
    ],
);
/// `Volume`.
pub const VOLUME: Shape = Shape::Object(&VOLUME_KEYS);

/// `VolumeMount`.
pub static VOLUME_MOUNT_KEYS: Object = object(
    "VolumeMount",
    &[
        member("name", Shape::Text, true, "This must match the Name of a Volume."),
        member(
            "mountPath",
            Shape::Text,
            true,
            "Path within the container at which the volume should be mounted.",
        ),
        member(
            "mountPropagation",
            Shape::Text,
            false,
            "mountPropagation determines how mounts are propagated from the host to container and the other way around.",
        ),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "Mounted read-only if true, read-write otherwise (false or unspecified).",
        ),
        member(
            "recursiveReadOnly",
            Shape::Text,
            false,
            "RecursiveReadOnly specifies whether read-only mounts should be handled recursively.",
        ),
        member(
            "subPath",
            Shape::Text,
            false,
            "Path within the volume from which the container's volume should be mounted.",
        ),
        member(
            "subPathExpr",
            Shape::Text,
            false,
            "Expanded path within the volume from which the container's volume should be mounted.",
        ),
    ],
);
/// `VolumeMount`.
pub const VOLUME_MOUNT: Shape = Shape::Object(&VOLUME_MOUNT_KEYS);

/// `Container`.
pub static CONTAINER_KEYS: Object = object(
    "Container",
    &[
        member("name", Shape::Text, true, "Name of the container specified as a DNS_LABEL."),
        member("args", Shape::List(&Shape::Text), false, "Arguments to the entrypoint."),
        member("command", Shape::List(&Shape::Text), false, "Entrypoint array."),
        member("env", Shape::List(&ENV_VAR), false, "List of environment variables to set in the container."),
        member(
            "envFrom",
            Shape::List(&ENV_FROM_SOURCE),
            false,
            "List of sources to populate environment variables in the container.",
        ),
        member("image", Shape::Text, false, "Container image name."),
        member("imagePullPolicy", Shape::Text, false, "Image pull policy."),
        member(
            "lifecycle",
            LIFECYCLE,
            false,
            "Actions that the management system should take in response to container lifecycle events.",
        ),
        member("livenessProbe", PROBE, false, "Periodic probe of container liveness."),
        member("ports", Shape::List(&CONTAINER_PORT), false, "List of ports to expose from the container."),
        member("readinessProbe", PROBE, false, "Periodic probe of container service readiness."),
        member(
            "resizePolicy",
            Shape::List(&CONTAINER_RESIZE_POLICY),
            false,
            "Resources resize policy for the container.",
        ),
        member("resources", RESOURCE_REQUIREMENTS, false, "Compute Resources required by this container."),
        member(
            "restartPolicy",
            Shape::Text,
            false,
            "RestartPolicy defines the restart behavior of individual containers in a pod.",
        ),
        member(
            "restartPolicyRules",
            Shape::List(&CONTAINER_RESTART_RULE),
            false,
            "Represents a list of rules to be checked to determine if the container should be restarted on exit.",
        ),
        member(
            "securityContext",
            SECURITY_CONTEXT,
            false,
            "SecurityContext defines the security options the container should be run with.",
        ),
        member(
            "startupProbe",
            PROBE,
            false,
            "StartupProbe indicates that the Pod has successfully initialized.",
        ),
        member(
            "stdin",
            Shape::Bool,
            false,
            "Whether this container should allocate a buffer for stdin in the container runtime.",
        ),
        member(
            "stdinOnce",
            Shape::Bool,
            false,
            "Whether the container runtime should close the stdin channel after it has been opened by a single attach.",
        ),
        member(
            "terminationMessagePath",
            Shape::Text,
            false,
            "Optional: Path at which the file to which the container's termination message will be written is mounted into the container's filesystem.",
        ),
        member(
            "terminationMessagePolicy",
            Shape::Text,
            false,
            "Indicate how the termination message should be populated.",
        ),
        member(
            "tty",
            Shape::Bool,
            false,
            "Whether this container should allocate a TTY for itself, also requires 'stdin' to be true.",
        ),
        member(
            "volumeDevices",
            Shape::List(&VOLUME_DEVICE),
            false,
            "volumeDevices is the list of block devices to be used by the container.",
        ),
        member(
            "volumeMounts",
            Shape::List(&VOLUME_MOUNT),
            false,
            "Pod volumes to mount into the container's filesystem.",
        ),
        member("workingDir", Shape::Text, false, "Container's working directory."),
    ],
);
/// `Container`.
pub const CONTAINER: Shape = Shape::Object(&CONTAINER_KEYS);

/// `EnvVar`.
pub static ENV_VAR_KEYS: Object = object(
    "EnvVar",
    &[
        member("name", Shape::Text, true, "Name of the environment variable."),
        member(
            "value",
            Shape::Text,
            false,
            "Variable references $(VAR_NAME) are expanded using the previously defined environment variables in the container and any service environment variables.",
        ),
        member("valueFrom", ENV_VAR_SOURCE, false, "Source for the environment variable's value."),
    ],
);
/// `EnvVar`.
pub const ENV_VAR: Shape = Shape::Object(&ENV_VAR_KEYS);

/// `LocalObjectReference`.
pub static LOCAL_OBJECT_REFERENCE_KEYS: Object =
    object("LocalObjectReference", &[member("name", Shape::Text, true, "Name of the referent.")]);
/// `LocalObjectReference`.
pub const LOCAL_OBJECT_REFERENCE: Shape = Shape::Object(&LOCAL_OBJECT_REFERENCE_KEYS);

/// `ResourceRequirements`.
pub static RESOURCE_REQUIREMENTS_KEYS: Object = object(
    "ResourceRequirements",
    &[
        member(
            "claims",
            Shape::List(&RESOURCE_CLAIM),
            false,
            "Claims lists the names of resources, defined in spec.resourceClaims, that are used by this container.",
        ),
        member(
            "limits",
            Shape::Map(&Shape::Quantity),
            false,
            "Limits describes the maximum amount of compute resources allowed.",
        ),
        member(
            "requests",
            Shape::Map(&Shape::Quantity),
            false,
            "Requests describes the minimum amount of compute resources required.",
        ),
    ],
);
/// `ResourceRequirements`.
pub const RESOURCE_REQUIREMENTS: Shape = Shape::Object(&RESOURCE_REQUIREMENTS_KEYS);

/// `Toleration`.
pub static TOLERATION_KEYS: Object = object(
    "Toleration",
    &[
        member("effect", Shape::Text, false, "Effect indicates the taint effect to match."),
        member("key", Shape::Text, false, "Key is the taint key that the toleration applies to."),
        member("operator", Shape::Text, false, "Operator represents a key's relationship to the value."),
        member(
            "tolerationSeconds",
            Shape::Int64,
            false,
            "TolerationSeconds represents the period of time the toleration (which must be of effect NoExecute, otherwise this field is ignored) tolerates the taint.",
        ),
        member("value", Shape::Text, false, "Value is the taint value the toleration matches to."),
    ],
);
/// `Toleration`.
pub const TOLERATION: Shape = Shape::Object(&TOLERATION_KEYS);

/// `Affinity`.
pub static AFFINITY_KEYS: Object = object(
    "Affinity",
    &[
        member("nodeAffinity", NODE_AFFINITY, false, "Describes node affinity scheduling rules for the pod."),
        member(
            "podAffinity",
            POD_AFFINITY,
            false,
            "Describes pod affinity scheduling rules (e.g. co-locate this pod in the same node, zone, etc. as some other pod(s)).",
        ),
        member(
            "podAntiAffinity",
            POD_ANTI_AFFINITY,
            false,
            "Describes pod anti-affinity scheduling rules (e.g. avoid putting this pod in the same node, zone, etc. as some other pod(s)).",
        ),
    ],
);
/// `Affinity`.
pub const AFFINITY: Shape = Shape::Object(&AFFINITY_KEYS);

/// `HostAlias`.
pub static HOST_ALIAS_KEYS: Object = object(
    "HostAlias",
    &[
        member("hostnames", Shape::List(&Shape::Text), false, "Hostnames for the above IP address."),
        member("ip", Shape::Text, true, "IP address of the host file entry."),
    ],
);
/// `HostAlias`.
pub const HOST_ALIAS: Shape = Shape::Object(&HOST_ALIAS_KEYS);

/// `PodSecurityContext`.
pub static POD_SECURITY_CONTEXT_KEYS: Object = object(
    "PodSecurityContext",
    &[
        member(
            "appArmorProfile",
            APP_ARMOR_PROFILE,
            false,
            "appArmorProfile is the AppArmor options to use by the containers in this pod.",
        ),
        member(
            "fsGroup",
            Shape::Int64,
            false,
            "A special supplemental group that applies to all containers in a pod.",
        ),
        member(
            "fsGroupChangePolicy",
            Shape::Text,
            false,
            "fsGroupChangePolicy defines behavior of changing ownership and permission of the volume before being exposed inside Pod.",
        ),
        member("runAsGroup", Shape::Int64, false, "The GID to run the entrypoint of the container process."),
        member(
            "runAsNonRoot",
            Shape::Bool,
            false,
            "Indicates that the container must run as a non-root user.",
        ),
        member("runAsUser", Shape::Int64, false, "The UID to run the entrypoint of the container process."),
        member(
            "seLinuxChangePolicy",
            Shape::Text,
            false,
            "seLinuxChangePolicy defines how the container's SELinux label is applied to all volumes used by the Pod.",
        ),
        member(
            "seLinuxOptions",
            SE_LINUX_OPTIONS,
            false,
            "The SELinux context to be applied to all containers.",
        ),
        member(
            "seccompProfile",
            SECCOMP_PROFILE,
            false,
            "The seccomp options to use by the containers in this pod.",
        ),
        member(
            "supplementalGroups",
            Shape::List(&Shape::Int64),
            false,
            "A list of groups applied to the first process run in each container, in addition to the container's primary GID and fsGroup (if specified).",
        ),
        member(
            "supplementalGroupsPolicy",
            Shape::Text,
            false,
            "Defines how supplemental groups of the first container processes are calculated.",
        ),
        member(
            "sysctls",
            Shape::List(&SYSCTL),
            false,
            "Sysctls hold a list of namespaced sysctls used for the pod.",
        ),
        member(
            "windowsOptions",
            WINDOWS_SECURITY_CONTEXT_OPTIONS,
            false,
            "The Windows specific settings applied to all containers.",
        ),
    ],
);
/// `PodSecurityContext`.
pub const POD_SECURITY_CONTEXT: Shape = Shape::Object(&POD_SECURITY_CONTEXT_KEYS);

/// `PersistentVolumeClaim`.
pub static PERSISTENT_VOLUME_CLAIM_KEYS: Object = object(
    "PersistentVolumeClaim",
    &[
        member(
            "apiVersion",
            Shape::Text,
            false,
            "APIVersion defines the versioned schema of this representation of an object.",
        ),
        member(
            "kind",
            Shape::Text,
            false,
            "Kind is a string value representing the REST resource this object represents.",
        ),
        member("metadata", OBJECT_META, true, "Standard object's metadata."),
        member(
            "spec",
            PERSISTENT_VOLUME_CLAIM_SPEC,
            false,
            "spec defines the desired characteristics of a volume requested by a pod author.",
        ),
        member(
            "status",
            PERSISTENT_VOLUME_CLAIM_STATUS,
            false,
            "status represents the current information/status of a persistent volume claim.",
        ),
    ],
);
/// `PersistentVolumeClaim`.
pub const PERSISTENT_VOLUME_CLAIM: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_KEYS);

/// `PodDisruptionBudgetSpec`.
pub static POD_DISRUPTION_BUDGET_SPEC_KEYS: Object = object(
    "PodDisruptionBudgetSpec",
    &[
        member(
            "maxUnavailable",
            Shape::IntOrText,
            false,
            "An eviction is allowed if at most \"maxUnavailable\" pods selected by \"selector\" are unavailable after the eviction, i.e. even in absence of the evicted pod.",
        ),
        member(
            "minAvailable",
            Shape::IntOrText,
            false,
            "An eviction is allowed if at least \"minAvailable\" pods selected by \"selector\" will still be available after the eviction, i.e. even in the absence of the evicted pod.",
        ),
        member(
            "selector",
            LABEL_SELECTOR,
            false,
            "Label query over pods whose evictions are managed by the disruption budget.",
        ),
        member(
            "unhealthyPodEvictionPolicy",
            Shape::Text,
            false,
            "UnhealthyPodEvictionPolicy defines the criteria for when unhealthy pods should be considered for eviction.",
        ),
    ],
);
/// `PodDisruptionBudgetSpec`.
pub const POD_DISRUPTION_BUDGET_SPEC: Shape = Shape::Object(&POD_DISRUPTION_BUDGET_SPEC_KEYS);

/// `MetricSpec`.
pub static METRIC_SPEC_KEYS: Object = object(
    "MetricSpec",
    &[
        member(
            "containerResource",
            CONTAINER_RESOURCE_METRIC_SOURCE,
            false,
            "containerResource refers to a resource metric (such as those specified in requests and limits) known to Kubernetes describing a single container in each pod of the current scale target (e.g. CPU or memory).",
        ),
        member(
            "external",
            EXTERNAL_METRIC_SOURCE,
            false,
            "external refers to a global metric that is not associated with any Kubernetes object.",
        ),
        member(
            "object",
            OBJECT_METRIC_SOURCE,
            false,
            "object refers to a metric describing a single kubernetes object (for example, hits-per-second on an Ingress object).",
        ),
        member(
            "pods",
            PODS_METRIC_SOURCE,
            false,
            "pods refers to a metric describing each pod in the current scale target (for example, transactions-processed-per-second).",
        ),
        member(
            "resource",
            RESOURCE_METRIC_SOURCE,
            false,
            "resource refers to a resource metric (such as those specified in requests and limits) known to Kubernetes describing each pod in the current scale target (e.g. CPU or memory).",
        ),
        member("type", Shape::Text, true, "type is the type of metric source."),
    ],
);
/// `MetricSpec`.
pub const METRIC_SPEC: Shape = Shape::Object(&METRIC_SPEC_KEYS);

/// `HorizontalPodAutoscalerBehavior`.
pub static HORIZONTAL_POD_AUTOSCALER_BEHAVIOR_KEYS: Object = object(
    "HorizontalPodAutoscalerBehavior",
    &[
        member("scaleDown", HPA_SCALING_RULES, false, "scaleDown is scaling policy for scaling Down."),
        member("scaleUp", HPA_SCALING_RULES, false, "scaleUp is scaling policy for scaling Up."),
    ],
);
/// `HorizontalPodAutoscalerBehavior`.
pub const HORIZONTAL_POD_AUTOSCALER_BEHAVIOR: Shape = Shape::Object(&HORIZONTAL_POD_AUTOSCALER_BEHAVIOR_KEYS);

/// `IPBlock`.
pub static IP_BLOCK_KEYS: Object = object(
    "IPBlock",
    &[
        member(
            "cidr",
            Shape::Text,
            true,
            "cidr is a string representing the IPBlock Valid examples are \"192.168.1.0/24\" or \"2001:db8::/64\".",
        ),
        member(
            "except",
            Shape::List(&Shape::Text),
            false,
            "except is a slice of CIDRs that should not be included within an IPBlock Valid examples are \"192.168.1.0/24\" or \"2001:db8::/64\" Except values will be rejected if they are outside the cidr range.",
        ),
    ],
);
/// `IPBlock`.
pub const IP_BLOCK: Shape = Shape::Object(&IP_BLOCK_KEYS);

/// `AWSElasticBlockStoreVolumeSource`.
pub static AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE_KEYS: Object = object(
    "AWSElasticBlockStoreVolumeSource",
    &[
        member(
            "fsType",
            Shape::Text,
            false,
            "fsType is the filesystem type of the volume that you want to mount.",
        ),
        member(
            "partition",
            Shape::Int32,
            false,
            "partition is the partition in the volume that you want to mount.",
        ),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly value true will force the readOnly setting in VolumeMounts.",
        ),
        member(
            "volumeID",
            Shape::Text,
            true,
            "volumeID is unique ID of the persistent disk resource in AWS (Amazon EBS volume).",
        ),
    ],
);
/// `AWSElasticBlockStoreVolumeSource`.
pub const AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE: Shape =
    Shape::Object(&AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE_KEYS);

/// `AzureDiskVolumeSource`.
pub static AZURE_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "AzureDiskVolumeSource",
    &[
        member(
            "cachingMode",
            Shape::Text,
            false,
            "cachingMode is the Host Caching mode: None, Read Only, Read Write.",
        ),
        member("diskName", Shape::Text, true, "diskName is the Name of the data disk in the blob storage."),
        member("diskURI", Shape::Text, true, "diskURI is the URI of data disk in the blob storage."),
        member("fsType", Shape::Text, false, "fsType is Filesystem type to mount."),
        member(
            "kind",
            Shape::Text,
            false,
            "kind expected values are Shared: multiple blob disks per storage account Dedicated: single blob disk per storage account Managed: azure managed data disk (only in managed availability set). defaults to shared.",
        ),
        member("readOnly", Shape::Bool, false, "readOnly Defaults to false (read/write)."),
    ],
);
/// `AzureDiskVolumeSource`.
pub const AZURE_DISK_VOLUME_SOURCE: Shape = Shape::Object(&AZURE_DISK_VOLUME_SOURCE_KEYS);

/// `AzureFileVolumeSource`.
pub static AZURE_FILE_VOLUME_SOURCE_KEYS: Object = object(
    "AzureFileVolumeSource",
    &[
        member("readOnly", Shape::Bool, false, "readOnly defaults to false (read/write)."),
        member(
            "secretName",
            Shape::Text,
            true,
            "secretName is the name of secret that contains Azure Storage Account Name and Key.",
        ),
        member("shareName", Shape::Text, true, "shareName is the azure share Name."),
    ],
);
/// `AzureFileVolumeSource`.
pub const AZURE_FILE_VOLUME_SOURCE: Shape = Shape::Object(&AZURE_FILE_VOLUME_SOURCE_KEYS);

/// `CephFSVolumeSource`.
pub static CEPH_FS_VOLUME_SOURCE_KEYS: Object = object(
    "CephFSVolumeSource",
    &[
        member(
            "monitors",
            Shape::List(&Shape::Text),
            true,
            "monitors is Required: Monitors is a collection of Ceph monitors More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it.",
        ),
        member(
            "path",
            Shape::Text,
            false,
            "path is Optional: Used as the mounted root, rather than the full Ceph tree, default is /.",
        ),
        member("readOnly", Shape::Bool, false, "readOnly is Optional: Defaults to false (read/write)."),
        member(
            "secretFile",
            Shape::Text,
            false,
            "secretFile is Optional: SecretFile is the path to key ring for User, default is /etc/ceph/user.secret More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it.",
        ),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "secretRef is Optional: SecretRef is reference to the authentication secret for User, default is empty.",
        ),
        member(
            "user",
            Shape::Text,
            false,
            "user is optional: User is the rados user name, default is admin More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it.",
        ),
    ],
);
/// `CephFSVolumeSource`.
pub const CEPH_FS_VOLUME_SOURCE: Shape = Shape::Object(&CEPH_FS_VOLUME_SOURCE_KEYS);

/// `CinderVolumeSource`.
pub static CINDER_VOLUME_SOURCE_KEYS: Object = object(
    "CinderVolumeSource",
    &[
        member("fsType", Shape::Text, false, "fsType is the filesystem type to mount."),
        member("readOnly", Shape::Bool, false, "readOnly defaults to false (read/write)."),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "secretRef is optional: points to a secret object containing parameters used to connect to OpenStack.",
        ),
        member("volumeID", Shape::Text, true, "volumeID used to identify the volume in cinder."),
    ],
);
/// `CinderVolumeSource`.
pub const CINDER_VOLUME_SOURCE: Shape = Shape::Object(&CINDER_VOLUME_SOURCE_KEYS);

/// `ConfigMapVolumeSource`.
pub static CONFIG_MAP_VOLUME_SOURCE_KEYS: Object = object(
    "ConfigMapVolumeSource",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member(
            "defaultMode",
            Shape::Int32,
            false,
            "defaultMode is optional: mode bits used to set permissions on created files by default.",
        ),
        member(
            "items",
            Shape::List(&KEY_TO_PATH),
            false,
            "items if unspecified, each key-value pair in the Data field of the referenced ConfigMap will be projected into the volume as a file whose name is the key and content is the value.",
        ),
        member(
            "optional",
            Shape::Bool,
            false,
            "optional specify whether the ConfigMap or its keys must be defined.",
        ),
    ],
);
/// `ConfigMapVolumeSource`.
pub const CONFIG_MAP_VOLUME_SOURCE: Shape = Shape::Object(&CONFIG_MAP_VOLUME_SOURCE_KEYS);

/// `CSIVolumeSource`.
pub static CSI_VOLUME_SOURCE_KEYS: Object = object(
    "CSIVolumeSource",
    &[
        member("driver", Shape::Text, true, "driver is the name of the CSI driver that handles this volume."),
        member("fsType", Shape::Text, false, "fsType to mount."),
        member(
            "nodePublishSecretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "nodePublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodePublishVolume and NodeUnpublishVolume calls.",
        ),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly specifies a read-only configuration for the volume.",
        ),
        member(
            "volumeAttributes",
            Shape::Map(&Shape::Text),
            false,
            "volumeAttributes stores driver-specific properties that are passed to the CSI driver.",
        ),
    ],
);
/// `CSIVolumeSource`.
pub const CSI_VOLUME_SOURCE: Shape = Shape::Object(&CSI_VOLUME_SOURCE_KEYS);

/// `DownwardAPIVolumeSource`.
pub static DOWNWARD_API_VOLUME_SOURCE_KEYS: Object = object(
    "DownwardAPIVolumeSource",
    &[
        member("defaultMode", Shape::Int32, false, "Optional: mode bits to use on created files by default."),
        member(
            "items",
            Shape::List(&DOWNWARD_API_VOLUME_FILE),
            false,
            "Items is a list of downward API volume file.",
        ),
    ],
);
/// `DownwardAPIVolumeSource`.
pub const DOWNWARD_API_VOLUME_SOURCE: Shape = Shape::Object(&DOWNWARD_API_VOLUME_SOURCE_KEYS);

/// `EmptyDirVolumeSource`.
pub static EMPTY_DIR_VOLUME_SOURCE_KEYS: Object = object(
    "EmptyDirVolumeSource",
    &[
        member(
            "medium",
            Shape::Text,
            false,
            "medium represents what type of storage medium should back this directory.",
        ),
        member(
            "sizeLimit",
            Shape::Quantity,
            false,
            "sizeLimit is the total amount of local storage required for this EmptyDir volume.",
        ),
    ],
);
/// `EmptyDirVolumeSource`.
pub const EMPTY_DIR_VOLUME_SOURCE: Shape = Shape::Object(&EMPTY_DIR_VOLUME_SOURCE_KEYS);

/// `EphemeralVolumeSource`.
pub static EPHEMERAL_VOLUME_SOURCE_KEYS: Object = object(
    "EphemeralVolumeSource",
    &[member(
        "volumeClaimTemplate",
        PERSISTENT_VOLUME_CLAIM_TEMPLATE,
        false,
        "Will be used to create a stand-alone PVC to provision the volume.",
    )],
);
/// `EphemeralVolumeSource`.
pub const EPHEMERAL_VOLUME_SOURCE: Shape = Shape::Object(&EPHEMERAL_VOLUME_SOURCE_KEYS);

/// `FCVolumeSource`.
pub static FC_VOLUME_SOURCE_KEYS: Object = object(
    "FCVolumeSource",
    &[
        member("fsType", Shape::Text, false, "fsType is the filesystem type to mount."),
        member("lun", Shape::Int32, false, "lun is Optional: FC target lun number."),
        member("readOnly", Shape::Bool, false, "readOnly is Optional: Defaults to false (read/write)."),
        member(
            "targetWWNs",
            Shape::List(&Shape::Text),
            false,
            "targetWWNs is Optional: FC target worldwide names (WWNs).",
        ),
        member(
            "wwids",
            Shape::List(&Shape::Text),
            false,
            "wwids Optional: FC volume world wide identifiers (wwids) Either wwids or combination of targetWWNs and lun must be set, but not both simultaneously.",
        ),
    ],
);
/// `FCVolumeSource`.
pub const FC_VOLUME_SOURCE: Shape = Shape::Object(&FC_VOLUME_SOURCE_KEYS);

/// `FlexVolumeSource`.
pub static FLEX_VOLUME_SOURCE_KEYS: Object = object(
    "FlexVolumeSource",
    &[
        member("driver", Shape::Text, true, "driver is the name of the driver to use for this volume."),
        member("fsType", Shape::Text, false, "fsType is the filesystem type to mount."),
        member(
            "options",
            Shape::Map(&Shape::Text),
            false,
            "options is Optional: this field holds extra command options if any.",
        ),
        member("readOnly", Shape::Bool, false, "readOnly is Optional: defaults to false (read/write)."),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "secretRef is Optional: secretRef is reference to the secret object containing sensitive information to pass to the plugin scripts.",
        ),
    ],
);
/// `FlexVolumeSource`.
pub const FLEX_VOLUME_SOURCE: Shape = Shape::Object(&FLEX_VOLUME_SOURCE_KEYS);

/// `FlockerVolumeSource`.
pub static FLOCKER_VOLUME_SOURCE_KEYS: Object = object(
    "FlockerVolumeSource",
    &[
        member(
            "datasetName",
            Shape::Text,
            false,
            "datasetName is Name of the dataset stored as metadata -> name on the dataset for Flocker should be considered as deprecated.",
        ),
        member("datasetUUID", Shape::Text, false, "datasetUUID is the UUID of the dataset."),
    ],
);
/// `FlockerVolumeSource`.
pub const FLOCKER_VOLUME_SOURCE: Shape = Shape::Object(&FLOCKER_VOLUME_SOURCE_KEYS);

/// `GCEPersistentDiskVolumeSource`.
pub static GCE_PERSISTENT_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "GCEPersistentDiskVolumeSource",
    &[
        member(
            "fsType",
            Shape::Text,
            false,
            "fsType is filesystem type of the volume that you want to mount.",
        ),
        member(
            "partition",
            Shape::Int32,
            false,
            "partition is the partition in the volume that you want to mount.",
        ),
        member("pdName", Shape::Text, true, "pdName is unique name of the PD resource in GCE."),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly here will force the ReadOnly setting in VolumeMounts.",
        ),
    ],
);
/// `GCEPersistentDiskVolumeSource`.
pub const GCE_PERSISTENT_DISK_VOLUME_SOURCE: Shape = Shape::Object(&GCE_PERSISTENT_DISK_VOLUME_SOURCE_KEYS);

/// `GitRepoVolumeSource`.
pub static GIT_REPO_VOLUME_SOURCE_KEYS: Object = object(
    "GitRepoVolumeSource",
    &[
        member("directory", Shape::Text, false, "directory is the target directory name."),
        member("repository", Shape::Text, true, "repository is the URL."),
        member("revision", Shape::Text, false, "revision is the commit hash for the specified revision."),
    ],
);
/// `GitRepoVolumeSource`.
pub const GIT_REPO_VOLUME_SOURCE: Shape = Shape::Object(&GIT_REPO_VOLUME_SOURCE_KEYS);

/// `GlusterfsVolumeSource`.
pub static GLUSTERFS_VOLUME_SOURCE_KEYS: Object = object(
    "GlusterfsVolumeSource",
    &[
        member(
            "endpoints",
            Shape::Text,
            true,
            "endpoints is the endpoint name that details Glusterfs topology.",
        ),
        member("path", Shape::Text, true, "path is the Glusterfs volume path."),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly here will force the Glusterfs volume to be mounted with read-only permissions.",
        ),
    ],
);
/// `GlusterfsVolumeSource`.
pub const GLUSTERFS_VOLUME_SOURCE: Shape = Shape::Object(&GLUSTERFS_VOLUME_SOURCE_KEYS);

/// `HostPathVolumeSource`.
pub static HOST_PATH_VOLUME_SOURCE_KEYS: Object = object(
    "HostPathVolumeSource",
    &[
        member("path", Shape::Text, true, "path of the directory on the host."),
        member(
            "type",
            Shape::Text,
            false,
            "type for HostPath Volume Defaults to \"\" More info: https://kubernetes.io/docs/concepts/storage/volumes#hostpath.",
        ),
    ],
);
/// `HostPathVolumeSource`.
pub const HOST_PATH_VOLUME_SOURCE: Shape = Shape::Object(&HOST_PATH_VOLUME_SOURCE_KEYS);

/// `ImageVolumeSource`.
pub static IMAGE_VOLUME_SOURCE_KEYS: Object = object(
    "ImageVolumeSource",
    &[
        member("pullPolicy", Shape::Text, false, "Policy for pulling OCI objects."),
        member("reference", Shape::Text, false, "Required: Image or artifact reference to be used."),
    ],
);
/// `ImageVolumeSource`.
pub const IMAGE_VOLUME_SOURCE: Shape = Shape::Object(&IMAGE_VOLUME_SOURCE_KEYS);

/// `ISCSIVolumeSource`.
pub static ISCSI_VOLUME_SOURCE_KEYS: Object = object(
    "ISCSIVolumeSource",
    &[
        member(
            "chapAuthDiscovery",
            Shape::Bool,
            false,
            "chapAuthDiscovery defines whether support iSCSI Discovery CHAP authentication.",
        ),
        member(
            "chapAuthSession",
            Shape::Bool,
            false,
            "chapAuthSession defines whether support iSCSI Session CHAP authentication.",
        ),
        member(
            "fsType",
            Shape::Text,
            false,
            "fsType is the filesystem type of the volume that you want to mount.",
        ),
        member("initiatorName", Shape::Text, false, "initiatorName is the custom iSCSI Initiator Name."),
        member("iqn", Shape::Text, true, "iqn is the target iSCSI Qualified Name."),
        member(
            "iscsiInterface",
            Shape::Text,
            false,
            "iscsiInterface is the interface Name that uses an iSCSI transport.",
        ),
        member("lun", Shape::Int32, true, "lun represents iSCSI Target Lun number."),
        member("portals", Shape::List(&Shape::Text), false, "portals is the iSCSI Target Portal List."),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly here will force the ReadOnly setting in VolumeMounts.",
        ),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "secretRef is the CHAP Secret for iSCSI target and initiator authentication.",
        ),
        member("targetPortal", Shape::Text, true, "targetPortal is iSCSI Target Portal."),
    ],
);
/// `ISCSIVolumeSource`.
pub const ISCSI_VOLUME_SOURCE: Shape = Shape::Object(&ISCSI_VOLUME_SOURCE_KEYS);

/// `NFSVolumeSource`.
pub static NFS_VOLUME_SOURCE_KEYS: Object = object(
    "NFSVolumeSource",
    &[
        member("path", Shape::Text, true, "path that is exported by the NFS server."),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly here will force the NFS export to be mounted with read-only permissions.",
        ),
        member("server", Shape::Text, true, "server is the hostname or IP address of the NFS server."),
    ],
);
/// `NFSVolumeSource`.
pub const NFS_VOLUME_SOURCE: Shape = Shape::Object(&NFS_VOLUME_SOURCE_KEYS);

/// `PersistentVolumeClaimVolumeSource`.
pub static PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE_KEYS: Object = object(
    "PersistentVolumeClaimVolumeSource",
    &[
        member(
            "claimName",
            Shape::Text,
            true,
            "claimName is the name of a PersistentVolumeClaim in the same namespace as the pod using this volume.",
        ),
        member("readOnly", Shape::Bool, false, "readOnly Will force the ReadOnly setting in VolumeMounts."),
    ],
);
/// `PersistentVolumeClaimVolumeSource`.
pub const PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE: Shape =
    Shape::Object(&PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE_KEYS);

/// `PhotonPersistentDiskVolumeSource`.
pub static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "PhotonPersistentDiskVolumeSource",
    &[
        member("fsType", Shape::Text, false, "fsType is the filesystem type to mount."),
        member(
            "pdID",
            Shape::Text,
            true,
            "pdID is the ID that identifies Photon Controller persistent disk.",
        ),
    ],
);
/// `PhotonPersistentDiskVolumeSource`.
pub const PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: Shape =
    Shape::Object(&PHOTON_PERSISTENT_DISK_VOLUME_SOURCE_KEYS);

/// `PortworxVolumeSource`.
pub static PORTWORX_VOLUME_SOURCE_KEYS: Object = object(
    "PortworxVolumeSource",
    &[
        member(
            "fsType",
            Shape::Text,
            false,
            "fSType represents the filesystem type to mount Must be a filesystem type supported by the host operating system.",
        ),
        member("readOnly", Shape::Bool, false, "readOnly defaults to false (read/write)."),
        member("volumeID", Shape::Text, true, "volumeID uniquely identifies a Portworx volume."),
    ],
);
/// `PortworxVolumeSource`.
pub const PORTWORX_VOLUME_SOURCE: Shape = Shape::Object(&PORTWORX_VOLUME_SOURCE_KEYS);

/// `ProjectedVolumeSource`.
pub static PROJECTED_VOLUME_SOURCE_KEYS: Object = object(
    "ProjectedVolumeSource",
    &[
        member(
            "defaultMode",
            Shape::Int32,
            false,
            "defaultMode are the mode bits used to set permissions on created files by default.",
        ),
        member(
            "sources",
            Shape::List(&VOLUME_PROJECTION),
            false,
            "sources is the list of volume projections.",
        ),
    ],
);
/// `ProjectedVolumeSource`.
pub const PROJECTED_VOLUME_SOURCE: Shape = Shape::Object(&PROJECTED_VOLUME_SOURCE_KEYS);

/// `QuobyteVolumeSource`.
pub static QUOBYTE_VOLUME_SOURCE_KEYS: Object = object(
    "QuobyteVolumeSource",
    &[
        member("group", Shape::Text, false, "group to map volume access to Default is no group."),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly here will force the Quobyte volume to be mounted with read-only permissions.",
        ),
        member(
            "registry",
            Shape::Text,
            true,
            "registry represents a single or multiple Quobyte Registry services specified as a string as host:port pair (multiple entries are separated with commas) which acts as the central registry for volumes.",
        ),
        member(
            "tenant",
            Shape::Text,
            false,
            "tenant owning the given Quobyte volume in the Backend Used with dynamically provisioned Quobyte volumes, value is set by the plugin.",
        ),
        member("user", Shape::Text, false, "user to map volume access to Defaults to serivceaccount user."),
        member(
            "volume",
            Shape::Text,
            true,
            "volume is a string that references an already created Quobyte volume by name.",
        ),
    ],
);
/// `QuobyteVolumeSource`.
pub const QUOBYTE_VOLUME_SOURCE: Shape = Shape::Object(&QUOBYTE_VOLUME_SOURCE_KEYS);

/// `RBDVolumeSource`.
pub static RBD_VOLUME_SOURCE_KEYS: Object = object(
    "RBDVolumeSource",
    &[
        member(
            "fsType",
            Shape::Text,
            false,
            "fsType is the filesystem type of the volume that you want to mount.",
        ),
        member("image", Shape::Text, true, "image is the rados image name."),
        member("keyring", Shape::Text, false, "keyring is the path to key ring for RBDUser."),
        member("monitors", Shape::List(&Shape::Text), true, "monitors is a collection of Ceph monitors."),
        member("pool", Shape::Text, false, "pool is the rados pool name."),
        member(
            "readOnly",
            Shape::Bool,
            false,
            "readOnly here will force the ReadOnly setting in VolumeMounts.",
        ),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "secretRef is name of the authentication secret for RBDUser.",
        ),
        member("user", Shape::Text, false, "user is the rados user name."),
    ],
);
/// `RBDVolumeSource`.
pub const RBD_VOLUME_SOURCE: Shape = Shape::Object(&RBD_VOLUME_SOURCE_KEYS);

/// `ScaleIOVolumeSource`.
pub static SCALE_IO_VOLUME_SOURCE_KEYS: Object = object(
    "ScaleIOVolumeSource",
    &[
        member("fsType", Shape::Text, false, "fsType is the filesystem type to mount."),
        member("gateway", Shape::Text, true, "gateway is the host address of the ScaleIO API Gateway."),
        member(
            "protectionDomain",
            Shape::Text,
            false,
            "protectionDomain is the name of the ScaleIO Protection Domain for the configured storage.",
        ),
        member("readOnly", Shape::Bool, false, "readOnly Defaults to false (read/write)."),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            true,
            "secretRef references to the secret for ScaleIO user and other sensitive information.",
        ),
        member(
            "sslEnabled",
            Shape::Bool,
            false,
            "sslEnabled Flag enable/disable SSL communication with Gateway, default false.",
        ),
        member(
            "storageMode",
            Shape::Text,
            false,
            "storageMode indicates whether the storage for a volume should be ThickProvisioned or ThinProvisioned.",
        ),
        member(
            "storagePool",
            Shape::Text,
            false,
            "storagePool is the ScaleIO Storage Pool associated with the protection domain.",
        ),
        member(
            "system",
            Shape::Text,
            true,
            "system is the name of the storage system as configured in ScaleIO.",
        ),
        member(
            "volumeName",
            Shape::Text,
            false,
            "volumeName is the name of a volume already created in the ScaleIO system that is associated with this volume source.",
        ),
    ],
);
/// `ScaleIOVolumeSource`.
pub const SCALE_IO_VOLUME_SOURCE: Shape = Shape::Object(&SCALE_IO_VOLUME_SOURCE_KEYS);

/// `SecretVolumeSource`.
pub static SECRET_VOLUME_SOURCE_KEYS: Object = object(
    "SecretVolumeSource",
    &[
        member(
            "defaultMode",
            Shape::Int32,
            false,
            "defaultMode is Optional: mode bits used to set permissions on created files by default.",
        ),
        member(
            "items",
            Shape::List(&KEY_TO_PATH),
            false,
            "items If unspecified, each key-value pair in the Data field of the referenced Secret will be projected into the volume as a file whose name is the key and content is the value.",
        ),
        member(
            "optional",
            Shape::Bool,
            false,
            "optional field specify whether the Secret or its keys must be defined.",
        ),
        member(
            "secretName",
            Shape::Text,
            false,
            "secretName is the name of the secret in the pod's namespace to use.",
        ),
    ],
);
/// `SecretVolumeSource`.
pub const SECRET_VOLUME_SOURCE: Shape = Shape::Object(&SECRET_VOLUME_SOURCE_KEYS);

/// `StorageOSVolumeSource`.
pub static STORAGE_OS_VOLUME_SOURCE_KEYS: Object = object(
    "StorageOSVolumeSource",
    &[
        member("fsType", Shape::Text, false, "fsType is the filesystem type to mount."),
        member("readOnly", Shape::Bool, false, "readOnly defaults to false (read/write)."),
        member(
            "secretRef",
            LOCAL_OBJECT_REFERENCE,
            false,
            "secretRef specifies the secret to use for obtaining the StorageOS API credentials.",
        ),
        member(
            "volumeName",
            Shape::Text,
            false,
            "volumeName is the human-readable name of the StorageOS volume.",
        ),
        member(
            "volumeNamespace",
            Shape::Text,
            false,
            "volumeNamespace specifies the scope of the volume within StorageOS.",
        ),
    ],
);
/// `StorageOSVolumeSource`.
pub const STORAGE_OS_VOLUME_SOURCE: Shape = Shape::Object(&STORAGE_OS_VOLUME_SOURCE_KEYS);

/// `VsphereVirtualDiskVolumeSource`.
pub static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE_KEYS: Object = object(
    "VsphereVirtualDiskVolumeSource",
    &[
        member("fsType", Shape::Text, false, "fsType is filesystem type to mount."),
        member(
            "storagePolicyID",
            Shape::Text,
            false,
            "storagePolicyID is the storage Policy Based Management (SPBM) profile ID associated with the StoragePolicyName.",
        ),
        member(
            "storagePolicyName",
            Shape::Text,
            false,
            "storagePolicyName is the storage Policy Based Management (SPBM) profile name.",
        ),
        member(
            "volumePath",
            Shape::Text,
            true,
            "volumePath is the path that identifies vSphere volume vmdk.",
        ),
    ],
);
/// `VsphereVirtualDiskVolumeSource`.
pub const VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: Shape = Shape::Object(&VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE_KEYS);

/// `EnvFromSource`.
pub static ENV_FROM_SOURCE_KEYS: Object = object(
    "EnvFromSource",
    &[
        member("configMapRef", CONFIG_MAP_ENV_SOURCE, false, "The ConfigMap to select from."),
        member(
            "prefix",
            Shape::Text,
            false,
            "Optional text to prepend to the name of each environment variable.",
        ),
        member("secretRef", SECRET_ENV_SOURCE, false, "The Secret to select from."),
    ],
);
/// `EnvFromSource`.
pub const ENV_FROM_SOURCE: Shape = Shape::Object(&ENV_FROM_SOURCE_KEYS);

/// `Lifecycle`.
pub static LIFECYCLE_KEYS: Object = object(
    "Lifecycle",
    &[
        member(
            "postStart",
            LIFECYCLE_HANDLER,
            false,
            "PostStart is called immediately after a container is created.",
        ),
        member(
            "preStop",
            LIFECYCLE_HANDLER,
            false,
            "PreStop is called immediately before a container is terminated due to an API request or management event such as liveness/startup probe failure, preemption, resource contention, etc.",
        ),
        member(
            "stopSignal",
            Shape::Text,
            false,
            "StopSignal defines which signal will be sent to a container when it is being stopped.",
        ),
    ],
);
/// `Lifecycle`.
pub const LIFECYCLE: Shape = Shape::Object(&LIFECYCLE_KEYS);

/// `Probe`.
pub static PROBE_KEYS: Object = object(
    "Probe",
    &[
        member("exec", EXEC_ACTION, false, "Exec specifies a command to execute in the container."),
        member(
            "failureThreshold",
            Shape::Int32,
            false,
            "Minimum consecutive failures for the probe to be considered failed after having succeeded.",
        ),
        member("grpc", GRPC_ACTION, false, "GRPC specifies a GRPC HealthCheckRequest."),
        member("httpGet", HTTP_GET_ACTION, false, "HTTPGet specifies an HTTP GET request to perform."),
        member(
            "initialDelaySeconds",
            Shape::Int32,
            false,
            "Number of seconds after the container has started before liveness probes are initiated.",
        ),
        member("periodSeconds", Shape::Int32, false, "How often (in seconds) to perform the probe."),
        member(
            "successThreshold",
            Shape::Int32,
            false,
            "Minimum consecutive successes for the probe to be considered successful after having failed.",
        ),
        member("tcpSocket", TCP_SOCKET_ACTION, false, "TCPSocket specifies a connection to a TCP port."),
        member(
            "terminationGracePeriodSeconds",
            Shape::Int64,
            false,
            "Optional duration in seconds the pod needs to terminate gracefully upon probe failure.",
        ),
        member("timeoutSeconds", Shape::Int32, false, "Number of seconds after which the probe times out."),
    ],
);
/// `Probe`.
pub const PROBE: Shape = Shape::Object(&PROBE_KEYS);

/// `ContainerPort`.
pub static CONTAINER_PORT_KEYS: Object = object(
    "ContainerPort",
    &[
        member(
            "name",
            Shape::Text,
            false,
            "If specified, this must be an IANA_SVC_NAME and unique within the pod.",
        ),
        member("containerPort", Shape::Int32, true, "Number of port to expose on the pod's IP address."),
        member("hostIP", Shape::Text, false, "What host IP to bind the external port to."),
        member("hostPort", Shape::Int32, false, "Number of port to expose on the host."),
        member("protocol", Shape::Text, false, "Protocol for port."),
    ],
);
/// `ContainerPort`.
pub const CONTAINER_PORT: Shape = Shape::Object(&CONTAINER_PORT_KEYS);

/// `ContainerResizePolicy`.
pub static CONTAINER_RESIZE_POLICY_KEYS: Object = object(
    "ContainerResizePolicy",
    &[
        member(
            "resourceName",
            Shape::Text,
            true,
            "Name of the resource to which this resource resize policy applies.",
        ),
        member(
            "restartPolicy",
            Shape::Text,
            true,
            "Restart policy to apply when specified resource is resized.",
        ),
    ],
);
/// `ContainerResizePolicy`.
pub const CONTAINER_RESIZE_POLICY: Shape = Shape::Object(&CONTAINER_RESIZE_POLICY_KEYS);

/// `ContainerRestartRule`.
pub static CONTAINER_RESTART_RULE_KEYS: Object = object(
    "ContainerRestartRule",
    &[
        member(
            "action",
            Shape::Text,
            true,
            "Specifies the action taken on a container exit if the requirements are satisfied.",
        ),
        member(
            "exitCodes",
            CONTAINER_RESTART_RULE_ON_EXIT_CODES,
            false,
            "Represents the exit codes to check on container exits.",
        ),
    ],
);
/// `ContainerRestartRule`.
pub const CONTAINER_RESTART_RULE: Shape = Shape::Object(&CONTAINER_RESTART_RULE_KEYS);

/// `SecurityContext`.
pub static SECURITY_CONTEXT_KEYS: Object = object(
    "SecurityContext",
    &[
        member(
            "allowPrivilegeEscalation",
            Shape::Bool,
            false,
            "AllowPrivilegeEscalation controls whether a process can gain more privileges than its parent process.",
        ),
        member(
            "appArmorProfile",
            APP_ARMOR_PROFILE,
            false,
            "appArmorProfile is the AppArmor options to use by this container.",
        ),
        member("capabilities", CAPABILITIES, false, "The capabilities to add/drop when running containers."),
        member("privileged", Shape::Bool, false, "Run container in privileged mode."),
        member(
            "procMount",
            Shape::Text,
            false,
            "procMount denotes the type of proc mount to use for the containers.",
        ),
        member(
            "readOnlyRootFilesystem",
            Shape::Bool,
            false,
            "Whether this container has a read-only root filesystem.",
        ),
        member("runAsGroup", Shape::Int64, false, "The GID to run the entrypoint of the container process."),
        member(
            "runAsNonRoot",
            Shape::Bool,
            false,
            "Indicates that the container must run as a non-root user.",
        ),
        member("runAsUser", Shape::Int64, false, "The UID to run the entrypoint of the container process."),
        member(
            "seLinuxOptions",
            SE_LINUX_OPTIONS,
            false,
            "The SELinux context to be applied to the container.",
        ),
        member("seccompProfile", SECCOMP_PROFILE, false, "The seccomp options to use by this container."),
        member(
            "windowsOptions",
            WINDOWS_SECURITY_CONTEXT_OPTIONS,
            false,
            "The Windows specific settings applied to all containers.",
        ),
    ],
);
/// `SecurityContext`.
pub const SECURITY_CONTEXT: Shape = Shape::Object(&SECURITY_CONTEXT_KEYS);

/// `VolumeDevice`.
pub static VOLUME_DEVICE_KEYS: Object = object(
    "VolumeDevice",
    &[
        member("name", Shape::Text, true, "name must match the name of a persistentVolumeClaim in the pod."),
        member(
            "devicePath",
            Shape::Text,
            true,
            "devicePath is the path inside of the container that the device will be mapped to.",
        ),
    ],
);
/// `VolumeDevice`.
pub const VOLUME_DEVICE: Shape = Shape::Object(&VOLUME_DEVICE_KEYS);

/// `EnvVarSource`.
pub static ENV_VAR_SOURCE_KEYS: Object = object(
    "EnvVarSource",
    &[
        member("configMapKeyRef", CONFIG_MAP_KEY_SELECTOR, false, "Selects a key of a ConfigMap."),
        member(
            "fieldRef",
            OBJECT_FIELD_SELECTOR,
            false,
            "Selects a field of the pod: supports metadata.name, metadata.namespace, `metadata.labels['<KEY>']`, `metadata.annotations['<KEY>']`, spec.nodeName, spec.serviceAccountName, status.hostIP, status.podIP, status.podIPs.",
        ),
        member("fileKeyRef", FILE_KEY_SELECTOR, false, "FileKeyRef selects a key of the env file."),
        member(
            "resourceFieldRef",
            RESOURCE_FIELD_SELECTOR,
            false,
            "Selects a resource of the container: only resources limits and requests (limits.cpu, limits.memory, limits.ephemeral-storage, requests.cpu, requests.memory and requests.ephemeral-storage) are currently supported.",
        ),
        member(
            "secretKeyRef",
            SECRET_KEY_SELECTOR,
            false,
            "Selects a key of a secret in the pod's namespace.",
        ),
    ],
);
/// `EnvVarSource`.
pub const ENV_VAR_SOURCE: Shape = Shape::Object(&ENV_VAR_SOURCE_KEYS);

/// `ResourceClaim`.
pub static RESOURCE_CLAIM_KEYS: Object = object(
    "ResourceClaim",
    &[
        member(
            "name",
            Shape::Text,
            true,
            "Name must match the name of one entry in pod.spec.resourceClaims of the Pod where this field is used.",
        ),
        member(
            "request",
            Shape::Text,
            false,
            "Request is the name chosen for a request in the referenced claim.",
        ),
    ],
);
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
            "The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates one or more of the expressions.",
        ),
        member(
            "requiredDuringSchedulingIgnoredDuringExecution",
            NODE_SELECTOR,
            false,
            "If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node.",
        ),
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
            "The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates one or more of the expressions.",
        ),
        member(
            "requiredDuringSchedulingIgnoredDuringExecution",
            Shape::List(&POD_AFFINITY_TERM),
            false,
            "If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node.",
        ),
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
            "The scheduler will prefer to schedule pods to nodes that satisfy the anti-affinity expressions specified by this field, but it may choose a node that violates one or more of the expressions.",
        ),
        member(
            "requiredDuringSchedulingIgnoredDuringExecution",
            Shape::List(&POD_AFFINITY_TERM),
            false,
            "If the anti-affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node.",
        ),
    ],
);
/// `PodAntiAffinity`.
pub const POD_ANTI_AFFINITY: Shape = Shape::Object(&POD_ANTI_AFFINITY_KEYS);

/// `AppArmorProfile`.
pub static APP_ARMOR_PROFILE_KEYS: Object = object(
    "AppArmorProfile",
    &[
        member(
            "localhostProfile",
            Shape::Text,
            false,
            "localhostProfile indicates a profile loaded on the node that should be used.",
        ),
        member("type", Shape::Text, true, "type indicates which kind of AppArmor profile will be applied."),
    ],
);
/// `AppArmorProfile`.
pub const APP_ARMOR_PROFILE: Shape = Shape::Object(&APP_ARMOR_PROFILE_KEYS);

/// `SELinuxOptions`.
pub static SE_LINUX_OPTIONS_KEYS: Object = object(
    "SELinuxOptions",
    &[
        member("level", Shape::Text, false, "Level is SELinux level label that applies to the container."),
        member("role", Shape::Text, false, "Role is a SELinux role label that applies to the container."),
        member("type", Shape::Text, false, "Type is a SELinux type label that applies to the container."),
        member("user", Shape::Text, false, "User is a SELinux user label that applies to the container."),
    ],
);
/// `SELinuxOptions`.
pub const SE_LINUX_OPTIONS: Shape = Shape::Object(&SE_LINUX_OPTIONS_KEYS);

/// `SeccompProfile`.
pub static SECCOMP_PROFILE_KEYS: Object = object(
    "SeccompProfile",
    &[
        member(
            "localhostProfile",
            Shape::Text,
            false,
            "localhostProfile indicates a profile defined in a file on the node should be used.",
        ),
        member("type", Shape::Text, true, "type indicates which kind of seccomp profile will be applied."),
    ],
);
/// `SeccompProfile`.
pub const SECCOMP_PROFILE: Shape = Shape::Object(&SECCOMP_PROFILE_KEYS);

/// `Sysctl`.
pub static SYSCTL_KEYS: Object = object(
    "Sysctl",
    &[
        member("name", Shape::Text, true, "Name of a property to set."),
        member("value", Shape::Text, true, "Value of a property to set."),
    ],
);
/// `Sysctl`.
pub const SYSCTL: Shape = Shape::Object(&SYSCTL_KEYS);

/// `WindowsSecurityContextOptions`.
pub static WINDOWS_SECURITY_CONTEXT_OPTIONS_KEYS: Object = object(
    "WindowsSecurityContextOptions",
    &[
        member(
            "gmsaCredentialSpec",
            Shape::Text,
            false,
            "GMSACredentialSpec is where the GMSA admission webhook (https://github.com/kubernetes-sigs/windows-gmsa) inlines the contents of the GMSA credential spec named by the GMSACredentialSpecName field.",
        ),
        member(
            "gmsaCredentialSpecName",
            Shape::Text,
            false,
            "GMSACredentialSpecName is the name of the GMSA credential spec to use.",
        ),
        member(
            "hostProcess",
            Shape::Bool,
            false,
            "HostProcess determines if a container should be run as a 'Host Process' container.",
        ),
        member(
            "runAsUserName",
            Shape::Text,
            false,
            "The UserName in Windows to run the entrypoint of the container process.",
        ),
    ],
);
/// `WindowsSecurityContextOptions`.
pub const WINDOWS_SECURITY_CONTEXT_OPTIONS: Shape = Shape::Object(&WINDOWS_SECURITY_CONTEXT_OPTIONS_KEYS);

/// `ObjectMeta`.
pub static OBJECT_META_KEYS: Object = object(
    "ObjectMeta",
    &[
        member("name", Shape::Text, false, "Name must be unique within a namespace."),
        member(
            "annotations",
            Shape::Map(&Shape::Text),
            false,
            "Annotations is an unstructured key value map stored with a resource that may be set by external tools to store and retrieve arbitrary metadata.",
        ),
        member(
            "creationTimestamp",
            Shape::Text,
            false,
            "CreationTimestamp is a timestamp representing the server time when this object was created.",
        ),
        member(
            "deletionGracePeriodSeconds",
            Shape::Int64,
            false,
            "Number of seconds allowed for this object to gracefully terminate before it will be removed from the system.",
        ),
        member(
            "deletionTimestamp",
            Shape::Text,
            false,
            "DeletionTimestamp is RFC 3339 date and time at which this resource will be deleted.",
        ),
        member(
            "finalizers",
            Shape::List(&Shape::Text),
            false,
            "Must be empty before the object is deleted from the registry.",
        ),
        member(
            "generateName",
            Shape::Text,
            false,
            "GenerateName is an optional prefix, used by the server, to generate a unique name ONLY IF the Name field has not been provided.",
        ),
        member(
            "generation",
            Shape::Int64,
            false,
            "A sequence number representing a specific generation of the desired state.",
        ),
        member(
            "labels",
            Shape::Map(&Shape::Text),
            false,
            "Map of string keys and values that can be used to organize and categorize (scope and select) objects.",
        ),
        member(
            "managedFields",
            Shape::List(&MANAGED_FIELDS_ENTRY),
            false,
            "ManagedFields maps workflow-id and version to the set of fields that are managed by that workflow.",
        ),
        member(
            "namespace",
            Shape::Text,
            false,
            "Namespace defines the space within which each name must be unique.",
        ),
        member(
            "ownerReferences",
            Shape::List(&OWNER_REFERENCE),
            false,
            "List of objects depended by this object.",
        ),
        member(
            "resourceVersion",
            Shape::Text,
            false,
            "An opaque value that represents the internal version of this object that can be used by clients to determine when objects have changed.",
        ),
        member(
            "selfLink",
            Shape::Text,
            false,
            "Deprecated: selfLink is a legacy read-only field that is no longer populated by the system.",
        ),
        member("uid", Shape::Text, false, "UID is the unique in time and space value for this object."),
    ],
);
/// `ObjectMeta`.
pub const OBJECT_META: Shape = Shape::Object(&OBJECT_META_KEYS);

/// `PersistentVolumeClaimSpec`.
pub static PERSISTENT_VOLUME_CLAIM_SPEC_KEYS: Object = object(
    "PersistentVolumeClaimSpec",
    &[
        member(
            "accessModes",
            Shape::List(&Shape::Text),
            false,
            "accessModes contains the desired access modes the volume should have.",
        ),
        member(
            "dataSource",
            TYPED_LOCAL_OBJECT_REFERENCE,
            false,
            "dataSource field can be used to specify either: * An existing VolumeSnapshot object (snapshot.storage.k8s.io/VolumeSnapshot) * An existing PVC (PersistentVolumeClaim) If the provisioner or an external controller can support the specified data source, it will create a new volume based on the contents of the specified data source.",
        ),
        member(
            "dataSourceRef",
            TYPED_OBJECT_REFERENCE,
            false,
            "dataSourceRef specifies the object from which to populate the volume with data, if a non-empty volume is desired.",
        ),
        member(
            "resources",
            VOLUME_RESOURCE_REQUIREMENTS,
            false,
            "resources represents the minimum resources the volume should have.",
        ),
        member(
            "selector",
            LABEL_SELECTOR,
            false,
            "selector is a label query over volumes to consider for binding.",
        ),
        member(
            "storageClassName",
            Shape::Text,
            false,
            "storageClassName is the name of the StorageClass required by the claim.",
        ),
        member(
            "volumeAttributesClassName",
            Shape::Text,
            false,
            "volumeAttributesClassName may be used to set the VolumeAttributesClass used by this claim.",
        ),
        member(
            "volumeMode",
            Shape::Text,
            false,
            "volumeMode defines what type of volume is required by the claim.",
        ),
        member(
            "volumeName",
            Shape::Text,
            false,
            "volumeName is the binding reference to the PersistentVolume backing this claim.",
        ),
    ],
);
/// `PersistentVolumeClaimSpec`.
pub const PERSISTENT_VOLUME_CLAIM_SPEC: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_SPEC_KEYS);

/// `PersistentVolumeClaimStatus`.
pub static PERSISTENT_VOLUME_CLAIM_STATUS_KEYS: Object = object(
    "PersistentVolumeClaimStatus",
    &[
        member(
            "accessModes",
            Shape::List(&Shape::Text),
            false,
            "accessModes contains the actual access modes the volume backing the PVC has.",
        ),
        member(
            "allocatedResourceStatuses",
            Shape::Map(&Shape::Text),
            false,
            "allocatedResourceStatuses stores status of resource being resized for the given PVC.",
        ),
        member(
            "allocatedResources",
            Shape::Map(&Shape::Quantity),
            false,
            "allocatedResources tracks the resources allocated to a PVC including its capacity.",
        ),
        member(
            "capacity",
            Shape::Map(&Shape::Quantity),
            false,
            "capacity represents the actual resources of the underlying volume.",
        ),
        member(
            "conditions",
            Shape::List(&PERSISTENT_VOLUME_CLAIM_CONDITION),
            false,
            "conditions is the current Condition of persistent volume claim.",
        ),
        member(
            "currentVolumeAttributesClassName",
            Shape::Text,
            false,
            "currentVolumeAttributesClassName is the current name of the VolumeAttributesClass the PVC is using.",
        ),
        member(
            "modifyVolumeStatus",
            MODIFY_VOLUME_STATUS,
            false,
            "ModifyVolumeStatus represents the status object of ControllerModifyVolume operation.",
        ),
        member("phase", Shape::Text, false, "phase represents the current phase of PersistentVolumeClaim."),
    ],
);
/// `PersistentVolumeClaimStatus`.
pub const PERSISTENT_VOLUME_CLAIM_STATUS: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_STATUS_KEYS);

/// `LabelSelector`.
pub static LABEL_SELECTOR_KEYS: Object = object(
    "LabelSelector",
    &[
        member(
            "matchExpressions",
            Shape::List(&LABEL_SELECTOR_REQUIREMENT),
            false,
            "matchExpressions is a list of label selector requirements.",
        ),
        member("matchLabels", Shape::Map(&Shape::Text), false, "matchLabels is a map of {key,value} pairs."),
    ],
);
/// `LabelSelector`.
pub const LABEL_SELECTOR: Shape = Shape::Object(&LABEL_SELECTOR_KEYS);

/// `ContainerResourceMetricSource`.
pub static CONTAINER_RESOURCE_METRIC_SOURCE_KEYS: Object = object(
    "ContainerResourceMetricSource",
    &[
        member("name", Shape::Text, true, "name is the name of the resource in question."),
        member(
            "container",
            Shape::Text,
            true,
            "container is the name of the container in the pods of the scaling target.",
        ),
        member("target", METRIC_TARGET, true, "target specifies the target value for the given metric."),
    ],
);
/// `ContainerResourceMetricSource`.
pub const CONTAINER_RESOURCE_METRIC_SOURCE: Shape = Shape::Object(&CONTAINER_RESOURCE_METRIC_SOURCE_KEYS);

/// `ExternalMetricSource`.
pub static EXTERNAL_METRIC_SOURCE_KEYS: Object = object(
    "ExternalMetricSource",
    &[
        member(
            "metric",
            METRIC_IDENTIFIER,
            true,
            "metric identifies the target metric by name and selector.",
        ),
        member("target", METRIC_TARGET, true, "target specifies the target value for the given metric."),
    ],
);
/// `ExternalMetricSource`.
pub const EXTERNAL_METRIC_SOURCE: Shape = Shape::Object(&EXTERNAL_METRIC_SOURCE_KEYS);

/// `ObjectMetricSource`.
pub static OBJECT_METRIC_SOURCE_KEYS: Object = object(
    "ObjectMetricSource",
    &[
        member(
            "describedObject",
            CROSS_VERSION_OBJECT_REFERENCE,
            true,
            "describedObject specifies the descriptions of a object,such as kind,name apiVersion.",
        ),
        member(
            "metric",
            METRIC_IDENTIFIER,
            true,
            "metric identifies the target metric by name and selector.",
        ),
        member("target", METRIC_TARGET, true, "target specifies the target value for the given metric."),
    ],
);
/// `ObjectMetricSource`.
pub const OBJECT_METRIC_SOURCE: Shape = Shape::Object(&OBJECT_METRIC_SOURCE_KEYS);

/// `PodsMetricSource`.
pub static PODS_METRIC_SOURCE_KEYS: Object = object(
    "PodsMetricSource",
    &[
        member(
            "metric",
            METRIC_IDENTIFIER,
            true,
            "metric identifies the target metric by name and selector.",
        ),
        member("target", METRIC_TARGET, true, "target specifies the target value for the given metric."),
    ],
);
/// `PodsMetricSource`.
pub const PODS_METRIC_SOURCE: Shape = Shape::Object(&PODS_METRIC_SOURCE_KEYS);

/// `ResourceMetricSource`.
pub static RESOURCE_METRIC_SOURCE_KEYS: Object = object(
    "ResourceMetricSource",
    &[
        member("name", Shape::Text, true, "name is the name of the resource in question."),
        member("target", METRIC_TARGET, true, "target specifies the target value for the given metric."),
    ],
);
/// `ResourceMetricSource`.
pub const RESOURCE_METRIC_SOURCE: Shape = Shape::Object(&RESOURCE_METRIC_SOURCE_KEYS);

/// `HPAScalingRules`.
pub static HPA_SCALING_RULES_KEYS: Object = object(
    "HPAScalingRules",
    &[
        member(
            "policies",
            Shape::List(&HPA_SCALING_POLICY),
            false,
            "policies is a list of potential scaling polices which can be used during scaling.",
        ),
        member(
            "selectPolicy",
            Shape::Text,
            false,
            "selectPolicy is used to specify which policy should be used.",
        ),
        member(
            "stabilizationWindowSeconds",
            Shape::Int32,
            false,
            "stabilizationWindowSeconds is the number of seconds for which past recommendations should be considered while scaling up or scaling down.",
        ),
        member(
            "tolerance",
            Shape::Quantity,
            false,
            "tolerance is the tolerance on the ratio between the current and desired metric value under which no updates are made to the desired number of replicas (e.g. 0.01 for 1%).",
        ),
    ],
);
/// `HPAScalingRules`.
pub const HPA_SCALING_RULES: Shape = Shape::Object(&HPA_SCALING_RULES_KEYS);

/// `KeyToPath`.
pub static KEY_TO_PATH_KEYS: Object = object(
    "KeyToPath",
    &[
        member("key", Shape::Text, true, "key is the key to project."),
        member(
            "mode",
            Shape::Int32,
            false,
            "mode is Optional: mode bits used to set permissions on this file.",
        ),
        member("path", Shape::Text, true, "path is the relative path of the file to map the key to."),
    ],
);
/// `KeyToPath`.
pub const KEY_TO_PATH: Shape = Shape::Object(&KEY_TO_PATH_KEYS);

/// `DownwardAPIVolumeFile`.
pub static DOWNWARD_API_VOLUME_FILE_KEYS: Object = object(
    "DownwardAPIVolumeFile",
    &[
        member(
            "fieldRef",
            OBJECT_FIELD_SELECTOR,
            false,
            "Required: Selects a field of the pod: only annotations, labels, name, namespace and uid are supported.",
        ),
        member(
            "mode",
            Shape::Int32,
            false,
            "Optional: mode bits used to set permissions on this file, must be an octal value between 0000 and 0777 or a decimal value between 0 and 511.",
        ),
        member(
            "path",
            Shape::Text,
            true,
            "Required: Path is the relative path name of the file to be created.",
        ),
        member(
            "resourceFieldRef",
            RESOURCE_FIELD_SELECTOR,
            false,
            "Selects a resource of the container: only resources limits and requests (limits.cpu, limits.memory, requests.cpu and requests.memory) are currently supported.",
        ),
    ],
);
/// `DownwardAPIVolumeFile`.
pub const DOWNWARD_API_VOLUME_FILE: Shape = Shape::Object(&DOWNWARD_API_VOLUME_FILE_KEYS);

/// `PersistentVolumeClaimTemplate`.
pub static PERSISTENT_VOLUME_CLAIM_TEMPLATE_KEYS: Object = object(
    "PersistentVolumeClaimTemplate",
    &[
        member(
            "metadata",
            OBJECT_META,
            false,
            "May contain labels and annotations that will be copied into the PVC when creating it.",
        ),
        member(
            "spec",
            PERSISTENT_VOLUME_CLAIM_SPEC,
            true,
            "The specification for the PersistentVolumeClaim.",
        ),
    ],
);
/// `PersistentVolumeClaimTemplate`.
pub const PERSISTENT_VOLUME_CLAIM_TEMPLATE: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_TEMPLATE_KEYS);

/// `VolumeProjection`.
pub static VOLUME_PROJECTION_KEYS: Object = object(
    "VolumeProjection",
    &[
        member(
            "clusterTrustBundle",
            CLUSTER_TRUST_BUNDLE_PROJECTION,
            false,
            "ClusterTrustBundle allows a pod to access the `.spec.trustBundle` field of ClusterTrustBundle objects in an auto-updating file.",
        ),
        member(
            "configMap",
            CONFIG_MAP_PROJECTION,
            false,
            "configMap information about the configMap data to project.",
        ),
        member(
            "downwardAPI",
            DOWNWARD_API_PROJECTION,
            false,
            "downwardAPI information about the downwardAPI data to project.",
        ),
        member(
            "podCertificate",
            POD_CERTIFICATE_PROJECTION,
            false,
            "Projects an auto-rotating credential bundle (private key and certificate chain) that the pod can use either as a TLS client or server.",
        ),
        member("secret", SECRET_PROJECTION, false, "secret information about the secret data to project."),
        member(
            "serviceAccountToken",
            SERVICE_ACCOUNT_TOKEN_PROJECTION,
            false,
            "serviceAccountToken is information about the serviceAccountToken data to project.",
        ),
    ],
);
/// `VolumeProjection`.
pub const VOLUME_PROJECTION: Shape = Shape::Object(&VOLUME_PROJECTION_KEYS);

/// `ConfigMapEnvSource`.
pub static CONFIG_MAP_ENV_SOURCE_KEYS: Object = object(
    "ConfigMapEnvSource",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member("optional", Shape::Bool, false, "Specify whether the ConfigMap must be defined."),
    ],
);
/// `ConfigMapEnvSource`.
pub const CONFIG_MAP_ENV_SOURCE: Shape = Shape::Object(&CONFIG_MAP_ENV_SOURCE_KEYS);

/// `SecretEnvSource`.
pub static SECRET_ENV_SOURCE_KEYS: Object = object(
    "SecretEnvSource",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member("optional", Shape::Bool, false, "Specify whether the Secret must be defined."),
    ],
);
/// `SecretEnvSource`.
pub const SECRET_ENV_SOURCE: Shape = Shape::Object(&SECRET_ENV_SOURCE_KEYS);

/// `LifecycleHandler`.
pub static LIFECYCLE_HANDLER_KEYS: Object = object(
    "LifecycleHandler",
    &[
        member("exec", EXEC_ACTION, false, "Exec specifies a command to execute in the container."),
        member("httpGet", HTTP_GET_ACTION, false, "HTTPGet specifies an HTTP GET request to perform."),
        member("sleep", SLEEP_ACTION, false, "Sleep represents a duration that the container should sleep."),
        member("tcpSocket", TCP_SOCKET_ACTION, false, "Deprecated."),
    ],
);
/// `LifecycleHandler`.
pub const LIFECYCLE_HANDLER: Shape = Shape::Object(&LIFECYCLE_HANDLER_KEYS);

/// `ExecAction`.
pub static EXEC_ACTION_KEYS: Object = object(
    "ExecAction",
    &[member(
        "command",
        Shape::List(&Shape::Text),
        false,
        "Command is the command line to execute inside the container, the working directory for the command is root ('/') in the container's filesystem.",
    )],
);
/// `ExecAction`.
pub const EXEC_ACTION: Shape = Shape::Object(&EXEC_ACTION_KEYS);

/// `GRPCAction`.
pub static GRPC_ACTION_KEYS: Object = object(
    "GRPCAction",
    &[
        member("port", Shape::Int32, true, "Port number of the gRPC service."),
        member(
            "service",
            Shape::Text,
            false,
            "Service is the name of the service to place in the gRPC HealthCheckRequest (see https://github.com/grpc/grpc/blob/master/doc/health-checking.md).",
        ),
    ],
);
/// `GRPCAction`.
pub const GRPC_ACTION: Shape = Shape::Object(&GRPC_ACTION_KEYS);

/// `HTTPGetAction`.
pub static HTTP_GET_ACTION_KEYS: Object = object(
    "HTTPGetAction",
    &[
        member("host", Shape::Text, false, "Host name to connect to, defaults to the pod IP."),
        member("httpHeaders", Shape::List(&HTTP_HEADER), false, "Custom headers to set in the request."),
        member("path", Shape::Text, false, "Path to access on the HTTP server."),
        member("port", Shape::IntOrText, true, "Name or number of the port to access on the container."),
        member("scheme", Shape::Text, false, "Scheme to use for connecting to the host."),
    ],
);
/// `HTTPGetAction`.
pub const HTTP_GET_ACTION: Shape = Shape::Object(&HTTP_GET_ACTION_KEYS);

/// `TCPSocketAction`.
pub static TCP_SOCKET_ACTION_KEYS: Object = object(
    "TCPSocketAction",
    &[
        member("host", Shape::Text, false, "Optional: Host name to connect to, defaults to the pod IP."),
        member("port", Shape::IntOrText, true, "Number or name of the port to access on the container."),
    ],
);
/// `TCPSocketAction`.
pub const TCP_SOCKET_ACTION: Shape = Shape::Object(&TCP_SOCKET_ACTION_KEYS);

/// `ContainerRestartRuleOnExitCodes`.
pub static CONTAINER_RESTART_RULE_ON_EXIT_CODES_KEYS: Object = object(
    "ContainerRestartRuleOnExitCodes",
    &[
        member(
            "operator",
            Shape::Text,
            true,
            "Represents the relationship between the container exit code(s) and the specified values.",
        ),
        member(
            "values",
            Shape::List(&Shape::Int32),
            false,
            "Specifies the set of values to check for container exit codes.",
        ),
    ],
);
/// `ContainerRestartRuleOnExitCodes`.
pub const CONTAINER_RESTART_RULE_ON_EXIT_CODES: Shape =
    Shape::Object(&CONTAINER_RESTART_RULE_ON_EXIT_CODES_KEYS);

/// `Capabilities`.
pub static CAPABILITIES_KEYS: Object = object(
    "Capabilities",
    &[
        member("add", Shape::List(&Shape::Text), false, "Added capabilities."),
        member("drop", Shape::List(&Shape::Text), false, "Removed capabilities."),
    ],
);
/// `Capabilities`.
pub const CAPABILITIES: Shape = Shape::Object(&CAPABILITIES_KEYS);

/// `ConfigMapKeySelector`.
pub static CONFIG_MAP_KEY_SELECTOR_KEYS: Object = object(
    "ConfigMapKeySelector",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member("key", Shape::Text, true, "The key to select."),
        member("optional", Shape::Bool, false, "Specify whether the ConfigMap or its key must be defined."),
    ],
);
/// `ConfigMapKeySelector`.
pub const CONFIG_MAP_KEY_SELECTOR: Shape = Shape::Object(&CONFIG_MAP_KEY_SELECTOR_KEYS);

/// `ObjectFieldSelector`.
pub static OBJECT_FIELD_SELECTOR_KEYS: Object = object(
    "ObjectFieldSelector",
    &[
        member(
            "apiVersion",
            Shape::Text,
            false,
            "Version of the schema the FieldPath is written in terms of, defaults to \"v1\".",
        ),
        member("fieldPath", Shape::Text, true, "Path of the field to select in the specified API version."),
    ],
);
/// `ObjectFieldSelector`.
pub const OBJECT_FIELD_SELECTOR: Shape = Shape::Object(&OBJECT_FIELD_SELECTOR_KEYS);

/// `FileKeySelector`.
pub static FILE_KEY_SELECTOR_KEYS: Object = object(
    "FileKeySelector",
    &[
        member("key", Shape::Text, true, "The key within the env file."),
        member("optional", Shape::Bool, false, "Specify whether the file or its key must be defined."),
        member("path", Shape::Text, true, "The path within the volume from which to select the file."),
        member("volumeName", Shape::Text, true, "The name of the volume mount containing the env file."),
    ],
);
/// `FileKeySelector`.
pub const FILE_KEY_SELECTOR: Shape = Shape::Object(&FILE_KEY_SELECTOR_KEYS);

/// `ResourceFieldSelector`.
pub static RESOURCE_FIELD_SELECTOR_KEYS: Object = object(
    "ResourceFieldSelector",
    &[
        member(
            "containerName",
            Shape::Text,
            false,
            "Container name: required for volumes, optional for env vars.",
        ),
        member(
            "divisor",
            Shape::Quantity,
            false,
            "Specifies the output format of the exposed resources, defaults to \"1\".",
        ),
        member("resource", Shape::Text, true, "Required: resource to select."),
    ],
);
/// `ResourceFieldSelector`.
pub const RESOURCE_FIELD_SELECTOR: Shape = Shape::Object(&RESOURCE_FIELD_SELECTOR_KEYS);

/// `SecretKeySelector`.
pub static SECRET_KEY_SELECTOR_KEYS: Object = object(
    "SecretKeySelector",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member("key", Shape::Text, true, "The key of the secret to select from."),
        member("optional", Shape::Bool, false, "Specify whether the Secret or its key must be defined."),
    ],
);
/// `SecretKeySelector`.
pub const SECRET_KEY_SELECTOR: Shape = Shape::Object(&SECRET_KEY_SELECTOR_KEYS);

/// `PreferredSchedulingTerm`.
pub static PREFERRED_SCHEDULING_TERM_KEYS: Object = object(
    "PreferredSchedulingTerm",
    &[
        member(
            "preference",
            NODE_SELECTOR_TERM,
            true,
            "A node selector term, associated with the corresponding weight.",
        ),
        member(
            "weight",
            Shape::Int32,
            true,
            "Weight associated with matching the corresponding nodeSelectorTerm, in the range 1-100.",
        ),
    ],
);
/// `PreferredSchedulingTerm`.
pub const PREFERRED_SCHEDULING_TERM: Shape = Shape::Object(&PREFERRED_SCHEDULING_TERM_KEYS);

/// `NodeSelector`.
pub static NODE_SELECTOR_KEYS: Object = object(
    "NodeSelector",
    &[member("nodeSelectorTerms", Shape::List(&NODE_SELECTOR_TERM), true, "Required.")],
);
/// `NodeSelector`.
pub const NODE_SELECTOR: Shape = Shape::Object(&NODE_SELECTOR_KEYS);

/// `WeightedPodAffinityTerm`.
pub static WEIGHTED_POD_AFFINITY_TERM_KEYS: Object = object(
    "WeightedPodAffinityTerm",
    &[
        member("podAffinityTerm", POD_AFFINITY_TERM, true, "Required."),
        member(
            "weight",
            Shape::Int32,
            true,
            "weight associated with matching the corresponding podAffinityTerm, in the range 1-100.",
        ),
    ],
);
/// `WeightedPodAffinityTerm`.
pub const WEIGHTED_POD_AFFINITY_TERM: Shape = Shape::Object(&WEIGHTED_POD_AFFINITY_TERM_KEYS);

/// `PodAffinityTerm`.
pub static POD_AFFINITY_TERM_KEYS: Object = object(
    "PodAffinityTerm",
    &[
        member(
            "labelSelector",
            LABEL_SELECTOR,
            false,
            "A label query over a set of resources, in this case pods.",
        ),
        member(
            "matchLabelKeys",
            Shape::List(&Shape::Text),
            false,
            "MatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration.",
        ),
        member(
            "mismatchLabelKeys",
            Shape::List(&Shape::Text),
            false,
            "MismatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration.",
        ),
        member(
            "namespaceSelector",
            LABEL_SELECTOR,
            false,
            "A label query over the set of namespaces that the term applies to.",
        ),
        member(
            "namespaces",
            Shape::List(&Shape::Text),
            false,
            "namespaces specifies a static list of namespace names that the term applies to.",
        ),
        member(
            "topologyKey",
            Shape::Text,
            true,
            "This pod should be co-located (affinity) or not co-located (anti-affinity) with the pods matching the labelSelector in the specified namespaces, where co-located is defined as running on a node whose value of the label with key topologyKey matches that of any node on which any of the selected pods is running.",
        ),
    ],
);
/// `PodAffinityTerm`.
pub const POD_AFFINITY_TERM: Shape = Shape::Object(&POD_AFFINITY_TERM_KEYS);

/// `ManagedFieldsEntry`.
pub static MANAGED_FIELDS_ENTRY_KEYS: Object = object(
    "ManagedFieldsEntry",
    &[
        member(
            "apiVersion",
            Shape::Text,
            false,
            "APIVersion defines the version of this resource that this field set applies to.",
        ),
        member(
            "fieldsType",
            Shape::Text,
            false,
            "FieldsType is the discriminator for the different fields format and version.",
        ),
        member(
            "fieldsV1",
            FIELDS_V1,
            false,
            "FieldsV1 holds the first JSON version format as described in the \"FieldsV1\" type.",
        ),
        member(
            "manager",
            Shape::Text,
            false,
            "Manager is an identifier of the workflow managing these fields.",
        ),
        member(
            "operation",
            Shape::Text,
            false,
            "Operation is the type of operation which lead to this ManagedFieldsEntry being created.",
        ),
        member(
            "subresource",
            Shape::Text,
            false,
            "Subresource is the name of the subresource used to update that object, or empty string if the object was updated through the main resource.",
        ),
        member(
            "time",
            Shape::Text,
            false,
            "Time is the timestamp of when the ManagedFields entry was added.",
        ),
    ],
);
/// `ManagedFieldsEntry`.
pub const MANAGED_FIELDS_ENTRY: Shape = Shape::Object(&MANAGED_FIELDS_ENTRY_KEYS);

/// `OwnerReference`.
pub static OWNER_REFERENCE_KEYS: Object = object(
    "OwnerReference",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member("apiVersion", Shape::Text, true, "API version of the referent."),
        member(
            "blockOwnerDeletion",
            Shape::Bool,
            false,
            "If true, AND if the owner has the \"foregroundDeletion\" finalizer, then the owner cannot be deleted from the key-value store until this reference is removed.",
        ),
        member(
            "controller",
            Shape::Bool,
            false,
            "If true, this reference points to the managing controller.",
        ),
        member("kind", Shape::Text, true, "Kind of the referent."),
        member("uid", Shape::Text, true, "UID of the referent."),
    ],
);
/// `OwnerReference`.
pub const OWNER_REFERENCE: Shape = Shape::Object(&OWNER_REFERENCE_KEYS);

/// `TypedLocalObjectReference`.
pub static TYPED_LOCAL_OBJECT_REFERENCE_KEYS: Object = object(
    "TypedLocalObjectReference",
    &[
        member("name", Shape::Text, true, "Name is the name of resource being referenced."),
        member("apiGroup", Shape::Text, false, "APIGroup is the group for the resource being referenced."),
        member("kind", Shape::Text, true, "Kind is the type of resource being referenced."),
    ],
);
/// `TypedLocalObjectReference`.
pub const TYPED_LOCAL_OBJECT_REFERENCE: Shape = Shape::Object(&TYPED_LOCAL_OBJECT_REFERENCE_KEYS);

/// `TypedObjectReference`.
pub static TYPED_OBJECT_REFERENCE_KEYS: Object = object(
    "TypedObjectReference",
    &[
        member("name", Shape::Text, true, "Name is the name of resource being referenced."),
        member("apiGroup", Shape::Text, false, "APIGroup is the group for the resource being referenced."),
        member("kind", Shape::Text, true, "Kind is the type of resource being referenced."),
        member(
            "namespace",
            Shape::Text,
            false,
            "Namespace is the namespace of resource being referenced Note that when a namespace is specified, a gateway.networking.k8s.io/ReferenceGrant object is required in the referent namespace to allow that namespace's owner to accept the reference.",
        ),
    ],
);
/// `TypedObjectReference`.
pub const TYPED_OBJECT_REFERENCE: Shape = Shape::Object(&TYPED_OBJECT_REFERENCE_KEYS);

/// `VolumeResourceRequirements`.
pub static VOLUME_RESOURCE_REQUIREMENTS_KEYS: Object = object(
    "VolumeResourceRequirements",
    &[
        member(
            "limits",
            Shape::Map(&Shape::Quantity),
            false,
            "Limits describes the maximum amount of compute resources allowed.",
        ),
        member(
            "requests",
            Shape::Map(&Shape::Quantity),
            false,
            "Requests describes the minimum amount of compute resources required.",
        ),
    ],
);
/// `VolumeResourceRequirements`.
pub const VOLUME_RESOURCE_REQUIREMENTS: Shape = Shape::Object(&VOLUME_RESOURCE_REQUIREMENTS_KEYS);

/// `PersistentVolumeClaimCondition`.
pub static PERSISTENT_VOLUME_CLAIM_CONDITION_KEYS: Object = object(
    "PersistentVolumeClaimCondition",
    &[
        member("lastProbeTime", Shape::Text, false, "lastProbeTime is the time we probed the condition."),
        member(
            "lastTransitionTime",
            Shape::Text,
            false,
            "lastTransitionTime is the time the condition transitioned from one status to another.",
        ),
        member(
            "message",
            Shape::Text,
            false,
            "message is the human-readable message indicating details about last transition.",
        ),
        member(
            "reason",
            Shape::Text,
            false,
            "reason is a unique, this should be a short, machine understandable string that gives the reason for condition's last transition.",
        ),
        member("status", Shape::Text, true, "Status is the status of the condition."),
        member("type", Shape::Text, true, "Type is the type of the condition."),
    ],
);
/// `PersistentVolumeClaimCondition`.
pub const PERSISTENT_VOLUME_CLAIM_CONDITION: Shape = Shape::Object(&PERSISTENT_VOLUME_CLAIM_CONDITION_KEYS);

/// `ModifyVolumeStatus`.
pub static MODIFY_VOLUME_STATUS_KEYS: Object = object(
    "ModifyVolumeStatus",
    &[
        member("status", Shape::Text, true, "status is the status of the ControllerModifyVolume operation."),
        member(
            "targetVolumeAttributesClassName",
            Shape::Text,
            false,
            "targetVolumeAttributesClassName is the name of the VolumeAttributesClass the PVC currently being reconciled.",
        ),
    ],
);
/// `ModifyVolumeStatus`.
pub const MODIFY_VOLUME_STATUS: Shape = Shape::Object(&MODIFY_VOLUME_STATUS_KEYS);

/// `LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT_KEYS: Object = object(
    "LabelSelectorRequirement",
    &[
        member("key", Shape::Text, true, "key is the label key that the selector applies to."),
        member("operator", Shape::Text, true, "operator represents a key's relationship to a set of values."),
        member("values", Shape::List(&Shape::Text), false, "values is an array of string values."),
    ],
);
/// `LabelSelectorRequirement`.
pub const LABEL_SELECTOR_REQUIREMENT: Shape = Shape::Object(&LABEL_SELECTOR_REQUIREMENT_KEYS);

/// `MetricTarget`.
pub static METRIC_TARGET_KEYS: Object = object(
    "MetricTarget",
    &[
        member(
            "averageUtilization",
            Shape::Int32,
            false,
            "averageUtilization is the target value of the average of the resource metric across all relevant pods, represented as a percentage of the requested value of the resource for the pods.",
        ),
        member(
            "averageValue",
            Shape::Quantity,
            false,
            "averageValue is the target value of the average of the metric across all relevant pods (as a quantity).",
        ),
        member(
            "type",
            Shape::Text,
            true,
            "type represents whether the metric type is Utilization, Value, or AverageValue.",
        ),
        member("value", Shape::Quantity, false, "value is the target value of the metric (as a quantity)."),
    ],
);
/// `MetricTarget`.
pub const METRIC_TARGET: Shape = Shape::Object(&METRIC_TARGET_KEYS);

/// `MetricIdentifier`.
pub static METRIC_IDENTIFIER_KEYS: Object = object(
    "MetricIdentifier",
    &[
        member("name", Shape::Text, true, "name is the name of the given metric."),
        member(
            "selector",
            LABEL_SELECTOR,
            false,
            "selector is the string-encoded form of a standard kubernetes label selector for the given metric When set, it is passed as an additional parameter to the metrics server for more specific metrics scoping.",
        ),
    ],
);
/// `MetricIdentifier`.
pub const METRIC_IDENTIFIER: Shape = Shape::Object(&METRIC_IDENTIFIER_KEYS);

/// `CrossVersionObjectReference`.
pub static CROSS_VERSION_OBJECT_REFERENCE_KEYS: Object = object(
    "CrossVersionObjectReference",
    &[
        member(
            "name",
            Shape::Text,
            true,
            "name is the name of the referent; More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names.",
        ),
        member("apiVersion", Shape::Text, false, "apiVersion is the API version of the referent."),
        member(
            "kind",
            Shape::Text,
            true,
            "kind is the kind of the referent; More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds.",
        ),
    ],
);
/// `CrossVersionObjectReference`.
pub const CROSS_VERSION_OBJECT_REFERENCE: Shape = Shape::Object(&CROSS_VERSION_OBJECT_REFERENCE_KEYS);

/// `HPAScalingPolicy`.
pub static HPA_SCALING_POLICY_KEYS: Object = object(
    "HPAScalingPolicy",
    &[
        member(
            "periodSeconds",
            Shape::Int32,
            true,
            "periodSeconds specifies the window of time for which the policy should hold true.",
        ),
        member("type", Shape::Text, true, "type is used to specify the scaling policy."),
        member(
            "value",
            Shape::Int32,
            true,
            "value contains the amount of change which is permitted by the policy.",
        ),
    ],
);
/// `HPAScalingPolicy`.
pub const HPA_SCALING_POLICY: Shape = Shape::Object(&HPA_SCALING_POLICY_KEYS);

/// `ClusterTrustBundleProjection`.
pub static CLUSTER_TRUST_BUNDLE_PROJECTION_KEYS: Object = object(
    "ClusterTrustBundleProjection",
    &[
        member("name", Shape::Text, false, "Select a single ClusterTrustBundle by object name."),
        member(
            "labelSelector",
            LABEL_SELECTOR,
            false,
            "Select all ClusterTrustBundles that match this label selector.",
        ),
        member(
            "optional",
            Shape::Bool,
            false,
            "If true, don't block pod startup if the referenced ClusterTrustBundle(s) aren't available.",
        ),
        member("path", Shape::Text, true, "Relative path from the volume root to write the bundle."),
        member(
            "signerName",
            Shape::Text,
            false,
            "Select all ClusterTrustBundles that match this signer name.",
        ),
    ],
);
/// `ClusterTrustBundleProjection`.
pub const CLUSTER_TRUST_BUNDLE_PROJECTION: Shape = Shape::Object(&CLUSTER_TRUST_BUNDLE_PROJECTION_KEYS);

/// `ConfigMapProjection`.
pub static CONFIG_MAP_PROJECTION_KEYS: Object = object(
    "ConfigMapProjection",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member(
            "items",
            Shape::List(&KEY_TO_PATH),
            false,
            "items if unspecified, each key-value pair in the Data field of the referenced ConfigMap will be projected into the volume as a file whose name is the key and content is the value.",
        ),
        member(
            "optional",
            Shape::Bool,
            false,
            "optional specify whether the ConfigMap or its keys must be defined.",
        ),
    ],
);
/// `ConfigMapProjection`.
pub const CONFIG_MAP_PROJECTION: Shape = Shape::Object(&CONFIG_MAP_PROJECTION_KEYS);

/// `DownwardAPIProjection`.
pub static DOWNWARD_API_PROJECTION_KEYS: Object = object(
    "DownwardAPIProjection",
    &[member(
        "items",
        Shape::List(&DOWNWARD_API_VOLUME_FILE),
        false,
        "Items is a list of DownwardAPIVolume file.",
    )],
);
/// `DownwardAPIProjection`.
pub const DOWNWARD_API_PROJECTION: Shape = Shape::Object(&DOWNWARD_API_PROJECTION_KEYS);

/// `PodCertificateProjection`.
pub static POD_CERTIFICATE_PROJECTION_KEYS: Object = object(
    "PodCertificateProjection",
    &[
        member(
            "certificateChainPath",
            Shape::Text,
            false,
            "Write the certificate chain at this path in the projected volume.",
        ),
        member(
            "credentialBundlePath",
            Shape::Text,
            false,
            "Write the credential bundle at this path in the projected volume.",
        ),
        member("keyPath", Shape::Text, false, "Write the key at this path in the projected volume."),
        member("keyType", Shape::Text, true, "The type of keypair Kubelet will generate for the pod."),
        member(
            "maxExpirationSeconds",
            Shape::Int32,
            false,
            "maxExpirationSeconds is the maximum lifetime permitted for the certificate.",
        ),
        member("signerName", Shape::Text, true, "Kubelet's generated CSRs will be addressed to this signer."),
        member(
            "userAnnotations",
            Shape::Map(&Shape::Text),
            false,
            "userAnnotations allow pod authors to pass additional information to the signer implementation.",
        ),
    ],
);
/// `PodCertificateProjection`.
pub const POD_CERTIFICATE_PROJECTION: Shape = Shape::Object(&POD_CERTIFICATE_PROJECTION_KEYS);

/// `SecretProjection`.
pub static SECRET_PROJECTION_KEYS: Object = object(
    "SecretProjection",
    &[
        member("name", Shape::Text, true, "Name of the referent."),
        member(
            "items",
            Shape::List(&KEY_TO_PATH),
            false,
            "items if unspecified, each key-value pair in the Data field of the referenced Secret will be projected into the volume as a file whose name is the key and content is the value.",
        ),
        member(
            "optional",
            Shape::Bool,
            false,
            "optional field specify whether the Secret or its key must be defined.",
        ),
    ],
);
/// `SecretProjection`.
pub const SECRET_PROJECTION: Shape = Shape::Object(&SECRET_PROJECTION_KEYS);

/// `ServiceAccountTokenProjection`.
pub static SERVICE_ACCOUNT_TOKEN_PROJECTION_KEYS: Object = object(
    "ServiceAccountTokenProjection",
    &[
        member("audience", Shape::Text, false, "audience is the intended audience of the token."),
        member(
            "expirationSeconds",
            Shape::Int64,
            false,
            "expirationSeconds is the requested duration of validity of the service account token.",
        ),
        member(
            "path",
            Shape::Text,
            true,
            "path is the path relative to the mount point of the file to project the token into.",
        ),
    ],
);
/// `ServiceAccountTokenProjection`.
pub const SERVICE_ACCOUNT_TOKEN_PROJECTION: Shape = Shape::Object(&SERVICE_ACCOUNT_TOKEN_PROJECTION_KEYS);

/// `SleepAction`.
pub static SLEEP_ACTION_KEYS: Object = object(
    "SleepAction",
    &[member("seconds", Shape::Int64, true, "Seconds is the number of seconds to sleep.")],
);
/// `SleepAction`.
pub const SLEEP_ACTION: Shape = Shape::Object(&SLEEP_ACTION_KEYS);

/// `HTTPHeader`.
pub static HTTP_HEADER_KEYS: Object = object(
    "HTTPHeader",
    &[
        member("name", Shape::Text, true, "The header field name."),
        member("value", Shape::Text, true, "The header field value."),
    ],
);
/// `HTTPHeader`.
pub const HTTP_HEADER: Shape = Shape::Object(&HTTP_HEADER_KEYS);

/// `NodeSelectorTerm`.
pub static NODE_SELECTOR_TERM_KEYS: Object = object(
    "NodeSelectorTerm",
    &[
        member(
            "matchExpressions",
            Shape::List(&NODE_SELECTOR_REQUIREMENT),
            false,
            "A list of node selector requirements by node's labels.",
        ),
        member(
            "matchFields",
            Shape::List(&NODE_SELECTOR_REQUIREMENT),
            false,
            "A list of node selector requirements by node's fields.",
        ),
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
        member("key", Shape::Text, true, "The label key that the selector applies to."),
        member("operator", Shape::Text, true, "Represents a key's relationship to a set of values."),
        member("values", Shape::List(&Shape::Text), false, "An array of string values."),
    ],
);
/// `NodeSelectorRequirement`.
pub const NODE_SELECTOR_REQUIREMENT: Shape = Shape::Object(&NODE_SELECTOR_REQUIREMENT_KEYS);
