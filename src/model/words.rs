//! Choices of a cluster: what may be written for them is a version of the resource's own affair.

/// When an image is pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PullPolicy {
    /// At every start.
    Always,
    /// When the node does not have it.
    IfNotPresent,
    /// Never: the node must have it.
    Never,
}

/// Who can reach the JobManager's Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessScope {
    /// Pods of the cluster.
    Cluster,
    /// The cloud network of the cluster, by an internal load balancer.
    Vpc,
    /// Everybody, by a load balancer.
    External,
}

/// What happens when a job fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestartPolicy {
    /// It stays failed.
    Never,
    /// It is submitted again from its newest savepoint.
    FromSavepointOnFailure,
}

/// What is removed when a job has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CleanupAction {
    /// Nothing.
    KeepCluster,
    /// The JobManager and the TaskManagers.
    DeleteCluster,
    /// The TaskManagers.
    DeleteTaskManager,
}

impl PullPolicy {
    /// As Kubernetes calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "Always",
            Self::IfNotPresent => "IfNotPresent",
            Self::Never => "Never",
        }
    }
}

impl CleanupAction {
    /// As people, and the Jobs' scripts, call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeepCluster => "KeepCluster",
            Self::DeleteCluster => "DeleteCluster",
            Self::DeleteTaskManager => "DeleteTaskManager",
        }
    }
}
