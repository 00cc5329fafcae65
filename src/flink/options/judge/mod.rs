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
use crate::flink::version::Version;

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

fn refused(problem: Option<String>) -> Verdict {
    problem.map_or(Verdict::Taken, Verdict::Refused)
}

fn word(text: &str, words: Words) -> Option<String> {
    let upper = text.to_uppercase();
    let known = words.iter().any(|word| word.to_uppercase() == upper);
    (!known).then(|| format!("expected one of: [{}]", words.iter().collect::<Vec<_>>().join(", ")))
}
