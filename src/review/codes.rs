//! The codes of what reviews find, each with its page.

use crate::diagnostic::codes;

codes! {
    /// The job starts without its present state after this change. The state is kept by a `savepointsDir` (the roll-out saves the job
    /// first), by a `fromSavepoint` that is changed with it, or, where no job is submitted again, by Flink's high
    /// availability. Otherwise give the reason why it may be lost: annotation `flinkoperator.k8s.io/allow-state-loss: "<reason>"`, with a text
    /// that is new in this change.
    STATE_LOST = 240, "a change that loses state";
    /// The API server rejects a change of this field: the synchronisation would fail until somebody deletes the object. A workload
    /// can mostly be deleted with `--cascade=orphan`: its pods run on, and the new one takes them over. Not where its selector
    /// changes, which does not find them any more: they must go, too. Claims of a StatefulSet stay as they are when its
    /// templates change; each grows by a change of its own. Or the Job before the roll-out refuses it, and what runs goes on:
    /// under `last-state` another version of Flink.
    NOT_APPLICABLE = 241, "a change that cannot be applied";
    /// The annotation `flinkoperator.k8s.io/allow-state-loss` says why state may be lost. Without a reason it allows nothing.
    EMPTY_REASON = 242, "a permission without a reason";
    /// State is lost, and the FlinkCluster gives the reason why that is acceptable.
    LOSS_ALLOWED = 243, "a change that loses state, with a reason";
    /// The job is stopped, and submitted again.
    RESUBMITTED = 244, "a change that submits the job again";
    /// The JobManager is replaced by another one.
    JOB_MANAGER_RESTARTS = 245, "a change that restarts the JobManager";
    /// All TaskManagers are replaced at once: jobs restart from their last checkpoint.
    TASK_MANAGERS_RESTART = 246, "a change that restarts the TaskManagers";
    /// Pods of an object that belongs to no cluster are replaced.
    PODS_RESTART = 247, "a change that restarts pods";
    /// It is no longer in the output: where pruning is on, it is deleted.
    REMOVED = 248, "something is removed";
    /// Objects change where they are, are new, or run once.
    CHANGED = 249, "a change without a restart";
    /// A StatefulSet makes claims of volumes for its pods, which are in no output. When it goes, or has a template of claims no more, they
    /// stay, with their data, until somebody deletes them; with `persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}` they go with it.
    CLAIMS = 254, "claims of volumes that stay, or go";
    /// Rendered objects of an older flink-render, against those of this one: pods run as Flink's user, without rights on their node,
    /// and write to volumes alone, so that every cluster admits them. Each cluster restarts for it, once: a job that
    /// has a place for savepoints goes on from the one that its roll-out takes.
    HARDENED = 255, "pods that restart once, to be admitted everywhere";
    /// The cluster moves to another version of Flink, up or down, and that makes something else of its settings: it does not read one
    /// any more, or reads one that did nothing before; it has another name for one; it takes a value in another way; or a default
    /// changes that counts for the cluster now. Of defaults of what the cluster does not set, those are named that a running job depends
    /// on: of state, checkpoints, restarts, memory, network, scheduling and serialisation, and of TLS, SQL and Python where the
    /// cluster has settings of those. `explain 1.20..2.0` lists everything that changes between two versions.
    OTHER_FLINK = 256, "settings that another version of Flink takes otherwise";
}
