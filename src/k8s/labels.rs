//! Labels and annotations: what the compiler writes and what other programs read.

use super::resource::group;

/// What this project's own labels and annotations begin with.
pub const PREFIX: &str = concat!(group!(), "/");
/// Label of every object: [`APP`].
pub const APP_KEY: &str = "app";
/// Value of [`APP_KEY`].
pub const APP: &str = "flink";
/// Recommended label of pods: [`APP`].
pub const NAME: &str = "app.kubernetes.io/name";
/// Recommended label of pods: the cluster's name.
pub const INSTANCE: &str = "app.kubernetes.io/instance";
/// Recommended label of pods: what they are in the cluster.
pub const PART: &str = "app.kubernetes.io/component";
/// Recommended label of pods: [`FLINK_RENDER`].
pub const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
/// Label of every object: the cluster's name.
pub const CLUSTER: &str = "cluster";
/// Label of the JobManager's and the TaskManagers' objects.
pub const COMPONENT: &str = "component";
/// Label of a Job: what it does.
pub const ROLE: &str = concat!(group!(), "/role");
/// Value of [`ROLE`]: submits the job and stays with it.
pub const SUBMITTER: &str = "submitter";
/// Value of [`ROLE`]: stops what runs before a roll-out.
pub const PREPARE: &str = "prepare";
/// Value of [`ROLE`]: takes a savepoint on demand.
pub const SAVEPOINT: &str = "savepoint";
/// Value of [`ROLE`]: takes savepoints by the clock.
pub const AUTO_SAVEPOINT: &str = "autosavepoint";
/// Value of [`ROLE`]: disposes of savepoints.
pub const DISPOSE: &str = "dispose";
/// Value of [`ROLE`]: cancels the job.
pub const CANCEL: &str = "cancel";
/// Value of [`ROLE`]: sets the number of TaskManagers.
pub const SCALE: &str = "scale";
/// Label of a FlinkCluster: its status may be written, no operator looks after it.
pub const RENDERED_BY: &str = concat!(group!(), "/rendered-by");
/// Value of [`RENDERED_BY`].
pub const FLINK_RENDER: &str = "flink-render";
/// Annotation of a FlinkCluster and of what is made from it and lasts: objects of one rendering have the same.
pub const RENDER_HASH: &str = concat!(group!(), "/render-hash");
/// Annotation of the submitter and of the Job that prepares for it: the roll-out that both belong to.
pub const ROLLOUT: &str = concat!(group!(), "/rollout");
/// Annotation of the submitter: whether its outcome is the job's.
pub const SUBMIT_MODE: &str = concat!(group!(), "/submit-mode");
/// Value of [`SUBMIT_MODE`]: it stays until the job's end.
pub const ATTACHED: &str = "attached";
/// Annotation of pods: a changed configuration restarts them.
pub const CONFIG_HASH: &str = concat!(group!(), "/config-hash");
/// Argo CD's annotation: the order of application.
pub const SYNC_WAVE: &str = "argocd.argoproj.io/sync-wave";
/// Argo CD's annotation: the object does not count for the application's health.
pub const IGNORE_HEALTHCHECK: &str = "argocd.argoproj.io/ignore-healthcheck";
/// Argo CD's annotation: the object is applied by itself, and is no part of the application.
pub const ARGO_HOOK: &str = "argocd.argoproj.io/hook";
/// Helm's annotation, which Argo CD takes for its own.
pub const HELM_HOOK: &str = "helm.sh/hook";
/// Flux's annotation or label: `disabled` leaves the object as it is.
pub const FLUX_RECONCILE: &str = "kustomize.toolkit.fluxcd.io/reconcile";
/// Flux's annotation or label: how the object is applied.
pub const FLUX_SSA: &str = "kustomize.toolkit.fluxcd.io/ssa";
/// Volcano's annotation of pods: the group that they are placed with.
pub const POD_GROUP: &str = "scheduling.k8s.io/group-name";
/// Annotation of a FlinkCluster: the Flink version of its image.
pub const FLINK_VERSION: &str = concat!(group!(), "/flink-version");
/// Annotation of a FlinkCluster: how its job is run.
pub const JOB_MODE: &str = concat!(group!(), "/job-mode");
/// Annotation of a FlinkCluster: what a change keeps of its job's state.
pub const UPGRADE_MODE: &str = concat!(group!(), "/upgrade-mode");
/// Annotation of a FlinkCluster: how many of its job's savepoints are kept.
pub const SAVEPOINTS_KEPT: &str = concat!(group!(), "/savepoints-kept");
/// Annotation of a FlinkCluster: for how long they are.
pub const SAVEPOINTS_KEPT_FOR: &str = concat!(group!(), "/savepoints-kept-for");
/// Annotation of a FlinkCluster: the format of its job's savepoints.
pub const SAVEPOINT_FORMAT: &str = concat!(group!(), "/savepoint-format");
/// Label of a savepoint Job: the generation that asked for it.
pub const SAVEPOINT_GENERATION: &str = concat!(group!(), "/savepoint-generation");
/// Argo CD's annotation: how the object is applied.
pub const SYNC_OPTIONS: &str = "argocd.argoproj.io/sync-options";
/// Flux's annotation: the object is made anew when it cannot be changed.
pub const FLUX_FORCE: &str = "kustomize.toolkit.fluxcd.io/force";
/// Flux's annotation: `disabled` where what looks like a variable of Flux's is none.
pub const FLUX_SUBSTITUTE: &str = "kustomize.toolkit.fluxcd.io/substitute";
/// Annotation of a FlinkCluster: its status is kept by a container of this image in the JobManager's pod.
pub const STATUS_SYNC_IMAGE: &str = concat!(group!(), "/status-sync-image");
/// Value of [`SUBMIT_MODE`]: it ends when the job was submitted.
pub const DETACHED: &str = "detached";
/// Annotation of the submitter: Flink's id of the job, where the renderer chose it.
pub const JOB_ID: &str = concat!(group!(), "/job-id");
/// Annotation of a FlinkCluster: why its job's state may be lost.
pub const ALLOW_STATE_LOSS: &str = concat!(group!(), "/allow-state-loss");
/// Annotation of a FlinkCluster: why its pods may do more than they need.
pub const ALLOW_UNRESTRICTED_PODS: &str = concat!(group!(), "/allow-unrestricted-pods");
/// Annotation of a FlinkCluster: whose user its pods have, a number or `assigned`.
pub const POD_USER: &str = concat!(group!(), "/pod-user");
/// Annotation of a FlinkCluster: `log4j`, as in Flink's images, or `logback`.
pub const LOGGING: &str = concat!(group!(), "/logging");
/// Annotation of a FlinkCluster: `WARN, org.example=DEBUG`.
pub const LOG_LEVELS: &str = concat!(group!(), "/log-levels");
/// Annotation of a FlinkCluster: what the pods of its Jobs have, as fields.
pub const JOB_POD: &str = concat!(group!(), "/job-pod");
/// Annotation of a FlinkCluster: what the compiler's own containers take, as fields.
pub const SCRIPT_RESOURCES: &str = concat!(group!(), "/script-resources");
/// Annotation of a FlinkCluster: how many pods may be evicted at once, as fields.
pub const POD_DISRUPTION_BUDGET: &str = concat!(group!(), "/pod-disruption-budget");
/// Annotation of a FlinkCluster: who may reach its pods, as fields.
pub const NETWORK_POLICY: &str = concat!(group!(), "/network-policy");
/// Annotation of a FlinkCluster: what the Prometheus operator is told, as fields.
pub const POD_MONITOR: &str = concat!(group!(), "/pod-monitor");
/// Label of a namespace, by the API server: its name.
pub const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";
/// Annotation of a document of the input: which warnings about it do not count, and why.
pub const IGNORE: &str = concat!(group!(), "/ignore");
/// Label of the sidecar's own objects: tells its shards apart.
pub const SHARD: &str = concat!(group!(), "/shard");
/// Annotation of a FlinkCluster of `v1beta1`: whose it is, `google` or `spotify`.
pub const DIALECT: &str = concat!(group!(), "/dialect");
/// Annotation of a FlinkCluster by which users of an operator of `v1beta1` asked for an act.
pub const USER_CONTROL: &str = concat!("flinkclusters.", group!(), "/user-control");
/// Value of [`USER_CONTROL`]: the job is cancelled.
pub const JOB_CANCEL: &str = "job-cancel";
