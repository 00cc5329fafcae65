//! Fields as written to values as meant.

use super::defaults;
use crate::api::flink_cluster::Resources;
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

impl Settled {
    /// What a container asks for, or what its dialect gives to one that says nothing. `{}` asks for nothing, and natively, in `v1beta1`,
    /// is not rendered.
    pub fn resources(self, field: Field<Resources>) -> Option<Node> {
        let asks = |node: &Node| self.operator || node.as_map().is_none_or(|map| !map.is_empty());
        match (field, self.dialect) {
            (Field::Given(Resources(node)), Dialect::V1alpha1) => Some(node),
            (Field::Given(Resources(node)), Dialect::Google | Dialect::Spotify) => Some(node).filter(asks),
            (Field::Absent, Dialect::Spotify) => Some(defaults::resources()),
            (Field::Absent, Dialect::V1alpha1 | Dialect::Google) | (Field::Broken, _) => None,
        }
    }
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
