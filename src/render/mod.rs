//! The compiler, pure: text in, objects and findings out. The stages are in the order of the pipeline; they import data
//! rooms, never each other.

pub mod parse;
pub mod resolve;
pub mod validate;
pub mod lower;
pub mod emit;
pub mod body;
pub mod ignore;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Capped, Code, Diagnostic, Page, Source, Span, capped, codes};
use crate::fleet::{self, claims};
use crate::flink::version::Version;
use crate::k8s::{self, object::Stage, served};
use crate::tree::{Node, Text};
use body::{Bodies, Body};
use ignore::Ignores;
use parse::{Document, Strictness};

codes! {
    /// Two documents describe the same object. The one applied last would win, or both in turn for ever.
    OBJECT_TWICE = 60, "an object twice";
    /// Two clusters write their savepoints into one directory: whoever looks for one, or cleans up, will take the other's.
    SHARED_DIRECTORY = 61, "a directory of savepoints that two clusters share", warning;
    /// The version of Kubernetes that is rendered for (`--kube-version`, `KUBE_VERSION` in an Argo CD plugin) does not serve
    /// this API, or does not know this field: it would refuse the object, or drop the field.
    NOT_SERVED = 62, "an API that the cluster does not have";
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
    /// The version of Kubernetes that the objects are for; any, when there is none.
    pub kubernetes: Option<served::Version>,
    /// Only the objects of one step of a roll-out.
    pub stage: Option<Stage>,
    /// What becomes of the objects' texts.
    pub bodies: Bodies,
    /// Warnings that do not count, for [`ignore::apply`].
    pub ignore: Vec<Code>,
}

impl Options {
    /// How strictly input is read.
    pub fn strictness(&self) -> Strictness {
        if self.compat_operator { Strictness::AsOperator } else { Strictness::Strict }
    }

    /// What the run gives where a cluster says nothing.
    pub fn given(&self) -> resolve::Given<'_> {
        resolve::Given {
            operator: self.compat_operator,
            custom_resource: !self.no_custom_resource,
            namespace: self.namespace.as_deref(),
            flink_version: self.flink_version,
        }
    }
}

/// What one source was compiled to.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The objects, in their order; of a cluster with errors there are none.
    pub objects: Vec<Object>,
    /// How many documents there are.
    pub counts: Counts,
    /// Those that render.
    pub fleet: Vec<fleet::Cluster>,
    /// Where savepoints go.
    pub savepoints_dirs: Vec<Directory>,
    /// What is known of claims of volumes: namespace, name, access.
    pub claims: Vec<(Option<String>, String, claims::Access)>,
    /// The claims that the clusters' pods mount.
    pub mounted: Vec<claims::Mounted>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// What of it does not count, for [`ignore::apply`].
    pub ignores: Vec<Ignores>,
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
    pub api_version: Text,
    /// `Deployment`
    pub kind: Text,
    /// None for what names none.
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// When it is applied.
    pub stage: Stage,
    /// Its YAML, without `---`, with a line break at the end; empty when nobody wants it.
    pub body: Body,
    /// What declared it.
    pub source: Arc<Source>,
    /// Where in the source: the cluster's name, or the document's kind.
    pub span: Span,
}

/// Compiles one source.
pub fn render(source: &Arc<Source>, options: &Options) -> Rendering {
    let given = options.given();
    let parsed = parse::parse(&source.text, options.strictness());
    let (mut rendering, mut found) = (Rendering::default(), parsed.diagnostics);
    let mut room = String::new();
    for document in parsed.documents {
        match document {
            Document::LeftOut => rendering.counts.left_out += 1,
            Document::Refused => rendering.counts.refused += 1,
            Document::Other(other) => {
                rendering.counts.others += 1;
                let parse::Other { api_version, kind, at, ignore, region, .. } = &other;
                let ignores = ignore.as_ref().map(|text| ignore::read(text, source, *region, &mut found));
                rendering.ignores.extend(ignores);
                found.extend(unserved(api_version, kind, None, *at, options));
                let access = other.claim.as_ref().and_then(claims::Access::of);
                let claim = access.map(|access| (other.namespace.clone(), other.name.clone(), access));
                rendering.claims.extend(claim);
                let place = rendering.objects.len();
                rendering.objects.push(as_it_stands(other, place, source, &options.bodies, &mut room));
            }
            Document::Cluster(cluster) => {
                rendering.counts.clusters += 1;
                let parse::Cluster { root, resource, mut sound, region } = *cluster;
                if let Some(text) = parse::ignore(&root) {
                    let mut wrong = Capped::default();
                    rendering.ignores.push(ignore::read(&text, source, region, &mut wrong));
                    sound &= !wrong.any_error();
                    found.absorb(wrong);
                }
                let mut own = Vec::new();
                let model = resolve::resolve(resource, root, given, &mut own);
                let directory = model.job.as_ref().and_then(|job| job.savepoints_dir.as_ref());
                rendering.savepoints_dirs.extend(directory.map(|text| Directory {
                    uri: text.value.clone(),
                    source: Arc::clone(source),
                    span: text.span,
                }));
                let sound = sound && !own.iter().any(Diagnostic::is_error);
                found.extend(own);
                let Some(valid) = validate::validate(model, sound, &mut found) else { continue };
                rendering.mounted.extend(claims::mounted(valid.cluster(), source));
                let span = valid.cluster().name.span;
                for (place, object) in lower::lower(&valid).into_iter().enumerate() {
                    let k8s::object::Object { api_version, kind, namespace, name, stage, node } = object;
                    found.extend(unserved(api_version, kind, Some(&node), span, options));
                    rendering.objects.push(Object {
                        api_version: api_version.into(),
                        kind: kind.into(),
                        namespace,
                        name,
                        stage,
                        body: Body::new(&options.bodies, place, &mut room, |out| emit::emit_into(&node, out)),
                        source: Arc::clone(source),
                        span,
                    });
                }
                rendering.fleet.push(fleet::Cluster::of(valid.into_cluster(), source));
            }
        }
    }
    rendering.objects.retain(|object| options.stage.is_none_or(|stage| stage == object.stage));
    rendering.diagnostics = found.of(source);
    rendering
}

