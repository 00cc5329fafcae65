//! What keeps the TaskManagers running.

use crate::flink::availability;
use crate::k8s::names;
use crate::k8s::object::Object;
use crate::model::TaskManager;
use crate::model::conventions::Scaled;
use crate::render::lower::application::Runs;
use crate::render::lower::component::{Component, Part};
use crate::render::lower::context::Context;
use crate::render::lower::pod::Template;
use crate::render::lower::rollout::Rollout;

/// The Deployment or StatefulSet.
pub fn workload(context: &Context<'_>, template: Template, rollout: &Rollout) -> Object {
    let TaskManager { replicas, process, pod, autoscaler, ports: _, margin: _ } = context.task_manager;
    // What a Job or an autoscaler scales, Git must not.
    let scaled = context.life.is_some_and(|(job, _)| job.scales())
        || (autoscaler.is_some() && context.conventions.scaled == Scaled::Workload);
    let part = Part {
        component: names::TASK_MANAGER,
        name: names::task_manager(context.name()),
        replicas: (!scaled).then_some(*replicas),
        parallel: true,
        process,
        pod,
    };
    // A job that high availability hands over keeps its id: a TaskManager that still has what it loaded for it refuses, for ever, what
    // another JobManager gives it to load.
    let restarts = match context.application().is_some() && availability::is_on(&context.settings) {
        true => rollout.of_job_manager(),
        false => rollout.configuration.as_deref(),
    };
    context.workload(part, template, rollout, restarts)
}

/// Its pods.
pub fn template(context: &Context<'_>) -> Template {
    // Its workload has the number, an object of its own the autoscaler, its configuration the margin.
    let TaskManager { ports, process, pod, replicas: _, autoscaler: _, margin: _ } = context.task_manager;
    let with_program = context.task_manager_pod();
    context.component(Component {
        name: names::TASK_MANAGER,
        prefix: "TASK_MANAGER",
        ports: ports.named(),
        rpc: ports.rpc,
        rest: None,
        runs: Runs { args: vec![names::TASK_MANAGER.into()], ..Runs::default() },
        process,
        pod: with_program.as_ref().unwrap_or(pod),
        spread: true,
        status_sync: None,
    })
}
