//! A field: what it is for, what it may hold, and what it decides about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::annotation;
use super::shape::{below, default, kind, members, names, object_of, required};
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::{Member, Shape};
use crate::diagnostic::Page;
use crate::fields;
use crate::flink::version::{OLDEST, Version};
use crate::k8s::dialect::{Dialect, Dialects};
use crate::k8s::resource::{API_V1ALPHA1, API_V1BETA1, GROUP, KIND};
use crate::provenance::{OWN_KEY, borders, effects};

/// More are counted only.
const MOST_EFFECTS: usize = 12;
/// And so many objects of a place.
const MOST_OBJECTS: usize = 3;

/// The explanation of `spec.job.savepointsDir`, or why there is none. `pages`: of all codes.
pub fn explain(topic: &str, pages: &[&Page]) -> Result<String, String> {
    let path = topic.trim_start_matches('.').trim_end_matches('.');
    let path = path.strip_prefix("flinkcluster").map_or(path, |rest| rest.trim_start_matches('.'));
    let Some((member, shape)) = find(path)? else {
        let Shape::Object(object) = FlinkCluster::SHAPE else { return Ok(String::new()) };
        return Ok(format!("{KIND}.{GROUP}\n\n{}\n\n{}", object.doc.trim(), members(object, "")));
    };
    let default = default(path).map_or(String::new(), |default| format!(", default {default}"));
    let required = required(member).map_or(String::new(), |required| format!(", {required}"));
    let mut out = format!("{path}: {}{required}{default}\n\n", kind(shape));
    if !member.doc.is_empty() {
        let _ = writeln!(out, "{}\n", member.doc.trim());
    }
    if is_of_kubernetes(path) {
        out.push_str("A field of Kubernetes' own types: `kubectl explain pod.spec` and below.\n\n");
    }
    let _ = writeln!(out, "{}", since(path));
    if !member.also.is_empty() {
        let _ = writeln!(out, "The operator's spelling, `{}`, is read, too.", member.also);
    }
    if path == fields!("metadata.annotations") {
        let _ = write!(out, "\n{}", annotation::all());
    }
    let rest = match object_of(shape) {
        Some(object) => format!("\n{}", members(object, path)),
        None => feeds(path),
    };
    let _ = write!(out, "{rest}{}", findings(member.name, pages));
    Ok(out)
}

/// Whether a field is one of a type of Kubernetes.
fn is_of_kubernetes(path: &str) -> bool {
    let owner = path.rsplit_once('.').and_then(|(owner, _)| find(owner).ok().flatten());
    owner.and_then(|(_, shape)| object_of(shape)).is_some_and(|object| object.open)
}

/// The member that a path leads to; none for the root.
fn find(path: &str) -> Result<Option<(&'static Member, Shape)>, String> {
    below(FlinkCluster::SHAPE, String::new(), path)
}

/// The versions and dialects that have it.
fn since(path: &str) -> String {
    let dialects = FlinkCluster::dialects(path);
    match (dialects.has(Dialect::V1alpha1), dialects.covers(Dialects::BETA)) {
        (true, _) => format!("Since {API_V1ALPHA1}."),
        (false, true) => format!("Since {API_V1BETA1}."),
        (false, false) => format!("In {} only ({API_V1BETA1}).", names(dialects)),
    }
}

/// What changes with it in the output: `N` stands for the cluster's name.
fn feeds(path: &str) -> String {
    let mut places: BTreeMap<(String, BTreeSet<Version>), Vec<String>> = BTreeMap::new();
    for (effect, versions) in effects(path) {
        places.entry((effect.path, versions)).or_default().push(effect.object);
    }
    let count = places.len();
    if count == 0 {
        return String::new();
    }
    let mut out = format!("\nFeeds (N: the cluster's name; {OWN_KEY}: one of your own):\n");
    for ((path, versions), mut objects) in places.into_iter().take(MOST_EFFECTS) {
        objects.dedup();
        let _ = writeln!(out, "  {}{}", path, ranges(&versions));
        let most = objects.len().min(MOST_OBJECTS);
        let more = match objects.len() - most {
            0 => String::new(),
            more => format!(", and {more} more objects"),
        };
        let _ = writeln!(out, "      {}{more}", objects[..most].join(", "));
    }
    if count > MOST_EFFECTS {
        let _ = writeln!(out, "  and {} other places", count - MOST_EFFECTS);
    }
    out
}

/// Which versions of Flink, when not all: each stands for those up to the next border.
fn ranges(versions: &BTreeSet<Version>) -> String {
    let all: Vec<_> = [OLDEST].into_iter().chain(borders()).collect();
    if versions.len() == all.len() {
        return String::new();
    }
    let runs = all.chunk_by(|a, b| versions.contains(a) == versions.contains(b));
    let runs = runs.filter(|run| run.iter().all(|version| versions.contains(version)));
    let words = runs.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(match all.iter().find(|version| *version > last) {
            None => format!("Flink {first} and later"),
            Some(next) => format!("Flink {first} to before {next}"),
        })
    });
    format!(" ({})", words.collect::<Vec<_>>().join(", "))
}

/// The codes whose pages speak of it.
fn findings(name: &str, pages: &[&Page]) -> String {
    let says = |page: &&&Page| ["`", ": "].iter().any(|end| page.text.contains(&format!("`{name}{end}")));
    let about = pages.iter().filter(says);
    let lines: String = about.map(|page| format!("  {}  {}\n", page.code, page.title)).collect();
    if lines.is_empty() { lines } else { format!("\nChecked:\n{lines}") }
}
