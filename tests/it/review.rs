//! The cases of reviews: one for every field of the tree, and one for every code.

use std::collections::BTreeSet;

use flink_render::api::flink_cluster::FlinkCluster;
use flink_render::api::read::Read;
use flink_render::api::shape::Shape;
use flink_render::diagnostic::Severity;
use flink_render::render::parse::yaml;
use flink_render::review::{codes, difference};
use flink_render::tree::Node;

use crate::support::root;

/// The paths of all fields down to what is Kubernetes' own, or a list, or a value.
fn fields(shape: Shape, path: &str, found: &mut Vec<String>) {
    match shape {
        Shape::Object(object) if !object.open => {
            for member in object.members {
                let path =
                    if path.is_empty() { member.name.to_owned() } else { format!("{path}.{}", member.name) };
                fields(member.shape, &path, found);
            }
        }
        Shape::Anything => {}
        _ => found.push(path.to_owned()),
    }
}

/// A path, and those below it when a whole section came or went.
fn paths(node: &Node, path: String, found: &mut BTreeSet<String>) {
    for entry in node.as_map().into_iter().flat_map(|map| &map.0) {
        paths(&entry.value, format!("{path}.{}", entry.key), found);
    }
    found.insert(path);
}

#[test]
fn every_field_has_a_case() {
    let mut changed = BTreeSet::new();
    for case in std::fs::read_dir(root().join("fixtures/review")).unwrap() {
        let case = case.unwrap().path();
        let [base, head] = ["base.yaml", "head.yaml"].map(|side| {
            let text = std::fs::read_to_string(case.join(side)).unwrap();
            yaml::read(&text, Severity::Error).0
        });
        for (base, head) in base.iter().zip(&head) {
            for difference in difference::between(&base.root, &head.root) {
                let node = difference.head.as_ref().or(difference.base.as_ref()).unwrap();
                paths(node, difference.path.to_string(), &mut changed);
            }
        }
    }
    let mut all = Vec::new();
    fields(FlinkCluster::SHAPE, "", &mut all);
    // What says which kind of object it is does not change; finalizers are the cluster's.
    all.retain(|field| !matches!(field.as_str(), "apiVersion" | "kind" | "metadata.finalizers"));
    let below = |field: &String| {
        changed.iter().any(|path| {
            path.strip_prefix(field.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    };
    let missing: Vec<_> = all.into_iter().filter(|field| !below(field)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_error_has_a_case() {
    for code in [codes::STATE_LOST, codes::NOT_APPLICABLE, codes::EMPTY_REASON] {
        let shown = std::fs::read_dir(root().join("golden/review")).unwrap().any(|case| {
            let text = std::fs::read_to_string(case.unwrap().path().join("review.txt")).unwrap_or_default();
            text.contains(&format!("error {code}:"))
        });
        assert!(shown, "{code}");
    }
}
