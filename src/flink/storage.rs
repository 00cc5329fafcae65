//! Where Flink keeps state: the settings that name a place, the schemes it can write to, and what brings them.

use super::features::Feature;
use super::version::Version;

/// What a setting's place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// What JobManager and TaskManagers write and read together: checkpoints, savepoints.
    State,
    /// What JobManagers leave to each other.
    Availability,
}

/// Settings that name a place, under all their names.
pub const PLACES: &[(&str, Holds)] = &[
    ("state.savepoints.dir", Holds::State),
    ("execution.checkpointing.savepoint-dir", Holds::State),
    ("state.checkpoints.dir", Holds::State),
    ("execution.checkpointing.dir", Holds::State),
    ("high-availability.storageDir", Holds::Availability),
    // Older names, which 1.x reads.
    ("savepoints.state.backend.fs.dir", Holds::State),
    ("state.backend.fs.checkpointdir", Holds::State),
    ("high-availability.zookeeper.storageDir", Holds::Availability),
    ("recovery.zookeeper.storageDir", Holds::Availability),
];

/// The scheme of paths that name none; without it they are files.
pub const DEFAULT_SCHEME: &str = "fs.default-scheme";

/// A place, as Flink reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// A file's path in the pod; relative ones begin where the process does.
    File(&'a str),
    /// A file with a host, which Flink refuses.
    FileOfHost(&'a str),
    /// Anything else.
    Remote {
        /// `s3`
        scheme: &'a str,
        /// A bucket, a host; empty when there is none.
        authority: &'a str,
    },
}

impl<'a> Place<'a> {
    /// Reads one. `default`: the scheme where there is none.
    pub fn of(text: &'a str, default: Option<&'a str>) -> Self {
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (scheme, rest),
            _ => match default.and_then(|default| default.split_once(':')) {
                Some((scheme, rest)) if is_scheme(scheme) => {
                    if scheme == "file" {
                        return Self::File(text);
                    }
                    (scheme, rest)
                }
                _ => return Self::File(text),
            },
        };
        let authority = rest.strip_prefix("//").map(|rest| rest.split('/').next().unwrap_or_default());
        match (scheme == "file", authority) {
            (true, None | Some("")) => Self::File(rest.strip_prefix("//").unwrap_or(rest)),
            (true, Some(host)) => Self::FileOfHost(host),
            (false, authority) => Self::Remote { scheme, authority: authority.unwrap_or_default() },
        }
    }
}

/// RFC 3986: a letter, then letters, digits, `+`, `-`, `.`.
pub fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// What is known of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Flink's images have a plugin for it, which must be turned on.
    Plugin(&'static Plugin),
    /// Hadoop, or a plugin that somebody else makes, brings it.
    Known,
    /// Nobody writes state to it; what is meant, perhaps.
    Wrong(Option<&'static str>),
    /// Nobody here knows it.
    Unknown,
}

/// A file system that Flink ships beside itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Plugin {
    /// Its name: a jar file in `opt/`, without version.
    pub name: &'static str,
    /// Jar files that serve the same scheme.
    pub others: &'static [&'static str],
    /// Its schemes.
    pub schemes: &'static [&'static str],
    /// Since when it is in `opt/`, and what serves its schemes before.
    pub since: Option<(Feature, &'static str)>,
}

/// The contents of `opt/` ("File Systems" of Flink's documentation, and the folders themselves).
pub const PLUGINS: &[Plugin] = &[
    Plugin {
        name: "flink-s3-fs-hadoop",
        others: &["flink-s3-fs-presto", "flink-s3-fs-native"],
        schemes: &["s3"],
        since: None,
    },
    Plugin { name: "flink-s3-fs-hadoop", others: &["flink-s3-fs-native"], schemes: &["s3a"], since: None },
    Plugin { name: "flink-s3-fs-presto", others: &[], schemes: &["s3p"], since: None },
    Plugin {
        name: "flink-gs-fs-hadoop",
        others: &[],
        schemes: &["gs"],
        since: Some((Feature::GoogleStoragePlugin, "Google's GCS connector and Hadoop")),
    },
    Plugin {
        name: "flink-azure-fs-hadoop",
        others: &[],
        schemes: &["abfs", "abfss", "wasb", "wasbs"],
        since: None,
    },
    Plugin { name: "flink-oss-fs-hadoop", others: &[], schemes: &["oss"], since: None },
];

/// File systems of Hadoop, and of others who make one for it or for Flink.
const KNOWN: &[&str] = &[
    "file", "hdfs", "viewfs", "webhdfs", "swebhdfs", "har", "s3n", "swift", "adl", "maprfs", "alluxio",
    "o3fs", "ofs", "cos", "cosn", "obs", "bos", "tos", "ks3", "nas", "afs", "dfs", "jfs", "gfs", "cfs",
    "ufs", "qfs", "tachyon", "oci", "dbfs", "lakefs", "ceph", "pangu", "chdfs", "us3",
];

