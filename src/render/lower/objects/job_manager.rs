//! The JobManager's Deployment.

use crate::k8s::names;
use crate::k8s::object::Object;
use crate::model::JobManager;
use crate::render::lower::component::Component;
use crate::render::lower::context::Context;
use crate::render::lower::objects::status_sync;
use crate::render::lower::pod::Template;
use crate::render::lower::rollout::Rollout;

/// The Deployment.
pub fn workload(context: &Context<'_>, template: Template, rollout: &Rollout) -> Object {
    let name = names::job_manager(context.name());
    let replicas = context.job_manager.replicas;
    context.workload(names::JOB_MANAGER, name, replicas, template, rollout.of_job_manager())
}

/// Its pod.
pub fn template(context: &Context<'_>) -> Template {
    let JobManager {
        ports,
        pod,
        // Its Deployment's, its Service's, its Ingress', and that of its configuration.
        replicas: _,
        access_scope: _,
        ingress: _,
        margin: _,
    } = context.job_manager;
    context.component(Component {
        name: names::JOB_MANAGER,
        prefix: "JOB_MANAGER",
        ports: ports.named(),
        rpc: ports.rpc,
        rest: Some(ports.ui),
        pod,
        status_sync: status_sync::beside(context),
    })
}
