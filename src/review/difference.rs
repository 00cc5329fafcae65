//! Where two trees differ: field by field, lists by the names of their elements.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diagnostic::Span;
use crate::tree::{Entry, Map, Node, Value};

/// One step from a value to one within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Under a key.
    Key(String),
    /// By its place in a list.
    Item(usize),
    /// The element of a list whose key has a value: `name`, `main`.
    Named(&'static str, String),
}

/// The way from a document to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Path(pub Vec<Step>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if key.contains(['.', '/']) => write!(f, "[{key}]")?,
                Step::Key(key) if n == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(at) => write!(f, "[{at}]")?,
                Step::Named(_, name) => write!(f, "[{name}]")?,
            }
        }
        Ok(())
    }
}

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

/// Elements of lists are known by the first of these that all of them have, each another value.
const NAMES: [&str; 3] = ["mountPath", "name", "containerPort"];

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
            _ if same(base, head) => return,
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
        place.path.0.push(Step::Key(key.to_string()));
        walk(base.map(|entry| &entry.value), head.map(|entry| &entry.value), place, found);
        place.path.0.pop();
        (place.at, place.base_at) = (at, base_at);
    }
}

/// Whether the lists were compared element by element: else they differ as a whole.
fn lists(base: &[Node], head: &[Node], place: &mut Place, found: &mut Vec<Difference>) -> bool {
    let steps = |list: &[Node], name: &'static str| {
        let steps: Option<Vec<_>> =
            list.iter().map(|item| Some(Step::Named(name, scalar(item.get(name)?)?))).collect();
        steps.filter(|steps| steps.iter().collect::<BTreeSet<_>>().len() == steps.len())
    };
    let named = NAMES.iter().find_map(|name| Some((steps(base, name)?, steps(head, name)?)));
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

fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) | Value::Number(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Whether two values are the same, wherever they were written and in whatever order of keys.
pub fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            let others = LazyCell::new(|| b.by_key());
            let other = |(n, entry): (usize, &Entry)| {
                let there = b.0.get(n).filter(|other| other.key == entry.key);
                let other = there.or_else(|| others.get(entry.key.as_ref()).copied());
                other.is_some_and(|other| same(&entry.value, &other.value))
            };
            a.0.len() == b.0.len() && a.0.iter().enumerate().all(other)
        }
        (a, b) => a == b,
    }
}

/// The tree with another value, or none, at a path that a comparison gave; where a list has no such element, it is added.
pub fn with(root: &Node, path: &[Step], value: Option<&Node>) -> Node {
    let Some((step, rest)) = path.split_first() else {
        return value.cloned().unwrap_or_else(|| root.clone());
    };
    let mut root = root.clone();
    match (&mut root.value, step) {
        (Value::Map(map), Step::Key(key)) => {
            let at = map.0.iter().position(|entry| entry.key == *key);
            match (at, rest.is_empty(), value) {
                (Some(at), true, None) => drop(map.0.remove(at)),
                (Some(at), _, _) => map.0[at].value = with(&map.0[at].value, rest, value),
                (None, true, Some(value)) => map.push(key.clone(), value.clone()),
                (None, _, _) => {}
            }
        }
        (Value::List(list), Step::Item(at)) if *at < list.len() => list[*at] = with(&list[*at], rest, value),
        (Value::List(list), Step::Named(key, name)) => {
            let at = list.iter().position(|item| item.get(key).and_then(scalar).as_ref() == Some(name));
            match (at, rest.is_empty(), value) {
                (Some(at), true, None) => drop(list.remove(at)),
                (Some(at), _, _) => list[at] = with(&list[at], rest, value),
                (None, true, Some(value)) => list.push(value.clone()),
                (None, _, _) => {}
            }
        }
        _ => {}
    }
    root
}
