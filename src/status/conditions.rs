//! The conditions: what kstatus, Argo CD and people go by.

use jiff::Timestamp;

use super::facts::{ApiError, Flink};
use super::identity::Found;
use super::job::Outcome;
use super::rollout::Rollout;
use super::submitter::Phase;
use super::words;
use crate::api::status::{ClusterState, Condition, ConditionType, JobState, Truth};

/// What decides about the conditions.
pub struct Case<'a> {
    /// Something could not be read.
    pub read_error: bool,
    /// A part is of another rendering than the FlinkCluster.
    pub out_of_date: bool,
    /// The roll-out that the job gives way to.
    pub rollout: Option<Rollout>,
    /// What the cluster does.
    pub state: ClusterState,
    /// The job; none in a session cluster.
    pub job: Option<JobCase<'a>>,
    /// Flink's REST API.
    pub flink: &'a Flink,
    /// Whether it has been away for longer than it may.
    pub api_lost: bool,
}

/// What decides about the conditions of a job.
#[derive(Debug)]
pub struct JobCase<'a> {
    /// What it does; none without an entry.
    pub outcome: Outcome,
    /// Which of Flink's jobs it is.
    pub found: Found<'a>,
    /// How far its submitter is.
    pub phase: Phase,
    /// Whether its cancellation is asked for.
    pub cancel_requested: bool,
    /// Whether it has been pending for too long.
    pub overdue: bool,
    /// Whether its newest savepoint on demand was taken; none when none was asked for.
    pub savepoint: Option<bool>,
}

/// An answer without its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    kind: ConditionType,
    status: Truth,
    reason: String,
}

fn answer(kind: ConditionType, status: Truth, reason: impl Into<String>) -> Answer {
    Answer { kind, status, reason: reason.into() }
}

/// What `Ready` says, and whether something is under way or somebody must act, with its reason.
enum Verdict {
    Is(Truth, &'static str),
    UnderWay(&'static str, &'static str),
    Stuck(&'static str, &'static str),
}

fn under_way(reason: &'static str) -> Verdict {
    Verdict::UnderWay(reason, reason)
}

fn stuck(reason: &'static str) -> Verdict {
    Verdict::Stuck(reason, reason)
}

impl Case<'_> {
    /// All answers, in the order they are written in.
    pub fn answers(&self) -> Vec<Answer> {
        let mut all = Vec::new();
        match self.ready() {
            Verdict::Is(status, reason) => all.push(answer(ConditionType::Ready, status, reason)),
            Verdict::UnderWay(ready, reason) => {
                all.push(answer(ConditionType::Ready, Truth::False, ready));
                all.push(answer(ConditionType::Reconciling, Truth::True, reason));
            }
            Verdict::Stuck(ready, reason) => {
                all.push(answer(ConditionType::Ready, Truth::False, ready));
                all.push(answer(ConditionType::Stalled, Truth::True, reason));
            }
        }
        all.push(match self.flink {
            Flink::Answered { .. } => answer(ConditionType::FlinkAPIReachable, Truth::True, "OK"),
            // It answers, after all.
            Flink::Failed(error @ ApiError::AnswerTooLarge) => {
                answer(ConditionType::FlinkAPIReachable, Truth::Unknown, error.reason())
            }
            Flink::Failed(error) => answer(ConditionType::FlinkAPIReachable, Truth::False, error.reason()),
            Flink::NotPolled => {
                answer(ConditionType::FlinkAPIReachable, Truth::Unknown, "JobManagerNotReady")
            }
        });
        let Some(job) = &self.job else { return all };
        all.extend(job.savepoint.map(|taken| match taken {
            true => answer(ConditionType::SavepointSucceeded, Truth::True, "SavepointCompleted"),
            false => answer(ConditionType::SavepointSucceeded, Truth::False, "SavepointFailed"),
        }));
        all.extend(
            self.rollout.map(|rollout| answer(ConditionType::JobUpgraded, Truth::False, upgrade(rollout))),
        );
        all.extend(match (&job.found, job.outcome) {
            (Found::Listed(listed), _) => {
                Some(answer(ConditionType::JobObserved, Truth::True, words::reason(&listed.state)))
            }
            (Found::Starting(_), _) => None,
            (Found::Several, _) => Some(answer(ConditionType::JobObserved, Truth::Unknown, "MultipleJobs")),
            (Found::Unlisted(_), Outcome::Missing(_)) => {
                Some(answer(ConditionType::JobObserved, Truth::False, "JobNotFound"))
            }
            (Found::Unlisted(_), Outcome::NoEntry | Outcome::Is(_)) => match self.flink {
                Flink::Failed(error @ ApiError::AnswerTooLarge) => {
                    Some(answer(ConditionType::JobObserved, Truth::Unknown, error.reason()))
                }
                Flink::Failed(_) | Flink::Answered { .. } | Flink::NotPolled => None,
            },
        });
        all
    }

