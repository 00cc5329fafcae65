//! Texts that others wrote: used whole when they are what they should be, and not at all otherwise.

use jiff::Timestamp;

use crate::api::status::JobState;
pub use crate::flink::answers::id;
use crate::flink::answers::{PATH_LENGTH, WORD_LENGTH};

/// Where a savepoint is. What is longer is not cut: it would be another place.
pub fn place(text: &str) -> Option<&str> {
    let fits = !text.is_empty() && text.len() <= PATH_LENGTH && !text.chars().any(misleads);
    fits.then_some(text)
}

/// What a reader does not see, or sees elsewhere: control characters, line ends, marks that turn the direction of writing.
fn misleads(c: char) -> bool {
    let invisible = matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    c.is_control() || invisible
}

/// Flink's word for a job's state as the reason of a condition: `FlinkRunning`.
pub fn reason(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match word.split_at_checked(1) {
        Some((first, rest)) if word.len() <= WORD_LENGTH && word.bytes().all(plain) => {
            format!("Flink{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase())
        }
        _ => "FlinkUnknown".to_owned(),
    }
}

/// The end that Flink's word stands for, if it is one.
pub fn end(word: &str) -> Option<JobState> {
    Some(match word {
        "FINISHED" => JobState::Succeeded,
        "CANCELED" => JobState::Cancelled,
        "FAILED" => JobState::Failed,
        _ => return None,
    })
}

/// The state that Flink's word stands for.
pub fn state(word: &str) -> JobState {
    match word {
        "INITIALIZING" | "CREATED" | "RUNNING" | "FAILING" | "CANCELLING" | "RESTARTING" | "RECONCILING" => {
            JobState::Running
        }
        _ => end(word).unwrap_or(JobState::Unknown),
    }
}

/// Whether a job in this state will not change any more.
pub fn is_terminal(state: JobState) -> bool {
    matches!(state, JobState::Succeeded | JobState::Failed | JobState::Cancelled)
}

/// A time as the status shows it: whole seconds.
pub fn seconds(time: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(time.as_second()).ok()
}

/// Flink's milliseconds since 1970.
pub fn milliseconds(number: i64) -> Option<Timestamp> {
    seconds(Timestamp::from_millisecond(number).ok()?)
}
