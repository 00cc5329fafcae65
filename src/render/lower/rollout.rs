//! What a change restarts, as names: the same names, the same processes.

use super::{Context, objects};
use crate::k8s::hash;
use crate::k8s::quantity::Quantity;
use crate::list;
use crate::tree::{Entry, Node, Value};

/// The names of what runs.
#[derive(Debug, Clone, Default)]
pub struct Rollout {
    /// Of the configuration, which pods are restarted with; none where they are not.
    pub configuration: Option<String>,
    /// Of all that restarts the JobManager, the TaskManagers or the job, when it is a job cluster whose life is rendered.
    pub id: Option<String>,
}

impl Rollout {
    /// Of a cluster. `context` knows no roll-out yet.
    pub fn of(context: &Context<'_>) -> Self {
        let configuration =
            context.conventions.config_hash.then(|| hash::of(&objects::config_map::data(context).into()));
        let id = context.cluster.life().is_some().then(|| {
            let templates = [
                Some(objects::job_manager::template(context, None)),
                Some(objects::task_manager::template(context, configuration.as_deref())),
                objects::job::template(context),
            ];
            let mut templates: Vec<Node> = templates.into_iter().flatten().map(Node::from).collect();
            templates.iter_mut().for_each(amounts);
            hash::of(&list![configuration.clone().unwrap_or_default(), templates])
        });
        Self { configuration, id }
    }

    /// What the JobManager restarts with: a job's JobManager serves one roll-out, TaskManagers any number of them.
    pub fn of_job_manager(&self) -> Option<&str> {
        self.id.as_deref().or(self.configuration.as_deref())
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
