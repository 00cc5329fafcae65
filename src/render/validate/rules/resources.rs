//! Requests and limits.

use std::fmt::Display;

use crate::diagnostic::codes;
use crate::k8s::labels;
use crate::k8s::quantity::Quantity;
use crate::model::Cluster;
use crate::model::conventions::Admission;
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::{JOB_MANAGER, TASK_MANAGER, pods};
use crate::render::validate::rules::amounts;
use crate::tree::path::below;
use crate::tree::{Entry, Map, Node};

codes! {
    /// A container cannot request more of a resource than its limit.
    REQUEST_ABOVE_LIMIT = 133, "a request above its limit";
    /// Kubernetes knows `cpu`, `memory`, `ephemeral-storage` and `hugepages-...`; other resources have a domain, such as
    /// `nvidia.com/gpu`.
    RESOURCE_NAME = 134, "an unknown resource";
    /// A quantity of a resource cannot be negative, and less than a byte of memory makes no sense (`m` is a thousandth:
    /// `512m` is half a byte, `512Mi` was meant).
    RESOURCE_AMOUNT = 135, "an invalid amount of a resource", warning;
    /// Spotify's operator refuses a component that has `resources` without an amount of CPU, or of memory.
    RESOURCE_MISSING = 193, "no amount of a resource";
}

/// Checks the Flink containers and the user's.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    match cluster.conventions.admission {
        Admission::Ours | Admission::Google => {}
        Admission::Spotify => {
            missing(JOB_MANAGER, cluster.job_manager.pod.resources.as_ref(), cluster, found);
            missing(TASK_MANAGER, cluster.task_manager.pod.resources.as_ref(), cluster, found);
        }
    }
    for pod in pods(cluster) {
        for (field, resources) in pod.resources() {
            container(&field, resources, found);
        }
    }
    // Its own fields are the resources.
    parts(labels::SCRIPT_RESOURCES, cluster.script_resources.as_ref(), found);
}

/// Spotify's operator wants an amount of both, as a limit or a request.
fn missing(field: &str, resources: Option<&Node>, cluster: &Cluster, found: &mut Findings) {
    for name in ["cpu", "memory"] {
        let of = |part| {
            Quantity::of(resources?.get(part)?.get(name)?).filter(|amount| *amount > Quantity::default())
        };
        if of("limits").or_else(|| of("requests")).is_none() {
            let span = resources.map_or(cluster.name.span, |node| node.span);
            let message = format!("{field}.resources has neither a limit nor a request for {name}");
            let help = format!(
                "add `limits: {{{name}: ...}}`; or remove `resources`, which then has the operator's defaults"
            );
            found.error(RESOURCE_MISSING, span, message, help);
        }
    }
}

fn container(field: &str, resources: Option<&Node>, found: &mut Findings) {
    parts(format_args!("{field}.resources"), resources, found);
}

fn parts(field: impl Display, resources: Option<&Node>, found: &mut Findings) {
    let part = |name| resources.and_then(|node| node.get(name)).and_then(Node::as_map);
    let empty = Map::default();
    let (limits, requests) = (part("limits").unwrap_or(&empty), part("requests").unwrap_or(&empty));
    for (kind, map) in [("limits", limits), ("requests", requests)] {
        for entry in &map.0 {
            amount(|| below(&format!("{field}.{kind}"), &entry.key), entry, found);
        }
    }
    for request in &requests.0 {
        let Some(limit) = limits.entry(&request.key) else { continue };
        let (Some(wanted), Some(most)) = (Quantity::of(&request.value), Quantity::of(&limit.value)) else {
            continue;
        };
        if wanted > most {
            let message = format!("{field}: the request for `{}` exceeds its limit", request.key);
            let help = "lower the request, or raise the limit";
            let finding = found.strict(REQUEST_ABOVE_LIMIT, request.value.span, message, help);
            finding.relate(limit.value.span, "the limit");
        }
    }
}

fn amount(field: impl Fn() -> String, entry: &Entry, found: &mut Findings) {
    let name = entry.key.as_ref();
    let known = matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    if !known && !name.contains('/') {
        let message = format!("{}: `{name}` is not a resource of Kubernetes", field());
        found.strict(
            RESOURCE_NAME,
            entry.key_span,
            message,
            "write `cpu`, `memory`, or a name with a domain",
        );
    }
    let Some(quantity) = Quantity::of(&entry.value) else { return };
    if quantity.is_negative() {
        found.strict(
            RESOURCE_AMOUNT,
            entry.value.span,
            format!("{} is negative", field()),
            "write 0 or more",
        );
    } else if name == "memory" && !quantity.is_whole() && !amounts::is_slip(quantity) {
        let message = format!("{} is not a whole number of bytes", field());
        found.warning(RESOURCE_AMOUNT, entry.value.span, message, "`m` means a thousandth, `Mi` a mebibyte");
    }
}
