//! YAML to trees: documents, anchors, merge keys, and where every value stands.
//!
//! The tokenizer is a library; what the tokens mean to kubectl, the places, and the limits are ours.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, ScalarStyle, Tag};

use super::codes;
use super::limits::{self, Cost};
use super::refusal::refusal;
use super::scalar;
use crate::diagnostic::{Capped, Diagnostic, Severity, Span};
use crate::tree::{Entry, Map, Node, Value};
use crate::yaml::Tokens;
use crate::yaml::surrogates::{self, Pair};

/// One document of a stream.
#[derive(Debug)]
pub struct Document {
    /// Its value; null when there is none.
    pub root: Node,
    /// Its text, without the markers before and after it.
    pub region: Span,
    /// In it, characters that are escaped in two halves.
    pub pairs: Vec<Pair>,
    /// What is wrong with its keys, tags and merges; of no interest when it is somebody else's.
    pub findings: Capped,
}

/// Reads all documents of a stream, up to the first error of syntax.
pub fn read(text: &str, duplicates: Severity) -> (Vec<Document>, Option<Diagnostic>) {
    if let Some(found) = limits::control_character(text) {
        return (Vec::new(), Some(found));
    }
    let hidden = surrogates::hide(text);
    let mut tokens = Tokens::new(hidden.as_deref().unwrap_or(text));
    let mut reader = Reader {
        text,
        hides: hidden.is_some(),
        pairs: Vec::new(),
        duplicates,
        documents: Vec::new(),
        stack: Vec::new(),
        root: None,
        findings: Capped::default(),
        anchors: BTreeMap::new(),
        start: 0,
        cost: Cost::default(),
        cost_before: Cost::default(),
    };
    while let Some(token) = tokens.next() {
        let failure = match token {
            Ok((event, span)) => reader.event(event, span).err(),
            Err(error) if tokens.indent(&error, reader.start) => {
                reader.forget();
                None
            }
            Err(error) => Some(refusal(&tokens, text, &error, reader.start)),
        };
        if failure.is_some() {
            reader.settle();
            return (reader.documents, failure);
        }
    }
    reader.settle();
    (reader.documents, None)
}

enum Open {
    List { start: Span, anchor: usize, items: Vec<Node> },
    Map { start: Span, anchor: usize, entries: Vec<Entry>, key: Option<Key>, merges: Vec<Merge> },
}

impl Open {
    fn is_flow(&self, text: &str) -> bool {
        let (Self::List { start, .. } | Self::Map { start, .. }) = self;
        text[start.start as usize..start.end as usize].contains(['[', '{'])
    }
}

struct Key {
    span: Span,
    text: Cow<'static, str>,
    merge: bool,
    /// It is a number with a point or an exponent, or too large.
    rounded: bool,
}

/// What `<<` merges.
struct Merge {
    span: Span,
    /// How many entries stand above it.
    above: usize,
    node: Node,
}

impl Merge {
    fn parts(&self) -> &[Node] {
        self.node.as_list().unwrap_or(std::slice::from_ref(&self.node))
    }
}

struct Reader<'a> {
    text: &'a str,
    /// The tokenizer reads another text.
    hides: bool,
    pairs: Vec<Pair>,
    duplicates: Severity,
    documents: Vec<Document>,
    stack: Vec<Open>,
    root: Option<Node>,
    findings: Capped,
    /// By the tokenizer's number.
    anchors: BTreeMap<usize, (Node, Cost)>,
    /// First byte of the document that is being read.
    start: usize,
    cost: Cost,
    /// That of the documents before.
    cost_before: Cost,
}

