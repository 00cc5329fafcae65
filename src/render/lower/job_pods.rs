//! What the pods of Jobs have of the user's: of their own part, else of the JobManager's, which they stand beside.

use super::context::Context;
use crate::k8s::names;
use crate::map;
use crate::model::{Identity, Job, JobManager, Pairs, Pod, Text};
use crate::tree::{Map, Node, Spanned};

/// What asks somebody to read metrics begins so: a JobManager's are its own.
const OF_METRICS: &str = "prometheus.io/";

/// Labels of pods that keep a proxy out, unless the user has the same key: a Job ends when all its containers have, and a proxy
/// does not. Istio and Kuma read labels.
const NO_PROXY_LABELS: [(&str, &str); 2] =
    [("sidecar.istio.io/inject", "false"), ("kuma.io/sidecar-injection", "disabled")];
/// The same for Linkerd and Consul, which read annotations.
const NO_PROXY_ANNOTATIONS: [(&str, &str); 2] =
    [("linkerd.io/inject", "disabled"), ("consul.hashicorp.com/connect-inject", "false")];

impl Context<'_> {
    /// The account of the user's that the Jobs run as; none where they have one of their own, or none.
    pub fn named_account<'b>(&'b self, job: &'b Job) -> Option<&'b Text> {
        job.identity.account.as_ref().or(self.service_account_name)
    }

    /// The account of the Jobs: the user's, else one of their own.
    pub fn jobs_account(&self, job: &Job) -> Node {
        self.named_account(job).map_or_else(|| names::account(self.name()).into(), Node::from)
    }

    /// What the spec of a Job's pod begins with. It has access to the cluster where it remembers or scales.
    pub fn account(&self, job: &Job) -> Map {
        let Identity { account: _, account_annotations: _, priority_class_name } = &job.identity;
        let mut map = map! { "restartPolicy" => "Never" };
        map.push_some("priorityClassName", priority_class_name.as_ref());
        let named = self.named_account(job);
        let own = job.remembers().then(|| names::account(self.name()).into());
        map.push_some("serviceAccountName", named.map(Node::from).or(own));
        map.push("automountServiceAccountToken", job.remembers() || named.is_some());
        map
    }

    /// The user's part of a Job's pod.
    pub fn job_pod(&self, job: &Job) -> Pod {
        let JobManager {
            pod: beside,
            replicas: _,
            access_scope: _,
            ports: _,
            ingress: _,
            service_annotations: _,
            service_labels: _,
            margin: _,
            process: _,
        } = self.job_manager;
        let Pod {
            labels,
            annotations,
            node_selector,
            tolerations,
            affinity,
            // The JobManager's own, but for keys.
            init_containers: _,
            sidecars: _,
            resources: _,
            volumes: _,
            volume_mounts: _,
            host_aliases,
            security_context,
        } = beside;
        let mut pod = job.pod.clone();
        let either = |own: &Pairs, other: &Pairs, none: [(&'static str, &'static str); 2]| {
            let mut all = match own.is_empty() {
                true => other.iter().filter(|(key, _)| !is_its_own(&key.value)).cloned().collect(),
                false => own.clone(),
            };
            for (key, value) in none {
                if !all.iter().any(|(known, _)| known.value == key) {
                    all.push((Spanned::implied(key.to_owned()), Spanned::implied(value.to_owned())));
                }
            }
            all
        };
        pod.labels = either(&pod.labels, labels, NO_PROXY_LABELS);
        pod.annotations = either(&pod.annotations, annotations, NO_PROXY_ANNOTATIONS);
        pod.node_selector = pod.node_selector.or_else(|| node_selector.clone());
        pod.affinity = pod.affinity.or_else(|| affinity.as_ref().and_then(of_nodes));
        pod.security_context = pod.security_context.or_else(|| security_context.clone());
        if pod.tolerations.is_empty() {
            pod.tolerations.clone_from(tolerations);
        }
        if pod.host_aliases.is_empty() {
            pod.host_aliases.clone_from(host_aliases);
        }
        self.with_stores(&mut pod);
        pod
    }
}

/// Whether a label or an annotation is the JobManager's alone: its metrics, and the proxy that it asks for.
fn is_its_own(key: &str) -> bool {
    let mut proxies = NO_PROXY_LABELS.iter().chain(&NO_PROXY_ANNOTATIONS);
    key.starts_with(OF_METRICS) || proxies.any(|(known, _)| *known == key)
}

/// Which nodes: near which pods the JobManager stands is its own affair.
fn of_nodes(affinity: &Node) -> Option<Node> {
    let nodes = affinity.get("nodeAffinity")?.clone();
    Some(map! { "nodeAffinity" => nodes }.into())
}

/// What one of the compiler's own containers takes.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    requests: Amounts,
    limits: Amounts,
}

#[derive(Debug, Clone, Copy)]
struct Amounts {
    cpu: &'static str,
    memory: &'static str,
    /// Of the node's disk.
    storage: &'static str,
}

/// A script that waits and asks: measured with answers of a megabyte.
pub const LITTLE: Takes = Takes {
    requests: Amounts { cpu: "10m", memory: "32Mi", storage: "16Mi" },
    limits: Amounts { cpu: "500m", memory: "128Mi", storage: "256Mi" },
};

/// Flink's client: measured at 120 MiB before it runs the job's main method. Java's heap is a quarter of the limit. A job's file
/// is fetched to its disk.
pub const CLIENT: Takes = Takes {
    requests: Amounts { cpu: "100m", memory: "512Mi", storage: "256Mi" },
    limits: Amounts { cpu: "1", memory: "2Gi", storage: "2Gi" },
};

/// What keeps the status from within the JobManager's pod.
pub const OBSERVER: Takes = Takes {
    requests: Amounts { cpu: "10m", memory: "32Mi", storage: "16Mi" },
    limits: Amounts { cpu: "500m", memory: "64Mi", storage: "256Mi" },
};

impl Context<'_> {
    /// Requests and limits. Of the node's disk where the user's own pods say it: a quota counts it then, and refuses who does not.
    pub fn resources(&self, takes: Takes) -> Map {
        let counted = [&self.job_manager.pod, &self.task_manager.pod].into_iter().any(counts_storage);
        let amounts = |Amounts { cpu, memory, storage }| {
            let mut map = map! { "cpu" => cpu, "memory" => memory };
            map.push_some(STORAGE, counted.then_some(storage));
            map
        };
        map! { "requests" => amounts(takes.requests), "limits" => amounts(takes.limits) }
    }
}

const STORAGE: &str = "ephemeral-storage";

fn counts_storage(pod: &Pod) -> bool {
    let said = |part| pod.resources.as_ref().and_then(|all| all.get(part)?.get(STORAGE)).is_some();
    said("requests") || said("limits")
}
