//! Findings that repeat no credential of the text that they are about.

use crate::diagnostic::{Diagnostic, Source};
use crate::flink::credentials::{MASK, blurred, hidden, without};

/// A shorter text may stand in a message by chance, even in one about its place.
const SHORTEST: usize = 3;

/// Hides what stands at the place of each finding, and what is long enough to be known anywhere.
pub fn hide(findings: &mut [Diagnostic], source: &Source) {
    if findings.is_empty() {
        return;
    }
    let hidden = hidden(source);
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
            if let Some(text) = without(shown, &hidden.words) {
                *shown = text;
            }
            let text = blurred(shown);
            if text != *shown {
                *shown = text;
            }
        }
    }
}
