//! What a review is of: objects, clusters with theirs, and the compiler that made them.

use std::sync::Arc;

use crate::diagnostic::{Source, Span};
use crate::fleet::Profile;
use crate::k8s::{labels, object};
use crate::tree::Node;

/// One object of a rendering.
#[derive(Debug, Clone)]
pub struct Manifest<'a> {
    /// `apps/v1`
    pub api_version: &'a str,
    /// `Deployment`
    pub kind: &'a str,
    /// None: where it is applied.
    pub namespace: Option<&'a str>,
    /// `metadata.name`
    pub name: &'a str,
    /// All of it.
    pub tree: &'a Node,
    /// What declares it.
    pub source: &'a Arc<Source>,
    /// Where.
    pub span: Span,
}

/// What identifies an object, in whatever version of its API: group, kind, namespace, name.
pub type Identity<'a> = (&'a str, &'a str, Option<&'a str>, &'a str);

impl<'a> Manifest<'a> {
    /// What identifies it.
    pub fn identity(&self) -> Identity<'a> {
        (object::group(self.api_version), self.kind, self.namespace, self.name)
    }

    /// The wave that it says for itself: Argo CD's annotation, which the order for Flux follows.
    pub fn wave(&self) -> Option<i32> {
        let annotations = self.tree.get("metadata")?.get("annotations")?;
        annotations.get(labels::SYNC_WAVE)?.scalar()?.parse().ok()
    }
}

/// A cluster and its objects.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The cluster.
    pub cluster: &'a Profile,
    /// Its objects.
    pub objects: Vec<Manifest<'a>>,
}

/// The compiler, as far as reviews need it.
pub trait Compiler: Sync {
    /// The objects of a FlinkCluster, in the namespace it would have: kind, name and tree; none when it is refused.
    fn objects(&self, cluster: &Node) -> Option<Vec<(String, String, Node)>>;
}
