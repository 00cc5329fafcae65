//! The Job that submits: how far it is, how often it was tried, what it was told.

use super::facts::{Job, Observed, Task, TaskStatus};
use super::message::{self, Message};
use crate::k8s::{labels, names};

/// How far a Job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It is not there.
    Absent,
    /// It came to its end.
    Succeeded,
    /// It gave up.
    Failed,
    /// It waits until somebody says so.
    Suspended,
    /// It runs, or will.
    Active,
}

/// How far a Job is.
pub fn phase(job: &Job) -> Phase {
    let TaskStatus { active, failed, succeeded, conditions } = &job.status;
    let has = |kinds: &[&str]| {
        conditions
            .iter()
            .any(|condition| condition.status == "True" && kinds.contains(&condition.kind.as_str()))
    };
    let spent = failed.unwrap_or(0) > job.spec.backoff_limit.unwrap_or(6) && active.unwrap_or(0) == 0;
    if has(&["Complete", "SuccessCriteriaMet"]) || succeeded.unwrap_or(0) > 0 {
        Phase::Succeeded
    } else if has(&["Failed"]) || spent {
        Phase::Failed
    } else if job.spec.suspend == Some(true) {
        Phase::Suspended
    } else {
        Phase::Active
    }
}

/// The Job that submits, or that there is none.
#[derive(Debug, Clone)]
pub struct Submitter<'a> {
    /// How far it is.
    pub phase: Phase,
    /// Its outcome is not the job's: it ended when the job was submitted.
    pub detached: bool,
    /// What it told of the newest attempt.
    pub message: Option<Message>,
    task: Option<&'a Task>,
}

impl<'a> Submitter<'a> {
    /// None when it cannot be read.
    pub fn of(seen: &'a Observed<Task>) -> Option<Self> {
        let task = match seen {
            Observed::Present(task) => Some(task),
            Observed::Absent => None,
            Observed::ReadError => return None,
        };
        let mode = task.and_then(|task| task.job.metadata.annotation(labels::SUBMIT_MODE));
        // While a pod runs, the newest message is of an older attempt.
        let told = task.filter(|task| !task.pods.iter().any(message::is_live));
        Some(Self {
            phase: task.map_or(Phase::Absent, |task| phase(&task.job)),
            detached: mode == Some(labels::DETACHED),
            message: told.and_then(message::newest),
            task,
        })
    }

    /// Its name, when it is there.
    pub fn name(&self) -> Option<&'a str> {
        self.task.map(|task| task.job.metadata.name.as_str())
    }

    /// The id that the renderer chose.
    pub fn chosen_id(&self) -> Option<&'a str> {
        self.task?.job.metadata.annotation(labels::JOB_ID)
    }

    /// How often it was tried again: its pods but the first, and the restarts of containers in those that live.
    pub fn restarts(&self) -> i32 {
        let Some(task) = self.task else { return 0 };
        let TaskStatus { active, failed, succeeded, conditions: _ } = &task.job.status;
        let attempts =
            [active, failed, succeeded].into_iter().flatten().fold(0, |sum: i32, n| sum.saturating_add(*n));
        let live = task.pods.iter().filter(|pod| message::is_live(pod));
        let containers = live.flat_map(|pod| &pod.status.container_statuses);
        let again =
            containers.filter(|status| status.name == names::MAIN).filter_map(|status| status.restart_count);
        again.fold(attempts.saturating_sub(1).max(0), i32::saturating_add).max(0)
    }

    /// The savepoint that `flink run` is told to start from.
    pub fn told_savepoint(&self) -> Option<&'a str> {
        self.task?.job.told_savepoint()
    }
}
