//! What becomes of a job's state: kept, by what; or lost, why, and who allows it.

use super::effect::Effect;
use super::object::{ObjectChange, What};
use super::savepoint;
use crate::diagnostic::{Span, reason};
use crate::fields;
use crate::fleet::{JobProfile, Profile};
use crate::flink::credentials::told;
use crate::flink::state::is_same_savepoint;
use crate::k8s::role::Role;
use crate::k8s::{labels, names};

/// What becomes of the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing that holds state is touched.
    Untouched,
    /// It is kept; by what.
    Kept(String),
    /// It is lost.
    Lost {
        /// Why.
        why: String,
        /// How to keep it: our own words, with code in backticks, and no text of others.
        way_out: String,
        /// The reason that is given for it, and where.
        allowed: Option<(String, Span)>,
    },
    /// The Job before the roll-out refuses it: what runs goes on, and no permission helps.
    Refused {
        /// Why.
        why: String,
        /// How it goes on: our own words, as above.
        way_out: String,
    },
}

/// Where a job starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// From the savepoint that the roll-out takes, into this directory.
    Taken(String),
    /// From the newest savepoint that there is.
    Newest,
    /// From the newest checkpoint.
    Checkpoint,
    /// From the savepoint that an earlier cancellation took.
    Cancelled,
    /// From `fromSavepoint`.
    Savepoint(String),
    /// From nothing.
    Nothing,
}

impl std::fmt::Display for Start {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken(directory) => {
                write!(f, "from a savepoint that the roll-out takes into {}", told(directory))
            }
            Self::Newest => f.write_str("from its newest savepoint, or without state where there is none"),
            Self::Checkpoint => f.write_str("from its newest checkpoint"),
            Self::Cancelled => f.write_str("from the savepoint taken by its cancellation"),
            Self::Savepoint(savepoint) => write!(f, "from {}", told(savepoint)),
            Self::Nothing => f.write_str("without state"),
        }
    }
}

const SAVE: &str = fields!(
    "write `spec.job.savepointsDir`, and the roll-out saves the job first; or change `spec.job.fromSavepoint`"
);

const CHECKPOINT_KEPT: &str = "the job is cancelled, and its newest checkpoint is kept";

fn lost(why: impl Into<String>, way_out: impl Into<String>) -> State {
    State::Lost { why: why.into(), way_out: way_out.into(), allowed: None }
}

/// What becomes of the state, and where the job starts from when it is submitted.
pub fn of(
    base: Option<&Profile>,
    head: Option<&Profile>,
    objects: &[ObjectChange],
) -> (State, Option<Start>) {
    let (Some(base), Some(head)) = (base, head) else {
        let start = head.and_then(|head| head.job.as_ref()).filter(|job| !job.cancel_requested).map(given);
        return (State::Untouched, start);
    };
    let (state, start) = if base.title() != head.title() {
        moved(base, head)
    } else {
        match (&base.job, &head.job) {
            (Some(before), Some(after)) if !head.as_operator => job(base, head, (before, after), objects),
            (None, Some(after)) if !head.as_operator => added(base, head, after),
            (Some(before), None) if !head.as_operator => removed(before, base, head),
            _ => (session(base, head, objects), None),
        }
    };
    (allowed(state, base, head), start)
}

/// A permission counts for the change that it came with: an old one says nothing of a new loss.
fn allowed(state: State, base: &Profile, head: &Profile) -> State {
    let State::Lost { why, way_out, allowed: None } = state else { return state };
    let says = |text: &str| Some(reason::essence(text)).filter(|says| !says.is_empty());
    let reason = head.allow_state_loss.as_ref().filter(|reason| says(&reason.value).is_some());
    let old = base.allow_state_loss.as_ref().and_then(|reason| says(&reason.value));
    let stale = reason.is_some_and(|reason| old == says(&reason.value));
    let annotation = labels::ALLOW_STATE_LOSS;
    let way_out = match stale {
        true => {
            format!(
                "{way_out}; the reason in `{annotation}` belongs to an earlier change: write one for this change"
            )
        }
        false => format!(
            "{way_out}; or give the reason why it may be lost: annotation `{annotation}: \"<reason>\"`"
        ),
    };
    State::Lost {
        why,
        way_out,
        allowed: reason.filter(|_| !stale).map(|reason| (reason.value.clone(), reason.span)),
    }
}

