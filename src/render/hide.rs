//! Findings that repeat no credential of the text that they are about.

use crate::diagnostic::{Diagnostic, Source};
use crate::flink::credentials::{Hidden, MASK};

/// A shorter text may stand in a message by chance.
const SHORTEST: usize = 3;

/// Hides what stands at the place of each finding.
pub fn hide(findings: &mut [Diagnostic], source: &Source) {
    if findings.is_empty() {
        return;
    }
    let hidden = Hidden::of(&source.text);
    for found in findings {
        let place = found.span.start as usize..found.span.end as usize;
        for range in hidden.within(place) {
            let written = source.text[range].trim_matches(['"', '\'']);
            if written.len() < SHORTEST {
                continue;
            }
            for text in [written.to_owned(), written.escape_debug().to_string()] {
                let texts = [Some(&mut found.message), Some(&mut found.label), found.help.as_mut()];
                for shown in texts.into_iter().flatten().filter(|shown| shown.contains(&text)) {
                    *shown = shown.replace(&text, MASK);
                }
            }
        }
    }
}
