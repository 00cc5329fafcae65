//! Rules. What passes them can be rendered, and Kubernetes and Flink take it.

pub mod findings;
mod property;
pub mod cel;
pub mod rules;
mod pods;
mod parts;

use self::findings::Findings;
use crate::diagnostic::Capped;
use crate::model::Cluster;

pub use rules::{Memory, PLAIN_CREDENTIAL};

/// A cluster that passed all rules: the only thing that is rendered.
#[derive(Debug)]
pub struct Valid {
    cluster: Cluster,
    memory: Option<Memory>,
}

impl Valid {
    /// The cluster.
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The cluster, when it has been rendered.
    pub fn into_cluster(self) -> Cluster {
        self.cluster
    }

    /// How its memory is divided; the operator had a way of its own.
    pub fn memory(&self) -> Option<&Memory> {
        self.memory.as_ref()
    }
}

/// A cluster that is refused today and may run all the same: it was applied before what refuses it was there. Nothing of it is
/// rendered to be applied; a review takes it for what its change begins with.
#[derive(Debug)]
pub struct Outdated(Valid);

impl Outdated {
    /// The cluster as it may run.
    pub fn as_it_runs(self) -> Valid {
        self.0
    }
}

/// What the rules say of a cluster.
#[derive(Debug)]
pub enum Verdict {
    /// Nothing is wrong with it.
    Valid(Valid),
    /// Something is wrong with it, and it can be rendered all the same.
    Outdated(Outdated),
    /// Nothing can be rendered of it.
    Refused,
}

impl Verdict {
    /// The cluster, when nothing is wrong with it.
    pub fn valid(self) -> Option<Valid> {
        match self {
            Self::Valid(valid) => Some(valid),
            Self::Outdated(_) | Self::Refused => None,
        }
    }
}

/// A cluster that passed all rules before; `None`: it did not.
pub fn again(cluster: Cluster) -> Option<Valid> {
    let memory = rules::plan(&cluster);
    is_planned(&cluster, memory.as_ref()).then_some(Valid { cluster, memory })
}

/// What an operator divides has no plan; where we do, there is nothing to render without one.
fn is_planned(cluster: &Cluster, memory: Option<&Memory>) -> bool {
    memory.is_some() || cluster.conventions.version().is_none()
}

/// Applies all rules. `sound`: whether its form is right; `found`: what else is wrong with it.
pub fn validate(cluster: Cluster, sound: bool, found: &mut Capped) -> Verdict {
    let mut findings = Findings::new(cluster.conventions.lenient);
    let memory = rules::check(&cluster, &mut findings);
    found.absorb(findings.into_inner());
    let planned = is_planned(&cluster, memory.as_ref());
    let valid = Valid { cluster, memory };
    match (sound && planned, found.any_error()) {
        (true, false) => Verdict::Valid(valid),
        (true, true) => Verdict::Outdated(Outdated(valid)),
        (false, _) => Verdict::Refused,
    }
}
