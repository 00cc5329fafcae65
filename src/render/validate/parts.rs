//! What rules ask of the user's parts of Kubernetes' types, which go through as they were written.

use crate::diagnostic::Span;
use crate::tree::{Map, Node, Value};

/// The text under a key, and where it stands.
pub fn text<'a>(node: &'a Node, key: &str) -> Option<(&'a str, Span)> {
    let value = node.get(key)?;
    Some((value.as_str()?, value.span))
}

/// The elements of the list under a key; none where there is no list.
pub fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    node.get(key).and_then(Node::as_list).unwrap_or_default()
}

/// A whole number.
pub fn number(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Number(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::List(_) | Value::Map(_) => None,
    }
}

/// The word under a key, if Kubernetes does not know it, and what it knows. An empty one stands for the default.
pub fn unknown_word(node: &Node, key: &str, words: &[&str]) -> Option<(Span, String)> {
    let (word, span) = text(node, key)?;
    let wrong = !word.is_empty() && !words.contains(&word);
    wrong.then(|| {
        let all: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        (span, format!("{key}: `{}` is none of {}", word.escape_debug(), all.join(", ")))
    })
}

/// Whether a mapping has exactly one of some kinds; else where, if it stands somewhere, and the end of a sentence.
/// A later version of Kubernetes may have more kinds: another mapping counts as one.
pub fn one_of(map: &Map, kinds: &[&str], what: &str) -> Result<(), (Option<Span>, String)> {
    let given: Vec<_> = map.0.iter().filter(|entry| kinds.contains(&entry.key.as_ref())).collect();
    match given.as_slice() {
        [_] => Ok(()),
        [first, second, ..] => {
            let mut spans = [second, first].map(|entry| entry.key_span).into_iter();
            let span = spans.find(|span| *span != Span::default());
            Err((span, format!("has two {what}s, `{}` and `{}`", first.key, second.key)))
        }
        [] if map.0.iter().any(|entry| entry.value.as_map().is_some()) => Ok(()),
        [] => Err((None, format!("has no {what}"))),
    }
}
