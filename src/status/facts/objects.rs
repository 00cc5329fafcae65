//! Objects of Kubernetes, trimmed to what is read of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::flink::answers::PATH_LENGTH;
use crate::k8s::{labels, names};

/// An object of Kubernetes.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Object<S, T> {
    /// Who it is.
    pub metadata: Metadata,
    /// What is wanted.
    pub spec: S,
    /// What was seen.
    pub status: T,
}

/// Name, generation, and those annotations and labels of this project that are read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Metadata {
    /// Its name.
    pub name: String,
    /// How often its spec has changed.
    pub generation: Option<i64>,
    /// When it was made.
    pub creation_timestamp: Option<Timestamp>,
    /// When its deletion was asked for.
    pub deletion_timestamp: Option<Timestamp>,
    /// Its annotations.
    pub annotations: Notes,
    /// Its labels.
    pub labels: Notes,
}

/// Of annotations or labels, those that are read. A map for each would take most of the room that thousands of objects do.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "Option<BTreeMap<String, String>>")]
pub struct Notes(Box<[(&'static str, Box<str>)]>);

/// The annotations and labels that are read.
const READ: &[&str] = &[
    labels::RENDERED_BY,
    labels::RENDER_HASH,
    labels::ROLE,
    labels::ROLLOUT,
    labels::SAVEPOINT_GENERATION,
    labels::SUBMIT_MODE,
    labels::JOB_ID,
];
/// No value of theirs is longer.
const VALUE_LENGTH: usize = 256;

/// A pod's three messages of 4096 bytes.
pub const MESSAGE_LENGTH: usize = 12_288;
/// A Job has no more conditions.
const CONDITIONS: usize = 16;
const SAVEPOINT_IS: &str = "--fromSavepoint=";

impl From<Option<BTreeMap<String, String>>> for Notes {
    fn from(all: Option<BTreeMap<String, String>>) -> Self {
        let mut all = all.unwrap_or_default();
        let read = READ.iter().filter_map(|key| Some((*key, all.remove(*key)?)));
        let short = read.filter(|(_, value)| value.len() <= VALUE_LENGTH);
        Self(short.map(|(key, value)| (key, value.into())).collect())
    }
}

impl Notes {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| &**value)
    }
}

impl Metadata {
    /// An annotation.
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.annotations.get(key)
    }

    /// A label.
    pub fn label(&self, key: &str) -> Option<&str> {
        self.labels.get(key)
    }
}

/// What the derivation reads of a FlinkCluster's `spec`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClusterSpec {
    /// The JobManager.
    pub job_manager: JobManagerSpec,
    /// The job; none in a session cluster.
    pub job: Option<JobSpec>,
}

/// What the derivation reads of `spec.jobManager`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct JobManagerSpec {
    /// Whether there is to be an Ingress.
    pub ingress: Option<Unread>,
}

/// A mapping of which only the presence counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Unread {}

/// What the derivation reads of `spec.job`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct JobSpec {
    /// Whether its cancellation is asked for.
    pub cancel_requested: Option<bool>,
    /// What happens when it has ended.
    pub cleanup_policy: Option<CleanupPolicy>,
}

impl JobSpec {
    /// The same without words that are too long for one.
    pub fn trimmed(mut self) -> Self {
        if let Some(CleanupPolicy { after_job_succeeds, after_job_fails, after_job_cancelled }) =
            &mut self.cleanup_policy
        {
            for word in [after_job_succeeds, after_job_fails, after_job_cancelled].into_iter().flatten() {
                if word.len() > VALUE_LENGTH {
                    word.clear();
                }
            }
        }
        self
    }
}

/// `spec.job.cleanupPolicy`, as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CleanupPolicy {
    /// When it came to its end.
    pub after_job_succeeds: Option<String>,
    /// When it failed.
    pub after_job_fails: Option<String>,
    /// When it was cancelled.
    pub after_job_cancelled: Option<String>,
}

/// A Deployment or a StatefulSet of `apps/v1`: what is read of them is the same.
pub type Workload = Object<WorkloadSpec, WorkloadStatus>;

impl Workload {
    /// Whether all that is wanted of it is there, and something is wanted. Flink is asked only when its JobManager is ready.
    pub fn is_ready(&self) -> bool {
        let Self { metadata, spec, status } = self;
        let wanted = spec.replicas.unwrap_or(1);
        let stale = status.observed_generation < metadata.generation;
        wanted != 0
            && status.available_replicas.unwrap_or(0) >= wanted
            && !stale
            && metadata.deletion_timestamp.is_none()
    }
}

/// What is read of a workload's `spec`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct WorkloadSpec {
    /// How many pods; one when it is not said.
    pub replicas: Option<i32>,
}

/// What is read of a workload's `status`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkloadStatus {
    /// How many pods are ready for long enough.
    pub available_replicas: Option<i32>,
    /// The generation that this is about.
    pub observed_generation: Option<i64>,
}

/// A Service.
pub type Service = Object<ServiceSpec, BalancedStatus>;

/// What is read of a Service's `spec`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ServiceSpec {
    /// `ClusterIP` when it is not said.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its address inside; `None` of a headless one.
    #[serde(rename = "clusterIP")]
    pub cluster_ip: Option<String>,
    /// Whether it leads to pods.
    pub selector: Option<Unread>,
    /// The name that it stands for.
    pub external_name: Option<String>,
    /// Its ports.
    pub ports: Vec<Unread>,
}

