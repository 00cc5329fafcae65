//! The option that an unknown key was meant to be.

use super::table::{self, Fact};
use crate::flink::version::Version;

/// Letters that two keys may differ in.
const APART: usize = 2;
/// A shorter key may be the user's own, and like one of Flink's by chance.
const SHORTEST: usize = 10;

/// The key of the version that is this one but for its dress (`taskmanager.number-of-task-slots`), or for two letters.
pub fn key(key: &str, version: Version) -> Option<&'static str> {
    if key.len() < SHORTEST {
        return None;
    }
    let near = table::lines().filter_map(|line| {
        let distance = distance(line.key, key)?;
        let is_read = || line.at(version).is_some_and(|fact| fact != Fact::Gone);
        (!line.key.contains('*') && is_read()).then_some((distance, line.key))
    });
    near.min().map(|(_, key)| key)
}

/// How many letters two keys differ in; none where there are too many.
fn distance(one: &str, other: &str) -> Option<usize> {
    if bare(one).eq(bare(other)) {
        return Some(0);
    }
    // Most pairs are told apart before their letters are counted.
    let begins = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let ends = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    if one.len().abs_diff(other.len()) > APART || begins + ends < one.len() / 2 {
        return None;
    }
    Some(strsim::damerau_levenshtein(one, other)).filter(|distance| *distance <= APART)
}

fn bare(key: &str) -> impl Iterator<Item = u8> {
    key.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase())
}
