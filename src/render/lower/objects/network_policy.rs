//! Who reaches the cluster's pods: Flink's REST API runs what it is sent. What goes out is free.

use crate::flink::metrics::prometheus_port;
use crate::k8s::object::{NETWORK_POLICY, Object};
use crate::k8s::{labels, names, observer};
use crate::model::access::{Access, Peer};
use crate::model::metrics::{Port, ports};
use crate::render::lower::context::Context;
use crate::tree::{Map, Node, Spanned};
use crate::{list, map};

/// The NetworkPolicy, when one is wanted.
pub fn network_policy(context: &Context<'_>) -> Option<Object> {
    // Rules look at the place of the whole.
    let Access { at: _, from, metrics_from, status_namespace } = context.access?;
    let pods = || map! { "matchLabels" => context.labels(None) };
    // Some of Flink's ports are chosen when it starts.
    let mut rules = vec![map! { "from" => list![map! { "podSelector" => pods() }] }];
    // One in the JobManager's pod asks at `localhost`.
    let keeper = context.status_sync.is_none().then(|| status_sidecar(status_namespace.as_ref()));
    let callers: Vec<Map> = keeper.into_iter().chain(from.iter().map(peer)).collect();
    if !callers.is_empty() {
        rules.push(map! { "from" => callers, "ports" => list![port(context.job_manager.ports.ui)] });
    }
    if let Some(number) = metrics_port(context) {
        let mut rule = Map::default();
        let askers: Vec<Map> = metrics_from.iter().map(peer).collect();
        rule.push_some("from", (!askers.is_empty()).then_some(askers));
        rule.push("ports", list![port(Spanned::implied(number))]);
        rules.push(rule);
    }
    let spec = map! { "podSelector" => pods(), "policyTypes" => list!["Ingress"], "ingress" => rules };
    let metadata = context.metadata(names::group(context.name()), context.labels(None), None);
    Some(Object::new(NETWORK_POLICY, metadata, map! { "spec" => spec }))
}

fn port(number: Spanned<i32>) -> Map {
    map! { "protocol" => "TCP", "port" => number }
}

/// That of a reporter for Prometheus, unless Flink listens there for something else.
fn metrics_port(context: &Context<'_>) -> Option<i32> {
    let number = i32::from(prometheus_port(&context.settings)?);
    let is_free = |port| match port {
        Port::Own(_) | Port::Users(_) => true,
        Port::Flinks(_) => false,
    };
    let ports = ports(&context.settings, context.job_manager, context.task_manager);
    ports.into_iter().all(is_free).then_some(number)
}

fn status_sidecar(namespace: Option<&Spanned<String>>) -> Map {
    let mut map = Map::default();
    // Elsewhere anybody may give pods this label.
    map.push_some("namespaceSelector", namespace.map(of_name));
    map.push("podSelector", map! { "matchLabels" => map! { labels::NAME => observer::NAME } });
    map
}

fn peer(peer: &Peer) -> Map {
    let Peer { at: _, namespace, namespace_selector, pod_selector, ip_block } = peer;
    let mut map = Map::default();
    let namespace = namespace.as_ref().map(|name| Node::from(of_name(name)));
    map.push_some("namespaceSelector", namespace.or_else(|| namespace_selector.clone()));
    map.push_some("podSelector", pod_selector.clone());
    map.push_some("ipBlock", ip_block.clone());
    map
}

/// The namespace of a name: its label is the API server's own.
fn of_name(name: &Spanned<String>) -> Map {
    map! { "matchLabels" => map! { labels::NAMESPACE_NAME => name } }
}
