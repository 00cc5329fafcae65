//! What a change restarts, as names: the same names, the same processes.

use super::context::Context;
use super::pod::Template;
use crate::k8s::hash;
use crate::k8s::labels;
use crate::k8s::quantity::Quantity;
use crate::list;
use crate::model::Job;
use crate::tree::{Entry, Map, Node, Value};

/// The pods that a change may restart.
pub struct Templates<'a> {
    /// The JobManager's.
    pub job_manager: Template,
    /// The TaskManagers'.
    pub task_manager: Template,
    /// The job, and its submitter's.
    pub submitter: Option<(&'a Job, Template)>,
}

/// The names of what runs.
#[derive(Debug)]
pub struct Rollout {
    /// Of the configuration, which pods are restarted with; none where they are not.
    pub configuration: Option<String>,
    /// Of all that restarts the JobManager, the TaskManagers or the job, when it is a job cluster whose life is rendered.
    pub id: Option<String>,
}

impl Rollout {
    /// Of what a cluster runs; `data`: of its configuration.
    pub fn of(context: &Context<'_>, data: impl FnOnce() -> Map, templates: &Templates<'_>) -> Self {
        let configuration = context.conventions.config_hash.then(|| hash::of(&data().into()));
        let id = context.life.is_some().then(|| {
            let Templates { job_manager, task_manager, submitter } = templates;
            let task_manager = task_manager.clone().annotated(labels::CONFIG_HASH, configuration.as_deref());
            let mut templates: Vec<Node> = [Some(job_manager.clone()), Some(task_manager)]
                .into_iter()
                .chain([submitter.as_ref().map(|(_, template)| template.clone())])
                .flatten()
                // It belongs to no roll-out yet.
                .map(|template| template.into_map("").into())
                .collect();
            templates.iter_mut().for_each(amounts);
            hash::of(&list![configuration.clone().unwrap_or_default(), templates])
        });
        Self { configuration, id }
    }

    /// What the JobManager restarts with: a job's JobManager serves one roll-out, TaskManagers mostly any number of them.
    pub fn of_job_manager(&self) -> Option<&str> {
        self.id.as_deref().or(self.configuration.as_deref())
    }

    /// Which one it is; empty where there are none.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }
}

/// Quantities as amounts: nothing restarts a pod whose memory is written `2048Mi` instead of `2Gi`.
fn amounts(node: &mut Node) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(amounts),
        Value::Map(map) => {
            for Entry { key, value, .. } in &mut map.0 {
                match (key.as_ref(), &mut value.value) {
                    ("limits" | "requests", Value::Map(map)) => {
                        map.0.iter_mut().for_each(|entry| amount(&mut entry.value));
                    }
                    ("sizeLimit", _) => amount(value),
                    _ => amounts(value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn amount(node: &mut Node) {
    if let Some(quantity) = Quantity::of(node) {
        node.value = Value::Number(quantity.nanos().to_string().into());
    }
}
