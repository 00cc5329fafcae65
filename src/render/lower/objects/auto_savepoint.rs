//! The CronJob that takes a savepoint every `autoSavepointSeconds`.

use crate::k8s::object::Object;
use crate::k8s::{labels, names, schedule};
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
    let schedule = Spanned { span: seconds.span, value: schedule::every(seconds.value).0 };
    let task = Task {
        role: labels::AUTO_SAVEPOINT,
        script: scripts::SAVEPOINT,
        folders: &[Folder::Run, Folder::OnDemand],
        arguments: vec![literal(job.savepoints_dir.as_ref()), Node::from("")],
        // The next one comes soon.
        knows_rollout: true,
        backoff_limit: 0,
        job,
    };
    Some(context.cron_job(names::auto_savepoint(context.name()), schedule, task, rollout))
}
