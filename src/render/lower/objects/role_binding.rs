//! Gives the Jobs' Role to their ServiceAccount, or to the one that the user names.

use crate::k8s::names;
use crate::k8s::object::{Object, ROLE, ROLE_BINDING, SERVICE_ACCOUNT};
use crate::map;
use crate::render::lower::context::Context;
use crate::tree::{Map, Node};

/// The RoleBinding, when there is something to remember.
pub fn role_binding(context: &Context<'_>) -> Option<Object> {
    let (job, _) = context.life.filter(|(job, _)| job.remembers())?;
    let name = names::account(context.name());
    let body = gives(context, &name, [context.jobs_account(job)]);
    Some(context.account_object(ROLE_BINDING, name, body))
}

/// What gives a Role to accounts, all of the cluster's namespace.
pub fn gives(context: &Context<'_>, role: &str, accounts: impl IntoIterator<Item = Node>) -> Map {
    let role =
        map! { "apiGroup" => "rbac.authorization.k8s.io", "kind" => ROLE.1, "name" => role.to_owned() };
    let subject = |account| {
        let mut subject = map! { "kind" => SERVICE_ACCOUNT.1, "name" => account };
        subject.push_some("namespace", context.namespace);
        Node::from(subject)
    };
    let subjects: Vec<Node> = accounts.into_iter().map(subject).collect();
    map! { "roleRef" => role, "subjects" => subjects }
}
