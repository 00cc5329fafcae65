//! What the derivation looks at: objects of Kubernetes, trimmed to what is read of them, and answers of Flink. All of them
//! are read straight from JSON.

mod objects;

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::flink::answers::{Checkpoints, JobOverview};
use crate::k8s::{labels, names};

pub use objects::{
    Address, BalancedStatus, CleanupPolicy, ClusterSpec, Container, ContainerState, ContainerStatus, Ingress,
    IngressSpec, Job, JobManagerSpec, JobSpec, LoadBalancer, MESSAGE_LENGTH, Metadata, Notes, Object, Pod,
    PodSpec, PodStatus, PodTemplate, Rule, Service, ServiceSpec, Task, TaskCondition, TaskSpec, TaskStatus,
    Terminated, Tls, Unread, Workload, WorkloadSpec, WorkloadStatus,
};

/// All that is known of one cluster.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// The FlinkCluster.
    pub cluster: Object<ClusterSpec, Unread>,
    /// ConfigMap `N-configmap`.
    pub config_map: Observed<Object<Unread, Unread>>,
    /// Deployment `N-jobmanager`.
    pub job_manager_deployment: Observed<Workload>,
    /// StatefulSet `N-jobmanager`.
    pub job_manager_stateful_set: Observed<Workload>,
    /// Service `N-jobmanager`.
    pub job_manager_service: Observed<Service>,
    /// Ingress `N-jobmanager`.
    pub job_manager_ingress: Observed<Ingress>,
    /// Deployment `N-taskmanager`.
    pub task_manager_deployment: Observed<Workload>,
    /// StatefulSet `N-taskmanager`.
    pub task_manager_stateful_set: Observed<Workload>,
    /// The newest Job of role submitter.
    pub submitter: Observed<Task>,
    /// The Job of role prepare.
    pub prepare: Observed<Task>,
    /// The Jobs of the roles savepoint and autosavepoint.
    pub savepoints: Observed<Vec<Task>>,
    /// The newest Job of role cancel.
    pub cancel: Observed<Task>,
    /// Flink's REST API.
    pub flink: Flink,
    /// How patient to be.
    pub config: Config,
}

/// What a look at an object gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Observed<T> {
    /// It is there.
    Present(T),
    /// It is not there.
    #[default]
    Absent,
    /// It could not be looked at: forbidden, a broken server, a cache that is not filled yet.
    ReadError,
}

impl<T> Observed<T> {
    /// The object, when it is there.
    pub fn get(&self) -> Option<&T> {
        if let Self::Present(object) = self { Some(object) } else { None }
    }

    /// Whether it could not be looked at.
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::ReadError)
    }
}

/// How patient the derivation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// Seconds that a job which was seen, or an API that answered, may be away.
    pub api_grace_seconds: i64,
    /// Seconds that a job may be pending.
    pub pending_deadline_seconds: i64,
}

impl Default for Config {
    fn default() -> Self {
        Self { api_grace_seconds: 60, pending_deadline_seconds: 600 }
    }
}

/// What Flink's REST API said.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Flink {
    /// It was not asked: the JobManager is not ready.
    #[default]
    NotPolled,
    /// `GET /jobs/overview` was answered.
    Answered {
        /// Its jobs; of very many, those that count.
        jobs: Vec<JobOverview>,
        /// The answers of `GET /jobs/:id/checkpoints`, by the job's id; none where it was not asked or not answered.
        checkpoints: Vec<(String, Checkpoints)>,
        /// The ids of jobs that have just come: what they started from is not known yet.
        starting: BTreeSet<String>,
    },
    /// It was asked and gave no answer that could be used.
    Failed(ApiError),
}

/// Why Flink's REST API gave no answer: the reasons of condition `FlinkAPIReachable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum ApiError {
    /// Refused, reset, no route.
    ConnectionRefused,
    /// It took too long, or ended in the middle.
    Timeout,
    /// There is no such name.
    DnsError,
    /// 503, 307 or 308: there is no leader.
    ServiceUnavailable,
    /// Another status of 500 or more.
    ServerError,
    /// 401 or 403.
    Unauthorized,
    /// Something else than was asked for.
    MalformedBody,
    /// More than is read.
    AnswerTooLarge,
    /// The JobManager's Service does not lead to pods of its namespace: nothing was asked.
    ServiceLeadsElsewhere,
}

impl ApiError {
    /// As a condition's reason.
    pub fn reason(self) -> &'static str {
        match self {
            Self::ConnectionRefused => "ConnectionRefused",
            Self::Timeout => "Timeout",
            Self::DnsError => "DnsError",
            Self::ServiceUnavailable => "ServiceUnavailable",
            Self::ServerError => "ServerError",
            Self::Unauthorized => "Unauthorized",
            Self::MalformedBody => "MalformedBody",
            Self::AnswerTooLarge => "AnswerTooLarge",
            Self::ServiceLeadsElsewhere => "ServiceLeadsElsewhere",
        }
    }
}

/// The Job that submits, of all of role submitter: that of the roll-out that was prepared, else the newest.
pub fn submitter(cluster: &str, prepare: Option<&Task>, all: Vec<Task>) -> Observed<Task> {
    let rollout = prepare.and_then(|prepare| prepare.job.metadata.annotation(labels::ROLLOUT));
    let wanted = rollout.map(|rollout| names::job(cluster, Some(rollout)));
    let newest = all.into_iter().max_by(|one, other| {
        let rank = |task: &Task| {
            let metadata = &task.job.metadata;
            (wanted.as_ref() == Some(&metadata.name), metadata.creation_timestamp, metadata.name.clone())
        };
        rank(one).cmp(&rank(other))
    });
    newest.map_or(Observed::Absent, Observed::Present)
}
