//! The values of a YAML text, with their places, for whoever asks what stands under which key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle};

use crate::diagnostic::Span;
use crate::yaml::{Tokens, surrogates};

/// A value, by its place in [`Tree::values`].
pub type Id = usize;

/// How deep values may be nested: the compiler refuses what is deeper.
const DEPTH: usize = 80;

/// A value as it is written.
#[derive(Debug)]
pub enum Value {
    /// Text of any kind.
    Scalar { text: String, span: Span, style: ScalarStyle },
    /// Its items.
    List(Vec<Id>),
    /// Its keys and values.
    Map(Vec<(Id, Id)>),
    /// What stands at its anchor.
    Alias(Id),
}

/// All documents of a stream.
#[derive(Debug, Default)]
pub struct Tree {
    /// All values; what contains others stands behind them.
    pub values: Vec<Value>,
    /// Those of the documents.
    pub roots: Vec<Id>,
    /// Where the first document begins that could not be read to its end.
    pub unread: Option<usize>,
    /// Keys in it whose values could not, from without, and where they end.
    pub pending: Vec<(Id, usize)>,
}

impl Tree {
    /// Reads a text as the compiler does; `patiently`: with lines that are indented less than the tokenizer wants.
    pub fn of(text: &str, patiently: bool) -> Self {
        let hidden = surrogates::hide(text);
        let mut tokens = Tokens::new(hidden.as_deref().unwrap_or(text));
        let mut tree = Self::default();
        let mut reading = Reading::default();
        // Where the document begins: as the compiler counts.
        let mut start = 0;
        while let Some(token) = tokens.next() {
            match token {
                Ok((Event::DocumentStart(explicit), span)) => {
                    start = if explicit { span.end as usize } else { start };
                    reading.anchors.clear();
                }
                Ok((Event::DocumentEnd, span)) => {
                    start = span.end as usize;
                    reading.begun = tree.values.len();
                }
                Ok((event, span)) => {
                    if reading.event(&mut tree, text, event, span).is_none() {
                        tree.unread = Some(start);
                        break;
                    }
                }
                Err(error) if patiently && tokens.indent(&error, start) => {
                    tree.values.truncate(reading.begun);
                    tree.roots.retain(|root| *root < reading.begun);
                    reading = Reading { begun: reading.begun, ..Reading::default() };
                }
                Err(_) => {
                    tree.unread = Some(start);
                    break;
                }
            }
        }
        for open in reading.open.iter().filter(|open| open.is_map && open.inner.len() % 2 == 1) {
            tree.pending.extend(open.inner.last().map(|key| (*key, open.end)));
        }
        while !reading.open.is_empty() {
            reading.close(&mut tree);
        }
        tree
    }

    /// A value; an alias is what it stands for.
    pub fn value(&self, id: Id) -> &Value {
        match &self.values[id] {
            // What has an anchor stands before its aliases, and is none itself.
            Value::Alias(of) => &self.values[*of],
            value => value,
        }
    }

    /// The text of a scalar.
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.value(id) {
            Value::Scalar { text, .. } => Some(text),
            Value::List(_) | Value::Map(_) | Value::Alias(_) => None,
        }
    }
}

#[derive(Default)]
struct Reading {
    /// How many values there were before the document.
    begun: usize,
    open: Vec<Open>,
    /// By the tokenizer's number.
    anchors: BTreeMap<usize, Id>,
}

struct Open {
    anchor: usize,
    is_map: bool,
    inner: Vec<Id>,
    /// Where the last one ends that has nothing in it.
    end: usize,
}

impl Reading {
    /// None: deeper than what is read.
    fn event(&mut self, tree: &mut Tree, text: &str, event: Event<'_>, span: Span) -> Option<()> {
        if let (Some(open), Event::Scalar(..) | Event::Alias(_)) = (self.open.last_mut(), &event) {
            open.end = span.end as usize;
        }
        match event {
            Event::Scalar(read, style, anchor, _) => {
                // Half of a character is refused, and hidden like any other.
                let shown = surrogates::show(Cow::Borrowed(&*read), style, text, span, &mut Vec::new());
                let text = shown.map_or_else(|_| read.to_string(), Cow::into_owned);
                self.put(tree, Value::Scalar { text, span, style }, anchor);
            }
            // An alias within its own anchor stands for nothing.
            Event::Alias(anchor) => {
                let of = self.anchors.get(&anchor).copied();
                self.put(tree, of.map_or(Value::List(Vec::new()), Value::Alias), 0);
            }
            Event::SequenceStart(anchor, _) => {
                self.open.push(Open { anchor, is_map: false, inner: Vec::new(), end: 0 })
            }
            Event::MappingStart(anchor, _) => {
                self.open.push(Open { anchor, is_map: true, inner: Vec::new(), end: 0 })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(tree),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        (self.open.len() <= DEPTH).then_some(())
    }

    fn close(&mut self, tree: &mut Tree) {
        let Some(Open { anchor, is_map, inner, end: _ }) = self.open.pop() else { return };
        let pairs = || inner.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let value = if is_map { Value::Map(pairs()) } else { Value::List(inner) };
        self.put(tree, value, anchor);
    }

    fn put(&mut self, tree: &mut Tree, value: Value, anchor: usize) {
        let id = tree.values.len();
        tree.values.push(value);
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        match self.open.last_mut() {
            Some(open) => open.inner.push(id),
            None => tree.roots.push(id),
        }
    }
}
