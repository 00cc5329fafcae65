//! The job of a job cluster.

use super::fields::{Settled, filled, items, map_node, or, pairs};
use super::job_pod::Beside;
use super::{defaults, words};
use crate::api::flink_cluster as written;
use crate::api::read::Field;
use crate::k8s::dialect::Dialect;
use crate::model::conventions::Conventions;
use crate::model::words::UpgradeMode;
use crate::model::{CleanupPolicy, Inherits, Job, Kept, Pod, Program, Text};
use crate::tree::Spanned;

/// The job. `beside`: what the annotation says of its pods, which was laid over the field. `said`: what others say of a change, and of savepoints. `slots`: of all TaskManagers.
pub fn job(
    job: written::Job,
    beside: Beside,
    (upgrade, kept): (Option<Spanned<UpgradeMode>>, Kept),
    conventions: &Conventions,
    slots: Option<i32>,
    settled: Settled,
) -> Job {
    let written::Job {
        span: _,
        jar_file,
        class_path,
        py_file,
        py_files,
        py_module,
        class_name,
        args,
        from_savepoint,
        allow_non_restored_state,
        auto_savepoint_seconds,
        savepoints_dir,
        savepoint_format_type,
        take_savepoint_on_upgrade,
        take_savepoint_on_update,
        max_state_age_to_restore_seconds,
        savepoint_generation,
        parallelism,
        mode,
        no_logging_to_stdout,
        volumes,
        volume_mounts,
        init_containers,
        resources,
        pod_labels,
        pod_annotations,
        security_context,
        node_selector,
        tolerations,
        affinity,
        host_aliases,
        restart_policy,
        cleanup_policy,
        cancel_requested,
    } = job;
    let some = |field: Field<Text>, empty: bool| if empty { field.into_option() } else { filled(field) };
    let (parallelism, take_savepoint) = match settled.dialect {
        Dialect::V1alpha1 | Dialect::Google => (
            Some(or(parallelism, defaults::PARALLELISM)),
            or(take_savepoint_on_upgrade, defaults::TAKE_SAVEPOINT_ON_UPGRADE),
        ),
        Dialect::Spotify => (
            parallelism.into_option().or(slots.map(Spanned::implied)),
            or(take_savepoint_on_update, defaults::TAKE_SAVEPOINT_ON_UPDATE),
        ),
    };
    let resources = settled.resources(resources);
    Job {
        program: Program {
            jar_file: jar_file.into_option(),
            py_file: filled(py_file),
            py_files: filled(py_files),
            py_module: filled(py_module),
        },
        class_path: class_path.into_option().unwrap_or_default(),
        class_name: some(class_name, conventions.empty_class_counts),
        args: args.into_option().unwrap_or_default(),
        from_savepoint: some(from_savepoint, conventions.empty_savepoint_counts)
            .filter(|text| conventions.blank_savepoint_counts || !text.value.trim().is_empty()),
        allow_non_restored_state: or(allow_non_restored_state, defaults::ALLOW_NON_RESTORED_STATE),
        auto_savepoint_seconds: auto_savepoint_seconds.into_option(),
        savepoints_dir: filled(savepoints_dir),
        savepoint_generation: savepoint_generation.into_option(),
        savepoint_format: savepoint_format_type.into_option().map(|word| word.map(words::savepoint_format)),
        kept,
        take_savepoint,
        upgrade,
        max_state_age: max_state_age_to_restore_seconds.into_option(),
        parallelism,
        mode: or(mode, defaults::MODE).map(words::mode),
        no_logging_to_stdout: or(no_logging_to_stdout, defaults::NO_LOGGING_TO_STDOUT),
        inherits: Inherits { labels: pod_labels.is_absent(), annotations: pod_annotations.is_absent() },
        pod: Pod {
            labels: pairs(pod_labels),
            annotations: pairs(pod_annotations),
            init_containers: items(init_containers, |list| list.0),
            sidecars: Vec::new(),
            resources,
            volumes: items(volumes, |list| list.0),
            volume_mounts: items(volume_mounts, |list| list.0),
            node_selector: node_selector.into_option().map(map_node),
            tolerations: items(tolerations, |list| list.0),
            affinity: affinity.into_option().map(|affinity| affinity.0),
            host_aliases: items(host_aliases, |list| list.0),
            security_context: security_context.into_option().map(|context| context.0),
        },
        identity: beside.identity,
        annotated: beside.fields,
        restart_policy: or(restart_policy, defaults::RESTART_POLICY).map(words::restart_policy),
        cleanup_policy: self::cleanup_policy(cleanup_policy.into_option().unwrap_or_default()),
        cancel_requested: or(cancel_requested, defaults::CANCEL_REQUESTED),
    }
}

fn cleanup_policy(policy: written::CleanupPolicy) -> CleanupPolicy {
    let written::CleanupPolicy { span, after_job_succeeds, after_job_fails, after_job_cancelled } = policy;
    CleanupPolicy {
        at: Spanned { span, value: () },
        after_job_succeeds: or(after_job_succeeds, defaults::AFTER_JOB_SUCCEEDS).map(words::cleanup_action),
        after_job_fails: or(after_job_fails, defaults::AFTER_JOB_FAILS).map(words::cleanup_action),
        after_job_cancelled: or(after_job_cancelled, defaults::AFTER_JOB_CANCELLED)
            .map(words::cancelled_action),
    }
}
