//! Writes the savepoint that a status reports into the one line that names it; every other byte of the file stays.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Lines, Severity, Source, Span, codes};
use crate::fields;
use crate::k8s::object::FLINK_CLUSTER;
use crate::render::emit;
use crate::render::parse::written::{self, is_flow, line, line_break, raw};
use crate::render::parse::yaml::{self, Document};
use crate::review::difference;
use crate::tree::{Entry, Map, Node, Value};

codes! {
    /// The value is written in one place and used in several, through an anchor: changing it would change them all. Write
    /// the job's own `fromSavepoint`.
    SHARED = 250, "a value shared by several places";
    /// None of the clusters in the file has a savepoint in the status: the job took none, or the status is another
    /// cluster's.
    NO_SAVEPOINT = 251, "a status without a savepoint";
    /// The path of a savepoint contains no spaces, quotes or control characters; that of this status does.
    BAD_SAVEPOINT = 252, "a status with an invalid savepoint path";
    /// The place cannot be changed within one line.
    SEVERAL_LINES = 253, "a value on several lines";
}

const FIELD: &str = "fromSavepoint";

/// What a status says of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The cluster's namespace; none when the status does not say.
    pub namespace: Option<String>,
    /// The cluster's name; none when there is only a status.
    pub name: Option<String>,
    /// The location of the newest savepoint.
    pub savepoint: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// `namespace/name`
    pub title: String,
    /// The line, from 1, in the new text.
    pub line: usize,
    /// What it was; none when there was none.
    pub before: Option<String>,
    /// What it is.
    pub savepoint: String,
}

/// The clusters of a status: FlinkClusters as kubectl writes them, one or many, or a status alone.
pub fn reported(source: &Arc<Source>) -> Result<Vec<Reported>, Vec<Diagnostic>> {
    let documents = read(source)?;
    let mut all = Vec::new();
    for document in &documents {
        let items = document.root.get("items").and_then(Node::as_list);
        for node in items.unwrap_or(std::slice::from_ref(&document.root)) {
            let text = |node: Option<&Node>| node.and_then(Node::as_str).map(ToOwned::to_owned);
            let metadata = |key| text(node.get("metadata").and_then(|node| node.get(key)));
            let is_cluster = node.get("kind").and_then(Node::as_str) == Some(FLINK_CLUSTER.1);
            let status = if is_cluster { node.get("status") } else { Some(node) };
            let place = status.and_then(|node| node.get("components")).and_then(|node| node.get("job"));
            let savepoint = place.and_then(|node| node.get("savepointLocation"));
            if let Some(savepoint) = savepoint
                && savepoint
                    .as_str()
                    .is_none_or(|text| text.contains(|c: char| c.is_control() || "\"\\ '".contains(c)))
            {
                let message = "savepointLocation is not a savepoint path";
                return Err(vec![about(
                    source,
                    Diagnostic::error(BAD_SAVEPOINT, savepoint.span, message).help("it is what Flink prints"),
                )]);
            }
            if is_cluster || place.is_some() {
                let savepoint = text(savepoint).filter(|text| !text.is_empty());
                all.push(Reported { namespace: metadata("namespace"), name: metadata("name"), savepoint });
            }
        }
    }
    Ok(all)
}

