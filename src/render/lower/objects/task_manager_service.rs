//! The TaskManagers' Service: it has no address of its own, and names each pod.

use crate::k8s::names;
use crate::k8s::object::{Object, SERVICE};
use crate::k8s::workload::Workload;
use crate::map;
use crate::model::TaskManager;
use crate::model::conventions::TaskManagerService;
use crate::render::lower::context::Context;
use crate::render::lower::objects::service::{extra, protocol};

/// The Service, when there is one.
pub fn service(context: &Context<'_>) -> Option<Object> {
    // Of the user's pods it has the ports alone.
    let TaskManager { ports, process, replicas: _, autoscaler: _, margin: _, pod: _ } = context.task_manager;
    let wanted = match context.conventions.task_manager_service {
        TaskManagerService::Never => false,
        TaskManagerService::Always => true,
        TaskManagerService::WhenNeeded => {
            process.workload == Workload::StatefulSet || !process.extra_ports.is_empty()
        }
    };
    if !wanted {
        return None;
    }
    let labels = || context.labels(Some(names::TASK_MANAGER));
    let port = |(name, port)| {
        let mut map = map! { "name" => name, "port" => port };
        map.push_some("appProtocol", protocol(context, name));
        map
    };
    let mut all: Vec<_> = ports.named().into_iter().map(port).collect();
    all.extend(extra(context, process));
    let spec = map! {
        "type" => "ClusterIP",
        "clusterIP" => "None",
        "selector" => labels(),
        "ports" => all,
    };
    let metadata = context.metadata(names::task_manager(context.name()), labels(), None);
    Some(Object::new(SERVICE, metadata, map! { "spec" => spec }))
}