    fn ready(&self) -> Verdict {
        if self.read_error {
            return Verdict::Is(Truth::Unknown, "ReadError");
        }
        let state = self.job.as_ref().and_then(|job| job.outcome.state());
        // While the job runs, or may, a roll-out is no matter of readiness.
        match (self.rollout, state) {
            (None, _) | (_, Some(JobState::Running)) => {}
            (Some(Rollout::Failed), Some(JobState::Unknown)) => {}
            (Some(rollout @ Rollout::Failed), _) => return stuck(upgrade(rollout)),
            (Some(rollout @ Rollout::Going), _) => return under_way(upgrade(rollout)),
        }
        if self.out_of_date {
            return under_way("ChildrenOutOfDate");
        }
        let active = self.job.as_ref().is_some_and(|job| job.phase == Phase::Active);
        match (self.job.as_ref().zip(state), self.state) {
            (Some((_, JobState::Failed)), _) if active => under_way("JobRestarting"),
            (Some((_, JobState::Failed)), _) => stuck("JobFailed"),
            (Some((_, JobState::Lost)), _) if active => Verdict::UnderWay("JobLost", "JobRestarting"),
            (Some((_, JobState::Lost)), _) => stuck("JobLost"),
            (Some((job, JobState::Cancelled)), _) if job.cancel_requested => {
                Verdict::Is(Truth::True, "JobCancelled")
            }
            (Some((_, JobState::Cancelled)), _) => stuck("JobCancelledExternally"),
            (Some((_, JobState::Succeeded)), _) if !active => Verdict::Is(Truth::True, "JobSucceeded"),
            (_, ClusterState::Creating) => under_way("Creating"),
            (_, ClusterState::Reconciling) => under_way("ComponentsNotReady"),
            (None, _) if self.job.is_some() => under_way("JobNotSubmitted"),
            (Some((job, JobState::Pending)), _) if job.overdue => {
                Verdict::Stuck("JobPending", "JobPendingTooLong")
            }
            (Some((_, JobState::Pending)), _) => under_way("JobPending"),
            (Some((_, JobState::Unknown)), _) => Verdict::Is(Truth::Unknown, "JobStateUnknown"),
            (Some((_, JobState::Succeeded)), _) => under_way("JobFinishing"),
            (Some((_, JobState::Running)), _) => Verdict::Is(Truth::True, "JobRunning"),
            (None, _) if self.api_lost => Verdict::Is(Truth::Unknown, "FlinkAPIUnreachable"),
            (None, _) => Verdict::Is(Truth::True, "ClusterRunning"),
        }
    }
}

fn upgrade(rollout: Rollout) -> &'static str {
    match rollout {
        Rollout::Going => "JobUpgrading",
        Rollout::Failed => "JobUpgradeFailed",
    }
}

/// The conditions; the time of one moves only when its status does.
pub fn written(
    answers: Vec<Answer>,
    previous: &[Condition],
    generation: Option<i64>,
    now: Timestamp,
) -> Vec<Condition> {
    let since = |kind, status| {
        let same = previous.iter().find(|condition| condition.kind == kind && condition.status == status);
        same.and_then(|condition| condition.last_transition_time)
    };
    let written = answers.into_iter().map(|Answer { kind, status, reason }| Condition {
        kind,
        status,
        message: message(&reason).to_owned(),
        reason,
        last_transition_time: Some(since(kind, status).unwrap_or(now)),
        observed_generation: generation,
    });
    written.collect()
}

/// One sentence for each reason, and nothing in it that changes: every other text would be a write.
fn message(reason: &str) -> &'static str {
    match reason {
        "ReadError" => "A part of the cluster could not be read.",
        "ChildrenOutOfDate" => "Some objects are of another rendering than the FlinkCluster.",
        "JobUpgrading" => "A roll-out replaces the job.",
        "JobUpgradeFailed" => "The roll-out stopped: what ran could not be saved. Its Job says why.",
        "JobRestarting" => "The job has ended and is submitted again.",
        "JobFailed" => "The job has failed and is not submitted again.",
        "JobLost" => "Flink does not have the job any more.",
        "JobCancelled" => "The job was cancelled, as the FlinkCluster asks for.",
        "JobCancelledExternally" => "The job was cancelled, and the FlinkCluster does not ask for it.",
        "JobSucceeded" => "The job has come to its end.",
        "Creating" => "The parts of the cluster are not all ready yet.",
        "ComponentsNotReady" => "A part of the cluster is not ready.",
        "JobNotSubmitted" => "The Job that submits is not there.",
        "JobPending" => "The job is not submitted yet.",
        "JobPendingTooLong" => "The job is not submitted yet, for longer than it should take.",
        "JobStateUnknown" => "What the job does cannot be told.",
        "JobFinishing" => "The job has come to its end, its submitter not yet.",
        "FlinkAPIUnreachable" => "Flink does not answer.",
        "JobRunning" => "The job runs.",
        "ClusterRunning" => "The cluster is ready for jobs.",
        "OK" => "Flink answers.",
        "JobManagerNotReady" => "Flink is not asked while the JobManager is not ready.",
        "ConnectionRefused" => "Flink refuses connections.",
        "Timeout" => "Flink takes too long to answer.",
        "DnsError" => "The JobManager's Service has no address.",
        "ServiceUnavailable" => "Flink has no leader to answer.",
        "ServerError" => "Flink answers with an error.",
        "Unauthorized" => "Flink wants other credentials.",
        "MalformedBody" => "What answers is not Flink.",
        "AnswerTooLarge" => {
            "Flink's list of jobs is too long to be read; jobstore.expiration-time shortens it."
        }
        "ServiceLeadsElsewhere" => {
            "The JobManager's Service does not lead to pods beside it, and is not asked."
        }
        "SavepointCompleted" => "The newest savepoint on demand was taken.",
        "SavepointFailed" => "The newest savepoint on demand failed. Its Job says why.",
        "MultipleJobs" => "Several of Flink's jobs could be this one.",
        "JobNotFound" => "Flink answers and does not have the job.",
        _ => "Flink has the job.",
    }
}
