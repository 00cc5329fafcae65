//! What differs between two values.

use std::collections::BTreeSet;

use super::path::{Path, Step, is_block, leaves};
use crate::tree::{Node, Value};

/// Leaves of a value that another one has differently, or not at all.
#[derive(Debug, Default)]
pub struct Difference {
    /// There, with another value.
    pub changed: BTreeSet<Path>,
    /// Not there.
    pub gone: BTreeSet<Path>,
}

impl Difference {
    /// Adds another one.
    pub fn extend(&mut self, other: Self) {
        self.changed.extend(other.changed);
        self.gone.extend(other.gone);
    }

    /// Adds what differs below a path.
    pub fn add(&mut self, one: &Node, other: Option<&Node>, path: &Path) {
        let Some(other) = other else {
            return leaves(one, &mut path.clone(), &mut |path, _| self.gone.extend([path.clone()]));
        };
        match (&one.value, &other.value) {
            (Value::Map(map), Value::Map(others)) if !map.is_empty() => {
                for entry in &map.0 {
                    self.add(
                        &entry.value,
                        others.get(&entry.key),
                        &path.then(Step::Key(entry.key.to_string())),
                    );
                }
            }
            (Value::List(items), Value::List(others)) if !items.is_empty() => {
                for (n, item) in items.iter().enumerate() {
                    self.add(item, partner(n, items, others), &path.then(Step::Item(n)));
                }
            }
            (Value::String(text), Value::String(other)) if is_block(text) => {
                let others: BTreeSet<&str> = other.lines().collect();
                let lines = text.lines().enumerate().filter(|(_, line)| !others.contains(line));
                self.changed.extend(lines.map(|(n, _)| path.then(Step::Line(n))));
            }
            _ if same(one, other) => {}
            _ => leaves(one, &mut path.clone(), &mut |path, _| self.changed.extend([path.clone()])),
        }
    }
}

/// The element of another list that stands for one: of the same place and name, else of the same name; without names one of
/// the same place in a list of the same length, else an equal one.
fn partner<'a>(n: usize, items: &[Node], others: &'a [Node]) -> Option<&'a Node> {
    let item = items.get(n)?;
    let place = others.get(n);
    let Some(name) = item.get("name") else {
        let equal = || others.iter().find(|other| same(item, other));
        return if items.len() == others.len() { place } else { equal() };
    };
    let named = |other: &&Node| other.get("name").is_some_and(|other| same(name, other));
    let found = place.filter(named).or_else(|| others.iter().find(named));
    found.or_else(|| place.filter(|_| items.len() == others.len()))
}

/// Whether two values are the same, wherever they were written.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let entry = |entry: &crate::tree::Entry| {
                other.get(&entry.key).is_some_and(|value| same(&entry.value, value))
            };
            one.0.len() == other.0.len() && one.0.iter().all(entry)
        }
        (one, other) => one == other,
    }
}
