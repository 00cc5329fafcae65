//! What a document is by its group and kind, and what it only seems to be.

use super::{alike, codes};
use crate::diagnostic::{Diagnostic, Span};
use crate::k8s::resource::{API_V1ALPHA1, API_V1BETA1, GROUP, KIND, V1ALPHA1, V1BETA1, V1BETA2};
use crate::tree::Node;

/// What a document is.
#[derive(Debug)]
pub enum Is {
    /// A FlinkCluster, and its version.
    Cluster(&'static str),
    /// Another object, and what is to be said about it.
    Other(Option<Diagnostic>),
    /// Another tool's file, which is left out.
    Tools(Diagnostic),
    /// Nothing that can be taken.
    Refused(Diagnostic),
}

/// Tells what a document of this `apiVersion` and `kind` is. Nothing of the group passes through as somebody else's, and no
/// FlinkCluster does in another group: a slip in one word would take the cluster away.
pub fn kind(root: &Node, api_version: &str, kind: &str) -> Is {
    let (group, version) = group(api_version);
    let at = place(root, "kind");
    if is_ours(api_version) {
        let known =
            [V1ALPHA1, V1BETA1, V1BETA2].into_iter().find(|known| group == GROUP && version == *known);
        return ours(root, api_version, known, kind);
    }
    if is_cluster(group, kind) {
        return Is::Refused(elsewhere(root, api_version, kind));
    }
    if let Some(item) = items(root, kind).find_map(hidden) {
        return Is::Refused(list(at, item));
    }
    if api_version.starts_with("kustomize.config.k8s.io/") {
        let message =
            format!("this {kind} is a file for kustomize, not an object of a cluster: it is left out");
        let help = "name the files to render, so that it is not read";
        return Is::Tools(Diagnostic::warning(codes::TOOL_FILE, at, message).help(help));
    }
    let apaches = std::iter::once(root).chain(items(root, kind)).find_map(of_apache);
    Is::Other(apaches)
}

fn group(api_version: &str) -> (&str, &str) {
    api_version.split_once('/').unwrap_or(("", api_version))
}

fn is_ours(api_version: &str) -> bool {
    alike::near(group(api_version).0, GROUP) || alike::near(api_version, GROUP)
}

/// A document of the group.
fn ours(root: &Node, api_version: &str, known: Option<&'static str>, kind: &str) -> Is {
    if let (KIND, Some(version)) = (kind, known) {
        return Is::Cluster(version);
    }
    if kind == KIND {
        let message = format!("`{api_version}` is not a supported version of {KIND}");
        let help = format!("write `apiVersion: {API_V1BETA1}` or `apiVersion: {API_V1ALPHA1}`");
        let at = place(root, "apiVersion");
        return Is::Refused(Diagnostic::error(codes::API_VERSION, at, message).help(help));
    }
    let at = place(root, "kind");
    if let Some(item) = items(root, kind).find_map(hidden) {
        return Is::Refused(list(at, item));
    }
    let message = format!("`{kind}` is not a kind of {GROUP}");
    Is::Refused(Diagnostic::error(codes::WRONG_KIND, at, message).help(format!("write `kind: {KIND}`")))
}

/// Whether a kind of another group is meant to be ours. In groups that are nobody's own, a slip of the fingers counts, too.
fn is_cluster(group: &str, kind: &str) -> bool {
    let word = kind.trim();
    let is_builtin = !group.contains('.') || group.ends_with(".k8s.io") || group.contains("flink");
    word.eq_ignore_ascii_case(KIND)
        || word.strip_suffix(['s', 'S']).is_some_and(|one| one.eq_ignore_ascii_case(KIND))
        || (is_builtin && alike::near(word, KIND))
}

fn elsewhere(root: &Node, api_version: &str, kind: &str) -> Diagnostic {
    let message = format!("`{kind}` of `{api_version}` is not a {KIND} of {GROUP}");
    let help = format!(
        "write `apiVersion: {API_V1BETA1}` and `kind: {KIND}`; a {KIND} of another operator does not belong here"
    );
    let at = place(root, if kind == KIND { "apiVersion" } else { "kind" });
    Diagnostic::error(codes::OTHER_GROUP, at, message).help(help)
}

/// The items of a list.
fn items<'a>(root: &'a Node, kind: &str) -> impl Iterator<Item = &'a Node> {
    let is_list = kind.trim().to_ascii_lowercase().ends_with("list");
    let items = root.get("items").filter(|_| is_list).and_then(Node::as_list);
    items.unwrap_or_default().iter()
}

/// A FlinkCluster, or what is meant to be one, in an item or in a list below it.
fn hidden(item: &Node) -> Option<Span> {
    let field = |name| item.get(name).and_then(Node::as_str).unwrap_or_default();
    let (api_version, kind) = (field("apiVersion"), field("kind"));
    if is_ours(api_version) || is_cluster(group(api_version).0, kind) {
        return Some(place(item, "kind"));
    }
    items(item, kind).find_map(hidden)
}

fn list(at: Span, item: Span) -> Diagnostic {
    let message = format!("a List that contains a {KIND}");
    let help = "write each item as its own document, separated by `---`";
    Diagnostic::error(codes::LIST, at, message).related(item, "this one").help(help)
}

/// The group of Apache's operator.
const APACHE: &str = "flink.apache.org";
/// Its kinds.
pub const APACHES: &[&str] =
    &["FlinkDeployment", "FlinkSessionJob", "FlinkStateSnapshot", "FlinkBlueGreenDeployment"];

/// What is said of an object of Apache's operator.
pub fn of_apache(node: &Node) -> Option<Diagnostic> {
    let field = |name| node.get(name).and_then(Node::as_str).unwrap_or_default();
    let (api_version, kind) = (field("apiVersion"), field("kind"));
    if group(api_version).0 != APACHE && !APACHES.contains(&kind) {
        return None;
    }
    let message =
        format!("a {kind} is not compiled: it passes through, and Apache's operator must run to act on it");
    let code = codes::APACHES;
    let help =
        format!("to render it, write it as a {KIND}: `explain {code}` says what its fields are called there");
    Some(Diagnostic::warning(codes::APACHES, place(node, "kind"), message).help(help))
}

fn place(root: &Node, key: &str) -> Span {
    root.get(key).map_or(root.span, |node| node.span)
}
