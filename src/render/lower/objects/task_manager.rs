//! The TaskManagers' Deployment.

use crate::k8s::names;
use crate::k8s::object::{DEPLOYMENT, Object};
use crate::render::lower::Context;
use crate::render::lower::pod::Component;
use crate::tree::Map;

/// The Deployment.
pub fn deployment(context: &Context<'_>) -> Object {
    let labels = context.labels(Some(names::TASK_MANAGER));
    let metadata = context.metadata(names::task_manager(context.name()), labels, None);
    let template = template(context, context.rollout.configuration.as_deref());
    let replicas = context.cluster.task_manager.replicas;
    Object::new(DEPLOYMENT, metadata, context.deployment(names::TASK_MANAGER, replicas, template))
}

/// Its pods. `config`: a hash of what they are configured with.
pub fn template(context: &Context<'_>, config: Option<&str>) -> Map {
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
    context.template(&component, config)
}
