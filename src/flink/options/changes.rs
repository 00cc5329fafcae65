//! What a key means to one version, and no longer, or otherwise, to another one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::judge::{File, Instead, Verdict, same};
use super::table::{self, Fact, Read};
use super::{Kind, Known, fact, lookup};
use crate::flink::reference;
use crate::flink::version::{NEWEST, OLDEST, Version};

/// A version, and the file that it reads settings from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The version.
    pub version: Version,
    /// The file.
    pub file: File,
}

/// What changes for a setting with another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is not read any more.
    Ends {
        /// What it was another name of, or is called there, if that is read.
        now: Option<&'static str>,
    },
    /// It is read, and was not.
    Begins,
    /// It is another name of options, and was none, or of others.
    Renamed {
        /// Of which.
        to: Vec<&'static str>,
    },
    /// Of its value, something else is made.
    Taken {
        /// Before.
        was: Taken,
        /// After.
        is: Taken,
    },
    /// Where it is not set, something else is taken.
    Default {
        /// Before.
        was: &'static str,
        /// After.
        is: &'static str,
    },
}

/// What is made of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It counts as it is written.
    Written,
    /// It counts as a list or a map of YAML.
    Structure,
    /// Something else counts.
    Instead(Instead),
    /// Nothing: the process, or the job, does not start.
    Refused,
}

/// An option with another default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Its name in the version after.
    pub key: &'static str,
    /// Before.
    pub was: &'static str,
    /// After.
    pub is: &'static str,
}

/// What changes for a setting that is there before and after, with the value that it has after.
pub fn of(key: &str, value: &str, from: Reader, to: Reader) -> Vec<Change> {
    let (was, is) = (lookup(key, from.version), lookup(key, to.version));
    let mut all = Vec::new();
    match (is_read(&was), is_read(&is)) {
        (false, false) => return all,
        (false, true) => return vec![Change::Begins],
        (true, false) => {
            return vec![Change::Ends { now: now(is) }];
        }
        (true, true) => {}
    }
    if let Known::Renamed { to, .. } = &is
        && !matches!(&was, Known::Renamed { to: before, .. } if before == to)
    {
        all.push(Change::Renamed { to: to.clone() });
    }
    let (Some(was), Some(is)) = (was.read(), is.read()) else { return all };
    if !reference::is_in(value) {
        let (was, is) = (taken(was.kind, value, from), taken(is.kind, value, to));
        all.extend((was != is).then_some(Change::Taken { was, is }));
    }
    all.extend(shift(was, is).map(|(was, is)| Change::Default { was, is }));
    all
}

/// All options that both versions have, with another default in each.
pub fn defaults(from: Version, to: Version) -> Arc<[Shift]> {
    /// A fleet moves from one version to another: what changes is the same for all of it.
    static KNOWN: Mutex<Shifts> = Mutex::new(BTreeMap::new());
    let [from, to] = [from, to].map(|version| version.clamp(OLDEST, NEWEST));
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry((from, to)).or_insert_with(|| shifts(from, to).collect()))
}

/// By the versions before and after.
type Shifts = BTreeMap<(Version, Version), Arc<[Shift]>>;

fn shifts(from: Version, to: Version) -> impl Iterator<Item = Shift> {
    table::lines().filter(move |_| from != to).filter_map(move |line| {
        let Fact::Option { read: was, deprecated: _ } = line.at(from)? else { return None };
        let key = match lookup(line.key, to) {
            Known::Option(_) | Known::Deprecated(_) => line.key,
            Known::Renamed { to, deprecated: _, read: _ } => *to.first()?,
            Known::Removed { until: _, now } | Known::NotYet { since: _, now } => now?,
            Known::Family(_) | Known::Unknown { near: _ } => return None,
        };
        let (was, is) = shift(*was, lookup(key, to).read()?)?;
        Some(Shift { key, was, is })
    })
}

