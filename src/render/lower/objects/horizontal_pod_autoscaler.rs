//! What makes the number of TaskManagers follow the load.

use crate::k8s::names;
use crate::k8s::object::{HORIZONTAL_POD_AUTOSCALER, Object};
use crate::k8s::resource::KIND;
use crate::map;
use crate::model::conventions::Scaled;
use crate::model::{Autoscaler, TaskManager};
use crate::render::lower::context::Context;
use crate::tree::Map;

/// The HorizontalPodAutoscaler, when one is wanted.
pub fn horizontal_pod_autoscaler(context: &Context<'_>) -> Option<Object> {
    let TaskManager { autoscaler, process, replicas: _, ports: _, margin: _, pod: _ } = context.task_manager;
    let Autoscaler { at: _, min_replicas, max_replicas, metrics, behavior } = autoscaler.as_ref()?;
    let target = match context.conventions.scaled {
        // No operator looks at the number of a FlinkCluster.
        Scaled::Workload => {
            let (api_version, kind) = process.workload.kind();
            map! { "apiVersion" => api_version, "kind" => kind, "name" => names::task_manager(context.name()) }
        }
        Scaled::Cluster => map! {
            "apiVersion" => context.dialect.api_version(),
            "kind" => KIND,
            "name" => context.name().to_owned(),
        },
    };
    let mut spec = map! { "scaleTargetRef" => target };
    spec.push_some("minReplicas", *min_replicas);
    spec.push("maxReplicas", *max_replicas);
    spec.push_some("metrics", (!metrics.is_empty()).then(|| metrics.clone()));
    spec.push_some("behavior", behavior.clone());
    let metadata = context.metadata(names::group(context.name()), context.labels(None), None);
    let spec: Map = spec;
    Some(Object::new(HORIZONTAL_POD_AUTOSCALER, metadata, map! { "spec" => spec }))
}
