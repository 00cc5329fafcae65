//! Texts with credentials in them, YAML or of any kind, for whoever shows a part of one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use saphyr_parser::ScalarStyle;

use super::key::MASK;
use super::key::is_meant;
use super::tree::{Id, Tree, Value};
use super::variables::reach;
use super::{comments, key, lines, shape, within};
use crate::diagnostic::{Hidden, Source, Span};
use crate::flink::reference::{self, Part};
use crate::yaml::line_start;

/// How many texts within texts are read.
pub const NESTED: usize = 3;

/// Where credentials stand in a source, and what they are; no word is shorter than eight characters.
pub fn hidden(source: &Source) -> &Hidden {
    hide(source, &[])
}

/// The same, where somebody else found more of them; who asks first says where.
pub fn hide<'a>(source: &'a Source, spans: &[Span]) -> &'a Hidden {
    source.unsaid.get(|| of(source.text(), spans))
}

fn of(text: &str, spans: &[Span]) -> Hidden {
    let mut found = Found::default();
    found.text(text, 0);
    found.hidden(text, spans)
}

/// Whether a text as a whole is a credential of a source.
pub fn is_one(text: &str, source: &Source) -> bool {
    !key::is_harmless(text) && hidden(source).texts.contains(text)
}

/// A shorter text, or one that is a mere word, may stand in a message by chance.
pub const LONG: usize = 8;

/// The source's text in which every other byte keeps its place.
pub fn blotted(source: &Source) -> String {
    replaced(source.text(), hidden(source).ranges.clone(), |hidden| {
        hidden.bytes().map(|b| if b == b'\n' || b == b'\r' { b as char } else { '*' }).collect()
    })
}

/// The text with as many lines, and a mask in the place of each credential.
pub fn masked(text: &str) -> String {
    replaced(text, of(text, &[]).ranges, |_| MASK.to_owned())
}

/// A value as it can be shown under its key: a credential is not.
pub fn shown(key: &str, value: &str) -> String {
    replaced(value, joined(value, of_value(key, value, 0)), |_| MASK.to_owned())
}

/// A value of no key, or of one that nobody names.
pub fn told(text: &str) -> String {
    shown("", text)
}

/// A sentence without what looks like a credential.
pub fn blurred(text: &str) -> String {
    let ranges = shape::all(text).into_iter().map(|(range, _)| range).collect();
    replaced(text, joined(text, ranges), |_| MASK.to_owned())
}

