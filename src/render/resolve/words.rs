//! The words of the resource to the cluster's choices: a new word of one version of the resource means nothing in another
//! before it is given a meaning here.

use crate::api::words as written;
use crate::k8s::workload::Workload;
use crate::model::words::{
    AccessScope, CleanupAction, JobMode, Protocol, PullPolicy, RestartPolicy, SavepointFormat,
};

/// `spec.image.pullPolicy`
pub fn pull_policy(word: &written::PullPolicy) -> PullPolicy {
    match word {
        written::PullPolicy::Always => PullPolicy::Always,
        written::PullPolicy::IfNotPresent => PullPolicy::IfNotPresent,
        written::PullPolicy::Never => PullPolicy::Never,
    }
}

/// `spec.jobManager.accessScope`
pub fn access_scope(word: &written::AccessScope) -> AccessScope {
    match word {
        written::AccessScope::Cluster => AccessScope::Cluster,
        written::AccessScope::Vpc => AccessScope::Vpc,
        written::AccessScope::External => AccessScope::External,
        written::AccessScope::NodePort => AccessScope::NodePort,
        written::AccessScope::Headless => AccessScope::Headless,
    }
}

/// `spec.job.restartPolicy`
pub fn restart_policy(word: &written::RestartPolicy) -> RestartPolicy {
    match word {
        written::RestartPolicy::Never => RestartPolicy::Never,
        written::RestartPolicy::FromSavepointOnFailure => RestartPolicy::FromSavepointOnFailure,
    }
}

/// `afterJobSucceeds`, `afterJobFails`
pub fn cleanup_action(word: &written::CleanupAction) -> CleanupAction {
    match word {
        written::CleanupAction::KeepCluster => CleanupAction::KeepCluster,
        written::CleanupAction::DeleteCluster => CleanupAction::DeleteCluster,
        written::CleanupAction::DeleteTaskManager => CleanupAction::DeleteTaskManager,
    }
}

/// `afterJobCancelled`
pub fn cancelled_action(word: &written::CancelledAction) -> CleanupAction {
    match word {
        written::CancelledAction::KeepCluster => CleanupAction::KeepCluster,
        written::CancelledAction::DeleteCluster => CleanupAction::DeleteCluster,
        written::CancelledAction::DeleteTaskManager => CleanupAction::DeleteTaskManager,
    }
}

/// `spec.taskManager.deploymentType`
pub fn workload(word: &written::DeploymentType) -> Workload {
    match word {
        written::DeploymentType::StatefulSet => Workload::StatefulSet,
        written::DeploymentType::Deployment => Workload::Deployment,
    }
}

/// `spec.job.mode`
pub fn mode(word: &written::JobMode) -> JobMode {
    match word {
        written::JobMode::Detached => JobMode::Detached,
        written::JobMode::Blocking => JobMode::Blocking,
        written::JobMode::Application => JobMode::Application,
    }
}

/// `spec.job.savepointFormatType`
pub fn savepoint_format(word: &written::SavepointFormat) -> SavepointFormat {
    match word {
        written::SavepointFormat::Canonical => SavepointFormat::Canonical,
        written::SavepointFormat::Native => SavepointFormat::Native,
    }
}

/// The protocol of a port.
pub fn protocol(word: &written::Protocol) -> Protocol {
    match word {
        written::Protocol::Tcp => Protocol::Tcp,
        written::Protocol::Udp => Protocol::Udp,
        written::Protocol::Sctp => Protocol::Sctp,
    }
}
