//! The scripts of the Jobs: ConfigMaps that all of a step mount.

use crate::k8s::object::{CONFIG_MAP, Object};
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::scripts::Folder;

/// Those that run before a roll-out is decided.
pub fn prepare(context: &Context<'_>) -> Option<Object> {
    let (name, data) = context.scripts.as_ref()?.folder(Folder::Prepare)?;
    Some(context.account_object(CONFIG_MAP, name.to_owned(), map! { "data" => data.clone() }))
}

/// Those that run in it, and on demand where something is demanded.
pub fn run(context: &Context<'_>) -> impl Iterator<Item = Object> {
    let folders = [Folder::Run, Folder::OnDemand].into_iter();
    let found = folders.filter_map(|folder| context.scripts.as_ref()?.folder(folder));
    found.map(|(name, data)| {
        let metadata = context.metadata(name.to_owned(), context.labels(None), None);
        Object::new(CONFIG_MAP, metadata, map! { "data" => data.clone(), "immutable" => true })
    })
}
