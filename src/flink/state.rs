//! What a savepoint depends on, and what keeps jobs when their JobManager goes.

use super::storage::is_scheme;
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

/// Whether two paths are the same savepoint in other spellings, as the Jobs' scripts see it (`same` in `common.sh`). A part
/// that one of them leaves to Flink's configuration, such as the name node, counts as the same.
pub fn is_same_savepoint(one: &str, other: &str) -> bool {
    let (one, other) = (Place::of(one), Place::of(other));
    let is = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
    one.path == other.path
        && is(&one.scheme, &other.scheme)
        && is(&one.host, &other.host)
        && is(&one.port, &other.port)
}

/// A savepoint's place, with empty parts where it names none.
struct Place<'a> {
    scheme: String,
    host: String,
    port: String,
    path: Vec<&'a str>,
}

impl<'a> Place<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':').filter(|(name, _)| is_scheme(name)).unwrap_or(("", text));
        let (authority, rest) = match rest.strip_prefix("//").filter(|_| !scheme.is_empty()) {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
        let mut path = Vec::new();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    path.pop();
                }
                _ => path.push(part),
            }
        }
        // The file in it.
        path.pop_if(|last| *last == "_metadata");
        let scheme = scheme.to_ascii_lowercase();
        let scheme = match scheme.as_str() {
            "s3a" | "s3n" | "s3p" => "s3".to_owned(),
            "abfss" => "abfs".to_owned(),
            "wasbs" => "wasb".to_owned(),
            _ => scheme,
        };
        Self { scheme, host: host.to_ascii_lowercase(), port: port.to_owned(), path }
    }
}
