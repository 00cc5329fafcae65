//! Termination messages: one JSON object, written beside the user's code, so nothing in it is believed unread.

use jiff::Timestamp;
use serde::Deserialize;

use super::facts::{MESSAGE_LENGTH, Pod, Task};
use super::words;
use crate::api::status::JobState;
use crate::api::tolerant;
use crate::k8s::names;

/// What a message says, as far as it is what it should be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// Flink's id of the job.
    pub job_id: Option<String>,
    /// How the job ended.
    pub end: Option<JobState>,
    /// The savepoint that the job was started from.
    pub from_savepoint: Option<String>,
    /// Flink's id of the trigger of the savepoint.
    pub trigger_id: Option<String>,
    /// Where the savepoint is.
    pub location: Option<String>,
    /// When the savepoint was complete.
    pub completed_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(rename = "jobID", default, deserialize_with = "tolerant::field")]
    job_id: String,
    #[serde(default, deserialize_with = "tolerant::field")]
    state: String,
    #[serde(rename = "fromSavepoint", default, deserialize_with = "tolerant::field")]
    from_savepoint: String,
    #[serde(rename = "triggerID", default, deserialize_with = "tolerant::field")]
    trigger_id: String,
    #[serde(default, deserialize_with = "tolerant::field")]
    location: String,
    #[serde(rename = "completedAt", default, deserialize_with = "tolerant::field")]
    completed_at: Option<Timestamp>,
}

/// The message of the pod that ended last.
pub fn newest(task: &Task) -> Option<Message> {
    let ended = task.pods.iter().filter_map(|pod| {
        let container = pod.status.container_statuses.iter().find(|status| status.name == names::MAIN)?;
        let terminated = container.state.terminated.as_ref()?;
        Some((terminated.finished_at, &pod.metadata.name, terminated.message.as_deref()))
    });
    read(ended.max()?.2?)
}

/// Whether the pod is not over yet.
pub fn is_live(pod: &Pod) -> bool {
    !matches!(pod.status.phase.as_deref(), Some("Succeeded" | "Failed"))
}

fn read(text: &str) -> Option<Message> {
    if text.len() > MESSAGE_LENGTH {
        return None;
    }
    // By its names only: serde would take a list for a mapping's values.
    let object = serde_json::from_str(text).map(serde_json::Value::Object);
    let Ok(Written { job_id, state, from_savepoint, trigger_id, location, completed_at }) =
        object.and_then(serde_json::from_value)
    else {
        return of_the_last_operator(text);
    };
    Some(Message {
        job_id: words::id(&job_id).map(str::to_owned),
        end: words::end(&state),
        from_savepoint: words::place(&from_savepoint).map(str::to_owned),
        trigger_id: words::id(&trigger_id).map(str::to_owned),
        location: words::place(&location).map(str::to_owned),
        completed_at: completed_at.and_then(words::seconds),
    })
}

/// The operator's last version wrote YAML of two keys, of which the message is for people.
fn of_the_last_operator(text: &str) -> Option<Message> {
    let id = text.lines().find_map(|line| line.strip_prefix("jobID:"))?;
    let id = words::id(id.trim().trim_matches(['"', '\'']))?;
    Some(Message { job_id: Some(id.to_owned()), ..Message::default() })
}

#[cfg(test)]
mod tests {
    use super::{Message, read};

    #[test]
    fn believes_what_is_well_formed() {
        let id = "0123456789abcdef0123456789abcdef";
        let of = |id: &str| Message { job_id: Some(id.to_owned()), ..Message::default() };
        assert_eq!(read(&format!("jobID: {id}\nmessage: |\n  jobID: no\n")), Some(of(id)));
        assert_eq!(read(&format!("jobID: \"{id}\"")), Some(of(id)));
        assert_eq!(read(&format!("{{\"jobID\":\"{id}\",\"location\":\"a\\nb\",\"state\":7}}")), Some(of(id)));
        assert_eq!(read("{\"jobID\":\"../../x\"}"), Some(Message::default()));
        for text in ["", "[]", "{\"jobID\": \"aaaa", "jobID: ../x", &"x".repeat(20_000)] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
