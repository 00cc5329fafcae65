//! Texts that name fields are checked by the compiler.

use flink_render::api::fields::are_known;
use flink_render::api::flink_cluster::Spec;
use flink_render::api::read::Read;
use flink_render::api::shape::Shape;
use walkdir::WalkDir;

use crate::support::root;

#[test]
fn slips_are_seen() {
    for text in [
        "spec.job",
        "Add `spec.job.savepointsDir`, or metadata.labels.",
        "It is spec.job.",
        "spec.flinkProperties.a.b",
    ] {
        assert!(are_known(text), "{text}");
    }
    for text in
        ["spec.jobs", "spec.job.savepointDir is empty", "spec.job.args.x", "metadata.label", "job", ""]
    {
        assert!(!are_known(text), "{text}");
    }
}

/// The text literals of a source, each with what stands before it.
fn literals(text: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '\'' if rest.starts_with("'\"'") || rest.starts_with("'\\") => 3,
            '"' => {
                let hashes = text[..at].len() - text[..at].trim_end_matches('#').len();
                let raw = text[..at].trim_end_matches('#').ends_with('r');
                let end = format!("\"{}", "#".repeat(if raw { hashes } else { 0 }));
                let mut length = 1;
                while !rest[length..].starts_with(&end) {
                    length += if !raw && rest[length..].starts_with('\\') { 2 } else { 1 };
                    while !rest.is_char_boundary(length) {
                        length += 1;
                    }
                }
                all.push((&text[..at], &rest[1..length]));
                length + end.len()
            }
            c => c.len_utf8(),
        };
        at += length;
    }
    all
}

#[test]
fn every_text_that_names_a_field_is_checked() {
    let Shape::Object(spec) = Spec::SHAPE else { panic!("the spec has fields") };
    let paths: Vec<_> = spec.members.iter().map(|member| format!("spec.{}", member.name)).collect();
    let mut unchecked = Vec::new();
    for entry in WalkDir::new(root().join("src")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for (before, literal) in literals(&text) {
            let named = paths.iter().any(|path| {
                literal.match_indices(path.as_str()).any(|(n, _)| !literal[..n].ends_with("self."))
            });
            // A table checks its own; help has paths of rendered objects beside it, Kubernetes' words those of pods.
            let checked = before.trim_end().ends_with("fields!(")
                || ["resolve/defaults.rs", "commands/explain.rs", "k8s/update.rs", "api/kubernetes.rs"]
                    .iter()
                    .any(|file| entry.path().ends_with(file));
            if named && !checked {
                unchecked.push(format!("{}: {literal}", entry.path().display()));
            }
        }
    }
    assert!(unchecked.is_empty(), "{}", unchecked.join("\n"));
}
