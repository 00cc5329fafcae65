//! The job's entry: which one it is, what it does, its savepoints, its restarts.

use jiff::Timestamp;

use super::clocks::Clocks;
use super::conditions::JobCase;
use super::facts::{Facts, Flink, Task};
use super::identity::{self, Found};
use super::job;
use super::rollout::{self, Rollout};
use super::submitter::{self, Phase, Submitter};
use super::{cluster, savepoints, words};
use crate::api::status::{JobState, JobStatus};
use crate::flink::answers::{Checkpoints, JobOverview};

/// The job of a cluster.
#[derive(Debug, Default)]
pub struct DerivedJob<'a> {
    /// Its entry; none before anything was submitted, and where no job is wanted.
    pub entry: Option<JobStatus>,
    /// Whether it is at its end for good, and a clean-up follows.
    pub cleanup: bool,
    /// The roll-out that it gives way to.
    pub rollout: Option<Rollout>,
    /// What its conditions go by; none where no job is wanted, or the Job that submits could not be read.
    pub case: Option<JobCase<'a>>,
}

/// The job of a cluster; `recorded` is its entry in the previous status.
pub fn of<'a>(
    facts: &'a Facts,
    recorded: Option<&JobStatus>,
    clocks: Clocks,
    now: Timestamp,
) -> DerivedJob<'a> {
    let Some(spec) = &facts.cluster.spec.job else { return DerivedJob::default() };
    let Some(submitter) = Submitter::of(&facts.submitter) else {
        return DerivedJob { entry: recorded.cloned(), ..DerivedJob::default() };
    };
    // What was recorded under another submitter is about another job.
    let own = recorded.filter(|job| submitter.name().is_none_or(|name| name == job.name));
    let jobs = listed(&facts.flink);
    let found = identity::find(&submitter, own, jobs, |id| is_starting(&facts.flink, id));
    let cancel_requested = spec.cancel_requested == Some(true);
    let case = job::Evidence {
        submitter: &submitter,
        found: &found,
        answered: jobs.is_some(),
        is_recorded: own.is_some(),
        recorded: own.and_then(|job| job.state),
        cancel_requested,
        cancelled: facts.cancel.get().is_some_and(|task| submitter::phase(&task.job) == Phase::Succeeded),
        config: facts.config,
        clocks,
        now,
    };
    let outcome = case.state();
    let rollout = rollout::of(facts, submitter.name().or(own.map(|job| job.name.as_str())));
    let entry = outcome.state().map(|state| entry(facts, &submitter, &found, state, recorded, own));
    let end = outcome.state().filter(|state| words::is_terminal(*state));
    // It cleans up before it ends.
    let is_over = submitter.phase != Phase::Active || cluster::is_scaled_down(facts);
    let end = end.filter(|_| is_over && rollout.is_none());
    // Nobody waits for a job before its submitter is made.
    let made = facts.submitter.get().and_then(|task| task.job.metadata.creation_timestamp);
    DerivedJob {
        cleanup: end.is_some_and(|end| cluster::is_cleaned_up(spec, end)),
        rollout,
        case: Some(JobCase {
            outcome,
            found,
            phase: submitter.phase,
            cancel_requested,
            overdue: clocks.unready(made, now) >= facts.config.pending_deadline_seconds,
            savepoint: entry.as_ref().and_then(|entry| savepoint(facts, entry)),
        }),
        entry,
    }
}

fn listed(flink: &Flink) -> Option<&[JobOverview]> {
    match flink {
        Flink::Answered { jobs, checkpoints: _, starting: _ } => Some(jobs),
        Flink::NotPolled | Flink::Failed(_) => None,
    }
}

fn is_starting(flink: &Flink, id: &str) -> bool {
    match flink {
        Flink::Answered { jobs: _, checkpoints: _, starting } => starting.contains(id),
        Flink::NotPolled | Flink::Failed(_) => false,
    }
}

fn checkpoints<'a>(flink: &'a Flink, id: &str) -> Option<&'a Checkpoints> {
    match flink {
        Flink::Answered { jobs: _, checkpoints, starting: _ } => {
            checkpoints.iter().find(|(of, _)| of == id).map(|(_, answer)| answer)
        }
        Flink::NotPolled | Flink::Failed(_) => None,
    }
}

fn entry(
    facts: &Facts,
    submitter: &Submitter<'_>,
    found: &Found<'_>,
    state: JobState,
    recorded: Option<&JobStatus>,
    own: Option<&JobStatus>,
) -> JobStatus {
    let id = match found {
        Found::Listed(job) => Some(job.jid.as_str()),
        Found::Unlisted(id) | Found::Starting(id) => id.as_deref(),
        Found::Several => None,
    };
    let answer = id.and_then(|id| checkpoints(&facts.flink, id));
    // Savepoints are the cluster's, whoever submitted the job.
    let mut entry = recorded.cloned().unwrap_or_default();
    savepoints::newest(&mut entry, answer, takers(facts));
    let restarts = own.and_then(|job| job.restart_count).unwrap_or(0).max(submitter.restarts());
    JobStatus {
        name: submitter.name().map_or_else(|| entry.name.clone(), str::to_owned),
        id: id.map(str::to_owned),
        state: Some(state),
        from_savepoint: savepoints::origin(id, answer, submitter, own),
        restart_count: (restarts > 0).then_some(restarts),
        ..entry
    }
}

/// The Jobs that take savepoints.
fn takers(facts: &Facts) -> impl Iterator<Item = &Task> + Clone {
    let on_demand = facts.savepoints.get().into_iter().flatten();
    on_demand.chain(facts.cancel.get()).chain(facts.prepare.get())
}

/// Whether the newest savepoint on demand was taken; none when none is known.
fn savepoint(facts: &Facts, entry: &JobStatus) -> Option<bool> {
    if savepoints::failed(entry, takers(facts)) {
        return Some(false);
    }
    entry.savepoint_generation.map(|_| true)
}
