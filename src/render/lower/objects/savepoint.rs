//! The Job that takes one savepoint for each new `savepointGeneration`.

use crate::k8s::object::{JOB, Object};
use crate::k8s::{labels, names};
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{Task, literal};
use crate::render::lower::scripts::Folder;

/// The Job, when a savepoint is asked for.
pub fn savepoint(context: &Context<'_>, rollout: &Rollout) -> Option<Object> {
    let (job, _) = context.life?;
    let generation = job.savepoint_generation()?;
    let number = || generation.map(ToString::to_string);
    let spec = context.task_spec(
        Task {
            role: labels::SAVEPOINT,
            script: scripts::SAVEPOINT,
            folders: &[Folder::Run, Folder::OnDemand],
            arguments: vec![literal(job.savepoints_dir.as_ref()), number().into()],
            knows_rollout: true,
            backoff_limit: 2,
            job,
        },
        rollout,
    );
    // With the submitter: it waits for the job.
    let mut annotations = context.renewed("1");
    annotations.push(labels::IGNORE_HEALTHCHECK, "true");
    let name = names::savepoint(context.name(), generation.value);
    let mut metadata = context.task_metadata(name, labels::SAVEPOINT, annotations);
    metadata.labels.push(labels::SAVEPOINT_GENERATION, number());
    Some(Object::new(JOB, metadata, map! { "spec" => spec }))
}
