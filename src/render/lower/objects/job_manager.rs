//! The JobManager's Deployment.

use crate::k8s::names;
use crate::k8s::object::{DEPLOYMENT, Object};
use crate::render::lower::Context;
use crate::render::lower::pod::Component;

/// The Deployment. `config`: a hash of what its pods are configured with.
pub fn deployment(context: &Context<'_>, config: Option<&str>) -> Object {
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
    let labels = context.labels(Some(component.name));
    let metadata = context.metadata(names::job_manager(context.name()), labels, None);
    Object::new(DEPLOYMENT, metadata, context.deployment(&component, job_manager.replicas, config))
}