/// Where a job starts when nothing ran before.
fn given(job: &JobProfile) -> Start {
    job.from_savepoint.as_ref().map_or(Start::Nothing, |savepoint| Start::Savepoint(savepoint.value.clone()))
}

fn new_savepoint(before: Option<&JobProfile>, after: &JobProfile) -> Option<Start> {
    let text = |job: &JobProfile| job.from_savepoint.as_ref().map(|savepoint| savepoint.value.clone());
    let old = before.and_then(text);
    let is_new = |savepoint: &String| !old.is_some_and(|old| is_same_savepoint(&old, savepoint));
    text(after).filter(is_new).map(Start::Savepoint)
}

fn moved(base: &Profile, head: &Profile) -> (State, Option<Start>) {
    let Some(after) = &head.job else {
        return (
            lost(
                "the cluster is replaced by another one: the jobs that run in it end with it",
                "move its jobs first",
            ),
            None,
        );
    };
    match new_savepoint(base.job.as_ref(), after) {
        Some(start) => (State::Kept("a new `fromSavepoint`".into()), Some(start)),
        None => {
            let way_out = "cancel the job with a savepoint first (`cancelRequested`), and name that one in `fromSavepoint`";
            let why = format!(
                "the job of {} ends with its cluster, and this one starts {}",
                base.title(),
                given(after)
            );
            (lost(why, way_out), Some(given(after)))
        }
    }
}

fn job(
    base: &Profile,
    head: &Profile,
    (before, after): (&JobProfile, &JobProfile),
    objects: &[ObjectChange],
) -> (State, Option<Start>) {
    let submitter = objects.iter().find(|object| object.role == Some(Role::Submitter));
    let resubmitted = submitter.is_some_and(|object| matches!(object.what, What::Replaced(_) | What::Added));
    match (before.cancel_requested, after.cancel_requested) {
        // Where the JobManager runs it, it is cancelled by the roll-out to one that does not, which saves as any other one does.
        (false, true) if after.is_application || resubmitted => {
            (stopped(base, head, (before, after)).0, None)
        }
        (false, true) => match &after.savepoints_dir {
            Some(directory) => (taken("the cancellation", &directory.value, ""), None),
            None if after.keeps_last_state() => (State::Kept(CHECKPOINT_KEPT.into()), None),
            None => {
                let why = "the job is cancelled without a savepoint";
                (lost(why, fields!("write `spec.job.savepointsDir`")), None)
            }
        },
        (true, true) => {
            let orphaned =
                orphaned(base, head, (before, after), objects).map(|(why, way_out)| lost(why, way_out));
            (orphaned.or_else(|| cancelled(base, head, objects)).unwrap_or(State::Untouched), None)
        }
        (true, false) => {
            let (state, start) = resumed(base, head, (before, after), resubmitted, objects);
            (state, Some(start))
        }
        _ if !resubmitted => (State::Untouched, None),
        _ => stopped(base, head, (before, after)),
    }
}

/// Where a job goes on that was cancelled, and what that leaves behind.
fn resumed(
    base: &Profile,
    head: &Profile,
    (before, after): (&JobProfile, &JobProfile),
    resubmitted: bool,
    objects: &[ObjectChange],
) -> (State, Start) {
    if let Some(start) = new_savepoint(Some(before), after) {
        return (State::Untouched, start);
    }
    // The Job before the roll-out forgets what there is.
    if let Some(span) = after.is_stateless().filter(|_| resubmitted) {
        return (stateless("the job starts anew: nothing of its state is kept", span), given(after));
    }
    if let Some((why, way_out)) = orphaned(base, head, (before, after), objects) {
        return (lost(why, way_out), given(after));
    }
    let state = cancelled(base, head, objects).unwrap_or(State::Untouched);
    // A roll-out cancelled it, and kept what it was to keep.
    let start = match before.is_application {
        true if before.is_stateless().is_some() => Some(given(after)),
        true if before.keeps_last_state() => Some(Start::Checkpoint),
        true if before.savepoints_dir.is_some() && !before.takes_savepoint => Some(Start::Newest),
        false if leaves_checkpoint(before) => Some(Start::Checkpoint),
        _ => None,
    };
    let noted = before.savepoints_dir.is_some() && !forgets(base, objects);
    (state, start.unwrap_or_else(|| if noted { Start::Cancelled } else { given(after) }))
}

