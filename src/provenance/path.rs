//! Where a value is in a document, down to the lines of a text.

use std::fmt;

use crate::tree::{Node, Value};

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// An element of a sequence, from 0.
    Item(usize),
    /// A line of a text on several lines, from 0.
    Line(usize),
}

/// Steps from the root: `spec.ports[0].name`, `data["config.yaml"]:3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// From a list of fields: `spec.jobManager.ports.ui`.
    pub fn of_fields(fields: &str) -> Self {
        Self(fields.split('.').map(|key| Step::Key(key.to_owned())).collect())
    }

    /// With one more step.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// Whether it is the other, or below it.
    pub fn is_in(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
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
            (Step::Line(_), _) => Some(node),
            _ => None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') => {
                    write!(f, "{}{key}", if n > 0 { "." } else { "" })?;
                }
                Step::Key(key) => write!(f, "[{key:?}]")?,
                Step::Item(item) => write!(f, "[{item}]")?,
                Step::Line(line) => write!(f, ":{}", line + 1)?,
            }
        }
        Ok(())
    }
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
            map.0.iter().for_each(|entry| inner(Step::Key(entry.key.to_string()), &entry.value, path));
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
