//! What of a file a value is, and other bytes in its place.

use crate::diagnostic::Span;
use crate::tree::Node;

/// Bytes to replace, and by what.
pub type Edit = (Span, String);

/// The bytes of a value without spaces and a comment behind it, which the tokenizer counts to some.
pub fn own(span: Span, text: &str) -> Span {
    let raw = raw(text, span);
    let length = match raw.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => closing(raw, char::from(*quote)),
        Some(b'{' | b'[' | b'|' | b'>') => None,
        _ => raw.find(" #").or_else(|| raw.find("\t#")),
    };
    let raw = raw.get(..length.unwrap_or(raw.len())).unwrap_or(raw).trim_end();
    Span::new(span.start as usize, span.start as usize + raw.len())
}

/// Behind the quote that closes a text.
fn closing(raw: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let mut all = raw.char_indices().skip(1).peekable();
    while let Some((at, c)) = all.next() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            // Two of them are one that is meant.
            _ if c == quote && quote == '\'' && all.peek().is_some_and(|(_, next)| *next == quote) => {
                escaped = true
            }
            _ if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The bytes of a span.
pub fn raw(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// The text with its edits. Of those in the same bytes, as a shared value has them, the first one counts.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(span, _)| *span);
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (span, new) in edits {
        let Some(between) = text.get(done..span.start as usize) else { continue };
        out.push_str(between);
        out.push_str(&new);
        done = span.end as usize;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Whether a value is in the flow style of YAML, which JSON is.
pub fn is_flow(node: &Node, text: &str) -> bool {
    raw(text, node.span).starts_with('{')
}

/// Where the line of a place starts.
pub fn line(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |n| n + 1)
}

/// The line break that the lines around a place have.
pub fn line_break(text: &str, at: usize) -> &'static str {
    let near = text.get(..at).and_then(|text| text.rfind('\n')).or_else(|| text.find('\n'));
    if near.is_some_and(|n| text[..n].ends_with('\r')) { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::{own, raw};
    use crate::diagnostic::Span;

    #[test]
    fn a_comment_is_no_part_of_a_value() {
        for (text, value) in [
            (r#""a # b" # c"#, r#""a # b""#),
            (r#""a\" # b" # c"#, r#""a\" # b""#),
            ("'it''s # b' # c", "'it''s # b'"),
            ("a#b # c", "a#b"),
            ("a\t# c", "a"),
            ("a  ", "a"),
            ("{a: b} ", "{a: b}"),
        ] {
            let span = own(Span::new(0, text.len()), text);
            assert_eq!(raw(text, span), value);
        }
    }
}