impl Reader<'_> {
    /// The document is read again.
    fn forget(&mut self) {
        self.stack.clear();
        self.root = None;
        self.findings.clear();
        self.pairs.clear();
        self.anchors.clear();
        self.cost = self.cost_before;
    }

    /// Now it is known where the last document ends.
    fn settle(&mut self) {
        if let Some(Document { root: _, region, pairs: _, findings }) = self.documents.last_mut() {
            findings.extend(limits::line_break(self.text, *region));
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
            Event::DocumentStart(explicit) => {
                if let Some(last) = self.documents.last_mut() {
                    last.region.end = last.region.end.min(span.start).max(last.region.start);
                }
                self.settle();
                if explicit {
                    self.start = span.end as usize;
                }
                self.anchors.clear();
            }
            Event::DocumentEnd => {
                let explicit = span.end > span.start;
                let end = if explicit { span.start as usize } else { self.text.len() };
                let region = Span::new(self.start, end);
                self.start = span.end as usize;
                self.cost_before = self.cost;
                self.documents.push(Document {
                    root: self.root.take().unwrap_or_else(|| Value::Null.into()),
                    region,
                    pairs: std::mem::take(&mut self.pairs),
                    findings: std::mem::take(&mut self.findings),
                });
            }
            Event::Alias(anchor) => {
                self.name(span);
                let Some((node, cost)) = self.anchors.get(&anchor) else {
                    return Err(Diagnostic::error(codes::ALIAS, span, "an alias inside its own anchor")
                        .help("write the value out"));
                };
                self.cost.add(*cost);
                limits::check(self.cost, self.stack.len() + cost.depth, span)?;
                let node = node.clone();
                self.value(node, span, None);
            }
            Event::Scalar(mut text, style, anchor, tag) => {
                if self.hides {
                    text =
                        surrogates::show(text, style, self.text, span, &mut self.pairs).map_err(|half| {
                            Diagnostic::error(codes::SYNTAX, half, "not YAML: half of a surrogate pair")
                                .help("write the character itself, or both halves in sequence")
                        })?;
                }
                let plain = style == ScalarStyle::Plain;
                if plain {
                    self.disputed_plain(&text, tag.is_some(), span);
                }
                let value = self.scalar(&text, plain, tag.as_deref(), span);
                let merge = plain && tag.is_none() && text == "<<";
                let rounded = matches!(value, Value::Number(_)) && !scalar::is_whole(&text);
                let key = Key { span, text: Cow::Borrowed(""), merge, rounded };
                self.finish(Node { span, value }, span, anchor, Some(key))?;
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
                    self.finish(Node { span, value: Value::List(items) }, start, anchor, None)?;
                }
            }
            Event::MappingEnd => {
                if let Some(Open::Map { start, anchor, entries, merges, .. }) = self.stack.pop() {
                    let end = entries.last().map_or(start, |last| last.key_span.to(last.value.span));
                    let span = start.to(end).to(closing(span));
                    let map = self.map(entries, merges);
                    self.finish(Node { span, value: Value::Map(map) }, start, anchor, None)?;
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
    fn finish(&mut self, node: Node, start: Span, anchor: usize, key: Option<Key>) -> Result<(), Diagnostic> {
        if anchor > 0 {
            self.name(start);
            let cost = Cost::of(&node);
            // Anchors within anchors are copies of copies, even without an alias.
            self.cost.add(cost);
            limits::check(self.cost, 0, start)?;
            self.anchors.insert(anchor, (node.clone(), cost));
        }
        let span = node.span;
        self.value(node, span, key);
        Ok(())
    }

    /// The tokenizer takes `&a:b` for one name, kubectl for a name and what follows it.
    fn name(&mut self, span: Span) {
        let text = &self.text[span.start as usize..];
        let Some(at) = text.find(['&', '*']) else { return };
        let length = |end: fn(char) -> bool| text[at + 1..].find(end).unwrap_or(text.len() - at - 1);
        let name = length(|c| c.is_ascii_whitespace() || ",[]{}".contains(c));
        if length(|c| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')) < name {
            let start = span.start as usize + at;
            let span = Span::new(start, start + 1 + name);
            self.findings.push(
                Diagnostic::error(codes::YAML_TRAP, span, "the name of an anchor that other readers cut off")
                    .help("use letters, digits, `-` and `_` only, followed by a space"),
            );
        }
    }

    fn value(&mut self, node: Node, span: Span, plain_key: Option<Key>) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, merges, .. }) => match key.take() {
                Some(key) if key.merge => merges.push(Merge { span: key.span, above: entries.len(), node }),
                Some(Key { span: key_span, text, .. }) => {
                    entries.push(Entry { key_span, key: text, value: node })
                }
                None => {
                    let merge = plain_key.as_ref().is_some_and(|key| key.merge);
                    let rounded = plain_key.as_ref().is_none_or(|key| key.rounded);
                    let span = plain_key.map_or(span, |key| key.span);
                    let text = match node.value {
                        Value::Number(_) if rounded => {
                            let found = Diagnostic::error(codes::KEY, span, "a key that kubectl would round");
                            self.findings.push(found.help("write the key as text, in quotes"));
                            Cow::Borrowed("")
                        }
                        Value::String(text) | Value::Number(text) => text,
                        Value::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
                        Value::Null | Value::List(_) | Value::Map(_) => {
                            self.findings.push(
                                Diagnostic::error(codes::KEY, span, "a key must be text")
                                    .help("write the key as text, in quotes if necessary"),
                            );
                            Cow::Borrowed("")
                        }
                    };
                    *key = Some(Key { span, text, merge, rounded });
                }
            },
        }
    }

    fn scalar(&mut self, text: &str, plain: bool, tag: Option<&Tag>, span: Span) -> Value {
        let string = |text: &str| Value::String(Cow::Owned(text.to_owned()));
        let name = match tag {
            None if !plain || text == "<<" => return string(text),
            None => None,
            Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => return string(text),
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
            None => {
                Diagnostic::error(codes::NOT_JSON, span, format!("`{text}` cannot be represented in JSON"))
                    .help(format!("quote it (\"{text}\") if text is meant"))
            }
            Some(_) => Diagnostic::error(
                codes::TAG,
                span,
                "a tag that does not fit this value, or that is not known",
            )
            .help("remove the tag; quote the value if text is meant"),
        });
        string(text)
    }

    /// In flow collections, `{a:}` and `{?a: b}` have the keys `a` and `?a` in YAML 1.2, `a:` and `a` for kubectl;
    /// and `[!!str, a]` is one tagged value.
    fn disputed_plain(&mut self, text: &str, tagged: bool, span: Span) {
        let behind = &self.text[span.end as usize..];
        let colon = behind.strip_prefix(':').is_some_and(|rest| rest.starts_with([',', '[', ']', '{', '}']));
        let comma = tagged && text.is_empty() && behind.starts_with(',');
        if colon || comma || text.starts_with('?') && self.stack.iter().any(|open| open.is_flow(self.text)) {
            let message = "a `?`, `:` or `,` that some readers take for part of the text next to it";
            let found = Diagnostic::error(codes::YAML_TRAP, span, message);
            self.findings.push(found.help("put the text in quotes, or a space next to the sign"));
        }
    }

    fn collection_tag(&mut self, tag: Option<&Tag>, expected: &str, span: Span) {
        if let Some(tag) = tag
            && !(tag.is_yaml_core_schema() && tag.suffix == expected)
        {
            let message = "an unknown tag";
            self.findings.push(Diagnostic::error(codes::TAG, span, message).help("remove the tag"));
        }
    }

    /// Own keys first, then merged ones that are not there yet.
    fn map(&mut self, mut entries: Vec<Entry>, merges: Vec<Merge>) -> Map {
        self.disputed_merges(&entries, &merges);
        self.deduplicate(&mut entries);
        if merges.is_empty() {
            return Map(entries);
        }
        let own = entries.len();
        for merge in merges {
            if !merge.parts().iter().all(|part| part.as_map().is_some()) {
                self.findings.push(
                    Diagnostic::error(codes::MERGE, merge.span, "`<<` can only merge mappings")
                        .help("give it an alias of a mapping, or a list of such aliases"),
                );
            }
            let parts = match merge.node.value {
                Value::List(list) => list,
                _ => vec![merge.node],
            };
            for part in parts {
                if let Value::Map(map) = part.value {
                    entries.extend(map.0);
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

    /// kubectl lets `<<` replace what stands above it; other readers do not.
    fn disputed_merges(&mut self, entries: &[Entry], merges: &[Merge]) {
        let (mut above, mut read) = (BTreeSet::new(), 0);
        for merge in merges {
            above.extend(entries[read..merge.above].iter().map(|entry| &entry.key));
            read = merge.above;
            let keys = || {
                merge.parts().iter().filter_map(Node::as_map).flat_map(|map| &map.0).map(|entry| &entry.key)
            };
            if let Some(key) = keys().find(|key| above.contains(key)) {
                let message = format!(
                    "`<<` brings in `{key}`, which is already defined above: readers differ on which one counts"
                );
                let found = Diagnostic::error(codes::MERGE, merge.span, message);
                self.findings.push(found.help("write one `<<` (with a list, for many), and write it first"));
            }
            above.extend(keys());
        }
    }

    fn deduplicate(&mut self, entries: &mut Vec<Entry>) {
        let mut doubles = later_duplicates(entries);
        if doubles.is_empty() {
            return;
        }
        doubles.sort_unstable_by_key(|(_, later)| *later);
        for (first, later) in &doubles {
            let (first, later) = (&entries[*first], &entries[*later]);
            let message = format!("`{}` is defined twice", later.key);
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
