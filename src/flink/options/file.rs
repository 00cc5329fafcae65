//! Which file Flink's configuration stands in, and what each can say.

use super::judge::File;
use super::lookup;
use crate::flink::features::Feature;
use crate::flink::version::Version;

/// The file of a version. Where it reads either, `config.yaml` is for what `flink-conf.yaml` cannot say.
pub fn file<'a>(version: Version, mut properties: impl Iterator<Item = (&'a str, &'a str)>) -> File {
    let yaml = version.has(Feature::YamlConfiguration)
        || version.has(Feature::EitherConfiguration)
            && properties
                .any(|(key, value)| unwritable(value).is_some() || is_structure(key, value, version));
    if yaml { File::Yaml } else { File::Lines }
}

/// Why a value cannot stand in `flink-conf.yaml`.
pub fn unwritable(value: &str) -> Option<&'static str> {
    match value {
        "" => Some("cannot be empty: Flink skips the line"),
        _ if value.contains(['\n', '\r']) => Some("cannot contain a line break"),
        _ if value.contains('#') => Some("would be cut off at its `#`"),
        _ if value.trim() != value => Some("would lose its leading and trailing whitespace"),
        _ => None,
    }
}

/// Whether a value is a list or a map of YAML, of an option that has such values.
pub fn is_structure(key: &str, value: &str, version: Version) -> bool {
    if !value.trim_start().starts_with(['[', '{']) {
        return false;
    }
    lookup(key, version).read().is_some_and(|read| read.kind.is_structure())
}
