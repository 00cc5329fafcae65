//! Findings that repeat no credential of the text that they are about.

use crate::diagnostic::{Diagnostic, Source};
use crate::flink::credentials::{Hidden, LONG, MASK, blurred};

/// A shorter text may stand in a message by chance, even in one about its place.
const SHORTEST: usize = 3;
/// What a message writes behind a text that it cuts.
const CUT: &str = "...";

/// Hides what stands at the place of each finding, and what is long enough to be known anywhere.
pub fn hide(findings: &mut [Diagnostic], source: &Source) {
    if findings.is_empty() {
        return;
    }
    let hidden = Hidden::of(&source.text);
    for found in findings {
        let Diagnostic { message, label, related, help, span, .. } = found;
        let spans = std::iter::once(*span).chain(related.iter().map(|label| label.span));
        let here: Vec<_> = spans
            .flat_map(|span| hidden.within(span.start as usize..span.end as usize))
            .map(|range| source.text[range].trim_matches(['"', '\'']))
            .filter(|written| written.len() >= SHORTEST)
            .flat_map(|written| [written.to_owned(), written.escape_debug().to_string()])
            .collect();
        let related = related.iter_mut().map(|label| &mut label.text);
        for shown in [message, label].into_iter().chain(help).chain(related) {
            for text in here.iter().filter(|text| shown.contains(*text)).collect::<Vec<_>>() {
                *shown = shown.replace(text, MASK);
            }
            if let Some(text) = without(shown, hidden.words()) {
                *shown = text;
            }
            let text = blurred(shown);
            if text != *shown {
                *shown = text;
            }
        }
    }
}

/// A text without some words, which are in order; none where it has none of them.
fn without(text: &str, words: &[String]) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
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
