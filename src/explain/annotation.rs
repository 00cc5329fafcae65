//! An annotation of a FlinkCluster: what it is for, and its fields.

use std::fmt::Write;

use super::shape::{below, kind, members, object_of};
use crate::k8s::annotations::{Row, TABLE, Takes, find};
use crate::k8s::labels;
use crate::render::parse::annotations::shape;

/// What the compiler writes, beside what GitOps tools read.
const WRITTEN: [(&str, &str); 7] = [
    (labels::RENDERED_BY, "Label of a FlinkCluster: no operator looks after it."),
    (labels::RENDER_HASH, "Objects of one rendering have the same: it hangs on all of them."),
    (labels::CONFIG_HASH, "Of pods: when it changes, they restart."),
    (labels::ROLLOUT, "Of Jobs: the roll-out that they belong to."),
    (labels::ROLE, "Label of Jobs: what each is for."),
    (
        labels::SUBMIT_MODE,
        "Of the submitter: `detached` where it ends when the job was submitted; else it stays with the job.",
    ),
    (labels::JOB_ID, "Of the submitter: Flink's id of the job, where it is the same one in each roll-out."),
];

/// All of them, one a line.
pub fn all() -> String {
    let width = TABLE.iter().map(|row| row.key.len()).max().unwrap_or_default();
    let read = TABLE.iter().map(|Row { key, doc, .. }| (*key, *doc));
    let mut list = String::new();
    for (title, rows) in [("read", read.collect()), ("written", WRITTEN.to_vec())] {
        let _ = writeln!(list, "{}Those that are {title} here:", if list.is_empty() { "" } else { "\n" });
        for (key, doc) in rows {
            let _ = writeln!(list, "  {key:width$}  {doc}");
        }
    }
    list
}

/// The explanation of `flinkoperator.k8s.io/job-pod`, `job-pod` or `job-pod.resources`; none when it is no annotation.
pub fn explain(topic: &str) -> Option<Result<String, String>> {
    let topic = topic.strip_prefix(labels::PREFIX).unwrap_or(topic);
    let (name, path) = topic.split_once('.').unwrap_or((topic, ""));
    let written =
        WRITTEN.iter().find(|(key, _)| path.is_empty() && key.strip_prefix(labels::PREFIX) == Some(name));
    let written = written.map(|(key, doc)| Ok(format!("{key}: written by the compiler\n\n{doc}\n")));
    find(name).map(|row| one(row, path)).or(written)
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
