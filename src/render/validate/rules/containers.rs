//! The user's containers.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Span, codes};
use crate::k8s::{names, observer};
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, text, unknown_word};
use crate::render::validate::pods::{Container, pods};
use crate::tree::{Node, Value};

codes! {
    /// A container's name consists of lower-case letters, digits and `-`.
    CONTAINER_NAME = 126, "an invalid container name";
    /// A pod cannot have two containers of the same name. `jobmanager`, `taskmanager` and `main` are the compiler's, and, where they are
    /// rendered, `flink-configuration`, `flink-plugins` and `flink-status-sync`.
    CONTAINER_TWICE = 127, "a duplicate container";
    /// A container names its image.
    CONTAINER_IMAGE = 128, "a container without an image";
    /// A container's port is a number from 1 to 65535, and its name, if it has one, is short and the container's only
    /// one.
    CONTAINER_PORT = 129, "an invalid container port";
    /// Some fields of a container have a few words of Kubernetes' own: `imagePullPolicy`, `terminationMessagePolicy`, the `protocol` of
    /// a port.
    CONTAINER_WORD = 201, "a word that Kubernetes does not know", warning;
}

/// Checks all of the user's containers.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for pod in pods(cluster) {
        let mut seen = BTreeMap::from([(pod.main, Span::default())]);
        if cluster.conventions.puts_in_variables(&cluster.settings()) {
            seen.insert(names::FILLED_VOLUME, Span::default());
        }
        if pod.main == names::JOB_MANAGER && cluster.status_sync.is_some() {
            seen.insert(observer::NAME, Span::default());
        }
        // The container that fills it has the volume's name.
        if cluster.links_plugins() {
            seen.insert(names::PLUGIN_VOLUME, Span::default());
        }
        for Container { field, node: container, is_init: _ } in pod.containers() {
            name(&field, container, &mut seen, found);
            if container.as_map().is_none() {
                continue;
            }
            if container.get("image").is_none_or(|node| node.as_str() == Some("")) {
                let message = format!("{field} has no image");
                found.strict(CONTAINER_IMAGE, container.span, message, "add `image: ...`");
            }
            ports(&field, container, found);
            for (key, words) in [
                ("imagePullPolicy", ["Always", "IfNotPresent", "Never"].as_slice()),
                ("terminationMessagePolicy", &["FallbackToLogsOnError", "File"]),
            ] {
                if let Some((span, wrong)) = unknown_word(container, key, words) {
                    found.strict(CONTAINER_WORD, span, format!("{field}.{wrong}"), "write one of them");
                }
            }
        }
    }
}

fn name<'a>(field: &str, container: &'a Node, seen: &mut BTreeMap<&'a str, Span>, found: &mut Findings) {
    let Some((text, span)) = text(container, "name") else { return };
    if let Err(wrong) = names::label(text) {
        found.strict(CONTAINER_NAME, span, format!("{field}.name: `{text}` {wrong}"), "choose another name");
    }
    match seen.get(text) {
        None => {
            seen.insert(text, span);
        }
        Some(first) => {
            let first = *first;
            let message = format!("{field}: the container `{text}` is defined twice");
            let finding = found.strict(CONTAINER_TWICE, span, message, "choose another name");
            finding.first_at(first, "the compiler has a container of this name");
        }
    }
}

fn ports(field: &str, container: &Node, found: &mut Findings) {
    let mut seen = BTreeSet::new();
    for port in list(container, "ports") {
        if let Some((span, wrong)) = unknown_word(port, "protocol", &["SCTP", "TCP", "UDP"]) {
            found.strict(CONTAINER_WORD, span, format!("{field}.ports: {wrong}"), "write one of them");
        }
        for key in ["containerPort", "hostPort"] {
            let Some(node) = port.get(key) else { continue };
            let Value::Number(number) = &node.value else { continue };
            if !number.parse::<i64>().is_ok_and(|number| (1..=65535).contains(&number)) {
                let message = format!("{field}: {key} must be from 1 to 65535, but is {number}");
                found.strict(CONTAINER_PORT, node.span, message, "write a port number");
            }
        }
        let Some(node) = port.get("name") else { continue };
        let Some(text) = node.as_str() else { continue };
        if let Err(wrong) = names::port(text) {
            found.strict(
                CONTAINER_PORT,
                node.span,
                format!("{field}: a port's name {wrong}"),
                "choose another name",
            );
        }
        if !seen.insert(text) {
            let message = format!("{field}: the port `{text}` is defined twice");
            found.strict(CONTAINER_PORT, node.span, message, "choose another name");
        }
    }
}
