//! A valid cluster to its objects. Nothing can go wrong here.

mod conventions;
mod objects;
mod files;
mod pod;
mod script_pod;

use std::cell::RefCell;
use std::collections::BTreeMap;

use self::conventions::Conventions;
use super::validate::{Memory, Valid};
use crate::k8s::object::{Metadata, Object, Stage};
use crate::k8s::quantity::Quantity;
use crate::k8s::{hash, labels};
use crate::list;
use crate::model::Cluster;
use crate::tree::{Entry, Map, Node, Value};

/// What every object is made from.
struct Context<'a> {
    cluster: &'a Cluster,
    memory: Option<&'a Memory>,
    conventions: Conventions,
    /// A hash of all that restarts the JobManager or the job, when it is a job cluster whose life is rendered.
    rollout: Option<String>,
    /// Scripts that were made already: some are asked for twice.
    scripts: RefCell<BTreeMap<&'static str, String>>,
}

/// The objects, in the order they are written in: what others need comes first.
pub fn lower(valid: &Valid) -> Vec<Object> {
    let cluster = valid.cluster();
    let conventions = Conventions::of(cluster.way);
    let scripts = RefCell::default();
    let mut context = Context { cluster, memory: valid.memory(), conventions, rollout: None, scripts };
    let config_hash = context.config_hash();
    let task_manager = objects::task_manager::deployment(&context, config_hash.as_deref());
    context.rollout = context.life().is_some().then(|| {
        let job_manager = objects::job_manager::deployment(&context, None);
        let job = objects::job::job(&context);
        let template = |object: &Object| object.node.get("spec")?.get("template").cloned();
        let parts = [Some(&job_manager), Some(&task_manager), job.as_ref()];
        let mut parts: Vec<Node> = parts.into_iter().flatten().filter_map(template).collect();
        parts.iter_mut().for_each(amounts);
        hash::of(&list![config_hash.clone().unwrap_or_default(), parts])
    });
    let config_map = objects::config_map::config_map(&context);
    // A job's JobManager serves one roll-out, TaskManagers any number of them.
    let job_manager =
        objects::job_manager::deployment(&context, context.rollout.as_deref().or(config_hash.as_deref()));
    let mut all = Vec::with_capacity(16);
    all.extend(objects::custom_resource::custom_resource(&context));
    all.extend(objects::service_account::service_account(&context));
    all.extend(objects::role::role(&context));
    all.extend(objects::role_binding::role_binding(&context));
    all.extend(objects::ledger::ledger(&context));
    all.extend(objects::status_sync::objects(&context));
    all.extend(objects::prepare::prepare(&context));
    all.push(config_map);
    all.push(objects::service::service(&context));
    all.extend(objects::ingress::ingress(&context));
    all.push(job_manager);
    all.push(task_manager);
    all.extend(objects::scale::scale(&context));
    all.extend(objects::job::job(&context));
    all.extend(objects::savepoint::savepoint(&context));
    all.extend(objects::auto_savepoint::auto_savepoint(&context));
    all.extend(objects::cancel::cancel(&context));
    if cluster.custom_resource && conventions.render_hash {
        mark(&mut all);
    }
    all
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
        _ => {}
    }
}

fn amount(node: &mut Node) {
    if let Some(quantity) = Quantity::of(node) {
        node.value = Value::Number(quantity.nanos().to_string().into());
    }
}

/// Tells whether objects in a cluster are of one rendering: a FlinkCluster and its children arrive at different moments.
/// Not what another step of a roll-out applies, and not what a changed annotation would run again.
fn mark(all: &mut [Object]) {
    let set = |all: &mut [Object], value: &str| {
        for object in all {
            let metadata = object.node.get("metadata");
            let annotations = metadata.and_then(|metadata| metadata.get("annotations"));
            let renewed = annotations.is_some_and(|map| map.get(labels::SYNC_OPTIONS).is_some());
            if object.stage == Stage::Run && !renewed {
                object.annotate(labels::RENDER_HASH, value.to_owned());
            }
        }
    };
    // The mark of an output that became an input does not count.
    set(all, "");
    let hash = hash::of_all(all.iter().map(|object| &object.node));
    set(all, &hash);
}

impl Context<'_> {
    /// A hash of what the configuration says, whatever the roll-out.
    fn config_hash(&self) -> Option<String> {
        let config_map = objects::config_map::config_map(self);
        self.conventions.config_hash.then(|| config_map.node.get("data").map(hash::of))?
    }

    fn name(&self) -> &str {
        &self.cluster.name.value
    }

    /// `app`, `cluster`, and a component or none: never the user's, which would change selectors.
    fn labels(&self, component: Option<&'static str>) -> Map {
        let mut map = crate::map! { labels::APP_KEY => labels::APP };
        map.push(labels::CLUSTER, &self.cluster.name);
        map.push_some(labels::COMPONENT, component);
        map
    }

    fn metadata(&self, name: String, labels: Map, annotations: Option<Node>) -> Metadata {
        let namespace = self.cluster.namespace.as_ref().map(|namespace| namespace.value.clone());
        Metadata { name, namespace, labels, annotations }
    }
}
