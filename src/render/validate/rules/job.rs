//! What a job must say.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The job's jar file: a path in the image or on a volume, or a URI.
    JAR_FILE = 113, "no jar file";
    /// A job has at least one subtask.
    PARALLELISM = 114, "a parallelism below 1";
    /// The operator wants a clean-up policy that is given to say what happens after success and after failure. The
    /// defaults fill the gaps without `--compat operator`.
    CLEANUP_POLICY = 115, "an incomplete clean-up policy";
    /// The operator refused a new cluster whose job is cancelled already.
    CANCEL_REQUESTED = 116, "a new job that is cancelled";
}

const SUBTASKS: &str = fields!("spec.job.parallelism");
/// So many of them at least.
const LEAST: i32 = 1;

/// Checks the job.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    if job.jar_file.is_written() && job.jar_file.value.is_empty() {
        found.error(
            JAR_FILE,
            job.jar_file.span,
            fields!("spec.job.jarFile is empty"),
            "write a path or a URI",
        );
    }
    found.at_least(PARALLELISM, SUBTASKS, job.parallelism, LEAST);
    if !cluster.conventions.as_admitted {
        return;
    }
    let policy = &job.cleanup_policy;
    for (message, field, action) in [
        (
            fields!("spec.job.cleanupPolicy.afterJobSucceeds is missing"),
            "afterJobSucceeds",
            policy.after_job_succeeds,
        ),
        (fields!("spec.job.cleanupPolicy.afterJobFails is missing"), "afterJobFails", policy.after_job_fails),
    ] {
        if policy.at.is_written() && !action.is_written() {
            let help = format!("add `{field}: {}`", action.value.as_str());
            found.error(CLEANUP_POLICY, policy.at.span, message, help);
        }
    }
    if job.cancel_requested.value {
        let message = fields!("spec.job.cancelRequested cannot be true in a new cluster");
        found.error(CANCEL_REQUESTED, job.cancel_requested.span, message, "remove it");
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    vec![
        Cel::new(fields!("spec.job.jarFile"), "self.size() > 0", "name a jar file"),
        Cel::at_least(SUBTASKS, LEAST, format!("at least {LEAST}")),
    ]
}