fn replaced(text: &str, ranges: Vec<Range<usize>>, with: impl Fn(&str) -> String) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for range in ranges {
        out.push_str(&text[from..range.start]);
        out.push_str(&with(&text[range.clone()]));
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// In their order, apart from each other, each within a line and without the space around it.
fn joined(text: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut start = range.start;
        for line in text[range].split_inclusive('\n') {
            let begin = start + (line.len() - line.trim_start().len());
            let end = start + line.trim_end().len();
            start += line.len();
            all.extend((begin < end).then_some(begin..end));
        }
    }
    all.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// Whether a value is a credential by its key: a variable is none, but for what stands beside it.
pub fn is_plain(key: &str, text: &str) -> bool {
    if !reference::is_in(text) {
        return key::is_named(key, text);
    }
    let own = reference::parts(text).into_iter().filter_map(|part| match part {
        Part::Text(text) | Part::Literal(text) => Some(text),
        Part::Reference(_) => None,
    });
    let own = own.collect::<String>();
    own.trim().len() >= LONG && key::is_named(key, &own)
}

/// Where credentials stand in a value under a key, in no special order; nothing stands in the name of a variable.
pub fn of_value(key: &str, text: &str, nested: usize) -> Vec<Range<usize>> {
    if is_plain(key, text) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut found = named_within(key, text, nested);
    found.extend(shape::all(text).into_iter().map(|(range, _)| range));
    found
}

/// The same of what the value itself gives a name to.
pub fn named_within(key: &str, text: &str, nested: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // `env:A,secret:NAME,key:KEY` names a Secret.
    if !key.to_ascii_lowercase().ends_with("secretkeyref") {
        found.extend(within::all(text));
    }
    if nested < NESTED && (text.contains('\n') || text.starts_with(['{', '['])) {
        let mut inner = Found::default();
        inner.text(text, nested + 1);
        found.extend(inner.ranges);
    }
    found
}

/// The variables in a value under a key that stand where a credential does.
pub fn referred(key: &str, value: &str) -> Vec<String> {
    let mut text = String::new();
    let mut names = Vec::new();
    for part in reference::parts(value) {
        match part {
            Part::Text(part) | Part::Literal(part) => text.push_str(part),
            Part::Reference(name) => {
                let begin = text.len();
                text.push_str(UNKNOWN);
                names.push((begin..text.len(), name));
            }
        }
    }
    let hidden = if names.is_empty() { Vec::new() } else { of_value(key, &text, NESTED) };
    let is_hidden =
        |range: &Range<usize>| hidden.iter().any(|it| it.start < range.end && range.start < it.end);
    names.into_iter().filter(|(range, _)| is_hidden(range)).map(|(_, name)| name.to_owned()).collect()
}

/// What a variable may be.
const UNKNOWN: &str = "uNkn0wnuNkn0wnuNkn0wn";

#[derive(Default)]
struct Found {
    ranges: Vec<Range<usize>>,
    words: BTreeSet<String>,
    /// What they are, however short.
    texts: BTreeSet<String>,
    /// Values all of whose texts are hidden.
    closed: BTreeSet<Id>,
    /// Variables that stand where credentials do.
    referred: BTreeMap<String, ()>,
    /// How many merged pairs were looked at.
    merged: usize,
}

impl Found {
    /// Of a whole text.
    fn text(&mut self, text: &str, nested: usize) {
        self.ranges.extend(shape::all(text).into_iter().map(|(range, _)| range));
        let tree = Tree::of(text, nested == 0);
        let looked = Looked { tree: &tree, text, nested };
        looked.refer(self);
        for root in &tree.roots {
            match tree.value(*root) {
                // No YAML, but lines.
                Value::Scalar { span, .. } => {
                    let (start, end) = (span.start as usize, span.end as usize);
                    self.lines(text, line_start(text, start)..end.max(start));
                }
                Value::List(_) | Value::Map(_) | Value::Alias(_) => looked.visit(*root, "", self),
            }
        }
        if let Some(from) = tree.unread {
            self.lines(text, from..text.len());
        }
        // A value that does not end.
        for (n, (id, end)) in tree.pending.iter().enumerate() {
            let named = if n + 1 == tree.pending.len() { key::is_name } else { key::closes };
            if tree.text(*id).is_some_and(named) {
                let sign = text[*end..].find(|c: char| c != ':' && !c.is_whitespace());
                self.ranges.push(sign.map_or(text.len(), |n| end + n)..text.len());
            }
        }
        self.comments(text, nested);
    }

    /// Of what is no YAML.
    fn lines(&mut self, text: &str, part: Range<usize>) {
        let mut found = within::all(&text[part.clone()]);
        lines::named(&text[part.clone()], &mut found);
        self.ranges.extend(found.into_iter().map(|range| part.start + range.start..part.start + range.end));
    }

    /// What was commented out, and what is said of it.
    fn comments(&mut self, text: &str, nested: usize) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if let Some(at) = comments::start(line) {
                self.lines(text, start + at..start + line.len());
            }
            start += line.len();
        }
        comments::beside(text, &mut self.ranges);
        if nested == NESTED {
            return;
        }
        for (start, removed) in comments::removed(text) {
            let mut inner = Self { referred: std::mem::take(&mut self.referred), ..Self::default() };
            inner.text(&removed, nested + 1);
            self.ranges.extend(inner.ranges.into_iter().map(|range| start + range.start..start + range.end));
            self.words.append(&mut inner.words);
            self.texts.append(&mut inner.texts);
            self.referred = inner.referred;
        }
    }

    /// `spans`: what somebody else found, where nothing of it is known.
    fn hidden(self, text: &str, spans: &[Span]) -> Hidden {
        let own = Hidden { ranges: joined(text, self.ranges), ..Hidden::default() };
        let more = spans.iter().map(|span| span.start as usize..span.end as usize);
        let more = more
            .filter(|range| own.within(range.clone()).next().is_none() && text.get(range.clone()).is_some());
        let more: Vec<_> = more.collect();
        let ranges = if more.is_empty() { own.ranges } else { joined(text, [own.ranges, more].concat()) };
        let (mut words, mut texts) = (self.words, self.texts);
        for range in &ranges {
            let written = text[range.clone()].trim_matches(['"', '\'']);
            add(&mut words, written);
            texts.insert(written.to_owned());
        }
        // What begins with another one is found by that.
        let mut apart: Vec<String> = Vec::with_capacity(words.len());
        for word in words {
            if apart.last().is_none_or(|last| !word.starts_with(last.as_str())) {
                apart.push(word);
            }
        }
        Hidden { ranges, words: apart, texts }
    }
}

