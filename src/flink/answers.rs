//! Answers of Flink's REST API: what is read of them, in all versions.

use serde::{Deserialize, Deserializer};

/// Words of Flink are no longer than this.
pub const WORD_LENGTH: usize = 32;
/// No path that is longer is used.
pub const PATH_LENGTH: usize = 2048;

/// An id of Flink: 32 hexadecimal digits.
pub fn id(text: &str) -> Option<&str> {
    let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (text.len() == 32 && text.bytes().all(hexadecimal)).then_some(text)
}

/// A word of Flink; what is too long for one is none.
fn word<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let text = String::deserialize(input)?;
    Ok(if text.len() > WORD_LENGTH { String::new() } else { text })
}

/// A path; what is too long for one is none.
fn path<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(input)?.filter(|text| text.len() <= PATH_LENGTH))
}

/// One job of `GET /jobs/overview`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct JobOverview {
    /// Its id, 32 hexadecimal digits.
    pub jid: String,
    /// Flink's word for what it does; newer versions have newer words.
    #[serde(deserialize_with = "word")]
    pub state: String,
    /// When it was submitted, milliseconds since 1970.
    #[serde(rename = "start-time", default)]
    pub start_time: Option<i64>,
    /// When it ended, milliseconds since 1970; negative while it lives.
    #[serde(rename = "end-time", default)]
    pub end_time: Option<i64>,
}

/// `GET /jobs/:id/checkpoints`; Flink 1.9 and later answer 404 and an error where checkpoints are off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Checkpoints {
    /// The newest of each kind.
    pub latest: Option<Latest>,
}

/// The newest checkpoints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Latest {
    /// The newest savepoint.
    pub savepoint: Option<Savepoint>,
    /// What the job was started from, or went back to.
    pub restored: Option<Restored>,
}

/// A savepoint.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Savepoint {
    /// `COMPLETED` and others.
    #[serde(deserialize_with = "word")]
    pub status: String,
    /// When it was asked for, milliseconds since 1970.
    pub trigger_timestamp: Option<i64>,
    /// When it was complete, milliseconds since 1970.
    pub latest_ack_timestamp: Option<i64>,
    /// Where it is.
    #[serde(deserialize_with = "path")]
    pub external_path: Option<String>,
    /// Whether it is gone.
    pub discarded: Option<bool>,
}

/// What a job was restored from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Restored {
    /// Or a checkpoint.
    pub is_savepoint: Option<bool>,
    /// Where it is.
    #[serde(deserialize_with = "path")]
    pub external_path: Option<String>,
}
