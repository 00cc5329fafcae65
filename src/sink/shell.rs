//! Commands that people copy into a shell.

use super::terminal;

/// One word, whatever it holds; characters that are not shown are named, and then found nowhere.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._/:".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => format!("'{}'", terminal::inside(text).replace('\'', r"'\''")),
    }
}

/// A path, which is no option, whatever it begins with; `-` is standard input.
pub fn path(text: &str) -> String {
    match text != "-" && text.starts_with('-') {
        true => word(&format!("./{text}")),
        false => word(text),
    }
}
