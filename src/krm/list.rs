//! The ResourceList, read as a tree with its places.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, Source, Span, codes};
use crate::render::parse::yaml::{self, Document};
use crate::tree::{Map, Node, Value};

codes! {
    /// A KRM function reads a ResourceList of `config.kubernetes.io`, as kustomize and kpt write it.
    RESOURCE_LIST = 8, "no list of resources";
}

/// A list.
pub struct List<'a> {
    pub(super) text: &'a str,
    /// The document in the text.
    pub(super) region: Span,
    pub(super) span: Span,
    pub(super) root: Map,
}

/// An item of the output.
pub enum Item {
    /// The input's, by its number.
    Kept(usize),
    /// One that was rendered.
    New(Node),
}

/// The list of a source; what is wrong with it has no source yet.
pub fn read(source: &Arc<Source>) -> Result<List<'_>, Vec<Diagnostic>> {
    let text = source.text();
    let (documents, failure) = yaml::read(text, Severity::Error);
    if let Some(failure) = failure {
        return Err(vec![failure]);
    }
    let wrong = |message: &str| {
        let help = "this command is a function of kustomize or kpt, which write a ResourceList";
        Err(vec![Diagnostic::error(RESOURCE_LIST, Span::default(), message).help(help)])
    };
    let mut documents = documents.into_iter().filter(|document| !document.root.is_null());
    let (Some(document), None) = (documents.next(), documents.next()) else {
        return wrong("not one document");
    };
    if document.findings.iter().any(Diagnostic::is_error) {
        return Err(document.findings.of(source));
    }
    match List::new(text, document) {
        Some(list) => Ok(list),
        None => wrong("not a ResourceList of config.kubernetes.io/v1, v1beta1 or v1alpha1"),
    }
}

impl<'a> List<'a> {
    /// None when it is something else.
    fn new(text: &'a str, document: Document) -> Option<Self> {
        let Document { root, region, pairs: _, findings: _ } = document;
        let span = root.span;
        let Value::Map(root) = root.value else { return None };
        let is = |key: &str, values: &[&str]| {
            root.get(key).and_then(Node::as_str).is_some_and(|found| values.contains(&found))
        };
        let versions =
            ["config.kubernetes.io/v1", "config.kubernetes.io/v1beta1", "config.kubernetes.io/v1alpha1"];
        let items = root.get("items").is_none_or(|items| items.is_null() || items.as_list().is_some());
        (is("apiVersion", &versions) && is("kind", &["ResourceList"]) && items).then_some(Self {
            text,
            region,
            span,
            root,
        })
    }

    /// Its items, in their order.
    pub fn items(&self) -> &[Node] {
        self.root.get("items").and_then(Node::as_list).unwrap_or_default()
    }

    /// What its caller configures, when it does.
    pub fn function_config(&self) -> Option<&Node> {
        self.root.get("functionConfig").filter(|config| !config.is_null())
    }

    /// The input's items.
    pub fn unchanged(&self) -> Vec<Item> {
        (0..self.items().len()).map(Item::Kept).collect()
    }
}
