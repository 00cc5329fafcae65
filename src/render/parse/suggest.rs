//! What was meant by an unknown name.

use crate::api::read::Read;
use crate::api::shape::{Object, Shape};
use crate::api::v1alpha1::FlinkCluster;

/// Names of old documents, and what they are called now.
const OLD: &[(&str, &str)] =
    &[("savepoint", "fromSavepoint"), ("savepointDir", "savepointsDir"), ("fromSavePoint", "fromSavepoint")];

/// Whether two names differ by a slip of the fingers.
pub fn near(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (a.len().min(b.len()) > 3 && strsim::damerau_levenshtein(a, b) <= 2)
}

/// The closest of some words.
pub fn closest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |candidate: &str| {
        strsim::damerau_levenshtein(&word.to_ascii_lowercase(), &candidate.to_ascii_lowercase())
    };
    let (best, candidate) = words.map(|candidate| (distance(candidate), candidate)).min()?;
    (best <= 1.max(candidate.len() / 3)).then_some(candidate)
}

/// The field of an object that was meant.
pub fn member(name: &str, object: &'static Object) -> Option<&'static str> {
    if let Some((_, new)) = OLD.iter().find(|(old, new)| *old == name && object.member(new).is_some()) {
        return Some(new);
    }
    closest(name, object.members.iter().map(|member| member.name))
}

/// Where else in a FlinkCluster there is a field of this name: `spec.taskManager.sidecars`.
pub fn elsewhere(name: &str) -> Option<String> {
    fn search(shape: Shape, path: &str, name: &str) -> Option<String> {
        let Shape::Object(object) = shape else { return None };
        if object.open {
            return None;
        }
        let join =
            |member: &str| if path.is_empty() { member.to_owned() } else { format!("{path}.{member}") };
        if let Some(member) = object.member(name) {
            return Some(join(member.name));
        }
        object.members.iter().find_map(|member| search(member.shape, &join(member.name), name))
    }
    search(FlinkCluster::SHAPE, "", name)
}
