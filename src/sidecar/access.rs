//! What the sidecar may do: read what a status follows from, write statuses and Events, hold its Leases.

use super::installation::{Installation, NAME, Scope, labels};
use crate::k8s::object::{CLUSTER_ROLE, CLUSTER_ROLE_BINDING, Object, ROLE, ROLE_BINDING, SERVICE_ACCOUNT};
use crate::k8s::observer::{self, rule};
use crate::k8s::workload::Workload;
use crate::tree::{Map, Node};
use crate::{list, map};

/// Beside the other Roles' name.
const LEASES: &str = "flink-status-sync-leases";

/// The ServiceAccount, the Roles and their bindings.
pub fn objects(installation: &Installation) -> Vec<Object> {
    let account = map! { "automountServiceAccountToken" => false };
    let mut all = vec![installation.object(SERVICE_ACCOUNT, NAME, account)];
    let subject = || {
        map! { "kind" => SERVICE_ACCOUNT.1, "name" => NAME, "namespace" => installation.namespace.clone() }
    };
    let mut grant =
        |kinds: [(&'static str, &'static str); 2], namespace: Option<&String>, name, rules: Vec<Map>| {
            let place = |kind, body| Installation::placed(kind, namespace.cloned(), name, labels(None), body);
            let role =
                map! { "apiGroup" => "rbac.authorization.k8s.io", "kind" => kinds[0].1, "name" => name };
            all.push(place(kinds[0], map! { "rules" => rules }));
            all.push(place(kinds[1], map! { "roleRef" => role, "subjects" => list![subject()] }));
        };
    let rules = || observer::rules(&Workload::ALL, installation.pods, None);
    match &installation.scope {
        Scope::All => grant([CLUSTER_ROLE, CLUSTER_ROLE_BINDING], None, NAME, rules()),
        Scope::Namespaces(namespaces) => {
            for namespace in namespaces {
                grant([ROLE, ROLE_BINDING], Some(namespace), NAME, rules());
            }
        }
    }
    grant([ROLE, ROLE_BINDING], Some(&installation.namespace), LEASES, leases(installation));
    all
}

/// A name cannot be told when something is made.
fn leases(installation: &Installation) -> Vec<Map> {
    let names: Vec<Node> =
        installation.instances().into_iter().map(|instance| Node::from(instance.name)).collect();
    let group = "coordination.k8s.io";
    let mut held = rule(group, &["leases"], &["get", "update"]);
    held.push("resourceNames", names);
    vec![rule(group, &["leases"], &["create"]), held]
}
