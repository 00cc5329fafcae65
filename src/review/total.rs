//! A change as a whole: all clusters, the objects that are no cluster's, and what the fleet needs and shares.

use std::collections::BTreeSet;

use super::cluster::ClusterReview;
use super::codes;
use super::difference::Difference;
use super::effect::Effect;
use super::finding::{findings, refused};
use super::manifest::{Manifest, Subject};
use super::object::{ObjectChange, others};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fleet::{self, Conflict, Totals};
use crate::k8s::labels;
use crate::tree::path::Path;

/// What a change does, all of it.
pub struct Review {
    /// Clusters that change.
    pub clusters: Vec<ClusterReview>,
    /// How many do not.
    pub unchanged: usize,
    /// Objects that are no cluster's, and changed.
    pub others: Vec<ObjectChange>,
    /// How many there are.
    pub objects: usize,
    /// What the fleet needs: before, after.
    pub totals: (Totals, Totals),
    /// What clusters share and must not, and did not before.
    pub conflicts: Vec<Conflict>,
    /// Findings, by cluster.
    pub findings: Vec<Diagnostic>,
    /// Warnings of what is there after the change that were not there before.
    pub warnings: Vec<Diagnostic>,
    /// What is wrong with what there is before the change, and did not keep it from running.
    pub outdated: Vec<Diagnostic>,
}

/// All that is there before a change, or after it.
pub struct Side<'a> {
    /// The clusters with their objects.
    pub clusters: Vec<Subject<'a>>,
    /// The objects that are nobody's.
    pub others: Vec<Manifest<'a>>,
}

impl Review {
    /// Of two sides, of what [`super::cluster`] says of each of their [`super::pairs`], of their new warnings, and of what is wrong before.
    pub fn of(
        base: &Side<'_>,
        head: &Side<'_>,
        reviews: Vec<Option<ClusterReview>>,
        mut warnings: Vec<Diagnostic>,
        outdated: Vec<Diagnostic>,
        fail_on: &BTreeSet<Effect>,
    ) -> Self {
        let unchanged = reviews.iter().filter(|review| review.is_none()).count();
        let clusters: Vec<_> = reviews.into_iter().flatten().collect();
        let others = others(&base.others, &head.others);
        let mut found: Vec<_> = clusters.iter().flat_map(|cluster| findings(cluster, fail_on)).collect();
        found.extend(others.iter().filter_map(|object| about(object, fail_on)));
        found.extend(others.iter().filter_map(claims));
        warnings.extend(hardened(&others));
        let known: BTreeSet<_> =
            base.conflicts().into_iter().map(|conflict| (conflict.shared, conflict.value)).collect();
        let mut conflicts = head.conflicts();
        conflicts.retain(|conflict| !known.contains(&(conflict.shared, conflict.value.clone())));
        let totals = (base.totals(), head.totals());
        let objects = base.others.len().max(head.others.len());
        Self { clusters, unchanged, others, objects, totals, conflicts, findings: found, warnings, outdated }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty() && self.others.is_empty()
    }

    /// Whether it has an effect that was not to be.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(Diagnostic::is_error)
    }
}

impl Side<'_> {
    fn totals(&self) -> Totals {
        Totals::of(self.clusters.iter().map(|subject| subject.cluster))
    }

    fn conflicts(&self) -> Vec<Conflict> {
        fleet::conflicts(self.clusters.iter().map(|subject| subject.cluster))
    }
}

/// An object that is no cluster's has no review of its own: what cannot be applied is said all the same.
fn about(object: &ObjectChange, fail_on: &BTreeSet<Effect>) -> Option<Diagnostic> {
    let (message, help) = refused(object)?;
    let mut found = Diagnostic::warning(codes::NOT_APPLICABLE, Default::default(), message).help(help);
    if fail_on.contains(&Effect::NotApplicable) {
        found.severity = Severity::Error;
    }
    Some(found)
}

/// What it leaves.
fn claims(object: &ObjectChange) -> Option<Diagnostic> {
    Some(Diagnostic::warning(codes::CLAIMS, Default::default(), object.claims.as_ref()?.to_string()))
}

/// Why pods restart whose clusters did not change.
fn hardened(others: &[ObjectChange]) -> Option<Diagnostic> {
    let template = Path::of_fields("spec.template");
    let is_new = |difference: &Difference| {
        let Difference { path, base, head, .. } = difference;
        path.is_in(&template) && path.passes(&[labels::MANAGED_BY]) && base.is_none() && head.is_some()
    };
    let objects = others.iter().filter(|object| object.differences.iter().any(is_new)).count();
    let message = match objects {
        0 => return None,
        1 => "1 object gets pods that every cluster admits: they restart for it, once".to_owned(),
        _ => format!("{objects} objects get pods that every cluster admits: they restart for it, once"),
    };
    Some(Diagnostic::warning(codes::HARDENED, Default::default(), message))
}
