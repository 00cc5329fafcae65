//! The way to a value.

use std::fmt;

use super::{CowText, Map, Node, Value};

/// One step from a value to one within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Under a key.
    Key(CowText),
    /// By its place in a list, from 0.
    Item(usize),
    /// The element of a list whose key has a value: `name`, `main`.
    Named(&'static str, String),
    /// A line of a text on several lines, from 0.
    Line(usize),
}

/// Steps from the root: `spec.ports[0].name`, `data[config.yaml]:3`, `spec.containers[main].image`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// From a list of fields: `spec.jobManager.ports.ui`.
    pub fn of_fields(fields: &str) -> Self {
        Self(fields.split('.').map(|key| Step::Key(key.to_owned().into())).collect())
    }

    /// With one more step.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// With one more key.
    #[must_use]
    pub fn key(&self, key: impl Into<CowText>) -> Self {
        self.then(Step::Key(key.into()))
    }

    /// Whether it is the other, or below it.
    pub fn is_in(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Whether it leads through one of these keys.
    pub fn passes(&self, keys: &[&str]) -> bool {
        self.0.iter().any(|step| matches!(step, Step::Key(key) if keys.contains(&key.as_ref())))
    }

    /// The key of the value itself; an element of a list has none.
    pub fn own_key(&self) -> &str {
        if let Some(Step::Key(key)) = self.0.last() { key } else { "" }
    }

    /// The last key: of an element, the list's.
    pub fn last_key(&self) -> &str {
        let keys = self.0.iter().rev().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_ref()),
            Step::Item(_) | Step::Named(..) | Step::Line(_) => None,
        });
        keys.into_iter().next().unwrap_or_default()
    }

    /// Without lines.
    pub fn value(&self) -> Self {
        Self(self.0.iter().filter(|step| !matches!(step, Step::Line(_))).cloned().collect())
    }

    /// The way it is compared with what a user typed: `spec.ports.0.name`, whatever the brackets and quotes.
    pub fn plain(text: &str) -> String {
        let text: String = text
            .chars()
            .filter(|c| !matches!(c, ']' | '"' | '\'' | '\\' | '{' | '}'))
            .map(|c| if c == '[' { '.' } else { c })
            .collect();
        text.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
    }

    /// What stands there.
    pub fn find<'a>(&self, root: &'a Node) -> Option<&'a Node> {
        self.0.iter().try_fold(root, |node, step| match (step, &node.value) {
            (Step::Key(key), Value::Map(map)) => map.get(key),
            (Step::Item(n), Value::List(items)) => items.get(*n),
            (Step::Named(key, name), Value::List(items)) => Some(&items[named(items, key, name)?]),
            (Step::Line(_), _) => Some(node),
            _ => None,
        })
    }

    /// Puts another value there, or takes the one that is there away. Keys that lead to it, and an element with a name, are
    /// added where they are missing.
    pub fn put(&self, root: &mut Node, value: Option<&Node>) {
        put(root, &self.0, value);
    }
}

fn put(node: &mut Node, path: &[Step], value: Option<&Node>) {
    let Some((step, rest)) = path.split_first() else {
        *node = value.cloned().unwrap_or(Value::Null.into());
        return;
    };
    match (step, &mut node.value) {
        (Step::Key(key), Value::Map(map)) => match map.0.iter().position(|entry| entry.key == *key) {
            Some(at) if rest.is_empty() && value.is_none() => drop(map.0.remove(at)),
            Some(at) => put(&mut map.0[at].value, rest, value),
            None if value.is_some() => {
                let mut new = Map::default().into();
                put(&mut new, rest, value);
                map.push(key.clone(), new);
            }
            None => {}
        },
        (Step::Item(at), Value::List(items)) if *at < items.len() => match value {
            None if rest.is_empty() => drop(items.remove(*at)),
            _ => put(&mut items[*at], rest, value),
        },
        (Step::Named(key, name), Value::List(items)) => match (named(items, key, name), value) {
            (Some(at), None) if rest.is_empty() => drop(items.remove(at)),
            (Some(at), _) => put(&mut items[at], rest, value),
            (None, Some(value)) if rest.is_empty() => items.push(value.clone()),
            (None, _) => {}
        },
        _ => {}
    }
}

/// The place of an element by its name.
fn named(items: &[Node], key: &str, name: &str) -> Option<usize> {
    items.iter().position(|item| item.get(key).and_then(Node::scalar) == Some(name))
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) => write_key(f, key, n == 0)?,
                Step::Item(at) => write!(f, "[{at}]")?,
                Step::Named(_, name) => write!(f, "[{name}]")?,
                Step::Line(line) => write!(f, ":{}", line + 1)?,
            }
        }
        Ok(())
    }
}

/// A key that holds what parts keys is told from several by brackets.
fn write_key(f: &mut impl fmt::Write, key: &str, first: bool) -> fmt::Result {
    match key {
        _ if first => f.write_str(key),
        _ if key.contains(['.', '/']) => write!(f, "[{key}]"),
        _ => write!(f, ".{key}"),
    }
}

/// The path of a key of the user's choice below a field: `spec.flinkProperties[rest.port]`.
pub fn below(field: &str, key: &str) -> String {
    let mut path = field.to_owned();
    // Writing to a text does not fail.
    let _ = write_key(&mut path, key, false);
    path
}

/// Visits every leaf: scalars, empty collections, and each line of a text on several lines.
pub fn leaves<'a>(node: &'a Node, path: &mut Path, visit: &mut impl FnMut(&Path, &'a Node)) {
    let mut inner = |step, node, path: &mut Path| {
        path.0.push(step);
        leaves(node, path, visit);
        path.0.pop();
    };
    match &node.value {
        Value::Map(map) if !map.is_empty() => {
            map.0.iter().for_each(|entry| inner(Step::Key(entry.key.clone()), &entry.value, path));
        }
        Value::List(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(n, item)| inner(Step::Item(n), item, path));
        }
        Value::String(text) if is_block(text) => {
            (0..text.lines().count()).for_each(|n| visit(&path.then(Step::Line(n)), node));
        }
        _ => visit(path, node),
    }
}

/// Whether a text is looked at line by line.
pub fn is_block(text: &str) -> bool {
    text.trim_end_matches('\n').contains('\n')
}
