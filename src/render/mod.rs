//! The compiler, pure: text in, objects and findings out. The stages are in the order of the pipeline; they import data
//! rooms, never each other.

pub mod parse;
pub mod resolve;
pub mod validate;
pub mod lower;
pub mod emit;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Page, Source, Span, codes, position};
use crate::flink::version::Version;
use parse::{Document, Strictness};

codes! {
    /// Two documents describe the same object. The one applied last would win, or both in turn for ever.
    OBJECT_TWICE = 60, "an object twice";
}

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
    pub flink_version: Option<Version>,
}

/// What one source was compiled to.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The objects, in their order; of a cluster with errors there are none.
    pub objects: Vec<Object>,
    /// How many FlinkClusters there are.
    pub clusters: usize,
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
    /// None for what names none.
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
    let strictness = if options.compat_operator { Strictness::AsOperator } else { Strictness::Strict };
    let given = resolve::Given {
        operator: options.compat_operator,
        custom_resource: !options.no_custom_resource,
        namespace: options.namespace.as_deref(),
        flink_version: options.flink_version,
    };
    let parsed = parse::parse(&source.text, strictness);
    let mut rendering = Rendering { diagnostics: parsed.diagnostics, ..Rendering::default() };
    for document in parsed.documents {
        match document {
            Document::Other(other) => rendering.objects.push(as_it_stands(other, source)),
            Document::Cluster(cluster) => {
                rendering.clusters += 1;
                let parse::Cluster { root, resource, sound } = *cluster;
                let before = rendering.diagnostics.len();
                let model = resolve::resolve(resource, root, given, &mut rendering.diagnostics);
                let sound = sound && !rendering.diagnostics[before..].iter().any(Diagnostic::is_error);
                let Some(valid) = validate::validate(model, sound, &mut rendering.diagnostics) else {
                    continue;
                };
                let span = valid.cluster().name.span;
                let objects = lower::lower(&valid).into_iter().map(|object| emitted(object, source, span));
                rendering.objects.extend(objects);
            }
        }
    }
    for diagnostic in &mut rendering.diagnostics {
        diagnostic.source = Some(Arc::clone(source));
    }
    rendering
}

fn emitted(object: crate::k8s::object::Object, source: &Arc<Source>, span: Span) -> Object {
    let crate::k8s::object::Object { api_version, kind, namespace, name, node } = object;
    Object {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        namespace,
        name,
        text: emit::emit(&node),
        source: Arc::clone(source),
        span,
    }
}

fn as_it_stands(other: parse::Other, source: &Arc<Source>) -> Object {
    let parse::Other { api_version, kind, namespace, name, region, at } = other;
    let mut text = source.text[region.start as usize..region.end as usize].to_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Object { api_version, kind, namespace, name, text, source: Arc::clone(source), span: at }
}

/// Findings that need all sources of a run: the same object twice.
pub fn across(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<_, &Object> = BTreeMap::new();
    let mut found = Vec::new();
    for object in renderings.iter().flat_map(|rendering| &rendering.objects) {
        let group = object.api_version.split_once('/').map_or("", |(group, _)| group);
        let Some(first) = seen.insert((group, &object.kind, &object.namespace, &object.name), object) else {
            continue;
        };
        let message = format!("{} `{}` is described twice", object.kind, object.name);
        let mut diagnostic = Diagnostic::error(OBJECT_TWICE, object.span, message);
        let same =
            |last: &Diagnostic| last.span == object.span && last.source.as_ref() == Some(&object.source);
        // A cluster whose name is there twice has all its objects twice: once is enough.
        if found.last().is_some_and(same) {
            continue;
        }
        if Arc::ptr_eq(&first.source, &object.source) {
            diagnostic = diagnostic.related(first.span, "first here").help("remove or rename one of them");
        } else {
            let (line, column) = position(&first.source.text, first.span.start);
            let place = format!("{}:{line}:{column}", first.source.name);
            diagnostic =
                diagnostic.help(format!("the first one is at {place}: remove or rename one of them"));
        }
        diagnostic.source = Some(Arc::clone(&object.source));
        found.push(diagnostic);
    }
    found
}

/// The pages of all codes, in their order.
pub fn pages() -> Vec<&'static Page> {
    let mut pages: Vec<_> = [parse::codes::PAGES, resolve::codes::PAGES, PAGES]
        .iter()
        .chain(validate::rules::PAGES)
        .flat_map(|pages| pages.iter())
        .collect();
    pages.sort_by_key(|page| page.code);
    pages
}
