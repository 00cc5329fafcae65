//! Every default, once. The CustomResourceDefinition states the same ones.

use crate::api::words::{AccessScope, CancelledAction, CleanupAction, PullPolicy, RestartPolicy};
use crate::fields;
use crate::flink::rest;
use crate::tree::{Node, Value};

/// A default and the fields that have it.
macro_rules! defaults {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $value:expr, [$($path:literal),+];)*) => {
        $($(#[doc = $doc])* pub const $name: $type = $value;)*

        /// The fields that have a default, each by its path.
        pub fn all() -> Vec<(&'static str, Value)> {
            vec![$($((fields!($path), Node::from($name).value)),+),*]
        }
    };
}

defaults! {
    /// As the operator's: whatever the tag.
    PULL_POLICY: PullPolicy = PullPolicy::Always, ["spec.image.pullPolicy"];
    /// One JobManager.
    JOB_MANAGER_REPLICAS: i32 = 1, ["spec.jobManager.replicas"];
    /// Reachable in the cluster only.
    ACCESS_SCOPE: AccessScope = AccessScope::Cluster, ["spec.jobManager.accessScope"];
    /// Flink's own port.
    JOB_MANAGER_RPC: i32 = 6123, ["spec.jobManager.ports.rpc"];
    /// The port of Flink's images.
    JOB_MANAGER_BLOB: i32 = 6124, ["spec.jobManager.ports.blob"];
    /// The port of Flink's images.
    JOB_MANAGER_QUERY: i32 = 6125, ["spec.jobManager.ports.query"];
    /// Flink's own port.
    JOB_MANAGER_UI: i32 = rest::PORT as i32, ["spec.jobManager.ports.ui"];
    /// The port of Flink's images.
    TASK_MANAGER_DATA: i32 = 6121, ["spec.taskManager.ports.data"];
    /// The port of Flink's images.
    TASK_MANAGER_RPC: i32 = 6122, ["spec.taskManager.ports.rpc"];
    /// The port of Flink's images.
    TASK_MANAGER_QUERY: i32 = 6125, ["spec.taskManager.ports.query"];
    /// A quarter of the limit.
    MEMORY_OFF_HEAP_RATIO: i32 = 25, ["spec.jobManager.memoryOffHeapRatio", "spec.taskManager.memoryOffHeapRatio"];
    /// 600,000,000 bytes.
    MEMORY_OFF_HEAP_MIN: &str = "600M", ["spec.jobManager.memoryOffHeapMin", "spec.taskManager.memoryOffHeapMin"];
    /// All state must be restored.
    ALLOW_NON_RESTORED_STATE: bool = false, ["spec.job.allowNonRestoredState"];
    /// One subtask.
    PARALLELISM: i32 = 1, ["spec.job.parallelism"];
    /// The client logs.
    NO_LOGGING_TO_STDOUT: bool = false, ["spec.job.noLoggingToStdout"];
    /// A failed job stays failed.
    RESTART_POLICY: RestartPolicy = RestartPolicy::Never, ["spec.job.restartPolicy"];
    /// Nothing is left running.
    AFTER_JOB_SUCCEEDS: CleanupAction = CleanupAction::DeleteCluster, ["spec.job.cleanupPolicy.afterJobSucceeds"];
    /// Everything stays for a look at it.
    AFTER_JOB_FAILS: CleanupAction = CleanupAction::KeepCluster, ["spec.job.cleanupPolicy.afterJobFails"];
    /// Nothing is left running.
    AFTER_JOB_CANCELLED: CancelledAction = CancelledAction::DeleteCluster,
        ["spec.job.cleanupPolicy.afterJobCancelled"];
    /// Not cancelled.
    CANCEL_REQUESTED: bool = false, ["spec.job.cancelRequested"];
    /// Where Hadoop looks itself.
    HADOOP_MOUNT_PATH: &str = "/etc/hadoop/conf", ["spec.hadoopConfig.mountPath"];
}

/// What kubectl takes when nothing is said; only for `--compat operator`.
pub const OPERATOR_NAMESPACE: &str = "default";

/// No TLS. Not in the table: the API server would write the documented spelling beside the other one.
pub const USE_TLS: bool = false;

/// The default of a field, by its path.
pub fn of(path: &str) -> Option<Value> {
    all().into_iter().find(|(field, _)| *field == path).map(|(_, default)| default)
}
