//! Texts of others without what a terminal would obey, or what would show another order than there is.

/// Control characters but tabs, and those that turn the direction of writing.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A source in which every byte keeps its place, with a line break at its end.
pub fn safe_source(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut safe = String::with_capacity(text.len() + 1);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let break_ = c == '\n' || (c == '\r' && rest.peek() == Some(&'\n'));
        safe.push_str(match c.len_utf8() {
            _ if break_ || !is_unsafe(c) => {
                safe.push(c);
                continue;
            }
            1 => "?",
            2 => "\u{bf}",
            _ => "\u{fffd}",
        });
    }
    if !safe.ends_with('\n') {
        safe.push('\n');
    }
    safe
}

/// A message; its own line breaks stay.
pub fn safe_line(text: &str) -> String {
    if !text.contains(is_unsafe) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c == '\n' || !is_unsafe(c) {
            safe.push(c);
        } else {
            safe.extend(c.escape_unicode());
        }
    }
    safe
}
