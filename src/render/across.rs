//! Findings that need all sources of a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::codes::{OBJECT_TWICE, OUTPUT_AS_INPUT, SHARED_DIRECTORY};
use super::rendering::{Directory, Object, Rendering};
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::fleet::claims;
use crate::flink::credentials::masked;

/// The same object twice, a directory that two clusters share, a claim for one node that pods on several mount.
pub fn across(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<_, &Object> = BTreeMap::new();
    let mut found = shared(renderings);
    found.extend(one_node(renderings));
    // The first of each file.
    let mut outputs: BTreeMap<&str, &Object> = BTreeMap::new();
    for object in renderings.iter().flat_map(|rendering| &rendering.objects) {
        let group = object.api_version.split_once('/').map_or("", |(group, _)| group);
        let Some(first) = seen.insert((group, &object.kind, &object.namespace, &object.name), object) else {
            continue;
        };
        let of_outputs = [(first, object), (object, first)].into_iter();
        let mut of_outputs = of_outputs.filter(|(one, other)| one.origin.is_output(other.origin)).peekable();
        if of_outputs.peek().is_some() {
            for (one, _) in of_outputs {
                outputs.entry(&one.source.name).or_insert(one);
            }
            continue;
        }
        let message = format!("{} `{}` is defined twice", object.kind, object.name);
        let mut diagnostic = Diagnostic::error(OBJECT_TWICE, object.span, message);
        let same =
            |last: &Diagnostic| last.span == object.span && last.source.as_ref() == Some(&object.source);
        // A cluster whose name is there twice has all its objects twice: once is enough.
        if found.last().is_some_and(same) {
            continue;
        }
        if Arc::ptr_eq(&first.source, &object.source) {
            diagnostic = diagnostic.related(first.span, "first here").help("remove or rename one of them");
        } else {
            let first = place(&first.source, first.span);
            diagnostic =
                diagnostic.help(format!("the first one is at {first}: remove or rename one of them"));
        }
        diagnostic.source = Some(Arc::clone(&object.source));
        found.push(diagnostic);
    }
    found.extend(outputs.into_values().map(of_an_output));
    found
}

/// A file with objects that are rendered from FlinkClusters among the inputs.
fn of_an_output(object: &Object) -> Diagnostic {
    let message = "an output stands among the inputs: what is in this file is rendered from its FlinkCluster";
    let help = "name the folder of the FlinkClusters, not the one that they are rendered into";
    let mut diagnostic = Diagnostic::error(OUTPUT_AS_INPUT, object.span, message).help(help);
    diagnostic.source = Some(Arc::clone(&object.source));
    diagnostic
}

/// `file:line:column`
fn place(source: &Source, span: Span) -> String {
    let (line, column) = source.position(span.start);
    format!("{}:{line}:{column}", source.name)
}

/// Directories that two clusters share.
fn shared(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, &Directory> = BTreeMap::new();
    let mut found = Vec::new();
    for directory in renderings.iter().flat_map(|rendering| &rendering.savepoints_dirs) {
        let Directory { uri, source, span } = directory;
        let Some(first) = seen.insert(uri.trim_end_matches('/'), directory) else { continue };
        let message = format!("another cluster writes its savepoints to `{}`, too", masked(uri));
        let first = place(&first.source, first.span);
        let help = format!("it is at {first}: give each cluster its own directory");
        let mut diagnostic = Diagnostic::warning(SHARED_DIRECTORY, *span, message).help(help);
        diagnostic.source = Some(Arc::clone(source));
        found.push(diagnostic);
    }
    found
}

/// Claims for one node that several pods mount.
fn one_node(renderings: &[Rendering]) -> Vec<Diagnostic> {
    let claims: BTreeMap<_, _> = renderings
        .iter()
        .flat_map(|rendering| &rendering.claims)
        .map(|(namespace, name, access)| ((name.as_str(), namespace.as_deref()), *access))
        .collect();
    let mounted = renderings.iter().flat_map(|rendering| &rendering.mounted);
    let found = mounted.filter_map(|mounted| {
        let of = |namespace| claims.get(&(mounted.claim.value.as_str(), namespace)).copied();
        // A claim without a namespace lands where the cluster does.
        claims::conflict(mounted, of(mounted.namespace.as_deref()).or_else(|| of(None))?)
    });
    found.collect()
}
