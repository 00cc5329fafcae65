//! Warnings that a change brings.

use std::collections::BTreeMap;

use super::total::Side;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::fleet::Profile;

/// Warnings of the newer side that the older one did not have: the same of the same cluster is none, wherever it is written, nor is
/// the same of a cluster that is called or lies otherwise now. What is ignored counts on neither side.
pub fn new_warnings(base: (&Side<'_>, &[Diagnostic]), head: (&Side<'_>, &[Diagnostic])) -> Vec<Diagnostic> {
    let counts = |found: &&Diagnostic| found.severity == Severity::Warning && found.ignored.is_none();
    let (mut old, mut all) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new());
    let clusters = Clusters::of(base.0);
    for found in base.1.iter().filter(counts) {
        *old.entry((clusters.title(found), what(found))).or_default() += 1;
    }
    let clusters = Clusters::of(head.0);
    let mut new: Vec<_> = head.1.iter().filter(counts).collect();
    new.retain(|found| !take(&mut old, &(clusters.title(found), what(found))));
    for ((_, what), n) in old {
        *all.entry(what).or_default() += n;
    }
    new.retain(|found| !take(&mut all, &what(found)));
    new.into_iter().cloned().collect()
}

fn what(found: &Diagnostic) -> (Code, &str) {
    (found.code, &found.message)
}

/// The clusters of a side, by their sources and places.
struct Clusters<'a>(BTreeMap<(&'a str, u32), &'a Profile>);

impl<'a> Clusters<'a> {
    fn of(side: &'a Side<'_>) -> Self {
        let clusters = side.clusters.iter().map(|subject| subject.cluster);
        Self(clusters.map(|it| ((it.source.name.as_str(), it.resource.span.start), it)).collect())
    }

    /// The cluster that it is about: the last one that begins before it.
    fn title(&self, found: &Diagnostic) -> Option<String> {
        let source = found.source.as_ref()?.name.as_str();
        let (_, cluster) = self.0.range((source, 0)..=(source, found.span.start)).next_back()?;
        Some(cluster.title())
    }
}

/// One of these less; whether there was one.
fn take<K: Ord>(all: &mut BTreeMap<K, usize>, key: &K) -> bool {
    match all.get_mut(key) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        Some(_) | None => false,
    }
}
