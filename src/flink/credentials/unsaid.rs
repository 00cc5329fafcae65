//! Texts that may repeat a credential of another one, such as messages about it.

use super::key::MASK;
use super::text::{LONG, hidden};
use crate::diagnostic::Source;

/// What a message writes behind a text that it cuts.
const CUT: &str = "...";

/// A text in which nothing of a source is repeated that is a credential there, under whatever key.
pub fn unsaid(text: &str, source: &Source) -> Option<String> {
    without(text, &hidden(source).words)
}

/// A text without some words, which are in order and at least eight characters long; none where it has none of them.
pub fn without(text: &str, words: &[String]) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let (mut out, mut from) = (String::new(), 0);
    for (at, _) in text.char_indices() {
        if at < from {
            continue;
        }
        let rest = &text[at..];
        // Those that have most in common with it are around the place where it would be.
        let place = words.partition_point(|word| word.as_str() <= rest);
        let near = [place.checked_sub(1), Some(place)].into_iter().flatten().filter_map(|n| words.get(n));
        let length = near.filter_map(|word| begun(rest, word)).max();
        if let Some(length) = length {
            out.push_str(&text[from..at]);
            out.push_str(MASK);
            from = at + length;
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// How much of a word a text begins with: all of it, or all that is not cut off.
fn begun(text: &str, word: &str) -> Option<usize> {
    if let Some(behind) = text.strip_prefix(word) {
        // A longer one may begin with it.
        let more = behind.find(|c: char| !(c.is_alphanumeric() || "+/=_-".contains(c)));
        return Some(more.map_or(text.len(), |more| word.len() + more));
    }
    let common = text.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    (common >= LONG && text[common..].starts_with(CUT)).then_some(common)
}
