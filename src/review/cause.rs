//! Which changed field of the input has which effect: found by compiling the cluster without it.

use std::collections::BTreeMap;

use super::difference::{self, Difference, Path, Step};
use super::object::inline;
use super::{Compiler, Effect, ObjectChange, Subject, body};
use crate::diagnostic::Span;
use crate::k8s::object::FLINK_CLUSTER;
use crate::tree::Node;

/// With more changed fields than this, nobody asks which one did it.
const MOST: usize = 100;

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
    let alone = differences.len() == 1;
    let many = differences.len() > MOST;
    let all: Vec<_> = (0..objects.len()).filter(|n| objects[*n].kind != FLINK_CLUSTER.1).collect();
    let mut changes = Vec::with_capacity(differences.len());
    for difference in differences {
        let does = if alone || many {
            all.clone()
        } else {
            let texts = without(&difference, base, head, compiler);
            texts.map_or_else(
                || all.clone(),
                |texts| all.iter().copied().filter(|n| texts.differ(&objects[*n])).collect(),
            )
        };
        let effect = does.iter().map(|n| objects[*n].effect).max().unwrap_or(Effect::None);
        let Difference { path, base, head, at, base_at: _ } = difference;
        let text = |node: Option<Node>| node.as_ref().map(inline);
        changes.push(FieldChange { path, base: text(base), head: text(head), at, effect, objects: does });
    }
    changes
}

/// Two renderings that differ in one field only.
struct Texts {
    one: BTreeMap<(String, String), String>,
    other: BTreeMap<(String, String), String>,
}

impl Texts {
    fn differ(&self, object: &ObjectChange) -> bool {
        let differ = |name: &str| {
            let key = (object.kind.clone(), name.to_owned());
            match (self.one.get(&key), self.other.get(&key)) {
                (None, None) => false,
                (Some(one), Some(other)) => !body(one).eq(body(other)),
                _ => true,
            }
        };
        let before = if let super::What::Replaced(before) = &object.what { before } else { &object.name };
        differ(&object.name) || differ(before)
    }
}

/// The newer cluster without this change, or, where that is refused, the older one with it alone.
fn without(
    difference: &Difference,
    base: &Subject<'_>,
    head: &Subject<'_>,
    compiler: &dyn Compiler,
) -> Option<Texts> {
    let rendered = |node: &Node| {
        let objects = compiler.objects(node)?;
        Some(objects.into_iter().map(|(kind, name, text)| ((kind, name), text)).collect::<BTreeMap<_, _>>())
    };
    let written = |subject: &Subject<'_>| {
        let texts = subject.objects.iter();
        texts
            .map(|object| ((object.kind.to_owned(), object.name.to_owned()), object.text.to_string()))
            .collect()
    };
    let path: &[Step] = &difference.path.0;
    let reverted = difference::with(&head.cluster.resource, path, difference.base.as_ref());
    if let Some(one) = rendered(&reverted) {
        return Some(Texts { one, other: written(head) });
    }
    let alone = difference::with(&base.cluster.resource, path, difference.head.as_ref());
    rendered(&alone).map(|other| Texts { one: written(base), other })
}
