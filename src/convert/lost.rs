//! What one of two dialects does not have.

use super::codes::NOT_IN_BOTH;
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::Shape;
use crate::diagnostic::{Diagnostic, Span};
use crate::k8s::dialect::Dialect;
use crate::tree::{Node, Value};

/// Finds what of a cluster would be lost on its way from one dialect to another, and what would begin to hold.
pub fn check(old: &Node, new: &Node, (from, to): (Dialect, Dialect), found: &mut Vec<Diagnostic>) {
    let mut lost = |what: &str, at: Span| {
        let message = format!("`{what}` is not in {to}");
        let help = format!("remove it, if {to} is to do without it; else keep {from}");
        found.push(Diagnostic::error(NOT_IN_BOTH, at, message).help(help));
    };
    only(new, FlinkCluster::SHAPE, from, to, &mut lost);
    let mut begins = |what: &str, at: Span| {
        let message = format!("`{what}` is not in {from}, and would have an effect in {to}");
        let help = format!("remove it; add it again, if {to} is to have it");
        found.push(Diagnostic::error(NOT_IN_BOTH, at, message).help(help));
    };
    only(old, FlinkCluster::SHAPE, to, from, &mut begins);
}

/// Names what one dialect has and the other has not. What neither has is no field of a FlinkCluster, and stays.
fn only(node: &Node, shape: Shape, one: Dialect, other: Dialect, say: &mut impl FnMut(&str, Span)) {
    match (shape, &node.value) {
        (Shape::Object(object), Value::Map(map)) => {
            for entry in &map.0 {
                let Some(member) = object.member(&entry.key) else { continue };
                match (member.dialects.has(one), member.dialects.has(other)) {
                    (true, false) => say(&entry.key, entry.key_span),
                    (true, true) => only(&entry.value, member.shape, one, other, say),
                    (false, _) => {}
                }
            }
        }
        (Shape::Map(shape), Value::Map(map)) => {
            for entry in &map.0 {
                only(&entry.value, *shape, one, other, say);
            }
        }
        (Shape::List(shape), Value::List(items)) => {
            for item in items {
                only(item, *shape, one, other, say);
            }
        }
        (Shape::Words(words), Value::String(text)) => {
            let word = words.words.iter().find(|(word, _)| word == text);
            if let Some((word, _)) = word.filter(|(_, have)| have.has(one) && !have.has(other)) {
                say(word, node.span);
            }
        }
        _ => {}
    }
}
