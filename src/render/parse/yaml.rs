//! YAML to trees: documents, anchors, merge keys, and where every value stands.
//!
//! The tokenizer is a library; what the tokens mean to kubectl, the places, and the limits are ours.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::codes;
use super::limits::{self, Cost};
use super::scalar;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::tree::{Entry, Map, Node, Value};

/// One document of a stream.
#[derive(Debug)]
pub struct Document {
    /// Its value; null when there is none.
    pub root: Node,
    /// Its text, without the markers before and after it.
    pub region: Span,
    /// What is wrong with its keys, tags and merges; of no interest when it is somebody else's.
    pub findings: Vec<Diagnostic>,
}

/// Reads all documents of a stream, up to the first error of syntax.
pub fn read(text: &str, duplicates: Severity) -> (Vec<Document>, Option<Diagnostic>) {
    let body = text.trim_start_matches('\u{feff}');
    if let Some(found) = limits::strange_character(text) {
        return (Vec::new(), Some(found));
    }
    let mut reader = Reader {
        places: Places::new(text, text.len() - body.len()),
        duplicates,
        documents: Vec::new(),
        stack: Vec::new(),
        root: None,
        findings: Vec::new(),
        anchors: Vec::new(),
        start: 0,
        cost: Cost::default(),
    };
    let mut parser = Parser::new_from_str(body);
    let mut failure = None;
    while let Some(event) = parser.next_event() {
        let result = match event {
            Ok((event, span)) => {
                let span = reader.places.span(span.start.index(), span.end.index());
                reader.event(event, span)
            }
            Err(error) => Err(reader.syntax(text, error.marker().index(), error.info())),
        };
        if let Err(diagnostic) = result {
            failure = Some(diagnostic);
            break;
        }
    }
    (reader.documents, failure)
}

/// Byte offsets of characters: the tokenizer counts characters.
struct Places {
    offsets: Option<Vec<u32>>,
    shift: usize,
    end: usize,
}

