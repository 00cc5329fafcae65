//! Which FlinkClusters are left alone.

use flink_render::k8s::labels;

use crate::observe::kinds::{Cluster, Objects};

/// Why a FlinkCluster is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not carry the label.
    NotOptedIn,
    /// An operator made this object of it.
    Operator { object: String },
    /// Somebody else writes its status.
    OtherWriter { manager: String },
}

impl Refusal {
    /// The reason in the Event.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::NotOptedIn => "StatusNotOptedIn",
            Self::Operator { .. } => "OwnedByOperator",
            Self::OtherWriter { .. } => "StatusOwnedByOther",
        }
    }

    /// What to do about it.
    pub fn note(&self) -> String {
        match self {
            Self::NotOptedIn => format!(
                "The status is not kept: the label {}={} is missing, which flink-render writes.",
                labels::RENDERED_BY,
                labels::FLINK_RENDER
            ),
            Self::Operator { object } => format!(
                "The status is not kept: {object} has an owner reference to this FlinkCluster, so an operator looks after it. \
                 Remove the operator and the owner references first."
            ),
            Self::OtherWriter { manager } => format!(
                "The status is not kept: field manager {manager:?} writes it. Stop it, then clear metadata.managedFields."
            ),
        }
    }
}

/// Whether the cluster is left alone, and why.
pub fn refusal(cluster: &Cluster, objects: &Objects) -> Option<Refusal> {
    if cluster.object.metadata.label(labels::RENDERED_BY) != Some(labels::FLINK_RENDER) {
        return Some(Refusal::NotOptedIn);
    }
    if let Some(object) = owned(objects) {
        return Some(Refusal::Operator { object });
    }
    cluster.writers.first().map(|manager| Refusal::OtherWriter { manager: manager.clone() })
}

/// An object that the FlinkCluster owns.
fn owned(objects: &Objects) -> Option<String> {
    let Objects { flink_clusters: _, config_maps, deployments, services, ingresses, jobs, pods: _ } = objects;
    macro_rules! first {
        ($($kind:literal $shelf:ident),*) => {
            None $(.or_else(|| {
                let mut owned = $shelf.iter().filter(|(_, part)| part.owner.is_some());
                owned.next().map(|(name, _)| format!("{} {name}", $kind))
            }))*
        };
    }
    first!("ConfigMap" config_maps, "Deployment" deployments, "Service" services, "Ingress" ingresses, "Job" jobs)
}
