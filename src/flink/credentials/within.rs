//! Credentials that a text gives a name to: `password=a`, `token: a, other: b`, `--password a`, `<password>a</password>`.

use std::ops::Range;

use super::key;
use crate::diagnostic::floor;
use crate::flink::reference;

/// Where each stands, in no special order.
pub fn all(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, separator) in text.match_indices([':', '=']) {
        // What a value contains is no name.
        if at < from || text[at..].starts_with("://") {
            continue;
        }
        let Some(name) = name_before(&text[..at]) else { continue };
        if !is_name(name) || is_elsewhere(text, at) {
            continue;
        }
        let mut begin = at + separator.len();
        // `:=`, `==`, `=>`
        begin += run(&text[begin..], |c| matches!(c, '=' | '>')).min(1);
        begin += run(&text[begin..], |c| matches!(c, ' ' | '\t'));
        let value = begin..begin + length(&text[begin..], name, starts_line(&text[..at], name));
        let value = unquoted(text, value);
        if is_value(name, &text[value.clone()]) {
            from = value.end;
            found.push(value);
        }
    }
    options(text, &mut found);
    tags(text, &mut found);
    found
}

/// Whether what is given this name may be a credential.
fn is_name(name: &str) -> bool {
    key::is_name(name) || is_signature(name)
}

fn is_value(name: &str, value: &str) -> bool {
    let signed = is_signature(name) && value.len() >= SIGNATURE;
    !value.is_empty() && (signed || key::is_named(name, value)) && !reference::is_in(value)
}

/// What signs an address: whoever has it may read what is there.
fn is_signature(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "sig" | "signature" | "x-amz-signature" | "x-goog-signature")
}

/// A shorter one is none.
const SIGNATURE: usize = 20;

/// The name that a text ends with, without quotes, and its dashes.
fn name_before(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([' ', '\t']).trim_end_matches(['"', '\'', '\\', ']']);
    let name = text.rsplit(|c| !is_part(c)).next().unwrap_or_default();
    // `${name:1}` takes a part of a variable.
    if text[..text.len() - name.len()].ends_with("${") {
        return None;
    }
    let name = name.strip_prefix("-D").unwrap_or(name).trim_start_matches('-');
    (!name.is_empty()).then_some(name)
}

/// Whether a place is within `${file:/path:key}`.
fn is_elsewhere(text: &str, at: usize) -> bool {
    let before = &text[floor(text, at.saturating_sub(AHEAD))..at];
    let reference = before.rfind("${").map(|begin| &before[begin..]);
    reference.is_some_and(|inner| !inner.contains(['}', '\n']) && !key::has_default(inner))
        && line(&text[at..]).contains('}')
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// Whether a line has nothing before the name that a text ends with.
fn starts_line(text: &str, name: &str) -> bool {
    let signs = [' ', '\t', '"', '\'', '\\', ']'];
    let before = text.trim_end_matches(signs);
    let before = &before[..before.len().saturating_sub(name.len())];
    let before = before.trim_end_matches([' ', '\t', '"', '\'', '#', '-']);
    before.is_empty() || before.ends_with('\n')
}

/// How long the value is that a text begins with.
fn length(text: &str, name: &str, starts_line: bool) -> usize {
    let escaped = run(text, |c| c == '\\');
    if let Some(quote) = text[escaped..].chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = &text[escaped + 1..];
        // In a text within a text, the next one ends it.
        let length = if escaped > 0 { run(inner, |c| c != quote) } else { quoted(inner, quote) };
        return escaped + 1 + length;
    }
    // The word for the way, and what is given.
    let several = name.to_ascii_lowercase().ends_with("authorization");
    let ends = |(at, c): (usize, char)| match c {
        '\n' | '\r' | '"' | '\'' | '`' => true,
        ' ' | '\t' => !(several || starts_line && assigns_nothing(line(&text[at..]))),
        ',' | ';' | '&' => separates(line(&text[at + 1..])),
        ')' | ']' | '}' => {
            let open = if c == ')' {
                '('
            } else if c == ']' {
                '['
            } else {
                '{'
            };
            !text[..at].chars().rev().take(AHEAD).any(|before| before == open)
                && !line(&text[at + 1..]).contains(char::is_alphanumeric)
        }
        _ => false,
    };
    text.char_indices().find(|place| ends(*place)).map_or(text.len(), |(at, _)| at)
}

/// So much of the rest of a line is looked at.
const AHEAD: usize = 200;

fn line(text: &str) -> &str {
    let end = text.char_indices().find(|(at, c)| *at >= AHEAD || matches!(c, '\n' | '\r'));
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// The length up to the quote that ends the text.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped {
            // Two are one, in it.
            return at + usize::from(text[..at].ends_with('\\'));
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

fn unquoted(text: &str, value: Range<usize>) -> Range<usize> {
    let inner = &text[value.clone()];
    let begin = inner.len() - inner.trim_start_matches(['"', '\'', '\\']).len();
    let end = inner.trim_end_matches(['\\', '\r', ' ']).len();
    value.start + begin..value.start + end.max(begin)
}

/// Whether nothing else is named in the rest of a line.
fn assigns_nothing(rest: &str) -> bool {
    !rest.contains(['=', '"', '\'', '#']) && !rest.contains(": ")
}

/// Whether a sign is between two settings, and not in a value.
fn separates(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    let name = run(rest, is_part);
    rest.is_empty() || (name > 0 && rest[name..].starts_with([':', '=']))
}

/// `--password a`
fn options(text: &str, found: &mut Vec<Range<usize>>) {
    let mut from = 0;
    for (at, _) in text.match_indices('-') {
        if at < from || text[..at].ends_with(|c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '=')) {
            continue;
        }
        let name = &text[at..at + run(&text[at..], is_part)];
        let behind = at + name.len();
        let begin = behind + run(&text[behind..], |c| matches!(c, ' ' | '\t'));
        let name = name.trim_start_matches('-');
        if matches!(name, "u" | "user") && begin > behind {
            found.extend(of_user(text, begin));
        }
        if begin == behind || text[begin..].starts_with('-') || !key::is_name(name) {
            continue;
        }
        let value = unquoted(text, begin..begin + length(&text[begin..], name, false));
        if is_value(name, &text[value.clone()]) {
            from = value.end;
            found.push(value);
        }
    }
}

/// The password of `NAME:PASSWORD`; numbers are a user's and a group's.
fn of_user(text: &str, begin: usize) -> Option<Range<usize>> {
    let word = &text[begin..begin + run(&text[begin..], |c| !c.is_whitespace() && !matches!(c, '"' | '\''))];
    let (name, password) = word.split_once(':')?;
    let is_number = password.bytes().all(|b| b.is_ascii_digit());
    let begin = begin + name.len() + 1;
    (!is_number && !key::is_harmless(password) && !reference::is_in(password))
        .then_some(begin..begin + password.len())
}

/// `<password>a</password>`, and Hadoop's `<name>password</name><value>a</value>`.
fn tags(text: &str, found: &mut Vec<Range<usize>>) {
    let mut name = "";
    for (at, _) in text.match_indices('<') {
        let Some((tag, _)) = line(&text[at + 1..]).split_once('>') else { continue };
        let begin = at + tag.len() + 2;
        let value = begin..begin + run(&text[begin..], |c| c != '<');
        let inner = text[value.clone()].trim();
        match tag {
            "name" => name = inner,
            "value" if is_value(name, inner) => found.push(value),
            _ if is_value(tag, inner) => found.push(value),
            _ => {}
        }
    }
}

fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}
