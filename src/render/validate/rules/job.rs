//! What a job must say.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::dialect::Dialect;
use crate::model::conventions::Admission;
use crate::model::words::JobMode;
use crate::model::{CleanupPolicy, Cluster, Job};
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
    if let Some(jar_file) = &job.program.jar_file
        && jar_file.is_written()
        && jar_file.value.is_empty()
    {
        let message = fields!("spec.job.jarFile is empty");
        found.error(JAR_FILE, jar_file.span, message, "write a path or a URI");
    }
    // Where the jar file is required, the form says that it is missing.
    if job.program.is_empty() && job.mode.value != JobMode::Application && cluster.dialect == Dialect::Spotify
    {
        let message = fields!("spec.job names nothing to run");
        let help = "add `jarFile: ...`, `pyFile: ...` or `pyModule: ...`";
        found.error(JAR_FILE, cluster.name.span, message, help);
    }
    if let Some(parallelism) = job.parallelism {
        found.at_least(PARALLELISM, SUBTASKS, parallelism, LEAST);
    }
    match cluster.conventions.admission {
        Admission::Ours => {}
        Admission::Google => {
            gaps(&job.cleanup_policy, found);
            cancelled(job, found);
        }
        Admission::Spotify => cancelled(job, found),
    }
}

fn gaps(policy: &CleanupPolicy, found: &mut Findings) {
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
}

fn cancelled(job: &Job, found: &mut Findings) {
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
