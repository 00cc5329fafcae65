//! The FlinkCluster itself, so that its status has a home: as written, without a status.

use crate::k8s::labels;
use crate::k8s::object::{FLINK_CLUSTER, Object, Stage};
use crate::model::conventions::Submission;
use crate::render::lower::Context;
use crate::tree::{Map, Value};

/// The FlinkCluster, when it is wanted.
pub fn custom_resource(context: &Context<'_>) -> Option<Object> {
    if !context.cluster.custom_resource {
        return None;
    }
    let mut node = context.cluster.resource.clone();
    if let (Value::Map(root), Some(namespace)) = (&mut node.value, &context.cluster.namespace)
        && let Some(metadata) = root.0.iter_mut().find(|entry| entry.key == "metadata")
        && let Value::Map(map) = &mut metadata.value.value
        && map.get("namespace").is_none()
    {
        let mut with = Map::default();
        with.push("namespace", namespace);
        // Behind the name, where people look for it.
        map.0.splice(1..1, with.0);
    }
    let mut object = Object {
        api_version: FLINK_CLUSTER.0,
        kind: FLINK_CLUSTER.1,
        namespace: context.cluster.namespace.as_ref().map(|namespace| namespace.value.clone()),
        name: context.name().to_owned(),
        stage: Stage::Run,
        node,
    };
    object.label(labels::RENDERED_BY, labels::FLINK_RENDER);
    let annotations = context.cluster.resource.get("metadata")?.get("annotations");
    let placed = annotations.is_some_and(|written| written.get(labels::SYNC_WAVE).is_some());
    if matches!(context.conventions.submission, Submission::Waiting(_)) && !placed {
        // With the submitter: in an earlier wave, Argo CD would wait for the health of what has not been submitted.
        object.annotate(labels::SYNC_WAVE, "1");
    }
    Some(object)
}
