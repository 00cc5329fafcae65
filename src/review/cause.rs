//! Which changed field of the input has which effect: found by compiling the cluster without it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::difference::{self, Difference};
use super::effect::Effect;
use super::manifest::{Compiler, Subject};
use super::object::{ObjectChange, What, is_same, shown};
use crate::diagnostic::Span;
use crate::k8s::object::FLINK_CLUSTER;
use crate::k8s::role::Role;
use crate::tree::path::Path;
use crate::tree::{Node, Value};

/// A cluster is compiled so many times at most, to see which change does what.
const MOST: usize = 100;
/// And less often where there is much to compile: together so many bytes of objects.
const BYTES: usize = 32_000_000;

/// A field of a FlinkCluster that changed.
#[derive(Debug)]
pub struct FieldChange {
    /// `spec.job.parallelism`
    pub path: Path,
    /// What was written; none when nothing was.
    pub base: Option<String>,
    /// What is written; none when nothing is.
    pub head: Option<String>,
    /// Its key in the newer source, or the nearest one around it.
    pub at: Span,
    /// The gravest of what it does.
    pub effect: Effect,
    /// What was looked at as one: the field, or a part of the resource with other changes.
    pub part: Path,
    /// How many changes are in that, this one among them: the effect is what they do together.
    pub together: usize,
    /// The objects that it changes, beside the FlinkCluster: their places in the list of changed objects.
    pub objects: Vec<usize>,
}

/// The changed fields of a cluster.
pub fn fields(
    base: &Subject<'_>,
    head: &Subject<'_>,
    objects: &mut [ObjectChange],
    compiler: &dyn Compiler,
) -> Vec<FieldChange> {
    let differences = difference::between(&base.cluster.resource, &head.cluster.resource);
    let sources = [base, head].map(|side| Arc::clone(&side.cluster.source));
    let all: Vec<_> = (0..objects.len()).filter(|n| objects[*n].kind != FLINK_CLUSTER.1).collect();
    let size: usize = head.objects.iter().map(|object| length(object.tree)).sum();
    let groups = groups(differences, (BYTES / size.max(1)).min(MOST));
    let alone = groups.len() == 1;
    let mut changes = Vec::new();
    for (path, differences) in groups {
        let trees = if alone { None } else { without(&path, base, head, compiler) };
        let does = trees.map_or_else(|| all.clone(), |trees| trees.which(&all, objects));
        let effect = does.iter().map(|n| objects[*n].effect).max().unwrap_or(Effect::None);
        let together = differences.len();
        for Difference { path: own, base, head, at, base_at: _ } in differences {
            let text = |node: Option<Node>| node.as_ref().map(|node| shown(&own, node, &sources));
            let (base, head, objects, part) = (text(base), text(head), does.clone(), path.clone());
            changes.push(FieldChange { path: own, base, head, at, effect, part, together, objects });
        }
    }
    share(&mut changes, &all, objects);
    changes
}

/// What no change does alone, those do together that do nothing alone: a dialect, and what is written for it.
fn share(changes: &mut [FieldChange], all: &[usize], objects: &[ObjectChange]) {
    let blamed: BTreeSet<_> = changes.iter().flat_map(|change| &change.objects).copied().collect();
    let rest: Vec<_> = all.iter().copied().filter(|n| !blamed.contains(n)).collect();
    let Some(effect) = rest.iter().map(|n| objects[*n].effect).max() else { return };
    let mut idle: Vec<_> = changes.iter_mut().filter(|change| change.objects.is_empty()).collect();
    let together = idle.len();
    for change in &mut idle {
        (change.effect, change.together) = (effect, together);
        change.objects.clone_from(&rest);
    }
}

