//! Taking over what the operator made: what applying a rendering does to what there is, object by object.

use std::collections::{BTreeMap, BTreeSet};

use super::adopt::{Adoption, adoption, cluster, modern, owners};
use super::difference::Difference;
use super::effect::Effect;
use super::manifest::Manifest;
use crate::k8s::dialect::Dialect;
use crate::k8s::object::{CLAIM, STATEFUL_SET};
use crate::k8s::role::Role;
use crate::tree::Node;
use crate::tree::path::Path;

/// A rendering over a cluster's live objects.
#[derive(Debug)]
pub struct Takeover<'a> {
    /// The objects of the rendering, in their order.
    pub rows: Vec<Row<'a>>,
    /// Live objects of clusters that are in no rendering.
    pub left: Vec<Left>,
    /// The dialect that the run was told.
    pub dialect: Option<Dialect>,
}

/// One object of the rendering, and what it meets.
#[derive(Debug)]
pub struct Row<'a> {
    /// The object.
    pub object: Manifest<'a>,
    /// What happens to it.
    pub adoption: Adoption,
    /// Who owns what there is: `FlinkCluster orders`.
    pub owners: Vec<String>,
    /// It is being deleted.
    pub leaving: bool,
}

/// What identifies a live object.
#[derive(Debug)]
pub struct Left {
    /// `apps`; empty for the core group.
    pub group: String,
    /// `Deployment`
    pub kind: String,
    /// Empty for what has none.
    pub namespace: String,
    /// `metadata.name`
    pub name: String,
    /// Who owns it: `FlinkCluster orders`.
    pub owners: Vec<String>,
}

impl Left {
    /// Whether it is a claim, which no rendering has: a StatefulSet makes it.
    pub fn is_claim(&self) -> bool {
        self.kind == CLAIM.1
    }
}

impl<'a> Takeover<'a> {
    /// Of the rendering's objects, and of the live ones.
    pub fn of(objects: Vec<Manifest<'a>>, live: &[Node], dialect: Option<Dialect>) -> Self {
        let live: Vec<_> = live.iter().map(modern).collect();
        let known: BTreeMap<_, _> = live.iter().map(|node| (identity(node), node)).collect();
        let ours: BTreeSet<_> =
            objects.iter().map(|object| (group(object.api_version), object.kind, object.name)).collect();
        // Pods and ReplicaSets are their Deployment's, and so on.
        let is_ours = |node: &Node| {
            let (group, kind, _, name) = identity(node);
            ours.contains(&(group, kind, name))
                || owners(node).iter().any(|owner| !owner.starts_with("FlinkCluster "))
        };
        let left = live.iter().filter(|node| cluster(node).is_some() && !is_ours(node)).map(|node| {
            let (group, kind, namespace, name) = identity(node);
            let [group, kind, namespace, name] = [group, kind, namespace, name].map(str::to_owned);
            Left { group, kind, namespace, name, owners: owners(node) }
        });
        let left = left.collect();
        let rows = objects.into_iter().map(|object| row(object, &known)).collect();
        Self { rows, left, dialect }
    }

    /// Whether it must not be done as it is.
    pub fn is_bad(&self) -> bool {
        let bad = |row: &Row<'_>| row.restarts() || row.leaving || matches!(row.adoption, Adoption::New);
        self.rows.iter().any(bad)
    }
}

impl Row<'_> {
    /// What applying it does.
    pub fn effect(&self) -> Effect {
        match &self.adoption {
            Adoption::Changes(change) => change.effect,
            Adoption::Same | Adoption::New => Effect::None,
        }
    }

    /// Whether something restarts, or cannot be applied.
    pub fn restarts(&self) -> bool {
        self.effect() > Effect::JobRuns && !self.is_remade()
    }

    /// Whether it is made again around its pods and claims: the operator made its FlinkCluster the owner of the claims, in templates
    /// that cannot be changed.
    pub fn is_remade(&self) -> bool {
        let Adoption::Changes(change) = &self.adoption else { return false };
        let templates = Path::of_fields("spec.volumeClaimTemplates");
        let owner = |difference: &Difference| {
            difference.path.is_in(&templates) && difference.path.own_key() == "ownerReferences"
        };
        let metadata = Path::of_fields("metadata");
        let all = &change.differences;
        change.kind == STATEFUL_SET.1
            && all.iter().any(owner)
            && all.iter().all(|difference| owner(difference) || difference.path.is_in(&metadata))
    }
}

/// The group of an API version; empty for the core group.
pub fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}

fn identity(node: &Node) -> (&str, &str, &str, &str) {
    let metadata = node.get("metadata");
    let of = |key| metadata.map_or("", |node| text(node, key));
    (group(text(node, "apiVersion")), text(node, "kind"), of("namespace"), of("name"))
}

fn row<'a>(object: Manifest<'a>, known: &BTreeMap<(&str, &str, &str, &str), &Node>) -> Row<'a> {
    let key = (group(object.api_version), object.kind, object.namespace.unwrap_or_default(), object.name);
    let Some(live) = known.get(&key) else {
        return Row { object, adoption: Adoption::New, owners: Vec::new(), leaving: false };
    };
    let role = cluster(live).and_then(|cluster| Role::of(cluster, object.name));
    let adoption = adoption((object.api_version, object.kind), live, object.tree, role);
    let leaving = live.get("metadata").is_some_and(|node| node.get("deletionTimestamp").is_some());
    Row { object, adoption, owners: owners(live), leaving }
}
