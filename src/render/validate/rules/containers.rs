//! The user's containers, and the environment of all.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Span, codes};
use crate::fields;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::{Container, pods};
use crate::tree::{Node, Value};

codes! {
    /// A container's name consists of lower-case letters, digits and `-`.
    CONTAINER_NAME = 126, "an invalid container name";
    /// A pod cannot have two containers of the same name. `jobmanager`, `taskmanager` and `main` are the compiler's.
    CONTAINER_TWICE = 127, "a duplicate container";
    /// A container names its image.
    CONTAINER_IMAGE = 128, "a container without an image";
    /// A container's port is a number from 1 to 65535, and its name, if it has one, is short and the container's only
    /// one.
    CONTAINER_PORT = 129, "an invalid container port";
    /// An environment variable's name consists of letters, digits, `-`, `_` and `.`.
    VARIABLE_NAME = 130, "an invalid variable name";
    /// A variable is defined twice: the last one counts, and server-side apply refuses both. `HADOOP_CONF_DIR` and
    /// `GOOGLE_APPLICATION_CREDENTIALS` are the compiler's when `hadoopConfig` and `gcpConfig` are given.
    VARIABLE_TWICE = 131, "a duplicate variable";
    /// A variable has a `value` or a `valueFrom`.
    VARIABLE_SOURCE = 132, "a variable with two values";
}

/// Checks the variables of the Flink containers, and all of the user's containers.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let mut own = vec![names::ROLLOUT_VARIABLE];
    if cluster.hadoop.is_some() {
        own.push(names::HADOOP_VARIABLE);
    }
    if cluster.gcp.is_some() {
        own.push(names::GCP_VARIABLE);
    }
    variables(fields!("spec.envVars"), &cluster.env, &own, found);
    for pod in pods(cluster) {
        let mut seen = BTreeMap::from([(pod.main, Span::default())]);
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
            let env = container.get("env").and_then(Node::as_list).unwrap_or_default();
            variables(&format!("{field}.env"), env, &[], found);
        }
    }
}

fn name<'a>(field: &str, container: &'a Node, seen: &mut BTreeMap<&'a str, Span>, found: &mut Findings) {
    let Some((text, span)) = container.get("name").and_then(|node| Some((node.as_str()?, node.span))) else {
        return;
    };
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
    for port in container.get("ports").and_then(Node::as_list).unwrap_or_default() {
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

fn variables(field: &str, list: &[Node], own: &[&str], found: &mut Findings) {
    let mut seen: BTreeMap<&str, Span> = own.iter().map(|name| (*name, Span::default())).collect();
    for (n, variable) in list.iter().enumerate() {
        if let (Some(value), Some(from)) = (variable.get("value"), variable.get("valueFrom"))
            && value.as_str().is_some_and(|text| !text.is_empty())
        {
            let message = format!("{field}[{n}] has a `value` and a `valueFrom`");
            found.strict(VARIABLE_SOURCE, from.span, message, "keep one of them");
        }
        let Some((name, span)) = variable.get("name").and_then(|node| Some((node.as_str()?, node.span)))
        else {
            continue;
        };
        if let Err(wrong) = names::variable(name) {
            let message = format!("{field}[{n}].name: `{}` {wrong}", name.escape_debug());
            found.strict(VARIABLE_NAME, span, message, "choose another name");
        }
        let Some(first) = seen.insert(name, span) else { continue };
        let message = format!("{field}: the variable `{name}` is defined twice");
        let finding = found.strict(VARIABLE_TWICE, span, message, "remove one of them");
        finding.first_at(first, "the compiler sets it");
    }
}
