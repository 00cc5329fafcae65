//! A valid cluster to its objects. Nothing can go wrong here.

mod scripts;
mod context;
mod rollout;
mod objects;
mod files;
mod pod;
mod security;
mod component;
mod leader;
mod application;
mod script_pod;
mod job_pods;
mod stores;
mod configuration;

use std::borrow::Cow;

use self::context::Context;
use self::objects::config_map::Files;
use self::rollout::{Rollout, Templates};
use super::validate::Valid;
use crate::k8s::object::{FLINK_CLUSTER, Object};
use crate::k8s::role::Role;
use crate::k8s::workload::Workload;
use crate::k8s::{hash, labels, names};
use crate::model::Cluster;
use crate::tree::{Node, Value};

/// The objects, in the order they are written in: what others need comes first.
pub fn lower(valid: &Valid) -> Vec<Object> {
    let cluster = valid.cluster();
    // A part that is not handed on has no effect.
    let Cluster {
        dialect,
        conventions,
        resource,
        custom_resource,
        name,
        namespace,
        image,
        job_manager,
        task_manager,
        job,
        env,
        env_from,
        log_config,
        logging,
        service_account_name,
        batch_scheduler,
        pod_disruption_budget,
        access,
        monitor,
        for_operators: _, // A rule says so.
        properties: _,    // The settings.
        hadoop,
        gcp,
        status_sync,
        unrestricted: _, // The conventions say so.
        script_resources,
    } = cluster;
    let context = Context {
        conventions: *conventions,
        name,
        namespace: namespace.as_ref(),
        image,
        dialect: *dialect,
        job_manager,
        task_manager,
        life: cluster.life(),
        env,
        env_from,
        log_config,
        logging,
        service_account_name: service_account_name.as_ref(),
        batch_scheduler: batch_scheduler.as_ref(),
        pod_disruption_budget: pod_disruption_budget.as_ref(),
        access: access.as_ref(),
        monitor: monitor.as_ref(),
        settings: cluster.settings(),
        tls: cluster.tls(),
        links_plugins: cluster.links_plugins(),
        written_folders: cluster.written_folders(),
        hadoop: hadoop.as_ref(),
        gcp: gcp.as_ref(),
        status_sync: status_sync.as_ref(),
        script_resources: script_resources.as_ref(),
        scripts: None,
    };
    let scripts = context.life.map(|(job, version)| context.all_scripts(job, version));
    let context = Context { scripts, ..context };
    let mut files = Files::of(&context, valid.memory());
    let templates = Templates {
        job_manager: objects::job_manager::template(&context, job.as_ref()),
        task_manager: objects::task_manager::template(&context),
        submitter: job
            .as_ref()
            .filter(|job| context.life.is_some() || !job.is_application())
            .map(|job| (job, objects::job::template(&context, job))),
    };
    let rollout = Rollout::of(&context, || files.data(), &templates);
    files.note(&rollout);
    let Templates { job_manager, task_manager, submitter } = templates;
    let mut all = Vec::with_capacity(16);
    all.extend(custom_resource.then(|| objects::custom_resource::custom_resource(&context, resource)));
    all.extend(objects::service_account::service_account(&context));
    all.extend(objects::role::role(&context));
    all.extend(objects::role_binding::role_binding(&context));
    all.extend(objects::ledger::ledger(&context));
    all.extend(objects::availability::objects(&context));
    all.extend(objects::status_sync::objects(&context));
    all.extend(objects::scripts::prepare(&context));
    all.extend(objects::prepare::prepare(&context, &rollout));
    all.extend(objects::pod_group::pod_group(&context, job.as_ref()));
    all.extend(objects::scripts::run(&context));
    all.push(objects::config_map::config_map(&context, &files));
    all.extend(objects::pod_disruption_budget::pod_disruption_budget(&context));
    all.extend(objects::network_policy::network_policy(&context));
    all.push(objects::service::service(&context));
    all.extend(objects::ingress::ingress(&context));
    all.push(objects::job_manager::workload(&context, job.as_ref(), job_manager, &rollout));
    all.push(objects::task_manager::workload(&context, task_manager, &rollout));
    all.extend(objects::horizontal_pod_autoscaler::horizontal_pod_autoscaler(&context));
    all.extend(objects::task_manager_service::service(&context));
    all.extend(objects::pod_monitor::pod_monitor(&context));
    all.extend(objects::scale::scale(&context, &rollout));
    all.extend(submitter.map(|(job, template)| objects::job::job(&context, job, template, &rollout)));
    all.extend(objects::savepoint::savepoint(&context, &rollout));
    all.extend(objects::auto_savepoint::auto_savepoint(&context, &rollout));
    all.extend(objects::dispose::dispose(&context, &rollout));
    all.extend(objects::cancel::cancel(&context, &rollout));
    if *custom_resource && conventions.render_hash {
        mark(&mut all, &name.value);
    }
    if conventions.no_substitution {
        all.iter_mut().filter(|object| has_variables(&object.node)).for_each(|object| {
            object.annotate(labels::FLUX_SUBSTITUTE, "disabled");
        });
    }
    all
}

/// Tells whether objects in a cluster are of one rendering: a FlinkCluster and its children arrive at different moments. Each
/// child whose state is observed says what it is, and the FlinkCluster what they all are: so a child changes when it changes.
fn mark(all: &mut [Object], cluster: &str) {
    let observed = |object: &Object| match Role::of(cluster, &object.name) {
        Some(Role::JobManager | Role::Submitter) => true,
        Some(Role::TaskManager) => Workload::is(object.kind),
        Some(
            Role::Prepare
            | Role::Savepoint
            | Role::AutoSavepoint
            | Role::Dispose
            | Role::Cancel
            | Role::Scale,
        ) => false,
        None => object.name == names::config_map(cluster),
    };
    let mut hashes = Vec::new();
    for object in all.iter_mut().filter(|object| observed(object)) {
        // The mark of an output that became an input does not count.
        object.annotate(labels::RENDER_HASH, "");
        let hash = hash::of(&object.node);
        object.annotate(labels::RENDER_HASH, hash.clone());
        hashes.push(hash);
    }
    for object in all.iter_mut().filter(|object| object.kind == FLINK_CLUSTER.1) {
        object.annotate(labels::RENDER_HASH, hashes.join(" "));
    }
}

/// Whether Flux takes a part of a text for a variable, where it is told to replace these.
fn has_variables(node: &Node) -> bool {
    // Once for both: each script of the Jobs is looked at as a whole.
    let is_one = |text: &str| {
        let bytes = text.as_bytes();
        memchr::memchr_iter(b'$', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'{' | b'$')))
    };
    match &node.value {
        Value::String(text) => is_one(text),
        Value::List(items) => items.iter().any(has_variables),
        Value::Map(map) => map.0.iter().any(|entry| {
            // Keys that this program writes are none.
            let is_users = matches!(entry.key, Cow::Owned(_));
            is_users && is_one(&entry.key) || has_variables(&entry.value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
