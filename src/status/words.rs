//! Texts that others wrote: used whole when they are what they should be, and not at all otherwise.

use jiff::Timestamp;

use crate::api::status::JobState;

const PLACE_LENGTH: usize = 2048;
const WORD_LENGTH: usize = 32;

/// An id of Flink: 32 hexadecimal digits.
pub fn id(text: &str) -> Option<&str> {
    let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (text.len() == 32 && text.bytes().all(hexadecimal)).then_some(text)
}

/// Where a savepoint is. What is longer is not cut: it would be another place.
pub fn place(text: &str) -> Option<&str> {
    let fits = !text.is_empty() && text.len() <= PLACE_LENGTH && !text.chars().any(char::is_control);
    fits.then_some(text)
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

/// JOB-1 to JOB-3: the state that Flink's word stands for.
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
