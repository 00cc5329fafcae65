//! Since when something is not as it should be.

use jiff::Timestamp;

use super::facts::Flink;
use crate::api::status::{ConditionType, Status, Truth};

/// The conditions' own times, so that they outlive a restart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clocks {
    unobserved: Option<Timestamp>,
    unreachable: Option<Timestamp>,
    failing: Option<Timestamp>,
    unready: Option<Timestamp>,
}

impl Clocks {
    /// As they were recorded.
    pub fn of(previous: &Status) -> Self {
        let since = |kind, is: fn(Truth) -> bool| {
            let condition = previous.conditions.iter().find(|condition| condition.kind == kind)?;
            condition.last_transition_time.filter(|_| is(condition.status))
        };
        let reconciling = since(ConditionType::Reconciling, |status| status == Truth::True);
        let unready = since(ConditionType::Ready, |status| status != Truth::True);
        let has_ready = previous.conditions.iter().any(|condition| condition.kind == ConditionType::Ready);
        Self {
            unobserved: since(ConditionType::JobObserved, |status| status == Truth::False),
            unreachable: since(ConditionType::FlinkAPIReachable, |status| status != Truth::True),
            failing: since(ConditionType::FlinkAPIReachable, |status| status == Truth::False),
            // A failure before it is not waiting.
            unready: if has_ready {
                unready.map(|since| reconciling.unwrap_or(since).max(since))
            } else {
                reconciling
            },
        }
    }

    /// Seconds for which Flink has answered without the job.
    pub fn unobserved(&self, now: Timestamp) -> i64 {
        age(self.unobserved, now)
    }

    /// Seconds for which Flink has not answered, asked or not.
    pub fn unreachable(&self, now: Timestamp) -> i64 {
        age(self.unreachable, now)
    }

    /// Seconds for which Flink was asked and has not answered; none while it is not asked, which other parts tell.
    pub fn silent(&self, flink: &Flink, now: Timestamp) -> i64 {
        age(self.failing.filter(|_| matches!(flink, Flink::Failed(_))), now)
    }

    /// Seconds for which the job may have been waited for, since its submitter was made at the earliest.
    pub fn unready(&self, made: Option<Timestamp>, now: Timestamp) -> i64 {
        age(self.unready.map(|since| since.max(made.unwrap_or(since))), now)
    }
}

fn age(since: Option<Timestamp>, now: Timestamp) -> i64 {
    since.map_or(0, |since| now.duration_since(since).as_secs())
}
