//! An annotation of a FlinkCluster: what it is for, and its fields.

use std::fmt::Write;

use super::shape::{below, kind, members, object_of};
use crate::k8s::annotations::{Row, TABLE, Takes, find};
use crate::k8s::labels;
use crate::render::parse::annotations::shape;

/// All of them, one a line.
pub fn all() -> String {
    let width = TABLE.iter().map(|row| row.key.len()).max().unwrap_or_default();
    TABLE.iter().fold("Those that are read here:\n".to_owned(), |mut list, Row { key, doc, .. }| {
        let _ = writeln!(list, "  {key:width$}  {doc}");
        list
    })
}

/// The explanation of `flinkoperator.k8s.io/job-pod`, `job-pod` or `job-pod.resources`; none when it is no annotation.
pub fn explain(topic: &str) -> Option<Result<String, String>> {
    let topic = topic.strip_prefix(labels::PREFIX).unwrap_or(topic);
    let (name, path) = topic.split_once('.').unwrap_or((topic, ""));
    find(name).map(|row| one(row, path))
}

/// What its value is, in words.
fn words(takes: Takes) -> &'static str {
    match takes {
        Takes::Text => "text",
        Takes::Fields => "its fields as YAML or JSON",
        Takes::Switch => "`true`, or its fields as YAML or JSON",
    }
}

fn one(Row { key, doc, takes }: &Row, path: &str) -> Result<String, String> {
    let Some(shape) = shape(key) else {
        return match path {
            "" => Ok(format!("{key}: an annotation, {}\n\n{doc}\n", words(*takes))),
            _ => Err(format!("`{key}` has no fields")),
        };
    };
    let found = below(shape, (*key).to_owned(), path)?;
    let (head, doc, shape) = match found {
        None => (format!("{key}: an annotation, {}", words(*takes)), *doc, shape),
        Some((member, shape)) => (format!("{key}.{path}: {}", kind(shape)), member.doc.trim(), shape),
    };
    let mut out = format!("{head}\n\n");
    let fields = object_of(shape);
    let own = fields.map(|object| object.doc.trim()).filter(|doc| !doc.is_empty());
    let _ = writeln!(out, "{}", own.unwrap_or(doc));
    if let Some(object) = fields {
        let _ = write!(out, "\n{}", members(object, key));
    }
    Ok(out)
}
