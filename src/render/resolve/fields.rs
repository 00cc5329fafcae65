//! Fields as written to values as meant.

use crate::api::read::{Field, TextMap};
use crate::k8s::dialect::Dialect;
use crate::model::{Pairs, Text};
use crate::tree::{Node, Spanned, Value};

/// What is settled before the parts of a cluster are.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    /// Whose FlinkCluster it is.
    pub dialect: Dialect,
    /// Whether its operator's ways are followed.
    pub operator: bool,
    /// Whether a component that says nothing of its memory leaves a part of the limit to the whole process.
    pub whole_process: bool,
}

pub fn or<T>(field: Field<Spanned<T>>, default: T) -> Spanned<T> {
    field.into_option().unwrap_or(Spanned::implied(default))
}

/// Empty, and not written, when it is missing; that was said.
pub fn text_or_empty(field: Field<Text>) -> Text {
    or(field, String::new())
}

/// The text, unless it is empty.
pub fn filled(field: Field<Text>) -> Option<Text> {
    field.into_option().filter(|text| !text.value.is_empty())
}

pub fn items<T>(field: Field<T>, node: impl Fn(T) -> Node) -> Vec<Node> {
    match field.into_option().map(|list| node(list).value) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

pub fn pairs(field: Field<TextMap>) -> Pairs {
    let mut pairs = field.into_option().unwrap_or_default().0;
    pairs.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    pairs
}

pub fn map_node(map: TextMap) -> Node {
    map.0.into()
}
