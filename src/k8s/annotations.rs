//! The annotations of a FlinkCluster that a user writes, and what each is for.

use super::labels;

/// One annotation.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its key.
    pub key: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// What its value is.
    pub takes: Takes,
}

/// What the value of an annotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Text.
    Text,
    /// Fields, as YAML or JSON.
    Fields,
    /// The same, or `true` for all defaults, or `false` for nothing.
    Switch,
}

const fn row(key: &'static str, takes: Takes, doc: &'static str) -> Row {
    Row { key, doc, takes }
}

/// All of them.
pub const TABLE: &[Row] = &[
    row(labels::FLINK_VERSION, Takes::Text, "The version of Flink in the image, such as `1.20` or `1.20.1`."),
    row(labels::DIALECT, Takes::Text, "Whose `v1beta1` it is: `google` or `spotify`."),
    row(labels::IGNORE, Takes::Text, "Warnings that do not count: `FR175: <reason>`, one a line."),
    row(labels::ALLOW_STATE_LOSS, Takes::Text, "Why the job's state may be lost by this change."),
    row(
        labels::ALLOW_UNRESTRICTED_PODS,
        Takes::Text,
        "Why the pods may do more than Pod Security's `restricted` admits.",
    ),
    row(
        labels::POD_USER,
        Takes::Text,
        "The user and group of the pods, where they are not those of Flink's images (9999): a number, or `assigned` where the \
         namespace assigns them, as OpenShift does.",
    ),
    row(
        labels::STATUS_SYNC_IMAGE,
        Takes::Text,
        "The image of what keeps the status in the JobManager's pod.",
    ),
    row(labels::LOGGING, Takes::Text, "The logging framework of the image: `log4j` or `logback`."),
    row(
        labels::LOG_LEVELS,
        Takes::Text,
        "A level for all, and loggers with theirs: `INFO, org.example=DEBUG`.",
    ),
    row(
        labels::JOB_MODE,
        Takes::Text,
        "`Application`: the JobManager runs the job's main method itself. In Spotify's `v1beta1` the job's own field `mode` says it.",
    ),
    row(
        labels::UPGRADE_MODE,
        Takes::Text,
        "What a change keeps of the job's state: `savepoint`, `last-state` (the newest checkpoint), `savepoint-or-last-state` (the \
         checkpoint where no savepoint can be taken), or `stateless`.",
    ),
    row(
        labels::SAVEPOINTS_KEPT,
        Takes::Text,
        "How many savepoints of those that the cluster's Jobs took are kept, the newest ones: `10`. A CronJob disposes of the others.",
    ),
    row(
        labels::SAVEPOINTS_KEPT_FOR,
        Takes::Text,
        "For how long they are kept: `12h`, `7d`. The newest one always is.",
    ),
    row(
        labels::SAVEPOINT_FORMAT,
        Takes::Text,
        "The format of savepoints, where the job has no field `savepointFormatType`: `CANONICAL` or `NATIVE`; Flink 1.15 and later.",
    ),
    row(
        labels::JOB_POD,
        Takes::Fields,
        "The pods of the cluster's Jobs, for which not every version has fields.",
    ),
    row(
        labels::SCRIPT_RESOURCES,
        Takes::Fields,
        "CPU and memory of the compiler's own containers: those of Jobs that run a script, init containers, and what keeps the status.",
    ),
    row(
        labels::POD_DISRUPTION_BUDGET,
        Takes::Fields,
        "How many pods of JobManager and TaskManagers may be evicted at once.",
    ),
    row(labels::NETWORK_POLICY, Takes::Switch, "Who may reach the cluster's pods; `true` is all defaults."),
    row(
        labels::POD_MONITOR,
        Takes::Switch,
        "A PodMonitor of the Prometheus operator; `true` is all defaults.",
    ),
];

/// One of them, by its key, or by what stands behind the prefix.
pub fn find(key: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.key == key || row.key.strip_prefix(labels::PREFIX) == Some(key))
}
