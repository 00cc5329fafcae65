//! Characters that JSON escapes in two halves, as in `\ud83d\ude00`: the tokenizer knows YAML's escapes alone.
//!
//! It gets a private character in the place of each half, of the same length, so that every place stays what it is. A
//! text that has such characters of its own is read without this, and refused where the first half stands.

use std::borrow::Cow;

use saphyr_parser::ScalarStyle;

use crate::diagnostic::Span;

/// The length of half a character: `\ud83d`.
const LENGTH: usize = 6;
/// What stands for a half is so much larger.
const SHIFT: u32 = 0xe000 - 0xd800;
const HIDDEN: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{e7ff}';

/// A character in the text that both of its halves were found for.
pub type Pair = (Span, char);

/// The text for the tokenizer, when it is another.
pub fn hide(text: &str) -> Option<String> {
    let halves: Vec<_> = halves(text).collect();
    let is_free = |text: &str| {
        let escape = |digits: &[u8]| matches!(digits, [b'e' | b'E', b'0'..=b'7', ..]);
        let wide = |at: usize| text.as_bytes().get(at + 2..at + 6) == Some(b"0000");
        let mut escapes = text.match_indices('\\').map(|(at, _)| (at, text.as_bytes().get(at + 1)));
        !escapes.any(|(at, kind)| match kind {
            Some(b'u') => text.as_bytes().get(at + 2..).is_some_and(escape),
            Some(b'U') => wide(at) && text.as_bytes().get(at + 6..).is_some_and(escape),
            _ => false,
        }) && !text.contains(|c| HIDDEN.contains(&c))
    };
    if halves.is_empty() || !is_free(text) {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    for at in halves {
        // d and D are followed by e and E; 8 to f become 0 to 7.
        bytes[at + 2] += 1;
        bytes[at + 3] = match bytes[at + 3] {
            digit @ b'8'..=b'9' => digit - 8,
            letter => b'2' + (letter.to_ascii_lowercase() - b'a'),
        };
    }
    String::from_utf8(bytes).ok()
}

/// A scalar as the text has it, after the tokenizer read another one; or where half of a character stands alone.
pub fn show<'t>(
    read: Cow<'t, str>,
    style: ScalarStyle,
    text: &str,
    span: Span,
    pairs: &mut Vec<Pair>,
) -> Result<Cow<'t, str>, Span> {
    let start = span.start as usize;
    let source = text.get(start..span.end as usize).unwrap_or_default();
    let mut halves = halves(source);
    let Some(first) = halves.next() else { return Ok(read) };
    let mut halves = [first].into_iter().chain(halves);
    let mut shown = String::with_capacity(read.len());
    if style != ScalarStyle::DoubleQuoted {
        // There it is text like any other.
        let mut rest = &*read;
        for at in halves {
            let hidden = rest.match_indices("\\u").map(|(n, _)| n);
            let mut hidden = hidden
                .filter(|n| matches!(rest.as_bytes().get(n + 2..), Some([b'e' | b'E', b'0'..=b'7', ..])));
            let Some(n) = hidden.next() else { break };
            shown.push_str(&rest[..n]);
            shown.push_str(&source[at..at + LENGTH]);
            rest = rest.get(n + LENGTH..).unwrap_or_default();
        }
        shown.push_str(rest);
        return Ok(Cow::Owned(shown));
    }
    let mut chars = read.chars();
    while let Some(c) = chars.next() {
        if !HIDDEN.contains(&c) {
            shown.push(c);
            continue;
        }
        let at = halves.next().unwrap_or_default();
        let mut both = chars.clone();
        let pair =
            both.next().and_then(|low| joined(c, low)).filter(|_| source[at + LENGTH..].starts_with('\\'));
        let Some(whole) = pair else {
            let half = Span::new(start + at, start + at + LENGTH);
            return Err(half);
        };
        halves.next();
        chars = both;
        pairs.push((Span::new(start + at, start + at + 2 * LENGTH), whole));
        shown.push(whole);
    }
    Ok(Cow::Owned(shown))
}

/// The character of two hidden halves.
fn joined(high: char, low: char) -> Option<char> {
    let (high, low) = (u32::from(high) - SHIFT, u32::from(low).checked_sub(SHIFT)?);
    let fit = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
    fit.then(|| char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)))?
}

/// Where halves are escaped; not where the backslash is itself.
fn halves(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    // A search is longer prepared than most texts are searched.
    let text = if text.contains('\\') { text } else { "" };
    text.match_indices("\\u").map(|(at, _)| at).filter(move |at| {
        let digits = bytes.get(at + 2..at + LENGTH).unwrap_or_default();
        let backslashes = bytes[..*at].iter().rev().take_while(|byte| **byte == b'\\').count();
        matches!(digits, [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', a, b]
            if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() && backslashes % 2 == 0)
    })
}
