//! What the job does: Flink's word first, its submitter's where Flink does not have it, the record where neither tells.

use jiff::Timestamp;

use super::clocks::Clocks;
use super::facts::Config;
use super::identity::Found;
use super::submitter::{Phase, Submitter};
use super::words;
use crate::api::status::JobState;

/// What decides about a job's state.
pub struct Evidence<'a> {
    /// The Job that submits.
    pub submitter: &'a Submitter<'a>,
    /// What the list of jobs says.
    pub found: &'a Found<'a>,
    /// Whether Flink answered.
    pub answered: bool,
    /// The state that was recorded under the same submitter.
    pub recorded: Option<JobState>,
    /// Whether anything was recorded under it.
    pub is_recorded: bool,
    /// Whether the cancellation is asked for.
    pub cancel_requested: bool,
    /// Whether the Job that cancels has succeeded.
    pub cancelled: bool,
    /// How patient to be.
    pub config: Config,
    /// Since when something is not as it should be.
    pub clocks: Clocks,
    /// The time.
    pub now: Timestamp,
}

/// A job's state, and what to say of its presence in Flink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was submitted: there is nothing to say.
    NoEntry,
    /// Its state.
    Is(JobState),
    /// Flink answers and does not have it, though it should.
    Missing(JobState),
}

impl Outcome {
    /// The state, when there is an entry.
    pub fn state(self) -> Option<JobState> {
        match self {
            Self::NoEntry => None,
            Self::Is(state) | Self::Missing(state) => Some(state),
        }
    }
}

impl Evidence<'_> {
    /// The job's state.
    pub fn state(&self) -> Outcome {
        match self.found {
            Found::Listed(job) => match words::state(&job.state) {
                // A stop with a savepoint ends as FINISHED.
                JobState::Succeeded if self.cancel_requested => Outcome::Is(JobState::Cancelled),
                state => Outcome::Is(state),
            },
            Found::Several => Outcome::Is(JobState::Unknown),
            Found::Unlisted(_) | Found::Starting(_) => self.unlisted(),
        }
    }

    fn unlisted(&self) -> Outcome {
        let ended = self.recorded.filter(|state| words::is_terminal(*state));
        match self.submitter.phase {
            // Flink has forgotten it: its submitter knows how it ended.
            Phase::Failed => Outcome::Is(ended.unwrap_or(JobState::Failed)),
            Phase::Succeeded if !self.submitter.detached => Outcome::Is(ended.unwrap_or_else(|| self.told())),
            // Cancelled by its Job, while the submitter waits.
            Phase::Suspended if self.cancel_requested && self.cancelled => Outcome::Is(JobState::Cancelled),
            // Without a submitter nothing was submitted, or what was recorded is all that is known.
            Phase::Absent if !self.is_recorded => Outcome::NoEntry,
            Phase::Absent if self.cancel_requested => Outcome::Is(JobState::Cancelled),
            // A cancellation that was taken back: the job is submitted again.
            Phase::Active if ended == Some(JobState::Cancelled) && !self.cancel_requested => {
                Outcome::Is(JobState::Pending)
            }
            // Flink forgets jobs that have ended.
            _ => match ended {
                Some(state) => Outcome::Is(state),
                None if matches!(self.found, Found::Starting(_)) => {
                    Outcome::Is(self.recorded.unwrap_or(JobState::Pending))
                }
                None if self.answered => self.missing(),
                None => Outcome::Is(self.unreachable()),
            },
        }
    }

    /// How an attached submitter says that the job ended.
    fn told(&self) -> JobState {
        self.submitter.message.as_ref().and_then(|message| message.end).unwrap_or(JobState::Succeeded)
    }

    /// Flink answers without it: not submitted yet, or gone; lost only after a while, since Flink itself starts anew.
    fn missing(&self) -> Outcome {
        let submitted = self.submitter.phase == Phase::Succeeded;
        let patience = self.config.api_grace_seconds;
        match self.recorded.unwrap_or(JobState::Pending) {
            JobState::Pending if !submitted => Outcome::Is(JobState::Pending),
            JobState::Lost => Outcome::Missing(JobState::Lost),
            state if self.clocks.unobserved(self.now) < patience => Outcome::Missing(state),
            _ => Outcome::Missing(JobState::Lost),
        }
    }

    /// Flink does not answer: after a while nobody can tell whether the job runs.
    fn unreachable(&self) -> JobState {
        match self.recorded.unwrap_or(JobState::Pending) {
            JobState::Running if self.clocks.unreachable(self.now) >= self.config.api_grace_seconds => {
                JobState::Unknown
            }
            state => state,
        }
    }
}
