//! The conditions: what kstatus, Argo CD and people go by.

use jiff::Timestamp;

use super::facts::{ApiError, Flink};
use super::identity::Found;
use super::job::Outcome;
use super::reason::Reason;
use super::rollout::Rollout;
use super::submitter::Phase;
use crate::api::status::{ClusterState, Condition, ConditionType, JobState, Truth};

/// What decides about the conditions.
pub struct Circumstances<'a> {
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
    reason: Reason,
}

fn answer(kind: ConditionType, status: Truth, reason: Reason) -> Answer {
    Answer { kind, status, reason }
}

/// What `Ready` says, and whether something is under way or somebody must act, with its reason.
enum Verdict {
    Is(Truth, Reason),
    UnderWay(Reason, Reason),
    Stuck(Reason, Reason),
}

fn under_way(reason: Reason) -> Verdict {
    Verdict::UnderWay(reason.clone(), reason)
}

fn stuck(reason: Reason) -> Verdict {
    Verdict::Stuck(reason.clone(), reason)
}

impl Circumstances<'_> {
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
            Flink::Answered { .. } => answer(ConditionType::FlinkAPIReachable, Truth::True, Reason::OK),
            // It answers, after all.
            Flink::Failed(error @ ApiError::AnswerTooLarge) => {
                answer(ConditionType::FlinkAPIReachable, Truth::Unknown, Reason::Api(*error))
            }
            Flink::Failed(error) => {
                answer(ConditionType::FlinkAPIReachable, Truth::False, Reason::Api(*error))
            }
            Flink::NotPolled => {
                answer(ConditionType::FlinkAPIReachable, Truth::Unknown, Reason::JobManagerNotReady)
            }
        });
        let Some(job) = &self.job else { return all };
        all.extend(job.savepoint.map(|taken| match taken {
            true => answer(ConditionType::SavepointSucceeded, Truth::True, Reason::SavepointCompleted),
            false => answer(ConditionType::SavepointSucceeded, Truth::False, Reason::SavepointFailed),
        }));
        all.extend(
            self.rollout.map(|rollout| answer(ConditionType::JobUpgraded, Truth::False, upgrade(rollout))),
        );
        all.extend(match (&job.found, job.outcome) {
            (Found::Listed(listed), _) => {
                Some(answer(ConditionType::JobObserved, Truth::True, Reason::Flink(listed.state.clone())))
            }
            (Found::Starting(_), _) => None,
            (Found::Several, _) => {
                Some(answer(ConditionType::JobObserved, Truth::Unknown, Reason::MultipleJobs))
            }
            (Found::Unlisted(_), Outcome::Missing(_)) => {
                Some(answer(ConditionType::JobObserved, Truth::False, Reason::JobNotFound))
            }
            (Found::Unlisted(_), Outcome::NoEntry | Outcome::Is(_)) => match self.flink {
                Flink::Failed(error @ ApiError::AnswerTooLarge) => {
                    Some(answer(ConditionType::JobObserved, Truth::Unknown, Reason::Api(*error)))
                }
                Flink::Failed(_) | Flink::Answered { .. } | Flink::NotPolled => None,
            },
        });
        all
    }

    fn ready(&self) -> Verdict {
        if self.read_error {
            return Verdict::Is(Truth::Unknown, Reason::ReadError);
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
            return under_way(Reason::ChildrenOutOfDate);
        }
        let active = self.job.as_ref().is_some_and(|job| job.phase == Phase::Active);
        match (self.job.as_ref().zip(state), self.state) {
            (Some((_, JobState::Failed)), _) if active => under_way(Reason::JobRestarting),
            (Some((_, JobState::Failed)), _) => stuck(Reason::JobFailed),
            (Some((_, JobState::Lost)), _) if active => {
                Verdict::UnderWay(Reason::JobLost, Reason::JobRestarting)
            }
            (Some((_, JobState::Lost)), _) => stuck(Reason::JobLost),
            (Some((job, JobState::Cancelled)), _) if job.cancel_requested => {
                Verdict::Is(Truth::True, Reason::JobCancelled)
            }
            (Some((_, JobState::Cancelled)), _) => stuck(Reason::JobCancelledExternally),
            (Some((_, JobState::Succeeded)), _) if !active => Verdict::Is(Truth::True, Reason::JobSucceeded),
            (_, ClusterState::Creating) => under_way(Reason::Creating),
            (_, ClusterState::Reconciling) => under_way(Reason::ComponentsNotReady),
            (None, _) if self.job.is_some() => under_way(Reason::JobNotSubmitted),
            (Some((job, JobState::Pending)), _) if job.overdue => {
                Verdict::Stuck(Reason::JobPending, Reason::JobPendingTooLong)
            }
            (Some((_, JobState::Pending)), _) => under_way(Reason::JobPending),
            (Some((_, JobState::Unknown)), _) => Verdict::Is(Truth::Unknown, Reason::JobStateUnknown),
            (Some((_, JobState::Succeeded)), _) => under_way(Reason::JobFinishing),
            (Some((_, JobState::Running)), _) => Verdict::Is(Truth::True, Reason::JobRunning),
            (None, _) if self.api_lost => Verdict::Is(Truth::Unknown, Reason::FlinkAPIUnreachable),
            (None, _) => Verdict::Is(Truth::True, Reason::ClusterRunning),
        }
    }
}

fn upgrade(rollout: Rollout) -> Reason {
    match rollout {
        Rollout::Going => Reason::JobUpgrading,
        Rollout::Failed => Reason::JobUpgradeFailed,
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
        message: reason.sentence().to_owned(),
        reason: reason.word(),
        last_transition_time: Some(since(kind, status).unwrap_or(now)),
        observed_generation: generation,
    });
    written.collect()
}
