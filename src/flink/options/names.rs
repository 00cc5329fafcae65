//! Options whose type says any text, and whose values are names of parts that Flink brings, or of classes.

use crate::flink::availability;
use crate::flink::version::Version;

/// What an option's values are.
#[derive(Debug)]
pub struct Names {
    keys: &'static [&'static str],
    names: &'static [Name],
    /// Whether upper and lower case are the same.
    any_case: bool,
    classes: Classes,
    /// Up to which version Flink takes the option's default for what it does not know.
    forgiving: Option<Version>,
}

/// Whether a class may be named instead.
#[derive(Debug)]
enum Classes {
    Never,
    Always,
    Until(Version),
}

/// A name.
#[derive(Debug)]
struct Name {
    name: &'static str,
    since: Option<Version>,
    gone: Option<Version>,
    /// Whether it is another spelling, or on its way out: no help proposes it.
    odd: bool,
}

const fn name(name: &'static str) -> Name {
    Name { name, since: None, gone: None, odd: false }
}

const fn odd(name: &'static str) -> Name {
    Name { name, since: None, gone: None, odd: true }
}

impl Name {
    const fn since(self, major: u16, minor: u16) -> Self {
        let Self { name, since: _, gone, odd } = self;
        Self { name, since: Some(Version { major, minor }), gone, odd }
    }

    const fn gone(self, major: u16, minor: u16) -> Self {
        let Self { name, since, gone: _, odd } = self;
        Self { name, since, gone: Some(Version { major, minor }), odd }
    }

    fn is_of(&self, version: Version) -> bool {
        self.since.is_none_or(|since| version >= since) && self.gone.is_none_or(|gone| version < gone)
    }
}

/// High availability in Kubernetes, whose class came before its name.
const KUBERNETES: Name =
    odd("org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory").since(1, 12);

// HighAvailabilityMode, FailoverStrategyLoader, RestartStrategyFactory and its loaders, StateBackendLoader, CheckpointStorageLoader,
// PredefinedOptions: each was asked for these names in 1.8.3 to 2.3.0.
const TABLE: &[Names] = &[
    Names {
        keys: &availability::MODE,
        names: &[
            name("none"),
            name("zookeeper"),
            name("kubernetes").since(1, 16),
            odd("standalone"),
            KUBERNETES,
        ],
        any_case: true,
        classes: Classes::Always,
        forgiving: None,
    },
    Names {
        keys: &["jobmanager.execution.failover-strategy"],
        names: &[
            name("region"),
            name("full"),
            name("individual").gone(1, 10),
            odd("region-legacy").since(1, 9).gone(1, 10),
        ],
        any_case: true,
        classes: Classes::Never,
        forgiving: None,
    },
    Names {
        keys: &["restart-strategy", "restart-strategy.type"],
        names: &[
            name("fixed-delay"),
            name("failure-rate"),
            name("exponential-delay").since(1, 13),
            name("none"),
            odd("fixeddelay"),
            odd("failurerate"),
            odd("exponentialdelay").since(1, 13),
            odd("off"),
            odd("disable"),
        ],
        any_case: true,
        classes: Classes::Until(RESTARTS),
        forgiving: Some(RESTARTS),
    },
    Names {
        keys: &["state.backend", "state.backend.type"],
        names: &[
            name("hashmap").since(1, 13),
            name("rocksdb"),
            name("forst").since(2, 0),
            odd("filesystem").gone(2, 0),
            odd("jobmanager").gone(2, 0),
        ],
        any_case: true,
        classes: Classes::Always,
        forgiving: None,
    },
    Names {
        keys: &["state.checkpoint-storage", "execution.checkpointing.storage"],
        names: &[name("filesystem"), name("jobmanager")],
        any_case: true,
        classes: Classes::Always,
        forgiving: None,
    },
    Names {
        keys: &["classloader.resolve-order"],
        names: &[name("child-first"), name("parent-first")],
        any_case: true,
        classes: Classes::Never,
        forgiving: None,
    },
    Names {
        keys: &["state.backend.rocksdb.predefined-options"],
        names: &[
            name("DEFAULT"),
            name("SPINNING_DISK_OPTIMIZED"),
            name("SPINNING_DISK_OPTIMIZED_HIGH_MEM"),
            name("FLASH_SSD_OPTIMIZED"),
        ],
        any_case: false,
        classes: Classes::Never,
        forgiving: None,
    },
];

/// The version that refuses restart strategies that it does not know, and classes.
const RESTARTS: Version = Version { major: 1, minor: 10 };

/// A name that a version does not know.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What it could be.
    pub known: Vec<&'static str>,
    /// Whether it could be a class, too.
    pub classes: bool,
    /// Whether the version takes its default instead, and refuses nothing.
    pub default: bool,
}

/// Whether a version knows the name that an option has for a value; none where it does, or the option has no names.
pub fn unknown(key: &str, text: &str, version: Version) -> Option<Unknown> {
    let Names { keys: _, names, any_case, classes, forgiving } =
        TABLE.iter().find(|row| row.keys.contains(&key))?;
    let classes = match classes {
        Classes::Never => false,
        Classes::Always => true,
        Classes::Until(end) => version < *end,
    };
    let known = || names.iter().filter(|name| name.is_of(version));
    let is = |name: &Name| name.name == text || (*any_case && name.name.eq_ignore_ascii_case(text));
    if known().any(is) || (classes && text.contains('.')) {
        return None;
    }
    // Where there is but one of them, the others had not got their names yet.
    let few = known().filter(|name| !name.odd).count() < 2;
    let mut all: Vec<_> = known().filter(|name| few || !name.odd).map(|name| name.name).collect();
    // The class of what had no name yet.
    if names.iter().any(is) && KUBERNETES.is_of(version) && text.eq_ignore_ascii_case("kubernetes") {
        all = vec![KUBERNETES.name];
    }
    Some(Unknown { known: all, classes, default: forgiving.is_some_and(|end| version < end) })
}
