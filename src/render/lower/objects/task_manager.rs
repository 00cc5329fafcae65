//! The TaskManagers' Deployment.

use crate::k8s::names;
use crate::k8s::object::Object;
use crate::model::TaskManager;
use crate::render::lower::component::Component;
use crate::render::lower::context::Context;
use crate::render::lower::pod::Template;
use crate::render::lower::rollout::Rollout;

/// The Deployment.
pub fn workload(context: &Context<'_>, template: Template, rollout: &Rollout) -> Object {
    let name = names::task_manager(context.name());
    let replicas = context.task_manager.replicas;
    context.workload(names::TASK_MANAGER, name, replicas, template, rollout.configuration.as_deref())
}

/// Its pods.
pub fn template(context: &Context<'_>) -> Template {
    // Its Deployment has the number, its configuration the margin.
    let TaskManager { ports, pod, replicas: _, margin: _ } = context.task_manager;
    context.component(Component {
        name: names::TASK_MANAGER,
        prefix: "TASK_MANAGER",
        ports: ports.named(),
        rpc: ports.rpc,
        rest: None,
        pod,
        status_sync: None,
    })
}
