//! The compiler, pure: text in, objects and findings out. The stages are in the order of the pipeline; they import data
//! rooms, never each other.

pub mod parse;
pub mod resolve;
pub mod validate;
pub mod check;
pub mod lower;
pub mod emit;
pub mod body;
pub mod hide;
pub mod ignore;
mod codes;
mod options;
mod rendering;
mod served;
mod across;
mod namesakes;
mod pages;

use std::sync::Arc;

use self::body::{Bodies, Body};
use self::check::Checked;
use self::parse::{ClusterDocument, Document};
use self::served::unserved;
use self::validate::{Valid, Verdict};
use crate::diagnostic::{Capped, Source};
use crate::fleet::{self, claims};
use crate::k8s;
use crate::k8s::object::{CLAIM, CUSTOM_RESOURCE_DEFINITION, NAMESPACE, Stage};
use crate::model::Cluster;
use crate::tree::Spanned;

pub use across::across;
pub use namesakes::namesakes;
pub use options::Options;
pub use pages::pages;
pub use rendering::{Counts, Directory, Object, Origin, Rendering, Unmade};

/// Compiles one source.
pub fn render(source: &Arc<Source>, options: &Options) -> Rendering {
    admitting_the_valid(source, options, Wanted::Objects)
}

/// Says of one source what is wrong with it, and makes no objects of its clusters: see [`Rendering::unmade`].
pub fn check_alone(source: &Arc<Source>, options: &Options) -> Rendering {
    admitting_the_valid(source, options, Wanted::Findings)
}

/// What [`check_alone`] does, with what is known of the clusters, of what stands on both sides of a change as it is.
pub fn profile(source: &Arc<Source>, options: &Options) -> Rendering {
    admitting_the_valid(source, options, Wanted::Profile)
}

/// What becomes of a valid cluster.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Its objects, and what is known of it.
    Objects,
    /// What is known of it.
    Profile,
    /// Nothing: what is wrong is all that is asked for.
    Findings,
}

/// The objects that were not made, with all others of their source. Nothing was wrong with it: no rule is applied again.
pub fn again(unmade: &Unmade, options: &Options) -> Vec<Object> {
    // What is learnt of a source is kept with it, and this one's is thrown away.
    let source = Arc::new(Source::clone(&unmade.source));
    let valid = |cluster, _: &mut Capped| {
        let valid = check::again(cluster, options.given());
        debug_assert!(valid.is_some(), "{} was valid before", unmade.name);
        (None, valid)
    };
    compile(&source, options, Wanted::Objects, valid).objects
}

fn admitting_the_valid(source: &Arc<Source>, options: &Options, wanted: Wanted) -> Rendering {
    let mut rendering = compile(source, options, wanted, |cluster, found| {
        let Checked { savepoints_dir, verdict } = check::check(cluster, options.given(), found);
        (savepoints_dir, verdict.valid())
    });
    hide::hide(&mut [&mut rendering.diagnostics], source);
    rendering
}

/// Compiles one source as what may run, to be compared and never to be applied: errors of clusters that may run all the same
/// are in [`Rendering::outdated`], and their objects are there.
pub fn render_as_it_runs(source: &Arc<Source>, options: &Options) -> Rendering {
    admitting_what_may_run(source, options, Wanted::Objects)
}

/// The same of what stands on the other side as it is: there is nothing to compare.
pub fn profile_as_it_runs(source: &Arc<Source>, options: &Options) -> Rendering {
    admitting_what_may_run(source, options, Wanted::Profile)
}

fn admitting_what_may_run(source: &Arc<Source>, options: &Options, wanted: Wanted) -> Rendering {
    let mut outdated = Capped::default();
    let mut rendering = compile(source, options, wanted, |cluster, found| {
        let Checked { savepoints_dir, verdict } = check::check(cluster, options.given(), found);
        let valid = match verdict {
            Verdict::Valid(valid) => Some(valid),
            Verdict::Outdated(cluster) => {
                outdated.extend(found.take_errors());
                Some(cluster.as_it_runs())
            }
            Verdict::Refused => None,
        };
        (savepoints_dir, valid)
    });
    rendering.outdated = outdated.of(source);
    hide::hide(&mut [&mut rendering.diagnostics, &mut rendering.outdated], source);
    rendering
}

