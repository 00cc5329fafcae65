//! The environment variables of all containers, and where their values come from.

use std::collections::BTreeMap;

use crate::diagnostic::{Span, codes};
use crate::fields;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, one_of, text};
use crate::render::validate::pods::pods;
use crate::tree::{Map, Node};

codes! {
    /// An environment variable's name consists of letters, digits, `-`, `_` and `.`.
    VARIABLE_NAME = 130, "an invalid variable name";
    /// A variable is defined twice: the last one counts, and server-side apply refuses both. `HADOOP_CONF_DIR` and
    /// `GOOGLE_APPLICATION_CREDENTIALS` are the compiler's when `hadoopConfig` and `gcpConfig` are given, and always what
    /// begins with `FLINK_RENDER_`.
    VARIABLE_TWICE = 131, "a duplicate variable";
    /// A variable has a `value`, or a `valueFrom` with one source; an entry of `envFrom` is one ConfigMap or one Secret. Each
    /// source says its name, and its key or field.
    VARIABLE_SOURCE = 132, "a variable without one source", warning;
}

/// Checks those of the Flink containers, and of the user's.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let mut own = Vec::new();
    if cluster.hadoop.is_some() {
        own.push(names::HADOOP_VARIABLE);
    }
    if cluster.gcp.is_some() {
        own.push(names::GCP_VARIABLE);
    }
    variables(fields!("spec.envVars"), &cluster.env, &own, found);
    reserved(&cluster.env, found);
    sources(fields!("spec.envFrom"), &cluster.env_from, found);
    for pod in pods(cluster) {
        for container in pod.containers() {
            variables(&format!("{}.env", container.field), list(container.node, "env"), &[], found);
            sources(&format!("{}.envFrom", container.field), list(container.node, "envFrom"), found);
        }
    }
}

fn reserved(all: &[Node], found: &mut Findings) {
    for (n, variable) in all.iter().enumerate() {
        let Some((name, span)) = text(variable, "name") else { continue };
        if name.starts_with(names::OWN_VARIABLES) {
            let (field, name) = (fields!("spec.envVars"), name.escape_debug());
            let message = format!("{field}[{n}].name: `{name}` may be one of the compiler's variables");
            let help = format!("choose a name that does not begin with `{}`", names::OWN_VARIABLES);
            found.strict(VARIABLE_TWICE, span, message, help);
        }
    }
}

fn variables(field: &str, all: &[Node], own: &[&str], found: &mut Findings) {
    let mut seen: BTreeMap<&str, Span> = own.iter().map(|name| (*name, Span::default())).collect();
    for (n, variable) in all.iter().enumerate() {
        if let Some(from) = variable.get("valueFrom") {
            if text(variable, "value").is_some_and(|(value, _)| !value.is_empty()) {
                let message = format!("{field}[{n}] has a `value` and a `valueFrom`");
                found.strict(VARIABLE_SOURCE, from.span, message, "keep one of them");
            }
            value_from(&format!("{field}[{n}].valueFrom"), from, found);
        }
        let Some((name, span)) = text(variable, "name") else { continue };
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

const SOURCES: [&str; 5] = ["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"];

fn value_from(field: &str, from: &Node, found: &mut Findings) {
    let Some(map) = from.as_map() else { return };
    if let Err((span, wrong)) = one_of(map, &SOURCES, "source") {
        let help = "write one, such as `secretKeyRef: {name: ..., key: ...}`";
        found.strict(VARIABLE_SOURCE, span.unwrap_or(from.span), format!("{field} {wrong}"), help);
    }
    for kind in ["configMapKeyRef", "secretKeyRef"] {
        named(field, map, kind, &["name", "key"], found);
    }
    let path = |kind, key| text(map.get(kind)?, key);
    if let Some((path, span)) = path("fieldRef", "fieldPath")
        && !is_field(path)
    {
        let message =
            format!("{field}.fieldRef.fieldPath: `{}` is no field for a variable", path.escape_debug());
        found.strict(VARIABLE_SOURCE, span, message, "write one such as `metadata.name` or `status.podIP`");
    }
    if let Some((path, span)) = path("resourceFieldRef", "resource")
        && !is_resource(path)
    {
        let message = format!("{field}.resourceFieldRef.resource: `{}` is no resource", path.escape_debug());
        found.strict(VARIABLE_SOURCE, span, message, "write one such as `limits.memory`");
    }
}

fn is_field(path: &str) -> bool {
    let known = path.split_once('.').is_some_and(|(part, name)| match part {
        "metadata" => matches!(name, "name" | "namespace" | "uid"),
        "spec" => matches!(name, "host" | "nodeName" | "serviceAccountName"),
        "status" => matches!(name, "hostIP" | "hostIPs" | "podIP" | "podIPs"),
        _ => false,
    });
    let subscript = |map: &str| {
        let key = path.strip_prefix(map)?.strip_prefix("['")?.strip_suffix("']")?;
        Some(names::qualified(key).is_ok())
    };
    known || subscript("metadata.annotations").or_else(|| subscript("metadata.labels")).unwrap_or_default()
}

fn is_resource(path: &str) -> bool {
    let of = path.strip_prefix("limits.").or_else(|| path.strip_prefix("requests."));
    of.is_some_and(|name| {
        matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-")
    })
}

fn sources(field: &str, all: &[Node], found: &mut Findings) {
    for (n, source) in all.iter().enumerate() {
        let Some(map) = source.as_map() else { continue };
        let field = format!("{field}[{n}]");
        if let Err((span, wrong)) = one_of(map, &["configMapRef", "secretRef"], "source") {
            let help = "write one source in each entry, such as `secretRef: {name: ...}`";
            found.strict(VARIABLE_SOURCE, span.unwrap_or(source.span), format!("{field} {wrong}"), help);
        }
        for kind in ["configMapRef", "secretRef"] {
            named(&field, map, kind, &["name"], found);
        }
        if let Some((prefix, span)) = text(source, "prefix")
            && !prefix.bytes().all(|b| (b' '..=b'~').contains(&b) && b != b'=')
        {
            let message = format!("{field}.prefix: no variable begins with `{}`", prefix.escape_debug());
            found.strict(VARIABLE_NAME, span, message, "choose another prefix");
        }
    }
}

/// A source says which one it is; where the key is missing, that was said.
fn named(field: &str, map: &Map, kind: &str, keys: &[&str], found: &mut Findings) {
    let Some(source) = map.get(kind).filter(|source| source.as_map().is_some()) else { return };
    for key in keys {
        if let Some(("", span)) = text(source, key) {
            let message = format!("{field}.{kind}.{key} is empty");
            found.strict(VARIABLE_SOURCE, span, message, "say which one is meant");
        }
    }
}
