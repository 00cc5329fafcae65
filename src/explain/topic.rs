//! What is asked for by a name alone: a code, an option, two versions, an annotation, a field, or a word for several of them.

use super::meanings::{self, Meaning};
use super::{annotation, code, field, migration, option, upgrade};
use crate::diagnostic::Page;
use crate::fields;
use crate::flink::version::Version;
use crate::render::parse::codes;
use crate::render::parse::kinds::APACHES;
use crate::sink::terminal::line as safe;

/// Its explanation; with several meanings the list of them. `version`: of Flink, if one is asked for; `pages`: of all codes.
///
/// # Errors
/// Nothing is called so: what is called nearly so.
pub fn explain(topic: &str, version: Option<Version>, pages: &[&Page]) -> Result<String, String> {
    let bare = bare(topic);
    let topic = bare.as_str();
    match exact(topic, version, pages) {
        Ok(text) if topic.contains(['.', '/']) => Ok(text),
        Ok(text) => {
            let mut others = meanings::of(topic, pages);
            others.retain(|other| !other.topic.eq_ignore_ascii_case(topic));
            if others.is_empty() {
                return Ok(text);
            }
            let title = format!("`{topic}` is the name of others, too:");
            Ok(format!("{text}\n{}", meanings::line(&title, &others)))
        }
        Err(problem) if upgrade::versions(topic).is_some() => Err(problem),
        Err(problem) => match &meanings::of(topic, pages)[..] {
            [] => Err(problem),
            [Meaning { topic, what: _ }] => exact(topic, version, pages),
            all => {
                let title = format!("`{}` has {} meanings; ask for one:", safe(topic), all.len());
                Ok(meanings::list(&title, all))
            }
        },
    }
}

/// A path as reviews write it, without its places in lists: the annotation of `metadata.annotations[NAME]`, `spec.envVars.name` of
/// `spec.envVars[0].name`. A key of Flink's options stays.
fn bare(topic: &str) -> String {
    let annotation =
        topic.strip_prefix(fields!("metadata.annotations")).and_then(|rest| rest.strip_prefix('['));
    if let Some(name) = annotation.and_then(|rest| rest.strip_suffix(']')) {
        return name.to_owned();
    }
    if option::key(topic).is_some() {
        return topic.to_owned();
    }
    let mut parts = topic.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + part.split_once(']').map_or("", |(_, rest)| rest))
}

fn exact(topic: &str, version: Option<Version>, pages: &[&Page]) -> Result<String, String> {
    match topic {
        "codes" => return Ok(code::all(pages)),
        "migration" => return Ok(migration::explain()),
        _ => {}
    }
    if let Some(digits) = code::digits(topic) {
        return code::explain(digits, pages);
    }
    if APACHES.iter().any(|kind| kind.eq_ignore_ascii_case(topic)) {
        return code::explain(&codes::APACHES.0.to_string(), pages);
    }
    if let Some(key) = option::key(topic) {
        return option::explain(key, version);
    }
    if let Some((from, to)) = upgrade::versions(topic) {
        return upgrade::explain(from, to);
    }
    if let Some(version) = Version::parse(topic).filter(|version| !upgrade::is_known(*version)) {
        return Err(upgrade::unknown(version));
    }
    annotation::explain(topic).unwrap_or_else(|| field::explain(topic, pages))
}
