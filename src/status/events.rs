//! What to tell when something has changed: the operator's own texts.

use std::fmt::Display;

use crate::api::status::{Component, Components, Status};

/// One text for each changed thing.
pub fn of(old: &Status, new: &Status) -> Vec<String> {
    let part = |name, part: fn(&Components) -> &Option<Component>| {
        let state = |status: &Status| part(&status.components).as_ref().and_then(|component| component.state);
        text(name, state(old), state(new))
    };
    let ingress =
        |status: &Status| status.components.job_manager_ingress.as_ref().and_then(|ingress| ingress.state);
    let job = |status: &Status| status.components.job.as_ref().and_then(|job| job.state);
    let all = [
        part("JobManager deployment", |parts| &parts.job_manager_deployment),
        part("JobManager StatefulSet", |parts| &parts.job_manager_stateful_set),
        part("ConfigMap", |parts| &parts.config_map),
        part("JobManager service", |parts| &parts.job_manager_service),
        text("JobManager ingress", ingress(old), ingress(new)),
        part("TaskManager deployment", |parts| &parts.task_manager_deployment),
        part("TaskManager StatefulSet", |parts| &parts.task_manager_stateful_set),
        text("Job", job(old), job(new)),
        text("Cluster", old.state, new.state),
    ];
    all.into_iter().flatten().collect()
}

fn text<T: Display + PartialEq>(name: &str, old: Option<T>, new: Option<T>) -> Option<String> {
    match (old, new?) {
        (None, new) => Some(format!("{name} status: {new}")),
        (Some(old), new) if old != new => Some(format!("{name} status changed: {old} -> {new}")),
        _ => None,
    }
}
