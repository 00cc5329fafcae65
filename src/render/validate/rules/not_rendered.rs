//! What the operator did at run time, and nothing of its objects says.

use crate::diagnostic::{Span, codes};
use crate::fields;
use crate::k8s::dialect::Dialect;
use crate::model::words::{CleanupAction, RestartPolicy};
use crate::model::{CleanupPolicy, Cluster, Job};
use crate::render::validate::findings::Findings;

codes! {
    /// The operator acted on this field while the cluster ran; the objects it created do not show it. With `--compat operator` it
    /// has no effect. Natively, Jobs do what the fields of the job say; `recreateOnUpdate` and `revisionHistoryLimit` have no effect
    /// there, either: the revisions are in Git, and what a change restarts is always made anew.
    NOT_RENDERED = 150, "a field without effect", warning;
}

/// Names each such field that is set to something that would have an effect.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for (field, span) in &cluster.for_operators {
        let message = format!("{field} has no effect: only an operator acts on it");
        let help = "remove it: the revisions are in Git, and what a change restarts is always made anew";
        found.warning(NOT_RENDERED, span.span, message, help);
    }
    let (Some(job), None) = (&cluster.job, cluster.life()) else { return };
    let Job {
        savepoints_dir,
        savepoint_generation,
        auto_savepoint_seconds,
        restart_policy,
        cancel_requested,
        cleanup_policy,
        savepoint_format,
        take_savepoint,
        max_state_age,
        // Rendered.
        mode: _,
        // Of annotations, which the operator did not read.
        upgrade: _,
        kept: _,
        program: _,
        class_path: _,
        class_name: _,
        args: _,
        from_savepoint: _,
        allow_non_restored_state: _,
        parallelism: _,
        no_logging_to_stdout: _,
        pod: _,
        identity: _,
        annotated: _,
        inherits: _,
    } = job;
    let CleanupPolicy { at: _, after_job_succeeds, after_job_fails, after_job_cancelled } = cleanup_policy;
    let cleanup = |action: crate::tree::Spanned<CleanupAction>| {
        (action.is_written() && action.value != CleanupAction::KeepCluster).then_some(action.span)
    };
    let upgrade = match cluster.dialect {
        Dialect::V1alpha1 | Dialect::Google => fields!("spec.job.takeSavepointOnUpgrade"),
        Dialect::Spotify => fields!("spec.job.takeSavepointOnUpdate"),
    };
    let fields: [(&str, Option<Span>); 11] = [
        (fields!("spec.job.savepointsDir"), savepoints_dir.as_ref().map(|text| text.span)),
        (fields!("spec.job.savepointGeneration"), savepoint_generation.map(|number| number.span)),
        (fields!("spec.job.autoSavepointSeconds"), auto_savepoint_seconds.map(|number| number.span)),
        (
            fields!("spec.job.restartPolicy"),
            (restart_policy.value == RestartPolicy::FromSavepointOnFailure).then_some(restart_policy.span),
        ),
        (fields!("spec.job.cancelRequested"), cancel_requested.value.then_some(cancel_requested.span)),
        (fields!("spec.job.cleanupPolicy.afterJobSucceeds"), cleanup(*after_job_succeeds)),
        (fields!("spec.job.cleanupPolicy.afterJobFails"), cleanup(*after_job_fails)),
        (fields!("spec.job.cleanupPolicy.afterJobCancelled"), cleanup(*after_job_cancelled)),
        (fields!("spec.job.savepointFormatType"), savepoint_format.map(|word| word.span)),
        (upgrade, take_savepoint.is_written().then_some(take_savepoint.span)),
        (fields!("spec.job.maxStateAgeToRestoreSeconds"), max_state_age.map(|number| number.span)),
    ];
    for (field, span) in fields {
        let Some(span) = span else { continue };
        let message = format!("{field} has no effect: the operator acted on it at run time");
        let help = "it has one natively, without `--compat operator`, once the operator is gone";
        found.warning(NOT_RENDERED, span, message, help);
    }
}
