//! From what a cluster is to what is wanted: the bytes to replace, and by what.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::place;
use crate::diagnostic::{Diagnostic, Span};
use crate::render::emit;
use crate::render::parse::written::{Edit, is_flow, line, line_break, own, raw};
use crate::review::difference::{self, Difference};
use crate::tree::path::Path;
use crate::tree::{Entry, Map, Node, Value};

/// The edits that make one tree of the text the other. Where there is no place, that is found; whether they do, is for the
/// caller to see.
pub fn edits(root: &Node, wanted: &Node, text: &str, found: &mut Vec<Diagnostic>) -> Vec<Edit> {
    let (mut edits, mut new) = (Vec::new(), BTreeMap::<Path, Vec<Entry>>::new());
    let all = difference::between(root, wanted);
    // A new name keeps the place of the old one.
    let renamed: BTreeSet<Span> = all
        .iter()
        .filter(|difference| difference.base.is_none() && difference.at != Span::default())
        .map(|difference| difference.at)
        .collect();
    let is_gone =
        |difference: &&Difference| difference.head.is_none() && !renamed.contains(&difference.base_at);
    let gone: BTreeSet<Span> = all.iter().filter(is_gone).map(|difference| difference.base_at).collect();
    for Difference { path, base, head, at, base_at } in all {
        let around = Path(path.0[..path.0.len().saturating_sub(1)].to_vec());
        let parent = around.find(root);
        let entry = parent.and_then(Node::as_map).and_then(|map| map.entry(path.own_key()));
        let edit = match (base, head) {
            (None, Some(value)) if at == Span::default() => {
                let key = path.own_key().to_owned().into();
                new.entry(around).or_default().push(Entry { key_span: at, key, value });
                continue;
            }
            (None, Some(_)) => {
                let old =
                    parent.and_then(Node::as_map).and_then(|map| map.0.iter().find(|old| old.key_span == at));
                old.map(|old| (at, raw(text, at).replacen(old.key.as_ref(), path.own_key(), 1)))
            }
            (Some(_), None) if !gone.contains(&base_at) => continue,
            (Some(_), None) => parent.zip(entry).and_then(|(parent, entry)| removed(parent, entry, text)),
            (Some(_), Some(value)) => entry.and_then(|entry| replaced(entry, &value, text)),
            (None, None) => continue,
        };
        match edit {
            Some(edit) => edits.push(edit),
            None => found.push(place(base_at)),
        }
    }
    for (around, entries) in new {
        match around.find(root).and_then(|parent| inserted(parent, entries, &gone, text)) {
            Some(edit) => edits.push(edit),
            None => found.push(place(around.find(root).map_or(root.span, |node| node.span))),
        }
    }
    edits
}

/// The quotes, and an anchor, stay.
fn replaced(entry: &Entry, value: &Node, text: &str) -> Option<Edit> {
    let span = own(entry.value.span, text);
    let old = raw(text, span);
    match (entry.value.scalar(), value.scalar()) {
        (Some(before), Some(new)) => {
            (old.matches(before).count() == 1).then(|| (span, old.replacen(before, new, 1)))
        }
        (None, _) if entry.value.is_null() && old.is_empty() => {
            // A key, and nothing behind it.
            let end = entry.key_span.end as usize;
            let colon = end + text.get(end..)?.find(':')? + 1;
            Some((Span::new(colon, colon), format!(" {}", value.value)))
        }
        (None, _) if entry.value.is_null() => Some((span, value.value.to_string())),
        _ => None,
    }
}

/// A line goes as a whole, but for a comment behind it.
fn removed(parent: &Node, entry: &Entry, text: &str) -> Option<Edit> {
    let (start, end) = (entry.key_span.start as usize, own(entry.value.span, text).end as usize);
    if text.get(start..end)?.contains(['\n', '\r']) {
        return None;
    }
    let (line, rest) = (line(text, start), text.get(end..)?);
    let is_first = text.get(line..start)?.trim().is_empty();
    let line_end = |at: usize| text.get(at..)?.find('\n').map_or(Some(text.len()), |n| Some(at + n + 1));
    if is_flow(parent, text) {
        let Some(behind) = rest.trim_start_matches([' ', '\t']).strip_prefix(',') else {
            let before = text.get(..start)?.trim_end().strip_suffix(',')?;
            return Some((Span::new(before.len(), end), String::new()));
        };
        let behind = text.len() - behind.trim_start_matches([' ', '\t']).len();
        let next = line_end(behind)?;
        let whole = is_first && text.get(behind..next)?.trim().is_empty();
        let span = if whole { Span::new(line, next) } else { Span::new(start, behind) };
        return Some((span, String::new()));
    }
    let next = line_end(end)?;
    if !is_first {
        return None;
    }
    match text.get(end..next)?.trim_start_matches([' ', '\t']) {
        comment if comment.starts_with('#') => Some((Span::new(start, next - comment.len()), String::new())),
        _ => Some((Span::new(line, next), String::new())),
    }
}

