//! The option that an unknown key was meant to be.

use super::table::{self, Fact};
use crate::flink::version::Version;

/// Letters that two keys may differ in; more where they are long.
const APART: usize = 2;
const FURTHEST: usize = 4;
/// A shorter key may be the user's own, and like one of Flink's by chance.
const SHORTEST: usize = 10;

/// The key of the version that is this one but for its dress (`taskmanager.number-of-task-slots`), or for two letters.
pub fn key(key: &str, version: Version) -> Option<&'static str> {
    if key.len() < SHORTEST {
        return None;
    }
    let near = table::lines().filter_map(|line| {
        let distance = distance(line.key, key)?;
        let is_read = || line.at(version).is_some_and(|fact| *fact != Fact::Gone);
        (!line.key.contains('*') && is_read()).then_some((distance, line.key))
    });
    near.min().map(|(_, key)| key)
}

/// The same among keys that begin alike, and whose ends somebody may choose: a name in the key stays.
pub fn within(prefix: &str, key: &str, version: Version) -> Option<String> {
    let rest = key.strip_prefix(prefix)?;
    let candidates = table::lines().filter_map(|line| {
        let known = line.key.strip_prefix(prefix)?;
        let (name, rest, known) = match known.strip_prefix("*.") {
            Some(known) => {
                let (name, rest) = rest.split_once('.')?;
                (format!("{name}."), rest, known)
            }
            None => (String::new(), rest, known),
        };
        let apart = if known.len() < SHORTEST { 1 } else { APART };
        let distance = strsim::damerau_levenshtein(known, rest);
        let is_read = || line.at(version).is_some_and(|fact| *fact != Fact::Gone);
        (distance > 0 && distance <= apart && !known.contains('*') && is_read())
            .then(|| (distance, format!("{prefix}{name}{known}")))
    });
    candidates.min().map(|(_, key)| key)
}

/// How many letters two keys differ in; none where there are too many.
fn distance(one: &str, other: &str) -> Option<usize> {
    if bare(one).eq(bare(other)) {
        return Some(0);
    }
    // Most pairs are told apart before their letters are counted.
    let begins = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let ends = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let apart = (one.len() / 8).clamp(APART, FURTHEST);
    if one.len().abs_diff(other.len()) > apart || begins + ends < one.len() / 2 {
        return None;
    }
    Some(strsim::damerau_levenshtein(one, other)).filter(|distance| *distance <= apart)
}

fn bare(key: &str) -> impl Iterator<Item = u8> {
    key.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase())
}
