//! Answers of Flink's REST API: what is read of them, in all versions.

use serde::Deserialize;

/// `GET /jobs/overview`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Overview {
    /// All jobs that the JobManager knows; an answer without them is none.
    pub jobs: Vec<JobOverview>,
}

/// One job in an [`Overview`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct JobOverview {
    /// Its id, 32 hexadecimal digits.
    pub jid: String,
    /// Flink's word for what it does; newer versions have newer words.
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
    pub status: String,
    /// When it was asked for, milliseconds since 1970.
    pub trigger_timestamp: Option<i64>,
    /// When it was complete, milliseconds since 1970.
    pub latest_ack_timestamp: Option<i64>,
    /// Where it is.
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
    pub external_path: Option<String>,
}
