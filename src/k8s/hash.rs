//! Content hashes: what changes a name or restarts a pod.

use sha2::{Digest, Sha256};

use super::names::HASH_LENGTH;
use crate::tree::{Node, Value};

/// The first digits of a value's SHA-256, in hexadecimal; where it was written does not count.
pub fn of(node: &Node) -> String {
    of_all([node])
}

/// [`of`] several values.
pub fn of_all<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> String {
    // All at once: most parts are a few bytes, and the digest takes 64.
    let mut all = Vec::new();
    nodes.into_iter().for_each(|node| feed(node, &mut all));
    let bytes = Sha256::digest(&all);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.take(HASH_LENGTH).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Every value with its kind and its length, so that no two values feed the same bytes.
fn feed(node: &Node, all: &mut Vec<u8>) {
    let mut text = |kind: u8, text: &str| {
        all.push(kind);
        all.extend((text.len() as u64).to_le_bytes());
        all.extend(text.as_bytes());
    };
    match &node.value {
        Value::Null => text(0, ""),
        Value::Bool(value) => text(1, if *value { "true" } else { "false" }),
        Value::Number(number) => text(2, number),
        Value::String(string) => text(3, string),
        Value::List(items) => {
            text(4, "");
            all.extend((items.len() as u64).to_le_bytes());
            items.iter().for_each(|item| feed(item, all));
        }
        Value::Map(map) => {
            text(5, "");
            all.extend((map.0.len() as u64).to_le_bytes());
            for entry in &map.0 {
                all.extend((entry.key.len() as u64).to_le_bytes());
                all.extend(entry.key.as_bytes());
                feed(&entry.value, all);
            }
        }
    }
}
