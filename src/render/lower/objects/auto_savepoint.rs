//! The CronJob that takes a savepoint every `autoSavepointSeconds`.

use crate::k8s::object::{CRON_JOB, Object};
use crate::k8s::{labels, names, schedule};
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{Task, literal};
use crate::render::lower::scripts::Folder;
use crate::tree::{Node, Spanned};

/// The CronJob, when the clock takes savepoints.
pub fn auto_savepoint(context: &Context<'_>, rollout: &Rollout) -> Option<Object> {
    let (job, _) = context.life?;
    let seconds = job.auto_savepoint_seconds()?;
    let task = context.task_spec(
        Task {
            role: labels::AUTO_SAVEPOINT,
            script: scripts::SAVEPOINT,
            folders: &[Folder::Run, Folder::OnDemand],
            arguments: vec![literal(job.savepoints_dir.as_ref()), Node::from("")],
            // The next one comes soon.
            knows_rollout: true,
            backoff_limit: 0,
            job,
        },
        rollout,
    );
    let labels = map! { "labels" => context.role_labels(labels::AUTO_SAVEPOINT) };
    let spec = map! {
        "schedule" => Spanned { span: seconds.span, value: schedule::every(seconds.value).0 },
        // A controller that was away starts the newest one only, and none that is older than this.
        "startingDeadlineSeconds" => 300,
        "concurrencyPolicy" => "Forbid",
        "suspend" => job.cancel_requested.value,
        "successfulJobsHistoryLimit" => 1,
        "failedJobsHistoryLimit" => 1,
        "jobTemplate" => map! { "metadata" => labels, "spec" => task },
    };
    let annotations = map! { labels::IGNORE_HEALTHCHECK => "true", labels::SYNC_WAVE => "1" };
    let name = names::auto_savepoint(context.name());
    let metadata = context.task_metadata(name, labels::AUTO_SAVEPOINT, annotations);
    Some(Object::new(CRON_JOB, metadata, map! { "spec" => spec }))
}
