//! Labels and annotations: what the compiler writes and what other programs read.

/// Label of every object: [`APP`].
pub const APP_KEY: &str = "app";
/// Value of [`APP_KEY`].
pub const APP: &str = "flink";
/// Label of every object: the cluster's name.
pub const CLUSTER: &str = "cluster";
/// Label of the JobManager's and the TaskManagers' objects.
pub const COMPONENT: &str = "component";
/// Label of a Job: what it does.
pub const ROLE: &str = "flinkoperator.k8s.io/role";
/// Value of [`ROLE`]: submits the job and stays with it.
pub const SUBMITTER: &str = "submitter";
/// Annotation of pods: a changed configuration restarts them.
pub const CONFIG_HASH: &str = "flinkoperator.k8s.io/config-hash";
/// Argo CD's annotation: the order of application.
pub const SYNC_WAVE: &str = "argocd.argoproj.io/sync-wave";
/// Argo CD's annotation: the object does not count for the application's health.
pub const IGNORE_HEALTHCHECK: &str = "argocd.argoproj.io/ignore-healthcheck";
/// Annotation of a FlinkCluster: the Flink version of its image.
pub const FLINK_VERSION: &str = "flinkoperator.k8s.io/flink-version";
