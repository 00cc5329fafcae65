//! Public FlinkClusters, details replaced: which are taken, and what is wrong with the others, as people judged it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::render::parse::codes::UNKNOWN_FIELD;
use flink_render::render::{self, Options};

use crate::support::{cases, root};

/// The codes of the errors of an input, and of unknown fields their paths below `spec`; nothing when it is taken.
fn judged(case: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("fixtures/public").join(case).join("input.yaml")).unwrap();
    let options = Options { namespace: Some("streams".into()), ..Options::default() };
    let rendering = render::render(&Arc::new(Source::new("input.yaml", text)), &options);
    let errors = rendering.diagnostics.iter().filter(|found| found.is_error());
    let word = |found: &flink_render::diagnostic::Diagnostic| match found.code == UNKNOWN_FIELD {
        true => {
            let path = found.message.split(' ').next().unwrap_or_default();
            let path = path.strip_prefix("spec.").unwrap_or(path);
            format!("unknown:{}", path.replace('[', ".").replace(']', ""))
        }
        false => found.code.to_string(),
    };
    errors.map(word).collect()
}

fn expected(text: &str) -> BTreeSet<String> {
    let words = text.trim().strip_prefix("refuse:").unwrap_or_default();
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Judgements that a better reason has changed: `golden/public/departures.txt`.
fn departures() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("golden/public/departures.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.splitn(3, ": ");
            let (case, words) = (parts.next().unwrap(), parts.next().unwrap());
            assert!(parts.next().is_some_and(|why| !why.is_empty()), "{case}: why?");
            (case.to_owned(), words.split(' ').filter(|word| *word != "accept").map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn public_clusters_are_judged_as_people_did() {
    let mut departures = departures();
    let mut wrong = Vec::new();
    let all = cases("public");
    assert!(all.len() > 90);
    for case in all {
        let case = case.to_str().unwrap().to_owned();
        let text =
            std::fs::read_to_string(root().join("golden/public").join(&case).join("expected.txt")).unwrap();
        let (expected, ours) = (expected(&text), judged(&case));
        let departure = departures.remove(&case);
        match departure {
            Some(_) if ours == expected => wrong.push(format!("{case}: is no departure")),
            Some(departure) if ours != departure => {
                wrong.push(format!("{case}: {departure:?} declared, {ours:?} found"))
            }
            None if ours != expected => wrong.push(format!("{case}: {expected:?} expected, {ours:?} found")),
            _ => {}
        }
    }
    wrong.extend(departures.keys().map(|case| format!("{case}: no such case")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
