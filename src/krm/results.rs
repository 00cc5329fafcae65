//! Findings as results of a function.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Ignored, Severity, Span};
use crate::map;
use crate::tree::{Map, Node, Value};

use super::function::Input;
use crate::sink::terminal;

/// A result: what, how bad, about which object, which field, which file.
pub fn result(found: &Diagnostic, inputs: &[Input]) -> Node {
    let Diagnostic { code, severity, source, span, message, label: _, related: _, help, ignored } = found;
    let text = help.as_ref().map_or(message.clone(), |help| format!("{message}: {help}"));
    let (severity, why) = match (severity, ignored) {
        (_, Some(Ignored::ByDocument(reason))) => ("info", format!(" (ignored: {reason})")),
        (_, Some(Ignored::ByRun)) => ("info", " (ignored)".to_owned()),
        (Severity::Error, None) => ("error", String::new()),
        (Severity::Warning, None) => ("warning", String::new()),
        (Severity::Note, None) => ("info", String::new()),
    };
    let text = terminal::inside(&format!("{text}{why}"));
    let mut result = map! { "message" => format!("{code}: {text}"), "severity" => severity };
    let input =
        inputs.iter().find(|input| source.as_ref().is_some_and(|source| Arc::ptr_eq(source, &input.source)));
    if let Some(Input { source: _, node, file }) = input {
        if let Some(node) = node {
            result.push("resourceRef", reference(node));
            let path = path(node, *span);
            if !path.is_empty() {
                result.push("field", map! { "path" => path });
            }
        }
        if let Some((path, index)) = file {
            let mut at = map! { "path" => path.clone() };
            if let Some(index) = index.as_ref().and_then(|index| index.parse::<i64>().ok()) {
                at.push("index", index);
            }
            result.push("file", at);
        }
    }
    result.push("tags", map! { "code" => code.to_string() });
    result.into()
}

fn reference(node: &Node) -> Map {
    let mut reference = Map::default();
    let metadata = node.get("metadata");
    for (key, value) in [
        ("apiVersion", node.get("apiVersion")),
        ("kind", node.get("kind")),
        ("name", metadata.and_then(|metadata| metadata.get("name"))),
        ("namespace", metadata.and_then(|metadata| metadata.get("namespace"))),
    ] {
        reference.push_some(key, value.and_then(Node::as_str).map(str::to_owned));
    }
    reference
}

/// The innermost field that holds a place: `spec.taskManager.sidecars[0].name`.
fn path(node: &Node, span: Span) -> String {
    let holds = |outer: Span| outer.start <= span.start && span.start < outer.end.max(outer.start + 1);
    match &node.value {
        Value::Map(map) => {
            let inner = map.0.iter().find(|entry| holds(entry.key_span.to(entry.value.span)));
            let Some(entry) = inner else { return String::new() };
            let deeper = path(&entry.value, span);
            let join = if deeper.is_empty() || deeper.starts_with('[') { "" } else { "." };
            format!("{}{join}{deeper}", entry.key)
        }
        Value::List(items) => {
            let inner = items.iter().enumerate().find(|(_, item)| holds(item.span));
            let Some((n, item)) = inner else { return String::new() };
            let deeper = path(item, span);
            let join = if deeper.is_empty() || deeper.starts_with('[') { "" } else { "." };
            format!("[{n}]{join}{deeper}")
        }
        _ => String::new(),
    }
}