/// What is read of the `status` of a Service or an Ingress.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BalancedStatus {
    /// The load balancer.
    pub load_balancer: LoadBalancer,
}

/// A load balancer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LoadBalancer {
    /// Where it can be reached.
    pub ingress: Vec<Address>,
}

/// One address of a load balancer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Address {
    /// As a name.
    pub hostname: Option<String>,
    /// As a number.
    pub ip: Option<String>,
}

/// An Ingress of `networking.k8s.io/v1`.
pub type Ingress = Object<IngressSpec, BalancedStatus>;

/// What is read of an Ingress's `spec`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct IngressSpec {
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Its certificates.
    pub tls: Vec<Tls>,
}

/// One rule of an Ingress.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The host it is for.
    pub host: Option<String>,
}

/// One certificate of an Ingress.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Tls {
    /// The hosts it is for.
    pub hosts: Vec<String>,
}

/// A Job and its pods.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Task {
    /// The Job.
    pub job: Job,
    /// Its pods, in any order.
    pub pods: Vec<Pod>,
}

/// A Job of `batch/v1`.
pub type Job = Object<TaskSpec, TaskStatus>;

impl Job {
    /// The savepoint that `flink run` is told to start from.
    pub fn told_savepoint(&self) -> Option<&str> {
        // A script of ours decides by itself, and its message says how.
        if self.metadata.annotation(labels::ROLLOUT).is_some() {
            return None;
        }
        let containers = &self.spec.template.spec.containers;
        let main = containers.iter().find(|container| container.name == names::MAIN).or(containers.first());
        let Container { name: _, args } = main?;
        // What follows the jar file is the job's own.
        let mut args = args.iter().map(String::as_str).take_while(|arg| !arg.ends_with(".jar"));
        while let Some(arg) = args.next() {
            if let Some(value) = arg.strip_prefix(SAVEPOINT_IS) {
                return Some(value);
            }
            if matches!(arg, "--fromSavepoint" | "-s") {
                return args.next().filter(|value| !value.starts_with('-'));
            }
        }
        None
    }

    /// The same Job with no more than is read of it: a template may be long.
    pub fn trimmed(mut self) -> Self {
        let told = self.told_savepoint().filter(|place| place.len() <= PATH_LENGTH);
        let told =
            told.map(|place| Container { name: String::new(), args: vec![format!("{SAVEPOINT_IS}{place}")] });
        self.spec.template.spec.containers = told.into_iter().collect();
        self.status
            .conditions
            .retain(|condition| condition.status == "True" && condition.kind.len() <= VALUE_LENGTH);
        self.status.conditions.truncate(CONDITIONS);
        self
    }
}

/// What is read of a Job's `spec`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskSpec {
    /// How many failed pods it takes; 6 when it is not said.
    pub backoff_limit: Option<i32>,
    /// Whether it waits.
    pub suspend: Option<bool>,
    /// Its pods.
    pub template: PodTemplate,
}

/// What is read of a pod template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PodTemplate {
    /// The pod.
    pub spec: PodSpec,
}

/// What is read of a template's pod.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PodSpec {
    /// Its containers.
    pub containers: Vec<Container>,
}

/// What is read of a container.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Container {
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub args: Vec<String>,
}

/// What is read of a Job's `status`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TaskStatus {
    /// Pods that run or wait to.
    pub active: Option<i32>,
    /// Pods that failed.
    pub failed: Option<i32>,
    /// Pods that succeeded.
    pub succeeded: Option<i32>,
    /// How it ended.
    pub conditions: Vec<TaskCondition>,
}

/// A condition of a Job.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TaskCondition {
    /// `Complete`, `Failed` and others.
    #[serde(rename = "type")]
    pub kind: String,
    /// `True`, `False` or `Unknown`.
    pub status: String,
}

/// A Pod.
pub type Pod = Object<Unread, PodStatus>;

impl Pod {
    /// The same pod with no more than is read of it: the container of the Job's own script.
    pub fn trimmed(mut self) -> Self {
        self.status.container_statuses.retain(|status| status.name == names::MAIN);
        self.status.container_statuses.truncate(1);
        for status in &mut self.status.container_statuses {
            if let Some(terminated) = &mut status.state.terminated {
                terminated.message =
                    terminated.message.take().filter(|message| message.len() <= MESSAGE_LENGTH);
            }
        }
        self.status.phase = self.status.phase.take().filter(|phase| phase.len() <= VALUE_LENGTH);
        self
    }
}

/// What is read of a Pod's `status`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodStatus {
    /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`.
    pub phase: Option<String>,
    /// Its containers.
    pub container_statuses: Vec<ContainerStatus>,
}

/// What is read of a container's status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContainerStatus {
    /// Its name.
    pub name: String,
    /// How often it was started again.
    pub restart_count: Option<i32>,
    /// What it does.
    pub state: ContainerState,
}

/// What is read of a container's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ContainerState {
    /// How it ended.
    pub terminated: Option<Terminated>,
}

/// How a container ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Terminated {
    /// When.
    pub finished_at: Option<Timestamp>,
    /// What it left, at most 4096 bytes; the user's code can write it.
    pub message: Option<String>,
}
