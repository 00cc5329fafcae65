//! Lists whose elements have a key that tells them apart: the API server merges them by it, and reviews compare by it.

use crate::tree::Node;
use crate::tree::path::{Path, Step};

/// The name of a list, and the key of its elements; of several, the first that an element has.
const KEYS: &[(&str, &[&str])] = &[
    // What Kubernetes' types say of themselves, as the test `kubernetes_types` reads it.
    ("containers", &["name"]),
    ("initContainers", &["name"]),
    ("ephemeralContainers", &["name"]),
    ("env", &["name"]),
    ("volumes", &["name"]),
    ("volumeMounts", &["mountPath"]),
    ("volumeDevices", &["devicePath"]),
    ("imagePullSecrets", &["name"]),
    ("hostAliases", &["ip"]),
    ("topologySpreadConstraints", &["topologyKey"]),
    ("resourceClaims", &["name"]),
    ("schedulingGates", &["name"]),
    ("claims", &["name"]),
    // A container's, and a Service's.
    ("ports", &["containerPort", "port"]),
    // A FlinkCluster's own.
    ("envVars", &["name"]),
    ("sidecars", &["name"]),
    ("pullSecrets", &["name"]),
    ("conditions", &["type"]),
];

/// The keys that may tell the elements of a list apart; none: they are known by their places.
pub fn keys(list: &str) -> &'static [&'static str] {
    KEYS.iter().find(|(name, _)| *name == list).map_or(&[], |(_, keys)| keys)
}

/// The keys that a reader knows the elements of a list by, the best one first: ports have names, too, and each another.
pub fn known_by(list: &str) -> impl Iterator<Item = &'static str> + use<> {
    (list == "ports").then_some("name").into_iter().chain(keys(list).iter().copied())
}

/// A path with the elements of lists by what a reader knows them by, as reviews write it: `spec.containers[main].image`.
pub fn named(path: &Path, root: &Node) -> Path {
    let (mut named, mut node) = (Path::default(), Some(root));
    for step in &path.0 {
        let inner = node.and_then(|node| Path(vec![step.clone()]).find(node));
        let name = |key| Some(Step::Named(key, inner?.get(key)?.scalar()?.to_owned()));
        let known = match step {
            Step::Item(_) => known_by(named.own_key()).find_map(name),
            Step::Key(_) | Step::Named(..) | Step::Line(_) => None,
        };
        named.0.push(known.unwrap_or_else(|| step.clone()));
        node = inner;
    }
    named
}

/// What tells an element of a list apart.
pub fn name<'a>(list: &str, element: &'a Node) -> Option<&'a str> {
    keys(list).iter().find_map(|key| element.get(key)).and_then(Node::scalar)
}
