//! Flink's configuration file as the operator wrote it: nothing quoted, and heap sizes in millions of bytes that Flink
//! takes for mebibytes.

use std::collections::BTreeMap;

use crate::flink::config;
use crate::k8s::names;
use crate::model::{JobManagerPorts, Margin, TaskManagerPorts};
use crate::render::lower::context::Context;
use crate::render::lower::files::flink_conf::File;

/// The file.
pub fn file<'a>(context: &'a Context<'_>) -> File<'a> {
    let JobManagerPorts { rpc, blob, query, ui } = &context.job_manager.ports;
    // The operator wrote one of them.
    let TaskManagerPorts { rpc: task_rpc, data: _, query: _ } = &context.task_manager.ports;
    let mut settings = BTreeMap::from([
        (config::JOB_MANAGER_ADDRESS, names::job_manager(context.name())),
        (config::JOB_MANAGER_RPC, rpc.value.to_string()),
        (config::JOB_MANAGER_BLOB, blob.value.to_string()),
        (config::JOB_MANAGER_QUERY, query.value.to_string()),
        (config::REST_PORT, ui.value.to_string()),
        (config::TASK_MANAGER_RPC, task_rpc.value.to_string()),
    ]);
    for (key, margin) in [
        ("jobmanager.heap.size", &context.job_manager.margin),
        ("taskmanager.heap.size", &context.task_manager.margin),
    ] {
        if let Some(heap) = heap(margin) {
            settings.insert(key, format!("{heap}m"));
        }
    }
    for (key, value) in &context.settings {
        if !config::DROPPED_BY_OPERATOR.contains(key) {
            settings.insert(key, (*value).to_owned());
        }
    }
    File { settings, yaml: false }
}

/// Millions of bytes, in the operator's arithmetic: a product of 64 bits that wraps around, then double precision.
fn heap(margin: &Margin) -> Option<i64> {
    // It could not be read where there is an error.
    let Margin { limit, ratio, min, unread: _ } = margin;
    let limit = limit.as_ref()?.value.units();
    let product = limit.wrapping_mul(i64::from(ratio.value));
    let part = (product as f64 / 100.0).ceil() as i64;
    let heap = limit.wrapping_sub(part.max(min.value.units()));
    (heap > 0).then(|| (heap as f64 / 1_000_000.0).ceil() as i64)
}
