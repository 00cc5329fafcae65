//! JSON for machines, which ends in logs all the same: the same values, without a character that a log would obey.

use std::fmt::{self, Write};

use crate::hidden::is_hidden;
use serde_json::Value;

/// A document with a line break at its end.
pub fn document(value: &Value) -> String {
    let mut document = Document::default();
    // Writing to a string cannot fail.
    let _ = writeln!(document, "{value:#}");
    document.text
}

#[derive(Default)]
struct Document {
    text: String,
    /// The last character was a `#`: two of them begin a command.
    marked: bool,
}

impl Write for Document {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        for c in part.chars() {
            // Outside of strings there are line breaks, and nothing else that is replaced.
            if (is_hidden(c) && c != '\n') || (c == '#' && self.marked) {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(self.text, "\\u{unit:04x}")?;
                }
            } else {
                self.text.push(c);
            }
            self.marked = c == '#';
        }
        Ok(())
    }
}

/// A message of SARIF, where `[text](target)` is a link.
pub fn message(text: &str) -> String {
    if !text.contains("](") {
        return text.to_owned();
    }
    let escaped = text.chars().flat_map(|c| {
        let sign = matches!(c, '[' | ']' | '\\').then_some('\\');
        sign.into_iter().chain([c])
    });
    escaped.collect()
}
