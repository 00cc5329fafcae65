//! Every default, once. The CustomResourceDefinition states the same ones.

use crate::api::words::{AccessScope, CancelledAction, CleanupAction, JobMode, PullPolicy, RestartPolicy};
use crate::fields;
use crate::flink::rest;
use crate::k8s::dialect::Dialects;
use crate::map;
use crate::tree::{Node, Value};

/// A default and the fields that have it.
macro_rules! defaults {
    (@row $all:ident, $name:ident, $in:tt, $($path:literal),+) => {
        $($all.push((fields!($path), defaults!(@in $in), Node::from($name).value));)+
    };
    (@in ()) => { Dialects::ALL };
    (@in ($in:ident)) => { Dialects::$in };
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $value:expr, $(in $in:ident)? [$($path:literal),+];)*) => {
        $($(#[doc = $doc])* pub const $name: $type = $value;)*

        /// The fields that have a default, each by its path, and the dialects in which it is this one.
        pub fn all() -> Vec<(&'static str, Dialects, Value)> {
            let mut all = Vec::new();
            $(defaults!(@row all, $name, ($($in)?), $($path),+);)*
            all
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
    MEMORY_OFF_HEAP_RATIO: i32 = 25, in EARLY ["spec.jobManager.memoryOffHeapRatio", "spec.taskManager.memoryOffHeapRatio"];
    /// 600,000,000 bytes.
    MEMORY_OFF_HEAP_MIN: &str = "600M", in EARLY ["spec.jobManager.memoryOffHeapMin", "spec.taskManager.memoryOffHeapMin"];
    /// Four fifths of the limit.
    MEMORY_PROCESS_RATIO: i32 = 80, in SPOTIFY ["spec.jobManager.memoryProcessRatio", "spec.taskManager.memoryProcessRatio"];
    /// As Spotify's operator has it.
    TASK_MANAGER_REPLICAS: i32 = 3, in SPOTIFY ["spec.taskManager.replicas"];
    /// The client ends when the job is submitted.
    MODE: JobMode = JobMode::Detached, in SPOTIFY ["spec.job.mode"];
    /// No state is lost.
    TAKE_SAVEPOINT_ON_UPGRADE: bool = true, in GOOGLE ["spec.job.takeSavepointOnUpgrade"];
    /// No state is lost.
    TAKE_SAVEPOINT_ON_UPDATE: bool = true, in SPOTIFY ["spec.job.takeSavepointOnUpdate"];
    /// All state must be restored.
    ALLOW_NON_RESTORED_STATE: bool = false, ["spec.job.allowNonRestoredState"];
    /// One subtask.
    PARALLELISM: i32 = 1, in EARLY ["spec.job.parallelism"];
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

/// What a component of Spotify's dialect gets that says nothing of its resources.
pub fn resources() -> Node {
    let amounts = |cpu: &'static str, memory: &'static str| map! { "cpu" => cpu, "memory" => memory };
    map! { "limits" => amounts("2", "2Gi"), "requests" => amounts("200m", "512Mi") }.into()
}

/// The default of a field, by its path, that it has in all of some dialects.
pub fn of(path: &str, dialects: Dialects) -> Option<Value> {
    let mut all = all().into_iter();
    all.find(|(field, have, _)| *field == path && have.covers(dialects)).map(|(_, _, default)| default)
}
