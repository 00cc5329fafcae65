//! What is seen of the world: Kubernetes objects and Flink's answers, put together as facts. Nothing here writes.

pub mod shelf;
pub mod kinds;
pub mod kubernetes;
pub mod address;
mod resolve;
pub mod access;
pub mod lanes;
pub mod flink_rest;
pub mod flink;

use std::collections::BTreeSet;

use flink_render::k8s::role::Role;
use flink_render::k8s::{labels, names};
use flink_render::status::facts::{self, Config, Facts, Flink, Observed, Task};

use kinds::{ConfigMap, Deployment, Ingress, Job, Kind, Objects, Service, StatefulSet, WatchedCluster};

/// The facts about one cluster; what is of a kind that cannot be read is neither there nor absent.
pub fn facts(
    cluster: &WatchedCluster,
    objects: &Objects,
    unreadable: &BTreeSet<&'static str>,
    flink: Flink,
    config: Config,
) -> Facts {
    let name = cluster.object.metadata.name.as_str();
    macro_rules! object {
        ($kind:ident $shelf:ident $name:expr) => {
            match objects.$shelf.get(&$name) {
                _ if unreadable.contains($kind::KIND) => Observed::ReadError,
                Some(part) => Observed::Present(part.object.clone()),
                None => Observed::Absent,
            }
        };
    }
    let tasks = |role: Role| tasks(objects, role);
    let readable = !unreadable.contains(Job::KIND);
    let newest = |role: Role| match tasks(role).pop() {
        _ if !readable => Observed::ReadError,
        Some(task) => Observed::Present(task),
        None => Observed::Absent,
    };
    let prepare = newest(Role::Prepare);
    let submitter = match facts::submitter(name, prepare.get(), tasks(Role::Submitter)) {
        _ if !readable => Observed::ReadError,
        found => found,
    };
    let savepoints = [tasks(Role::Savepoint), tasks(Role::AutoSavepoint)].concat();
    Facts {
        cluster: cluster.object.clone(),
        config_map: object!(ConfigMap config_maps names::config_map(name)),
        job_manager_deployment: object!(Deployment deployments names::job_manager(name)),
        job_manager_stateful_set: object!(StatefulSet stateful_sets names::job_manager(name)),
        job_manager_service: object!(Service services names::job_manager(name)),
        job_manager_ingress: object!(Ingress ingresses names::job_manager(name)),
        task_manager_deployment: object!(Deployment deployments names::task_manager(name)),
        task_manager_stateful_set: object!(StatefulSet stateful_sets names::task_manager(name)),
        submitter,
        prepare,
        savepoints: if readable { Observed::Present(savepoints) } else { Observed::ReadError },
        cancel: newest(Role::Cancel),
        flink,
        config,
    }
}

/// The Jobs of a role with their pods, the newest last.
fn tasks(objects: &Objects, role: Role) -> Vec<Task> {
    let mut jobs: Vec<_> = objects
        .jobs
        .iter()
        .filter(|part| part.object.metadata.label(labels::ROLE) == Some(role.word()))
        .collect();
    jobs.sort_by_key(|part| (part.object.metadata.creation_timestamp, &part.object.metadata.name));
    let pods = |job: &str| {
        objects
            .pods
            .iter()
            .filter(|pod| pod.job.as_deref() == Some(job))
            .map(|pod| pod.object.clone())
            .collect()
    };
    jobs.into_iter()
        .map(|part| Task { pods: pods(&part.object.metadata.name), job: part.object.clone() })
        .collect()
}
