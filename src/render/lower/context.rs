//! What many objects are made from.

use crate::flink::rest::Tls;
use crate::flink::version::Version;
use crate::k8s::dialect::Dialect;
use crate::k8s::object::Metadata;
use crate::k8s::{labels, names};
use crate::model::access::{Access, Monitor};
use crate::model::conventions::{Conventions, PodLabels};
use crate::model::{
    BatchScheduler, Budget, Gcp, Hadoop, Image, Job, JobManager, Logging, Pairs, TaskManager, Text,
};
use crate::render::lower::scripts::Scripts;
use crate::tree::{Map, Node};
use crate::{list, map};

/// A cluster, as far as many objects want it.
pub struct Context<'a> {
    pub conventions: Conventions,
    pub name: &'a Text,
    pub namespace: Option<&'a Text>,
    pub image: &'a Image,
    pub dialect: Dialect,
    pub job_manager: &'a JobManager,
    pub task_manager: &'a TaskManager,
    /// The job and the version of Flink, where Jobs look after the job's life.
    pub life: Option<(&'a Job, Version)>,
    pub env: &'a [Node],
    pub env_from: &'a [Node],
    pub log_config: &'a Pairs,
    pub logging: &'a Logging,
    pub service_account_name: Option<&'a Text>,
    pub batch_scheduler: Option<&'a BatchScheduler>,
    pub pod_disruption_budget: Option<&'a Budget>,
    pub access: Option<&'a Access>,
    pub monitor: Option<&'a Monitor>,
    /// Flink's configuration by the user.
    pub settings: Vec<(&'a str, &'a str)>,
    /// What it says of TLS.
    pub tls: Tls<'a>,
    /// Whether a volume for plugins stands where the image has them.
    pub links_plugins: bool,
    /// The folders that its processes are told to write to.
    pub written_folders: Vec<String>,
    pub hadoop: Option<&'a Hadoop>,
    pub gcp: Option<&'a Gcp>,
    /// The image of what keeps the status.
    pub status_sync: Option<&'a Text>,
    /// What the compiler's own containers take, in place of its defaults.
    pub script_resources: Option<&'a Node>,
    /// What those Jobs run.
    pub scripts: Option<Scripts>,
}

impl Context<'_> {
    /// The cluster's.
    pub fn name(&self) -> &str {
        &self.name.value
    }

    /// `app`, `cluster`, and a component or none: never the user's, which would change selectors.
    pub fn labels(&self, component: Option<&'static str>) -> Map {
        let mut map = map! { labels::APP_KEY => labels::APP };
        map.push(labels::CLUSTER, self.name);
        map.push_some(labels::COMPONENT, component);
        map
    }

    /// The same with labels of the user's, where the convention has them around pods.
    pub fn workload_labels(&self, component: Option<&'static str>, users: &Pairs) -> Map {
        match self.conventions.pod_labels {
            PodLabels::OfPods => self.labels(component),
            PodLabels::OfWorkload | PodLabels::OfAll => merged(self.labels(component), users),
        }
    }

    /// Those of pods: the user's beside the compiler's own.
    pub fn pod_labels(&self, own: Map, users: &Pairs) -> Map {
        match self.conventions.pod_labels {
            PodLabels::OfPods => beside(own, users),
            PodLabels::OfWorkload | PodLabels::OfAll => merged(own, users),
        }
    }

    /// A selector of the pods of JobManager and TaskManagers, and of no Job's.
    pub fn processes(&self) -> Map {
        let components = map! {
            "key" => labels::COMPONENT,
            "operator" => "In",
            "values" => list![names::JOB_MANAGER, names::TASK_MANAGER],
        };
        map! { "matchLabels" => self.labels(None), "matchExpressions" => list![components] }
    }

    /// What a container of the cluster's image begins with.
    pub fn container_of_image(&self, name: &'static str) -> Map {
        let Image { name: image, pull_policy, pull_secrets: _ } = self.image;
        let pull_policy = pull_policy.map(|policy| policy.as_str());
        map! { "name" => name, "image" => image, "imagePullPolicy" => pull_policy }
    }

    /// In the cluster's namespace.
    pub fn metadata(&self, name: String, labels: Map, annotations: Option<Node>) -> Metadata {
        let namespace = self.namespace.map(|namespace| namespace.value.clone());
        Metadata { name, namespace, labels, annotations }
    }
}

/// The user's win.
pub fn merged(mut own: Map, users: &Pairs) -> Map {
    for (key, value) in users {
        own.0.retain(|entry| entry.key != key.value);
        own.push(key.value.clone(), value);
    }
    own
}

/// The compiler's win.
pub fn beside(mut own: Map, users: &Pairs) -> Map {
    for (key, value) in users {
        if own.get(&key.value).is_none() {
            own.push(key.value.clone(), value);
        }
    }
    own
}
