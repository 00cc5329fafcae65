//! What a savepoint depends on, and what keeps jobs when their JobManager goes.

use super::version::Version;

/// Settings that a savepoint cannot be restored under when they have another value: `pipeline.max-parallelism` is the number
/// of key groups (Flink's configuration reference: changing it leads to state incompatibility).
pub const FIXED: &[&str] = &["pipeline.max-parallelism"];

/// Settings that name the place of Flink's high availability: elsewhere, a JobManager finds no jobs.
pub const AVAILABILITY: &[&str] = &[
    "high-availability",
    "high-availability.type",
    "high-availability.cluster-id",
    "high-availability.storageDir",
    "high-availability.zookeeper.quorum",
    "high-availability.zookeeper.path.root",
    "kubernetes.cluster-id",
    "kubernetes.namespace",
];

/// Whether a version restores what another one saved: the same or an older one (the table of "Upgrading Applications and
/// Flink Versions" has no entry below its diagonal).
pub fn restores(version: Version, saved_by: Version) -> bool {
    saved_by <= version
}

/// Whether two paths are the same savepoint in other spellings, as the Jobs' scripts see it: a `/` at the end, the file in
/// it, `file:///` and `file:/`.
pub fn is_same_savepoint(one: &str, other: &str) -> bool {
    place(one) == place(other)
}

fn place(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/_metadata").unwrap_or(path).trim_end_matches('/');
    match path.strip_prefix("file:") {
        Some(file) if file.starts_with('/') => format!("/{}", file.trim_start_matches('/')),
        _ => path.to_owned(),
    }
}
