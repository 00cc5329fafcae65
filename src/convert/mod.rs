//! Writes another version of the API into FlinkClusters: what differs is written out, and every other byte of the file stays.

pub mod codes;
mod wanted;
mod lost;
mod edit;
mod rendered;
mod changed;

use std::sync::Arc;

pub use self::rendered::Rendered;

use self::codes::{NO_CLUSTER, NOT_CONVERTED, OTHERWISE, place};
use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use crate::k8s::dialect::Dialect;
use crate::k8s::labels;
use crate::k8s::resource::{GROUP, KIND, V1ALPHA1, V1BETA1, V1BETA2};
use crate::render::hide::hide;
use crate::render::parse::dialect;
use crate::render::parse::kinds::of_apache;
use crate::render::parse::{written, yaml};
use crate::tree::{Node, Value};

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// `v1alpha1`; of clusters of `v1beta1` that do not say whose they are, the dialect.
    V1alpha1(Option<Dialect>),
    /// `v1beta1` of a dialect; none: what is in `v1beta1` keeps its own, and the rest becomes Google's.
    V1beta1(Option<Dialect>),
}

impl Target {
    /// The dialect of clusters that do not say whose they are, where the run says it.
    fn of_source(self) -> Option<Dialect> {
        match self {
            Self::V1alpha1(dialect) => dialect,
            Self::V1beta1(_) => None,
        }
    }
}

/// A text in another version, and what changes with it.
#[derive(Debug)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// Warnings, with their places in the old text.
    pub changes: Vec<Diagnostic>,
}

/// The text with its FlinkClusters in another dialect, or all that stands against it.
pub fn convert(
    source: &Arc<Source>,
    target: Target,
    rendered: Rendered,
) -> Result<Converted, Vec<Diagnostic>> {
    let about = |mut found: Vec<Diagnostic>| {
        for diagnostic in &mut found {
            diagnostic.source = Some(Arc::clone(source));
        }
        found.sort_by_key(|diagnostic| diagnostic.span);
        hide(&mut [&mut found], source);
        found
    };
    let (documents, failure) = yaml::read(source.text(), Severity::Warning);
    let before: Vec<Node> = documents.into_iter().map(|document| document.root).collect();
    let mut found: Vec<_> = failure.into_iter().collect();
    if found.is_empty() && before.iter().all(|root| clusters(root).is_empty()) {
        let message = format!("there is no {KIND} in this file");
        let (at, help) = match before.iter().find_map(of_apache) {
            Some(Diagnostic { span, help: Some(help), .. }) => (span, help),
            _ => (Span::default(), "give the file that has it".to_owned()),
        };
        found.push(Diagnostic::error(NO_CLUSTER, at, message).help(help));
    }
    let mut after = before.clone();
    for root in after.iter_mut().flat_map(clusters_mut) {
        if let Some((from, to)) = way(root, target, &mut found) {
            let old = std::mem::replace(root, Value::Null.into());
            *root = wanted::wanted(&old, from, to);
            lost::check(&old, root, (from, to), &mut found);
        }
    }
    let mut edits = Vec::new();
    for (old, new) in before.iter().flat_map(clusters).zip(after.iter().flat_map(clusters)) {
        edits.extend(edit::edits(old, new, source.text(), &mut found));
    }
    if !found.iter().any(Diagnostic::is_error) {
        let text = written::apply(source.text(), edits);
        check(&before, &after, &text, &mut found);
        if text == source.text() {
            return Ok(Converted { text, changes: about(found) });
        }
        if !found.iter().any(Diagnostic::is_error) {
            changed::check(source, &text, target.of_source(), rendered, &mut found);
            if !found.iter().any(Diagnostic::is_error) {
                return Ok(Converted { text, changes: about(found) });
            }
        }
    }
    found.retain(Diagnostic::is_error);
    Err(about(found))
}

/// The FlinkClusters of a document: itself, or the items of a list.
fn clusters(root: &Node) -> Vec<&Node> {
    let items = root.get("items").and_then(Node::as_list);
    items.unwrap_or(std::slice::from_ref(root)).iter().filter(|node| is_cluster(node)).collect()
}

fn clusters_mut(root: &mut Node) -> Vec<&mut Node> {
    let all = if root.get("items").and_then(Node::as_list).is_none() {
        std::slice::from_mut(root)
    } else {
        let Value::Map(map) = &mut root.value else { return Vec::new() };
        match &mut map.at("items", |_| false).value {
            Value::List(items) => items.as_mut_slice(),
            _ => return Vec::new(),
        }
    };
    all.iter_mut().filter(|node| is_cluster(node)).collect()
}

fn is_cluster(node: &Node) -> bool {
    node.get("kind").and_then(Node::as_str) == Some(KIND)
}

/// From which dialect to which; none where it cannot be told, which is said, or is as wanted.
fn way(root: &Node, target: Target, found: &mut Vec<Diagnostic>) -> Option<(Dialect, Dialect)> {
    let node = root.get("apiVersion");
    let at = node.map_or(root.span, |node| node.span);
    let old = node.and_then(Node::as_str).unwrap_or_default();
    let version = old.strip_prefix(GROUP).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    let Some(version) = [V1ALPHA1, V1BETA1, V1BETA2].into_iter().find(|known| *known == version) else {
        let message = format!("`{old}` is not a version of {KIND} that can be converted");
        let help =
            format!("it is `{}` or `{}`", Dialect::V1alpha1.api_version(), Dialect::Google.api_version());
        found.push(Diagnostic::error(NOT_CONVERTED, at, message).help(help));
        return None;
    };
    let mut wrong = Vec::new();
    let from = dialect::of(root, version, target.of_source(), &mut wrong).dialect;
    found.extend(wrong.into_iter().filter(Diagnostic::is_error));
    let to = match (target, from) {
        (Target::V1alpha1(_), _) => Dialect::V1alpha1,
        (Target::V1beta1(Some(dialect)), _) => dialect,
        (Target::V1beta1(None), Dialect::V1alpha1 | Dialect::Google) => Dialect::Google,
        (Target::V1beta1(None), Dialect::Spotify) => Dialect::Spotify,
    };
    let annotation = root.get("metadata").and_then(|node| node.get("annotations"));
    if let Some(node) = annotation.and_then(|node| node.get(labels::DIALECT))
        && to == Dialect::V1alpha1
        && from != to
    {
        let message = format!("`{}` has no effect in {to}: it has one dialect", labels::DIALECT);
        found.push(
            Diagnostic::warning(OTHERWISE, node.span, message).help("remove it, or keep it for the way back"),
        );
    }
    (from != to || version != to.version()).then_some((from, to))
}

/// That the text became what was wanted, and nothing else changed.
fn check(before: &[Node], wanted: &[Node], text: &str, found: &mut Vec<Diagnostic>) {
    let (after, failure) = yaml::read(text, Severity::Warning);
    let at = |root: &Node| root.get("apiVersion").map_or(root.span, |node| node.span);
    if failure.is_some() || after.len() != wanted.len() {
        let changed = before.iter().zip(wanted).find(|(old, wanted)| !wanted.is_same(old));
        found.push(place(changed.map_or(Span::default(), |(old, _)| at(old))));
        return;
    }
    for ((old, wanted), new) in before.iter().zip(wanted).zip(&after) {
        if !wanted.is_same(&new.root) {
            found.push(place(at(old)));
        }
    }
}
