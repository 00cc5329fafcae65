//! What one source was compiled to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::body::Body;
use super::ignore::Ignores;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::fleet::{self, claims};
use crate::k8s::labels;
use crate::k8s::object::Stage;
use crate::packed::First;
use crate::review::{Manifest, Side, Subject};
use crate::tree::{CowText, Node};

/// What one source was compiled to.
#[derive(Debug, Clone, Default)]
pub struct Rendering {
    /// The objects, in their order; of a cluster with errors there are none.
    pub objects: Vec<Object>,
    /// The clusters whose objects were not made, for [`super::namesakes`].
    pub unmade: Vec<Unmade>,
    /// How many documents there are.
    pub counts: Counts,
    /// Those that render.
    pub fleet: Vec<fleet::Profile>,
    /// Where savepoints go.
    pub savepoints_dirs: Vec<Directory>,
    /// What is known of claims of volumes: namespace, name, access.
    pub claims: Vec<(Option<String>, String, claims::Access)>,
    /// The claims that the clusters' pods mount.
    pub mounted: Vec<claims::Mounted>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Errors of clusters that were rendered all the same, because they may run.
    pub outdated: Vec<Diagnostic>,
    /// What of it does not count, for [`super::ignore::apply`].
    pub ignores: Vec<Ignores>,
}

impl Rendering {
    /// Keeps the source that it was made from small, unless something of it is to be shown. `first`: the one that others are like.
    pub fn pack(&mut self, source: &Source, first: &First) {
        if self.is_clean() {
            self.move_to(&Arc::new(source.packed(first)));
        }
    }

    /// Whether nothing of the source is to be shown: there is no finding, and none to be ignored.
    pub fn is_clean(&self) -> bool {
        self.diagnostics.is_empty() && self.outdated.is_empty() && self.ignores.is_empty()
    }

    /// The same of another source of the same text, when it [`Self::is_clean`].
    pub fn moved_to(&self, source: &Arc<Source>) -> Self {
        let mut moved = self.clone();
        moved.move_to(source);
        moved
    }

    fn move_to(&mut self, source: &Arc<Source>) {
        let Self {
            objects,
            unmade,
            counts: _,
            fleet,
            savepoints_dirs,
            claims: _,
            mounted,
            diagnostics: _,
            outdated: _,
            ignores: _,
        } = self;
        let objects = objects.iter_mut().map(|object| &mut object.source);
        let clusters = unmade.iter_mut().map(|cluster| &mut cluster.source);
        let profiles = fleet.iter_mut().map(|profile| &mut profile.source);
        let directories = savepoints_dirs.iter_mut().map(|directory| &mut directory.source);
        let claims = mounted.iter_mut().map(|claim| &mut claim.source);
        for old in objects.chain(clusters).chain(profiles).chain(directories).chain(claims) {
            *old = Arc::clone(source);
        }
    }

    /// Its clusters with their objects, and the objects that are nobody's; objects have trees only when these were wanted.
    pub fn side(&self) -> Side<'_> {
        let mut own: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for object in &self.objects {
            own.entry(object.span).or_default().extend(object.manifest());
        }
        let clusters = self.fleet.iter().map(|cluster| {
            let objects = own.remove(&cluster.name.span).unwrap_or_default();
            Subject { cluster, objects }
        });
        let clusters = clusters.collect();
        Side { clusters, others: own.into_values().flatten().collect() }
    }
}

/// What became of the documents of a source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// FlinkClusters that were checked.
    pub clusters: usize,
    /// Other objects that pass through.
    pub others: usize,
    /// Files of other tools that are left out.
    pub left_out: usize,
    /// What cannot be taken.
    pub refused: usize,
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, Self { clusters, others, left_out, refused }| Self {
            clusters: sum.clusters + clusters,
            others: sum.others + others,
            left_out: sum.left_out + left_out,
            refused: sum.refused + refused,
        })
    }
}

/// A cluster whose objects were not made.
#[derive(Debug, Clone)]
pub struct Unmade {
    /// As it names it.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// What declared it: not everything can be read twice.
    pub source: Arc<Source>,
}

/// A directory of savepoints.
#[derive(Debug, Clone)]
pub struct Directory {
    /// `s3://bucket/path`
    pub uri: String,
    /// What names it.
    pub source: Arc<Source>,
    /// Where in the source.
    pub span: Span,
}

/// One object of the output.
#[derive(Debug, Clone)]
pub struct Object {
    /// `apps/v1`
    pub api_version: CowText,
    /// `Deployment`
    pub kind: CowText,
    /// None for what names none.
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// When it is applied.
    pub stage: Stage,
    /// Its YAML, without `---`, with a line break at the end, or its tree; empty when nobody wants it.
    pub body: Body,
    /// What declared it.
    pub source: Arc<Source>,
    /// Where in the source: the cluster's name, or the document's kind.
    pub span: Span,
    /// What declared it: of which kind that is.
    pub origin: Origin,
}

/// What an object comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A FlinkCluster.
    Cluster,
    /// A FlinkCluster with the mark of an output.
    ClusterOfAnOutput,
    /// A document that stands for itself.
    Document,
    /// One with the labels of what is rendered from FlinkClusters.
    DocumentOfACluster,
}

impl Origin {
    /// That of what is rendered from a FlinkCluster.
    pub fn of_cluster(root: &Node) -> Self {
        match note(root, "annotations", labels::RENDER_HASH) {
            Some(_) => Self::ClusterOfAnOutput,
            None => Self::Cluster,
        }
    }

    /// That of another object.
    pub fn of_document(root: &Node) -> Self {
        match [labels::APP_KEY, labels::CLUSTER].map(|key| note(root, "labels", key)) {
            [Some(labels::APP), Some(_)] => Self::DocumentOfACluster,
            _ => Self::Document,
        }
    }

    /// Whether it stands in an output of this program, when it declares the same object as another.
    pub fn is_output(self, other: Self) -> bool {
        let is_cluster = matches!(other, Self::Cluster | Self::ClusterOfAnOutput);
        match self {
            Self::Cluster | Self::Document => false,
            Self::ClusterOfAnOutput => is_cluster || other == Self::DocumentOfACluster,
            Self::DocumentOfACluster => is_cluster,
        }
    }
}

impl Object {
    /// As reviews see it; none without a tree.
    fn manifest(&self) -> Option<Manifest<'_>> {
        let Self { api_version, kind, namespace, name, stage: _, body, source, span, origin: _ } = self;
        let namespace = namespace.as_deref();
        Some(Manifest { api_version, kind, namespace, name, tree: body.tree()?, source, span: *span })
    }
}

/// A label or an annotation.
fn note<'a>(root: &'a Node, part: &str, key: &str) -> Option<&'a str> {
    root.get("metadata")?.get(part)?.get(key)?.as_str()
}