/// What changes for an option, or for another name of one, whoever sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// It is not read any more.
    Gone {
        /// What it was another name of, or is called there, if that is read.
        now: Option<&'static str>,
    },
    /// It is another name of these.
    Renamed(Vec<&'static str>),
    /// It is new, and no other name of what was there.
    New(Read),
    /// Its type is another one.
    Kind(Kind, Kind),
    /// Its default is another one, or none any more, or was none.
    Default(Option<&'static str>, Option<&'static str>),
}

/// All that changes from one version to another, by key.
pub fn all(from: Version, to: Version) -> Vec<(&'static str, Other)> {
    let [from, to] = [from, to].map(|version| version.clamp(OLDEST, NEWEST));
    let mut found = Vec::new();
    // Newer names of what was there are not new.
    let mut known = BTreeSet::new();
    for line in table::lines().filter(|_| from != to) {
        let (was, is) = (line.at(from), line.at(to));
        match (was.filter(|fact| **fact != Fact::Gone), is.filter(|fact| **fact != Fact::Gone)) {
            (None, None) => {}
            (Some(_), None) => {
                let now = now(lookup(line.key, to));
                known.extend(now);
                found.push((line.key, Other::Gone { now }));
            }
            (Some(Fact::Option { .. }), Some(Fact::Name { of, deprecated: _ })) => {
                known.extend(of.iter().copied());
                found.push((line.key, Other::Renamed(of.clone())));
            }
            (None, Some(Fact::Option { read, deprecated: _ })) => found.push((line.key, Other::New(*read))),
            (Some(Fact::Option { read: was, .. }), Some(Fact::Option { read: is, .. })) => {
                if was.kind != is.kind {
                    found.push((line.key, Other::Kind(was.kind, is.kind)));
                }
                if was.default.is_none() != is.default.is_none() {
                    found.push((line.key, Other::Default(was.default, is.default)));
                }
            }
            (Some(Fact::Name { .. }) | None, Some(Fact::Name { .. }))
            | (Some(Fact::Name { .. } | Fact::Gone), Some(Fact::Option { .. }))
            | (_, Some(Fact::Gone))
            | (Some(Fact::Gone), Some(Fact::Name { .. })) => {}
        }
    }
    found.retain(|(key, other)| !matches!(other, Other::New(_)) || !known.contains(key));
    let shifts = defaults(from, to);
    found.extend(shifts.iter().map(|Shift { key, was, is }| (*key, Other::Default(Some(was), Some(is)))));
    found.sort_by_key(|(key, _)| *key);
    found
}

/// The options that a setting counts for.
pub fn sets(key: &str, version: Version) -> Vec<&str> {
    match fact(key, version) {
        Some(Fact::Name { of, deprecated: _ }) => of.clone(),
        Some(Fact::Option { .. } | Fact::Gone) | None => vec![key],
    }
}

/// What a key that is not read is called there.
fn now(known: Known) -> Option<&'static str> {
    match known {
        Known::Removed { until: _, now } | Known::NotYet { since: _, now } => now,
        Known::Option(_)
        | Known::Deprecated(_)
        | Known::Renamed { .. }
        | Known::Family(_)
        | Known::Unknown { near: _ } => None,
    }
}

fn is_read(known: &Known) -> bool {
    match known {
        Known::Option(_) | Known::Deprecated(_) | Known::Renamed { .. } | Known::Family(_) => true,
        Known::Removed { .. } | Known::NotYet { .. } | Known::Unknown { near: _ } => false,
    }
}

/// The two defaults, where they differ. An option without one has one in the code that reads it, which no table knows.
fn shift(was: Read, is: Read) -> Option<(&'static str, &'static str)> {
    let (before, after) = (was.default?, is.default?);
    (!same((was.kind, before), (is.kind, after))).then_some((before, after))
}

fn taken(kind: Kind, value: &str, reader: Reader) -> Taken {
    let Reader { version, file } = reader;
    match kind.judge(value.trim(), version, file) {
        Verdict::Taken if kind.is_structured(value, file) => Taken::Structure,
        Verdict::Taken => Taken::Written,
        Verdict::Instead(instead) => Taken::Instead(instead),
        Verdict::Refused(_) => Taken::Refused,
    }
}
