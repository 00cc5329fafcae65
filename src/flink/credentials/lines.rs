//! Lines of a text that is no YAML, or not yet, but was meant as it.

use std::ops::Range;

use super::key::{self, is_meant};
use crate::flink::reference;

/// Values under keys that are named so. A value may go on in deeper lines.
pub fn named(text: &str, found: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let mut variable = Variable::default();
    // The depth of a key whose value goes on.
    let mut open: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let depth = bare.len() - bare.trim_start().len();
        if let Some(key) = open {
            if bare.is_empty() || depth > key {
                if !bare.is_empty() {
                    found.push(start + depth..start + bare.len());
                }
                start += line.len();
                continue;
            }
            open = None;
            // What was meant as its block.
            if !bare.contains(':') && !bare.starts_with(['-', '#', '.']) {
                found.push(start..start + bare.len());
            }
        }
        let (mut from, flow) = (0, bare.find('{').unwrap_or(bare.len()));
        variable.enter(bare);
        while let Some(colon) = bare.get(from..).and_then(|rest| rest.find(':')).map(|n| from + n) {
            from = colon + 1;
            let key = last_word(&bare[..colon]);
            let rest = &bare[colon + 1..];
            let quoted = bare[..colon].ends_with(['"', '\'']);
            if key.is_empty() || !(quoted || rest.is_empty() || rest.starts_with([' ', '\t'])) {
                continue;
            }
            let (is_own_name, is_own_value) = (is_meant(key, "name"), is_meant(key, "value"));
            if !is_own_name && !is_own_value && !key::is_name(key) {
                continue;
            }
            let begin = colon + 1 + (rest.len() - rest.trim_start().len());
            let value = &bare[begin..];
            let (end, goes_on) = end_of(value, flow < colon);
            let inner = value[..end].trim_matches(['"', '\'']);
            let place = start + begin..start + begin + end;
            if is_own_name {
                from = begin + end;
                found.extend(variable.name(inner));
                continue;
            }
            let key = if is_own_value { variable.value(inner, place) } else { key.to_owned() };
            let key = key.as_str();
            if !key::is_name(key) {
                continue;
            }
            from = begin + end;
            if (!goes_on && !key::is_named(key, inner)) || reference::is_in(inner) {
                continue;
            }
            if goes_on {
                open = Some(depth);
            }
            // A block's sign is no part of it.
            if !value.starts_with(['|', '>']) && end > 0 {
                found.push(start + begin..start + begin + end);
            }
        }
        start += line.len();
    }
}

/// A variable, whose name says what its value is, in the order in which they stand.
#[derive(Default)]
struct Variable {
    name: Option<String>,
    value: Option<(String, Range<usize>)>,
}

impl Variable {
    /// What begins with this line is another one.
    fn enter(&mut self, line: &str) {
        let line = line.trim_start();
        if line.starts_with(['-', '{', '}', '[', ']']) || line.is_empty() {
            *self = Self::default();
        }
    }

    /// Its name: what of a value before it is a credential.
    fn name(&mut self, name: &str) -> Option<Range<usize>> {
        match self.value.take() {
            Some((value, place)) => {
                (key::is_named(name, &value) && !reference::is_in(&value)).then_some(place)
            }
            None => {
                self.name = Some(name.to_owned());
                None
            }
        }
    }

    /// Its value: under which key it stands, as it were.
    fn value(&mut self, value: &str, place: Range<usize>) -> String {
        self.name.take().unwrap_or_else(|| {
            self.value = Some((value.to_owned(), place));
            String::new()
        })
    }
}

/// The key at the end of a text, without its quotes.
fn last_word(text: &str) -> &str {
    let text = text.trim_end().trim_end_matches(['"', '\'']);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    text.rsplit(|c| !is_part(c)).next().unwrap_or_default()
}

/// Where a value ends in its line, and whether it goes on in the next ones. A mapping or a list is none.
fn end_of(value: &str, in_flow: bool) -> (usize, bool) {
    let mut chars = value.char_indices();
    match chars.next() {
        None | Some((_, '{' | '[')) => (0, false),
        Some((_, '|' | '>')) => (0, true),
        Some((_, quote @ ('"' | '\''))) => {
            let mut escaped = false;
            for (at, c) in chars {
                if c == quote && !escaped {
                    return (at + 1, false);
                }
                escaped = c == '\\' && quote == '"' && !escaped;
            }
            (value.len(), true)
        }
        Some(_) if in_flow => (value.find([',', '}']).unwrap_or(value.len()), false),
        Some(_) => (value.find(" #").unwrap_or(value.len()), false),
    }
}