/// `admit`: where a cluster's savepoints go, and the cluster, if it is rendered; with which of its findings.
fn compile(
    source: &Arc<Source>,
    options: &Options,
    wanted: Wanted,
    mut admit: impl FnMut(ClusterDocument, &mut Capped) -> (Option<Spanned<String>>, Option<Valid>),
) -> Rendering {
    let parsed = parse::parse(source.text(), options.manner());
    let (mut rendering, mut found) = (Rendering::default(), parsed.diagnostics);
    let mut room = String::new();
    for document in parsed.documents {
        match document {
            Document::LeftOut => rendering.counts.left_out += 1,
            Document::Refused => rendering.counts.refused += 1,
            Document::Other(other) => {
                rendering.counts.others += 1;
                let parse::Other { api_version, kind, at, ignore, region, root, .. } = &other;
                let ignores = ignore.as_ref().map(|text| ignore::read(text, source, *region, &mut found));
                rendering.ignores.extend(ignores);
                found.extend(unserved(api_version, kind, None, *at, options));
                let is_claim = kind == CLAIM.1;
                let access = is_claim.then(|| claims::Access::of(root)).flatten();
                let claim = access.map(|access| (other.namespace.clone(), other.name.clone(), access));
                rendering.claims.extend(claim);
                let place = rendering.objects.len();
                rendering.objects.push(as_it_stands(other, place, source, &options.bodies, &mut room));
            }
            Document::Cluster(cluster) => {
                rendering.counts.clusters += 1;
                let mut own = Capped::default();
                if let Some(text) = parse::ignore(&cluster.root) {
                    rendering.ignores.push(ignore::read(&text, source, cluster.region, &mut own));
                }
                let origin = Origin::of_cluster(&cluster.root);
                let (savepoints_dir, valid) = admit(*cluster, &mut own);
                found.absorb(own);
                rendering.savepoints_dirs.extend(savepoints_dir.map(|text| Directory {
                    uri: text.value,
                    source: Arc::clone(source),
                    span: text.span,
                }));
                let Some(valid) = valid else { continue };
                rendering.mounted.extend(claims::mounted(valid.cluster(), source));
                if wanted != Wanted::Objects {
                    if options.kubernetes.is_some() {
                        let span = valid.cluster().name.span;
                        for k8s::object::Object { api_version, kind, node, .. } in lower::lower(&valid) {
                            found.extend(unserved(api_version, kind, Some(&node), span, options));
                        }
                    }
                    let Cluster { name, namespace, .. } = valid.cluster();
                    let namespace = namespace.as_ref().map(|text| text.value.clone());
                    let (name, source) = (name.value.clone(), Arc::clone(source));
                    if wanted == Wanted::Profile {
                        let profile = fleet::Profile::of(valid.into_cluster(), &source);
                        rendering.fleet.push(profile.without_resource());
                    }
                    rendering.unmade.push(Unmade { namespace, name, source });
                    continue;
                }
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
                        body: Body::made(&options.bodies, place, &mut room, node),
                        source: Arc::clone(source),
                        span,
                        origin,
                    });
                }
                rendering.fleet.push(fleet::Profile::of(valid.into_cluster(), source));
            }
        }
    }
    rendering.objects.retain(|object| options.stage.is_none_or(|stage| stage == object.stage));
    rendering.diagnostics = found.of(source);
    rendering
}

fn as_it_stands(
    other: parse::Other,
    place: usize,
    source: &Arc<Source>,
    bodies: &Bodies,
    room: &mut String,
) -> Object {
    let parse::Other { api_version, kind, namespace, name, region, pairs, at, root, ignore: _ } = other;
    let origin = Origin::of_document(&root);
    let body = Body::as_it_stands(bodies, place, room, root, |out| {
        let mut start = region.start as usize;
        for (pair, whole) in &pairs {
            // kubectl reads halves in JSON only, and this may stand among YAML.
            out.push_str(&source.text()[start..pair.start as usize]);
            out.push(*whole);
            start = pair.end as usize;
        }
        out.push_str(&source.text()[start..region.end as usize]);
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
        origin,
    }
}

/// When others' objects are applied: namespaces and types must be there before anything in them.
pub fn stage_of(kind: &str) -> Stage {
    if [NAMESPACE.1, CUSTOM_RESOURCE_DEFINITION.1].contains(&kind) { Stage::Prepare } else { Stage::Run }
}
