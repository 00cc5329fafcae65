//! Values of a document: what was read, and what is written.
//!
//! One type for both, because the user's own parts of a cluster (volumes, sidecars, resources) go through the
//! compiler as they were written. Every value knows the bytes of the input it stands for, or none.

pub mod path;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Span;

/// Text that is either part of the program or made from the input.
pub type CowText = Cow<'static, str>;

/// Whether a text is ASCII without control characters but for line breaks, as most are: many bytes are seen at once.
pub fn is_printable(text: &str) -> bool {
    text.as_bytes().chunks(64).all(|chunk| {
        chunk.iter().fold(true, |all, byte| all & ((*byte >= b' ' && *byte < 0x7f) | (*byte == b'\n')))
    })
}

/// A value of the program and where it was written; [`Span::default`] when it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// The bytes of the input.
    pub span: Span,
    /// The value.
    pub value: T,
}

impl<T> Spanned<T> {
    /// A value that was not written: a default.
    pub fn implied(value: T) -> Self {
        Self { span: Span::default(), value }
    }

    /// Another value from the same place.
    pub fn map<U>(&self, change: impl FnOnce(&T) -> U) -> Spanned<U> {
        Spanned { span: self.span, value: change(&self.value) }
    }

    /// Whether it was written.
    pub fn is_written(&self) -> bool {
        self.span != Span::default()
    }
}

impl<T: Clone + Into<Node>> From<&Spanned<T>> for Node {
    fn from(spanned: &Spanned<T>) -> Self {
        Self { span: spanned.span, ..spanned.value.clone().into() }
    }
}

impl<T: Into<Node>> From<Spanned<T>> for Node {
    fn from(spanned: Spanned<T>) -> Self {
        Self { span: spanned.span, ..spanned.value.into() }
    }
}

/// A value and where it was written; [`Span::default`] when it was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the input.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// What a value is, after YAML's own rules were applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON writes it: `3`, `-1`, `0.5`, `1e21`.
    Number(CowText),
    /// Text.
    String(CowText),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping.
    Map(Map),
}

/// A mapping in the order it was written in. Its keys are distinct.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map(pub Vec<Entry>);

/// One line of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where the key stands.
    pub key_span: Span,
    /// The key.
    pub key: CowText,
    /// Its value.
    pub value: Node,
}

impl Map {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value.value)
    }

    /// The value of a key. A new one is null, and stands before the first whose key `is_later`.
    pub fn at(&mut self, key: &'static str, is_later: impl Fn(&str) -> bool) -> &mut Node {
        let at = self.0.iter().position(|entry| entry.key == key).unwrap_or_else(|| {
            let at = self.0.iter().position(|entry| is_later(&entry.key)).unwrap_or(self.0.len());
            self.0
                .insert(at, Entry { key_span: Span::default(), key: key.into(), value: Value::Null.into() });
            at
        });
        &mut self.0[at].value
    }

    /// All entries by their keys, for whoever asks for many.
    pub fn by_key(&self) -> BTreeMap<&str, &Entry> {
        self.0.iter().map(|entry| (entry.key.as_ref(), entry)).collect()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds an entry that the compiler makes. The key must be new.
    pub fn push(&mut self, key: impl Into<CowText>, value: impl Into<Node>) {
        let key = key.into();
        debug_assert!(self.get(&key).is_none(), "the key {key} twice");
        self.0.push(Entry { key_span: Span::default(), key, value: value.into() });
    }

    /// Adds an entry if there is a value for it.
    pub fn push_some<T: Into<Node>>(&mut self, key: impl Into<CowText>, value: Option<T>) {
        if let Some(value) = value {
            self.push(key, value);
        }
    }
}

impl Node {
    /// The value under a key, when this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// The mapping, when it is one.
    pub fn as_map(&self) -> Option<&Map> {
        if let Value::Map(map) = &self.value { Some(map) } else { None }
    }

    /// The elements, when it is a sequence.
    pub fn as_list(&self) -> Option<&[Node]> {
        if let Value::List(list) = &self.value { Some(list) } else { None }
    }

    /// The text, when it is text.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The text of a text or a number.
    pub fn scalar(&self) -> Option<&str> {
        if let Value::String(text) | Value::Number(text) = &self.value { Some(text) } else { None }
    }

    /// Whether another one is the same, wherever both were written and in whatever order of keys.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_same(b))
            }
            (Value::Map(a), Value::Map(b)) => {
                let others = LazyCell::new(|| b.by_key());
                let is_there = |(n, entry): (usize, &Entry)| {
                    let there = b.0.get(n).filter(|other| other.key == entry.key);
                    let other = there.or_else(|| others.get(entry.key.as_ref()).copied());
                    other.is_some_and(|other| entry.value.is_same(&other.value))
                };
                a.0.len() == b.0.len() && a.0.iter().enumerate().all(is_there)
            }
            (a, b) => a == b,
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }
}

/// As JSON, on one line.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.json().fmt(f)
    }
}

impl Value {
    /// The same in JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Number(text) => serde_json::from_str(text).unwrap_or_default(),
            Self::String(text) => text.as_ref().into(),
            Self::List(items) => items.iter().map(|item| item.value.json()).collect(),
            Self::Map(map) => {
                map.0.iter().map(|entry| (entry.key.to_string(), entry.value.value.json())).collect()
            }
        }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self { span: Span::default(), value }
    }
}

impl From<Map> for Node {
    fn from(map: Map) -> Self {
        Value::Map(map).into()
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Value::String(Cow::Borrowed(text)).into()
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Value::String(Cow::Owned(text)).into()
    }
}

impl From<CowText> for Node {
    fn from(text: CowText) -> Self {
        Value::String(text).into()
    }
}

impl From<bool> for Node {
    fn from(value: bool) -> Self {
        Value::Bool(value).into()
    }
}

impl From<i64> for Node {
    fn from(value: i64) -> Self {
        Value::Number(Cow::Owned(value.to_string())).into()
    }
}

impl From<i32> for Node {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

impl From<Vec<(Spanned<String>, Spanned<String>)>> for Node {
    fn from(pairs: Vec<(Spanned<String>, Spanned<String>)>) -> Self {
        let entry = |(key, value): (Spanned<String>, Spanned<String>)| Entry {
            key_span: key.span,
            key: Cow::Owned(key.value),
            value: value.into(),
        };
        Value::Map(Map(pairs.into_iter().map(entry).collect())).into()
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(list: Vec<T>) -> Self {
        Value::List(list.into_iter().map(Into::into).collect()).into()
    }
}

/// A mapping in the order of its lines: `map! { "name" => name, "image" => image }`.
#[macro_export]
macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let mut map = $crate::tree::Map::default();
        $(map.push($key, $value);)*
        map
    }};
}

/// A sequence of values of different types: `list![a, b]`.
#[macro_export]
macro_rules! list {
    ($($value:expr),* $(,)?) => {
        $crate::tree::Node::from(vec![$($crate::tree::Node::from($value)),*])
    };
}
