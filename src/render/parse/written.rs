//! What of a file a value is: its own bytes.

use crate::diagnostic::Span;

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
