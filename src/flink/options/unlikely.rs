//! Values that Flink takes, and that hardly anybody means.

use super::judge::{File, bytes, milliseconds};
use super::{Kind, Read};

/// Why a value is hardly meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlikely {
    /// A number without a unit, which is one of milliseconds or bytes: far from the default.
    NoUnit {
        /// What it counts.
        counts: &'static str,
        /// How that is written.
        unit: &'static str,
        /// What was perhaps meant.
        perhaps: &'static str,
    },
    /// A part of a whole that is less than nothing, or more than all.
    NoPart,
    /// A list of one item, with commas in it.
    OneItem,
}

/// Without a default, less than a second is hardly meant.
const SECOND: u128 = 1_000;
/// A default that is no longer than this may well be meant in milliseconds.
const SHORT: u128 = SECOND;
/// Without a default, less than what a small page of memory has.
const PAGE: i64 = 4 << 10;
/// What a process or a part of it has is more than this.
const OF_PROCESS: i64 = 1 << 20;
/// Defaults above this mean "no limit".
const MOST: i64 = 1 << 30;

/// Why a value of an option is hardly meant, if it is.
pub fn unlikely(key: &str, read: Read, text: &str, file: File) -> Option<Unlikely> {
    let Read { kind, default } = read;
    let text = text.trim();
    match kind {
        Kind::Duration => {
            let number = text.parse::<u128>().ok().filter(|number| *number > 0)?;
            let bound = match default.and_then(milliseconds).filter(|default| *default > 0) {
                None => SECOND,
                Some(default) if default < SHORT => 0,
                Some(default) => SECOND.min(default / 10),
            };
            let unit = Unlikely::NoUnit { counts: "milliseconds", unit: "ms", perhaps: "s" };
            (number < bound).then_some(unit)
        }
        Kind::Memory => {
            let number = text.parse::<i64>().ok().filter(|number| *number > 0)?;
            let bound = match default.and_then(bytes).filter(|default| *default > 0) {
                Some(default) => default.min(MOST) / 1024,
                None if is_of_process(key) => OF_PROCESS,
                None => PAGE,
            };
            (number < bound).then_some(Unlikely::NoUnit { counts: "bytes", unit: "bytes", perhaps: "mb" })
        }
        Kind::Float | Kind::Double => {
            let number: f64 = text.trim_end_matches(['f', 'F', 'd', 'D']).parse().ok()?;
            (is_part(key) && !is_of_process(key) && !(0.0..=1.0).contains(&number))
                .then_some(Unlikely::NoPart)
        }
        Kind::Texts => {
            let is_one = !kind.is_structured(text, file) && !text.starts_with(['[', '{', '"', '\'']);
            (is_one && text.contains(',') && !text.contains(';') && !is_map(text))
                .then_some(Unlikely::OneItem)
        }
        Kind::Boolean | Kind::Int | Kind::Long | Kind::Enum(_) | Kind::Text => None,
        Kind::Enums(_) | Kind::Maps | Kind::Map => None,
    }
}

/// Whether it is one of the parts of a process' memory, which are added up elsewhere.
fn is_of_process(key: &str) -> bool {
    key.starts_with("taskmanager.memory.") || key.starts_with("jobmanager.memory.")
}

/// Whether an option is a part of something, as its name says.
fn is_part(key: &str) -> bool {
    let name = key.rsplit('.').next().unwrap_or_default();
    ["fraction", "ratio", "fraction-threshold", "jitter-factor"].iter().any(|end| name.ends_with(end))
}

/// Whether an item has parts of its own, as Kryo's types and cached files do: `name:a,path:b`.
fn is_map(text: &str) -> bool {
    let is_pair = |part: &str| {
        part.split_once(':').is_some_and(|(name, rest)| !name.trim().is_empty() && !rest.starts_with("//"))
    };
    text.split(',').next().is_some_and(is_pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_each_bound() {
        let is = |key: &str, kind, default, text: &str| {
            unlikely(key, Read { kind, default }, text, File::Lines).is_some()
        };
        for (default, text, expected) in [
            (None, "999", true),
            (None, "1000", false),
            (Some("0 ms"), "999", true),
            (Some("10 min"), "999", true),
            (Some("10 min"), "1000", false),
            (Some("1 s"), "99", true),
            (Some("1 s"), "100", false),
            (Some("100 ms"), "5", false),
            (Some("10 min"), "60 ms", false),
            (Some("10 min"), "0", false),
        ] {
            assert_eq!(is("a", Kind::Duration, default, text), expected, "{default:?} {text}");
        }
        for (key, default, text, expected) in [
            ("taskmanager.memory.managed.size", None, "1048575", true),
            ("taskmanager.memory.managed.size", None, "1048576", false),
            ("state.backend.rocksdb.block.blocksize", None, "4095", true),
            ("state.backend.rocksdb.block.blocksize", None, "4096", false),
            ("a", Some("64 mb"), "65535", true),
            ("a", Some("64 mb"), "65536", false),
            ("a", Some("32 kb"), "31", true),
            ("a", Some("32 kb"), "32", false),
            ("a", Some("8796093022207 mb"), "1048576", false),
            ("a", None, "512 b", false),
            ("a", None, "0", false),
        ] {
            assert_eq!(is(key, Kind::Memory, default, text), expected, "{key} {default:?} {text}");
        }
        for (text, expected) in [
            ("0", false),
            ("1", false),
            ("1.0f", false),
            ("1.01", true),
            ("-0.1", true),
            ("NaN", true),
            ("x", false),
        ] {
            assert_eq!(is("a.write-buffer-ratio", Kind::Float, None, text), expected, "{text}");
            assert!(!is("a.multiplier", Kind::Double, None, text));
        }
        for (text, expected) in [
            ("org.a,org.b", true),
            ("hdfs:///a.jar, hdfs:///b.jar", true),
            ("org.a", false),
            ("org.a,;org.b", false),
            ("name:a,path:hdfs:///a", false),
            ("[org.a, org.b]", false),
            ("'org.a,org.b'", false),
        ] {
            assert_eq!(is("a", Kind::Texts, None, text), expected, "{text}");
        }
    }
}
