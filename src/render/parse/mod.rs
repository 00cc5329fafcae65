//! Text to resources: documents, their places, and every problem of form.

pub mod codes;
mod limits;
mod scalar;
mod refusal;
pub mod yaml;
pub mod written;
pub mod kinds;
mod strictness;
pub mod dialect;
pub mod alike;
pub mod suggest;
mod slips;
mod check;
pub mod annotations;

use crate::api::annotations::Annotations;
use crate::api::flink_cluster;
use crate::api::read::Read;
use crate::diagnostic::{Capped, Diagnostic, Span};
use crate::k8s::labels;
use crate::k8s::resource::{API_V1BETA1, KIND};
use crate::tree::{Node, Spanned};

pub use slips::typography::typed;
pub use strictness::{Manner, Strictness};

/// What a source held, in its order.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Its documents.
    pub documents: Vec<Document>,
    /// What was found.
    pub diagnostics: Capped,
}

/// One document that is not empty.
#[derive(Debug)]
pub enum Document {
    /// A FlinkCluster.
    Cluster(Box<ClusterDocument>),
    /// Another Kubernetes object.
    Other(Other),
    /// Another tool's file.
    LeftOut,
    /// Something that cannot be taken: the findings say why.
    Refused,
}

/// A FlinkCluster as written.
#[derive(Debug)]
pub struct ClusterDocument {
    /// The document as it was read, without what is left out.
    pub root: Node,
    /// The same, typed.
    pub resource: flink_cluster::FlinkCluster,
    /// Those of its annotations whose values are fields.
    pub annotations: Annotations,
    /// Whose it is.
    pub dialect: dialect::Told,
    /// Whether nothing is wrong with its form.
    pub sound: bool,
    /// Its text, without the markers around it.
    pub region: Span,
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
    /// All of it, as it was read.
    pub root: Node,
    /// Which warnings about it do not count.
    pub ignore: Option<Spanned<String>>,
}

/// Reads a source.
pub fn parse(text: &str, manner: Manner) -> Parsed {
    let (documents, failure) = yaml::read(text, manner.strictness.severity());
    let mut parsed = Parsed::default();
    for document in documents {
        sort(document, text, manner, &mut parsed);
    }
    parsed.diagnostics.extend(failure);
    parsed
}

fn sort(document: yaml::Document, text: &str, manner: Manner, parsed: &mut Parsed) {
    let yaml::Document { root, region, pairs, findings } = document;
    if root.is_null() {
        return;
    }
    let (Some(api_version), Some(kind)) = (field(&root, "apiVersion"), field(&root, "kind")) else {
        return parsed.refuse(template(&root, text).unwrap_or_else(|| no_object(&root, text)));
    };
    match kinds::kind(&root, api_version, kind) {
        kinds::Is::Cluster(version) => {
            let mut found = findings;
            let cluster = cluster(root, version, text, region, manner, &mut found);
            parsed.diagnostics.absorb(found);
            parsed.documents.push(match cluster {
                Some(cluster) => Document::Cluster(Box::new(cluster)),
                None => Document::Refused,
            });
        }
        kinds::Is::Other(found) => {
            parsed.diagnostics.extend(found);
            let region = Span::new(content_start(region, text), region.end as usize);
            let (api_version, kind) = (api_version.to_owned(), kind.to_owned());
            match other(root, api_version, kind, region, pairs) {
                Ok(other) => parsed.documents.push(Document::Other(other)),
                Err(found) => parsed.refuse(found),
            }
        }
        kinds::Is::Tools(found) => {
            parsed.diagnostics.push(found);
            parsed.documents.push(Document::LeftOut);
        }
        kinds::Is::Refused(found) => parsed.refuse(found),
    }
}

fn cluster(
    mut root: Node,
    version: &'static str,
    text: &str,
    region: Span,
    manner: Manner,
    found: &mut Capped,
) -> Option<ClusterDocument> {
    let dialect = dialect::of(&root, version, manner.dialect, found);
    check::check(&mut root, dialect.dialect, text, manner.strictness, found);
    let annotations = annotations::read(&root, text, dialect.dialect, manner, found);
    dialect.tell(&root, found);
    let resource = flink_cluster::FlinkCluster::read(&root)?;
    Some(ClusterDocument { root, resource, annotations, dialect, sound: !found.any_error(), region })
}

/// A FlinkCluster that was changed since it was read. None when its form is wrong.
pub fn changed(root: Node, manner: Manner) -> Option<ClusterDocument> {
    let (api_version, kind) = (field(&root, "apiVersion")?, field(&root, "kind")?);
    let kinds::Is::Cluster(version) = kinds::kind(&root, api_version, kind) else { return None };
    let cluster = cluster(root, version, "", Span::default(), manner, &mut Capped::default());
    cluster.filter(|cluster| cluster.sound)
}

impl Parsed {
    fn refuse(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
        self.documents.push(Document::Refused);
    }
}

/// A text that says something.
fn field<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name).and_then(Node::as_str).filter(|text| !text.is_empty())
}

fn template(root: &Node, text: &str) -> Option<Diagnostic> {
    let is_other = |name| root.get(name).is_some_and(|node| node.as_str().is_none());
    let (start, end) = (root.span.start as usize, root.span.end as usize);
    let (_, by) =
        slips::template::mark(&text[start..end]).filter(|_| is_other("apiVersion") || is_other("kind"))?;
    let help = format!("render it first ({by}), and pass the result to this program");
    let message = "this is a template: its `apiVersion` or `kind` is not written out";
    Some(Diagnostic::error(codes::TEMPLATE, first_line(root.span, text), message).help(help))
}

fn no_object(root: &Node, text: &str) -> Diagnostic {
    let words = ["apiVersion", "kind"].into_iter().filter(|name| field(root, name).is_none());
    let words: Vec<_> = words
        .map(|name| match root.get(name) {
            Some(node) if !node.is_null() && node.as_str().is_none() => format!("`{name}` is not text"),
            _ => format!("`{name}` is missing"),
        })
        .collect();
    let message = format!("not a Kubernetes object: {}", words.join(", "));
    let help = format!("a FlinkCluster begins with `apiVersion: {API_V1BETA1}` and `kind: {KIND}`");
    Diagnostic::error(codes::NOT_AN_OBJECT, first_line(root.span, text), message).help(help)
}

fn other(
    root: Node,
    api_version: String,
    kind: String,
    region: Span,
    pairs: Vec<(Span, char)>,
) -> Result<Other, Diagnostic> {
    let at = root.get("kind").map_or(root.span, |node| node.span);
    let metadata = |name| root.get("metadata").and_then(|node| node.get(name)).and_then(Node::as_str);
    let Some(name) = metadata("name").filter(|name| !name.is_empty()) else {
        let message = format!("this {kind} has no `metadata.name`");
        let help = match kind.as_str() {
            "List" => "write each item as its own document, separated by `---`",
            _ => "give it a name; names generated by the server (`generateName`) cannot be kept in Git",
        };
        return Err(Diagnostic::error(codes::NAMELESS, at, message).help(help));
    };
    let (name, namespace) = (name.to_owned(), metadata("namespace").map(ToOwned::to_owned));
    let ignore = ignore(&root);
    Ok(Other { api_version, kind, namespace, name, region, pairs, at, root, ignore })
}

/// The annotation that says which warnings about a document do not count.
pub fn ignore(root: &Node) -> Option<Spanned<String>> {
    let node = root.get("metadata")?.get("annotations")?.get(labels::IGNORE)?;
    Some(Spanned { span: node.span, value: node.as_str()?.to_owned() })
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