/// Adds what a message may repeat: each line, and as it is escaped.
fn add(words: &mut BTreeSet<String>, text: &str) {
    for line in text.lines().map(str::trim) {
        let is_word = line.bytes().all(|b| b.is_ascii_lowercase());
        if line.len() >= LONG && !(is_word && line.len() < 2 * LONG) {
            let escaped = line.escape_debug().to_string();
            words.insert(line.to_owned());
            words.insert(escaped);
        }
    }
}

/// A text that is looked at.
#[derive(Clone, Copy)]
struct Looked<'a> {
    tree: &'a Tree,
    text: &'a str,
    nested: usize,
}

impl<'a> Looked<'a> {
    /// Finds the variables that are credentials by where they are used.
    fn refer(self, found: &mut Found) {
        let mut variables = Vec::new();
        for value in &self.tree.values {
            let Value::Map(pairs) = value else { continue };
            let with_reference = |id: &Id| self.tree.text(*id).filter(|text| reference::is_in(text));
            let mut refer = |key: &str, text: &str| {
                found.referred.extend(referred(key, text).into_iter().map(|name| (name, ())));
            };
            for (key, text) in pairs.iter().filter_map(|(key, value)| Some((key, with_reference(value)?))) {
                let key = self.tree.text(*key).unwrap_or_default();
                refer(key, text);
                if is_meant(key, VALUE)
                    && let Some(name) = self.name(pairs, &mut 0)
                {
                    refer(name, text);
                    variables.push((name, text));
                }
            }
        }
        reach(&mut found.referred, variables);
    }

    /// A value under a key.
    fn visit(self, id: Id, key: &str, found: &mut Found) {
        match &self.tree.values[id] {
            Value::Alias(of) => {
                let named = match self.tree.value(*of) {
                    Value::Scalar { text, .. } => key::is_named(key, text),
                    Value::List(_) | Value::Map(_) | Value::Alias(_) => key::closes(key),
                };
                if named {
                    self.close(*of, found);
                }
            }
            Value::List(_) | Value::Map(_) if key::closes(key) => self.close(id, found),
            Value::Scalar { text, span, style } => {
                let ranges = of_value(key, text, self.nested);
                self.place(text, *span, *style, &ranges, found);
            }
            Value::List(items) => {
                let mut option = "";
                for item in items {
                    self.visit(*item, if option.is_empty() { key } else { option }, found);
                    // `--password`, and then the value.
                    option = self.tree.text(*item).and_then(key::option).unwrap_or_default();
                }
            }
            Value::Map(pairs) => self.map(pairs, found),
        }
    }

