//! What keeps hostile input from costing more than its size.

use super::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::tree::{Node, Value, is_printable};

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
        return Err(too_deep(span));
    }
    if aliased.values > ALIASED_VALUES || aliased.bytes > ALIASED_BYTES {
        let message = format!(
            "anchors and aliases expand to more than {ALIASED_VALUES} values or {ALIASED_BYTES} bytes"
        );
        return Err(
            Diagnostic::error(codes::ALIAS_COST, span, message).help("write fewer aliases of aliases")
        );
    }
    Ok(())
}

/// What lies behind the last level.
pub fn too_deep(span: Span) -> Diagnostic {
    let message = format!("nested more than {DEPTH} levels deep");
    Diagnostic::error(codes::TOO_DEEP, span, message).help("a FlinkCluster needs about 20")
}

/// The first character that YAML does not allow; a byte order mark is allowed at the beginning only.
pub fn control_character(text: &str) -> Option<Diagnostic> {
    #[rustfmt::skip]
    let odd = |c| matches!(c,
        '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    if is_printable(text) {
        return None;
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    character(body, text.len() - body.len(), odd, "a control character that YAML does not allow")
}

/// The first character of a document that ends a line in YAML 1.1, which kubectl reads, and does not in YAML 1.2.
pub fn line_break(text: &str, region: Span) -> Option<Diagnostic> {
    let (start, end) = (region.start as usize, region.end as usize);
    if text[start..end].is_ascii() {
        return None;
    }
    let odd = |c| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    character(&text[start..end], start, odd, "a character that some readers take for a line break")
}

fn character(text: &str, shift: usize, odd: fn(char) -> bool, what: &str) -> Option<Diagnostic> {
    // Only these bytes begin a character that is asked for.
    let first = |byte: &u8| matches!(byte, 0..0x20 | 0x7f | 0xc2 | 0xe2 | 0xef) && *byte != b'\n';
    let mut from = 0;
    loop {
        let at = from + text.as_bytes()[from..].iter().position(first)?;
        let c = text[at..].chars().next()?;
        from = at + c.len_utf8();
        if odd(c) {
            let number = u32::from(c);
            let span = Span::new(shift + at, shift + from);
            return Some(
                Diagnostic::error(codes::CONTROL_CHARACTER, span, format!("{what} (U+{number:04X})"))
                    .help(format!("remove it, or write it as an escape in double quotes: `\\u{number:04x}`")),
            );
        }
    }
}
