//! Which clusters' objects may be called like another object. Making objects takes longer than finding out.

use super::rendering::Rendering;
use crate::k8s::names;

/// Of each rendering: whether a cluster of it, whose objects were not made, has a name that is another's, or the beginning of
/// another's, or the other way round. All that is rendered from a cluster has its name, and more behind it.
pub fn namesakes(renderings: &[Rendering]) -> Vec<bool> {
    let mut all: Vec<(Option<&str>, &str, usize)> = Vec::new();
    for (place, rendering) in renderings.iter().enumerate() {
        let clusters = rendering.unmade.iter();
        all.extend(clusters.map(|cluster| (cluster.namespace.as_deref(), cluster.name.as_str(), place)));
        for object in &rendering.objects {
            let namespace = object.namespace.as_deref();
            all.push((namespace, &object.name, place));
            all.extend(names::of_group(&object.name).map(|cluster| (namespace, cluster, place)));
        }
    }
    // By the parts of the name: what begins with one stands behind it, whatever else a name holds.
    all.sort_unstable_by(|(one, name, _), (other, its, _)| {
        one.cmp(other).then_with(|| name.split('-').cmp(its.split('-')))
    });
    let mut found = vec![false; renderings.len()];
    // Those that the next name may begin with.
    let mut open: Vec<(Option<&str>, &str, usize)> = Vec::new();
    for (namespace, name, place) in all {
        while open.last().is_some_and(|(its, beginning, _)| *its != namespace || !begins(beginning, name)) {
            open.pop();
        }
        // Who is below was marked by this one.
        if let Some((.., other)) = open.last() {
            (found[*other], found[place]) = (true, true);
        }
        open.push((namespace, name, place));
    }
    found.iter().zip(renderings).map(|(found, rendering)| *found && !rendering.unmade.is_empty()).collect()
}

/// Whether a name is this one, or this one with more of it.
fn begins(beginning: &str, name: &str) -> bool {
    name.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