    /// Properties that are written one in the other, each by its whole key.
    fn nested(self, id: Id, above: &str, found: &mut Found) {
        let Value::Map(pairs) = self.tree.value(id) else { return };
        for (key, value) in pairs {
            let Some(key) = self.tree.text(*key) else { continue };
            let whole = if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
            match self.tree.value(*value) {
                Value::Map(_) => self.nested(*value, &whole, found),
                Value::Scalar { .. } | Value::List(_) | Value::Alias(_) if !above.is_empty() => {
                    self.visit(*value, &whole, found);
                }
                Value::Scalar { .. } | Value::List(_) | Value::Alias(_) => {}
            }
        }
    }

    fn map(self, pairs: &'a [(Id, Id)], found: &mut Found) {
        let text = |id| self.tree.text(id);
        let name = self.name(pairs, &mut found.merged);
        let is_secret = || {
            let mut kinds = pairs.iter().filter(|(key, _)| text(*key) == Some("kind"));
            kinds.any(|(_, kind)| text(*kind) == Some("Secret"))
        };
        for (key, value) in pairs {
            self.visit(*key, "", found);
            // `? [a]`
            let first = || match self.tree.value(*key) {
                Value::List(items) => items.first().and_then(|item| text(*item)),
                Value::Scalar { .. } | Value::Map(_) | Value::Alias(_) => None,
            };
            match (text(*key).or_else(first).unwrap_or_default(), name) {
                ("data" | "stringData", _) if is_secret() => self.close(*value, found),
                ("flinkProperties", _) => {
                    self.visit(*value, "", found);
                    self.nested(*value, "", found);
                }
                // A mapping says where it is; what else stands in its place may be it.
                ("valueFrom", _) => {
                    self.visit(*value, "", found);
                    self.source(*value, found);
                }
                (key, Some(name)) if is_meant(key, VALUE) => self.visit(*value, name, found),
                (key, _) => self.visit(*value, key, found),
            }
        }
        let Some(name) = name else { return };
        let is_one =
            |value: &str, found: &Found| key::is_named(name, value) || found.referred.contains_key(name);
        let own = pairs.iter().filter(|(key, _)| text(*key).is_some_and(|key| is_meant(key, VALUE)));
        let own: Vec<_> = own.map(|(_, value)| *value).collect();
        let merged = own.is_empty().then(|| self.entry(pairs, VALUE, &mut found.merged)).flatten();
        for value in own.into_iter().chain(merged) {
            if self.tree.text(value).is_some_and(|value| is_one(value, found)) {
                self.close(value, found);
            }
        }
    }

