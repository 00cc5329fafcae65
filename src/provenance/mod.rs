//! Where the values of the output come from.
//!
//! Nothing in the compiler keeps a record for it. What was taken over knows its place; for all else the input is changed,
//! one value after the other, and what changes in the output depends on it. So it costs nothing where nobody asks, and it
//! cannot say other than what the compiler does.

mod changes;
mod groups;
mod compare;
mod reasons;
mod fields;
pub mod annotate;
pub mod memory;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use fields::{Effect, OWN_KEY, effects};

use self::changes::Change;
use self::compare::Difference;
use self::groups::Group;
use crate::diagnostic::{Capped, Severity, Source, Span};
use crate::fields;
use crate::flink::features;
use crate::flink::version::{OLDEST, Version};
use crate::k8s::dialect::Dialect;
use crate::k8s::labels;
use crate::k8s::object::Object;
use crate::k8s::resource::KIND;
use crate::k8s::role::Role;
use crate::render::parse::dialect::Told;
use crate::render::parse::{self, Document, yaml};
use crate::render::validate::Valid;
use crate::render::{Options, check, lower};
use crate::tree::path::{Path, leaves};
use crate::tree::{Node, Value};

/// Why a value of the output is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A field of the FlinkCluster: it is taken over, or the value depends on it.
    Field {
        /// `spec.image.name`
        path: String,
        /// Where it is written; none for a default.
        at: Option<Span>,
        /// The default, when nothing is written.
        default: Option<Value>,
    },
    /// It is there because a part of the FlinkCluster is.
    Because {
        /// `spec.hadoopConfig`
        path: String,
        /// Where it is written.
        at: Span,
    },
    /// An option of the run.
    Option(&'static str),
    /// It differs between versions of Flink.
    Version {
        /// The one it is rendered for.
        version: Version,
        /// Where that is said; none for an option of the run.
        at: Option<Span>,
        /// What versions differ in, from or up to which one.
        features: Vec<&'static features::Row>,
    },
    /// The same in every cluster, and why.
    Fixed(&'static str),
    /// Part of a document that passes through.
    AsItStands(Span),
}

/// An object of the output, and the origins of its values.
#[derive(Debug)]
pub struct Traced {
    /// `Deployment`
    pub kind: String,
    /// `metadata.name`
    pub name: String,
    /// `metadata.namespace`
    pub namespace: Option<String>,
    /// The object.
    pub node: Node,
    /// Whose FlinkCluster it is of.
    pub dialect: Option<Told>,
    /// Of every leaf; of a text on several lines, of each line.
    pub origins: BTreeMap<Path, Vec<Origin>>,
}

/// The objects of a source that renders without errors, in the order of its rendering.
pub fn trace(source: &Arc<Source>, options: &Options) -> Vec<Traced> {
    let mut all = Vec::new();
    let parsed = parse::parse(source.text(), options.manner());
    for document in parsed.documents {
        match document {
            Document::Cluster(cluster) if cluster.sound => {
                let told = cluster.dialect;
                let traced = Tracer::new(cluster.root, told.dialect, options).trace();
                all.extend(traced.into_iter().map(|traced| Traced { dialect: Some(told.clone()), ..traced }));
            }
            Document::Other(other) => all.extend(as_it_stands(other, source, options)),
            Document::Cluster(_) | Document::LeftOut | Document::Refused => {}
        }
    }
    all
}

fn as_it_stands(other: parse::Other, source: &Arc<Source>, options: &Options) -> Option<Traced> {
    let parse::Other { api_version: _, kind, namespace, name, region, pairs: _, at: _, root: _, ignore: _ } =
        other;
    let stage = crate::render::stage_of(&kind);
    let text = source.text().get(region.start as usize..region.end as usize)?;
    let node = yaml::read(text, Severity::Warning).0.into_iter().next()?.root;
    let mut origins = BTreeMap::new();
    leaves(&node, &mut Path::default(), &mut |path, node| {
        let at = Span { start: node.span.start + region.start, end: node.span.end + region.start };
        origins.insert(path.clone(), vec![Origin::AsItStands(at)]);
    });
    let wanted = options.stage.is_none_or(|wanted| wanted == stage);
    wanted.then_some(Traced { kind, name, namespace, node, dialect: None, origins })
}

/// A cluster that can be rendered with changes.
struct Tracer<'a> {
    root: Node,
    dialect: Dialect,
    options: &'a Options,
}

