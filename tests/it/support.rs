//! What the tests share.

use std::path::{Path, PathBuf};

use flink_render::render::parse::yaml;
use flink_render::tree::{Entry, Node, Value as Tree};
use serde_json::Value;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cases of a suite: folders that hold an input, relative to the suite.
pub fn cases(suite: &str) -> Vec<PathBuf> {
    let suite = root().join("fixtures").join(suite);
    let files = walkdir::WalkDir::new(&suite).sort_by_file_name().into_iter().map(Result::unwrap);
    let inputs = files.filter(|entry| entry.file_name() == "input.yaml");
    inputs.map(|entry| entry.path().parent().unwrap().strip_prefix(&suite).unwrap().to_owned()).collect()
}

/// The files of a suite that can be read as text.
pub fn inputs(suite: &str) -> Vec<PathBuf> {
    let suite = root().join("fixtures").join(suite);
    let files = walkdir::WalkDir::new(suite).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some());
    files.map(|entry| entry.path().to_owned()).filter(|path| std::fs::read_to_string(path).is_ok()).collect()
}

/// The documents of a stream as JSON.
pub fn documents(text: &str) -> Vec<Value> {
    let (documents, failure) = yaml::read(text, flink_render::diagnostic::Severity::Error);
    assert!(failure.is_none(), "{failure:?}");
    documents.iter().map(|document| json(&document.root, text)).filter(|value| !value.is_null()).collect()
}

/// A tree as JSON. The goldens' writer leaves the texts `1e3`, `y` and `n` unquoted: to its YAML a number with an exponent has a
/// point, and these letters are no words.
fn json(node: &Node, source: &str) -> Value {
    let raw = &source[node.span.start as usize..node.span.end as usize];
    match &node.value {
        Tree::Null => Value::Null,
        Tree::Bool(_) if matches!(raw, "y" | "n") => Value::String(raw.to_owned()),
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Number(_) if raw.contains('e') && !raw.contains('.') => Value::String(raw.to_owned()),
        Tree::Number(text) => serde_json::from_str(text).unwrap(),
        Tree::String(text) => Value::String(text.to_string()),
        Tree::List(items) => items.iter().map(|item| json(item, source)).collect(),
        Tree::Map(map) => {
            let key =
                |entry: &Entry| match &source[entry.key_span.start as usize..entry.key_span.end as usize] {
                    raw @ ("y" | "n") => raw.to_owned(),
                    _ => entry.key.to_string(),
                };
            map.0.iter().map(|entry| (key(entry), json(&entry.value, source))).collect()
        }
    }
}

/// The scripts that Jobs run, by the object they are in and their name, each with what it reads in its place.
pub fn whole(objects: &[Value]) -> Vec<(String, String)> {
    const READS: &str = ". \"${0%/*}/";
    let folders = objects.iter().filter(|object| object["kind"] == "ConfigMap").filter_map(|object| {
        let files = object["data"].as_object()?;
        Some((object["metadata"]["name"].as_str()?, object["metadata"]["namespace"].to_string(), files))
    });
    let folders: Vec<_> =
        folders.filter(|(_, _, files)| files.keys().any(|name| name.ends_with(".sh"))).collect();
    let mut all = Vec::new();
    for (name, namespace, files) in &folders {
        // What is run before a roll-out stands alone; other folders are mounted together.
        let early = name.ends_with("-prepare-scripts");
        let beside = |wanted: &str| {
            let own = |(other, at, files): &&(&str, String, &serde_json::Map<String, Value>)| {
                at == namespace
                    && (other == name || (!early && !other.ends_with("-prepare-scripts")))
                    && files.contains_key(wanted)
            };
            folders
                .iter()
                .find(own)
                .and_then(|(_, _, files)| files[wanted].as_str())
                .unwrap_or_else(|| panic!("{name}: {wanted}"))
        };
        for (file, text) in files
            .iter()
            .filter(|(_, text)| text.as_str().is_some_and(|text| text.contains(&format!("{READS}common.sh"))))
        {
            let expanded = |text: &str| -> String {
                let line = |line: &str| match line.strip_prefix(READS) {
                    Some(rest) => beside(rest.trim_end_matches('"')).to_owned(),
                    None => format!("{line}\n"),
                };
                text.lines().map(line).collect()
            };
            // What is read reads another one at most.
            let text = expanded(&expanded(text.as_str().unwrap()));
            all.push((format!("{name}/{file}"), text));
        }
    }
    all
}
