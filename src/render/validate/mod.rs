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

pub use rules::Memory;

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

/// Applies all rules. `sound`: whether nothing was wrong before.
pub fn validate(cluster: Cluster, sound: bool, found: &mut Capped) -> Option<Valid> {
    let mut findings = Findings::new(cluster.conventions.lenient);
    let memory = rules::check(&cluster, &mut findings);
    let refused = findings.any_error();
    found.absorb(findings.into_inner());
    (sound && !refused).then_some(Valid { cluster, memory })
}
