//! What keeps the JobManager running.

use crate::k8s::names;
use crate::k8s::object::{JOB, Object};
use crate::map;
use crate::model::{Job, JobManager};
use crate::render::lower::application::Runs;
use crate::render::lower::component::{Component, Part};
use crate::render::lower::context::Context;
use crate::render::lower::objects::{job, status_sync};
use crate::render::lower::pod::Template;
use crate::render::lower::rollout::Rollout;

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
    if operators(context, job).is_some() {
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
    context.workload(part, template, rollout, rollout.of_job_manager())
}

/// Its pod.
pub fn template(context: &Context<'_>, job: Option<&Job>) -> Template {
    let JobManager {
        ports,
        process,
        pod,
        // Its workload's, its Service's, its Ingress', and that of its configuration.
        replicas,
        access_scope: _,
        ingress: _,
        service_annotations: _,
        service_labels: _,
        margin: _,
    } = context.job_manager;
    let job = operators(context, job);
    let runs = match job {
        Some(job) => Runs { args: job::standalone(context, job), ..Runs::default() },
        None => context.runs(),
    };
    let with_program = context.job_manager_pod();
    let template = context.component(Component {
        name: names::JOB_MANAGER,
        prefix: "JOB_MANAGER",
        ports: ports.named(),
        rpc: ports.rpc,
        rest: Some(ports.ui),
        runs,
        process,
        pod: with_program.as_ref().unwrap_or(pod),
        spread: replicas.value > 1,
        status_sync: status_sync::beside(context),
    });
    match job {
        Some(_) => template.restarting("Never"),
        None => template,
    }
}

/// A job that the operator's JobManager runs itself, in a Job.
fn operators<'a>(context: &Context<'_>, job: Option<&'a Job>) -> Option<&'a Job> {
    job.filter(|job| job.is_application() && context.life.is_none())
}
