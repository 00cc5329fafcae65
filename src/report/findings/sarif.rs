//! SARIF 2.1.0, which code scanning reads.

use crate::diagnostic::{Diagnostic, Ignored, Page, Span};
use serde_json::{Value, json};

use super::places::{Places, by_source, in_repository};
use crate::sink;

/// A log of one run; `pages` are its rules, in the order of their codes.
pub fn report(findings: &[Diagnostic], pages: &[&Page]) -> String {
    let mut results = Vec::with_capacity(findings.len());
    for group in by_source(findings) {
        let source = group.first().and_then(|found| found.source.as_deref());
        let file = source.map(|source| (in_uri(&source.name), Places::new(source.text())));
        results.extend(group.iter().map(|found| result(found, pages, file.as_ref())));
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "flink-render",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": pages.iter().map(|page| rule(page)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    sink::json::document(&log)
}

fn rule(page: &Page) -> Value {
    let text = page.words();
    json!({
        "id": page.code.to_string(),
        "shortDescription": { "text": page.title },
        "fullDescription": { "text": text },
        "help": { "text": text, "markdown": text },
    })
}

fn result(found: &Diagnostic, pages: &[&Page], file: Option<&(String, Places<'_>)>) -> Value {
    let Diagnostic { code, severity, source: _, span, message, label, related, help, ignored } = found;
    let mut text = message.clone();
    for more in [Some(label).filter(|label| !label.is_empty()), help.as_ref()].into_iter().flatten() {
        text.push('\n');
        text.push_str(more);
    }
    let mut result = json!({
        "ruleId": code.to_string(),
        "level": severity.word(),
        "message": { "text": sink::json::message(&text) },
    });
    // All results have it, as soon as one does.
    result["suppressions"] = match ignored {
        None => json!([]),
        Some(Ignored::ByDocument(reason)) => json!([{ "kind": "inSource", "justification": &**reason }]),
        Some(Ignored::ByRun) => json!([{ "kind": "external", "justification": "--ignore" }]),
    };
    if let Ok(index) = pages.binary_search_by_key(code, |page| page.code) {
        result["ruleIndex"] = json!(index);
    }
    if let Some((uri, places)) = file {
        let location = |span| json!({ "physicalLocation": physical(uri, places, span) });
        result["locations"] = json!([location(*span)]);
        let related = related.iter().enumerate().map(|(n, label)| {
            let mut location = location(label.span);
            location["id"] = json!(n + 1);
            location["message"] = json!({ "text": sink::json::message(&label.text) });
            location
        });
        let related: Vec<_> = related.collect();
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
    }
    result
}

fn physical(uri: &str, places: &Places<'_>, span: Span) -> Value {
    let place = places.place(span);
    json!({
        "artifactLocation": { "uri": uri },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    })
}

/// A path as a reference: relative to the repository, or a `file:` one.
fn in_uri(name: &str) -> String {
    let name = in_repository(name);
    let mut uri = String::from(if name.starts_with('/') { "file://" } else { "" });
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
