//! Everything that can be asked for by name alone: what a shell offers.

use super::shape::object_of;
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::{Object, Shape};
use crate::diagnostic::Page;
use crate::fields;
use crate::flink::options;
use crate::flink::version::NEWEST;
use crate::k8s::annotations;
use crate::k8s::labels;
use crate::render::parse::annotations::shape;

/// A topic that is a word of its own, and what it is.
const WORDS: &[(&str, &str)] = &[
    ("codes", "All codes of findings"),
    ("memory", "The memory of the clusters in files"),
    ("migration", "The way here from an operator"),
];

/// All topics, each with a sentence, which may be empty. `pages`: of all codes.
pub fn all(pages: &[&Page]) -> Vec<(String, String)> {
    let mut all: Vec<_> = WORDS.iter().map(|(word, what)| ((*word).to_owned(), (*what).to_owned())).collect();
    all.extend(pages.iter().map(|page| (page.code.to_string(), page.title.to_owned())));
    fields(FlinkCluster::SHAPE, "", &mut all);
    for row in annotations::TABLE {
        let name = row.key.strip_prefix(labels::PREFIX).unwrap_or(row.key);
        all.push((name.to_owned(), row.doc.to_owned()));
        if let Some(shape) = shape(row.key) {
            fields(shape, &format!("{name}."), &mut all);
        }
    }
    for prefix in ["flinkProperties", fields!("spec.flinkProperties")] {
        all.extend(options::keys(NEWEST).map(|(key, _)| (format!("{prefix}.{key}"), String::new())));
    }
    all
}

/// The fields below a shape, and those below them.
fn fields(shape: Shape, prefix: &str, all: &mut Vec<(String, String)>) {
    let Some(Object { members, .. }) = object_of(shape) else { return };
    for member in *members {
        let path = format!("{prefix}{}", member.name);
        fields(member.shape, &format!("{path}."), all);
        all.push((path, member.doc.trim().to_owned()));
    }
}
