//! The newest savepoint, and the one that the job was started from.

use jiff::Timestamp;

use super::facts::Task;
use super::message::{self, Message};
use super::submitter::{self, Phase, Submitter};
use super::words;
use crate::api::status::JobStatus;
use crate::flink::answers::{Checkpoints, Savepoint};
use crate::k8s::labels;

/// What is known of one savepoint. Of two that are as old, the later source counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    time: Option<Timestamp>,
    source: Source,
    location: String,
    trigger: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Record,
    Flink,
    Job,
}

/// The newest savepoint into the entry, which holds the recorded one. `tasks` are all Jobs that may have taken one.
pub fn newest<'a>(
    entry: &mut JobStatus,
    checkpoints: Option<&Checkpoints>,
    tasks: impl Iterator<Item = &'a Task> + Clone,
) {
    let done = tasks.filter(|task| submitter::phase(&task.job) == Phase::Succeeded);
    // From the Job's label: its pod, and with it the message, may be gone.
    let generation = done.clone().filter_map(generation).max();
    entry.savepoint_generation = entry.savepoint_generation.max(generation);

    let mut candidates: Vec<Candidate> = done.filter_map(message::newest).filter_map(told).collect();
    candidates.extend(checkpoints.and_then(completed));
    candidates.extend(recorded(entry));
    let Some(newest) = candidates.iter().max() else { return };
    // Another source may know the trigger's id; where none does, that of an older savepoint would be wrong.
    let mut same = candidates.iter().filter(|candidate| candidate.location == newest.location);
    entry.last_savepoint_trigger_id = same.find_map(|candidate| candidate.trigger.clone());
    entry.savepoint_location = Some(newest.location.clone());
    entry.last_savepoint_time = newest.time;
}

/// The number of a savepoint on demand.
pub fn generation(task: &Task) -> Option<i32> {
    task.job.metadata.label(labels::SAVEPOINT_GENERATION)?.parse().ok()
}

/// Whether one that is newer than the known ones has failed.
pub fn failed<'a>(entry: &JobStatus, mut tasks: impl Iterator<Item = &'a Task>) -> bool {
    tasks.any(|task| {
        submitter::phase(&task.job) == Phase::Failed && generation(task) > entry.savepoint_generation
    })
}

fn recorded(entry: &JobStatus) -> Option<Candidate> {
    Some(Candidate {
        time: entry.last_savepoint_time.and_then(words::seconds),
        source: Source::Record,
        location: words::place(entry.savepoint_location.as_deref()?)?.to_owned(),
        trigger: entry.last_savepoint_trigger_id.as_deref().and_then(words::id).map(str::to_owned),
    })
}

fn told(message: Message) -> Option<Candidate> {
    let Message { job_id: _, end: _, from_savepoint: _, trigger_id, location, completed_at } = message;
    Some(Candidate { time: completed_at, source: Source::Job, location: location?, trigger: trigger_id })
}

/// The newest that Flink knows of, when it is complete and still there.
fn completed(checkpoints: &Checkpoints) -> Option<Candidate> {
    let Savepoint { status, trigger_timestamp, latest_ack_timestamp, external_path, discarded } =
        checkpoints.latest.as_ref()?.savepoint.as_ref()?;
    if status != "COMPLETED" || *discarded == Some(true) {
        return None;
    }
    Some(Candidate {
        time: latest_ack_timestamp.or(*trigger_timestamp).and_then(words::milliseconds),
        source: Source::Flink,
        location: words::place(external_path.as_deref()?)?.to_owned(),
        trigger: None,
    })
}

/// The savepoint that the job of this id was started from: by Flink, else by the submitter's message, else by this
/// submitter's record, else by the arguments of `flink run`. Flink forgets it when it goes back to a checkpoint.
pub fn origin(
    id: Option<&str>,
    checkpoints: Option<&Checkpoints>,
    submitter: &Submitter<'_>,
    recorded: Option<&JobStatus>,
) -> Option<String> {
    let restored = checkpoints.and_then(|answer| answer.latest.as_ref()?.restored.as_ref());
    let restored = restored.filter(|restored| restored.is_savepoint == Some(true));
    let restored = restored.and_then(|restored| restored.external_path.as_deref());
    let told = submitter
        .message
        .as_ref()
        .filter(|message| message.job_id.is_none() || message.job_id.as_deref() == id);
    let told = told.and_then(|message| message.from_savepoint.as_deref());
    let absent = submitter.phase == Phase::Absent;
    let recorded = recorded.filter(|job| absent || (id.is_some() && job.id.as_deref() == id));
    let recorded = recorded.and_then(|job| job.from_savepoint.as_deref());
    let all = [restored, told, recorded, submitter.told_savepoint()];
    all.into_iter().flatten().find_map(words::place).map(str::to_owned)
}
