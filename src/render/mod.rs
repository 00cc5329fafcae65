//! The compiler: text in, objects and findings out.

pub mod parse;
pub mod emit;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source, Span};

/// What is wanted of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// As the operator would have rendered it, so that its objects can be adopted.
    pub compat_operator: bool,
    /// Leave the FlinkCluster itself out.
    pub no_custom_resource: bool,
    /// The namespace of clusters that name none.
    pub namespace: Option<String>,
    /// The Flink version of clusters that name none by annotation.
    pub flink_version: Option<String>,
}

/// What one source was compiled to.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The objects, in their order; of a cluster with errors there are none.
    pub objects: Vec<Object>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// One object of the output.
#[derive(Debug, Clone)]
pub struct Object {
    /// `apps/v1`
    pub api_version: String,
    /// `Deployment`
    pub kind: String,
    /// None for what passes through without one.
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// Its YAML, without `---`, with a line break at the end.
    pub text: String,
    /// What declared it.
    pub source: Arc<Source>,
    /// Where in the source: the cluster's name, or the document's kind.
    pub span: Span,
}

/// Compiles one source.
pub fn render(source: &Arc<Source>, options: &Options) -> Rendering {
    let _ = (source, options);
    Rendering::default()
}

/// Findings that need all sources of a run: the same object twice.
pub fn across(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let _ = renderings;
    Vec::new()
}
