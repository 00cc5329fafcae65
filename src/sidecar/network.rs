//! Whom the sidecar speaks to: name servers, the API server and JobManagers; and who asks it how it is doing.

use super::installation::{Installation, NAME, Scope, labels as own_labels};
use super::workload::PORT;
use crate::k8s::labels;
use crate::k8s::names;
use crate::k8s::object::{NETWORK_POLICY, Object, SERVICE, SERVICE_MONITOR};
use crate::tree::{Map, Node};
use crate::{list, map};

/// The NetworkPolicy of all its pods.
pub fn policy(installation: &Installation) -> Object {
    let port = |protocol: &'static str, number: i32| map! { "protocol" => protocol, "port" => number };
    let namespaces = match &installation.scope {
        Scope::All => Map::default(),
        Scope::Namespaces(namespaces) => {
            let names: Vec<Node> = namespaces.iter().cloned().map(Node::from).collect();
            let key = labels::NAMESPACE_NAME;
            map! { "matchExpressions" => list![map! { "key" => key, "operator" => "In", "values" => names }] }
        }
    };
    let job_managers = map! {
        "namespaceSelector" => namespaces,
        "podSelector" => map! {
            "matchLabels" => map! { labels::APP_KEY => labels::APP, labels::COMPONENT => names::JOB_MANAGER },
        },
    };
    let spec = map! {
        "podSelector" => map! { "matchLabels" => own_labels(None) },
        "policyTypes" => list!["Ingress", "Egress"],
        // Metrics, from wherever they are collected.
        "ingress" => list![map! { "ports" => list![port("TCP", PORT)] }],
        "egress" => list![
            map! { "ports" => list![port("UDP", 53), port("TCP", 53)] },
            // The API server, which no selector can name: its Service's port, and its own.
            map! { "ports" => list![port("TCP", 443), port("TCP", 6443)] },
            // A FlinkCluster chooses the port.
            map! { "to" => list![job_managers] },
        ],
    };
    installation.object(NETWORK_POLICY, NAME, map! { "spec" => spec })
}

/// The Service that metrics are collected by, and the ServiceMonitor that says so.
pub fn monitoring(installation: &Installation) -> [Object; 2] {
    let service = map! {
        "clusterIP" => "None",
        "selector" => own_labels(None),
        "ports" => list![map! { "name" => "http", "port" => PORT, "targetPort" => "http" }],
    };
    let monitor = map! {
        "selector" => map! { "matchLabels" => own_labels(None) },
        "endpoints" => list![map! { "port" => "http" }],
    };
    [
        installation.object(SERVICE, NAME, map! { "spec" => service }),
        installation.object(SERVICE_MONITOR, NAME, map! { "spec" => monitor }),
    ]
}
