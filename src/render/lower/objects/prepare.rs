//! The Job that stops what runs, with a savepoint, before a roll-out restarts it. Its template changes exactly when the
//! JobManager or the job restarts, and it is then made anew.

use crate::k8s::object::{JOB, Object, Stage};
use crate::k8s::{labels, names};
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{Task, literal};
use crate::render::lower::scripts::Folder;

/// The Job, when the cluster has a job.
pub fn prepare(context: &Context<'_>, rollout: &Rollout) -> Option<Object> {
    let (job, _) = context.life?;
    let spec = context.task_spec(
        Task {
            role: labels::PREPARE,
            script: scripts::PREPARE,
            folders: &[Folder::Prepare],
            arguments: vec![literal(job.savepoints_dir.as_ref()), literal(job.from_savepoint.as_ref())],
            // Flux does not run a failed Job again before the next commit.
            knows_rollout: true,
            backoff_limit: 2,
            job,
        },
        rollout,
    );
    let mut annotations = context.renewed("-1");
    annotations.push(labels::ROLLOUT, rollout.id().to_owned());
    let metadata = context.task_metadata(names::prepare(context.name()), labels::PREPARE, annotations);
    Some(Object { stage: Stage::Prepare, ..Object::new(JOB, metadata, map! { "spec" => spec }) })
}
