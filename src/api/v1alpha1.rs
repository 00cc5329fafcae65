//! `flinkoperator.k8s.io/v1alpha1`: the field tree of the operator's documentation, as it is written.

use crate::api::kubernetes;
use crate::api::read::{Quantity, TextMap, as_written, object};
use crate::api::shape::Shape;
use crate::api::words::{AccessScope, CancelledAction, CleanupAction, PullPolicy, RestartPolicy};
use crate::tree::Spanned;

type Text = Spanned<String>;

/// What the fields of a pod are for, by whose pod it is.
macro_rules! docs_of_pod {
    ($whose:literal) => {
        [
            concat!("CPU and memory of ", $whose, " container."),
            "The part of the memory limit, in per cent, that Flink's own memory may not use.",
            "The least amount of the memory limit that Flink's own memory may not use.",
            concat!("Volumes of ", $whose, " pod."),
            concat!("Volume mounts of ", $whose, " container."),
            concat!("Labels of the nodes that ", $whose, " pod may run on."),
        ]
    };
}

object! {
    /// A Flink cluster: a session cluster, or a job cluster when it has a job.
    FlinkCluster {
        /// The version of the resource.
        "apiVersion" api_version: Text;
        /// `FlinkCluster`.
        "kind" kind: Text;
        /// Name, namespace, labels and annotations.
        "metadata" metadata: Metadata, required;
        /// The desired state of the cluster.
        "spec" spec: Spec, required;
        /// The observed state of the cluster; never part of Git, and never read here.
        "status" status: Status;
    }

    /// Name, namespace, labels and annotations.
    Metadata {
        /// The name of the cluster; the name of every object starts with it.
        "name" name: Text, required;
        /// The namespace of every object.
        "namespace" namespace: Text;
        /// Labels of the FlinkCluster itself; no other object inherits them.
        "labels" labels: TextMap;
        /// Annotations of the FlinkCluster itself; no other object inherits them.
        "annotations" annotations: TextMap;
        /// Finalizers of the FlinkCluster itself.
        "finalizers" finalizers: Vec<Text>;
        /// Set by the API server; left out.
        "creationTimestamp" creation_timestamp: ServerField;
        /// Set by the API server; left out.
        "generation" generation: ServerField;
        /// Set by the API server; left out.
        "managedFields" managed_fields: ServerField;
        /// Set by the API server; left out.
        "resourceVersion" resource_version: ServerField;
        /// Set by the API server; left out.
        "selfLink" self_link: ServerField;
        /// Set by the API server; left out.
        "uid" uid: ServerField;
        /// References to owners by their UID, which cannot be known in Git; left out.
        "ownerReferences" owner_references: ServerField;
    }

/// The desired state of the cluster.
    Spec {
        /// The Flink image, used by the JobManager, the TaskManagers and the job.
        "image" image: Image, required;
        /// The JobManager.
        "jobManager" job_manager: JobManager;
        /// The TaskManagers.
        "taskManager" task_manager: TaskManager, required;
        /// The job of a job cluster. If absent, the cluster is a session cluster.
        "job" job: Job;
        /// Environment variables of the JobManager, the TaskManagers and the job.
        "envVars" env_vars: EnvVars;
        /// Flink's configuration, as text: `taskmanager.numberOfTaskSlots: "2"`.
        "flinkProperties" flink_properties: TextMap;
        /// Hadoop's configuration, mounted into every Flink container.
        "hadoopConfig" hadoop_config: HadoopConfig;
        /// Google Cloud credentials, mounted into every Flink container.
        "gcpConfig" gcp_config: GcpConfig;
    }

    /// The Flink image.
    Image {
        /// The image's name with its tag, such as `flink:1.20.1`.
        "name" name: Text, required;
        /// When the image is pulled.
        "pullPolicy" pull_policy: Spanned<PullPolicy>;
        /// Secrets in the namespace with the credentials for pulling the image.
        "pullSecrets" pull_secrets: PullSecrets;
    }

    /// The JobManager.
    JobManager {
        /// The number of JobManagers; only 1 is valid.
        "replicas" replicas: Spanned<i32>;
        /// Who can reach the JobManager's Service.
        "accessScope" access_scope: Spanned<AccessScope>;
        /// The ports of the JobManager.
        "ports" ports: JobManagerPorts;
        /// An Ingress for the JobManager's web interface. None if absent; `{}` is one without a host.
        "ingress" ingress: Ingress;
        ..pod: Pod = docs_of_pod!("the JobManager's");
    }

    /// What the pods of the JobManager and the TaskManagers have in common.
    Pod {
        /// Requests and limits of the Flink container.
        "resources" resources: Resources;
        /// The percentage of the memory limit that Flink's own memory must not use.
        "memoryOffHeapRatio" memory_off_heap_ratio: Spanned<i32>;
        /// The minimum amount of the memory limit that Flink's own memory must not use.
        "memoryOffHeapMin" memory_off_heap_min: Quantity;
        /// The user's volumes.
        "volumes" volumes: Volumes;
        /// The user's mounts in the Flink container.
        "volumeMounts" volume_mounts: VolumeMounts;
        /// Labels of the nodes that it may run on.
        "nodeSelector" node_selector: TextMap;
    }

