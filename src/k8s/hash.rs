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
    let mut fed = Fed::default();
    nodes.into_iter().for_each(|node| fed.node(node));
    fed.digest.update(&fed.waiting);
    let bytes = fed.digest.finalize();
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.take(HASH_LENGTH).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// What was digested, and what waits: most parts are a few bytes, and the digest takes 64.
#[derive(Default)]
struct Fed {
    digest: Sha256,
    waiting: Vec<u8>,
}

impl Fed {
    /// Every value with its kind and its length, so that no two values feed the same bytes.
    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Null => self.text(0, ""),
            Value::Bool(value) => self.text(1, if *value { "true" } else { "false" }),
            Value::Number(number) => self.text(2, number),
            Value::String(string) => self.text(3, string),
            Value::List(items) => {
                self.text(4, "");
                self.length(items.len());
                items.iter().for_each(|item| self.node(item));
            }
            Value::Map(map) => {
                self.text(5, "");
                self.length(map.0.len());
                for entry in &map.0 {
                    self.length(entry.key.len());
                    self.bytes(entry.key.as_bytes());
                    self.node(&entry.value);
                }
            }
        }
    }

    fn text(&mut self, kind: u8, text: &str) {
        self.waiting.push(kind);
        self.length(text.len());
        self.bytes(text.as_bytes());
    }

    fn length(&mut self, length: usize) {
        self.waiting.extend((length as u64).to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if bytes.len() < LONG {
            return self.waiting.extend(bytes);
        }
        self.digest.update(&self.waiting);
        self.digest.update(bytes);
        self.waiting.clear();
    }
}

/// What is not copied first.
const LONG: usize = 512;
