//! Which field was meant by an unknown name.

use super::alike::{closest, same};
use super::slips::foreign::{self, Here, Of};
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::{Object, Shape};
use crate::k8s::dialect::Dialects;

/// The field of an object that was meant.
pub fn member(name: &str, object: &'static Object, dialects: Dialects) -> Option<&'static str> {
    if let Some((_, Here::Called(here))) = foreign::find(object.name, name, dialects) {
        return Some(here);
    }
    closest(name, object.of(dialects).map(|member| member.name))
}

/// What to write in `v1alpha1` for a field of an object that only `v1beta1` has.
pub fn counterpart(object: &str, name: &str) -> Option<&'static str> {
    match foreign::find(object, name, Dialects::V1ALPHA1)? {
        (Of::V1beta1, Here::Way(way) | Here::Instead(_, way)) => Some(way),
        _ => None,
    }
}

/// All places in a FlinkCluster where there is a field of this name.
pub fn places(name: &str, dialects: Dialects) -> Vec<String> {
    fn search(shape: Shape, dialects: Dialects, path: &str, name: &str, found: &mut Vec<String>) {
        let Shape::Object(object) = shape else { return };
        if object.open {
            return;
        }
        let join =
            |member: &str| if path.is_empty() { member.to_owned() } else { format!("{path}.{member}") };
        for member in object.of(dialects) {
            if same(member.name, name) {
                found.push(join(member.name));
            }
            search(member.shape, dialects, &join(member.name), name, found);
        }
    }
    let mut found = Vec::new();
    search(FlinkCluster::SHAPE, dialects, "", name, &mut found);
    found
}
