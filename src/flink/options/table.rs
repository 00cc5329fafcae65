//! The table's lines: `KEY`, then `SINCE FACT` for each version that changes it, separated by tabs.

use std::sync::OnceLock;

use super::kind::Kind;
use crate::flink::version::Version;

/// 1,300 keys, sorted by their bytes.
const TABLE: &str = include_str!("options.tsv");

/// Where each line begins, its key ends, and it ends: known when the program is built, as to find this takes longer than a cluster.
static LINES: [[u32; 3]; COUNT] = {
    let (mut lines, mut line, mut at) = ([[0; 3]; COUNT], 0, 0);
    while line < COUNT {
        lines[line][0] = at as u32;
        while TABLE.as_bytes()[at] != b'\t' {
            at += 1;
        }
        lines[line][1] = at as u32;
        while TABLE.as_bytes()[at] != b'\n' {
            at += 1;
        }
        lines[line][2] = at as u32;
        line += 1;
        at += 1;
    }
    lines
};
/// Each ends with a line break.
const COUNT: usize = {
    let (mut lines, mut at) = (0, 0);
    while at < TABLE.len() {
        lines += (TABLE.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    lines
};

/// Where the line of a key is, by the key's hash or, where another one is there, behind it.
static INDEX: [u16; PLACES] = {
    assert!(COUNT < NONE as usize && 2 * COUNT < PLACES);
    let (mut index, mut line) = ([NONE; PLACES], 0);
    while line < COUNT {
        let (mut hash, mut at) = (BASIS, LINES[line][0]);
        while at < LINES[line][1] {
            hash = hashed(hash, TABLE.as_bytes()[at as usize]);
            at += 1;
        }
        let mut place = hash as usize % PLACES;
        while index[place] != NONE {
            place = (place + 1) % PLACES;
        }
        index[place] = line as u16;
        line += 1;
    }
    index
};
const PLACES: usize = 4096;
const NONE: u16 = u16::MAX;

/// FNV-1a.
const BASIS: u32 = 0x811c_9dc5;
const fn hashed(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// What the lines say, of those that were asked for.
static FACTS: [OnceLock<Vec<(Version, Fact)>>; COUNT] = [const { OnceLock::new() }; COUNT];

/// What a key is from a version on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// An option.
    Option {
        /// What is read of it.
        read: Read,
        /// Whether it is deprecated.
        deprecated: bool,
    },
    /// Another name of options.
    Name {
        /// Of which.
        of: Vec<&'static str>,
        /// Whether Flink warns of it.
        deprecated: bool,
    },
    /// Nothing that is read.
    Gone,
}

/// What a version reads under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// What values are.
    pub kind: Kind,
    /// The value where none is set, as one would write it; a long one is cut, and ends in `…`.
    pub default: Option<&'static str>,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The key; a `*` in it stands for a name.
    pub key: &'static str,
    place: usize,
}

impl Line {
    fn of(place: usize) -> Self {
        let [start, tab, _] = LINES[place];
        Self { key: &TABLE[start as usize..tab as usize], place }
    }

    /// What it is, from which version on.
    pub fn facts(self) -> &'static [(Version, Fact)] {
        FACTS[self.place].get_or_init(|| {
            let facts = self.written().split('\t').filter_map(|fact| {
                let (since, fact) = fact.split_once(' ')?;
                let (major, minor) = since.split_once('.')?;
                let since = Version { major: major.parse().ok()?, minor: minor.parse().ok()? };
                Some((since, Fact::of(fact)))
            });
            facts.collect()
        })
    }

    /// The same as it is written.
    fn written(self) -> &'static str {
        let [_, tab, end] = LINES[self.place];
        &TABLE[tab as usize + 1..end as usize]
    }

    /// What it was and is, up to a version.
    fn until(self, version: Version) -> &'static [(Version, Fact)] {
        let facts = self.facts();
        &facts[..facts.partition_point(|(since, _)| *since <= version)]
    }

    /// What it is to a version.
    pub fn at(self, version: Version) -> Option<&'static Fact> {
        self.until(version).last().map(|(_, fact)| fact)
    }

    /// What it was before a version that does not read it any more, and up to which version.
    pub fn before(self, version: Version) -> Option<(Version, &'static Fact)> {
        match self.until(version) {
            [.., (_, fact), (since, Fact::Gone)] => Some((since.before(), fact)),
            [.., (_, Fact::Gone | Fact::Option { .. } | Fact::Name { .. })] | [] => None,
        }
    }

    /// The first version after this one that reads it.
    pub fn after(self, version: Version) -> Option<Version> {
        self.facts()
            .iter()
            .find(|(since, fact)| *since > version && *fact != Fact::Gone)
            .map(|(since, _)| *since)
    }
}

impl Fact {
    fn of(text: &'static str) -> Self {
        let names = |deprecated, text: &'static str| Self::Name { of: text.split('|').collect(), deprecated };
        if text == "-" {
            return Self::Gone;
        }
        if let Some(text) = text.strip_prefix('>') {
            return names(true, text);
        }
        if let Some(text) = text.strip_prefix('~') {
            return names(false, text);
        }
        let (deprecated, text) = text.strip_prefix('!').map_or((false, text), |text| (true, text));
        let (kind, default) = match text.split_once(" =") {
            Some((kind, default)) => (kind, Some(default)),
            None => (text, None),
        };
        Self::Option { read: Read { kind: Kind::of(kind), default }, deprecated }
    }
}

/// The line of a key; a reporter's name in it may be any.
pub fn line(key: &str) -> Option<Line> {
    exact(key).or_else(|| {
        let (head, rest) = REPORTERS.iter().find_map(|head| Some((head, key.strip_prefix(head)?)))?;
        // A name has no dots.
        exact(&format!("{head}*{}", &rest[rest.find('.')?..]))
    })
}

/// What is under one name for each thing that somebody names.
const REPORTERS: &[&str] =
    &["metrics.reporter.", "traces.reporter.", "events.reporter.", "external-resource."];

fn exact(key: &str) -> Option<Line> {
    let mut place = key.bytes().fold(BASIS, hashed) as usize % PLACES;
    loop {
        match INDEX[place] {
            NONE => return None,
            line => {
                let line = Line::of(line.into());
                if line.key == key {
                    return Some(line);
                }
            }
        }
        place = (place + 1) % PLACES;
    }
}

/// All lines.
pub fn lines() -> impl Iterator<Item = Line> {
    (0..COUNT).map(Line::of)
}

/// A name that a version reads for an option that later versions call so: its own name then, where it has several.
pub fn name_at(key: &str, version: Version) -> Option<&'static str> {
    let is_its_name = |line: &Line| {
        line.facts().iter().any(|(_, fact)| matches!(fact, Fact::Name { of, .. } if of.contains(&key)))
    };
    let names = lines().filter(|line| line.written().contains(key)).filter(is_its_name);
    let read = names.filter_map(|line| match line.at(version)? {
        Fact::Option { read: _, deprecated } => Some((*deprecated, line.key)),
        Fact::Name { of, deprecated: _ } => Some((true, *of.first()?)),
        Fact::Gone => None,
    });
    read.min().map(|(_, key)| key)
}
