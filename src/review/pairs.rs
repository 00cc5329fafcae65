//! Which cluster of one side is which of the other.

use std::collections::BTreeMap;

use super::manifest::Subject;
use super::object::inline;
use crate::fleet::Profile;

/// The two sides of one cluster; one is missing when it is new, or gone.
#[derive(Debug)]
pub struct Pair<'a> {
    /// Before.
    pub base: Option<&'a Subject<'a>>,
    /// After.
    pub head: Option<&'a Subject<'a>>,
}

/// Which cluster of one side is which of the other: by namespace and name; what is left, by name, then by its job;
/// a job that still ran, by its program, and by being the only one.
pub fn pairs<'a>(base: &'a [Subject<'a>], head: &'a [Subject<'a>]) -> Vec<Pair<'a>> {
    let title =
        |subject: &Subject<'_>| (subject.cluster.namespace.clone(), subject.cluster.name.value.clone());
    let mut old: BTreeMap<_, _> = base.iter().map(|subject| (title(subject), subject)).collect();
    let mut pairs: Vec<_> =
        head.iter().map(|head| Pair { base: old.remove(&title(head)), head: Some(head) }).collect();
    type Key = fn(&Profile) -> Option<String>;
    let keys: [Key; 5] = [|cluster| Some(cluster.name.value.clone()), job, neighbour, program, running];
    for key in keys {
        let alone = |key: Key, subjects: Vec<&'a Subject<'a>>| {
            let mut counts: BTreeMap<String, Vec<&'a Subject<'a>>> = BTreeMap::new();
            for subject in subjects {
                counts.entry(key(subject.cluster).unwrap_or_default()).or_default().push(subject);
            }
            counts.retain(|key, subjects| subjects.len() == 1 && !key.is_empty());
            counts
        };
        let gone = alone(key, old.values().copied().collect());
        let new = alone(
            key,
            pairs.iter().filter(|pair| pair.base.is_none()).filter_map(|pair| pair.head).collect(),
        );
        for pair in pairs.iter_mut().filter(|pair| pair.base.is_none()) {
            let key = pair.head.and_then(|head| key(head.cluster)).unwrap_or_default();
            if let (Some(gone), true) = (gone.get(&key), new.contains_key(&key)) {
                pair.base = gone.first().and_then(|subject| old.remove(&title(subject)));
            }
        }
    }
    pairs.extend(old.into_values().map(|base| Pair { base: Some(base), head: None }));
    pairs
}

/// What a job is, wherever it runs.
fn job(cluster: &Profile) -> Option<String> {
    written(cluster, &["jarFile", "className", "args"])
}

/// The same with other arguments, in the same namespace.
fn neighbour(cluster: &Profile) -> Option<String> {
    let namespace = cluster.namespace.as_deref().unwrap_or_default();
    program(cluster).map(|program| format!("{namespace} {program}"))
}

/// The same with other arguments. A job that was cancelled may go.
fn program(cluster: &Profile) -> Option<String> {
    running(cluster).and_then(|_| written(cluster, &["jarFile", "className"]))
}

/// A job that runs is as good as any other: of one that goes and one that comes, people think of one.
fn running(cluster: &Profile) -> Option<String> {
    cluster.job.as_ref().filter(|job| !job.cancel_requested).map(|_| "running".to_owned())
}

fn written(cluster: &Profile, keys: &[&str]) -> Option<String> {
    let job = cluster.resource.get("spec")?.get("job")?;
    let parts: Vec<_> = keys.iter().map(|key| job.get(key).map(inline).unwrap_or_default()).collect();
    Some(parts.join(" "))
}
