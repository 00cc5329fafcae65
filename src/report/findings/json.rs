//! One object per finding, for scripts.

use crate::diagnostic::{Diagnostic, Ignored};
use serde_json::{Value, json};

use super::places::{Place, Places, by_source};
use crate::sink;

/// An array of all findings.
pub fn report(found: &[Diagnostic]) -> String {
    sink::json::document(&Value::Array(findings(found)))
}

/// The object in the place of a report that is one, where something stands in its way.
pub fn refused(errors: &[Diagnostic], problems: &[String]) -> String {
    sink::json::document(&json!({ "errors": findings(errors), "problems": problems }))
}

/// An object for each.
pub fn findings(found: &[Diagnostic]) -> Vec<Value> {
    let mut array = Vec::with_capacity(found.len());
    for group in by_source(found) {
        let source = group.first().and_then(|found| found.source.as_deref());
        let places = source.map(|source| Places::new(source.text()));
        let file = source.map(|source| source.name.as_str());
        array.extend(group.iter().map(|found| finding(found, file, places.as_ref())));
    }
    array
}

fn finding(found: &Diagnostic, file: Option<&str>, places: Option<&Places<'_>>) -> Value {
    let Diagnostic { code, severity, source: _, span, message, label, related, help, ignored } = found;
    let place = |span| places.map(|places| places.place(span));
    let related = related.iter().map(|label| with_place(json!({ "message": label.text }), place(label.span)));
    let mut value = with_place(
        json!({
            "code": code.to_string(),
            "severity": severity.word(),
            "message": message,
            "file": file,
        }),
        place(*span),
    );
    value["label"] = if label.is_empty() { Value::Null } else { json!(label) };
    value["help"] = json!(help);
    value["related"] = related.collect();
    value["ignored"] = match ignored {
        None => Value::Null,
        Some(Ignored::ByDocument(reason)) => json!({ "by": "annotation", "reason": &**reason }),
        Some(Ignored::ByRun) => json!({ "by": "run", "reason": null }),
    };
    value
}

fn with_place(mut value: Value, place: Option<Place>) -> Value {
    value["line"] = json!(place.map(|place| place.line));
    value["column"] = json!(place.map(|place| place.column));
    value["endLine"] = json!(place.map(|place| place.end_line));
    value["endColumn"] = json!(place.map(|place| place.end_column));
    value
}
