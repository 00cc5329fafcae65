//! The FlinkCluster itself, so that its status has a home: as written, without a status.

use crate::k8s::labels;
use crate::k8s::object::{FLINK_CLUSTER, Object, Stage};
use crate::k8s::resource;
use crate::render::lower::context::Context;
use crate::tree::{Map, Node, Value};

/// The FlinkCluster.
pub fn custom_resource(context: &Context<'_>, resource: &Node) -> Object {
    let mut node = resource.clone();
    let renamed = serve(&mut node);
    if let (Value::Map(root), Some(namespace)) = (&mut node.value, context.namespace)
        && let Some(Value::Map(map)) = root.get_mut("metadata")
        && map.get("namespace").is_none()
    {
        let mut with = Map::default();
        with.push("namespace", namespace);
        // Behind the name, where people look for it.
        let behind = map.0.iter().position(|entry| entry.key == "name").map_or(0, |name| name + 1);
        map.0.splice(behind..behind, with.0);
    }
    let mut object = Object {
        api_version: FLINK_CLUSTER.0,
        kind: FLINK_CLUSTER.1,
        namespace: context.namespace.map(|namespace| namespace.value.clone()),
        name: context.name().to_owned(),
        stage: Stage::Run,
        node,
    };
    object.label(labels::RENDERED_BY, labels::FLINK_RENDER);
    // The fork's name said which dialect it is.
    if let Some(word) = context.dialect.word().filter(|_| renamed) {
        object.annotate(labels::DIALECT, word);
    }
    let annotations = resource.get("metadata").and_then(|metadata| metadata.get("annotations"));
    let placed = annotations.is_some_and(|written| written.get(labels::SYNC_WAVE).is_some());
    if context.conventions.rolls_out() && !placed {
        // With the submitter: in an earlier wave, Argo CD would wait for the health of what has not been submitted.
        object.annotate(labels::SYNC_WAVE, "1");
    }
    object
}

/// No API server has the fork's name of its `v1beta1`. Whether it was that.
fn serve(node: &mut Node) -> bool {
    if let Value::Map(root) = &mut node.value
        && let Some(version) = root.get_mut("apiVersion")
        && matches!(version, Value::String(text) if text.ends_with(resource::V1BETA2))
    {
        *version = Value::String(resource::API_V1BETA1.into());
        return true;
    }
    false
}
