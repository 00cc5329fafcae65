//! The annotations of a FlinkCluster that a user writes, and what each is for.

use super::labels;

/// One annotation.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its key.
    pub key: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Whether its value are fields, as YAML or JSON.
    pub has_fields: bool,
}

const fn text(key: &'static str, doc: &'static str) -> Row {
    Row { key, doc, has_fields: false }
}

const fn fields(key: &'static str, doc: &'static str) -> Row {
    Row { key, doc, has_fields: true }
}

/// All of them.
pub const TABLE: &[Row] = &[
    text(labels::FLINK_VERSION, "The version of Flink in the image, such as `1.20` or `1.20.1`."),
    text(labels::DIALECT, "Whose `v1beta1` it is: `google` or `spotify`."),
    text(labels::IGNORE, "Warnings that do not count: `FR149: <reason>`, one a line."),
    text(labels::ALLOW_STATE_LOSS, "Why the job's state may be lost by this change."),
    text(
        labels::ALLOW_UNRESTRICTED_PODS,
        "Why the pods may do more than Pod Security's `restricted` admits.",
    ),
    text(labels::STATUS_SYNC_IMAGE, "The image of what keeps the status in the JobManager's pod."),
    text(labels::LOGGING, "The logging framework of the image: `log4j` or `logback`."),
    text(labels::LOG_LEVELS, "A level for all, and loggers with theirs: `INFO, org.example=DEBUG`."),
    fields(labels::JOB_POD, "The pods of the cluster's Jobs, for which not every version has fields."),
];

/// One of them, by its key, or by what stands behind the prefix.
pub fn find(key: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.key == key || row.key.strip_prefix(labels::PREFIX) == Some(key))
}
