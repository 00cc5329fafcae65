//! Who may reach the cluster's pods.

use std::net::IpAddr;

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::metrics::prometheus_port;
use crate::k8s::labels::NETWORK_POLICY;
use crate::k8s::names;
use crate::model::Cluster;
use crate::model::access::{Access, Peer};
use crate::model::words::AccessScope;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, text, unknown_word};
use crate::tree::{Node, Spanned};

codes! {
    /// A peer in the annotation `flinkoperator.k8s.io/network-policy` is a `namespace` by its name, or a `namespaceSelector`, with or without a
    /// `podSelector`; a `podSelector` alone, for pods of the cluster's own namespace; or an `ipBlock` alone: `{cidr: 10.0.0.0/8, except:
    /// [10.1.0.0/16]}`.
    PEER = 222, "an invalid peer of a NetworkPolicy";
    /// With the annotation `flinkoperator.k8s.io/network-policy`, the web interface and its REST API, which runs what it is sent, can be
    /// reached by the cluster's own pods, those of its Jobs and the status sidecar. An Ingress, a load balancer or a port of the nodes leads
    /// nowhere then, unless `from` names who comes that way: the pods of the Ingress' controller (`{namespace: ingress-nginx}`), or the
    /// clients' addresses (`{ipBlock: {cidr: 10.0.0.0/8}}`; a load balancer may put a node's address in their place). NetworkPolicies add
    /// up: another one of yours may let them in, too.
    CLOSED = 223, "a way in that leads nowhere", warning;
    /// `metricsFrom` is about the port of a reporter for Prometheus, which `flinkProperties` configure; `statusNamespace` about a status
    /// sidecar outside of the JobManager's pod.
    WITHOUT_EFFECT = 224, "a part of a NetworkPolicy without effect", warning;
}

/// Checks the annotation.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(Access { at, from, metrics_from, status_namespace }) = &cluster.access else { return };
    for (name, peers) in [("from", from), ("metricsFrom", metrics_from)] {
        for (n, one) in peers.iter().enumerate() {
            peer(&format!("{NETWORK_POLICY}.{name}[{n}]"), one, found);
        }
    }
    if let Some(name) = status_namespace {
        namespace(&format!("{NETWORK_POLICY}.statusNamespace"), name, found);
        if cluster.status_sync.is_some() {
            let message = format!(
                "{NETWORK_POLICY}.statusNamespace has no effect: the sidecar is in the JobManager's pod"
            );
            found.warning(WITHOUT_EFFECT, name.span, message, "remove it");
        }
    }
    if let Some(first) = metrics_from.first()
        && prometheus_port(&cluster.settings()).is_none()
    {
        let message =
            format!("{NETWORK_POLICY}.metricsFrom has no effect: no reporter for Prometheus is configured");
        let help = fields!("remove it, or configure the reporter in spec.flinkProperties");
        found.warning(WITHOUT_EFFECT, first.at.span, message, help);
    }
    if from.is_empty() {
        closed(cluster, *at, found);
    }
}

/// Ways in from outside that nobody may come.
fn closed(cluster: &Cluster, policy: Spanned<()>, found: &mut Findings) {
    let job_manager = &cluster.job_manager;
    if let Some(ingress) = &job_manager.ingress {
        let message =
            fields!("spec.jobManager.ingress leads nowhere: the NetworkPolicy keeps its controller out");
        let help = format!(
            "name the controller's pods in `{NETWORK_POLICY}`, such as `from: [{{namespace: ingress-nginx}}]`"
        );
        found.warning(CLOSED, ingress.at.span, message, help).relate(policy.span, "the NetworkPolicy");
    }
    let scope = &job_manager.access_scope;
    match scope.value {
        AccessScope::Cluster | AccessScope::Headless => {}
        AccessScope::Vpc | AccessScope::External | AccessScope::NodePort => {
            let message =
                fields!("spec.jobManager.accessScope leads nowhere: the NetworkPolicy keeps everybody out");
            let help = format!(
                "name the clients in `{NETWORK_POLICY}`, such as `from: [{{ipBlock: {{cidr: 10.0.0.0/8}}}}]`"
            );
            found.warning(CLOSED, scope.span, message, help).relate(policy.span, "the NetworkPolicy");
        }
    }
}

