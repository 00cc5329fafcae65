//! What keeping a status takes: the rules of a Role that reads what a status follows from, and writes statuses and Events.

use super::resource::{GROUP, PLURAL};
use super::workload::Workload;
use crate::tree::{Map, Node};
use crate::{list, map};

/// The program that keeps a status: its container, and the name of its own objects.
pub const NAME: &str = "flink-status-sync";

/// The volume with the token that it alone sees, in the JobManager's pod.
pub const TOKEN: &str = "flink-status-sync-token";

const READ: &[&str] = &["get", "list", "watch"];

/// A rule of a Role.
pub fn rule(group: &'static str, resources: &[&'static str], verbs: &[&'static str]) -> Map {
    let texts = |texts: &[&'static str]| texts.iter().copied().map(Node::from).collect::<Vec<_>>();
    map! { "apiGroups" => list![group], "resources" => texts(resources), "verbs" => texts(verbs) }
}

/// The rules. `workloads`: the kinds that are read. `pods`: the termination messages of Jobs are read. `only`: the one
/// FlinkCluster whose status is written; lists and watches cannot be limited to a name.
pub fn rules(workloads: &[Workload], pods: bool, only: Option<&str>) -> Vec<Map> {
    let core: &[&str] = if pods { &["configmaps", "services", "pods"] } else { &["configmaps", "services"] };
    let workloads: Vec<_> = workloads.iter().map(|workload| workload.resource()).collect();
    let mut write = rule(GROUP, &["flinkclusters/status"], &["patch"]);
    write.push_some("resourceNames", only.map(|name| list![name.to_owned()]));
    vec![
        rule(GROUP, &[PLURAL], READ),
        write,
        rule("", core, READ),
        rule("apps", &workloads, READ),
        rule("batch", &["jobs"], READ),
        rule("networking.k8s.io", &["ingresses"], READ),
        rule("events.k8s.io", &["events"], &["create", "patch"]),
    ]
}
