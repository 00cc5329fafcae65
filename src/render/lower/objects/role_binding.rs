//! Gives the Jobs' Role to their ServiceAccount, or to the one that the user names.

use crate::k8s::names;
use crate::k8s::object::{Object, ROLE, ROLE_BINDING, SERVICE_ACCOUNT};
use crate::render::lower::context::Context;
use crate::{list, map};

/// The RoleBinding, when there is something to remember.
pub fn role_binding(context: &Context<'_>) -> Option<Object> {
    let (job, _) = context.life.filter(|(job, _)| job.remembers())?;
    let name = || names::account(context.name());
    let role = map! { "apiGroup" => "rbac.authorization.k8s.io", "kind" => ROLE.1, "name" => name() };
    let mut subject = map! { "kind" => SERVICE_ACCOUNT.1, "name" => context.jobs_account(job) };
    subject.push_some("namespace", context.namespace);
    let body = map! { "roleRef" => role, "subjects" => list![subject] };
    Some(context.account_object(ROLE_BINDING, name(), body))
}
