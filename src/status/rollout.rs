//! A roll-out under way: the Job that prepares for it has run, or runs, and its submitter is not there yet.

use super::facts::{Facts, Task};
use super::submitter::{self, Phase};
use crate::k8s::{labels, names};

/// How far a roll-out is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rollout {
    /// It goes on.
    Going,
    /// What runs could not be saved: it stopped.
    Failed,
}

/// The roll-out that the job of this submitter, by its name, is to give way to.
pub fn of(facts: &Facts, submitter: Option<&str>) -> Option<Rollout> {
    let Task { job, pods: _ } = facts.prepare.get()?;
    let next = names::job(&facts.cluster.metadata.name, job.metadata.annotation(labels::ROLLOUT));
    if submitter? == next {
        return None;
    }
    Some(if submitter::phase(job) == Phase::Failed { Rollout::Failed } else { Rollout::Going })
}