/// Behind the last value that is on one line, else before the first one, of those that stay.
fn inserted(parent: &Node, entries: Vec<Entry>, gone: &BTreeSet<Span>, text: &str) -> Option<Edit> {
    let stay = |entry: &&Entry| !gone.contains(&entry.key_span);
    let map: Vec<_> = parent.as_map()?.0.iter().filter(stay).collect();
    let span = own(parent.span, text);
    if is_flow(parent, text) {
        let Some(last) = map.last() else {
            return Some((span, format!("{{{}}}", pairs(&entries, "", ", "))));
        };
        let quote = if raw(text, last.key_span).starts_with('"') { "\"" } else { "" };
        let start = last.key_span.start as usize;
        let indent = text.get(line(text, start)..start)?;
        let between = match indent.trim().is_empty() {
            true => format!(",{}{indent}", line_break(text, start)),
            false => ", ".to_owned(),
        };
        let end = own(last.value.span, text).end as usize;
        return Some((Span::new(end, end), format!("{between}{}", pairs(&entries, quote, &between))));
    }
    let is_own =
        |entry: &Entry| entry.key_span.start >= parent.span.start && entry.key_span.end <= parent.span.end;
    let first = map.iter().find(|entry| is_own(entry))?;
    let start = first.key_span.start as usize;
    let indent: String =
        text.get(line(text, start)..start)?.chars().map(|c| if c == '\t' { c } else { ' ' }).collect();
    let line_break = line_break(text, start);
    let block = emit::emit(&Map(entries).into());
    let lines: Vec<&str> = block.lines().collect();
    let is_one_line = |entry: &Entry| {
        let value = own(entry.value.span, text);
        let between = text.get(entry.key_span.end as usize..value.end as usize);
        !raw(text, value).is_empty() && between.is_some_and(|text| !text.contains(['\n', '\r']))
    };
    match map.iter().rfind(|entry| is_own(entry) && is_one_line(entry)) {
        Some(behind) => {
            let end = own(behind.value.span, text).end as usize;
            let end = text.get(end..)?.find(['\r', '\n']).map_or(text.len(), |n| end + n);
            let new = lines.iter().map(|line| format!("{line_break}{indent}{line}")).collect();
            Some((Span::new(end, end), new))
        }
        None if text.get(line(text, start)..start)?.trim().is_empty() => {
            let at = above(text, line(text, start));
            let new = lines.iter().map(|line| format!("{indent}{line}{line_break}")).collect();
            Some((Span::new(at, at), new))
        }
        None => {
            let new = lines.iter().map(|line| format!("{line}{line_break}{indent}")).collect();
            Some((Span::new(start, start), new))
        }
    }
}

/// Where the comment above a line starts, or the line itself.
fn above(text: &str, at: usize) -> usize {
    let before = |at: usize| {
        let start = line(text, at.checked_sub(1)?);
        text.get(start..at).filter(|text| text.trim_start().starts_with('#')).map(|_| start)
    };
    std::iter::successors(Some(at), |at| before(*at)).last().unwrap_or(at)
}

/// In the flow style of YAML, which JSON is.
fn pairs(entries: &[Entry], quote: &str, between: &str) -> String {
    let pair = |entry: &Entry| format!("{quote}{}{quote}: {}", entry.key, flow(&entry.value.value, quote));
    entries.iter().map(pair).collect::<Vec<_>>().join(between)
}

fn flow(value: &Value, quote: &str) -> String {
    match value {
        Value::Map(map) => format!("{{{}}}", pairs(&map.0, quote, ", ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => {
            value.to_string()
        }
    }
}