/// Each alone; of more than can be, those of one field of the spec or the metadata together; else all.
fn groups(differences: Vec<Difference>, most: usize) -> Vec<(Path, Vec<Difference>)> {
    if differences.len() <= most.max(1) {
        return differences.into_iter().map(|one| (one.path.clone(), vec![one])).collect();
    }
    let part = |one: &Difference| Path(one.path.0.iter().take(2).cloned().collect());
    let parts: BTreeSet<_> = differences.iter().map(part).collect();
    if parts.len() > most {
        return vec![(Path::default(), differences)];
    }
    let mut groups: Vec<(Path, Vec<Difference>)> = Vec::new();
    let mut places = BTreeMap::new();
    for one in differences {
        let part = part(&one);
        let place = *places.entry(part.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(one),
            None => groups.push((part, vec![one])),
        }
    }
    // What is alone in its part goes by its own path.
    for (path, group) in &mut groups {
        if let [one] = &group[..] {
            *path = one.path.clone();
        }
    }
    groups
}

/// Two renderings that differ in one part of the resource only, before and after its change.
pub struct Trees<'a> {
    one: Objects<'a>,
    other: Objects<'a>,
}

/// By kind and name.
type Objects<'a> = BTreeMap<(Cow<'a, str>, Cow<'a, str>), Cow<'a, Node>>;

impl Trees<'_> {
    /// Which of the objects differ, by their places.
    fn which(&self, all: &[usize], objects: &[ObjectChange]) -> Vec<usize> {
        all.iter().copied().filter(|n| self.differ(&objects[*n])).collect()
    }

    fn differ(&self, object: &ObjectChange) -> bool {
        let differ = |name: &str| {
            let key = (object.kind.as_str().into(), name.into());
            match (self.one.get(&key), self.other.get(&key)) {
                (None, None) => false,
                (Some(one), Some(other)) => !is_same(one, other),
                _ => true,
            }
        };
        let before = if let What::Replaced(before) = &object.what { before } else { &object.name };
        differ(&object.name) || differ(before)
    }

    /// An object of a cluster of this name in both, whatever the hash in its name.
    pub fn pair(&self, object: &ObjectChange, cluster: &str) -> (Option<&Node>, Option<&Node>) {
        (find(&self.one, object, cluster), find(&self.other, object, cluster))
    }
}

fn find<'a>(all: &'a Objects<'_>, object: &ObjectChange, cluster: &str) -> Option<&'a Node> {
    let has_role = |name: &str| object.role.is_some() && Role::of(cluster, name) == object.role;
    let mut own = all.iter().filter(|((kind, _), _)| *kind == object.kind);
    own.find(|((_, name), _)| *name == object.name || has_role(name)).map(|(_, tree)| tree.as_ref())
}

/// The newer cluster without the change of this part, or, where that is refused, the older one with it alone.
pub fn without<'a>(
    part: &Path,
    base: &Subject<'a>,
    head: &Subject<'a>,
    compiler: &dyn Compiler,
) -> Option<Trees<'a>> {
    let rendered = |node: &Node| -> Option<Objects<'a>> {
        let objects = compiler.objects(node)?.into_iter();
        Some(objects.map(|(kind, name, tree)| ((kind.into(), name.into()), Cow::Owned(tree))).collect())
    };
    let given = |subject: &Subject<'a>| -> Objects<'a> {
        let objects = subject.objects.iter();
        objects.map(|object| ((object.kind.into(), object.name.into()), Cow::Borrowed(object.tree))).collect()
    };
    let (before, after) = (part.find(&base.cluster.resource), part.find(&head.cluster.resource));
    let with = |root: &Node, value| {
        let mut root = root.clone();
        part.put(&mut root, value);
        root
    };
    let reverted = with(&head.cluster.resource, before);
    if let Some(one) = rendered(&reverted) {
        return Some(Trees { one, other: given(head) });
    }
    let alone = with(&base.cluster.resource, after);
    rendered(&alone).map(|other| Trees { one: given(base), other })
}

/// About how many bytes a tree is long when it is written.
fn length(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Bool(_) => 5,
        Value::Number(text) | Value::String(text) => text.len() + 1,
        Value::List(items) => items.iter().map(|item| length(item) + 2).sum(),
        Value::Map(map) => map.0.iter().map(|entry| entry.key.len() + length(&entry.value) + 2).sum(),
    }
}
