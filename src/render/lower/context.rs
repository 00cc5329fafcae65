//! What many objects are made from.

use crate::flink::version::Version;
use crate::k8s::labels;
use crate::k8s::object::Metadata;
use crate::k8s::workload::Workload;
use crate::model::conventions::Conventions;
use crate::model::{Gcp, Hadoop, Image, Job, JobManager, TaskManager, Text};
use crate::tree::{Map, Node};

/// A cluster, as far as many objects want it.
pub struct Context<'a> {
    pub conventions: Conventions,
    pub name: &'a Text,
    pub namespace: Option<&'a Text>,
    pub image: &'a Image,
    pub workload: Workload,
    pub job_manager: &'a JobManager,
    pub task_manager: &'a TaskManager,
    /// The job and the version of Flink, where Jobs look after the job's life.
    pub life: Option<(&'a Job, Version)>,
    pub env: &'a [Node],
    /// Flink's configuration by the user.
    pub settings: Vec<(&'a str, &'a str)>,
    pub hadoop: Option<&'a Hadoop>,
    pub gcp: Option<&'a Gcp>,
    /// The image of what keeps the status.
    pub status_sync: Option<&'a Text>,
}

impl Context<'_> {
    /// The cluster's.
    pub fn name(&self) -> &str {
        &self.name.value
    }

    /// `app`, `cluster`, and a component or none: never the user's, which would change selectors.
    pub fn labels(&self, component: Option<&'static str>) -> Map {
        let mut map = crate::map! { labels::APP_KEY => labels::APP };
        map.push(labels::CLUSTER, self.name);
        map.push_some(labels::COMPONENT, component);
        map
    }

    /// In the cluster's namespace.
    pub fn metadata(&self, name: String, labels: Map, annotations: Option<Node>) -> Metadata {
        let namespace = self.namespace.map(|namespace| namespace.value.clone());
        Metadata { name, namespace, labels, annotations }
    }
}