    /// What a variable, or a pair of another kind, is called.
    fn name(self, pairs: &'a [(Id, Id)], merged: &mut usize) -> Option<&'a str> {
        let text = |id: Id| self.tree.text(id);
        let slip = || pairs.iter().find(|(key, _)| text(*key).is_some_and(|key| is_meant(key, NAME)));
        let own = [NAME, "key"].iter().find_map(|key| self.entry(pairs, key, merged).and_then(text));
        own.or_else(|| slip().and_then(|(_, name)| text(*name)))
    }

    /// `valueFrom`: all but what the source is called.
    fn source(self, id: Id, found: &mut Found) {
        match &self.tree.values[id] {
            Value::Map(pairs) => {
                for (key, value) in pairs {
                    let name = self.tree.text(*key).unwrap_or_default();
                    if OF_SOURCES.contains(&name) {
                        continue;
                    }
                    // `{a}`
                    let alone = self.tree.text(*value) == Some("") && !name.ends_with("Ref");
                    self.source(if alone { *key } else { *value }, found);
                }
            }
            // A mapping is looked at where it stands.
            Value::Alias(of) if matches!(self.tree.value(*of), Value::Map(_)) => {}
            Value::Scalar { .. } | Value::List(_) | Value::Alias(_) => self.close(id, found),
        }
    }

    /// The value under a key, its own or merged.
    fn entry(self, pairs: &'a [(Id, Id)], key: &str, merged: &mut usize) -> Option<Id> {
        let mut maps = vec![pairs];
        while let Some(pairs) = maps.pop() {
            for (own, value) in pairs {
                match self.tree.text(*own) {
                    Some(own) if own == key => return Some(*value),
                    Some("<<") => {}
                    Some(_) | None => continue,
                }
                let parts = match self.tree.value(*value) {
                    Value::List(parts) => parts.as_slice(),
                    Value::Map(_) | Value::Scalar { .. } | Value::Alias(_) => std::slice::from_ref(value),
                };
                for part in parts {
                    if let Value::Map(more) = self.tree.value(*part)
                        && *merged + more.len() < MERGED
                    {
                        *merged += more.len() + 1;
                        maps.push(more);
                    }
                }
            }
        }
        None
    }

    /// Hides all texts of a value.
    fn close(self, id: Id, found: &mut Found) {
        let mut all = vec![id];
        while let Some(id) = all.pop() {
            if !found.closed.insert(id) {
                continue;
            }
            match &self.tree.values[id] {
                Value::Alias(of) => all.push(*of),
                Value::List(items) => all.extend(items),
                Value::Map(pairs) => {
                    for (key, value) in pairs {
                        // `{a}`
                        let alone = self.tree.text(*value) == Some("");
                        all.push(if alone { *key } else { *value });
                    }
                }
                Value::Scalar { text, span, style } => {
                    if !key::is_harmless(text) && !reference::is_in(text) {
                        self.place(text, *span, *style, std::slice::from_ref(&(0..text.len())), found);
                    }
                }
            }
        }
    }

    /// Parts of a scalar, where they are written; all of it where that cannot be told.
    fn place(self, read: &str, span: Span, style: ScalarStyle, ranges: &[Range<usize>], found: &mut Found) {
        let (start, end) = (span.start as usize, span.end as usize);
        let Some(written) = self.text.get(start..end).filter(|_| !ranges.is_empty()) else { return };
        for range in ranges {
            add(&mut found.words, &read[range.clone()]);
            found.texts.insert(read[range.clone()].to_owned());
        }
        let whole = |range: &Range<usize>| *range == (0..read.len());
        if let (false, Some(at)) = (ranges.iter().any(whole), written.find(read)) {
            let placed = ranges.iter().map(|range| start + at + range.start..start + at + range.end);
            found.ranges.extend(placed);
            return;
        }
        // A block's first line begins behind its indentation.
        let start = line_start(self.text, start);
        let is_literal = style == ScalarStyle::Literal && !ranges.iter().any(whole);
        match is_literal.then(|| of_lines(read, &self.text[start..end])).flatten() {
            Some(lines) => {
                for range in ranges {
                    let inner =
                        lines.iter().filter(|(read, _)| read.start < range.end && range.start < read.end);
                    found.ranges.extend(inner.map(|(read, at)| {
                        let begin = range.start.saturating_sub(read.start);
                        start + at + begin..start + at + (range.end.min(read.end) - read.start)
                    }));
                }
            }
            None => {
                // An anchor and a tag stand before it.
                let begin = match style {
                    ScalarStyle::Plain => {
                        written.len().checked_sub(read.len()).filter(|_| written.ends_with(read))
                    }
                    ScalarStyle::SingleQuoted => written.find('\''),
                    ScalarStyle::DoubleQuoted => written.find('"'),
                    ScalarStyle::Literal | ScalarStyle::Folded => None,
                };
                found.ranges.push(span.start as usize + begin.unwrap_or(0)..end);
            }
        }
    }
}

const NAME: &str = "name";
const VALUE: &str = "value";

/// What says where the value of a variable is.
#[rustfmt::skip]
const OF_SOURCES: &[&str] = &[
    "name", "key", "optional", "apiVersion", "fieldPath", "containerName", "resource", "divisor", "path", "volumeName",
];

/// So many pairs that are merged are looked at: the compiler refuses more.
const MERGED: usize = 1_000_000;

/// The lines of a literal block: where they stand in what is read, and where they begin in what is written.
fn of_lines(read: &str, written: &str) -> Option<Vec<(Range<usize>, usize)>> {
    let (mut begin, mut at) = (0, 0);
    let mut places = Vec::new();
    for (line, source) in read.split_inclusive('\n').zip(written.split_inclusive('\n')) {
        let text = line.trim_end_matches('\n');
        let bare = source.trim_end_matches(['\n', '\r']);
        let indented = bare.strip_suffix(text)?;
        places.push((begin..begin + text.len(), at + indented.len()));
        begin += line.len();
        at += source.len();
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_values_and_keeps_places() {
        for (text, expected) in [
            ("a: b\ns3.secret-key: abc # c\n", "a: b\ns3.secret-key: *** # c\n"),
            ("  \"s3.secret-key\": \"a\\\"b\", x: 1", "  \"s3.secret-key\": ***"),
            ("{\"s3.secret-key\": \"a\\\"b\", x: 1}", "{\"s3.secret-key\": ***, x: 1}"),
            (
                "- {name: K, value: abc}\n- {name: L, value: abc}\n- my.password: a$(K)\n",
                "- {name: K, value: ***}\n- {name: L, value: abc}\n- my.password: a$(K)\n",
            ),
            (
                "- {name: K, value: abc}\n- {name: L, value: abc}\n- x: http://u:$(K)@$(L)\n",
                "- {name: K, value: ***}\n- {name: L, value: abc}\n- x: http://u:$(K)@$(L)\n",
            ),
            ("a: &a abc\nb.password: *a\n", "a: &a ***\nb.password: *a\n"),
            ("kind: Secret\ndata: {a: abc}\n", "kind: Secret\ndata: {a: ***}\n"),
            ("args: [--password, abc, --x, def]\n", "args: [--password, ***, --x, def]\n"),
            ("a: |\n  b.password: abc\n  c: d\n", "a: |\n  b.password: ***\n  c: d\n"),
            ("{s3.secret-key: abc, x: 1}", "{s3.secret-key: ***, x: 1}"),
            ("p: {\"s3.secret-key\":\"abc\",\"x\":1}", "p: {\"s3.secret-key\":***,\"x\":1}"),
            (" password: |\n   abc\n\n   def\n x: y\n", " password: |\n   ***\n\n   ***\n x: y\n"),
            (" password: 'abc\n   def'\n x: y\n", " password: ***\n   ***\n x: y\n"),
            (
                "secret: {secretName: a}\nsecret:\n  secretName: a\n",
                "secret: {secretName: a}\nsecret:\n  secretName: a\n",
            ),
            ("password: $(A)\n", "password: $(A)\n"),
            (
                "- name: A_TOKEN\n  value: abc\n- name: B\n  value: c\n",
                "- name: A_TOKEN\n  value: ***\n- name: B\n  value: c\n",
            ),
            (
                "- value: abc\n  name: A_TOKEN\n- value: d\n  name: B\n",
                "- value: ***\n  name: A_TOKEN\n- value: d\n  name: B\n",
            ),
            (
                "[{name: A_PASSWORD, value: abc}, {value: d, name: B_PASSWORD}]",
                "[{name: A_PASSWORD, value: ***}, {value: ***, name: B_PASSWORD}]",
            ),
            (
                "{\n  \"name\": \"A_TOKEN\",\n  \"value\": \"abc\"\n}",
                "{\n  \"name\": \"A_TOKEN\",\n  \"value\": ***\n}",
            ),
            (
                "- name: A_TOKEN\n  valueFrom: {}\n- value: b\n",
                "- name: A_TOKEN\n  valueFrom: {}\n- value: b\n",
            ),
            (
                "- name: A_PASSWORD\n  value: |\n    abc\n- name: b",
                "- name: A_PASSWORD\n  value: |\n    ***\n- name: b",
            ),
            ("x: http://u:pw@h\n", "x: http://u:***@h\n"),
            ("äö: ü\npassword: äö\n", "äö: ü\npassword: ***\n"),
        ] {
            assert_eq!(masked(text), expected);
            let blotted = blotted(&Source::new("", text));
            assert_eq!(blotted.len(), text.len());
            assert_eq!(blotted.matches('\n').count(), text.matches('\n').count());
        }
    }
}
