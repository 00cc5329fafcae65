//! The TaskManagers' Deployment.

use crate::k8s::names;
use crate::k8s::object::{DEPLOYMENT, Object};
use crate::render::lower::Context;
use crate::render::lower::pod::Component;

/// The Deployment. `config`: a hash of what its pods are configured with.
pub fn deployment(context: &Context<'_>, config: Option<&str>) -> Object {
    let task_manager = &context.cluster.task_manager;
    let component = Component {
        name: names::TASK_MANAGER,
        prefix: "TASK_MANAGER",
        ports: task_manager.ports.named(),
        rpc: task_manager.ports.rpc,
        rest: None,
        pod: &task_manager.pod,
        sidecars: &task_manager.sidecars,
    };
    let labels = context.labels(Some(component.name));
    let metadata = context.metadata(names::task_manager(context.name()), labels, None);
    Object::new(DEPLOYMENT, metadata, context.deployment(&component, task_manager.replicas, config))
}