/// Why the newest checkpoint of a job that was cancelled is found no more: high availability alone knows it, or it is of another Flink.
fn orphaned(
    base: &Profile,
    head: &Profile,
    (before, after): (&JobProfile, &JobProfile),
    objects: &[ObjectChange],
) -> Option<(&'static str, &'static str)> {
    if !leaves_checkpoint(before) || new_savepoint(Some(before), after).is_some() {
        return None;
    }
    let why = if base.version != head.version {
        "the cancelled job has a checkpoint, and another version of Flink goes on from a savepoint alone"
    } else if before.is_application && base.keeps_jobs_in_kubernetes() {
        if after.is_application && keeps_jobs(base, head) {
            return None;
        }
        "high availability alone knows the newest checkpoint of the cancelled job, and this change takes it away"
    } else if forgets(base, objects) {
        "the ledger alone knows the newest checkpoint of the cancelled job, and this change removes it"
    } else {
        return None;
    };
    let way_out = fields!("take `spec.job.cancelRequested` out first, and change the rest when the job runs");
    Some((why, way_out))
}

/// Whether its cancellation keeps its newest checkpoint alone: in a session, `N-cancel` takes a savepoint where it can.
fn leaves_checkpoint(job: &JobProfile) -> bool {
    job.keeps_last_state() && (job.is_application || job.savepoints_dir.is_none())
}

/// What becomes of the state of a job that a roll-out stops, and where the next one starts from.
fn stopped(
    base: &Profile,
    head: &Profile,
    (before, after): (&JobProfile, &JobProfile),
) -> (State, Option<Start>) {
    if let Some(start) = new_savepoint(Some(before), after) {
        return (
            State::Kept("a new `fromSavepoint` (progress since that savepoint is discarded)".into()),
            Some(start),
        );
    }
    if after.keeps_last_state() {
        return last_state(base, head);
    }
    if let Some(span) = after.is_stateless() {
        return (
            stateless("the job is cancelled, and nothing of its state is kept", span),
            Some(given(after)),
        );
    }
    let Some(directory) = after.savepoints_dir.as_ref().map(|directory| directory.value.clone()) else {
        let why = match given(after) {
            _ if after.cancel_requested => "the job is cancelled without a savepoint".into(),
            Start::Savepoint(savepoint) => {
                format!(
                    "the job is cancelled, and starts again from {}: all progress since then is lost",
                    told(&savepoint)
                )
            }
            _ => "the job is cancelled, and starts again without state".into(),
        };
        return (lost(why, SAVE), Some(given(after)));
    };
    if !after.takes_savepoint {
        let why = "the job is cancelled without a savepoint, and goes on from its newest one: all progress since then is lost";
        let way_out = "let a change take one: remove `takeSavepointOnUpdate` (`takeSavepointOnUpgrade`)";
        return (lost(why, way_out), Some(Start::Newest));
    }
    let start = Some(Start::Taken(directory.clone()));
    if let Some((why, way_out)) = savepoint::taken(base, head, &directory) {
        return (lost(why, way_out), start);
    }
    let dropped = match after.allow_non_restored_state {
        true => "; `allowNonRestoredState` drops the state that belongs to no operator of the new job",
        false => "",
    };
    let who = if after.cancel_requested { "the cancellation" } else { "the roll-out" };
    (taken(who, &directory, dropped), start)
}

fn taken(who: &str, directory: &str, dropped: &str) -> State {
    State::Kept(format!("{who} takes a savepoint into {}{dropped}", told(directory)))
}

/// State is left behind at each change, as an annotation says.
fn stateless(why: &str, span: Span) -> State {
    State::Lost {
        why: why.into(),
        way_out: format!("write `{}: savepoint`, with `savepointsDir`", labels::UPGRADE_MODE),
        allowed: Some((format!("{}: stateless", labels::UPGRADE_MODE), span)),
    }
}

/// Nothing is taken: the newest checkpoint is what there is.
fn last_state(base: &Profile, head: &Profile) -> (State, Option<Start>) {
    let start = Some(Start::Checkpoint);
    let runs_itself = |cluster: &Profile| cluster.job.as_ref().is_some_and(|job| job.is_application);
    if base.version != head.version {
        let why = "another version of Flink goes on from a savepoint alone: the Job before the roll-out refuses it, and the job runs on";
        let way_out =
            format!("write `{}: savepoint` for this change, with `savepointsDir`", labels::UPGRADE_MODE);
        return (State::Refused { why: why.into(), way_out }, None);
    }
    if runs_itself(base) && runs_itself(head) && base.keeps_jobs_in_kubernetes() && keeps_jobs(base, head) {
        return (State::Kept("high availability hands over the newest checkpoint".into()), start);
    }
    (State::Kept(CHECKPOINT_KEPT.into()), start)
}

