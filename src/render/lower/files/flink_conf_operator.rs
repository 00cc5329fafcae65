//! Flink's configuration file as the operator wrote it: nothing quoted, and heap sizes in millions of bytes that Flink
//! takes for mebibytes.

use std::collections::BTreeMap;

use crate::flink::config;
use crate::k8s::names;
use crate::model::{JobManagerPorts, Margin, Share, TaskManagerPorts};
use crate::render::lower::context::Context;
use crate::render::lower::files::flink_conf::File;

/// The file.
pub fn file<'a>(context: &'a Context<'_>) -> File<'a> {
    let mut settings = addresses(context);
    for (key, margin) in [
        ("jobmanager.heap.size", &context.job_manager.margin),
        ("taskmanager.heap.size", &context.task_manager.margin),
    ] {
        if let Some(heap) = heap(margin) {
            settings.insert(key, format!("{heap}m"));
        }
    }
    users(context, &mut settings);
    File { settings, name: context.conventions.file().name(), quoted: false }
}

/// Where the processes listen.
pub fn addresses<'a>(context: &'a Context<'_>) -> BTreeMap<&'a str, String> {
    let JobManagerPorts { rpc, blob, query, ui } = &context.job_manager.ports;
    // The operator wrote one of them.
    let TaskManagerPorts { rpc: task_rpc, data: _, query: _ } = &context.task_manager.ports;
    BTreeMap::from([
        (config::JOB_MANAGER_ADDRESS, names::job_manager(context.name())),
        (config::JOB_MANAGER_RPC, rpc.value.to_string()),
        (config::JOB_MANAGER_BLOB, blob.value.to_string()),
        (config::JOB_MANAGER_QUERY, query.value.to_string()),
        (config::REST_PORT, ui.value.to_string()),
        (config::TASK_MANAGER_RPC, task_rpc.value.to_string()),
    ])
}

/// The user's settings win, but for addresses.
pub fn users<'a>(context: &'a Context<'_>, settings: &mut BTreeMap<&'a str, String>) {
    for (key, value) in &context.settings {
        if !config::DROPPED_BY_OPERATOR.contains(key) {
            settings.insert(key, (*value).to_owned());
        }
    }
}

/// Millions of bytes.
fn heap(margin: &Margin) -> Option<i64> {
    Some((heap_bytes(margin)? as f64 / 1_000_000.0).ceil() as i64)
}

/// Bytes, in the operator's arithmetic: a product of 64 bits that wraps around, then double precision.
pub fn heap_bytes(margin: &Margin) -> Option<i64> {
    // It could not be read where there is an error.
    let Margin { limit, share, other: _, unread: _ } = margin;
    let Share::OffHeap { ratio, min } = share else { return None };
    let limit = limit.as_ref()?.value.units();
    let product = limit.wrapping_mul(i64::from(ratio.value));
    let part = (product as f64 / 100.0).ceil() as i64;
    let heap = limit.wrapping_sub(part.max(min.value.units()));
    (heap > 0).then_some(heap)
}
