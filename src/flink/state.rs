//! What a savepoint depends on, and what keeps jobs when their JobManager goes.

use super::availability;
use super::storage::is_scheme;
use super::version::Version;

/// The number of key groups: a savepoint cannot be restored under another one (Flink's configuration reference: changing it
/// leads to state incompatibility), and a job cannot have more parallel parts than there are groups.
pub const MAX_PARALLELISM: &str = "pipeline.max-parallelism";

/// The label of ConfigMaps in which Flink keeps its high availability, and its value.
pub const AVAILABILITY_LABEL: (&str, &str) = ("configmap-type", "high-availability");

/// A setting that says where jobs are recovered from.
#[derive(Debug)]
pub struct Where {
    /// Its names, that which counts before the others first.
    pub names: &'static [&'static str],
    /// What it is when nobody writes it.
    default: &'static str,
    reads: Reads,
}

/// What Flink makes of a value.
#[derive(Debug)]
enum Reads {
    /// It is as it is.
    Text,
    /// `/` at its ends does not count.
    Node,
    /// It is a path of a file system.
    Path,
    /// Its case does not count, and Kubernetes has a class, too.
    Mode,
}

const fn setting(names: &'static [&'static str], default: &'static str, reads: Reads) -> Where {
    Where { names, default, reads }
}

/// Settings that name the place of Flink's high availability: elsewhere, a JobManager finds no jobs. ZooKeeper's older names
/// are those that 1.x reads.
pub const AVAILABILITY: &[Where] = &[
    setting(&availability::MODE, "NONE", Reads::Mode),
    setting(
        &[
            "high-availability.cluster-id",
            "high-availability.zookeeper.path.namespace",
            "recovery.zookeeper.path.namespace",
        ],
        "/default",
        Reads::Node,
    ),
    setting(&availability::STORAGE, "", Reads::Path),
    setting(&["high-availability.zookeeper.quorum", "recovery.zookeeper.quorum"], "", Reads::Text),
    setting(
        &["high-availability.zookeeper.path.root", "recovery.zookeeper.path.root"],
        "/flink",
        Reads::Node,
    ),
    setting(
        &["high-availability.zookeeper.path.jobgraphs", "recovery.zookeeper.path.jobgraphs"],
        "/jobgraphs",
        Reads::Node,
    ),
    setting(
        &["high-availability.zookeeper.path.checkpoints", "recovery.zookeeper.path.checkpoints"],
        "/checkpoints",
        Reads::Node,
    ),
    setting(
        &["high-availability.zookeeper.path.running-registry", "recovery.zookeeper.path.running-registry"],
        "/running_job_registry/",
        Reads::Node,
    ),
    setting(&["kubernetes.cluster-id"], "", Reads::Text),
    setting(&["kubernetes.namespace"], "default", Reads::Text),
];

impl Where {
    /// What Flink makes of what is written: equal for what is the same place.
    pub fn read(&self, written: Option<&str>) -> String {
        let value = written.map(str::trim).filter(|value| !value.is_empty()).unwrap_or(self.default);
        match self.reads {
            Reads::Text => value.to_owned(),
            Reads::Node => value.trim_matches('/').to_owned(),
            Reads::Path => {
                let Place { scheme, host, port, path } = Place::of(value);
                let scheme = if scheme == "file" { "" } else { &scheme };
                format!("{scheme}://{host}:{port}/{}", path.join("/"))
            }
            Reads::Mode if value.ends_with("KubernetesHaServicesFactory") => "kubernetes".to_owned(),
            // An older word for it.
            Reads::Mode if value.eq_ignore_ascii_case("standalone") => "none".to_owned(),
            Reads::Mode => value.to_ascii_lowercase(),
        }
    }
}

/// The number of key groups that Flink gives a job of this parallelism when nobody says one
/// (`KeyGroupRangeAssignment.computeDefaultMaxParallelism`).
pub fn max_parallelism(parallelism: i64) -> i64 {
    let wanted = parallelism.saturating_add(parallelism / 2).clamp(128, 32768);
    u64::try_from(wanted).map_or(wanted, |wanted| wanted.next_power_of_two().min(32768).cast_signed())
}

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
