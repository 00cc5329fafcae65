//! What Flink makes of a value: its own parsers' rules, which `tests/e2e/options/run` asks for each option.

mod file;
mod parsers;
mod numbers;
mod duration;
mod memory;
mod structure;

pub use file::File;

use self::parsers::Parsers;
use super::kind::{Kind, Words};
use crate::flink::version::{NEWEST, Version};

/// What Flink makes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It takes it.
    Taken,
    /// It takes something else in its place, and says so in its log at most.
    Instead(Instead),
    /// It refuses it, for this reason: a clause, as Flink says it or nearly so.
    Refused(String),
}

/// What is taken in place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// The option's default.
    Default,
    /// `false`.
    False,
}

impl Kind {
    /// What a version makes of a value of this type. What is left to whoever reads the option is taken.
    pub fn judge(self, text: &str, version: Version, file: File) -> Verdict {
        let parsers = Parsers::of(version);
        let otherwise = |problem: Option<String>, instead| match problem {
            Some(problem) if parsers.typed => Verdict::Refused(problem),
            Some(_) => Verdict::Instead(instead),
            None => Verdict::Taken,
        };
        match self {
            Self::Boolean => otherwise(numbers::boolean(text), Instead::False),
            Self::Int => {
                otherwise(numbers::integer(text, i32::MIN.into(), i32::MAX.into()), Instead::Default)
            }
            Self::Long => {
                otherwise(numbers::integer(text, i64::MIN.into(), i64::MAX.into()), Instead::Default)
            }
            Self::Float | Self::Double => otherwise(numbers::float(text), Instead::Default),
            Self::Duration => refused(duration::problem(text, parsers)),
            Self::Memory => refused(memory::problem(text)),
            Self::Enum(words) => refused(word(text, words)),
            Self::Text => Verdict::Taken,
            Self::Texts => refused(structure::list(text, file).err()),
            Self::Enums(words) => refused(match structure::list(text, file) {
                Ok(parts) => parts.iter().find_map(|part| word(part, words)),
                Err(problem) => Some(problem),
            }),
            Self::Maps => refused(match structure::list(text, file) {
                Ok(parts) => parts.iter().find_map(|part| structure::map(part, file).err()),
                Err(problem) => Some(problem),
            }),
            Self::Map => refused(structure::map(text, file).err()),
        }
    }
}

impl Kind {
    /// Whether a value of it counts as a list or a map of YAML.
    pub fn is_structured(self, text: &str, file: File) -> bool {
        match (file, self) {
            (File::Yaml, Self::Texts | Self::Enums(_) | Self::Maps) => structure::is_structured(text),
            (File::Yaml, Self::Map) => structure::is_mapping(text),
            (File::Yaml, Self::Boolean | Self::Int | Self::Long | Self::Float | Self::Double)
            | (File::Yaml, Self::Duration | Self::Memory | Self::Enum(_) | Self::Text)
            | (File::Lines, _) => false,
        }
    }
}

/// Whether two texts of these types are the same to Flink: a number where a duration or an amount of memory is read is one of
/// milliseconds or bytes.
pub fn same((one, a): (Kind, &str), (other, b): (Kind, &str)) -> bool {
    let either = |kind| one == kind || other == kind;
    let both = |read: &dyn Fn(&str) -> Option<u128>| Some(read(a)? == read(b)?);
    let length = |text: &str| duration::nanoseconds(text, Parsers::of(NEWEST)).ok()?;
    let bytes = |text: &str| memory::bytes(text).ok().and_then(|bytes| bytes.try_into().ok());
    let equal = match (one, other) {
        _ if either(Kind::Duration) => both(&length),
        _ if either(Kind::Memory) => both(&bytes),
        (Kind::Enum(_) | Kind::Boolean, _) | (_, Kind::Enum(_) | Kind::Boolean) => {
            Some(a.eq_ignore_ascii_case(b))
        }
        _ => a.parse::<f64>().ok().zip(b.parse::<f64>().ok()).map(|(a, b)| a == b),
    };
    equal.unwrap_or(a == b)
}

/// How many milliseconds a duration is.
pub fn milliseconds(text: &str) -> Option<u128> {
    duration::nanoseconds(text, Parsers::of(NEWEST)).ok()?.map(|nanoseconds| nanoseconds / 1_000_000)
}

/// How many bytes an amount of memory is.
pub fn bytes(text: &str) -> Option<i64> {
    memory::bytes(text).ok()
}

fn refused(problem: Option<String>) -> Verdict {
    problem.map_or(Verdict::Taken, Verdict::Refused)
}

fn word(text: &str, words: Words) -> Option<String> {
    let upper = text.to_uppercase();
    let known = words.iter().any(|word| word.to_uppercase() == upper);
    (!known).then(|| format!("expected one of: [{}]", words.iter().collect::<Vec<_>>().join(", ")))
}
