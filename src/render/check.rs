//! From a FlinkCluster as written to a valid one: the stages between reading and lowering, for whoever compiles.

use super::parse;
use super::resolve::{self, Given};
use super::validate::{self, Valid, Verdict};
use crate::diagnostic::Capped;
use crate::tree::Spanned;

/// A FlinkCluster, as far as it was found to be right.
#[derive(Debug)]
pub struct Checked {
    /// Where its savepoints go, be it valid or not.
    pub savepoints_dir: Option<Spanned<String>>,
    /// What is said of it, its form included.
    pub verdict: Verdict,
}

/// Resolves and validates it. `found`: what is wrong with it besides its form.
pub fn check(cluster: parse::ClusterDocument, given: Given<'_>, found: &mut Capped) -> Checked {
    let parse::ClusterDocument { root, resource, annotations, dialect, sound, region: _ } = cluster;
    let mut own = Vec::new();
    let model = resolve::resolve(resource, annotations, dialect.dialect, root, given, &mut own);
    let savepoints_dir = model.job.as_ref().and_then(|job| job.savepoints_dir.clone());
    found.extend(own);
    Checked { savepoints_dir, verdict: validate::validate(model, sound, found) }
}

/// A cluster in which [`check`] found nothing wrong, once more.
pub fn again(cluster: parse::ClusterDocument, given: Given<'_>) -> Option<Valid> {
    let parse::ClusterDocument { root, resource, annotations, dialect, sound: _, region: _ } = cluster;
    validate::again(resolve::resolve(resource, annotations, dialect.dialect, root, given, &mut Vec::new()))
}
