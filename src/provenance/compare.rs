//! What differs between two values.

use std::collections::{BTreeMap, BTreeSet};

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
                let others = others.by_key();
                for entry in &map.0 {
                    let other = others.get(entry.key.as_ref()).map(|entry| &entry.value);
                    self.add(&entry.value, other, &path.then(Step::Key(entry.key.to_string())));
                }
            }
            (Value::List(items), Value::List(others)) if !items.is_empty() => {
                let partners = Partners::of(items, others);
                for (n, item) in items.iter().enumerate() {
                    self.add(item, partners.of_item(n), &path.then(Step::Item(n)));
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

/// The elements of another list that stand for those of one: of the same place and name, else of the same name; without
/// names one of the same place in a list of the same length, else an equal one.
struct Partners<'a, 'b> {
    items: &'a [Node],
    others: &'b [Node],
    /// The first of each name, and of each scalar.
    named: BTreeMap<&'b str, &'b Node>,
    equal: BTreeMap<&'b str, &'b Node>,
}

impl<'a, 'b> Partners<'a, 'b> {
    fn of(items: &'a [Node], others: &'b [Node]) -> Self {
        let name = |other: &'b Node| Some((other.get("name")?.as_str()?, other));
        let text = |other: &'b Node| Some((other.as_str()?, other));
        // The first is put in last.
        let named = others.iter().rev().filter_map(name).collect();
        let equal = others.iter().rev().filter_map(text).collect();
        Self { items, others, named, equal }
    }

    fn of_item(&self, n: usize) -> Option<&'b Node> {
        let item = self.items.get(n)?;
        let place = self.others.get(n);
        let in_place = || place.filter(|_| self.items.len() == self.others.len());
        let Some(name) = item.get("name") else {
            return in_place().or_else(|| match item.as_str() {
                _ if self.items.len() == self.others.len() => None,
                Some(text) => self.equal.get(text).copied(),
                None => self.others.iter().find(|other| same(item, other)),
            });
        };
        let named = |other: &&Node| other.get("name").is_some_and(|other| same(name, other));
        let found = place.filter(named).or_else(|| match name.as_str() {
            Some(name) => self.named.get(name).copied(),
            None => self.others.iter().find(named),
        });
        found.or_else(in_place)
    }
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