/// Why a job that is cancelled does not start from the savepoint that its cancellation took.
fn cancelled(base: &Profile, head: &Profile, objects: &[ObjectChange]) -> Option<State> {
    let directory = base.job.as_ref()?.savepoints_dir.as_ref()?;
    if forgets(base, objects) {
        let why = "the savepoint taken by the cancellation is recorded in the ledger, which is removed with `savepointsDir`";
        let way_out = fields!(
            "keep `spec.job.savepointsDir`, or name the savepoint in `spec.job.fromSavepoint` when the job is to run again"
        );
        return Some(lost(why, way_out));
    }
    savepoint::restored(base, head, &directory.value).map(|(why, way_out)| lost(why, way_out))
}

/// Whether the note of the last savepoint goes.
fn forgets(base: &Profile, objects: &[ObjectChange]) -> bool {
    let ledger = names::ledger(&base.name.value);
    objects.iter().any(|object| object.what == What::Removed && object.name == ledger)
}

fn added(base: &Profile, head: &Profile, after: &JobProfile) -> (State, Option<Start>) {
    if let Some(start) = new_savepoint(None, after) {
        return (State::Kept("a new `fromSavepoint`".into()), Some(start));
    }
    match &after.savepoints_dir {
        Some(directory) => {
            let directory = directory.value.clone();
            let state = match savepoint::taken(base, head, &directory) {
                Some((why, way_out)) => lost(why, way_out),
                None => State::Kept(format!(
                    "the running jobs are stopped with a savepoint into {}",
                    told(&directory)
                )),
            };
            (state, Some(Start::Taken(directory)))
        }
        None => {
            let why = "the JobManager restarts: jobs that run in the session cluster end, and this one starts without state";
            (lost(why, SAVE), Some(Start::Nothing))
        }
    }
}

fn removed(before: &JobProfile, base: &Profile, head: &Profile) -> (State, Option<Start>) {
    if before.cancel_requested {
        return (State::Untouched, None);
    }
    if keeps_jobs(base, head) {
        return (State::Kept("high availability: the job goes on in the session cluster".into()), None);
    }
    let way_out = "cancel it first: `cancelRequested: true`, with a `savepointsDir`; then remove it";
    (lost("the JobManager restarts without the job: it ends without a savepoint", way_out), None)
}

/// Jobs that nobody submits anew: they go with their JobManager, unless Flink recovers them.
fn session(base: &Profile, head: &Profile, objects: &[ObjectChange]) -> State {
    let restarts = objects
        .iter()
        .any(|object| object.role == Some(Role::JobManager) && object.effect == Effect::JobManagerRestarts);
    if !restarts {
        return State::Untouched;
    }
    if keeps_jobs(base, head) {
        return State::Kept("high availability: the new JobManager recovers the running jobs".into());
    }
    let available = base.is_highly_available() && head.is_highly_available();
    let gone = base.loses_availability().or_else(|| head.loses_availability());
    let gone = gone.or_else(|| base.hides_availability(head));
    let why = match (available, gone) {
        (false, _) => "the JobManager restarts, and the running jobs are lost with it".into(),
        (true, Some(gone)) => {
            format!("the JobManager restarts, and the data of its high availability is lost: {gone}")
        }
        (true, None) if base.version != head.version => {
            let version = |cluster: &Profile| cluster.version.map(|it| it.to_string()).unwrap_or_default();
            let way_out = "stop the jobs with a savepoint first, and submit them from it";
            let why = "the JobManager restarts, and Flink's high availability does not recover jobs of another version";
            return lost(format!("{why} ({} to {})", version(base), version(head)), way_out);
        }
        (true, None) => {
            "the JobManager restarts with another high availability, in which it finds no jobs".into()
        }
    };
    lost(
        why,
        "enable Flink's high availability first, in a separate change; or stop the jobs with a savepoint",
    )
}

fn keeps_jobs(base: &Profile, head: &Profile) -> bool {
    let same = base.availability() == head.availability() && base.hides_availability(head).is_none();
    let kept = base.loses_availability().is_none() && head.loses_availability().is_none();
    base.is_highly_available() && head.is_highly_available() && same && kept && base.version == head.version
}
