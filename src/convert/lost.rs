//! What one of two dialects does not have.

use super::codes::NOT_IN_BOTH;
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::Shape;
use crate::diagnostic::{Diagnostic, Span};
use crate::k8s::dialect::Dialect;
use crate::render::parse::suggest;
use crate::tree::path::{Path, Step};
use crate::tree::{Node, Value};

/// Finds what of a cluster would be lost on its way from one dialect to another, and what would begin to hold.
pub fn check(old: &Node, new: &Node, (from, to): (Dialect, Dialect), found: &mut Vec<Diagnostic>) {
    let mut lost = |Only { what, place, object, key }: Only<'_>, at: Span| {
        let message = format!("{what} is not in {to}");
        let help = match instead(object, key, to) {
            Some(way) => format!("{way}; else keep {from}"),
            None => format!("remove {place}, if {to} is to do without it; else keep {from}"),
        };
        found.push(Diagnostic::error(NOT_IN_BOTH, at, message).help(help));
    };
    only(new, FlinkCluster::SHAPE, from, to, &mut Path::default(), &mut lost);
    let mut begins = |Only { what, place, object: _, key: _ }: Only<'_>, at: Span| {
        let message = format!("{what} is not in {from}, and would have an effect in {to}");
        let help = format!("remove {place}; add it again, if {to} is to have it");
        found.push(Diagnostic::error(NOT_IN_BOTH, at, message).help(help));
    };
    only(old, FlinkCluster::SHAPE, to, from, &mut Path::default(), &mut begins);
}

/// What one dialect has and the other has not.
struct Only<'a> {
    /// `spec.batchScheduler`, or `spec.jobManager.accessScope: Headless`
    what: &'a str,
    /// What to remove: a field, or the word.
    place: &'a str,
    /// The object that has the field.
    object: &'static str,
    /// The field; empty of a word.
    key: &'a str,
}

/// What to write in its place, where there is something.
fn instead(object: &str, key: &str, to: Dialect) -> Option<&'static str> {
    match (to, key) {
        (Dialect::Google, "batchScheduler") => {
            Some("write `batchSchedulerName` with its name, if that is to do without a queue and a priority")
        }
        // Google's has annotations for these, as v1alpha1 has.
        (Dialect::V1alpha1, _)
        | (Dialect::Google, "memoryProcessRatio" | "mode" | "savepointFormatType" | "podDisruptionBudget") => {
            suggest::counterpart(object, key)
        }
        (Dialect::Google | Dialect::Spotify, _) => None,
    }
}

/// Names what one dialect has and the other has not. What neither has is no field of a FlinkCluster, and stays.
fn only(
    node: &Node,
    shape: Shape,
    one: Dialect,
    other: Dialect,
    path: &mut Path,
    say: &mut impl FnMut(Only<'_>, Span),
) {
    match (shape, &node.value) {
        (Shape::Object(object), Value::Map(map)) => {
            for entry in &map.0 {
                let Some(member) = object.member(&entry.key) else { continue };
                path.0.push(Step::Key(entry.key.clone()));
                match (member.dialects.has(one), member.dialects.has(other)) {
                    (true, false) => {
                        let (what, place) = (format!("`{path}`"), "it");
                        say(
                            Only { what: &what, place, object: object.name, key: member.name },
                            entry.key_span,
                        );
                    }
                    (true, true) => only(&entry.value, member.shape, one, other, path, say),
                    (false, _) => {}
                }
                path.0.pop();
            }
        }
        (Shape::Map(shape), Value::Map(map)) => {
            for entry in &map.0 {
                path.0.push(Step::Key(entry.key.clone()));
                only(&entry.value, *shape, one, other, path, say);
                path.0.pop();
            }
        }
        (Shape::List(shape), Value::List(items)) => {
            for (n, item) in items.iter().enumerate() {
                path.0.push(Step::Item(n));
                only(item, *shape, one, other, path, say);
                path.0.pop();
            }
        }
        (Shape::Words(words), Value::String(text)) => {
            let word = words.words.iter().find(|(word, _)| word == text);
            if let Some((word, _)) = word.filter(|(_, have)| have.has(one) && !have.has(other)) {
                let what = format!("`{path}: {word}`");
                say(Only { what: &what, place: "the field", object: "", key: "" }, node.span);
            }
        }
        _ => {}
    }
}
