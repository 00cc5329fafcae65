//! Texts that name fields of the resource: a path that is no field's does not compile.

use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::{Object, Shape};
use crate::k8s::dialect::Dialects;

/// A text in which every word that begins with `spec.` or `metadata.` is the path of a field of a FlinkCluster.
///
/// ```
/// assert_eq!(flink_render::fields!("add `spec.job.savepointsDir`"), "add `spec.job.savepointsDir`");
/// ```
///
/// A slip does not compile, and neither does a text without a path:
///
/// ```compile_fail
/// flink_render::fields!("add `spec.job.savepointDir`");
/// ```
#[macro_export]
macro_rules! fields {
    ($text:expr) => {{
        const { assert!($crate::api::fields::are_known($text), "not a field of a FlinkCluster") };
        $text
    }};
}

/// Whether a text names fields, and all of them are a FlinkCluster's.
pub const fn are_known(text: &str) -> bool {
    let text = text.as_bytes();
    let (mut at, mut any) = (0, false);
    while at < text.len() {
        let mut end = at;
        while end < text.len() && is_of_path(text[end]) {
            end += 1;
        }
        let first = segment(text, at, end);
        if first < end && (is(text, at, first, "spec") || is(text, at, first, "metadata")) {
            if !is_known(text, at, end) {
                return false;
            }
            any = true;
        }
        at = end + 1;
    }
    any
}

const fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.'
}

/// The end of the name that begins at a place.
const fn segment(text: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && text[at] != b'.' {
        at += 1;
    }
    at
}

/// Whether a path leads from the root to a field; the keys of a mapping are the user's own.
const fn is_known(text: &[u8], mut at: usize, end: usize) -> bool {
    let mut shape = FlinkCluster::SHAPE;
    while at < end {
        let next = segment(text, at, end);
        if at == next {
            // The full stop behind a sentence.
            return next + 1 == end;
        }
        shape = match inner(shape) {
            Shape::Map(_) => return true,
            Shape::Object(object) => match member(object, text, at, next) {
                Some(shape) => shape,
                None => return false,
            },
            _ => return false,
        };
        at = next + 1;
    }
    true
}

/// What the elements of a list are.
const fn inner(shape: Shape) -> Shape {
    if let Shape::List(of) = shape { *of } else { shape }
}

const fn member(object: &Object, text: &[u8], at: usize, end: usize) -> Option<Shape> {
    let mut n = 0;
    while n < object.members.len() {
        if is(text, at, end, object.members[n].name) {
            return Some(object.members[n].shape);
        }
        n += 1;
    }
    None
}

const fn is(text: &[u8], at: usize, end: usize, name: &str) -> bool {
    let name = name.as_bytes();
    if end - at != name.len() {
        return false;
    }
    let mut n = 0;
    while n < name.len() {
        if text[at + n] != name[n] {
            return false;
        }
        n += 1;
    }
    true
}

impl FlinkCluster {
    /// The dialects that have the field of a path: `spec.job.mode`.
    pub fn dialects(path: &str) -> Dialects {
        let (mut shape, mut dialects) = (Self::SHAPE, Dialects::ALL);
        for name in path.split('.').map(|part| part.trim_end_matches("[]")) {
            let Shape::Object(object) = inner(shape) else { break };
            let Some(member) = object.member(name) else { break };
            (shape, dialects) = (member.shape, dialects.and(member.dialects));
        }
        dialects
    }
}
