//! A FlinkCluster as it is written, in every dialect: each field with the dialects that have it (all, where nothing is said)
//! and those that require it. The fields are those of the operators' documentation and types.

use crate::api::kubernetes;
use crate::api::read::{Quantity, TextMap, as_written, object};
use crate::api::shape::Shape;
use crate::api::words::{
    AccessScope, CancelledAction, CleanupAction, DeploymentType, JobMode, Protocol, PullPolicy,
    RestartPolicy, SavepointFormat,
};
use crate::tree::Spanned;

type Text = Spanned<String>;

/// What the fields of a pod are for, by whose pod it is.
macro_rules! docs_of_pod {
    ($whose:literal) => {
        [
            concat!("CPU and memory of ", $whose, " container."),
            "The part of the memory limit, in per cent, that Flink's own memory may not use.",
            "The least amount of the memory limit that Flink's own memory may not use.",
            "The part of the memory limit, in per cent, that Flink's process may use, all its memory counted.",
            concat!("Volumes of ", $whose, " pod."),
            concat!("Volume mounts of ", $whose, " container."),
            concat!("Volumes that ", $whose, " pod has of its own: each pod gets a claim from each template."),
            concat!("Labels of the nodes that ", $whose, " pod may run on."),
            concat!("Taints of nodes that ", $whose, " pod tolerates."),
            concat!("Rules for the nodes that ", $whose, " pod may run on, and for its neighbours."),
            concat!("Lines of the hosts file of ", $whose, " pod."),
            concat!("Labels of ", $whose, " pod; never a part of a selector."),
            concat!("Annotations of ", $whose, " pod."),
            concat!("Users, groups and kernel settings of ", $whose, " pod."),
            concat!("When ", $whose, " container is alive: what is given replaces the same part of the default."),
            concat!("When ", $whose, " container is ready: what is given replaces the same part of the default."),
            concat!("Further ports of ", $whose, " container and of its Service."),
            concat!("Containers that run to completion before ", $whose, " container starts."),
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
        "metadata" metadata: Metadata, required in ALL;
        /// The desired state of the cluster.
        "spec" spec: Spec, required in ALL;
        /// The observed state of the cluster; never part of Git, and never read here.
        "status" status: Status;
    }

    /// Name, namespace, labels and annotations.
    Metadata {
        /// The name of the cluster; the name of every object starts with it.
        "name" name: Text, required in ALL;
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
        "image" image: Image, required in ALL;
        /// The version of Flink in the image, such as `1.20` or `1.20.1`.
        "flinkVersion" flink_version: Text, in SPOTIFY;
        /// The JobManager.
        "jobManager" job_manager: JobManager;
        /// The TaskManagers.
        "taskManager" task_manager: TaskManager, required in EARLY;
        /// The job of a job cluster. If absent, the cluster is a session cluster.
        "job" job: Job;
        /// Environment variables of the JobManager, the TaskManagers and the job.
        "envVars" env_vars: EnvVars;
        /// Flink's configuration, as text: `taskmanager.numberOfTaskSlots: "2"`. `$(NAME)` in a value is the value of that variable
        /// of `envVars` or `envFrom`: each pod puts it into a copy in memory, and no object holds it.
        "flinkProperties" flink_properties: TextMap;
        /// Hadoop's configuration, mounted into every Flink container.
        "hadoopConfig" hadoop_config: HadoopConfig;
        /// Google Cloud credentials, mounted into every Flink container.
        "gcpConfig" gcp_config: GcpConfig;
        /// The account that the pods of JobManager, TaskManagers and job run as.
        "serviceAccountName" service_account_name: Text, in BETA;
        /// ConfigMaps and Secrets whose keys are environment variables of the JobManager, the TaskManagers and the job.
        "envFrom" env_from: EnvFrom, in BETA;
        /// Logging files, each by its name: `log4j-console.properties`, `logback-console.xml`, or another one.
        "logConfig" log_config: TextMap, in BETA;
        /// The scheduler of the pods; only `volcano` is known.
        "batchSchedulerName" batch_scheduler_name: Text, in BETA;
        /// The scheduler of the pods, with its queue.
        "batchScheduler" batch_scheduler: BatchScheduler, in SPOTIFY;
        /// How many pods of the JobManager and the TaskManagers may be evicted at once.
        "podDisruptionBudget" pod_disruption_budget: PodDisruptionBudget, in SPOTIFY;
        /// How many revisions an operator keeps. No effect without one: the revisions are in Git.
        "revisionHistoryLimit" revision_history_limit: Spanned<i32>, in BETA;
        /// Whether an operator deletes objects and makes them anew when they change. No effect without one.
        "recreateOnUpdate" recreate_on_update: Spanned<bool>, in BETA;
    }

    /// A scheduler that places the pods of a cluster together.
    BatchScheduler {
        /// Its name; only `volcano` is known.
        "name" name: Text, required in ALL;
        /// The queue of the cluster's group of pods.
        "queue" queue: Text;
        /// The priority of the cluster's pods.
        "priorityClassName" priority_class_name: Text;
    }

    /// The Flink image.
    Image {
        /// The image's name with its tag, such as `flink:1.20.1`.
        "name" name: Text, required in ALL;
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
        /// Additional containers of the JobManager's pod.
        "sidecars" sidecars: Containers, in BETA;
        /// Annotations of the JobManager's Service.
        "ServiceAnnotations" service_annotations: TextMap, in SPOTIFY;
        /// Labels of the JobManager's Service.
        "ServiceLabels" service_labels: TextMap, in SPOTIFY;
    }

    /// What the pods of the JobManager and the TaskManagers have in common.
    Pod {
        /// Requests and limits of the Flink container.
        "resources" resources: Resources;
        /// The percentage of the memory limit that Flink's own memory must not use.
        "memoryOffHeapRatio" memory_off_heap_ratio: Spanned<i32>;
        /// The minimum amount of the memory limit that Flink's own memory must not use.
        "memoryOffHeapMin" memory_off_heap_min: Quantity;
        /// The percentage of the memory limit that Flink's process may use.
        "memoryProcessRatio" memory_process_ratio: Spanned<i32>, in SPOTIFY;
        /// The user's volumes.
        "volumes" volumes: Volumes;
        /// The user's mounts in the Flink container.
        "volumeMounts" volume_mounts: VolumeMounts;
        /// Templates of claims.
        "volumeClaimTemplates" volume_claim_templates: ClaimTemplates, in BETA;
        /// Labels of the nodes that it may run on.
        "nodeSelector" node_selector: TextMap;
        /// Taints that it tolerates.
        "tolerations" tolerations: Tolerations, in BETA;
        /// Where it may run.
        "affinity" affinity: Affinity, in SPOTIFY;
        /// Lines of the hosts file.
        "hostAliases" host_aliases: HostAliases, in SPOTIFY;
        /// Labels.
        "podLabels" pod_labels: TextMap, in BETA;
        /// Annotations.
        "podAnnotations" pod_annotations: TextMap, in BETA;
        /// Users, groups and kernel settings.
        "securityContext" security_context: PodSecurity, in BETA;
        /// Whether it is alive.
        "livenessProbe" liveness_probe: Probe, in SPOTIFY;
        /// Whether it is ready.
        "readinessProbe" readiness_probe: Probe, in SPOTIFY;
        /// Further ports.
        "extraPorts" extra_ports: Vec<ExtraPort>, in BETA;
        /// Containers that run before.
        "initContainers" init_containers: Containers, in BETA;
    }

    /// A further port of a container.
    ExtraPort {
        /// Its name.
        "name" name: Text;
        /// Its number.
        "containerPort" container_port: Spanned<i32>, required in ALL;
        /// `TCP`, `UDP` or `SCTP`.
        "protocol" protocol: Spanned<Protocol>;
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
        "replicas" replicas: Spanned<i32>, required in EARLY;
        /// The ports of a TaskManager.
        "ports" ports: TaskManagerPorts;
        ..pod: Pod = docs_of_pod!("a TaskManager's");
        /// Additional containers of a TaskManager's pod.
        "sidecars" sidecars: Containers;
        /// What keeps the pods running; a StatefulSet's pods keep their names and claims.
        "deploymentType" deployment_type: Spanned<DeploymentType>, in SPOTIFY;
        /// How the number of TaskManagers follows the load; `replicas` is not rendered then.
        "horizontalPodAutoscaler" horizontal_pod_autoscaler: HorizontalPodAutoscaler, in SPOTIFY;
    }

    /// How the number of TaskManagers follows the load.
    HorizontalPodAutoscaler {
        /// The least number.
        "minReplicas" min_replicas: Spanned<i32>;
        /// The greatest number.
        "maxReplicas" max_replicas: Spanned<i32>, required in ALL;
        /// What is measured, as `autoscaling/v2` has it.
        "metrics" metrics: Metrics;
        /// How fast it follows, as `autoscaling/v2` has it.
        "behavior" behavior: ScalingBehavior;
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
        "jarFile" jar_file: Text, required in EARLY;
        /// Further jar files or directories, as URLs that every node can read: the classes of the job.
        "classPath" class_path: Vec<Text>, in SPOTIFY;
        /// The Python file with the job.
        "pyFile" py_file: Text, in SPOTIFY;
        /// Further Python files, archives and directories, separated by commas.
        "pyFiles" py_files: Text, in SPOTIFY;
        /// The Python module with the job; needs `pyFiles`.
        "pyModule" py_module: Text, in SPOTIFY;
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
        /// The format of savepoints; Flink 1.15 and later.
        "savepointFormatType" savepoint_format_type: Spanned<SavepointFormat>, in SPOTIFY;
        /// Whether a change takes a savepoint first; without one, the job continues from the newest that there is.
        "takeSavepointOnUpgrade" take_savepoint_on_upgrade: Spanned<bool>, in GOOGLE;
        /// Whether a change takes a savepoint first; without one, the job continues from the newest that there is.
        "takeSavepointOnUpdate" take_savepoint_on_update: Spanned<bool>, in SPOTIFY;
        /// The age, in seconds, up to which a savepoint may be restored from.
        "maxStateAgeToRestoreSeconds" max_state_age_to_restore_seconds: Spanned<i32>, in SPOTIFY;
        /// A changed number triggers one savepoint.
        "savepointGeneration" savepoint_generation: Spanned<i32>;
        /// The job's parallelism.
        "parallelism" parallelism: Spanned<i32>;
        /// How the job is submitted; with `Application` the JobManager runs it itself.
        "mode" mode: Spanned<JobMode>, in SPOTIFY;
        /// Whether the submitting client keeps Flink's log out of its output.
        "noLoggingToStdout" no_logging_to_stdout: Spanned<bool>;
        /// Volumes of the submitter's pod.
        "volumes" volumes: Volumes;
        /// Volume mounts of the submitter's containers.
        "volumeMounts" volume_mounts: VolumeMounts;
        /// Containers that run to completion before the job is submitted.
        "initContainers" init_containers: Containers;
        /// CPU and memory of the submitter's container.
        "resources" resources: Resources, in BETA;
        /// Labels of the pods of Jobs, in place of the JobManager's. `sidecar.istio.io/inject: "true"` and its like let a mesh's proxy in.
        "podLabels" pod_labels: TextMap, in BETA;
        /// Annotations of the pods of Jobs, in place of the JobManager's. `linkerd.io/inject: enabled` and its like let a mesh's proxy in.
        "podAnnotations" pod_annotations: TextMap, in BETA;
        /// Users, groups and kernel settings of the submitter's pod.
        "securityContext" security_context: PodSecurity, in BETA;
        /// Labels of the nodes that the submitter's pod may run on.
        "nodeSelector" node_selector: TextMap, in SPOTIFY;
        /// Taints of nodes that the submitter's pod tolerates.
        "tolerations" tolerations: Tolerations, in SPOTIFY;
        /// Rules for the nodes that the submitter's pod may run on.
        "affinity" affinity: Affinity, in SPOTIFY;
        /// Lines of the hosts file of the submitter's pod.
        "hostAliases" host_aliases: HostAliases, in SPOTIFY;
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
        "configMapName" config_map_name: Text, required in ALL;
        /// The directory it is mounted at; `HADOOP_CONF_DIR`.
        "mountPath" mount_path: Text;
    }

    /// Google Cloud credentials.
    GcpConfig {
        /// The key of a service account.
        "serviceAccount" service_account: GcpServiceAccount, required in ALL;
    }

    /// The key of a service account.
    GcpServiceAccount {
        /// The Secret that contains the key.
        "secretName" secret_name: Text, required in ALL;
        /// The name of the key's file in the Secret.
        "keyFile" key_file: Text, required in ALL;
        /// The directory the Secret is mounted at.
        "mountPath" mount_path: Text, required in ALL;
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
    /// Sources of environment variables.
    EnvFrom: Shape::List(&kubernetes::ENV_FROM_SOURCE);
    /// Tolerations.
    Tolerations: Shape::List(&kubernetes::TOLERATION);
    /// Node and pod affinities.
    Affinity: kubernetes::AFFINITY;
    /// Lines of a hosts file.
    HostAliases: Shape::List(&kubernetes::HOST_ALIAS);
    /// Users, groups and kernel settings of a pod.
    PodSecurity: kubernetes::POD_SECURITY_CONTEXT;
    /// A probe, or a part of one.
    Probe: kubernetes::PROBE;
    /// Claims of volumes.
    ClaimTemplates: Shape::List(&kubernetes::PERSISTENT_VOLUME_CLAIM);
    /// A budget for disruptions.
    PodDisruptionBudget: kubernetes::POD_DISRUPTION_BUDGET_SPEC;
    /// What is measured.
    Metrics: Shape::List(&kubernetes::METRIC_SPEC);
    /// How fast a number follows.
    ScalingBehavior: kubernetes::HORIZONTAL_POD_AUTOSCALER_BEHAVIOR;
}