fn peer(field: &str, peer: &Peer, found: &mut Findings) {
    let Peer { at, namespace: name, namespace_selector, pod_selector, ip_block } = peer;
    let example = "write one such as `{namespace: ingress-nginx}` or `{ipBlock: {cidr: 10.0.0.0/8}}`";
    let of_pods = name.is_some() || namespace_selector.is_some() || pod_selector.is_some();
    if !of_pods && ip_block.is_none() {
        found.error(PEER, at.span, format!("{field} names nobody"), example);
    }
    if let (Some(block), true) = (ip_block, of_pods) {
        let message = format!("{field}: an ipBlock and pods are two peers");
        found.error(PEER, block.span, message, "write each as an element of its own");
    }
    if let (Some(name), Some(selector)) = (name, namespace_selector) {
        let message = format!("{field} has a namespace and a namespaceSelector");
        found.error(PEER, selector.span, message, "keep one of them").relate(name.span, "the other one");
    }
    if let Some(name) = name {
        namespace(&format!("{field}.namespace"), name, found);
    }
    for (key, node) in [("namespaceSelector", namespace_selector), ("podSelector", pod_selector)] {
        node.iter().for_each(|node| selector(&format!("{field}.{key}"), node, found));
    }
    ip_block.iter().for_each(|block| addresses(&format!("{field}.ipBlock"), block, found));
}

fn namespace(field: &str, name: &Spanned<String>, found: &mut Findings) {
    if let Err(wrong) = names::label(&name.value) {
        let message = format!("{field}: `{}` {wrong}", name.value.escape_debug());
        found.error(PEER, name.span, message, "write the name of a namespace");
    }
}

fn selector(field: &str, node: &Node, found: &mut Findings) {
    let labels = node.get("matchLabels").and_then(Node::as_map);
    for entry in labels.map(|map| map.0.as_slice()).unwrap_or_default() {
        if let Err(wrong) = names::qualified(&entry.key) {
            let message = format!("{field}.matchLabels: the key `{}` {wrong}", entry.key.escape_debug());
            found.error(PEER, entry.key_span, message, "write a name such as `team` or `example.org/team`");
        }
        let value = entry.value.as_str().unwrap_or_default();
        if let Err(wrong) = names::label_value(value) {
            let message = format!("{field}.matchLabels: the value `{}` {wrong}", value.escape_debug());
            found.error(PEER, entry.value.span, message, "write a label's value");
        }
    }
    for (n, one) in list(node, "matchExpressions").iter().enumerate() {
        let field = format!("{field}.matchExpressions[{n}]");
        if let Some((key, span)) = text(one, "key")
            && let Err(wrong) = names::qualified(key)
        {
            let message = format!("{field}.key: `{}` {wrong}", key.escape_debug());
            found.error(PEER, span, message, "write a name such as `team` or `example.org/team`");
        }
        let operators = ["In", "NotIn", "Exists", "DoesNotExist"];
        let (operator, span) = text(one, "operator").unwrap_or(("", one.span));
        let (wanted, has) = (["In", "NotIn"].contains(&operator), !list(one, "values").is_empty());
        match unknown_word(one, "operator", &operators) {
            Some((span, wrong)) => {
                found.error(PEER, span, format!("{field}.{wrong}"), "write one of them");
            }
            None if operator.is_empty() || wanted != has => {
                let message = format!("{field}: `In` and `NotIn` have values, and others have none");
                let help = "write one such as `{key: team, operator: In, values: [streams]}`";
                found.error(PEER, span, message, help);
            }
            None => {}
        }
    }
}

fn addresses(field: &str, block: &Node, found: &mut Findings) {
    let invalid = |key: &str, text: &str| {
        format!("{field}.{key}: `{}` is not a range of addresses", text.escape_debug())
    };
    let example = "write one such as `10.0.0.0/8` or `fd00::/8`";
    let Some(node) = block.get("cidr") else { return };
    let Some(text) = node.as_str() else { return };
    let Some(whole) = range(text) else {
        found.error(PEER, node.span, invalid("cidr", text), example);
        return;
    };
    for node in list(block, "except") {
        let Some(text) = node.as_str() else { continue };
        match range(text) {
            Some(part) if is_part(part, whole) => {}
            None => {
                found.error(PEER, node.span, invalid("except", text), example);
            }
            Some(_) => {
                let message = format!("{field}.except: `{text}` is no part of the `cidr`");
                found.error(PEER, node.span, message, "remove it, or write a smaller range within it");
            }
        }
    }
}

/// `10.0.0.0/8`
fn range(text: &str) -> Option<(IpAddr, u8)> {
    let (address, length) = text.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let plain = length.bytes().all(|b| b.is_ascii_digit()) && (length == "0" || !length.starts_with('0'));
    let length = length.parse().ok().filter(|length| plain && *length <= most)?;
    Some((address, length))
}

/// Whether a range is within another one, and smaller.
fn is_part((address, length): (IpAddr, u8), (whole, most): (IpAddr, u8)) -> bool {
    let bits = |address| match address {
        IpAddr::V4(address) => u128::from(address.to_bits()) << 96,
        IpAddr::V6(address) => address.to_bits(),
    };
    let first = |address| bits(address).checked_shr(128 - u32::from(most)).unwrap_or_default();
    address.is_ipv4() == whole.is_ipv4() && length > most && first(address) == first(whole)
}