    /// The ports of the JobManager.
    JobManagerPorts {
        /// `jobmanager.rpc.port`: TaskManagers and clients.
        "rpc" rpc: Spanned<i32>;
        /// `blob.server.port`: jar files and other large objects.
        "blob" blob: Spanned<i32>;
        /// `query.server.port`: queryable state.
        "query" query: Spanned<i32>;
        /// `rest.port`: the web interface and the REST API.
        "ui" ui: Spanned<i32>;
    }

    /// An Ingress for the JobManager's web interface.
    Ingress {
        /// The host name; `{{$clusterName}}` in it is replaced by the name of the cluster.
        "hostFormat" host_format: Text;
        /// Annotations of the Ingress.
        "annotations" annotations: TextMap;
        /// Whether the Ingress terminates TLS.
        "useTLS" | "useTls" use_tls: Spanned<bool>;
        /// The Secret with the TLS certificate of the host.
        "tlsSecretName" tls_secret_name: Text;
    }

    /// The TaskManagers.
    TaskManager {
        /// The number of TaskManagers.
        "replicas" replicas: Spanned<i32>, required;
        /// The ports of a TaskManager.
        "ports" ports: TaskManagerPorts;
        ..pod: Pod = docs_of_pod!("a TaskManager's");
        /// Additional containers of a TaskManager's pod.
        "sidecars" sidecars: Containers;
    }

    /// The ports of a TaskManager.
    TaskManagerPorts {
        /// `taskmanager.data.port`: data between TaskManagers.
        "data" data: Spanned<i32>;
        /// `taskmanager.rpc.port`: the JobManager.
        "rpc" rpc: Spanned<i32>;
        /// `queryable-state.proxy.ports`: queryable state.
        "query" query: Spanned<i32>;
    }

    /// The job of a job cluster.
    Job {
        /// The jar file: a path in the image or on a volume, or a URI to download it from.
        "jarFile" jar_file: Text, required;
        /// The class with the main method. If absent, the one in the jar's manifest.
        "className" class_name: Text;
        /// Arguments of the main method; `$(NAME)` is replaced by a variable of the pod and `$$` by `$`, as in any container.
        "args" args: Vec<Text>;
        /// The savepoint that the job starts from.
        "fromSavepoint" from_savepoint: Text;
        /// Whether state in the savepoint that belongs to no operator of the job may be dropped.
        "allowNonRestoredState" allow_non_restored_state: Spanned<bool>;
        /// The interval, in seconds, at which savepoints are taken.
        "autoSavepointSeconds" auto_savepoint_seconds: Spanned<i32>;
        /// The directory, as a URI, that savepoints are written to.
        "savepointsDir" savepoints_dir: Text;
        /// A changed number triggers one savepoint.
        "savepointGeneration" savepoint_generation: Spanned<i32>;
        /// The job's parallelism.
        "parallelism" parallelism: Spanned<i32>;
        /// Whether the submitting client keeps Flink's log out of its output.
        "noLoggingToStdout" no_logging_to_stdout: Spanned<bool>;
        /// Volumes of the submitter's pod.
        "volumes" volumes: Volumes;
        /// Volume mounts of the submitter's containers.
        "volumeMounts" volume_mounts: VolumeMounts;
        /// Containers that run to completion before the job is submitted.
        "initContainers" init_containers: Containers;
        /// What happens when the job fails.
        "restartPolicy" restart_policy: Spanned<RestartPolicy>;
        /// What happens to the cluster when the job has ended.
        "cleanupPolicy" cleanup_policy: CleanupPolicy;
        /// Whether to cancel the job.
        "cancelRequested" cancel_requested: Spanned<bool>;
    }

    /// What happens to the cluster when the job has ended.
    CleanupPolicy {
        /// When the job has succeeded.
        "afterJobSucceeds" after_job_succeeds: Spanned<CleanupAction>;
        /// When the job has failed.
        "afterJobFails" after_job_fails: Spanned<CleanupAction>;
        /// When the job was cancelled.
        "afterJobCancelled" after_job_cancelled: Spanned<CancelledAction>;
    }

    /// Hadoop's configuration.
    HadoopConfig {
        /// The ConfigMap that contains Hadoop's configuration files.
        "configMapName" config_map_name: Text, required;
        /// The directory it is mounted at; `HADOOP_CONF_DIR`.
        "mountPath" mount_path: Text;
    }

    /// Google Cloud credentials.
    GcpConfig {
        /// The key of a service account.
        "serviceAccount" service_account: GcpServiceAccount, required;
    }

    /// The key of a service account.
    GcpServiceAccount {
        /// The Secret that contains the key.
        "secretName" secret_name: Text, required;
        /// The name of the key's file in the Secret.
        "keyFile" key_file: Text, required;
        /// The directory the Secret is mounted at.
        "mountPath" mount_path: Text, required;
    }
}

as_written! {
    /// Something that the API server fills in.
    ServerField: Shape::Anything;
    /// The status.
    Status: Shape::Anything;
    /// Volumes of a pod.
    Volumes: Shape::List(&kubernetes::VOLUME);
    /// Volume mounts of a container.
    VolumeMounts: Shape::List(&kubernetes::VOLUME_MOUNT);
    /// Containers.
    Containers: Shape::List(&kubernetes::CONTAINER);
    /// Environment variables.
    EnvVars: Shape::List(&kubernetes::ENV_VAR);
    /// Names of Secrets.
    PullSecrets: Shape::List(&kubernetes::LOCAL_OBJECT_REFERENCE);
    /// Resource requests and limits.
    Resources: kubernetes::RESOURCE_REQUIREMENTS;
}
