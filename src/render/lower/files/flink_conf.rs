//! Flink's configuration file.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::flink::config;
use crate::flink::features::Feature;
use crate::flink::rest;
use crate::flink::version::Version;
use crate::k8s::names;
use crate::render::lower::Context;

/// Its name and its text.
pub fn file(context: &Context<'_>, version: Version) -> (&'static str, String) {
    let cluster = context.cluster;
    let mut settings: BTreeMap<&str, String> = BTreeMap::new();
    for (key, value) in &cluster.properties {
        settings.insert(&key.value, value.value.clone());
    }
    for plan in context.memory.into_iter().flat_map(|memory| [&memory.job_manager, &memory.task_manager]) {
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
    let (job_manager, task_manager) = (&cluster.job_manager.ports, &cluster.task_manager.ports);
    settings.insert("jobmanager.rpc.address", names::job_manager(context.name()));
    for (key, port) in [
        ("jobmanager.rpc.port", job_manager.rpc),
        ("blob.server.port", job_manager.blob),
        ("query.server.port", job_manager.query),
        ("rest.port", job_manager.ui),
        ("taskmanager.data.port", task_manager.data),
        ("taskmanager.rpc.port", task_manager.rpc),
        ("queryable-state.proxy.ports", task_manager.query),
    ] {
        settings.insert(key, port.value.to_string());
    }
    if rest::is_highly_available(&cluster.settings()) {
        // Flink's processes then ask for this port, and not for `jobmanager.rpc.port`.
        settings
            .entry("high-availability.jobmanager.port")
            .or_insert_with(|| job_manager.rpc.value.to_string());
    }
    if let (true, Some(namespace)) = (rest::uses_kubernetes(&cluster.settings()), &cluster.namespace) {
        settings.entry("kubernetes.namespace").or_insert_with(|| namespace.value.clone());
    }
    if let Some(rollout) = &context.rollout.id {
        settings.insert(config::ROLLOUT, rollout.clone());
    }
    let mut text = String::new();
    let yaml = version.has(Feature::YamlConfiguration);
    for (key, value) in settings {
        let _ = if yaml {
            writeln!(text, "{}: {}", plain_or_quoted(key), quoted(&value))
        } else {
            writeln!(text, "{key}: {value}")
        };
    }
    (if yaml { "config.yaml" } else { "flink-conf.yaml" }, text)
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
