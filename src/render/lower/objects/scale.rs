//! The Job that sets the number of TaskManagers, where a clean-up may set it to zero: Git cannot say both.

use crate::k8s::object::{JOB, Object};
use crate::k8s::{labels, names};
use crate::map;
use crate::model::TaskManager;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::Task;
use crate::render::lower::scripts::Folder;
use crate::tree::{Node, Spanned};

/// The Job, when something scales.
pub fn scale(context: &Context<'_>, rollout: &Rollout) -> Option<Object> {
    let (job, _) = context.life.filter(|(job, _)| job.scales())?;
    let TaskManager { replicas, autoscaler, .. } = context.task_manager;
    // An autoscaler begins with its least number.
    let least = autoscaler.as_ref().map(|autoscaler| autoscaler.min_replicas.unwrap_or(Spanned::implied(1)));
    let replicas = least.unwrap_or(*replicas);
    let mut arguments: Vec<Node> = vec![replicas.map(ToString::to_string).into()];
    arguments.extend(autoscaler.as_ref().map(|_| "autoscaled".into()));
    let spec = context.task_spec(
        Task {
            role: labels::SCALE,
            script: scripts::SCALE,
            folders: &[Folder::Run],
            arguments,
            knows_rollout: false,
            backoff_limit: 6,
            job,
        },
        rollout,
    );
    let metadata = context.task_metadata(names::scale(context.name()), labels::SCALE, context.renewed("0"));
    Some(Object::new(JOB, metadata, map! { "spec" => spec }))
}
