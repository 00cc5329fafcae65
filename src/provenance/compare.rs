//! What differs between two values.

use std::collections::{BTreeMap, BTreeSet};

use crate::k8s::lists;
use crate::tree::path::{Path, Step, is_block, leaves};
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
                    self.add(&entry.value, other, &path.then(Step::Key(entry.key.clone())));
                }
            }
            (Value::List(items), Value::List(others)) if !items.is_empty() => {
                let partners = Partners::of(path.own_key(), items, others);
                for (n, item) in items.iter().enumerate() {
                    self.add(item, partners.of_item(n), &path.then(Step::Item(n)));
                }
            }
            (Value::String(text), Value::String(other)) if is_block(text) => {
                let others: BTreeSet<&str> = other.lines().collect();
                let lines = text.lines().enumerate().filter(|(_, line)| !others.contains(line));
                self.changed.extend(lines.map(|(n, _)| path.then(Step::Line(n))));
            }
            _ if one.is_same(other) => {}
            _ => leaves(one, &mut path.clone(), &mut |path, _| self.changed.extend([path.clone()])),
        }
    }
}

/// The elements of another list that stand for those of one: of the same place and key, else of the same key; without keys
/// one of the same place in a list of the same length, else an equal one.
struct Partners<'a, 'b> {
    list: &'a str,
    items: &'a [Node],
    others: &'b [Node],
    /// The first of each key, and of each scalar.
    named: BTreeMap<&'b str, &'b Node>,
    equal: BTreeMap<&'b str, &'b Node>,
}

impl<'a, 'b> Partners<'a, 'b> {
    fn of(list: &'a str, items: &'a [Node], others: &'b [Node]) -> Self {
        // The first is put in last.
        let named = others.iter().rev().filter_map(|other| Some((lists::name(list, other)?, other)));
        let equal = others.iter().rev().filter_map(|other| Some((other.as_str()?, other)));
        Self { list, items, others, named: named.collect(), equal: equal.collect() }
    }

    fn of_item(&self, n: usize) -> Option<&'b Node> {
        let item = self.items.get(n)?;
        let place = self.others.get(n);
        let in_place = || place.filter(|_| self.items.len() == self.others.len());
        let Some(name) = lists::name(self.list, item) else {
            return in_place().or_else(|| match item.as_str() {
                _ if self.items.len() == self.others.len() => None,
                Some(text) => self.equal.get(text).copied(),
                None => self.others.iter().find(|other| item.is_same(other)),
            });
        };
        let found = place.filter(|other| lists::name(self.list, other) == Some(name));
        found.or_else(|| self.named.get(name).copied()).or_else(in_place)
    }
}
