//! Which FlinkClusters are left alone.

use flink_render::k8s::labels;

use crate::observe::kinds::{Objects, WatchedCluster};
use crate::plain::{LOG, plain};

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
                "The status is not updated: the label {}={}, which flink-render writes, is missing.",
                labels::RENDERED_BY,
                labels::FLINK_RENDER
            ),
            Self::Operator { object } => format!(
                "The status is not updated: {object} has an owner reference to this FlinkCluster, so an operator manages it. \
                 Remove the operator and the owner references first."
            ),
            Self::OtherWriter { manager } => format!(
                "The status is not updated: field manager \"{}\" writes it. Stop it, then clear metadata.managedFields.",
                plain(manager, LOG)
            ),
        }
    }
}

/// Whether the cluster is left alone, and why.
pub fn refusal(cluster: &WatchedCluster, objects: &Objects) -> Option<Refusal> {
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
    let Objects {
        flink_clusters: _,
        config_maps,
        deployments,
        stateful_sets,
        services,
        ingresses,
        jobs,
        pods: _,
        changes: _,
    } = objects;
    macro_rules! first {
        ($($kind:literal $shelf:ident),*) => {
            None $(.or_else(|| {
                let owned = $shelf.iter().find(|part| part.is_owned)?;
                Some(format!("{} {}", $kind, owned.object.metadata.name))
            }))*
        };
    }
    first!("ConfigMap" config_maps, "Deployment" deployments, "StatefulSet" stateful_sets,
        "Service" services, "Ingress" ingresses, "Job" jobs)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;
    use crate::observe::kinds::{FlinkCluster, Kind, Seen};

    /// Of a cluster with this label and these field managers of its status, and a Deployment with these owners.
    fn refused(label: &str, managers: &[(&str, Value)], owners: &Value) -> Option<&'static str> {
        let fields = managers.iter().map(|(manager, status)| {
            json!({"manager": manager, "fieldsType": "FieldsV1", "fieldsV1": {"f:status": status}})
        });
        let metadata = json!({"name": "orders", "labels": {labels::RENDERED_BY: label}, "managedFields": fields.collect::<Vec<_>>()});
        let mut objects = Objects::default();
        let seen: Seen<FlinkCluster> = from_value(json!({"metadata": metadata})).unwrap();
        FlinkCluster::shelf(&mut objects).put(FlinkCluster::keep(seen));
        let deployment = json!({"metadata": {"name": "orders-jobmanager", "ownerReferences": owners}});
        let seen: Seen<crate::observe::kinds::Deployment> = from_value(deployment).unwrap();
        objects.deployments.put(crate::observe::kinds::Deployment::keep(seen));
        refusal(objects.cluster().unwrap(), &objects).map(|refusal| refusal.reason())
    }

    #[test]
    fn a_cluster_is_kept_when_nobody_else_keeps_it() {
        let (ours, state) = (labels::FLINK_RENDER, json!({"f:state": {}}));
        let conditions = json!({"f:conditions": {"k:{\"type\":\"Paged\"}": {}}});
        let owner = |kind: &str, version: &str| json!([{"kind": kind, "apiVersion": version, "name": "orders", "uid": "1"}]);
        let (nobody, none) = (json!([]), &[][..]);
        assert_eq!(refused(ours, none, &nobody), None);
        assert_eq!(refused("", none, &nobody), Some("StatusNotOptedIn"));
        assert_eq!(refused("another", none, &nobody), Some("StatusNotOptedIn"));
        assert_eq!(refused(ours, &[("flink-operator", state.clone())], &nobody), Some("StatusOwnedByOther"));
        for manager in ["flink-status-sync", "before-first-apply"] {
            assert_eq!(refused(ours, &[(manager, state.clone())], &nobody), None, "{manager}");
        }
        // Conditions of others are their own matter.
        assert_eq!(refused(ours, &[("pager", conditions)], &nobody), None);
        let cluster = owner("FlinkCluster", "flinkoperator.k8s.io/v1beta1");
        assert_eq!(refused(ours, none, &cluster), Some("OwnedByOperator"));
        assert_eq!(refused(ours, none, &owner("FlinkCluster", "example.org/v1")), None);
        assert_eq!(refused(ours, none, &owner("ReplicaSet", "apps/v1")), None);
    }
}
