//! Text to YAML: plain where YAML 1.1 and 1.2 readers all take it for that text, else in quotes or as a block.
//!
//! Text on several lines is a block (`|`) where a block can hold it. Quotes are double ones; single ones where
//! they save a backslash.

use std::fmt::Write;

use super::indent::{STEP, pad};
use crate::tree::is_printable;

/// What bytes mean for how a text is written.
mod class {
    /// Only an escape can say it.
    pub const ESCAPE: u8 = 1;
    /// `\n`
    pub const BREAK: u8 = 2;
    /// `\t`
    pub const TAB: u8 = 4;
    /// Part of a character beyond ASCII.
    pub const WIDE: u8 = 8;
    /// `:` and `#` end plain text, next to a space.
    pub const MARK: u8 = 16;
    /// `"` and `\` need a backslash in double quotes.
    pub const QUOTE: u8 = 32;
    /// Cannot begin plain text.
    pub const INDICATOR: u8 = 64;
    /// In no decimal number, time of day, or date.
    pub const NO_NUMBER: u8 = 128;
}
use class::*;

const CLASSES: [u8; 256] = {
    let mut classes = [NO_NUMBER; 256];
    let mut n = 0;
    while n < 256 {
        classes[n] |= match n as u8 {
            b'\n' => BREAK,
            b'\t' => TAB,
            0..0x20 | 0x7f => ESCAPE,
            0x80.. => WIDE,
            b':' => MARK | INDICATOR,
            b'#' => MARK | INDICATOR,
            b'"' => QUOTE | INDICATOR,
            b'\\' => QUOTE,
            b' ' | b'?' | b',' | b'[' | b']' | b'{' | b'}' | b'&' | b'*' => INDICATOR,
            b'!' | b'|' | b'>' | b'\'' | b'%' | b'@' | b'`' => INDICATOR,
            _ => 0,
        };
        if matches!(n as u8, b'0'..=b'9' | b'+' | b'-' | b'.' | b'_' | b':' | b'e' | b'E') {
            classes[n] &= !NO_NUMBER;
        }
        n += 1;
    }
    classes
};

/// Writes text, and the end of its line. Lines of its own are indented by `indent`.
pub fn lines(text: &str, indent: usize, out: &mut String) {
    let classes = classes(text);
    if classes & BREAK != 0 && fits_block(text, classes) {
        block(text, indent, out);
    } else {
        one_line(text, classes, out);
        out.push('\n');
    }
}

/// Writes text without a line break.
pub fn line(text: &str, out: &mut String) {
    one_line(text, classes(text), out);
}

fn one_line(text: &str, classes: u8, out: &mut String) {
    if is_plain(text, classes) {
        out.push_str(text);
    } else if classes & QUOTE != 0 && classes & (ESCAPE | BREAK | TAB) == 0 {
        out.push('\'');
        for (n, part) in text.split('\'').enumerate() {
            out.push_str(if n > 0 { "''" } else { "" });
            out.push_str(part);
        }
        out.push('\'');
    } else {
        double_quoted(text, out);
    }
}

fn classes(text: &str) -> u8 {
    // Long texts are mostly plain ASCII, which is seen many bytes at once; what else there is in several lines does not matter.
    if text.len() > 256 && text.contains('\n') && is_printable(text) {
        return BREAK;
    }
    let classes = text.bytes().fold(0, |all, byte| all | CLASSES[byte as usize]);
    if classes & WIDE != 0 && text.chars().any(|c| !c.is_ascii() && needs_escape(c)) {
        classes | ESCAPE
    } else {
        classes
    }
}

/// Control characters, what YAML 1.1 takes for line breaks, byte order marks, and what is no character.
fn needs_escape(c: char) -> bool {
    matches!(c, '\0'..' ' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_plain(text: &str, classes: u8) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    classes & (ESCAPE | BREAK | TAB) == 0
        && CLASSES[*first as usize] & INDICATOR == 0
        && *last != b' '
        && !(classes & MARK != 0
            && (*last == b':' || bytes.windows(2).any(|pair| pair == b": " || pair == b" #")))
        && !text.starts_with("- ")
        && !is_word(text)
        && !(matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') && is_number(text, classes))
}

/// What some reader takes for a boolean, null, a merge key or a default key.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 12] = ["y", "n", "on", "no", "off", "yes", "null", "true", "false", "~", "=", "<<"];
    text.len() <= 5 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// What some reader takes for a number, a time, a date, or the marker of a document; and some more, for short rules.
fn is_number(text: &str, classes: u8) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    // go-yaml leaves out all `_` first: `0_x1` is 1.
    let mut digits = unsigned.bytes().filter(|byte| *byte != b'_');
    classes & NO_NUMBER == 0
        || digits.next() == Some(b'0')
            && matches!(digits.next(), Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B'))
        || matches!(text.as_bytes(), [y, e, a, r, b'-', ..] if [y, e, a, r].iter().all(|b| b.is_ascii_digit()))
        || [".inf", ".nan"].iter().any(|word| word.eq_ignore_ascii_case(unsigned))
        || text.starts_with("---")
        || text.starts_with("...")
}

fn double_quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut done = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '"' | '\\') || needs_escape(*c)) {
        out.push_str(&text[done..at]);
        done = at + c.len_utf8();
        // Writing to a string cannot fail.
        let _ = match c {
            '"' => out.write_str("\\\""),
            '\\' => out.write_str("\\\\"),
            '\n' => out.write_str("\\n"),
            '\t' => out.write_str("\\t"),
            '\r' => out.write_str("\\r"),
            '\0'..='\u{ff}' => write!(out, "\\x{:02x}", u32::from(c)),
            _ => write!(out, "\\u{:04x}", u32::from(c)),
        };
    }
    out.push_str(&text[done..]);
    out.push('"');
}

/// Whether all readers get it back from a block: they differ on tabs and on lines of whitespace at the borders.
fn fits_block(text: &str, classes: u8) -> bool {
    let blank = |line: Option<&str>| line.is_none_or(|line| line.trim_matches([' ', '\t']).is_empty());
    let content = text.trim_matches('\n');
    classes & ESCAPE == 0
        && !content.starts_with('\t')
        && !blank(content.split('\n').next())
        && !blank(content.rsplit('\n').next())
}

fn block(text: &str, indent: usize, out: &mut String) {
    out.push('|');
    if text.trim_start_matches('\n').starts_with(' ') {
        let _ = write!(out, "{STEP}");
    }
    out.push_str(match text.as_bytes() {
        [.., b'\n', b'\n'] => "+",
        [.., b'\n'] => "",
        _ => "-",
    });
    out.push('\n');
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, behind) = rest.split_at(end);
        if line != "\n" {
            pad(indent, out);
        }
        out.push_str(line);
        rest = behind;
    }
    if !text.ends_with('\n') {
        out.push('\n');
    }
}