/// The text with the reported savepoints in it, and what was written.
pub fn pin(source: &Arc<Source>, reported: &[Reported]) -> Result<(String, Vec<Pinned>), Vec<Diagnostic>> {
    let documents = read(source)?;
    let clusters =
        |documents: &[Document]| documents.iter().filter(|document| is_cluster(&document.root)).count();
    let alone = clusters(&documents) == 1;
    let by_name = by_name(reported);
    let mut edits = Vec::new();
    let mut found = Vec::new();
    for (n, document) in documents.iter().enumerate().filter(|(_, document)| is_cluster(&document.root)) {
        let Some(savepoint) = savepoint(&document.root, &by_name, alone) else { continue };
        match edit(&document.root, source.text(), &savepoint) {
            Ok((span, text, before)) => edits.push((n, span, text, before, savepoint)),
            Err(diagnostic) => found.push(about(source, diagnostic)),
        }
    }
    if edits.is_empty() && found.is_empty() {
        let message = "the status reports no savepoint for a job in this file";
        let help = "take one (`savepointGeneration`), or give the status of this cluster: `kubectl get flinkcluster NAME -o yaml`";
        found.push(about(source, Diagnostic::error(NO_SAVEPOINT, Span::default(), message).help(help)));
    }
    let text = written::apply(
        source.text(),
        edits.iter().map(|(_, span, new, _, _)| (*span, new.clone())).collect(),
    );
    let (after, failure) = yaml::read(&text, Severity::Warning);
    for (n, span, _, _, savepoint) in &edits {
        let old = &documents[*n].root;
        let wanted = |difference: &difference::Difference| {
            difference.path.to_string() == fields!("spec.job.fromSavepoint")
        };
        let as_meant = failure.is_none()
            && after.len() == documents.len()
            && after.get(*n).is_some_and(|new| {
                let value = job(&new.root).and_then(|job| job.get(FIELD)).and_then(Node::as_str);
                value == Some(savepoint) && difference::between(old, &new.root).iter().all(wanted)
            });
        if !as_meant {
            let message = format!("another `{FIELD}` here would change more than this job");
            let help = "write the job's own `fromSavepoint`, without an anchor, an alias or a merge";
            found.push(about(source, Diagnostic::error(SHARED, *span, message).help(help)));
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let lines = Lines::default();
    let pinned = edits.into_iter().map(|(n, _, _, before, savepoint)| {
        let entry = job(&after[n].root).and_then(|job| job.entry(FIELD));
        let at = entry.map_or(0, |entry| entry.key_span.start);
        Pinned { title: title(&after[n].root), line: lines.position(&text, at as usize).0, before, savepoint }
    });
    let pinned = pinned.collect();
    Ok((text, pinned))
}

fn read(source: &Arc<Source>) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let (documents, failure) = yaml::read(source.text(), Severity::Warning);
    match failure {
        Some(failure) => Err(vec![about(source, failure)]),
        None => Ok(documents),
    }
}

fn about(source: &Arc<Source>, mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.source = Some(Arc::clone(source));
    diagnostic
}

fn is_cluster(root: &Node) -> bool {
    root.get("kind").and_then(Node::as_str) == Some(FLINK_CLUSTER.1) && job(root).is_some()
}

fn job(root: &Node) -> Option<&Map> {
    root.get("spec")?.get("job")?.as_map()
}

fn metadata<'a>(root: &'a Node, key: &str) -> Option<&'a str> {
    root.get("metadata")?.get(key)?.as_str()
}

fn title(root: &Node) -> String {
    let name = metadata(root, "name").unwrap_or_default();
    metadata(root, "namespace").map_or_else(|| name.to_owned(), |namespace| format!("{namespace}/{name}"))
}

type ByName<'a> = BTreeMap<Option<&'a str>, Vec<&'a Reported>>;

fn by_name(reported: &[Reported]) -> ByName<'_> {
    let mut all = ByName::new();
    for one in reported {
        all.entry(one.name.as_deref()).or_default().push(one);
    }
    all
}

/// What is reported of a cluster; one that names no namespace is known by its name, where only one has it.
fn savepoint(root: &Node, reported: &ByName<'_>, alone: bool) -> Option<String> {
    let (name, namespace) = (metadata(root, "name"), metadata(root, "namespace"));
    let nameless = reported.get(&None).filter(|all| alone && reported.len() == 1 && all.len() == 1);
    let named = name.and_then(|name| reported.get(&Some(name)));
    let fits = |one: &&&Reported| {
        one.name.is_none()
            || one.namespace.is_none()
            || namespace.is_none()
            || one.namespace.as_deref() == namespace
    };
    let mut all = nameless.or(named).into_iter().flatten().filter(fits);
    match (all.next(), all.next()) {
        (Some(one), None) => one.savepoint.clone(),
        _ => None,
    }
}

