//! Characters of typesetters: they come with text from blogs, chats and word processors.

/// What a character is called that nobody sees, or sees as another one.
pub fn invisible(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => "a typographic space",
        '\u{200b}'..='\u{200d}' | '\u{2060}' => "a zero-width character",
        '\u{ad}' => "a soft hyphen",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a bidirectional mark"
        }
        _ => return None,
    })
}

/// Whether a character is a quotation mark that YAML does not have.
pub fn is_quote(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›' | '＂' | '＇')
}

/// Whether a character looks like `-`.
pub fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' | '﹣')
}

/// What else a character of other scripts looks like: `：` like `:`.
pub fn wide(c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0),
        _ => None,
    }
}

/// Whether a character is one of these.
pub fn is_odd(c: char) -> bool {
    !c.is_ascii() && (invisible(c).is_some() || is_quote(c) || is_dash(c) || wide(c).is_some())
}

/// The text within quotation marks that YAML does not know.
pub fn unquoted(text: &str) -> Option<&str> {
    text.trim().strip_prefix(is_quote)?.strip_suffix(is_quote)
}

/// A text as its author saw it: without what is invisible, with the characters of a keyboard.
pub fn typed(text: &str) -> String {
    let text: String = text
        .chars()
        .filter_map(|c| match c {
            _ if c.is_ascii() => Some(c),
            _ if is_dash(c) => Some('-'),
            _ if is_quote(c) => Some('"'),
            _ if c.is_whitespace() => Some(' '),
            _ if invisible(c).is_some() => None,
            _ => Some(wide(c).unwrap_or(c)),
        })
        .collect();
    text.trim_matches([' ', '"', '\'']).to_owned()
}

/// The first odd character, in words: `a no-break space (U+00A0)`.
pub fn name(c: char) -> String {
    let what = match invisible(c) {
        Some(what) => what.to_owned(),
        None if is_quote(c) => format!("`{c}`, a quotation mark that YAML does not have"),
        None if is_dash(c) => format!("`{c}`, a dash that is not `-`"),
        None => match wide(c) {
            Some(narrow) => format!("`{c}`, which is not `{narrow}`"),
            None => format!("`{c}`"),
        },
    };
    format!("{what} (U+{:04X})", u32::from(c))
}
