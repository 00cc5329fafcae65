//! How many pods of the JobManager and the TaskManagers may be evicted at once.

use crate::k8s::names;
use crate::k8s::object::{Object, POD_DISRUPTION_BUDGET};
use crate::map;
use crate::model::Budget;
use crate::model::conventions::Scaled;
use crate::render::lower::context::Context;
use crate::tree::{Map, Node, Value};

/// The PodDisruptionBudget, when one is wanted. Its selector is the compiler's: the pods of Jobs do not count, since a
/// percentage of them is nothing that Kubernetes knows.
pub fn pod_disruption_budget(context: &Context<'_>) -> Option<Object> {
    // Rules say who said it.
    let Budget { by: _, spec: budget } = context.pod_disruption_budget?;
    let budget = budget.as_map()?;
    let mut spec = Map::default();
    let mut selector = budget.get("selector").and_then(Node::as_map).cloned().unwrap_or_default();
    match context.conventions.scaled {
        Scaled::Cluster => {
            let mut all = selector.get("matchLabels").and_then(Node::as_map).cloned().unwrap_or_default();
            for entry in context.labels(None).0 {
                all.0.retain(|known| known.key != entry.key);
                all.0.push(entry);
            }
            selector.0.retain(|entry| entry.key != "matchLabels");
            selector.push("matchLabels", all);
        }
        Scaled::Workload => selector = context.processes(),
    }
    spec.0.extend(budget.0.iter().filter(|entry| entry.key != "selector").cloned());
    spec.push("selector", Node { span: Default::default(), value: Value::Map(selector) });
    let metadata = context.metadata(names::group(context.name()), context.labels(None), None);
    Some(Object::new(POD_DISRUPTION_BUDGET, metadata, map! { "spec" => spec }))
}
