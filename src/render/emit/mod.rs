//! Values to YAML: one tree, one text, which every reader takes for that tree.
//!
//! Block style, in the order of the tree, as kubectl writes it. Nothing is folded: what stands on one line in the
//! value stands on one line in the text, so that a review shows what changed and nothing else.

mod indent;
mod text;

use self::indent::{STEP, pad};
use crate::tree::{Map, Node, Value};

/// Readers look for the `:` behind a key within 1024 characters only.
const LONGEST_KEY: usize = 1000;

/// A YAML document without markers, with a line break at the end.
pub fn emit(node: &Node) -> String {
    let mut out = String::new();
    emit_into(node, &mut out);
    out
}

/// Writes what [`emit`] returns behind what is there.
pub fn emit_into(node: &Node, out: &mut String) {
    match &node.value {
        Value::Map(map) if !map.is_empty() => mapping(map, 0, out),
        Value::List(list) if !list.is_empty() => sequence(list, 0, out),
        // Readers differ on what an indicator counts from at the root, so there is no block of lines there.
        Value::String(string) => {
            text::line(string, out);
            out.push('\n');
        }
        _ => scalar(node, 0, out),
    }
}

/// The spaces before its first line are there already.
fn mapping(map: &Map, indent: usize, out: &mut String) {
    for (n, entry) in map.0.iter().enumerate() {
        if n > 0 {
            pad(indent, out);
        }
        let start = out.len();
        text::line(&entry.key, out);
        if out.len() - start > LONGEST_KEY {
            out.insert_str(start, "? ");
            out.push('\n');
            pad(indent, out);
        }
        out.push(':');
        match &entry.value.value {
            Value::Map(map) if !map.is_empty() => {
                out.push('\n');
                pad(indent + STEP, out);
                mapping(map, indent + STEP, out);
            }
            Value::List(list) if !list.is_empty() => {
                out.push('\n');
                pad(indent, out);
                sequence(list, indent, out);
            }
            _ => {
                out.push(' ');
                scalar(&entry.value, indent, out);
            }
        }
    }
}

/// The spaces before its first line are there already.
fn sequence(list: &[Node], indent: usize, out: &mut String) {
    for (n, item) in list.iter().enumerate() {
        if n > 0 {
            pad(indent, out);
        }
        out.push_str("- ");
        match &item.value {
            Value::Map(map) if !map.is_empty() => mapping(map, indent + STEP, out),
            Value::List(list) if !list.is_empty() => sequence(list, indent + STEP, out),
            _ => scalar(item, indent, out),
        }
    }
}

/// What needs no lines of its own, or knows how to begin them; `indent` is that of the collection around it.
fn scalar(node: &Node, indent: usize, out: &mut String) {
    match &node.value {
        Value::String(string) => return text::lines(string, indent + STEP, out),
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => digits(number, out),
        Value::List(_) => out.push_str("[]"),
        Value::Map(_) => out.push_str("{}"),
    }
    out.push('\n');
}

/// A JSON number. YAML 1.1 wants a point and a signed exponent: `1e21` is text there, `1.0e+21` is not.
fn digits(number: &str, out: &mut String) {
    let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else { return out.push_str(number) };
    out.push_str(mantissa);
    out.push_str(if mantissa.contains('.') { "e" } else { ".0e" });
    out.push_str(if exponent.starts_with(['+', '-']) { "" } else { "+" });
    out.push_str(exponent);
}
