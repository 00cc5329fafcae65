//! The Job that cancels the Flink job, with a savepoint where there is a directory for it. The submitter is suspended
//! meanwhile.

use crate::k8s::object::{JOB, Object};
use crate::k8s::{hash, labels, names};
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{Task, literal};
use crate::render::lower::scripts::Folder;

/// The Job, when the cancellation is asked for.
pub fn cancel(context: &Context<'_>, rollout: &Rollout) -> Option<Object> {
    let (job, _) = context.life.filter(|(job, _)| job.cancel_requested.value)?;
    let spec = context.task_spec(
        Task {
            role: labels::CANCEL,
            script: scripts::CANCEL,
            folders: &[Folder::Run, Folder::OnDemand],
            arguments: vec![literal(job.savepoints_dir.as_ref())],
            knows_rollout: true,
            backoff_limit: 6,
            job,
        },
        rollout,
    );
    let annotations = map! { labels::IGNORE_HEALTHCHECK => "true", labels::SYNC_WAVE => "1" };
    let name = names::cancel(context.name(), &hash::of(&spec.clone().into()));
    Some(Object::new(JOB, context.task_metadata(name, labels::CANCEL, annotations), map! { "spec" => spec }))
}
