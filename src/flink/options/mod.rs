//! Flink's own options: what each version reads, of which type, and what it makes of a value.
//!
//! | question | function |
//! |---|---|
//! | what is this key to this version? | [`lookup`] |
//! | what was it to the versions before, and after? | [`history`] |
//! | does Flink take this value? | [`Kind::judge`] |
//! | which keys does this version read? | [`keys`] |
//! | what does the work of an option that is gone? | [`successors::of`] |
//! | is this value hardly meant? | [`unlikely::unlikely`] |
//! | does it take this number where it uses it? | [`ranges::outside`] |
//! | does it know this name of a part? | [`names::unknown`] |
//! | which file do these properties stand in? | [`file()`] |
//! | what changes with another version? | [`changes`] |
//!
//! `options.tsv` is made from real distributions by `tests/e2e/options/run`, which compares [`Kind::judge`] with Flink's own
//! parsers, too. A line is a key and, from which version on, what it is; only lines that are asked for are read.

pub mod kind;
pub mod judge;
mod table;
pub mod families;
mod near;
pub mod names;
pub mod successors;
pub mod unlikely;
pub mod ranges;
mod file;
pub mod changes;

use super::version::{NEWEST, OLDEST, Version};

pub use file::{file, is_structure, unwritable};
pub use kind::Kind;
pub use table::{Fact, Read};

use families::Family;

/// What a key is to a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// An option.
    Option(Read),
    /// An option that is deprecated, and has no other name.
    Deprecated(Read),
    /// Another name of options: Flink reads it for each of them that is not set.
    Renamed {
        /// The options, one or more.
        to: Vec<&'static str>,
        /// Whether Flink warns of this name.
        deprecated: bool,
        /// What the first of them is.
        read: Option<Read>,
    },
    /// An option, or another name, that the version does not read any more.
    Removed {
        /// The last version that read it.
        until: Version,
        /// What it was another name of, if that is read.
        now: Option<&'static str>,
    },
    /// An option that only later versions read.
    NotYet {
        /// The first of them.
        since: Version,
        /// A name that this version reads for it.
        now: Option<&'static str>,
    },
    /// One of many names that somebody chooses.
    Family(Family),
    /// Nothing of Flink's.
    Unknown {
        /// An option with nearly this name.
        near: Option<&'static str>,
    },
}

impl Known {
    /// What is read under the key, if anything is and its type is known.
    pub fn read(&self) -> Option<Read> {
        match self {
            Self::Option(read) | Self::Deprecated(read) => Some(*read),
            Self::Renamed { to: _, deprecated: _, read } => *read,
            Self::Removed { .. } | Self::NotYet { .. } | Self::Family(_) | Self::Unknown { near: _ } => None,
        }
    }
}

/// What a key is to a version of Flink; one that the table does not know is taken for the nearest one
/// that it knows.
pub fn lookup(key: &str, version: Version) -> Known {
    let version = version.clamp(OLDEST, NEWEST);
    let Some(line) = table::line(key) else {
        return match families::of(key, version) {
            Some(family) => Known::Family(family),
            None => Known::Unknown { near: near::key(key, version) },
        };
    };
    match line.at(version) {
        Some(Fact::Option { read, deprecated: false }) => Known::Option(*read),
        Some(Fact::Option { read, deprecated: true }) => Known::Deprecated(*read),
        Some(Fact::Name { of, deprecated }) => {
            let read = of.first().and_then(|key| match lookup(key, version) {
                Known::Option(read) | Known::Deprecated(read) => Some(read),
                Known::Renamed { .. }
                | Known::Removed { .. }
                | Known::NotYet { .. }
                | Known::Family(_)
                | Known::Unknown { .. } => None,
            });
            Known::Renamed { to: of.clone(), deprecated: *deprecated, read }
        }
        Some(Fact::Gone) | None => match (line.before(version), line.after(version)) {
            (Some((until, fact)), _) => {
                let now = match fact {
                    Fact::Name { of, .. } => of.iter().copied().find(|key| is_read(key, version)),
                    Fact::Option { .. } | Fact::Gone => None,
                };
                Known::Removed { until, now }
            }
            (None, Some(since)) => Known::NotYet { since, now: table::name_at(line.key, version) },
            (None, None) => Known::Unknown { near: None },
        },
    }
}

/// The option that a key of a family was meant to be, if it is nearly one.
pub fn slip(key: &str, version: Version) -> Option<String> {
    let version = version.clamp(OLDEST, NEWEST);
    near::within(families::of(key, version)?.prefix, key, version)
}

/// All that a key is and was: from which version on it is what. Empty for a key that no version reads.
pub fn history(key: &str) -> &'static [(Version, Fact)] {
    table::line(key).map_or(&[], table::Line::facts)
}

/// What a key is to a version, as the table has it: what it is near to is not looked for.
pub fn fact(key: &str, version: Version) -> Option<&'static Fact> {
    table::line(key)?.at(version.clamp(OLDEST, NEWEST))
}

/// Whether a version does not read a key, or others in its place. `is_set`: whether an option has a value of its own.
pub fn is_shadowed(key: &str, version: Version, is_set: impl Fn(&str) -> bool) -> bool {
    match fact(key, version) {
        Some(Fact::Name { of, deprecated: _ }) => of.iter().all(|name| is_set(name)),
        Some(Fact::Option { .. }) => false,
        Some(Fact::Gone) | None => true,
    }
}

/// The keys that a version reads as options, with what they are, in their order. A `*` in one stands for a name.
pub fn keys(version: Version) -> impl Iterator<Item = (&'static str, Read)> {
    table::lines().filter_map(move |line| match line.at(version)? {
        Fact::Option { read, .. } => Some((line.key, *read)),
        Fact::Name { .. } | Fact::Gone => None,
    })
}

/// All keys that any version reads, in their order. A `*` in one stands for a name.
pub fn all_keys() -> impl Iterator<Item = &'static str> {
    table::lines().map(|line| line.key)
}

/// Whether a version reads a key.
fn is_read(key: &str, version: Version) -> bool {
    table::line(key).and_then(|line| line.at(version)).is_some_and(|fact| *fact != Fact::Gone)
}
