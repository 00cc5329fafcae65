//! Volcano's group of pods: JobManager and TaskManagers are placed together, or not at all.

use std::collections::BTreeMap;

use crate::k8s::names;
use crate::k8s::object::{Object, POD_GROUP};
use crate::k8s::quantity::Quantity;
use crate::map;
use crate::model::conventions::PodGroup;
use crate::model::{BatchScheduler, Job, Pod, Process};
use crate::render::lower::context::Context;
use crate::tree::{Map, Node};

type Amounts = BTreeMap<String, Quantity>;

/// The PodGroup, when a batch scheduler is wanted.
pub fn pod_group(context: &Context<'_>, job: Option<&Job>) -> Option<Object> {
    let BatchScheduler { name: _, queue, priority_class_name, other: _ } =
        context.batch_scheduler.filter(|scheduler| scheduler.is_volcano())?;
    let (job_manager, task_manager) = (context.job_manager, context.task_manager);
    let application = context.life.is_none() && job.is_some_and(Job::is_application);
    let task_managers = match (context.conventions.pod_group, &task_manager.autoscaler) {
        // More may come, and fewer are enough to begin.
        (PodGroup::Native, Some(autoscaler)) => autoscaler.min_replicas.map_or(1, |number| number.value),
        (PodGroup::Google | PodGroup::Spotify | PodGroup::Native, _) => task_manager.replicas.value,
    };
    let mut pods = vec![
        // As a Job it has no claims.
        (&job_manager.pod, (!application).then_some(&job_manager.process), job_manager.replicas.value),
        (&task_manager.pod, Some(&task_manager.process), task_managers),
    ];
    let (way, queue, priority) = match context.conventions.pod_group {
        PodGroup::Google => (of_pod as fn(&Pod, Option<&Process>) -> Amounts, None, None),
        PodGroup::Native => {
            (of_pod as fn(&Pod, Option<&Process>) -> Amounts, queue.as_ref(), priority_class_name.as_ref())
        }
        PodGroup::Spotify => {
            // The JobManager that runs a job is that Job.
            pods.extend(job.filter(|_| !application).map(|job| (&job.pod, None, 1)));
            (
                bounded_of_pod as fn(&Pod, Option<&Process>) -> Amounts,
                queue.as_ref(),
                priority_class_name.as_ref(),
            )
        }
    };
    let mut sum = Amounts::new();
    for (pod, process, count) in &pods {
        for (resource, amount) in way(pod, *process) {
            add(&mut sum, resource, amount * i64::from(*count));
        }
    }
    let mut resources = Map::default();
    for (resource, amount) in sum {
        resources.push(resource, amount.to_string());
    }
    let members: i64 = pods.iter().map(|(_, _, count)| i64::from(*count)).sum();
    let mut spec = map! { "minMember" => members };
    spec.push_some("queue", queue);
    spec.push_some("priorityClassName", priority);
    spec.push_some("minResources", (!resources.is_empty()).then_some(resources));
    let labels = match context.conventions.pod_group {
        PodGroup::Google | PodGroup::Spotify => Map::default(),
        PodGroup::Native => context.labels(None),
    };
    let metadata = context.metadata(names::group(context.name()), labels, None);
    Some(Object::new(POD_GROUP, metadata, map! { "spec" => spec }))
}

fn add(sum: &mut Amounts, resource: String, amount: Quantity) {
    let known = sum.entry(resource).or_default();
    *known = *known + amount;
}

/// What a part of a container's resources says, each amount by its name.
fn amounts<'a>(
    resources: Option<&'a Node>,
    part: &str,
) -> impl Iterator<Item = (&'a str, Quantity)> + use<'a> {
    let map = resources.and_then(|node| node.get(part)).and_then(Node::as_map);
    let entries = map.map(|Map(entries)| entries.as_slice()).unwrap_or_default();
    entries.iter().filter_map(|entry| Some((entry.key.as_ref(), Quantity::of(&entry.value)?)))
}

/// What each container of a pod that stays asks for: its requests, and limits of what no container before asked for.
fn of_pod(pod: &Pod, _: Option<&Process>) -> Amounts {
    let mut sum = Amounts::new();
    let sidecars = pod.sidecars.iter().map(|container| container.get("resources"));
    for resources in std::iter::once(pod.resources.as_ref()).chain(sidecars) {
        for (resource, amount) in amounts(resources, "requests") {
            add(&mut sum, resource.to_owned(), amount);
        }
        for (resource, amount) in amounts(resources, "limits") {
            sum.entry(resource.to_owned()).or_insert(amount);
        }
    }
    sum
}

/// What all containers may use, and their claims; each amount as itself, as a request and as a limit.
fn bounded_of_pod(pod: &Pod, process: Option<&Process>) -> Amounts {
    let mut sum = Amounts::new();
    let users = pod.init_containers.iter().chain(&pod.sidecars).map(|container| container.get("resources"));
    let mut all = |resource: &str, amount: Quantity| {
        if amount == Quantity::default() {
            return;
        }
        for name in [resource.to_owned(), format!("requests.{resource}"), format!("limits.{resource}")] {
            add(&mut sum, name, amount);
        }
    };
    for resources in std::iter::once(pod.resources.as_ref()).chain(users) {
        for wanted in ["cpu", "memory"] {
            let of = |part| {
                amounts(resources, part)
                    .find(|(name, amount)| *name == wanted && *amount > Quantity::default())
            };
            if let Some((_, amount)) = of("limits").or_else(|| of("requests")) {
                all(wanted, amount);
            }
        }
        for (name, amount) in amounts(resources, "requests").filter(|(name, _)| name.contains("storage")) {
            all(name, amount);
        }
    }
    for claim in process.map(|process| process.claim_templates.as_slice()).unwrap_or_default() {
        let resources = claim.get("spec").and_then(|spec| spec.get("resources"));
        for (name, amount) in amounts(resources, "requests") {
            all(name, amount);
        }
    }
    sum
}
