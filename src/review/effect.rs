//! What a change does, in one word.

/// What a change does, the graver the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing that runs sees it.
    None,
    /// Objects change, appear or go where they are; no pod restarts for it.
    InPlace,
    /// A cluster, or an object that is no cluster's, is new.
    Added,
    /// A Job runs, or runs again: it saves, scales or cancels.
    JobRuns,
    /// Pods of an object that is no cluster's restart.
    PodsRestart,
    /// All TaskManagers are replaced at once.
    TaskManagersRestart,
    /// The JobManager is replaced.
    JobManagerRestarts,
    /// The Flink job is submitted, or submitted again.
    Resubmitted,
    /// It is not there any more.
    Removed,
    /// State of a job is lost.
    StateRisk,
    /// The API server refuses it.
    NotApplicable,
}

impl Effect {
    /// All, in their order, with how machines and people name them.
    pub const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::None, "none", "no effect"),
        (Self::InPlace, "in-place", "in place"),
        (Self::Added, "added", "added"),
        (Self::JobRuns, "job-runs", "a Job runs"),
        (Self::PodsRestart, "pods-restart", "pods restart"),
        (Self::TaskManagersRestart, "taskmanagers-restart", "TaskManagers restart"),
        (Self::JobManagerRestarts, "jobmanager-restarts", "JobManager restarts"),
        (Self::Resubmitted, "resubmitted", "job resubmitted"),
        (Self::Removed, "removed", "removed"),
        (Self::StateRisk, "state-risk", "state at risk"),
        (Self::NotApplicable, "not-applicable", "cannot be applied"),
    ];

    /// What is refused unless somebody wants it otherwise.
    pub const REFUSED: [Self; 2] = [Self::StateRisk, Self::NotApplicable];

    /// One word, for machines.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(effect, ..)| *effect == self).map_or("", |(_, word, _)| word)
    }

    /// For people.
    pub fn phrase(self) -> &'static str {
        Self::ALL.iter().find(|(effect, ..)| *effect == self).map_or("", |(_, _, phrase)| phrase)
    }
}
