//! Characters that no reader sees as what they are, and how they are written instead.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_general_category::{GeneralCategory, get_general_category};

/// Whether a character acts on what shows it, or is not shown at all: control characters, line breaks of every kind,
/// those that turn the direction of writing, tags, what has no width, and what is no character.
pub fn is_hidden(c: char) -> bool {
    use GeneralCategory::{Control, Format, LineSeparator, ParagraphSeparator, Surrogate, Unassigned};
    !matches!(c, ' '..='~')
        && (is_ignored(c)
            || matches!(
                get_general_category(c),
                Control | Format | LineSeparator | ParagraphSeparator | Surrogate | Unassigned
            ))
}

/// Letters and marks that Unicode has drawn as nothing (`Default_Ignorable_Code_Point`): joiners, fillers, vowels that
/// are not written, variation selectors.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Text in which such characters are named: `\n`, `\u{202e}`. Tabs stay.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\t' && is_hidden(c)) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\t' => out.push(c),
            c if is_hidden(c) => name(c, &mut out),
            c => out.push(c),
        }
    }
    out.into()
}

/// Writes a character's name.
pub fn name(c: char, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match c {
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        _ => write!(out, "{}", c.escape_unicode()),
    };
}
