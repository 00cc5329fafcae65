//! Ports of Flink's own settings, where a field has another one.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::flink::options::{self, changes};
use crate::flink::version::NEWEST;
use crate::model::{Cluster, JobManagerPorts, TaskManagerPorts};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;
use crate::tree::Spanned;

codes! {
    /// A process listens at this port, and others look for it at the port of the field: the Service, the kubelet's probes, a
    /// NetworkPolicy, and TaskManagers, which the JobManager's high availability sends to a port of its own. Leave the setting out:
    /// it is then the field's port.
    OTHER_PORT = 231, "a port where nobody looks for it", warning;
}

/// Read where there is high availability.
const OF_LEADER: &str = "high-availability.jobmanager.port";

/// What the settings are called.
pub const KEYS: [&str; 5] = [
    OF_LEADER,
    "jobmanager.rpc.bind-port",
    "rest.bind-port",
    "taskmanager.rpc.bind-port",
    "taskmanager.data.bind-port",
];

/// Checks each, under older names, too.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let JobManagerPorts { rpc, blob: _, query: _, ui } = &cluster.job_manager.ports;
    let TaskManagerPorts { data, rpc: of_tasks, query: _ } = &cluster.task_manager.ports;
    let ports: [(&Spanned<i32>, &str); 5] = [
        (rpc, fields!("spec.jobManager.ports.rpc")),
        (rpc, fields!("spec.jobManager.ports.rpc")),
        (ui, fields!("spec.jobManager.ports.ui")),
        (of_tasks, fields!("spec.taskManager.ports.rpc")),
        (data, fields!("spec.taskManager.ports.data")),
    ];
    let is_set = |name: &str| cluster.property(name).is_some();
    for (key, value) in &cluster.properties {
        let version = cluster.version().unwrap_or(NEWEST);
        let names = changes::sets(&key.value, version);
        let Some((name, (port, field))) = KEYS.iter().zip(ports).find(|(name, _)| names.contains(name))
        else {
            continue;
        };
        let is_read = !options::is_shadowed(&key.value, version, is_set)
            && (*name != OF_LEADER || availability::is_on(&cluster.settings()));
        if is_read && value.value.trim() != port.value.to_string() {
            let message = format!(
                "{}: the process listens there, but everybody looks for it at {}, which is {field}",
                self::field(&key.value),
                port.value
            );
            let help = format!("remove it, and set {field} to the port that you want");
            found.strict(OTHER_PORT, value.span, message, help);
        }
    }
}
