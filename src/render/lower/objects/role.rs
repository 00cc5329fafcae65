//! What the Jobs may do: read and write the ledger, see whether the JobManager is ready, and scale JobManager and TaskManagers, each by its name.

use crate::k8s::names;
use crate::k8s::object::{Object, ROLE};
use crate::render::lower::context::Context;
use crate::render::lower::leader::Leader;
use crate::{list, map};

/// The Role, when there is something to remember.
pub fn role(context: &Context<'_>) -> Option<Object> {
    let (job, _) = context.life.filter(|(job, _)| job.remembers())?;
    let verbs = || list!["get", "patch"];
    let mut rules = vec![map! {
        "apiGroups" => list![""],
        "resources" => list!["configmaps"],
        "resourceNames" => list![names::ledger(context.name())],
        "verbs" => verbs(),
    }];
    // What the last JobManager was given to run, and what it knows of checkpoints.
    rules.extend(Leader::of(context).map(|leader| {
        map! {
            "apiGroups" => list![""],
            "resources" => list!["configmaps"],
            "resourceNames" => list![leader.map, leader.checkpoints],
            "verbs" => verbs(),
        }
    }));
    // Whether the JobManager is ready.
    rules.push(map! {
        "apiGroups" => list!["apps"],
        "resources" => list![context.job_manager.process.workload.resource()],
        "resourceNames" => list![names::job_manager(context.name())],
        "verbs" => list!["get"],
    });
    let mut scaled = Vec::new();
    if job.scales() || Leader::of(context).is_some() {
        scaled.push((context.job_manager.process.workload.scale(), names::job_manager(context.name())));
    }
    if job.scales() {
        scaled.push((context.task_manager.process.workload.scale(), names::task_manager(context.name())));
    }
    if !scaled.is_empty() {
        let (mut resources, names): (Vec<_>, Vec<_>) = scaled.into_iter().unzip();
        resources.dedup();
        rules.push(map! {
            "apiGroups" => list!["apps"],
            "resources" => resources,
            "resourceNames" => names,
            "verbs" => verbs(),
        });
    }
    Some(context.account_object(ROLE, names::account(context.name()), map! { "rules" => rules }))
}
