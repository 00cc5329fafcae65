//! FlinkClusters from one dialect to another and back: nothing is lost, or it is said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use flink_render::convert::codes::NOT_COMPARED;
use flink_render::convert::{Converted, Rendered, Target, convert};
use flink_render::diagnostic::{Diagnostic, Source};
use flink_render::k8s::dialect::Dialect;
use flink_render::render::{Options, render};
use rayon::prelude::*;

use crate::goldens::compare;
use crate::support::{inputs, root};

const TARGETS: [(&str, Target); 3] = [
    ("v1alpha1", Target::V1alpha1(None)),
    ("google", Target::V1beta1(Some(Dialect::Google))),
    ("spotify", Target::V1beta1(Some(Dialect::Spotify))),
];

fn to(text: &str, target: Target) -> Result<Converted, Vec<Diagnostic>> {
    convert(&Arc::new(Source::new("input.yaml", text)), target, Rendered::default())
}

/// The native manifests; none where there are errors.
fn rendered(text: &str) -> Option<Vec<String>> {
    let options =
        Options { no_custom_resource: true, namespace: Some("default".to_owned()), ..Options::default() };
    let rendering = render(&Arc::new(Source::new("input.yaml", text)), &options);
    let sound = !rendering.diagnostics.iter().any(Diagnostic::is_error);
    sound.then(|| rendering.objects.iter().map(|object| object.body.text().into_owned()).collect())
}

/// What was found, in a line: codes, each with what it is about.
fn words(found: &[Diagnostic]) -> String {
    let word = |found: &Diagnostic| {
        let what = found.message.split('`').nth(1).unwrap_or_default();
        let object = found.message.split(" changes in ").next().filter(|title| *title != found.message);
        format!("{} {}", found.code, object.unwrap_or(what)).trim_end().to_owned()
    };
    found.iter().map(word).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
}

/// The dialect that a text is in, as the file's one cluster has it.
fn home(text: &str) -> Option<Target> {
    let same = |target: &Target| to(text, *target).is_ok_and(|converted| converted.text == text);
    TARGETS.into_iter().map(|(_, target)| target).find(same)
}

/// What becomes of an input in each other dialect; `problems`: what is wrong with that.
fn conversions(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let before = rendered(text);
    let home = home(text);
    for (name, target) in TARGETS {
        let converted = match to(text, target) {
            Err(found) => {
                lines.push(format!("to {name}: refused: {}", words(&found)));
                continue;
            }
            Ok(converted) if converted.text == text => continue,
            Ok(converted) => converted,
        };
        let told = !converted.changes.is_empty();
        lines.push(match told {
            true => format!("to {name}: {}", words(&converted.changes)),
            false => format!("to {name}: the same"),
        });
        if before.is_some() && !told && rendered(&converted.text) != before {
            problems.push(format!("to {name}: another rendering, and nothing is said"));
        }
        if before.is_some() && rendered(&converted.text).is_none() {
            problems.push(format!("to {name}: what rendered does not"));
        }
        if before.is_some() && converted.changes.iter().any(|found| found.code == NOT_COMPARED) {
            problems.push(format!("to {name}: rendered, and was not compared"));
        }
        let Some(home) = home else { continue };
        match to(&converted.text, home) {
            Err(found) => lines.push(format!("  back: refused: {}", words(&found))),
            Ok(back) => {
                let same = back.changes.is_empty() && !told;
                if before.is_some() && same && rendered(&back.text) != before {
                    problems.push(format!("to {name} and back: another rendering"));
                }
                if back.text == text {
                    lines.push("  back: the same text".to_owned());
                }
            }
        }
    }
    (lines, problems)
}

/// The inputs of `fixtures/conversions/suites` that have a FlinkCluster, each with what becomes of it: `golden/conversions`.
#[test]
fn there_and_back_is_the_same_or_is_told() {
    let mut texts = BTreeMap::new();
    let mut wrong = Vec::new();
    let suites = std::fs::read_to_string(root().join("fixtures/conversions/suites")).unwrap();
    for suite in suites.lines() {
        let folder = root().join("fixtures").join(suite);
        let all: Vec<_> = inputs(suite)
            .into_par_iter()
            .filter_map(|path| {
                let text = std::fs::read_to_string(&path).unwrap();
                let name = path.strip_prefix(&folder).unwrap().display().to_string();
                text.contains("kind: FlinkCluster").then(|| (name, conversions(&text)))
            })
            .collect();
        assert!(all.len() > 50, "{suite}: {}", all.len());
        let mut out = String::new();
        for (name, (lines, problems)) in all {
            wrong.extend(problems.iter().map(|problem| format!("{suite}/{name}: {problem}")));
            out.push_str(&format!("{name}\n"));
            lines.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        }
        texts.insert(Path::new(&suite.replace('/', "-")).with_extension("txt"), out);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compare("conversions", &texts);
}

/// Between the versions of one operator a way and back leaves every byte, where all is in both.
#[test]
fn every_byte_comes_back() {
    let mut compared = 0;
    for path in inputs("accept") {
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("flinkoperator.k8s.io/v1alpha1") || text.contains("flinkoperator.k8s.io/v1beta") {
            continue;
        }
        let Ok(beta) = to(&text, Target::V1beta1(None)) else { continue };
        let back = to(&beta.text, Target::V1alpha1(None)).map(|converted| converted.text);
        assert_eq!(back.as_ref().ok(), Some(&text), "{}: {back:?}", path.display());
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}
