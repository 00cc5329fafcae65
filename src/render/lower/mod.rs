//! A valid cluster to its objects. Nothing can go wrong here.

mod objects;
mod files;
mod pod;
mod script_pod;
mod rollout;

use self::rollout::Rollout;
use super::validate::{Memory, Valid};
use crate::k8s::object::{Metadata, Object, Stage};
use crate::k8s::{hash, labels};
use crate::model::Cluster;
use crate::model::conventions::Conventions;
use crate::tree::{Map, Node};

/// What every object is made from.
struct Context<'a> {
    cluster: &'a Cluster,
    memory: Option<&'a Memory>,
    conventions: Conventions,
    rollout: Rollout,
}

/// The objects, in the order they are written in: what others need comes first.
pub fn lower(valid: &Valid) -> Vec<Object> {
    let cluster = valid.cluster();
    let conventions = cluster.conventions;
    let before = Context { cluster, memory: valid.memory(), conventions, rollout: Rollout::default() };
    let context = Context { rollout: Rollout::of(&before), ..before };
    let mut all = Vec::with_capacity(16);
    all.extend(objects::custom_resource::custom_resource(&context));
    all.extend(objects::service_account::service_account(&context));
    all.extend(objects::role::role(&context));
    all.extend(objects::role_binding::role_binding(&context));
    all.extend(objects::ledger::ledger(&context));
    all.extend(objects::status_sync::objects(&context));
    all.extend(objects::prepare::prepare(&context));
    all.push(objects::config_map::config_map(&context));
    all.push(objects::service::service(&context));
    all.extend(objects::ingress::ingress(&context));
    all.push(objects::job_manager::deployment(&context));
    all.push(objects::task_manager::deployment(&context));
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