/// What tells an object from the others of its cluster, whatever the cluster's name and the hashes in names.
type Key = (&'static str, String);
type Objects = BTreeMap<Key, Object>;

impl<'a> Tracer<'a> {
    fn new(root: Node, dialect: Dialect, options: &'a Options) -> Self {
        Self { root, dialect, options }
    }

    fn trace(&self) -> Vec<Traced> {
        let Some(valid) = valid(&self.root, self.options) else { return Vec::new() };
        let objects = objects(&valid);
        let mut origins: BTreeMap<&Key, BTreeMap<Path, Vec<Origin>>> = BTreeMap::new();
        let mut places: BTreeMap<&Key, BTreeMap<Path, Span>> = BTreeMap::new();
        let fields = self.fields();
        for (key, object) in &objects {
            let (origins, places) = (origins.entry(key).or_default(), places.entry(key).or_default());
            leaves(&object.node, &mut Path::default(), &mut |path, node| {
                let field = fields.get(&node.span).map(|path| Origin::Field {
                    path: path.clone(),
                    at: Some(node.span),
                    default: None,
                });
                origins.insert(path.clone(), field.into_iter().collect());
                places.insert(path.clone(), node.span);
            });
        }
        let mut add = |differences: Differences, origin: &dyn Fn(Span, bool) -> Option<Origin>| {
            for (key, difference) in differences {
                let (Some(origins), Some(places)) = (origins.get_mut(key), places.get(key)) else { continue };
                for (paths, gone) in [(difference.changed, false), (difference.gone, true)] {
                    for path in paths {
                        let at = places.get(&path).copied().unwrap_or_default();
                        let (Some(all), Some(origin)) = (origins.get_mut(&path), origin(at, gone)) else {
                            continue;
                        };
                        if !all.contains(&origin) {
                            all.push(origin);
                        }
                    }
                }
            }
        };
        for group in groups::of(changes::of(&self.root, self.dialect), &self.root) {
            let part = group.is_part();
            let differences = self.differences(&objects, &group);
            add(differences, &|taken_from, gone| {
                // Of what is changed together, a value that is taken over is one change's, and all else everyone's.
                let (path, at, default) = match group.change(taken_from) {
                    Some(Change { path, at, default, to: _ }) => (path.to_string(), *at, default.clone()),
                    None => (group.path.to_string(), group.at, None),
                };
                match (part, gone) {
                    (true, true) => Some(Origin::Because { path, at }),
                    (true, false) => None,
                    (false, _) => {
                        Some(Origin::Field { path, at: (at != Span::default()).then_some(at), default })
                    }
                }
            });
        }
        for (differences, origin) in self.versions(&valid, &objects) {
            add(differences, &|_, _| Some(origin.clone()));
        }
        if self.options.namespace.is_some() {
            let namespace = Some("another".to_owned());
            let options = Options { namespace, ..self.options.clone() };
            let differences = self.objects(&self.root, &options).map(|others| differ(&objects, &others));
            add(differences.unwrap_or_default(), &|_, _| Some(Origin::Option("--namespace")));
        }
        let mut all: Vec<Traced> = Vec::new();
        for (key, mut origins) in origins {
            let Some(object) = objects.get(key) else { continue };
            for (path, origins) in &mut origins {
                settle(object, path, origins);
            }
            let Object { api_version: _, kind, namespace, name, stage, node } = object.clone();
            if self.options.stage.is_none_or(|wanted| wanted == stage) {
                all.push(Traced { kind: kind.to_owned(), name, namespace, node, dialect: None, origins });
            }
        }
        all
    }

    /// Where the fields of the resource stand.
    fn fields(&self) -> BTreeMap<Span, String> {
        let mut fields = BTreeMap::new();
        leaves(&self.root, &mut Path::default(), &mut |path, node| {
            fields.insert(node.span, path.value().to_string());
        });
        fields.remove(&Span::default());
        fields
    }

    fn objects(&self, root: &Node, options: &Options) -> Option<Objects> {
        valid(root, options).as_ref().map(objects)
    }

    /// What differs when a group of changes is made: with the first two of its values that can be rendered and make a difference
    /// beside the resource itself.
    fn differences<'b>(&self, objects: &'b Objects, group: &Group) -> Differences<'b> {
        let mut all = Differences::new();
        let mut tried = 0;
        for n in 0..group.tries() {
            let changed = group.apply(&self.root, n);
            let Some(others) = self.objects(&changed, self.options) else { continue };
            let differences = differ(objects, &others);
            tried += usize::from(differences.keys().any(|(kind, _)| *kind != KIND));
            for (key, difference) in differences {
                all.entry(key).or_default().extend(difference);
            }
            if tried == 2 {
                break;
            }
        }
        all
    }

    /// What differs on the other side of each border between versions.
    fn versions<'b>(&self, valid: &Valid, objects: &'b Objects) -> Vec<(Differences<'b>, Origin)> {
        let mut all = Vec::new();
        let cluster = valid.cluster();
        let Some(version) = cluster.conventions.version() else { return all };
        let field = Path::of_fields(fields!("spec.flinkVersion")).find(&self.root);
        let field = field.filter(|node| node.as_str().is_some_and(|text| !text.trim().is_empty()));
        let at = match annotation().find(&self.root).or(field) {
            Some(said) => Some(said.span),
            None => self.options.flink_version.is_none().then_some(cluster.image.name.span),
        };
        // From the version's own side of each border to the other one.
        for border in borders() {
            let rows = features::TABLE.iter().filter(|row| row.since == border || row.gone == Some(border));
            let rows: Vec<_> = rows.collect();
            let (near, far) = match version >= border {
                true => (border, before(border)),
                false => (before(border), border),
            };
            let (Some(near), Some(far)) = (self.of_version(near), self.of_version(far)) else { continue };
            let differences = differ(objects, &far);
            let explained = differ(objects, &near);
            let differences = differences
                .into_iter()
                .map(|(key, mut difference)| {
                    if let Some(near) = explained.get(key) {
                        difference.changed.retain(|path| !near.changed.contains(path));
                        difference.gone.retain(|path| !near.gone.contains(path));
                    }
                    (key, difference)
                })
                .collect();
            all.push((differences, Origin::Version { version, at, features: rows }));
        }
        all
    }

    fn of_version(&self, version: Version) -> Option<Objects> {
        let mut objects = self.objects(&with_version(&self.root, version), self.options)?;
        // The annotation is ours.
        objects.retain(|(kind, _), _| *kind != KIND);
        Some(objects)
    }
}

