//! What the cluster does.

use super::facts::{CleanupPolicy, Facts, JobSpec, Observed, Workload};
use crate::api::status::{ClusterState, Component, ComponentState, Components, JobState};

/// The action that cleans nothing up; every other word does, as it did to the operator.
const KEEP: &str = "KeepCluster";
/// The parts that count.
const ALL: usize = 3;

/// How many of the three parts that count are running.
pub fn running(facts: &Facts, components: &Components) -> usize {
    let is_ready = |component: &Option<Component>| {
        component.as_ref().is_some_and(|component| component.state == Some(ComponentState::Ready))
    };
    let asleep = is_asleep([&facts.job_manager_deployment, &facts.job_manager_stateful_set]);
    let parts = [
        is_ready(&components.job_manager_deployment) || is_ready(&components.job_manager_stateful_set),
        is_ready(&components.job_manager_service) && !asleep,
        is_ready(&components.task_manager_deployment) || is_ready(&components.task_manager_stateful_set),
    ];
    parts.into_iter().filter(|part| *part).count()
}

/// Whether somebody has begun to scale the cluster to nothing.
pub fn is_scaled_down(facts: &Facts) -> bool {
    is_asleep([&facts.job_manager_deployment, &facts.job_manager_stateful_set])
        || is_asleep([&facts.task_manager_deployment, &facts.task_manager_stateful_set])
}

/// Whether one of them wants no pods.
fn is_asleep(workloads: [&Observed<Workload>; 2]) -> bool {
    workloads.into_iter().filter_map(Observed::get).any(|workload| workload.spec.replicas == Some(0))
}

/// Whether a clean-up follows the job's end. The defaults are the operator's: the FlinkCluster
/// is read as it was written.
pub fn is_cleaned_up(job: &JobSpec, end: JobState) -> bool {
    let written = |action: fn(&CleanupPolicy) -> &Option<String>| {
        job.cleanup_policy.as_ref().and_then(|policy| action(policy).as_deref())
    };
    let action = match end {
        JobState::Succeeded => written(|policy| &policy.after_job_succeeds),
        JobState::Failed => written(|policy| &policy.after_job_fails).or(Some(KEEP)),
        JobState::Cancelled => written(|policy| &policy.after_job_cancelled),
        JobState::Pending | JobState::Running | JobState::Lost | JobState::Unknown => return false,
    };
    action != Some(KEEP)
}

/// The state after the recorded one. A clean-up is told in two steps, as the operator did: `Stopping`, then what has
/// stopped. A cluster that was stopped and is wanted again goes on like any other.
pub fn state(recorded: Option<ClusterState>, running: usize, cleanup: bool) -> ClusterState {
    use ClusterState::{Creating, PartiallyStopped, Reconciling, Running, Stopped, Stopping};
    let all = running == ALL;
    match (recorded, cleanup) {
        (Some(Running | Reconciling), true) => Stopping,
        (_, true) if all => Stopping,
        (_, true) if running == 0 => Stopped,
        (_, true) => PartiallyStopped,
        (_, false) if all => Running,
        (None | Some(Creating), false) => Creating,
        (Some(_), false) => Reconciling,
    }
}
