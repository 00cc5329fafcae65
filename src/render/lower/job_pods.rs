//! What the pods of Jobs have of the user's: of their own part, else of the JobManager's, which they stand beside.

use super::context::Context;
use crate::k8s::injectors::{self, NO_PROXY_ANNOTATIONS, NO_PROXY_LABELS, VAULT};
use crate::k8s::quantity::Quantity;
use crate::k8s::{labels, names};
use crate::map;
use crate::model::{Identity, Inherits, Job, JobManager, Pairs, Pod, Text};
use crate::tree::{Entry, Map, Node, Spanned, Value};

/// What asks somebody to read metrics begins so: a JobManager's are its own.
const OF_METRICS: &str = "prometheus.io/";

/// With this one Vault's agent fetches before the others start, and ends.
const VAULT_ENDS: &str = "vault.hashicorp.com/agent-pre-populate-only";
/// What annotations begin with that name a container, or an address, of the JobManager's pod.
const OF_ITS_PLACE: &[&str] = &[
    "cni.projectcalico.org/ipAddrs",
    "cni.projectcalico.org/hwAddr",
    "container.apparmor.security.beta.kubernetes.io/",
    "container.seccomp.security.alpha.kubernetes.io/",
];
/// Labels by which others find the JobManager's pod: the Jobs' have those of their own.
const OF_ITS_POD: [&str; 3] = [labels::NAME, labels::INSTANCE, labels::PART];

impl Context<'_> {
    /// The account of the user's that the Jobs run as; none where they have one of their own, or none.
    pub fn named_account<'b>(&'b self, job: &'b Job) -> Option<&'b Text> {
        job.named_account(self.service_account_name)
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
        let own = job.has_account().then(|| names::account(self.name()).into());
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
            labels: beside_labels,
            annotations: beside_annotations,
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
        let either = |own: &Pairs, inherits: bool, other: &Pairs, none: [(&'static str, &'static str); 2]| {
            let vault_ends =
                other.iter().any(|(key, value)| key.value == VAULT_ENDS && value.value == "true");
            let is_its_own =
                |key: &str, value: &str| is_its_own(key, value) && !(vault_ends && key.starts_with(VAULT));
            let mut all: Pairs = match inherits {
                true => other
                    .iter()
                    .filter(|(key, value)| !is_its_own(&key.value, &value.value))
                    .cloned()
                    .collect(),
                false => own.clone(),
            };
            for (key, value) in none {
                if !all.iter().any(|(known, _)| known.value == key) {
                    all.push((Spanned::implied(key.to_owned()), Spanned::implied(value.to_owned())));
                }
            }
            all
        };
        let Inherits { labels, annotations } = job.inherits;
        pod.labels = either(&pod.labels, labels, beside_labels, NO_PROXY_LABELS);
        pod.annotations = either(&pod.annotations, annotations, beside_annotations, NO_PROXY_ANNOTATIONS);
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

/// Whether a label or an annotation is the JobManager's alone: its metrics, its name, and the proxy that it asks for.
fn is_its_own(key: &str, value: &str) -> bool {
    let of_its_place = OF_ITS_PLACE.iter().any(|begin| key.starts_with(begin));
    let mut proxies = NO_PROXY_LABELS.iter().chain(&NO_PROXY_ANNOTATIONS);
    let injects = injectors::asks(key, value);
    key.starts_with(OF_METRICS)
        || of_its_place
        || injects
        || OF_ITS_POD.contains(&key)
        || proxies.any(|(known, _)| *known == key)
}

/// Whether somebody is asked to put containers into a pod: their agents may show the pod's token.
pub fn is_injected(pod: &Pod) -> bool {
    let all = pod.labels.iter().chain(&pod.annotations);
    all.into_iter().any(|(key, value)| injectors::asks(&key.value, &value.value))
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
    pub fn resources(&self, takes: Takes) -> Node {
        let counted = [&self.job_manager.pod, &self.task_manager.pod].into_iter().any(counts_storage);
        let amounts = |Amounts { cpu, memory, storage }| {
            let mut map = map! { "cpu" => cpu, "memory" => memory };
            map.push_some(STORAGE, counted.then_some(storage));
            map
        };
        map! { REQUESTS => amounts(takes.requests), LIMITS => amounts(takes.limits) }.into()
    }

    /// The same for a container of the compiler's own, where the user may say it.
    pub fn script_resources(&self, takes: Takes) -> Node {
        let own = self.resources(takes);
        match self.script_resources {
            Some(users) => self.requested(filled(users.clone(), &own)),
            None => own,
        }
    }

    /// The same for one that ends before a container with resources of the user's begins. It asks for no less than it may take where that
    /// one does: the pod's quality of service (Guaranteed) stays.
    pub fn script_resources_before(&self, main: Option<&Node>) -> Node {
        let amount = |part, key| main?.get(part)?.get(key).and_then(Quantity::of);
        let is_guaranteed = ["cpu", "memory"].iter().all(|key| {
            let limit = amount(LIMITS, key);
            limit.is_some() && amount(REQUESTS, key).is_none_or(|request| Some(request) == limit)
        });
        match is_guaranteed && self.script_resources.is_none() {
            true => self.script_resources(Takes { requests: LITTLE.limits, ..LITTLE }),
            false => self.script_resources(LITTLE),
        }
    }
}

/// Requests and limits of the user's with those of the compiler's that they say nothing of: a quota refuses a pod without them.
pub fn filled(users: Node, own: &Node) -> Node {
    let said = |part, key: &str| users.get(part).and_then(|amounts| amounts.get(key)).and_then(Quantity::of);
    let says = |part| users.get(part).and_then(Node::as_map).is_some_and(|amounts| !amounts.is_empty());
    if !says(REQUESTS) && !says(LIMITS) {
        return users;
    }
    let mut all = users.clone();
    let Value::Map(map) = &mut all.value else { return users };
    for part in [REQUESTS, LIMITS] {
        let amounts = own.get(part).and_then(Node::as_map).into_iter().flat_map(|amounts| &amounts.0);
        for amount in amounts {
            let key = &*amount.key;
            let (request, limit) = (said(REQUESTS, key), said(LIMITS, key));
            // A limit alone is the request, too.
            let known = users.get(part).is_some_and(|amounts| amounts.get(key).is_some());
            if known || limit.is_some() {
                continue;
            }
            // No limit is below what is asked for.
            let asked = users.get(REQUESTS).and_then(|amounts| amounts.get(key));
            let amount = match asked.filter(|_| request > Quantity::of(&amount.value)) {
                Some(asked) => Entry { value: asked.clone(), ..amount.clone() },
                None => amount.clone(),
            };
            match map.get_mut(part) {
                Some(Value::Map(amounts)) => amounts.0.push(amount.clone()),
                Some(other) => *other = Value::Map(Map(vec![amount.clone()])),
                None => map.push(part, Map(vec![amount.clone()])),
            }
        }
    }
    all
}

const REQUESTS: &str = "requests";
const LIMITS: &str = "limits";
const STORAGE: &str = "ephemeral-storage";

fn counts_storage(pod: &Pod) -> bool {
    let said = |part| pod.resources.as_ref().and_then(|all| all.get(part)?.get(STORAGE)).is_some();
    said(REQUESTS) || said(LIMITS)
}
