//! The ServiceAccount of the Jobs that remember or scale; nobody else gets its token. The user's, where one is named, is the
//! user's own object.

use crate::k8s::names;
use crate::k8s::object::{Object, SERVICE_ACCOUNT};
use crate::map;
use crate::render::lower::context::Context;

/// The ServiceAccount, when there is something to remember.
pub fn service_account(context: &Context<'_>) -> Option<Object> {
    let (job, _) =
        context.life.filter(|(job, _)| job.has_account() && context.named_account(job).is_none())?;
    let body = map! { "automountServiceAccountToken" => false };
    let (name, annotations) = (names::account(context.name()), &job.identity.account_annotations);
    Some(context.annotated_object(SERVICE_ACCOUNT, name, annotations, body))
}