/// What the version of Kubernetes that is rendered for does not have.
fn unserved(api: &str, kind: &str, node: Option<&Node>, span: Span, options: &Options) -> Option<Diagnostic> {
    let version = options.kubernetes?;
    let served::Missing { what, when } = served::missing(api, kind, node, version)?;
    let message = format!("{what} is in Kubernetes {when}, and not in {version}, which is rendered for");
    let help = match node {
        Some(_) => "upgrade Kubernetes, or leave out what this is rendered for",
        None => "write it in a version that is served: `kubectl explain` names it",
    };
    Some(Diagnostic::error(NOT_SERVED, span, message).help(help))
}

fn as_it_stands(
    other: parse::Other,
    place: usize,
    source: &Arc<Source>,
    bodies: &Bodies,
    room: &mut String,
) -> Object {
    let parse::Other { api_version, kind, namespace, name, region, pairs, at, claim: _, ignore: _ } = other;
    let body = Body::new(bodies, place, room, |out| {
        let mut start = region.start as usize;
        for (pair, whole) in &pairs {
            // kubectl reads halves in JSON only, and this may stand among YAML.
            out.push_str(&source.text[start..pair.start as usize]);
            out.push(*whole);
            start = pair.end as usize;
        }
        out.push_str(&source.text[start..region.end as usize]);
        if !out.ends_with('\n') {
            out.push('\n');
        }
    });
    let stage = stage_of(&kind);
    Object {
        api_version: api_version.into(),
        kind: kind.into(),
        namespace,
        name,
        stage,
        body,
        source: Arc::clone(source),
        span: at,
    }
}

/// When others' objects are applied: namespaces and types must be there before anything in them.
pub fn stage_of(kind: &str) -> Stage {
    if matches!(kind, "Namespace" | "CustomResourceDefinition") { Stage::Prepare } else { Stage::Run }
}

/// Findings that need all sources of a run: the same object twice, a directory that two clusters share.
pub fn across(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<_, &Object> = BTreeMap::new();
    let mut found = shared(renderings);
    found.extend(one_node(renderings));
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
            let first = place(&first.source, first.span);
            diagnostic =
                diagnostic.help(format!("the first one is at {first}: remove or rename one of them"));
        }
        diagnostic.source = Some(Arc::clone(&object.source));
        found.push(diagnostic);
    }
    found
}

/// `file:line:column`
fn place(source: &Source, span: Span) -> String {
    let (line, column) = source.position(span.start);
    format!("{}:{line}:{column}", source.name)
}

/// Directories that two clusters share.
fn shared(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, &Directory> = BTreeMap::new();
    let mut found = Vec::new();
    for directory in renderings.iter().flat_map(|rendering| &rendering.savepoints_dirs) {
        let Directory { uri, source, span } = directory;
        let Some(first) = seen.insert(uri.trim_end_matches('/'), directory) else { continue };
        let message = format!("another cluster has its savepoints in `{uri}`, too");
        let first = place(&first.source, first.span);
        let help = format!("it is at {first}: give each cluster a directory of its own");
        let mut diagnostic = Diagnostic::warning(SHARED_DIRECTORY, *span, message).help(help);
        diagnostic.source = Some(Arc::clone(source));
        found.push(diagnostic);
    }
    found
}

/// Claims for one node that several pods mount.
fn one_node(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let claims: BTreeMap<_, _> = renderings
        .iter()
        .flat_map(|rendering| &rendering.claims)
        .map(|(namespace, name, access)| ((name.as_str(), namespace.as_deref()), *access))
        .collect();
    let mounted = renderings.iter().flat_map(|rendering| &rendering.mounted);
    let found = mounted.filter_map(|mounted| {
        let of = |namespace| claims.get(&(mounted.claim.value.as_str(), namespace)).copied();
        // A claim without a namespace lands where the cluster does.
        claims::conflict(mounted, of(mounted.namespace.as_deref()).or_else(|| of(None))?)
    });
    found.collect()
}

/// The pages of all codes, in their order.
pub fn pages() -> Vec<&'static Page> {
    let ours =
        [capped::PAGES, parse::codes::PAGES, resolve::codes::PAGES, PAGES, claims::PAGES, ignore::PAGES];
    let mut pages: Vec<_> =
        ours.iter().chain(validate::rules::PAGES).flat_map(|pages| pages.iter()).collect();
    pages.sort_by_key(|page| page.code);
    pages
}
