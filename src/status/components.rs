//! The cluster's parts: workloads, Service, ConfigMap.

use super::facts::{Object, Observed, Service, Unread, Workload};
use crate::api::status::{Component, ComponentState};

/// The entry of a Deployment or a StatefulSet, whether all its pods are there, and any are wanted. A component has one of
/// the two: where the other kind took its place, it was not lost.
pub fn workload(
    seen: &Observed<Workload>,
    other: &Observed<Workload>,
    recorded: Option<&Component>,
) -> Option<Component> {
    let replaced = matches!(seen, Observed::Absent) && other.get().is_some();
    entry(seen, recorded.filter(|_| !replaced), |workload| state(workload.is_ready()))
}

/// Whether it has what its type needs to be reached.
pub fn service(service: &Service) -> ComponentState {
    let Object { metadata, spec, status } = service;
    let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    let ready = match spec.kind.as_deref().unwrap_or("ClusterIP") {
        "ClusterIP" => given(&spec.cluster_ip),
        "LoadBalancer" => !status.load_balancer.ingress.is_empty(),
        "NodePort" => !spec.ports.is_empty(),
        "ExternalName" => given(&spec.external_name),
        _ => false,
    };
    state(ready && metadata.deletion_timestamp.is_none())
}

/// It is there, and that is all.
pub fn config_map(config_map: &Object<Unread, Unread>) -> ComponentState {
    state(config_map.metadata.deletion_timestamp.is_none())
}

/// The state of something that is ready or not.
pub fn state(ready: bool) -> ComponentState {
    if ready { ComponentState::Ready } else { ComponentState::NotReady }
}

/// An entry. An object that was recorded and is not there was deleted; of one that cannot be read the record is kept.
pub fn entry<S, T>(
    seen: &Observed<Object<S, T>>,
    recorded: Option<&Component>,
    state: impl FnOnce(&Object<S, T>) -> ComponentState,
) -> Option<Component> {
    match seen {
        Observed::Present(object) => {
            Some(Component { name: object.metadata.name.clone(), state: Some(state(object)) })
        }
        Observed::Absent => {
            Some(Component { name: recorded?.name.clone(), state: Some(ComponentState::Deleted) })
        }
        Observed::ReadError => recorded.cloned(),
    }
}
