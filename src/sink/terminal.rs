//! Terminals and logs of CI: no escape sequence, no line break, no command to a runner.

use crate::hidden::{is_hidden, name};

/// Text on one line, wherever on it.
pub fn line(text: &str) -> String {
    Line::default().text(text)
}

/// Text behind words of ours on the same line.
pub fn inside(text: &str) -> String {
    Line { begun: true, ..Line::default() }.text(text)
}

/// A line that is written in parts, as far as runners look at it: GitHub's obeys `::word` after spaces, and
/// `##[word]` anywhere; Azure's `##vso[word]`.
#[derive(Default)]
pub struct Line {
    /// Something stands there that is not whitespace.
    begun: bool,
    /// Signs that a command begins with: `#`, `##`, and letters behind them.
    marks: usize,
}

impl Line {
    /// The next part.
    pub fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match (self.escapes(c), is_hidden(c)) {
                (false, _) => out.push(c),
                (true, true) => name(c, &mut out),
                (true, false) => out.extend(c.escape_unicode()),
            }
        }
        out
    }

    /// Whether the next character must not stand there as it is.
    fn escapes(&mut self, c: char) -> bool {
        let obeyed = match c {
            ':' => !self.begun,
            '[' => self.marks == 2,
            _ => false,
        };
        self.marks = match c {
            '#' => (self.marks + 1).min(2),
            c if self.marks == 2 && c.is_alphanumeric() => 2,
            _ => 0,
        };
        self.begun |= !c.is_whitespace();
        obeyed || (c != '\t' && is_hidden(c))
    }
}

/// A source in which every byte keeps its place, with a line break at its end. It is drawn behind a gutter.
pub fn source(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut safe = String::with_capacity(text.len() + 1);
    let mut rest = text.chars().peekable();
    let mut line = Line { begun: true, ..Line::default() };
    while let Some(c) = rest.next() {
        if c == '\n' || (c == '\r' && rest.peek() == Some(&'\n')) {
            safe.push(c);
            line.marks = 0;
            continue;
        }
        safe.push_str(match c.len_utf8() {
            _ if !line.escapes(c) => {
                safe.push(c);
                continue;
            }
            1 => "?",
            2 => "\u{bf}",
            3 => "\u{fffd}",
            _ => "\u{fffd}?",
        });
    }
    if !safe.ends_with('\n') {
        safe.push('\n');
    }
    safe
}
