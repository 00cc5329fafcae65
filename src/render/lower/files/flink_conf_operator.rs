//! Flink's configuration file as the operator wrote it: nothing quoted, and heap sizes in millions of bytes that Flink
//! takes for mebibytes.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::flink::config;
use crate::k8s::names;
use crate::model::Margin;
use crate::render::lower::Context;

/// Its name and its text.
pub fn file(context: &Context<'_>) -> (&'static str, String) {
    let cluster = context.cluster;
    let (job_manager, task_manager) = (&cluster.job_manager.ports, &cluster.task_manager.ports);
    let mut settings = BTreeMap::from([
        ("jobmanager.rpc.address", names::job_manager(context.name())),
        ("jobmanager.rpc.port", job_manager.rpc.value.to_string()),
        ("blob.server.port", job_manager.blob.value.to_string()),
        ("query.server.port", job_manager.query.value.to_string()),
        ("rest.port", job_manager.ui.value.to_string()),
        ("taskmanager.rpc.port", task_manager.rpc.value.to_string()),
    ]);
    for (key, margin) in [
        ("jobmanager.heap.size", &cluster.job_manager.pod.margin),
        ("taskmanager.heap.size", &cluster.task_manager.pod.margin),
    ] {
        if let Some(heap) = heap(margin) {
            settings.insert(key, format!("{heap}m"));
        }
    }
    for (key, value) in &cluster.properties {
        if !config::DROPPED_BY_OPERATOR.contains(&key.value.as_str()) {
            settings.insert(&key.value, value.value.clone());
        }
    }
    let mut text = String::new();
    for (key, value) in settings {
        let _ = writeln!(text, "{key}: {value}");
    }
    ("flink-conf.yaml", text)
}

/// Millions of bytes, in the operator's arithmetic: a product of 64 bits that wraps around, then double precision.
fn heap(margin: &Margin) -> Option<i64> {
    let limit = margin.limit.as_ref()?.value.units();
    let product = limit.wrapping_mul(i64::from(margin.ratio.value));
    let part = (product as f64 / 100.0).ceil() as i64;
    let heap = limit.wrapping_sub(part.max(margin.min.value.units()));
    (heap > 0).then(|| (heap as f64 / 1_000_000.0).ceil() as i64)
}
