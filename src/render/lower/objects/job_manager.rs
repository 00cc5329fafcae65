//! The JobManager's Deployment.

use crate::k8s::names;
use crate::k8s::object::{DEPLOYMENT, Object};
use crate::render::lower::Context;
use crate::render::lower::pod::Component;
use crate::tree::Map;

/// The Deployment.
pub fn deployment(context: &Context<'_>) -> Object {
    let labels = context.labels(Some(names::JOB_MANAGER));
    let metadata = context.metadata(names::job_manager(context.name()), labels, None);
    let template = template(context, context.rollout.of_job_manager());
    let replicas = context.cluster.job_manager.replicas;
    Object::new(DEPLOYMENT, metadata, context.deployment(names::JOB_MANAGER, replicas, template))
}

/// Its pods. `config`: a hash of what they are configured with.
pub fn template(context: &Context<'_>, config: Option<&str>) -> Map {
    let job_manager = &context.cluster.job_manager;
    let component = Component {
        name: names::JOB_MANAGER,
        prefix: "JOB_MANAGER",
        ports: job_manager.ports.named(),
        rpc: job_manager.ports.rpc,
        rest: Some(job_manager.ports.ui),
        pod: &job_manager.pod,
        sidecars: &[],
    };
    context.template(&component, config)
}
