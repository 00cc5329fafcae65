//! Comments: what they take out of a text, and what they say beside the name of a credential.

use std::ops::Range;

use super::key;

/// So many lines above a comment, and one below, may have the name of what it speaks of.
const ABOVE: usize = 4;
/// What follows such a word is what there was.
const BEFORE: &[&str] = &[
    "was",
    "were",
    "old",
    "before",
    "earlier",
    "formerly",
    "previously",
    "originally",
    "used",
    "until",
    "now",
    "is",
];
/// What a sentence has anyway.
const OF_SENTENCES: &[&str] = &["the", "this", "that", "from", "here", "there", "not", "with"];
/// A shorter word is no credential.
const SHORTEST: usize = 4;

/// Where the comment of a line begins.
pub fn start(line: &str) -> Option<usize> {
    let mut signs = line.match_indices('#').map(|(at, _)| at);
    signs.find(|at| *at == 0 || line[..*at].ends_with([' ', '\t']))
}

/// Lines in a row that are comments: where the first begins, and what they were before, each byte in its place.
pub fn removed(text: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let (mut start, mut goes_on) = (0, false);
    for line in text.split_inclusive('\n') {
        let behind = line.trim_start();
        let bare = behind.trim_start_matches('#');
        let is_comment = bare.len() < behind.len();
        if is_comment {
            if !goes_on {
                all.push((start, String::new()));
            }
            if let Some((_, removed)) = all.last_mut() {
                removed.push_str(&line[..line.len() - behind.len()]);
                removed.push_str(&" ".repeat(behind.len() - bare.len()));
                removed.push_str(bare);
            }
        }
        goes_on = is_comment;
        start += line.len();
    }
    all
}

/// Words of comments near the name of a credential that are none of a sentence.
pub fn beside(text: &str, found: &mut Vec<Range<usize>>) {
    let mut begin = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            begin += line.len();
            (begin - line.len(), line)
        })
        .collect();
    let mut named: Vec<Option<bool>> = vec![None; lines.len()];
    for (n, (begin, line)) in lines.iter().enumerate() {
        let Some(at) = start(line) else { continue };
        let near = n.saturating_sub(ABOVE)..(n + 2).min(lines.len());
        if near.into_iter().any(|n| *named[n].get_or_insert_with(|| names_one(lines[n].1))) {
            words(&line[at..], begin + at, found);
        }
    }
}

fn names_one(line: &str) -> bool {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))).any(key::is_name)
}

fn words(comment: &str, begin: usize, found: &mut Vec<Range<usize>>) {
    let (mut from, mut before) = (0, "");
    for part in comment.split_inclusive(char::is_whitespace) {
        let word =
            part.trim_matches(|c: char| c.is_whitespace() || "#\"'`,.;:()[]{}<>\u{201c}\u{201d}".contains(c));
        let at = from + part.find(word).unwrap_or(0);
        from += part.len();
        if is_told(word, before) {
            found.push(begin + at..begin + at + word.len());
        }
        before = if word.is_empty() { before } else { word };
    }
}

/// Whether a word may be what a credential is, or was.
fn is_told(word: &str, before: &str) -> bool {
    if word.len() < SHORTEST || key::is_harmless(word) || key::is_name(word) {
        return false;
    }
    let has = |of: fn(&u8) -> bool| word.bytes().skip(1).any(|b| of(&b));
    let letters = word.bytes().any(|b| b.is_ascii_alphabetic());
    let mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let signs = word.contains(['!', '@', '$', '%', '^', '&', '*', '+', '=', '~', '?']);
    let was = BEFORE.iter().any(|word| before.eq_ignore_ascii_case(word)) && !OF_SENTENCES.contains(&word);
    was || mixed || signs || letters && has(u8::is_ascii_digit)
}
