//! Why the tokenizer refuses a text, in words.

use saphyr_parser::ScanError;

use super::codes;
use super::limits;
use super::slips;
use crate::diagnostic::{Diagnostic, Span};
use crate::yaml::{Tokens, line_start};

/// What the tokenizer refuses in the document that begins at `start`, in words.
pub fn refusal(tokens: &Tokens<'_>, text: &str, error: &ScanError, start: usize) -> Diagnostic {
    let (error, at) = tokens.told(error, start);
    let line = &text[line_start(text, at)..];
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    // In the middle of a value, it is one of the lines that follow.
    let behind = error.info().ends_with("found a tab").then(|| line.find("\n\t").map(|n| n + 1)).flatten();
    if let Some(tab) = line[..indent].find('\t').or(behind) {
        let tab = line_start(text, at) + tab;
        return Diagnostic::error(codes::TAB, Span::new(tab, tab + 1), "a tab where YAML requires spaces")
            .help("indent with spaces");
    }
    let span = Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8));
    if error.info() == "recursion limit exceeded" {
        return limits::too_deep(span);
    }
    if let Some(found) = slips::syntax::explain(text, start, at) {
        return found;
    }
    if error.info().contains("mapping values are not allowed") {
        let message = "not YAML: a `:` after a complete value";
        let help = "put text that contains `: ` in quotes; or the line is indented deeper than the one above it, which has a \
                    value already";
        return Diagnostic::error(codes::SYNTAX, span, message).help(help);
    }
    Diagnostic::error(codes::SYNTAX, span, format!("not YAML: {}", error.info()))
        .help("look for a missing quote, bracket or space here or in the lines above")
}
