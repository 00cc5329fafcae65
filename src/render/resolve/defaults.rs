//! Every default, once. The CustomResourceDefinition states the same ones.

use crate::api::words::{AccessScope, CancelledAction, CleanupAction, PullPolicy, RestartPolicy};

/// A default and the field that has it.
macro_rules! defaults {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $value:expr, $text:literal, [$($path:literal),+];)*) => {
        $($(#[doc = $doc])* pub const $name: $type = $value;)*

        /// Path of a field, and its default as JSON.
        pub const TABLE: &[(&str, &str)] = &[$($(($path, $text)),+),*];
    };
}

defaults! {
    /// As the operator's: whatever the tag.
    PULL_POLICY: PullPolicy = PullPolicy::Always, "\"Always\"", ["spec.image.pullPolicy"];
    /// One JobManager.
    JOB_MANAGER_REPLICAS: i32 = 1, "1", ["spec.jobManager.replicas"];
    /// Reachable in the cluster only.
    ACCESS_SCOPE: AccessScope = AccessScope::Cluster, "\"Cluster\"", ["spec.jobManager.accessScope"];
    /// Flink's own port.
    JOB_MANAGER_RPC: i32 = 6123, "6123", ["spec.jobManager.ports.rpc"];
    /// The port of Flink's images.
    JOB_MANAGER_BLOB: i32 = 6124, "6124", ["spec.jobManager.ports.blob"];
    /// The port of Flink's images.
    JOB_MANAGER_QUERY: i32 = 6125, "6125", ["spec.jobManager.ports.query"];
    /// Flink's own port.
    JOB_MANAGER_UI: i32 = 8081, "8081", ["spec.jobManager.ports.ui"];
    /// The port of Flink's images.
    TASK_MANAGER_DATA: i32 = 6121, "6121", ["spec.taskManager.ports.data"];
    /// The port of Flink's images.
    TASK_MANAGER_RPC: i32 = 6122, "6122", ["spec.taskManager.ports.rpc"];
    /// The port of Flink's images.
    TASK_MANAGER_QUERY: i32 = 6125, "6125", ["spec.taskManager.ports.query"];
    /// A quarter of the limit.
    MEMORY_OFF_HEAP_RATIO: i32 = 25, "25",
        ["spec.jobManager.memoryOffHeapRatio", "spec.taskManager.memoryOffHeapRatio"];
    /// 600,000,000 bytes.
    MEMORY_OFF_HEAP_MIN: &str = "600M", "\"600M\"",
        ["spec.jobManager.memoryOffHeapMin", "spec.taskManager.memoryOffHeapMin"];
    /// All state must be restored.
    ALLOW_NON_RESTORED_STATE: bool = false, "false", ["spec.job.allowNonRestoredState"];
    /// One subtask.
    PARALLELISM: i32 = 1, "1", ["spec.job.parallelism"];
    /// The client logs.
    NO_LOGGING_TO_STDOUT: bool = false, "false", ["spec.job.noLoggingToStdout"];
    /// A failed job stays failed.
    RESTART_POLICY: RestartPolicy = RestartPolicy::Never, "\"Never\"", ["spec.job.restartPolicy"];
    /// Nothing is left running.
    AFTER_JOB_SUCCEEDS: CleanupAction = CleanupAction::DeleteCluster, "\"DeleteCluster\"",
        ["spec.job.cleanupPolicy.afterJobSucceeds"];
    /// Everything stays for a look at it.
    AFTER_JOB_FAILS: CleanupAction = CleanupAction::KeepCluster, "\"KeepCluster\"",
        ["spec.job.cleanupPolicy.afterJobFails"];
    /// Nothing is left running.
    AFTER_JOB_CANCELLED: CancelledAction = CancelledAction::DeleteCluster, "\"DeleteCluster\"",
        ["spec.job.cleanupPolicy.afterJobCancelled"];
    /// Not cancelled.
    CANCEL_REQUESTED: bool = false, "false", ["spec.job.cancelRequested"];
    /// Where Hadoop looks itself.
    HADOOP_MOUNT_PATH: &str = "/etc/hadoop/conf", "\"/etc/hadoop/conf\"", ["spec.hadoopConfig.mountPath"];
}

/// What kubectl takes when nothing is said; only for `--compat operator`.
pub const OPERATOR_NAMESPACE: &str = "default";

/// No TLS. Not in the table: the API server would write the documented spelling beside the other one.
pub const USE_TLS: bool = false;
