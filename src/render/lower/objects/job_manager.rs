//! What keeps the JobManager running.

use crate::k8s::names;
use crate::k8s::object::{JOB, Object};
use crate::map;
use crate::model::words::JobMode;
use crate::model::{Job, JobManager};
use crate::render::lower::component::{Component, Part};
use crate::render::lower::context::Context;
use crate::render::lower::objects::{job, status_sync};
use crate::render::lower::pod::Template;
use crate::render::lower::rollout::Rollout;
use crate::tree::Node;

/// The Deployment or StatefulSet, or the Job of a JobManager that runs its job itself.
pub fn workload(context: &Context<'_>, job: Option<&Job>, template: Template, rollout: &Rollout) -> Object {
    let JobManager {
        replicas,
        process,
        pod,
        ports: _,
        access_scope: _,
        ingress: _,
        service_annotations: _,
        service_labels: _,
        margin: _,
    } = context.job_manager;
    if job.is_some_and(is_application) {
        let labels = context.pod_labels(context.labels(Some(names::JOB_MANAGER)), &pod.labels);
        let metadata = context.metadata(names::job_manager(context.name()), labels, None);
        let spec = map! { "backoffLimit" => 0, "template" => template.into_map("") };
        return Object::new(JOB, metadata, map! { "spec" => spec });
    }
    // What a Job scales, Git must not.
    let scaled = context.life.is_some_and(|(job, _)| job.scales());
    let part = Part {
        component: names::JOB_MANAGER,
        name: names::job_manager(context.name()),
        replicas: (!scaled).then_some(*replicas),
        parallel: false,
        process,
        pod,
    };
    context.workload(part, template, rollout.of_job_manager())
}

/// Its pod.
pub fn template(context: &Context<'_>, job: Option<&Job>) -> Template {
    let JobManager {
        ports,
        process,
        pod,
        // Its workload's, its Service's, its Ingress', and that of its configuration.
        replicas: _,
        access_scope: _,
        ingress: _,
        service_annotations: _,
        service_labels: _,
        margin: _,
    } = context.job_manager;
    let job = job.filter(|job| is_application(job));
    let args: Vec<Node> = match job {
        Some(job) => job::standalone(context, job),
        None => vec![names::JOB_MANAGER.into()],
    };
    let template = context.component(Component {
        name: names::JOB_MANAGER,
        prefix: "JOB_MANAGER",
        ports: ports.named(),
        rpc: ports.rpc,
        rest: Some(ports.ui),
        args,
        process,
        pod,
        spread: false,
        status_sync: status_sync::beside(context),
    });
    match job {
        Some(_) => template.restarting("Never"),
        None => template,
    }
}

/// Whether the JobManager runs the job's main method itself.
pub fn is_application(job: &Job) -> bool {
    match job.mode.value {
        JobMode::Application => true,
        JobMode::Detached | JobMode::Blocking => false,
    }
}
