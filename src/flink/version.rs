//! Versions of Flink.

use std::fmt;

/// A minor version: `1.20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// From 0.
    pub minor: u16,
}

/// The oldest version that is rendered for.
pub const OLDEST: Version = Version { major: 1, minor: 8 };
/// The newest version that the tables know.
pub const NEWEST: Version = Version { major: 2, minor: 3 };

/// The last version of each major one that the tables know.
const LAST: &[Version] = &[Version { major: 1, minor: 20 }, NEWEST];

/// What an image's name says of the version of Flink in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Nothing,
    /// A version, in a form that only Flink's images have.
    Surely(Version),
    /// A version, in a form that Flink's images share with others.
    Perhaps(Version),
    /// Two versions.
    Two(Version, Version),
}

impl Version {
    /// Reads `1.8`, `1.8.2`, `1.20.1-scala_2.12-java17`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(['.', '-', '_']);
        let mut number = || {
            let part = parts.next()?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        Some(Self { major: number()?, minor: number()? })
    }

    /// The version in an image's name, if it says one.
    pub fn of_image(image: &str) -> Option<Self> {
        match Told::by(image) {
            Told::Surely(version) | Told::Perhaps(version) => Some(version),
            Told::Nothing | Told::Two(..) => None,
        }
    }

    /// The version before this one.
    pub fn before(self) -> Self {
        let Self { major, minor } = self;
        match (minor.checked_sub(1), Self { major: major.saturating_sub(1), minor }.last()) {
            (Some(minor), _) => Self { major, minor },
            (None, Some(last)) => last,
            (None, None) => self,
        }
    }

    /// The last known version of the same major one; none when nothing is known of that.
    pub fn last(self) -> Option<Self> {
        LAST.iter().copied().find(|last| last.major == self.major)
    }
}

impl Told {
    /// An image called `flink` has Flink's version at the begin of its tag, wherever it is kept. Other images' tags are those
    /// of what is in them, unless they say `flink` and a version (`2.48.0-flink1.16`) or look like Flink's own
    /// (`1.15.2-scala_2.12-java11`).
    pub fn by(image: &str) -> Self {
        let (name, _) = image.split_once('@').unwrap_or((image, ""));
        let (_, file) = name.rsplit_once('/').unwrap_or(("", name));
        let Some((file, tag)) = file.split_once(':') else { return Self::Nothing };
        let tag = tag.to_ascii_lowercase();
        let first = leading(&tag);
        let certain = first.filter(|(_, rest)| file == "flink" || rest.starts_with("-scala_2."));
        let mut told = marked(&tag).chain(certain.map(|(version, _)| version));
        match (told.next(), first) {
            (Some(version), _) => match told.find(|other| *other != version) {
                Some(other) => Self::Two(version, other),
                None => Self::Surely(version),
            },
            (None, Some((version, rest))) if is_java(rest) => Self::Perhaps(version),
            (None, _) => Self::Nothing,
        }
    }
}

/// The versions behind the word `flink`.
fn marked(tag: &str) -> impl Iterator<Item = Version> {
    tag.match_indices("flink").filter_map(|(n, word)| {
        let (before, behind) = (&tag[..n], &tag[n + word.len()..]);
        let whole = before.strip_suffix("py").unwrap_or(before).ends_with(|c: char| c.is_ascii_alphabetic());
        let version = leading(behind.strip_prefix(['-', '_', '.']).unwrap_or(behind));
        version.filter(|_| !whole).map(|(version, _)| version)
    })
}

/// The version that a text begins with, and what stands behind its numbers.
fn leading(text: &str) -> Option<(Version, &str)> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    // `1.20rc1` is hardly 1.20; behind a third number it no longer matters.
    let whole = numbers.matches('.').count() > 1 || !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    Some((Version::parse(numbers).filter(|_| whole)?, rest))
}

/// `-java17`
fn is_java(suffix: &str) -> bool {
    suffix.strip_prefix("-java").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags() {
        let version = |(major, minor)| Version { major, minor };
        for (image, expected) in [
            ("flink:1.8.2", (1, 8)),
            ("registry.example.com:5000/streams/flink:1.20.1-scala_2.12-java17", (1, 20)),
            ("flink:2.0", (2, 0)),
            ("flink:1.20.1rc1", (1, 20)),
            ("flink:1.20-java17", (1, 20)),
            ("flink:v1.19.3@sha256:00", (1, 19)),
            ("flink:1.7.2.4", (1, 7)),
            ("flink:1.17.2-flink-1.17", (1, 17)),
            ("a/flink:flink-1.17-team", (1, 17)),
            ("a/orders:1.15.2-scala_2.12-java11", (1, 15)),
            ("a/orders:flink-1.14.6", (1, 14)),
            ("a/orders:v3_flink-1.13.2-scala_2.11", (1, 13)),
            ("a/orders:flink1.17.1-app-4", (1, 17)),
            ("a/orders:2.1.0-pyflink1.17", (1, 17)),
            ("beam:2.48.0-flink1.16", (1, 16)),
            ("beam:2.48.0-Flink_v1.16", (1, 16)),
            ("functicons/flink-ops-playground:2-FLINK-1.9-scala_2.11", (1, 9)),
            ("flink:3.0", (3, 0)),
        ] {
            assert_eq!(Told::by(image), Told::Surely(version(expected)), "{image}");
        }
        for (image, expected) in [("orders:1.20.1-java17", (1, 20)), ("flink-orders:2.1.0-java17", (2, 1))] {
            assert_eq!(Told::by(image), Told::Perhaps(version(expected)), "{image}");
        }
        for (image, one, other) in
            [("orders:flink-1.14-flink-1.15", (1, 14), (1, 15)), ("flink:2.1.0-flink1.15", (1, 15), (2, 1))]
        {
            assert_eq!(Told::by(image), Told::Two(version(one), version(other)), "{image}");
        }
        for image in [
            "flink",
            "flink:latest",
            "flink:1",
            "flink:scala_2.12",
            "flink:java17",
            "flink:1.20rc1",
            "localhost:1.8/flink",
            "flink@sha256:1.8",
            "flink:20240101.1",
            "flink:1.99999999",
            "flink:1-20",
            "orders:1.4.2",
            "orders:1.17-r4",
            "flink-orders:2.1.0",
            "orders:myflink-2.1.0",
            "orders:1.17.1-flink",
            "orders:flink-117",
            "orders:2.48.0-javax",
            "",
            ":",
            "flink:",
            "orders:flink",
        ] {
            assert_eq!(Told::by(image), Told::Nothing, "{image}");
        }
    }
}
