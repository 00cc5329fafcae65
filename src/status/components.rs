//! The cluster's parts (6.1, 6.2): Deployments, Service, ConfigMap.

use super::facts::{Deployment, Object, Observed, Service, Unread};
use crate::api::status::{Component, ComponentState};

/// DEP-1 to DEP-5.
pub fn deployment(deployment: &Deployment) -> ComponentState {
    state(deployment.is_ready())
}

/// SVC-1 to SVC-6.
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

/// An entry; DEP-6, DEP-7, SVC-7 where the object is not there, W-6 where it cannot be read.
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
