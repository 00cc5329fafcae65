//! The JobManager's Service: the address that TaskManagers, clients and the Ingress use.

use crate::k8s::names;
use crate::k8s::object::{Object, SERVICE};
use crate::map;
use crate::model::words::AccessScope;
use crate::render::lower::context::Context;
use crate::tree::{Map, Node, Value};

/// The Service.
pub fn service(context: &Context<'_>) -> Object {
    let scope = context.job_manager.access_scope;
    let (kind, annotations) = match scope.value {
        AccessScope::Cluster => ("ClusterIP", None),
        AccessScope::Vpc => {
            let mut map = Map::default();
            for (key, value) in context.conventions.internal_load_balancer {
                map.push(*key, *value);
            }
            ("LoadBalancer", Some(map.into()))
        }
        AccessScope::External => ("LoadBalancer", None),
    };
    let labels = || context.labels(Some(names::JOB_MANAGER));
    let ports = context.job_manager.ports.named();
    let ports =
        ports.iter().map(|(name, port)| map! { "name" => *name, "port" => *port, "targetPort" => *name });
    let spec = map! {
        "type" => Node { span: scope.span, value: Value::String(kind.into()) },
        "selector" => labels(),
        "ports" => ports.collect::<Vec<_>>(),
    };
    let metadata = context.metadata(names::job_manager(context.name()), labels(), annotations);
    Object::new(SERVICE, metadata, map! { "spec" => spec })
}
