//! What Flink's processes may do that keep their leader in Kubernetes: their account, and the ConfigMaps that they make themselves.

use crate::flink::availability;
use crate::k8s::names;
use crate::k8s::object::{Object, ROLE, ROLE_BINDING, SERVICE_ACCOUNT};
use crate::list;
use crate::map;
use crate::render::lower::context::Context;
use crate::render::lower::objects::role_binding::gives;
use crate::tree::{Map, Node};

/// The ServiceAccount, where the user names none, and a Role with its RoleBinding.
pub fn objects(context: &Context<'_>) -> Vec<Object> {
    if !context.is_kept() {
        return Vec::new();
    }
    let name = || names::availability(context.name());
    let own = context.availability_account().map(|_| {
        let body = map! { "automountServiceAccountToken" => false };
        context.account_object(SERVICE_ACCOUNT, name(), body)
    });
    let flinks = context.flink_account();
    // A client asks who the leader is.
    let client = context.life.filter(|(job, _)| !job.is_application());
    let of_jobs = client.filter(|(job, _)| job.has_account() || context.named_account(job).is_some());
    let of_jobs = of_jobs.map(|(job, _)| context.jobs_account(job));
    let of_jobs = of_jobs.filter(|jobs| flinks.as_ref().is_none_or(|flinks| flinks.value != jobs.value));
    let binding = gives(context, &name(), flinks.into_iter().chain(of_jobs));
    own.into_iter()
        .chain([
            context.account_object(ROLE, name(), map! { "rules" => rules(context) }),
            context.account_object(ROLE_BINDING, name(), binding),
        ])
        .collect()
}

/// By name, where all names are known: those of a session's jobs are not. What is made, or watched by a label, has none to the API server.
fn rules(context: &Context<'_>) -> Vec<Map> {
    let rule =
        |verbs: Node| map! { "apiGroups" => list![""], "resources" => list!["configmaps"], "verbs" => verbs };
    let mut all = vec![rule(list!["create", "list", "watch"])];
    let mut named = rule(list!["get", "update", "patch", "delete"]);
    if let Some((_, version)) = context.application() {
        let maps = availability::config_maps(context.cluster_id(), &context.job_id(), version);
        let maps: Vec<Node> = maps.into_iter().map(Node::from).collect();
        named.push("resourceNames", maps);
    }
    all.push(named);
    all
}
