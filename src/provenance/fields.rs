//! What a field decides about, in clusters that use everything.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Group;
use super::{Tracer, borders, changes, with_version};
use crate::api::flink_cluster::FlinkCluster;
use crate::fields;
use crate::flink::version::{OLDEST, Version};
use crate::k8s::dialect::{Dialect, Dialects};
use crate::k8s::resource::KIND;
use crate::k8s::{labels, names};
use crate::render::Options;
use crate::render::parse::{self, Document};
use crate::tree::path::{Path, Step};
use crate::tree::{Node, Value};

/// Clusters in which fields have their effects.
const EXAMPLES: &[&str] = &[
    include_str!("../../fixtures/accept/everything/cluster.yaml"),
    include_str!("../../fixtures/accept/whole-life/cluster.yaml"),
    include_str!("../../fixtures/accept/spotify-everything/cluster.yaml"),
    include_str!("../../fixtures/accept/google-everything/cluster.yaml"),
    include_str!("../../fixtures/accept/python-job/cluster.yaml"),
    include_str!("../../fixtures/accept/application/clusters.yaml"),
];

/// Their image, whose tag contradicts no version.
const IMAGE: &str = "registry.example.org/app:7";

/// What stands for a key of the user's own.
pub const OWN_KEY: &str = "KEY";

/// A place of the output that a field decides about. Nothing of the clusters above is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effect {
    /// `Deployment N-jobmanager`
    pub object: String,
    /// `data["config.yaml"]: rest.port`
    pub path: String,
}

/// The effects of a field, and the versions of Flink that have each; none for what is no single value. Of versions without
/// a difference, the first stands for all.
pub fn effects(field: &str) -> BTreeMap<Effect, BTreeSet<Version>> {
    let versions: Vec<_> = [OLDEST].into_iter().chain(borders()).collect();
    let mut all: BTreeMap<Effect, BTreeSet<Version>> = BTreeMap::new();
    let have = FlinkCluster::dialects(field);
    // What the first dialect has means the same in the others.
    let wanted = if have.has(Dialect::V1alpha1) { Dialects::V1ALPHA1 } else { have };
    let documents =
        EXAMPLES.iter().flat_map(|text| parse::parse(text, Options::default().manner()).documents);
    for document in documents {
        let Document::Cluster(document) = document else { continue };
        let (mut root, dialect) = (document.root, document.dialect.dialect);
        if !wanted.has(dialect) {
            continue;
        }
        Path::of_fields(fields!("spec.image.name")).put(&mut root, Some(&Value::String(IMAGE.into()).into()));
        let written = Path::of_fields(field).find(&root).cloned();
        for version in &versions {
            let options = Options::default();
            let cluster = Tracer::new(with_version(&root, *version), dialect, &options);
            let (Some(objects), Some(change)) =
                (cluster.objects(&cluster.root, &options), changes::field(&cluster.root, dialect, field))
            else {
                continue;
            };
            for (key, difference) in cluster.differences(&objects, &Group::from(change)) {
                let Some(object) = objects.get(key).filter(|object| object.kind != KIND) else { continue };
                let paths = difference.changed.iter().chain(&difference.gone);
                // The mark of a rendering changes with everything.
                for path in paths.filter(|path| !path.to_string().contains(labels::RENDER_HASH)) {
                    let effect = Effect {
                        object: format!("{} {}", object.kind, generic(&object.name, &root)),
                        path: described(path, &object.node, written.as_ref()),
                    };
                    all.entry(effect).or_default().insert(*version);
                }
            }
        }
    }
    all
}

/// `N-jobmanager`, `N-job-HASH`, `N-savepoint-GENERATION`
fn generic(name: &str, root: &Node) -> String {
    let cluster = root.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::as_str);
    if let Some(prefix) = cluster.and_then(|cluster| name.strip_suffix(cluster)) {
        return format!("{prefix}N");
    }
    let suffix = cluster.and_then(|cluster| name.strip_prefix(cluster)).unwrap_or(name);
    let is_hash =
        |part: &str| part.len() == names::HASH_LENGTH && part.bytes().all(|b| b.is_ascii_hexdigit());
    match suffix.rsplit_once('-') {
        Some((head, hash)) if is_hash(hash) => format!("N{head}-HASH"),
        Some((head, number)) if number.bytes().all(|b| b.is_ascii_digit()) => format!("N{head}-GENERATION"),
        _ => format!("N{suffix}"),
    }
}

/// A line of a file goes by its key; a key that is one of what is `written` for the field, and an element of a list, stand for all.
fn described(path: &Path, root: &Node, written: Option<&Node>) -> String {
    let is_own = |key: &str| written.is_some_and(|node| node.as_map().is_some() && node.get(key).is_some());
    let is_list = written.is_some_and(|node| node.as_list().is_some());
    let mut steps = path.0.clone();
    match steps.last_mut() {
        // A script has no keys.
        Some(Step::Line(_)) if path.value().own_key().ends_with(".sh") => {
            return path.value().to_string();
        }
        Some(Step::Line(line)) => {
            let text = path.find(root).and_then(Node::as_str).and_then(|text| text.lines().nth(*line));
            let key = text.unwrap_or_default().split([':', '=']).next().unwrap_or_default().trim();
            let key = if is_own(key) { OWN_KEY } else { key };
            return format!("{}: {key}", path.value());
        }
        Some(Step::Key(key)) if is_own(key) => *key = OWN_KEY.into(),
        Some(Step::Item(_)) if is_list => {
            steps.pop();
            return format!("{}[]", Path(steps));
        }
        _ => {}
    }
    Path(steps).to_string()
}
