//! Which of Flink's jobs is ours.

use super::submitter::{Phase, Submitter};
use super::words;
use crate::api::status::JobStatus;
use crate::flink::answers::JobOverview;

/// What the list of jobs says about ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    /// This one is ours.
    Listed(&'a JobOverview),
    /// Ours is not there; it would have this id.
    Unlisted(Option<String>),
    /// Ours has just come: what it started from is not known yet, so it is not told of. The one before had this id.
    Starting(Option<String>),
    /// Several could be ours, and none is taken.
    Several,
}

/// Looks for our job. `recorded` is the record of this very submitter, `jobs` the list if there is one.
pub fn find<'a>(
    submitter: &Submitter<'_>,
    recorded: Option<&JobStatus>,
    jobs: Option<&'a [JobOverview]>,
    starting: impl Fn(&str) -> bool,
) -> Found<'a> {
    let mut known = known(submitter, recorded);
    let jobs = || jobs.unwrap_or_default().iter().filter(|job| words::id(&job.jid).is_some());
    // One that was told of stays.
    let starts =
        |job: &JobOverview| starting(&job.jid) && recorded.and_then(|job| job.id.as_ref()) != Some(&job.jid);
    let listed = known.clone().find_map(|id| jobs().find(|job| job.jid == id));
    let lives = |job: &&JobOverview| words::end(&job.state).is_none();
    if let Some(hit) = listed {
        let next = next_attempt(submitter, hit, jobs().filter(lives)).filter(|next| !starts(next));
        return match next.unwrap_or(hit) {
            job if starts(job) => Found::Starting(recorded.and_then(|job| job.id.clone())),
            job => Found::Listed(job),
        };
    }
    // A submitter that is over, or never began, has no job that it does not know of.
    let open = match submitter.phase {
        Phase::Active => true,
        Phase::Succeeded => submitter.detached,
        Phase::Absent | Phase::Failed | Phase::Suspended => false,
    };
    let candidates: Vec<&JobOverview> = match jobs().filter(lives).collect::<Vec<_>>() {
        _ if !open => Vec::new(),
        live if live.is_empty() => jobs().collect(),
        live => live,
    };
    match candidates.as_slice() {
        [] => Found::Unlisted(known.next().map(str::to_owned)),
        [job] if starts(job) => Found::Starting(known.next().map(str::to_owned)),
        [job] => Found::Listed(job),
        _ => Found::Several,
    }
}

/// The ids that ours may have, the surest first.
pub fn known<'a>(
    submitter: &'a Submitter<'_>,
    recorded: Option<&'a JobStatus>,
) -> impl Iterator<Item = &'a str> + Clone {
    let told = submitter.message.as_ref().and_then(|message| message.job_id.as_deref());
    let recorded = recorded.and_then(|job| job.id.as_deref());
    [told, submitter.chosen_id(), recorded].into_iter().flatten().filter_map(words::id)
}

/// The one live job that was submitted after the end of the one we know.
fn next_attempt<'a>(
    submitter: &Submitter<'_>,
    known: &JobOverview,
    mut live: impl Iterator<Item = &'a JobOverview>,
) -> Option<&'a JobOverview> {
    words::end(&known.state)?;
    let end = known.end_time.filter(|end| *end > 0)?;
    let job = live.next().filter(|_| submitter.phase == Phase::Active)?;
    (live.next().is_none() && job.start_time >= Some(end)).then_some(job)
}
