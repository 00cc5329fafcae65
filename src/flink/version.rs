//! Versions of Flink.

use std::fmt;

/// A minor version: `1.20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// 1 or 2.
    pub major: u16,
    /// From 0.
    pub minor: u16,
}

/// The oldest version that is rendered for.
pub const OLDEST: Version = Version { major: 1, minor: 8 };
/// The newest version that the tables know.
pub const NEWEST: Version = Version { major: 2, minor: 3 };

impl Version {
    /// Reads `1.8`, `1.8.2`, `1.20.1-scala_2.12-java17`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(['.', '-', '_']);
        let mut number = || {
            let part = parts.next()?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let (major, minor) = (number()?, number()?);
        (1..=9).contains(&major).then_some(Self { major, minor })
    }

    /// The version in an image's tag: `flink:1.8.2`, `registry:5000/flink:v1.20.1-java17@sha256:...`, and those of Flink's
    /// own playgrounds, `2-FLINK-1.9-scala_2.11`.
    pub fn of_image(image: &str) -> Option<Self> {
        let (name, _) = image.split_once('@').unwrap_or((image, ""));
        let (_, file) = name.rsplit_once('/').unwrap_or(("", name));
        let (_, tag) = file.split_once(':')?;
        let named = tag.to_ascii_lowercase().find("flink-").map_or(tag, |n| &tag[n + "flink-".len()..]);
        Self::parse(named.strip_prefix('v').unwrap_or(named))
    }
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
        for (image, version) in [
            ("flink:1.8.2", Some((1, 8))),
            ("registry.example.com:5000/streams/flink:1.20.1-scala_2.12-java17", Some((1, 20))),
            ("flink:2.0", Some((2, 0))),
            ("flink:v1.19.3@sha256:00", Some((1, 19))),
            ("a/flink:flink-1.17-team", Some((1, 17))),
            ("functicons/flink-ops-playground:2-FLINK-1.9-scala_2.11", Some((1, 9))),
            ("flink", None),
            ("flink:latest", None),
            ("flink:1", None),
            ("localhost:1.8/flink", None),
            ("flink@sha256:1.8", None),
            ("flink:20240101.1", None),
            ("flink:1.99999999", None),
        ] {
            let expected = version.map(|(major, minor)| Version { major, minor });
            assert_eq!(Version::of_image(image), expected, "{image}");
        }
    }
}
