//! The JobManager's Service: the address that TaskManagers, clients and the Ingress use.

use crate::k8s::names;
use crate::k8s::object::{Object, SERVICE};
use crate::map;
use crate::model::conventions::PodLabels;
use crate::model::words::AccessScope;
use crate::model::{ExtraPort, JobManager, Process};
use crate::render::lower::context::{Context, beside, merged};
use crate::tree::{Map, Node, Value};

/// The Service.
pub fn service(context: &Context<'_>) -> Object {
    let JobManager {
        ports,
        access_scope: scope,
        service_annotations,
        service_labels,
        process,
        pod,
        // Of its pod, its Ingress, its configuration.
        replicas: _,
        ingress: _,
        margin: _,
    } = context.job_manager;
    let (kind, headless, internal) = match scope.value {
        AccessScope::Cluster => ("ClusterIP", false, false),
        AccessScope::Vpc => ("LoadBalancer", false, true),
        AccessScope::External => ("LoadBalancer", false, false),
        AccessScope::NodePort => ("NodePort", false, false),
        AccessScope::Headless => ("ClusterIP", true, false),
    };
    let mut annotations = Map::default();
    if internal {
        for (key, value) in context.conventions.internal_load_balancer {
            annotations.push(*key, *value);
        }
    }
    let annotations = match context.conventions.load_balancer_wins {
        true => beside(annotations, service_annotations),
        false => merged(annotations, service_annotations),
    };
    let own = || context.labels(Some(names::JOB_MANAGER));
    let (labels, selector) = match context.conventions.pod_labels {
        PodLabels::OfPods => (beside(own(), service_labels), own()),
        PodLabels::OfWorkload => (merged(own(), service_labels), own()),
        PodLabels::OfAll => (merged(own(), &pod.labels), merged(own(), &pod.labels)),
    };
    let ports = ports.named();
    let mut ports: Vec<_> = ports
        .iter()
        .map(|(name, port)| {
            let mut map = map! { "name" => *name, "port" => *port, "targetPort" => *name };
            map.push_some("appProtocol", protocol(context, name));
            map
        })
        .collect();
    ports.extend(extra(context, process));
    let of_scope = |text: &'static str| Node { span: scope.span, value: Value::String(text.into()) };
    let mut spec = map! { "type" => of_scope(kind) };
    spec.push_some("clusterIP", headless.then(|| of_scope("None")));
    spec.push("selector", selector);
    spec.push("ports", ports);
    let annotations = (!annotations.is_empty()).then(|| annotations.into());
    let metadata = context.metadata(names::job_manager(context.name()), labels, annotations);
    Object::new(SERVICE, metadata, map! { "spec" => spec })
}

/// What is spoken at one of Flink's ports: proxies need not guess.
pub fn protocol(context: &Context<'_>, port: &str) -> Option<&'static str> {
    let spoken = match port {
        names::REST_PORT if context.tls.is_encrypted() => "https",
        names::REST_PORT => "http",
        _ => "tcp",
    };
    context.conventions.app_protocols.then_some(spoken)
}

/// The ports that the user adds; one without a name is called by its number, since each port of a Service has a name.
pub fn extra(context: &Context<'_>, process: &Process) -> Vec<Map> {
    let port = |ExtraPort { name, number, protocol }: &ExtraPort| {
        let mut map = Map::default();
        match name {
            Some(name) => map.push("name", name),
            None => map.push("name", number.map(|number| format!("port-{number}"))),
        }
        map.push("port", *number);
        map.push("targetPort", *number);
        map.push_some("protocol", protocol.map(|protocol| protocol.map(|protocol| protocol.as_str())));
        map
    };
    let wanted = context.conventions.extra_ports_in_service;
    process.extra_ports.iter().filter(|_| wanted).map(port).collect()
}
