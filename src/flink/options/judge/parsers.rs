//! What versions' parsers differ in: nothing that is rendered depends on it, so it is none of the features.

use crate::flink::version::Version;

/// The parsers of a version, as `tests/e2e/options/run` saw them.
#[derive(Debug, Clone, Copy)]
pub struct Parsers {
    /// A value that is not of its option's type is refused; before, a number was the option's default, and a boolean false.
    pub typed: bool,
    /// `m` is the letter of minutes.
    pub minute_letter: bool,
    /// A duration's number may have more than 64 bits.
    pub long_durations: bool,
    /// Durations may be ISO 8601's, `PT10S`.
    pub iso_durations: bool,
}

impl Parsers {
    /// Those of a version.
    pub fn of(version: Version) -> Self {
        let since = |major, minor| version >= Version { major, minor };
        Self {
            typed: since(1, 10),
            minute_letter: since(1, 15),
            long_durations: since(2, 0),
            iso_durations: since(2, 1),
        }
    }
}