impl Places {
    fn new(text: &str, shift: usize) -> Self {
        let body = &text[shift..];
        let offsets = (!body.is_ascii()).then(|| {
            body.char_indices().map(|(n, _)| u32::try_from(n + shift).unwrap_or(u32::MAX)).collect()
        });
        Self { offsets, shift, end: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.offsets {
            None => (character + self.shift).min(self.end),
            Some(offsets) => offsets.get(character).map_or(self.end, |n| *n as usize),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }
}

enum Open {
    List { start: Span, anchor: usize, items: Vec<Node> },
    Map { start: Span, anchor: usize, entries: Vec<Entry>, key: Option<Key>, merges: Vec<Node> },
}

struct Key {
    span: Span,
    text: Cow<'static, str>,
    merge: bool,
}

struct Reader {
    places: Places,
    duplicates: Severity,
    documents: Vec<Document>,
    stack: Vec<Open>,
    root: Option<Node>,
    findings: Vec<Diagnostic>,
    /// By the tokenizer's number.
    anchors: Vec<Option<(Node, Cost)>>,
    /// First byte of the document that is being read.
    start: usize,
    cost: Cost,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
            Event::DocumentStart(explicit) => {
                if let Some(last) = self.documents.last_mut() {
                    last.region.end = last.region.end.min(span.start).max(last.region.start);
                }
                self.start = if explicit { span.end as usize } else { 0 };
                self.anchors.clear();
            }
            Event::DocumentEnd => {
                let explicit = span.end > span.start;
                let end = if explicit { span.start as usize } else { self.places.end };
                self.documents.push(Document {
                    root: self.root.take().unwrap_or_else(|| Value::Null.into()),
                    region: Span::new(self.start, end),
                    findings: std::mem::take(&mut self.findings),
                });
            }
            Event::Alias(anchor) => {
                let Some((node, cost)) = self.anchors.get(anchor).and_then(Option::as_ref) else {
                    return Err(Diagnostic::error(codes::ALIAS, span, "an alias of the value that holds it")
                        .help("write the value out"));
                };
                self.cost.add(*cost);
                limits::check(self.cost, self.stack.len() + cost.depth, span)?;
                let node = node.clone();
                self.value(node, span, None);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let value = self.scalar(&text, plain, tag.as_deref(), span);
                let key = Key { span, text: Cow::Borrowed(""), merge: plain && text == "<<" };
                self.finish(Node { span, value }, anchor, Some(key));
            }
            Event::SequenceStart(anchor, tag) => {
                self.collection_tag(tag.as_deref(), "seq", span);
                self.open(Open::List { start: span, anchor, items: Vec::new() }, span)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.collection_tag(tag.as_deref(), "map", span);
                let (entries, merges) = (Vec::new(), Vec::new());
                self.open(Open::Map { start: span, anchor, entries, key: None, merges }, span)?;
            }
            Event::SequenceEnd => {
                if let Some(Open::List { start, anchor, items }) = self.stack.pop() {
                    let span = items.last().map_or(start, |last| start.to(last.span)).to(closing(span));
                    self.finish(Node { span, value: Value::List(items) }, anchor, None);
                }
            }
            Event::MappingEnd => {
                if let Some(Open::Map { start, anchor, entries, merges, .. }) = self.stack.pop() {
                    let end = entries.last().map_or(start, |last| last.key_span.to(last.value.span));
                    let span = start.to(end).to(closing(span));
                    let map = self.map(entries, merges);
                    self.finish(Node { span, value: Value::Map(map) }, anchor, None);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, open: Open, span: Span) -> Result<(), Diagnostic> {
        self.stack.push(open);
        limits::check(self.cost, self.stack.len(), span)
    }

    /// A value is complete: kept for its aliases, and put where it belongs.
    fn finish(&mut self, node: Node, anchor: usize, key: Option<Key>) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            let cost = Cost::of(&node);
            if let Some(place) = self.anchors.get_mut(anchor) {
                *place = Some((node.clone(), cost));
            }
        }
        let span = node.span;
        self.value(node, span, key);
    }

    fn value(&mut self, node: Node, span: Span, plain_key: Option<Key>) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, merges, .. }) => match key.take() {
                Some(key) if key.merge => merges.push(node),
                Some(Key { span: key_span, text, .. }) => {
                    entries.push(Entry { key_span, key: text, value: node })
                }
                None => {
                    let merge = plain_key.as_ref().is_some_and(|key| key.merge);
                    let span = plain_key.map_or(span, |key| key.span);
                    let text = match node.value {
                        Value::String(text) | Value::Number(text) => text,
                        Value::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
                        Value::Null | Value::List(_) | Value::Map(_) => {
                            self.findings.push(
                                Diagnostic::error(codes::KEY, span, "a key must be text")
                                    .help("write the key as text, in quotes if need be"),
                            );
                            Cow::Borrowed("")
                        }
                    };
                    *key = Some(Key { span, text, merge });
                }
            },
        }
    }

    fn scalar(&mut self, text: &str, plain: bool, tag: Option<&Tag>, span: Span) -> Value {
        let string = |text: &str| Value::String(Cow::Owned(text.to_owned()));
        let name = match tag {
            None if !plain || text == "<<" => return string(text),
            None => None,
            Some(tag) if tag.handle == "!" && tag.suffix.is_empty() => return string(text),
            Some(tag) if tag.is_yaml_core_schema() => Some(tag.suffix.as_str()),
            Some(_) => Some("?"),
        };
        if name == Some("str") {
            return string(text);
        }
        let value = scalar::plain(text);
        let fits = match (name, &value) {
            (None, Some(_)) => true,
            (Some("int"), Some(Value::Number(number))) => !number.contains('.'),
            (Some("float"), Some(Value::Number(_))) => true,
            (Some("bool"), Some(Value::Bool(_))) | (Some("null"), Some(Value::Null)) => true,
            _ => false,
        };
        if let (true, Some(value)) = (fits, value) {
            return value;
        }
        self.findings.push(match name {
            None => Diagnostic::error(codes::NOT_JSON, span, format!("`{text}` has no counterpart in JSON"))
                .help(format!("quote it (\"{text}\") if text is meant")),
            Some(_) => Diagnostic::error(
                codes::TAG,
                span,
                "a tag that does not fit this value, or that is not known here",
            )
            .help("leave the tag out; quote the value if text is meant"),
        });
        string(text)
    }

    fn collection_tag(&mut self, tag: Option<&Tag>, expected: &str, span: Span) {
        if let Some(tag) = tag
            && !(tag.is_yaml_core_schema() && tag.suffix == expected)
        {
            let message = "a tag that is not known here";
            self.findings.push(Diagnostic::error(codes::TAG, span, message).help("leave the tag out"));
        }
    }

    /// Own keys first, then merged ones that are not there yet, as kubectl merges.
    fn map(&mut self, mut entries: Vec<Entry>, merges: Vec<Node>) -> Map {
        self.deduplicate(&mut entries);
        if merges.is_empty() {
            return Map(entries);
        }
        let own = entries.len();
        for merge in merges {
            let span = merge.span;
            let maps = match merge.value {
                Value::List(list) => list,
                value => vec![Node { span, value }],
            };
            for node in maps {
                match node.value {
                    Value::Map(map) => entries.extend(map.0),
                    _ => self.findings.push(
                        Diagnostic::error(codes::MERGE, span, "`<<` merges mappings only")
                            .help("give it an alias of a mapping, or a list of such aliases"),
                    ),
                }
            }
        }
        let mut keep = vec![true; entries.len()];
        for (_, later) in later_duplicates(&entries) {
            keep[later] = later < own;
        }
        let mut keep = keep.into_iter();
        entries.retain(|_| keep.next() == Some(true));
        Map(entries)
    }

    fn deduplicate(&mut self, entries: &mut Vec<Entry>) {
        let mut doubles = later_duplicates(entries);
        if doubles.is_empty() {
            return;
        }
        doubles.sort_unstable_by_key(|(_, later)| *later);
        for (first, later) in &doubles {
            let (first, later) = (&entries[*first], &entries[*later]);
            let message = format!("`{}` is there twice", later.key);
            let mut found = Diagnostic::error(codes::DUPLICATE_KEY, later.key_span, message)
                .related(first.key_span, "first here")
                .help("remove one of them: kubectl would silently take the last");
            found.severity = self.duplicates;
            self.findings.push(found);
        }
        // The last value counts, in the place of the first.
        for (first, later) in doubles {
            let node = std::mem::replace(&mut entries[later].value, Value::Null.into());
            entries[first].value = node;
            entries[later].key_span = Span { start: u32::MAX, end: u32::MAX };
        }
        entries.retain(|entry| entry.key_span.start != u32::MAX);
    }

    fn syntax(&self, text: &str, character: usize, info: &str) -> Diagnostic {
        let at = self.places.byte(character);
        let line_start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let indent = text[line_start..].len() - text[line_start..].trim_start_matches([' ', '\t']).len();
        let tab = text[line_start..line_start + indent].find('\t');
        if let Some(tab) = tab {
            let span = Span::new(line_start + tab, line_start + tab + 1);
            return Diagnostic::error(codes::TAB, span, "a tab where YAML wants blanks")
                .help("indent with blanks");
        }
        let next = text[at..].chars().next().map_or(0, char::len_utf8);
        Diagnostic::error(codes::SYNTAX, Span::new(at, at + next), format!("not YAML: {info}"))
            .help("look for a missing quote, bracket or blank here or in the lines above")
    }
}

/// The closing bracket of a flow collection; nothing of use in a block one, whose end is where the next line begins.
fn closing(span: Span) -> Span {
    if span.end > span.start { span } else { Span { start: u32::MAX, end: 0 } }
}

/// Pairs of positions (the first of a key, a later one), in no special order.
fn later_duplicates(entries: &[Entry]) -> Vec<(usize, usize)> {
    if entries.len() <= 12 {
        let first = |later: usize| entries[..later].iter().position(|entry| entry.key == entries[later].key);
        return (1..entries.len()).filter_map(|later| Some((first(later)?, later))).collect();
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|a, b| entries[*a].key.cmp(&entries[*b].key).then(a.cmp(b)));
    let groups = order.chunk_by(|a, b| entries[*a].key == entries[*b].key);
    groups.flat_map(|group| group[1..].iter().map(|later| (group[0], *later))).collect()
}