/// The bytes to replace, and by what; and the value that was there.
fn edit(root: &Node, text: &str, savepoint: &str) -> Result<(Span, String, Option<String>), Diagnostic> {
    let node = root.get("spec").and_then(|spec| spec.get("job"));
    let (Some(node), Some(job)) = (node, job(root)) else {
        return Err(Diagnostic::error(NO_SAVEPOINT, root.span, "the cluster has no job"));
    };
    let own = |entry: &&Entry| entry.key_span.start >= node.span.start && entry.key_span.end <= node.span.end;
    match job.entry(FIELD).filter(own) {
        Some(entry) => replaced(entry, text, savepoint),
        None => {
            let own: Vec<_> = job.0.iter().filter(own).collect();
            let behind = own.iter().find(|entry| entry.key == "jarFile").or(own.last());
            match behind.filter(|entry| !raw(text, self::own(entry, text)).contains(['\n', '\r'])) {
                Some(behind) => {
                    Ok((inserted_at(node, behind, text), insertion(node, behind, text, savepoint), None))
                }
                None => {
                    let message = format!("there is no place to which a line with `{FIELD}` could be added");
                    Err(Diagnostic::error(SEVERAL_LINES, node.span, message)
                        .help("add the line by hand, once"))
                }
            }
        }
    }
}

fn own(entry: &Entry, text: &str) -> Span {
    written::own(entry.value.span, text)
}

fn replaced(
    entry: &Entry,
    text: &str,
    savepoint: &str,
) -> Result<(Span, String, Option<String>), Diagnostic> {
    let span = own(entry, text);
    let old = raw(text, span);
    let between = text.get(entry.key_span.end as usize..span.start as usize).unwrap_or_default();
    if format!("{between}{old}").contains(['\n', '\r']) && entry.value.as_str().is_some() {
        let message = format!("`{FIELD}` is written on several lines");
        return Err(
            Diagnostic::error(SEVERAL_LINES, entry.value.span, message).help("write it on one line, once")
        );
    }
    let before = entry.value.as_str().map(ToOwned::to_owned);
    if matches!(entry.value.value, Value::Null) && old.is_empty() {
        // `fromSavepoint:` and nothing behind it.
        let end = entry.key_span.end as usize;
        let colon = text[end..].find(':').map_or(end, |n| end + n + 1);
        return Ok((Span::new(colon, colon), format!(" {}", written(savepoint, "")), before));
    }
    Ok((span, written(savepoint, old), before))
}

/// In the quotes that were there; plain where it can be.
fn written(savepoint: &str, old: &str) -> String {
    let plain = emit::emit(&Node::from(savepoint.to_owned()));
    let plain = plain.trim_end();
    match old.as_bytes().first() {
        // It holds no quotes.
        Some(b'\'') => format!("'{savepoint}'"),
        Some(b'"') => format!("\"{savepoint}\""),
        _ if plain.contains([',', '[', ']', '{', '}']) => format!("\"{savepoint}\""),
        _ => plain.to_owned(),
    }
}

/// Behind the value in a flow mapping; behind its line in a block.
fn inserted_at(job: &Node, behind: &Entry, text: &str) -> Span {
    let end = own(behind, text).end as usize;
    let at =
        if is_flow(job, text) { end } else { text[end..].find(['\r', '\n']).map_or(text.len(), |n| end + n) };
    Span::new(at, at)
}

fn insertion(job: &Node, behind: &Entry, text: &str, savepoint: &str) -> String {
    let quote = if raw(text, behind.key_span).starts_with('"') { "\"" } else { "" };
    let key = format!("{quote}{FIELD}{quote}");
    let start = behind.key_span.start as usize;
    let line = text.get(line(text, start)..start).unwrap_or_default();
    let own_line = line.chars().all(|c| c == ' ' || c == '\t');
    let line_break = line_break(text, start);
    if !is_flow(job, text) {
        let indent: String = line.chars().map(|c| if c == '\t' { c } else { ' ' }).collect();
        return format!("{line_break}{indent}{key}: {}", written(savepoint, ""));
    }
    let between = if own_line { format!("{line_break}{line}") } else { " ".to_owned() };
    format!(",{between}{key}: \"{savepoint}\"")
}
