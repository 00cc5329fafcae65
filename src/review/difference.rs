//! Where two trees differ: field by field, lists by the names of their elements.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Span;
use crate::k8s::lists;
use crate::tree::path::{Path, Step};
use crate::tree::{Map, Node, Value};

/// One place where two trees differ.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Where.
    pub path: Path,
    /// What was there; none when nothing was.
    pub base: Option<Node>,
    /// What is there; none when nothing is.
    pub head: Option<Node>,
    /// The key in the newer text, or the nearest one around what is not there any more.
    pub at: Span,
    /// The key in the older text, or the nearest one around what was not there yet.
    pub base_at: Span,
}

/// All differences, in the order of the newer tree, then what is gone.
pub fn between(base: &Node, head: &Node) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(Some(base), Some(head), &mut Place::default(), &mut found);
    found
}

#[derive(Default)]
struct Place {
    path: Path,
    at: Span,
    base_at: Span,
}

fn walk(base: Option<&Node>, head: Option<&Node>, place: &mut Place, found: &mut Vec<Difference>) {
    if let (Some(base), Some(head)) = (base, head) {
        match (&base.value, &head.value) {
            (Value::Map(base), Value::Map(head)) => return maps(base, head, place, found),
            (Value::List(base), Value::List(head)) if lists(base, head, place, found) => return,
            _ if base.is_same(head) => return,
            _ => {}
        }
    }
    found.push(Difference {
        path: place.path.clone(),
        base: base.cloned(),
        head: head.cloned(),
        at: place.at,
        base_at: place.base_at,
    });
}

fn maps(base: &Map, head: &Map, place: &mut Place, found: &mut Vec<Difference>) {
    let (old, new) = (base.by_key(), head.by_key());
    let gone = base.0.iter().filter(|entry| !new.contains_key(entry.key.as_ref()));
    let keys = head.0.iter().map(|entry| (&entry.key, Some(entry), old.get(entry.key.as_ref()).copied()));
    for (key, head, base) in keys.chain(gone.map(|entry| (&entry.key, None, Some(entry)))) {
        let (at, base_at) = (place.at, place.base_at);
        place.at = head.map_or(at, |entry| entry.key_span);
        place.base_at = base.map_or(base_at, |entry| entry.key_span);
        place.path.0.push(Step::Key(key.clone()));
        walk(base.map(|entry| &entry.value), head.map(|entry| &entry.value), place, found);
        place.path.0.pop();
        (place.at, place.base_at) = (at, base_at);
    }
}

/// Whether the lists were compared element by element: else they differ as a whole.
fn lists(base: &[Node], head: &[Node], place: &mut Place, found: &mut Vec<Difference>) -> bool {
    let steps = |list: &[Node], key: &'static str| {
        let step = |item: &Node| Some(Step::Named(key, item.get(key)?.scalar()?.to_owned()));
        let steps: Option<Vec<_>> = list.iter().map(step).collect();
        steps.filter(|steps| steps.iter().collect::<BTreeSet<_>>().len() == steps.len())
    };
    let mut keys = lists::known_by(place.path.own_key());
    let named = keys.find_map(|key| Some((steps(base, key)?, steps(head, key)?)));
    let (base_steps, head_steps) = match named {
        Some(steps) if !base.is_empty() || !head.is_empty() => steps,
        _ if base.len() == head.len() && base.iter().chain(head).all(|item| item.as_map().is_some()) => {
            let steps: Vec<_> = (0..base.len()).map(Step::Item).collect();
            (steps.clone(), steps)
        }
        _ => return false,
    };
    let old: BTreeMap<_, _> = base_steps.iter().zip(base).collect();
    let new: BTreeMap<_, _> = head_steps.iter().zip(head).collect();
    // Another order of what both have is a difference of its own: of variables, the later may use the earlier.
    let common = |own: &'_ [Step], other: &BTreeMap<&Step, &Node>| {
        own.iter().filter(|step| other.contains_key(step)).cloned().collect::<Vec<_>>()
    };
    if common(&base_steps, &new) != common(&head_steps, &old) {
        return false;
    }
    let gone = base_steps.iter().filter(|step| !new.contains_key(step));
    for step in head_steps.iter().chain(gone) {
        let (base, head) = (old.get(step).copied(), new.get(step).copied());
        let (at, base_at) = (place.at, place.base_at);
        place.at = head.map_or(at, |node| node.span);
        place.base_at = base.map_or(base_at, |node| node.span);
        place.path.0.push(step.clone());
        walk(base, head, place, found);
        place.path.0.pop();
        (place.at, place.base_at) = (at, base_at);
    }
    true
}