/// What people write and no file system of Flink reads, and what they mean.
const WRONG: &[(&str, Option<&str>)] = &[
    ("http", None),
    ("https", None),
    ("ftp", None),
    ("sftp", None),
    ("ssh", None),
    ("scp", None),
    ("git", None),
    ("jdbc", None),
    ("local", Some("file")),
    ("gcs", Some("gs")),
    ("azure", Some("abfs")),
    ("minio", Some("s3")),
    ("aws", Some("s3")),
    ("nfs", Some("file")),
    ("pvc", Some("file")),
];

/// Those that slips are slips of.
const COMMON: &[&str] =
    &["s3", "s3a", "s3p", "gs", "hdfs", "abfs", "abfss", "wasb", "wasbs", "oss", "file", "viewfs"];

impl Scheme {
    /// What is known of one.
    pub fn of(scheme: &str) -> Self {
        let small = scheme.to_ascii_lowercase();
        if let (true, Some(meant)) = (small != scheme, COMMON.iter().find(|common| **common == small)) {
            // Flink knows them in lower case only.
            return Self::Wrong(Some(meant));
        }
        let scheme = small;
        if let Some(plugin) = PLUGINS.iter().find(|plugin| plugin.schemes.contains(&scheme.as_str())) {
            return Self::Plugin(plugin);
        }
        if KNOWN.contains(&scheme.as_str()) {
            return Self::Known;
        }
        if let Some((_, meant)) = WRONG.iter().find(|(wrong, _)| *wrong == scheme) {
            return Self::Wrong(*meant);
        }
        match COMMON.iter().find(|common| is_slip(&scheme, common)) {
            Some(meant) => Self::Wrong(Some(meant)),
            None => Self::Unknown,
        }
    }
}

/// Whether one letter more, less or other, or two that changed places, make one of the other.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one, other) {
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => true,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], others) if rest == others => true,
        (rest, [_, others @ ..]) => rest == others,
        _ => false,
    }
}

impl Plugin {
    /// Whether a version's images have it.
    pub fn is_in(&self, version: Version) -> bool {
        self.since.is_none_or(|(feature, _)| version.has(feature))
    }

    /// Whether a plugin of this name serves its schemes.
    pub fn is_served_by(&self, name: &str) -> bool {
        self.name == name || self.others.contains(&name)
    }
}

/// The name of the plugin that a jar file is.
pub fn plugin_of(jar: &str) -> Option<&'static str> {
    let stem = jar.strip_suffix(".jar").unwrap_or(jar);
    let is =
        |name: &&str| stem.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    PLUGINS.iter().flat_map(|plugin| std::iter::once(&plugin.name).chain(plugin.others)).copied().find(is)
}

/// The variable that makes an official image copy plugins from `opt/` to where Flink looks for them.
pub const PLUGINS_VARIABLE: &str = "ENABLE_BUILT_IN_PLUGINS";
/// Where official images have them.
pub const SHIPPED_PLUGINS: &str = "/opt/flink/opt";

/// Where Flink's own images look for plugins and libraries; variables name other folders.
pub const PLUGIN_FOLDERS: &[&str] = &["/opt/flink/plugins", "/opt/flink/lib"];
/// These.
pub const PLUGIN_FOLDER_VARIABLES: &[&str] = &["FLINK_PLUGINS_DIR", "FLINK_LIB_DIR"];

#[cfg(test)]
mod tests {
    use super::{Place, Scheme};

    #[test]
    fn reads_places() {
        let remote = |scheme, authority| Place::Remote { scheme, authority };
        for (text, default, place) in [
            ("/tmp/sp", None, Place::File("/tmp/sp")),
            ("sp", None, Place::File("sp")),
            ("file:///data", None, Place::File("/data")),
            ("file:/data", None, Place::File("/data")),
            ("file://data/sp", None, Place::FileOfHost("data")),
            ("s3://b/sp", None, remote("s3", "b")),
            ("s3:/b/sp", None, remote("s3", "")),
            ("hdfs:///sp", None, remote("hdfs", "")),
            ("/sp", Some("hdfs://nn:8020/"), remote("hdfs", "nn:8020")),
            ("/sp", Some("file:///"), Place::File("/sp")),
            ("/a:b/sp", None, Place::File("/a:b/sp")),
            ("", None, Place::File("")),
        ] {
            assert_eq!(Place::of(text, default), place, "{text}");
        }
    }

    #[test]
    fn knows_slips() {
        for (scheme, meant) in [
            ("s4", "s3"),
            ("gcs", "gs"),
            ("hfds", "hdfs"),
            ("s33", "s3"),
            ("flie", "file"),
            ("abf", "abfs"),
            ("S3", "s3"),
        ] {
            assert_eq!(Scheme::of(scheme), Scheme::Wrong(Some(meant)), "{scheme}");
        }
        for scheme in ["obs", "cosn", "ofs", "hdfs", "file"] {
            assert_eq!(Scheme::of(scheme), Scheme::Known, "{scheme}");
        }
        assert_eq!(Scheme::of("https"), Scheme::Wrong(None));
        assert_eq!(Scheme::of("company-store"), Scheme::Unknown);
    }
}
