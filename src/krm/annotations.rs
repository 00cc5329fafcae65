//! What kustomize and kpt note in the items: it is theirs, and no part of a FlinkCluster.

use crate::tree::{Entry, Map, Node, Value};

const THEIRS: &[&str] = &["config.kubernetes.io/", "internal.config.kubernetes.io/", "config.k8s.io/"];
const FILES: &[&str] = &["internal.config.kubernetes.io/", "config.kubernetes.io/"];

/// Whether kustomize and kpt keep it to themselves.
pub fn is_local(node: &Node) -> bool {
    let annotations = node.get("metadata").and_then(|metadata| metadata.get("annotations"));
    annotations.and_then(|all| all.get("config.kubernetes.io/local-config")).and_then(Node::as_str)
        == Some("true")
}

/// A node without the notes, and the notes.
pub fn take(node: &Node) -> (Node, Vec<Entry>) {
    let (mut node, mut noted) = (node.clone(), Vec::new());
    if let Some(metadata) = value_of(&mut node, "metadata") {
        if let Some(Value::Map(annotations)) = value_of(metadata, "annotations").map(|node| &mut node.value) {
            let is_theirs = |entry: &Entry| THEIRS.iter().any(|prefix| entry.key.starts_with(prefix));
            noted = annotations.0.iter().filter(|entry| is_theirs(entry)).cloned().collect();
            annotations.0.retain(|entry| !is_theirs(entry));
        }
        // Annotations that only they have made.
        if let Value::Map(metadata) = &mut metadata.value
            && !noted.is_empty()
        {
            metadata.0.retain(|entry| {
                entry.key != "annotations" || entry.value.as_map().is_none_or(|map| !map.is_empty())
            });
        }
    }
    (node, noted)
}

/// Gives a node its notes back.
pub fn put_back(node: &mut Node, noted: &[Entry]) {
    if let Some(Value::Map(metadata)) = value_of(node, "metadata").map(|node| &mut node.value)
        && !noted.is_empty()
    {
        if metadata.get("annotations").is_none() {
            metadata.push("annotations", Map::default());
        }
        for entry in &mut metadata.0 {
            if let (true, Value::Map(annotations)) = (entry.key == "annotations", &mut entry.value.value) {
                annotations.0.extend(noted.iter().cloned());
            }
        }
    }
}

/// The file of an item, and its number in the file.
pub fn file(noted: &[Entry]) -> Option<(String, Option<String>)> {
    let find = |name: &str| {
        FILES.iter().find_map(|prefix| {
            let entry = noted.iter().find(|entry| entry.key.strip_prefix(prefix) == Some(name))?;
            entry.value.as_str().map(str::to_owned)
        })
    };
    Some((find("path")?, find("index")))
}

fn value_of<'a>(node: &'a mut Node, key: &str) -> Option<&'a mut Node> {
    match &mut node.value {
        Value::Map(map) => map.0.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value),
        _ => None,
    }
}
