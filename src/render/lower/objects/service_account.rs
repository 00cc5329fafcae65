//! The ServiceAccount of the Jobs that remember or scale; nobody else gets its token. The user's, where one is named, is the
//! user's own object.

use crate::k8s::names;
use crate::k8s::object::{Object, SERVICE_ACCOUNT};
use crate::map;
use crate::render::lower::context::Context;

/// The ServiceAccount, when there is something to remember.
pub fn service_account(context: &Context<'_>) -> Option<Object> {
    context.life.filter(|(job, _)| job.remembers() && context.service_account_name.is_none())?;
    let body = map! { "automountServiceAccountToken" => false };
    Some(context.account_object(SERVICE_ACCOUNT, names::account(context.name()), body))
}
