//! Warnings that a change brings.

use std::collections::BTreeMap;

use super::total::Side;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Warnings of the newer side that the older one did not have: the same of the same cluster is none, wherever it is written, nor is
/// the same of a cluster that is called or lies otherwise now. What is ignored counts on neither side.
pub fn new_warnings(base: (&Side<'_>, &[Diagnostic]), head: (&Side<'_>, &[Diagnostic])) -> Vec<Diagnostic> {
    let counts = |found: &&Diagnostic| found.severity == Severity::Warning && found.ignored.is_none();
    let (mut old, mut all) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new());
    for found in base.1.iter().filter(counts) {
        *old.entry((title(base.0, found), what(found))).or_default() += 1;
    }
    let mut new: Vec<_> = head.1.iter().filter(counts).collect();
    new.retain(|found| !take(&mut old, &(title(head.0, found), what(found))));
    for ((_, what), n) in old {
        *all.entry(what).or_default() += n;
    }
    new.retain(|found| !take(&mut all, &what(found)));
    new.into_iter().cloned().collect()
}

fn what(found: &Diagnostic) -> (Code, &str) {
    (found.code, &found.message)
}

/// The cluster that it is about.
fn title(side: &Side<'_>, found: &Diagnostic) -> Option<String> {
    let source = found.source.as_ref()?;
    let clusters = side.clusters.iter().map(|subject| subject.cluster);
    // The last one that begins before it.
    let before = clusters.filter(|cluster| {
        cluster.source.name == source.name && cluster.resource.span.start <= found.span.start
    });
    before.max_by_key(|cluster| cluster.resource.span.start).map(|cluster| cluster.title())
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
