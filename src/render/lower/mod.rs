//! A valid cluster to its objects. Nothing can go wrong here.

mod conventions;
mod objects;
mod files;
mod pod;

use self::conventions::Conventions;
use super::validate::{Memory, Valid};
use crate::k8s::labels;
use crate::k8s::object::{Metadata, Object};
use crate::model::Cluster;
use crate::tree::{Map, Node};

/// What every object is made from.
struct Context<'a> {
    cluster: &'a Cluster,
    memory: Option<&'a Memory>,
    conventions: Conventions,
}

/// The objects, in the order they are written in: what others need comes first.
pub fn lower(valid: &Valid) -> Vec<Object> {
    let cluster = valid.cluster();
    let context = Context { cluster, memory: valid.memory(), conventions: Conventions::of(cluster.way) };
    let config_map = objects::config_map::config_map(&context);
    let config = config_map.node.get("data");
    let job_manager = objects::job_manager::deployment(&context, config);
    let task_manager = objects::task_manager::deployment(&context, config);
    let mut all = Vec::with_capacity(7);
    all.extend(objects::custom_resource::custom_resource(&context));
    all.push(config_map);
    all.push(objects::service::service(&context));
    all.extend(objects::ingress::ingress(&context));
    all.push(job_manager);
    all.push(task_manager);
    all.extend(objects::job::job(&context));
    all
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
