//! Amounts in a unit that was hardly meant.

use std::fmt::Display;

use crate::diagnostic::{Span, codes};
use crate::k8s::labels;
use crate::k8s::quantity::{LEAST_MEMORY, MOST_CORES, Quantity};
use crate::model::{Cluster, Margin, Share};
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::{JOB_MANAGER, TASK_MANAGER, pods};
use crate::tree::{Node, Value};

codes! {
    /// Memory without a suffix is in bytes, CPU in whole cores: `memory: 4096` is 4 KiB, with which no process starts, and
    /// `cpu: 500` more than any node has. `m` is a thousandth of a byte or of a core, `Mi` a mebibyte.
    UNIT = 177, "an amount in the wrong unit", warning;
}

/// Below this a number of gigabytes was meant, from it on one of megabytes.
const MEGABYTES_FROM: f64 = 65.0;

/// Whether an amount of memory is so small that its unit is a slip.
pub fn is_slip(memory: Quantity) -> bool {
    memory > Quantity::default() && memory < Quantity::from_units(LEAST_MEMORY)
}

/// Checks all containers.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for pod in pods(cluster) {
        for (field, resources) in pod.resources() {
            container(format_args!("{field}.resources"), resources, found);
        }
    }
    container(labels::SCRIPT_RESOURCES, cluster.script_resources.as_ref(), found);
    let margins = [(JOB_MANAGER, &cluster.job_manager.margin), (TASK_MANAGER, &cluster.task_manager.margin)];
    for (field, Margin { share, other: _, limit: _, unread: _ }) in margins {
        let Share::OffHeap { min, ratio: _ } = share else { continue };
        if is_slip(min.value) {
            let bytes = min.value.units();
            let message = format!("{field}.memoryOffHeapMin is {bytes} bytes");
            let help = match min.value.is_whole() {
                true => format!("did you mean `{bytes}M`? Without a suffix it is in bytes"),
                false => "write it with a suffix, such as `600M`: `m` is a thousandth of a byte".to_owned(),
            };
            found.warning(UNIT, min.span, message, help);
        }
    }
}

fn container(field: impl Display, resources: Option<&Node>, found: &mut Findings) {
    for kind in ["limits", "requests"] {
        let amounts = resources.and_then(|node| node.get(kind));
        let amount = |name| amounts.and_then(|node| node.get(name));
        if let Some((text, span, value)) = amount("memory").and_then(read)
            && is_slip(value)
        {
            let message = format!("{field}.{kind}.memory: `{text}` is {}", bytes(value));
            let help = match meant_memory(text) {
                Some(meant) => format!(
                    "did you mean `{meant}`? Without a suffix it is in bytes, and `m` is a thousandth"
                ),
                None => "write it with a suffix, such as `2Gi`".to_owned(),
            };
            match kind {
                "limits" => found.strict(UNIT, span, message, help),
                _ => found.warning(UNIT, span, message, help),
            };
        }
        if let Some((text, span, value)) = amount("cpu").and_then(read)
            && value >= Quantity::from_units(MOST_CORES)
        {
            let message = format!("{field}.{kind}.cpu: `{text}` is {} cores", value.units());
            let digits = text.strip_suffix('M').unwrap_or(text);
            let help = match digits.parse::<u32>() {
                Ok(number) => format!("did you mean `{number}m`, thousandths of a core?"),
                Err(_) => "write a number of cores, or of thousandths with `m`".to_owned(),
            };
            found.warning(UNIT, span, message, help);
        }
    }
}

fn read(node: &Node) -> Option<(&str, Span, Quantity)> {
    let (Value::String(text) | Value::Number(text)) = &node.value else { return None };
    Some((text, node.span, Quantity::of(node)?))
}

fn bytes(memory: Quantity) -> String {
    match memory.units() {
        1 if !memory.is_whole() => "less than a byte".to_owned(),
        1 => "one byte".to_owned(),
        bytes => format!("{bytes} bytes"),
    }
}

/// `4096Mi` for 4096, `4Gi` for 4, `512Mi` for `512m`.
fn meant_memory(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let size: f64 = number.parse().ok()?;
    let unit = match suffix {
        "m" => "Mi",
        "" if size < MEGABYTES_FROM => "Gi",
        "" => "Mi",
        "k" | "Ki" if size < 1024.0 => "Mi",
        _ => return None,
    };
    Some(format!("{number}{unit}"))
}
