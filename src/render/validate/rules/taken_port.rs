//! Ports of metrics that are those of something else in the same pod.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::metrics::{METRICS, listens};
use crate::flink::reference;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// A reporter that is asked (Prometheus, JMX), and Flink's own service for metrics (`metrics.internal.query-service.port`), listen before
    /// the REST API of the JobManager and the data port of a TaskManager do, and after their other ports: what takes one of the first
    /// ends the process, and what finds one of the others taken does not start. Of a range, the first free port is taken.
    TAKEN_PORT = 270, "a port that the process needs for something else";
}

const QUERY_SERVICE: &str = "metrics.internal.query-service.port";

/// Checks each, in both processes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let (ours, tasks) = (&cluster.job_manager.ports, &cluster.task_manager.ports);
    // What is bound before, and after.
    let processes: [(&[i32], (i32, &str)); 2] = [
        (&[ours.rpc.value, ours.blob.value], (ours.ui.value, fields!("spec.jobManager.ports.ui"))),
        (&[tasks.rpc.value], (tasks.data.value, fields!("spec.taskManager.ports.data"))),
    ];
    let settings = cluster.settings();
    for (key, value) in &cluster.properties {
        let of_reporter = || key.value.strip_prefix(METRICS.head).and_then(|rest| rest.strip_suffix(".port"));
        let is_taken =
            key.value == QUERY_SERVICE || of_reporter().is_some_and(|name| listens(name, &settings));
        if !is_taken || reference::is_in(&value.value) {
            continue;
        }
        let ports = ranges(&value.value);
        for (before, (after, field_of)) in processes {
            let free = ports.iter().find_map(|(from, to)| (*from..=*to).find(|port| !before.contains(port)));
            let message = match free {
                Some(port) if port == after => {
                    format!("takes port {port}, which is {field_of}: the process ends when it starts")
                }
                None if !ports.is_empty() => "the process listens there already".to_owned(),
                Some(_) | None => continue,
            };
            let message = format!("{}: {message}", field(&key.value));
            found.strict(
                TAKEN_PORT,
                value.span,
                message,
                "choose a port that nothing else has, such as `9250`",
            );
            break;
        }
    }
}

/// `8081`, `50100-50200,50300`; empty where it is no such text, or where any port will do.
fn ranges(text: &str) -> Vec<(i32, i32)> {
    let range = |part: &str| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<u16>().ok().filter(|port| *port > 0).map(i32::from);
        Some((number(from)?, number(to)?))
    };
    text.split(',').map(range).collect::<Option<Vec<_>>>().unwrap_or_default()
}
