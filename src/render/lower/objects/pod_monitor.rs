//! What the Prometheus operator is told: which pods have metrics, and at which port.

use crate::k8s::names;
use crate::k8s::object::{Object, POD_MONITOR};
use crate::map;
use crate::model::access::Monitor;
use crate::model::metrics::{Port, ports};
use crate::render::lower::context::{Context, beside};
use crate::tree::{Map, Node};

/// The PodMonitor, when one is wanted.
pub fn pod_monitor(context: &Context<'_>) -> Option<Object> {
    // Rules look at the place of the whole.
    let Monitor { at: _, labels, interval } = context.monitor?;
    let ports = ports(&context.settings, context.job_manager, context.task_manager);
    let mut names: Vec<Node> = ports.into_iter().filter_map(name).collect();
    names.dedup_by(|a, b| a.is_same(b));
    let endpoint = |name: Node| {
        let mut endpoint = map! { "port" => name };
        endpoint.push_some("interval", interval.as_ref());
        endpoint
    };
    let endpoints: Vec<Map> = names.into_iter().map(endpoint).collect();
    let spec = map! { "selector" => context.processes(), "podMetricsEndpoints" => endpoints };
    let labels = beside(context.labels(None), labels);
    let metadata = context.metadata(names::group(context.name()), labels, None);
    Some(Object::new(POD_MONITOR, metadata, map! { "spec" => spec }))
}

/// What a port is called; a rule wants a name of one that the user adds.
fn name(port: Port<'_>) -> Option<Node> {
    match port {
        Port::Own(_) => Some(names::METRICS_PORT.into()),
        Port::Users(port) => port.name.as_ref().map(Node::from),
        Port::Flinks(_) => None,
    }
}
