//! What keeps hostile input from costing more than its size.

use super::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::tree::{Node, Value};

/// How deep values may be nested. The deepest field of a FlinkCluster is at 20.
const DEPTH: usize = 64;
/// How many values aliases may stand for, in one stream.
const ALIASED_VALUES: usize = 100_000;
/// How many bytes of text aliases may stand for, in one stream.
const ALIASED_BYTES: usize = 10_000_000;

/// What a value costs to copy.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    values: usize,
    bytes: usize,
    /// Levels of nesting.
    pub depth: usize,
}

impl Cost {
    /// The cost of a copy.
    pub fn of(node: &Node) -> Self {
        let mut cost = Self { values: 1, bytes: 0, depth: 0 };
        let mut inner = |child: &Node| {
            let child = Self::of(child);
            cost.add(child);
            cost.depth = cost.depth.max(child.depth + 1);
        };
        match &node.value {
            Value::List(items) => items.iter().for_each(inner),
            Value::Map(map) => {
                map.0.iter().for_each(|entry| inner(&entry.value));
                cost.bytes += map.0.iter().map(|entry| entry.key.len()).sum::<usize>();
            }
            Value::String(text) | Value::Number(text) => cost.bytes = text.len(),
            Value::Null | Value::Bool(_) => {}
        }
        cost
    }

    /// Adds another cost; depths do not add up.
    pub fn add(&mut self, other: Self) {
        self.values += other.values;
        self.bytes += other.bytes;
    }
}

/// Refuses what is too deep or too large.
pub fn check(aliased: Cost, depth: usize, span: Span) -> Result<(), Diagnostic> {
    if depth > DEPTH {
        let message = format!("nested more than {DEPTH} levels deep");
        return Err(Diagnostic::error(codes::TOO_DEEP, span, message).help("a FlinkCluster needs about 20"));
    }
    if aliased.values > ALIASED_VALUES || aliased.bytes > ALIASED_BYTES {
        let message = format!("aliases stand for more than {ALIASED_VALUES} values or {ALIASED_BYTES} bytes");
        return Err(
            Diagnostic::error(codes::ALIAS_COST, span, message).help("write fewer aliases of aliases")
        );
    }
    Ok(())
}

/// The first character that YAML does not allow.
pub fn strange_character(text: &str) -> Option<Diagnostic> {
    let odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || *byte == 0x7f;
    let at = text.as_bytes().iter().position(odd)?;
    let byte = text.as_bytes().get(at).copied().unwrap_or_default();
    let message = format!("a control character (0x{byte:02x}) that YAML does not allow");
    Some(
        Diagnostic::error(codes::CONTROL_CHARACTER, Span::new(at, at + 1), message)
            .help("remove it, or write it as an escape in double quotes"),
    )
}
