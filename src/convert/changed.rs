//! What is rendered of the new text, against what is rendered of the old one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::codes::{NOT_COMPARED, NOT_CONVERTED, OTHERWISE};
use super::rendered::Rendered;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::fleet::Profile;
use crate::flink::{config, credentials};
use crate::k8s::dialect::Dialect;
use crate::render::body::Bodies;
use crate::render::{Options, Rendering, render};
use crate::review::difference::Difference;
use crate::review::{ObjectChange, State, Subject, What, changes, state};
use crate::tree::Node;
use crate::tree::path::Path;

/// More of what differs in an object than this does not help anybody.
const SHOWN: usize = 3;

/// Names each object that changes, with what changes in it. `run`: the dialect of old clusters that do not say it.
pub fn check(
    old: &Arc<Source>,
    text: &str,
    run: Option<Dialect>,
    rendered: Rendered,
    found: &mut Vec<Diagnostic>,
) {
    let Rendered { compat_operator, flink_version } = rendered;
    let options = |dialect| Options {
        dialect,
        compat_operator,
        flink_version,
        no_custom_resource: true,
        namespace: Some("default".to_owned()),
        bodies: Bodies::Trees,
        ..Options::default()
    };
    let before = render(old, &options(run));
    let after = render(&Arc::new(Source::new(old.name.clone(), text)), &options(None));
    let errors = |rendering: &Rendering| {
        rendering.diagnostics.iter().filter(|found| found.is_error()).cloned().collect::<Vec<_>>()
    };
    match (errors(&before).first(), errors(&after).first()) {
        (Some(error), _) => {
            let message = format!("what it renders to is not compared, as it has errors: {}", error.message);
            let help = "`flink-render validate` names them; convert it again without them (`--flink-version` names a version that nothing else does)";
            found.push(Diagnostic::warning(NOT_COMPARED, error.span, message).help(help));
        }
        (None, Some(error)) => {
            let at = before.fleet.first().map_or(Span::default(), |cluster| cluster.name.span);
            let message = format!("the new text would be refused: {} ({})", error.message, error.code);
            let help = error.help.clone().unwrap_or_else(|| "change it before".to_owned());
            found.push(Diagnostic::error(NOT_CONVERTED, at, message).help(help));
        }
        (None, None) => {}
    }
    let title = |cluster: &Profile| (cluster.namespace.clone(), cluster.name.value.clone());
    let head = after.side().clusters;
    let new: BTreeMap<_, _> = head.iter().map(|now| (title(now.cluster), now)).collect();
    for Subject { cluster, objects: base } in before.side().clusters {
        let Some(Subject { cluster: now, objects: head }) = new.get(&title(cluster)) else { continue };
        let name = cluster.name.value.as_str();
        let all = changes(&base, head, Some((name, name)));
        if let (State::Lost { why, way_out, allowed: _ } | State::Refused { why, way_out }, _) =
            state(Some(cluster), Some(now), &all)
        {
            let message = format!("state at risk, where it runs: {why}");
            found.push(Diagnostic::warning(OTHERWISE, cluster.name.span, message).help(way_out));
        }
        for change in all {
            let paths: Vec<_> = change.differences.iter().map(|one| format!("`{}`", one.path)).collect();
            let figures: Vec<_> = change.differences.iter().flat_map(settings).collect();
            let more = paths.len().saturating_sub(SHOWN);
            let what = match &change.what {
                What::Added => "is new".to_owned(),
                What::Removed => "is gone".to_owned(),
                What::Changed | What::Replaced(_) => {
                    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                    let shown = paths.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
                    let figures =
                        if figures.is_empty() { String::new() } else { format!(" ({})", figures.join(", ")) };
                    format!("changes in {shown}{rest}{figures}")
                }
            };
            let place = base.iter().find(|object| object.kind == change.kind && object.name == was(&change));
            let place = place
                .and_then(|object| change.differences.iter().find_map(|one| written(object.tree, &one.path)));
            let message = format!("{} {what}: {}", change.title(), change.effect.phrase());
            let help = "`flink-render diff` of the old and the new text shows all of it";
            found
                .push(Diagnostic::warning(OTHERWISE, place.unwrap_or(cluster.name.span), message).help(help));
        }
    }
}

/// The settings of a file that differ, as they were and as they are.
fn settings(one: &Difference) -> Vec<String> {
    let text = |node: &Option<Node>| node.as_ref().and_then(Node::as_str).map(str::to_owned);
    match (text(&one.base), text(&one.head)) {
        (Some(base), Some(head)) if base.contains('\n') => lines(&base, &head),
        _ => Vec::new(),
    }
}

/// Settings that differ, by their keys: how much memory a process gets is one.
fn lines(base: &str, head: &str) -> Vec<String> {
    let read = |text: &str| -> BTreeMap<String, String> {
        let pairs = text.lines().filter_map(|line| line.split_once(": "));
        pairs.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect()
    };
    let (before, after) = (read(base), read(head));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let value = |all: &BTreeMap<String, String>, key: &String| all.get(key).cloned();
    // The mark of a roll-out changes with everything.
    let keys = keys.into_iter().filter(|key| *key != config::ROLLOUT);
    let differing = keys.map(|key| (key, value(&before, key), value(&after, key)));
    let differing = differing.filter(|(_, before, after)| before != after);
    let word = |key: &str, value: Option<String>| {
        value.map_or("nothing".to_owned(), |value| format!("`{}`", credentials::shown(key, &value)))
    };
    differing
        .map(|(key, before, after)| format!("`{key}`: {} -> {}", word(key, before), word(key, after)))
        .collect()
}

/// The object's name before.
fn was(change: &ObjectChange) -> &str {
    match &change.what {
        What::Replaced(before) => before,
        What::Added | What::Removed | What::Changed => &change.name,
    }
}

/// Where the user wrote it, or the nearest thing around it that is not the whole object.
fn written(object: &Node, path: &Path) -> Option<Span> {
    let ways = (1..=path.0.len()).rev().map(|n| Path(path.0[..n].to_vec()));
    ways.filter_map(|path| path.find(object)).map(|node| node.span).find(|span| *span != Span::default())
}
