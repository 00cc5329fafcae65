//! The derivation: from what was seen of a cluster to its status. Pure: no clock, no cluster. `fixtures/status` has a
//! case for each of its rules.

pub mod facts;
mod words;
mod clocks;
mod message;
mod submitter;
mod components;
mod ingress;
mod identity;
pub mod listing;
mod job;
mod savepoints;
mod entry;
mod rollout;
mod cluster;
mod reason;
mod conditions;
mod events;

use jiff::Timestamp;

use crate::api::status::{Components, Condition, ConditionType, Status};
use crate::k8s::labels;
use clocks::Clocks;
use entry::DerivedJob;
use facts::{Facts, Metadata};

/// What follows from the facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The whole status.
    pub status: Status,
    /// Whether it differs from the previous one by more than the time it was written at: only then it is written.
    pub changed: bool,
    /// What to tell, one Event each: type `Normal`, reason [`EVENT_REASON`].
    pub events: Vec<String>,
}

/// The reason of every Event.
pub const EVENT_REASON: &str = "StatusUpdate";

/// The status of a cluster, by the status that was recorded and what is seen at this moment.
pub fn derive(facts: &Facts, previous: &Status, now: Timestamp) -> Derived {
    // What is being deleted takes no status.
    if facts.cluster.metadata.deletion_timestamp.is_some() {
        return Derived { status: previous.clone(), changed: false, events: Vec::new() };
    }
    let status = status(facts, previous, words::seconds(now).unwrap_or(now));
    // A status that differs in nothing but its time would be a write with every look.
    if is_same(&status, previous) {
        let last_update_time = previous.last_update_time;
        return Derived { status: Status { last_update_time, ..status }, changed: false, events: Vec::new() };
    }
    let events = events::of(previous, &status);
    Derived { status, changed: true, events }
}

fn status(facts: &Facts, previous: &Status, now: Timestamp) -> Status {
    let clocks = Clocks::of(previous);
    let DerivedJob { entry, cleanup, rollout, case: job } =
        entry::of(facts, previous.components.job.as_ref(), clocks, now);
    let components = Components { job: entry, ..components(facts, &previous.components) };
    let read_error = is_unread(facts);
    // While something cannot be read, nothing follows for the cluster.
    let kept = previous.state.filter(|_| read_error);
    let running = cluster::running(facts, &components);
    let state = kept.unwrap_or_else(|| cluster::state(previous.state, running, cleanup));
    let case = conditions::Circumstances {
        read_error,
        out_of_date: is_out_of_date(facts),
        rollout,
        state,
        job,
        flink: &facts.flink,
        api_lost: clocks.silent(&facts.flink, now) >= facts.config.api_grace_seconds,
    };
    let generation = facts.cluster.metadata.generation;
    let mut conditions = conditions::written(case.answers(), &previous.conditions, generation, now);
    if facts.submitter.is_unread() {
        conditions
            .extend(previous.conditions.iter().filter(|condition| is_about_the_job(condition)).cloned());
    }
    Status {
        state: Some(state),
        components,
        last_update_time: Some(now),
        observed_generation: generation,
        conditions,
    }
}

fn components(facts: &Facts, old: &Components) -> Components {
    Components {
        config_map: components::entry(&facts.config_map, old.config_map.as_ref(), components::config_map),
        job_manager_deployment: components::workload(
            &facts.job_manager_deployment,
            &facts.job_manager_stateful_set,
            old.job_manager_deployment.as_ref(),
        ),
        job_manager_stateful_set: components::workload(
            &facts.job_manager_stateful_set,
            &facts.job_manager_deployment,
            old.job_manager_stateful_set.as_ref(),
        ),
        job_manager_service: components::entry(
            &facts.job_manager_service,
            old.job_manager_service.as_ref(),
            components::service,
        ),
        job_manager_ingress: ingress::entry(
            &facts.job_manager_ingress,
            old.job_manager_ingress.as_ref(),
            facts.cluster.spec.job_manager.ingress.is_some(),
        ),
        task_manager_deployment: components::workload(
            &facts.task_manager_deployment,
            &facts.task_manager_stateful_set,
            old.task_manager_deployment.as_ref(),
        ),
        task_manager_stateful_set: components::workload(
            &facts.task_manager_stateful_set,
            &facts.task_manager_deployment,
            old.task_manager_stateful_set.as_ref(),
        ),
        job: None,
    }
}

/// Whether something could not be read.
fn is_unread(facts: &Facts) -> bool {
    let Facts {
        cluster: _,
        config_map,
        job_manager_deployment,
        job_manager_stateful_set,
        job_manager_service,
        job_manager_ingress,
        task_manager_deployment,
        task_manager_stateful_set,
        submitter,
        prepare,
        savepoints,
        cancel,
        flink: _,
        config: _,
    } = facts;
    config_map.is_unread()
        || job_manager_deployment.is_unread()
        || job_manager_stateful_set.is_unread()
        || job_manager_service.is_unread()
        || job_manager_ingress.is_unread()
        || task_manager_deployment.is_unread()
        || task_manager_stateful_set.is_unread()
        || submitter.is_unread()
        || prepare.is_unread()
        || savepoints.is_unread()
        || cancel.is_unread()
}

/// Whether a part is of another rendering than the FlinkCluster, which has the hashes of all its parts.
fn is_out_of_date(facts: &Facts) -> bool {
    let hash = |metadata: &Metadata| metadata.annotation(labels::RENDER_HASH).map(str::to_owned);
    let Some(wanted) = hash(&facts.cluster.metadata) else { return false };
    let parts = [
        facts.config_map.get().map(|object| &object.metadata),
        facts.job_manager_deployment.get().map(|object| &object.metadata),
        facts.job_manager_stateful_set.get().map(|object| &object.metadata),
        facts.job_manager_service.get().map(|object| &object.metadata),
        facts.job_manager_ingress.get().map(|object| &object.metadata),
        facts.task_manager_deployment.get().map(|object| &object.metadata),
        facts.task_manager_stateful_set.get().map(|object| &object.metadata),
        facts.submitter.get().map(|task| &task.job.metadata),
    ];
    parts.into_iter().flatten().filter_map(hash).any(|hash| !wanted.split(' ').any(|known| known == hash))
}

fn is_about_the_job(condition: &Condition) -> bool {
    match condition.kind {
        ConditionType::SavepointSucceeded | ConditionType::JobUpgraded | ConditionType::JobObserved => true,
        ConditionType::Ready
        | ConditionType::Reconciling
        | ConditionType::Stalled
        | ConditionType::FlinkAPIReachable => false,
    }
}

/// Whether it says the same. A condition's message follows from its reason.
fn is_same(new: &Status, old: &Status) -> bool {
    let conditions = |status: &Status| {
        let mut all = status.conditions.clone();
        all.iter_mut().for_each(|condition| condition.message.clear());
        all.sort_by_key(|condition| condition.kind);
        all
    };
    let Status { state, components, last_update_time: _, observed_generation, conditions: _ } = new;
    *state == old.state
        && *components == old.components
        && *observed_generation == old.observed_generation
        && conditions(new) == conditions(old)
}
