//! Options whose values are names of parts that Flink brings, or of classes: their type says any text.

use crate::diagnostic::codes;
use crate::flink::reference;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// Flink brings few parts of this kind, each with a name; another value is taken for the name of a class, with its package. A
    /// name of neither kind stops the processes, or each job when it is submitted.
    UNKNOWN_NAME = 236, "a name that Flink does not know", warning;
}

/// Options whose values are such names.
struct Names {
    keys: &'static [&'static str],
    names: &'static [&'static str],
    /// Names that some versions know, or other spellings.
    also: &'static [&'static str],
    /// Whether a class may be named instead.
    classes: bool,
}

// HighAvailabilityMode, FailoverStrategyLoader, RestartStrategyOptions, StateBackendLoader, CheckpointStorageLoader: all of them read small
// and capital letters.
const TABLE: &[Names] = &[
    Names {
        keys: &["high-availability", "high-availability.type"],
        names: &["none", "zookeeper", "kubernetes"],
        also: &[],
        classes: true,
    },
    Names {
        keys: &["jobmanager.execution.failover-strategy"],
        names: &["region", "full"],
        also: &["individual"],
        classes: false,
    },
    Names {
        keys: &["restart-strategy", "restart-strategy.type"],
        names: &["fixed-delay", "failure-rate", "exponential-delay", "none"],
        also: &["fixeddelay", "failurerate", "exponentialdelay", "off", "disable"],
        classes: true,
    },
    Names {
        keys: &["state.backend", "state.backend.type"],
        names: &["hashmap", "rocksdb", "forst"],
        also: &["jobmanager", "filesystem"],
        classes: true,
    },
    Names {
        keys: &["state.checkpoint-storage", "execution.checkpointing.storage"],
        names: &["filesystem", "jobmanager"],
        also: &[],
        classes: true,
    },
];

/// Looks at each of them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    if cluster.version().is_none() {
        return;
    }
    for (key, value) in &cluster.properties {
        let row = TABLE.iter().find(|row| row.keys.contains(&key.value.as_str()));
        let Some(Names { keys: _, names, also, classes }) = row else { continue };
        let text = value.value.trim();
        let is_known = names.iter().chain(*also).any(|name| name.eq_ignore_ascii_case(text));
        if is_known || text.is_empty() || reference::is_in(text) || (*classes && text.contains('.')) {
            continue;
        }
        let listed: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let class = if *classes { ", or a class with its package" } else { "" };
        let message =
            format!("{}: `{}` is no name that Flink knows here", field(&key.value), text.escape_debug());
        found.warning(
            UNKNOWN_NAME,
            value.span,
            message,
            format!("write one of {}{class}", listed.join(", ")),
        );
    }
}
