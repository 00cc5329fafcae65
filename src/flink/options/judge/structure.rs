//! Lists and maps in one text: parts between separators, a part in quotes with anything in it.

use super::file::File;

/// The parts of a list. Those of a list in YAML, as far as they are plain words; what else YAML takes is left to it.
pub fn list(text: &str, file: File) -> Result<Vec<String>, String> {
    match file {
        File::Yaml if is_structured(text) => Ok(plain_items(text)),
        File::Yaml | File::Lines => split(text, ';'),
    }
}

/// Whether it is a map.
pub fn map(text: &str, file: File) -> Result<(), String> {
    if file == File::Yaml && is_mapping(text) {
        return Ok(());
    }
    for part in split(text, ',')? {
        if split(&part, ':')?.len() != 2 {
            return Err("map item is not a key-value pair (missing ':'?)".to_owned());
        }
    }
    Ok(())
}

/// Whether YAML may find a map in it.
pub fn is_mapping(text: &str) -> bool {
    text.trim_start().starts_with('{') || text.contains(": ") || text.contains('\n')
}

/// Whether YAML may find a list in it.
pub fn is_structured(text: &str) -> bool {
    text.trim_start().starts_with(['[', '-', '&', '!', '#', '%']) || text.contains('\n')
}

/// The words of `[ONE, TWO]`; none where one of them is more than a word.
fn plain_items(text: &str) -> Vec<String> {
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let words: Vec<_> = inner.unwrap_or_default().split(',').map(|word| word.trim().to_owned()).collect();
    let is_word =
        |word: &String| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if words.iter().all(is_word) { words } else { Vec::new() }
}

/// The parts between separators: empty ones between two separators count, quotes are taken off, and doubled in a part mean one.
fn split(text: &str, separator: char) -> Result<Vec<String>, String> {
    let mut parts = Vec::new();
    // Whether a part stands before the place that is read, with no separator after it.
    let mut full = false;
    let mut chars = text.char_indices().peekable();
    let mut separated = false;
    while let Some((at, c)) = chars.next() {
        if c == separator {
            if separated {
                parts.push(String::new());
            }
            (full, separated) = (false, true);
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
        if full {
            return Err(format!("illegal quoting at position: {at}"));
        }
        let mut part = String::new();
        if matches!(c, '\'' | '"') {
            loop {
                match chars.next() {
                    None => return Err("quoting was not closed properly".to_owned()),
                    Some((_, q)) if q == c => match chars.next_if(|(_, next)| *next == c) {
                        Some(_) => part.push(c),
                        None => break,
                    },
                    Some((_, other)) => part.push(other),
                }
            }
        } else {
            part.push(c);
            while let Some((_, c)) = chars.next_if(|(_, next)| *next != separator) {
                part.push(c);
            }
            part.truncate(part.trim_end().len());
        }
        parts.push(part);
        (full, separated) = (true, false);
    }
    Ok(parts)
}
