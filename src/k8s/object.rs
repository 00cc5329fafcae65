//! Objects of Kubernetes.

use super::resource;
use crate::tree::{Map, Node, Value};

/// One object.
#[derive(Debug, Clone)]
pub struct Object {
    /// `apps/v1`
    pub api_version: &'static str,
    /// `Deployment`
    pub kind: &'static str,
    /// None: where it is applied.
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// When it is applied.
    pub stage: Stage,
    /// The whole object.
    pub node: Node,
}

/// The two steps of a roll-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What runs is saved and stopped; all that this needs.
    Prepare,
    /// All else.
    Run,
}

impl Object {
    /// An object from its head and what comes after `metadata`.
    pub fn new(kind: (&'static str, &'static str), metadata: Metadata, body: Map) -> Self {
        let (api_version, kind) = kind;
        let Metadata { name, namespace, labels, annotations } = metadata;
        let mut head = Map::default();
        head.push("name", name.clone());
        head.push_some("namespace", namespace.clone());
        head.push("labels", labels);
        head.push_some("annotations", annotations);
        let mut map = crate::map! { "apiVersion" => api_version, "kind" => kind, "metadata" => head };
        map.0.extend(body.0);
        Self { api_version, kind, namespace, name, stage: Stage::Run, node: map.into() }
    }

    /// Sets a label.
    pub fn label(&mut self, key: &'static str, value: impl Into<Node>) {
        self.set("labels", key, value.into());
    }

    /// Sets an annotation.
    pub fn annotate(&mut self, key: &'static str, value: impl Into<Node>) {
        self.set("annotations", key, value.into());
    }

    fn set(&mut self, part: &'static str, key: &'static str, value: Node) {
        const LATER: [&str; 3] = ["labels", "annotations", "finalizers"];
        let after = LATER.iter().position(|name| *name == part).map_or(0, |at| at + 1);
        let Value::Map(root) = &mut self.node.value else { return };
        let Value::Map(metadata) = &mut root.at("metadata", |_| false).value else { return };
        let part = metadata.at(part, |name| LATER[after..].contains(&name));
        if part.is_null() {
            *part = Map::default().into();
        }
        if let Value::Map(map) = &mut part.value {
            *map.at(key, |other| other > key) = value;
        }
    }
}

/// What identifies and describes an object.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: Option<String>,
    /// Its labels.
    pub labels: Map,
    /// Its annotations.
    pub annotations: Option<Node>,
}

/// The resource that is compiled, in the version that is stored.
pub const FLINK_CLUSTER: (&str, &str) = (resource::API_V1BETA1, resource::KIND);
/// Namespace.
pub const NAMESPACE: (&str, &str) = ("v1", "Namespace");
/// CustomResourceDefinition.
pub const CUSTOM_RESOURCE_DEFINITION: (&str, &str) = ("apiextensions.k8s.io/v1", "CustomResourceDefinition");
/// PersistentVolumeClaim.
pub const CLAIM: (&str, &str) = ("v1", "PersistentVolumeClaim");
/// Secret.
pub const SECRET: (&str, &str) = ("v1", "Secret");
/// ConfigMap.
pub const CONFIG_MAP: (&str, &str) = ("v1", "ConfigMap");
/// Service.
pub const SERVICE: (&str, &str) = ("v1", "Service");
/// Ingress; Kubernetes 1.19 and later.
pub const INGRESS: (&str, &str) = ("networking.k8s.io/v1", "Ingress");
/// Deployment.
pub const DEPLOYMENT: (&str, &str) = ("apps/v1", "Deployment");
/// StatefulSet.
pub const STATEFUL_SET: (&str, &str) = ("apps/v1", "StatefulSet");
/// DaemonSet.
pub const DAEMON_SET: (&str, &str) = ("apps/v1", "DaemonSet");
/// CronJob.
pub const CRON_JOB: (&str, &str) = ("batch/v1", "CronJob");
/// ServiceAccount.
pub const SERVICE_ACCOUNT: (&str, &str) = ("v1", "ServiceAccount");
/// Role.
pub const ROLE: (&str, &str) = ("rbac.authorization.k8s.io/v1", "Role");
/// RoleBinding.
pub const ROLE_BINDING: (&str, &str) = ("rbac.authorization.k8s.io/v1", "RoleBinding");
/// Job.
pub const JOB: (&str, &str) = ("batch/v1", "Job");
/// ClusterRole.
pub const CLUSTER_ROLE: (&str, &str) = ("rbac.authorization.k8s.io/v1", "ClusterRole");
/// ClusterRoleBinding.
pub const CLUSTER_ROLE_BINDING: (&str, &str) = ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding");
/// HorizontalPodAutoscaler; Kubernetes 1.23 and later.
pub const HORIZONTAL_POD_AUTOSCALER: (&str, &str) = ("autoscaling/v2", "HorizontalPodAutoscaler");
/// PodGroup, of Volcano.
pub const POD_GROUP: (&str, &str) = ("scheduling.volcano.sh/v1beta1", "PodGroup");
/// PodDisruptionBudget; Kubernetes 1.21 and later.
pub const POD_DISRUPTION_BUDGET: (&str, &str) = ("policy/v1", "PodDisruptionBudget");
/// NetworkPolicy.
pub const NETWORK_POLICY: (&str, &str) = ("networking.k8s.io/v1", "NetworkPolicy");
/// PodMonitor, of the Prometheus operator.
pub const POD_MONITOR: (&str, &str) = ("monitoring.coreos.com/v1", "PodMonitor");
/// ServiceMonitor, of the Prometheus operator.
pub const SERVICE_MONITOR: (&str, &str) = ("monitoring.coreos.com/v1", "ServiceMonitor");

/// The group of an API version; empty for the core group.
pub fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}