/// The cluster, when nothing is wrong with it.
fn valid(root: &Node, options: &Options) -> Option<Valid> {
    let cluster = parse::changed(root.clone(), options.manner())?;
    check::check(cluster, options.given(), &mut Capped::default()).verdict.valid()
}

fn objects(valid: &Valid) -> Objects {
    let name = &valid.cluster().name.value;
    lower::lower(valid).into_iter().map(|object| (key(&object, name), object)).collect()
}

/// Where a resource says its version of Flink.
fn annotation() -> Path {
    Path::of_fields(fields!("metadata.annotations")).key(labels::FLINK_VERSION)
}

/// The resource for another version of Flink.
fn with_version(root: &Node, version: Version) -> Node {
    let change = Change { path: annotation(), at: Span::default(), default: None, to: Vec::new() };
    change.apply(root, Some(&Value::String(version.to_string().into())))
}

/// Versions that first have a feature, or first have it no more.
pub fn borders() -> std::collections::BTreeSet<Version> {
    let all = features::TABLE.iter().flat_map(|row| [Some(row.since), row.gone]);
    all.flatten().filter(|version| *version > OLDEST).collect()
}

/// A version right before a border: of the tables' features it has what the one before had.
fn before(border: Version) -> Version {
    borders().into_iter().rfind(|version| *version < border).unwrap_or(OLDEST)
}

type Differences<'a> = BTreeMap<&'a Key, Difference>;

fn differ<'a>(objects: &'a Objects, others: &Objects) -> Differences<'a> {
    let mut all = Differences::new();
    for (key, object) in objects {
        let mut difference = Difference::default();
        difference.add(&object.node, others.get(key).map(|other| &other.node), &Path::default());
        if !(difference.changed.is_empty() && difference.gone.is_empty()) {
            all.insert(key, difference);
        }
    }
    all
}

fn key(object: &Object, cluster: &str) -> Key {
    let role = Role::of(cluster, &object.name).map(Role::word);
    let suffix = object.name.strip_prefix(cluster).unwrap_or(&object.name);
    (object.kind, role.unwrap_or(suffix).to_owned())
}

/// Keeps the nearest part that a value is there for, and adds why it is what it is when nothing else says.
fn settle(object: &Object, path: &Path, origins: &mut Vec<Origin>) {
    let because = |origin: &Origin| matches!(origin, Origin::Because { .. });
    let deepest = origins.iter().filter(|origin| because(origin)).max_by_key(|origin| match origin {
        Origin::Because { at, .. } => at.start,
        _ => 0,
    });
    let deepest = deepest.cloned();
    let taken = origins.iter().any(|origin| matches!(origin, Origin::Field { .. }));
    origins.retain(|origin| !because(origin));
    if !taken {
        let fixed = origins.is_empty().then(|| reasons::of(object.kind, path)).flatten();
        origins.extend(fixed.map(Origin::Fixed));
        origins.extend(deepest);
    }
}
