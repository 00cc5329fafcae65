//! The scripts of the Jobs: ConfigMaps that all of a step mount.

use crate::k8s::object::{CONFIG_MAP, Object};
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::scripts::Folder;

/// Those that run before a roll-out is decided.
pub fn prepare(context: &Context<'_>) -> Option<Object> {
    let (name, data) = context.scripts.as_ref()?.folder(Folder::Prepare);
    Some(context.account_object(CONFIG_MAP, name.to_owned(), map! { "data" => data.clone() }))
}

/// Those that run in it, and on demand where something is demanded.
pub fn run(context: &Context<'_>) -> Vec<Object> {
    let Some((scripts, (job, _))) = context.scripts.as_ref().zip(context.life) else { return Vec::new() };
    let demanded = job.savepoint_generation().is_some()
        || job.auto_savepoint_seconds().is_some()
        || job.cancel_requested.value;
    let folders = [Some(Folder::Run), demanded.then_some(Folder::OnDemand)];
    let object = |folder| {
        let (name, data) = scripts.folder(folder);
        let metadata = context.metadata(name.to_owned(), context.labels(None), None);
        Object::new(CONFIG_MAP, metadata, map! { "data" => data.clone(), "immutable" => true })
    };
    folders.into_iter().flatten().map(object).collect()
}
