//! The CronJob that disposes of savepoints, once an hour.

use crate::k8s::object::Object;
use crate::k8s::{labels, names, schedule};
use crate::model::Kept;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{Task, literal};
use crate::render::lower::scripts::Folder;
use crate::tree::{Node, Spanned};

/// The CronJob, where not all savepoints are kept.
pub fn dispose(context: &Context<'_>, rollout: &Rollout) -> Option<Object> {
    let (job, _) = context.life?;
    let Kept { most, seconds } = job.disposes()?;
    let number = |number: Option<Spanned<i32>>| {
        number.map_or_else(|| Node::from(""), |n| n.map(|n| n.to_string()).into())
    };
    let schedule =
        schedule::hourly(&format!("{}/{}", context.namespace.map_or("", |text| &text.value), context.name()));
    let task = Task {
        role: labels::DISPOSE,
        script: scripts::DISPOSE,
        folders: &[Folder::Run, Folder::OnDemand],
        arguments: vec![literal(job.from_savepoint.as_ref()), number(most), number(seconds)],
        // The next one comes soon.
        knows_rollout: true,
        backoff_limit: 0,
        job,
    };
    Some(context.cron_job(names::dispose(context.name()), schedule, task, rollout))
}
