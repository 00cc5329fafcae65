//! What belongs to a job's later life.

use crate::api::words::{CleanupAction, RestartPolicy};
use crate::diagnostic::{Span, codes};
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// The operator acted on this field while the cluster ran. Nothing that is rendered does so yet: the field has no
    /// effect.
    NOT_RENDERED = 150, "a field without effect so far";
}

/// Names each such field that is set to something that would have an effect.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    let policy = &job.cleanup_policy;
    let cleanup = |action: crate::tree::Spanned<CleanupAction>| {
        (action.is_written() && action.value != CleanupAction::KeepCluster).then_some(action.span)
    };
    let fields: [(&str, Option<Span>); 8] = [
        ("savepointsDir", job.savepoints_dir.as_ref().map(|text| text.span)),
        ("savepointGeneration", job.savepoint_generation.map(|number| number.span)),
        ("autoSavepointSeconds", job.auto_savepoint_seconds.map(|number| number.span)),
        (
            "restartPolicy",
            (job.restart_policy.value == RestartPolicy::FromSavepointOnFailure)
                .then_some(job.restart_policy.span),
        ),
        ("cancelRequested", job.cancel_requested.value.then_some(job.cancel_requested.span)),
        ("cleanupPolicy.afterJobSucceeds", cleanup(policy.after_job_succeeds)),
        ("cleanupPolicy.afterJobFails", cleanup(policy.after_job_fails)),
        ("cleanupPolicy.afterJobCancelled", cleanup(policy.after_job_cancelled)),
    ];
    for (field, span) in fields {
        let Some(span) = span else { continue };
        let message = format!("spec.job.{field} is not rendered yet: it has no effect");
        let help = "do by hand what it says, or wait for a version that renders it";
        found.warning(NOT_RENDERED, span, message, help);
    }
}
