//! Flink's configuration file.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::flink::availability;
use crate::flink::config;
use crate::flink::features::Feature;
use crate::flink::reference;
use crate::flink::scratch;
use crate::flink::version::Version;
use crate::k8s::names;
use crate::model::{JobManagerPorts, TaskManagerPorts};
use crate::render::lower::context::Context;
use crate::render::lower::leader::Leader;
use crate::render::validate::Memory;

/// The file before it is written.
pub struct File<'a> {
    /// Its settings.
    pub settings: BTreeMap<&'a str, String>,
    /// What it is called.
    pub name: &'static str,
    /// Whether it is strict YAML; else a line is a key and all that follows.
    pub quoted: bool,
}

impl File<'_> {
    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (key, value) in &self.settings {
            let _ = match self.quoted {
                true => writeln!(text, "{}: {}", plain_or_quoted(key), quoted(value)),
                false => writeln!(text, "{key}: {value}"),
            };
        }
        text
    }
}

/// The file for a version.
pub fn file<'a>(context: &'a Context<'_>, memory: Option<&'a Memory>, version: Version) -> File<'a> {
    let mut settings: BTreeMap<&str, String> = BTreeMap::new();
    let has_references = context.has_references();
    for (key, value) in &context.settings {
        // What is escaped, the container unescapes that puts variables in.
        let text = if has_references { (*value).into() } else { reference::unescaped(value) };
        settings.insert(key, text.into_owned());
    }
    for plan in memory.into_iter().flat_map(|memory| [&memory.job_manager, &memory.task_manager]) {
        settings.extend(plan.settings.iter().map(|(key, value)| (*key, value.clone())));
    }
    if version.has(Feature::OpensModules) {
        let (key, old) = match version.has(Feature::DefaultJavaOptions) {
            true => (config::DEFAULT_JAVA_OPTIONS, config::DEFAULT_JAVA_OPTIONS),
            false => (config::JAVA_OPTIONS, config::OLD_JAVA_OPTIONS),
        };
        let user = settings.get(key).or_else(|| settings.get(old)).map(String::as_str);
        let options: Vec<_> = config::OPENS.iter().copied().chain(user).collect();
        settings.insert(key, options.join(" "));
    }
    let JobManagerPorts { rpc, blob, query, ui } = &context.job_manager.ports;
    let TaskManagerPorts { data, rpc: task_rpc, query: task_query } = &context.task_manager.ports;
    settings.insert(config::JOB_MANAGER_ADDRESS, names::job_manager(context.name()));
    for (key, port) in [
        (config::JOB_MANAGER_RPC, rpc),
        (config::JOB_MANAGER_BLOB, blob),
        (config::JOB_MANAGER_QUERY, query),
        (config::REST_PORT, ui),
        (config::TASK_MANAGER_DATA, data),
        (config::TASK_MANAGER_RPC, task_rpc),
        (config::TASK_MANAGER_QUERY, task_query),
    ] {
        settings.insert(key, port.value.to_string());
    }
    if availability::is_on(&context.settings) {
        // Flink's processes then ask for this port, and not for `jobmanager.rpc.port`.
        settings.entry("high-availability.jobmanager.port").or_insert_with(|| rpc.value.to_string());
    }
    if availability::uses_kubernetes(&context.settings) {
        settings.entry(availability::CLUSTER_ID).or_insert_with(|| context.name().to_owned());
        if let Some(namespace) = context.namespace {
            settings.entry("kubernetes.namespace").or_insert_with(|| namespace.value.clone());
        }
    }
    if context.life.is_some_and(|(job, _)| job.wants_checkpoints()) {
        settings.entry(config::RETENTION).or_insert_with(|| config::RETAINED.to_owned());
    }
    if let Some(leader) = Leader::of(context) {
        settings.insert(config::PLACE, leader.place);
    }
    if context.application().is_some() {
        if version.has(Feature::ApplicationJars) {
            // Its default is in the image.
            let folder = format!("{}/flink-artifacts", scratch::TEMPORARY);
            settings.entry(config::ARTIFACTS).or_insert(folder);
        }
        if version.has(Feature::StaysAfterJob) {
            for (key, value) in config::OF_APPLICATION {
                settings.entry(key).or_insert_with(|| value.to_owned());
            }
        }
    }
    let kind = context.conventions.file();
    File { settings, name: kind.name(), quoted: kind.is_quoted() }
}

/// A key as Flink spells its own stands as it is.
fn plain_or_quoted(key: &str) -> String {
    let plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.contains('.')
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    if plain { key.to_owned() } else { quoted(key) }
}

/// JSON's quotes are YAML's, too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
