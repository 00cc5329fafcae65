//! The ledger: the ConfigMap in which the Jobs note savepoints. It is rendered without data, so that what they write is no
//! difference to Git.

use crate::k8s::names;
use crate::k8s::object::{CONFIG_MAP, Object};
use crate::render::lower::context::Context;
use crate::tree::Map;

/// The ConfigMap, when there is something to remember.
pub fn ledger(context: &Context<'_>) -> Option<Object> {
    context.life.filter(|(job, _)| job.remembers())?;
    Some(context.account_object(CONFIG_MAP, names::ledger(context.name()), Map::default()))
}
