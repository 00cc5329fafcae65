//! Findings that repeat no credential of the text that they are about.

use super::parse::typed;
use super::validate::PLAIN_CREDENTIAL;
use crate::diagnostic::{Diagnostic, Source};
use crate::flink::credentials::{self, MASK, blurred, without};

/// A shorter text may stand in a message by chance, even in one about its place.
const SHORTEST: usize = 3;

/// Hides what stands at the place of each finding, and what is long enough to be known anywhere.
pub fn hide(parts: &mut [&mut [Diagnostic]], source: &Source) {
    if parts.iter().all(|findings| findings.is_empty()) {
        return;
    }
    let plain = parts.iter().flat_map(|findings| findings.iter());
    let plain = plain.filter(|found| found.code == PLAIN_CREDENTIAL);
    let hidden = credentials::hide(source, &plain.map(|found| found.span).collect::<Vec<_>>());
    for found in parts.iter_mut().flat_map(|findings| findings.iter_mut()) {
        let Diagnostic { message, label, related, help, span, .. } = found;
        let spans = std::iter::once(*span).chain(related.iter().map(|label| label.span));
        let here: Vec<_> = spans
            .flat_map(|span| hidden.within(span.start as usize..span.end as usize))
            .map(|range| source.text()[range].trim_matches(['"', '\'']))
            .flat_map(|written| [written.to_owned(), written.escape_debug().to_string(), typed(written)])
            .filter(|written| written.len() >= SHORTEST)
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
