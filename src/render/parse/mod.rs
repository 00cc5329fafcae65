//! Text to resources: documents, their places, and every problem of form.

pub mod codes;
mod limits;
mod scalar;
mod surrogates;
mod tokens;
pub mod yaml;
mod path;
mod check;
mod unknown;
mod slips;
pub mod suggest;

use crate::api::read::Read;
use crate::api::{GROUP, KIND, v1alpha1};
use crate::diagnostic::{Capped, Diagnostic, Severity, Span};
use crate::tree::Node;

/// How findings that the operator let pass are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// As errors.
    Strict,
    /// As warnings, and the input is read as the operator read it.
    AsOperator,
}

impl Strictness {
    fn severity(self) -> Severity {
        match self {
            Self::Strict => Severity::Error,
            Self::AsOperator => Severity::Warning,
        }
    }
}

/// What a source held, in its order.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Its documents.
    pub documents: Vec<Document>,
    /// What was found.
    pub diagnostics: Capped,
}

/// One document that matters.
#[derive(Debug)]
pub enum Document {
    /// A FlinkCluster.
    Cluster(Box<Cluster>),
    /// Another Kubernetes object.
    Other(Other),
}

/// A FlinkCluster as written.
#[derive(Debug)]
pub struct Cluster {
    /// The document as it was read, without what is left out.
    pub root: Node,
    /// The same, typed.
    pub resource: v1alpha1::FlinkCluster,
    /// Whether nothing is wrong with its form.
    pub sound: bool,
}

/// Another Kubernetes object, which passes through.
#[derive(Debug)]
pub struct Other {
    /// `apps/v1`
    pub api_version: String,
    /// `Deployment`
    pub kind: String,
    /// `metadata.namespace`
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// Its text.
    pub region: Span,
    /// In it, characters in two halves, which only JSON has.
    pub pairs: Vec<(Span, char)>,
    /// Where its kind stands.
    pub at: Span,
    /// What a claim of a volume asks for.
    pub claim: Option<Node>,
}

/// Reads a source.
pub fn parse(text: &str, strictness: Strictness) -> Parsed {
    let (documents, failure) = yaml::read(text, strictness.severity());
    let mut parsed = Parsed::default();
    for document in documents {
        sort(document, text, strictness, &mut parsed);
    }
    parsed.diagnostics.extend(failure);
    parsed
}

fn sort(document: yaml::Document, text: &str, strictness: Strictness, parsed: &mut Parsed) {
    let yaml::Document { mut root, region, pairs, findings } = document;
    if root.is_null() {
        return;
    }
    let field = |name| root.get(name).and_then(Node::as_str);
    let (Some(api_version), Some(kind)) = (field("apiVersion"), field("kind")) else {
        let at = first_line(root.span, text);
        let (start, end) = (root.span.start as usize, root.span.end as usize);
        let kind = |name| root.get(name).is_some_and(|node| node.as_str().is_none());
        if (kind("apiVersion") || kind("kind"))
            && let Some((_, by)) = slips::template::mark(&text[start..end])
        {
            let help = format!("render it first ({by}), and give this program the result");
            let message = "this is a template: its `apiVersion` or `kind` is not written out";
            parsed.diagnostics.push(Diagnostic::error(codes::TEMPLATE, at, message).help(help));
            return;
        }
        parsed.diagnostics.push(
            Diagnostic::error(
                codes::NOT_AN_OBJECT,
                at,
                "not a Kubernetes object: `apiVersion` or `kind` is missing",
            )
            .help(format!("a FlinkCluster begins with `apiVersion: {GROUP}/v1alpha1` and `kind: {KIND}`")),
        );
        return;
    };
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    let at = root.get("apiVersion").map_or(root.span, |node| node.span);
    // Nothing of this group passes through: a slip in its name would take the cluster away.
    if suggest::near(group, GROUP) || suggest::near(api_version, GROUP) {
        if kind != KIND {
            let at = root.get("kind").map_or(root.span, |node| node.span);
            let message = format!("`{kind}` is no kind of {GROUP}");
            parsed.diagnostics.push(
                Diagnostic::error(codes::WRONG_KIND, at, message).help(format!("write `kind: {KIND}`")),
            );
            return;
        }
        if group != GROUP || version != "v1alpha1" {
            let message = format!("`{api_version}` is not a version of {KIND} that is rendered");
            let help = format!("write `apiVersion: {GROUP}/v1alpha1`, and its field tree");
            parsed.diagnostics.push(Diagnostic::error(codes::API_VERSION, at, message).help(help));
            return;
        }
        let mut found = findings;
        check::check(&mut root, text, strictness, &mut found);
        let sound = !found.any_error();
        parsed.diagnostics.absorb(found);
        if let Some(resource) = v1alpha1::FlinkCluster::read(&root) {
            parsed.documents.push(Document::Cluster(Box::new(Cluster { root, resource, sound })));
        }
        return;
    }
    let region = Span::new(content_start(region, text), region.end as usize);
    other(&root, api_version, kind, region, pairs, parsed);
}

fn other(
    root: &Node,
    api_version: &str,
    kind: &str,
    region: Span,
    pairs: Vec<(Span, char)>,
    parsed: &mut Parsed,
) {
    let at = root.get("kind").map_or(root.span, |node| node.span);
    let holds_cluster = |node: &Node| node.get("kind").and_then(Node::as_str) == Some(KIND);
    if kind == "List"
        && root.get("items").and_then(Node::as_list).is_some_and(|items| items.iter().any(holds_cluster))
    {
        let message = format!("a List that holds a {KIND}");
        let help = "write each item as a document of its own, `---` between them";
        parsed.diagnostics.push(Diagnostic::error(codes::LIST, at, message).help(help));
        return;
    }
    if api_version.starts_with("kustomize.config.k8s.io/") {
        let message = format!("a {kind} is kustomize's, no object of a cluster: it is left out");
        parsed.diagnostics.push(
            Diagnostic::warning(codes::TOOL_FILE, at, message)
                .help("name the files to render, and it is not read"),
        );
        return;
    }
    let metadata = |name| root.get("metadata").and_then(|node| node.get(name)).and_then(Node::as_str);
    let Some(name) = metadata("name").filter(|name| !name.is_empty()) else {
        let message = format!("this {kind} has no `metadata.name`");
        let help = "give it a name; names made by the server (`generateName`) cannot be kept in Git";
        parsed.diagnostics.push(Diagnostic::error(codes::NAMELESS, at, message).help(help));
        return;
    };
    parsed.documents.push(Document::Other(Other {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        namespace: metadata("namespace").map(ToOwned::to_owned),
        name: name.to_owned(),
        region,
        pairs,
        at,
        claim: (kind == "PersistentVolumeClaim").then(|| root.clone()),
    }));
}

/// Behind the rest of the marker's line.
fn content_start(region: Span, text: &str) -> usize {
    let start = region.start as usize;
    let rest = &text[start..region.end as usize];
    let rest = rest.strip_prefix('\u{feff}').unwrap_or(rest);
    let start = region.end as usize - rest.len();
    let line = rest.find('\n').map_or(rest.len(), |n| n + 1);
    if rest[..line].trim().is_empty() { start + line } else { start }
}

fn first_line(span: Span, text: &str) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let length = text[start..end].lines().next().map_or(0, str::len);
    Span::new(start, start + length)
}
