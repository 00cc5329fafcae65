//! The Ingress: the web interface from outside.

use crate::k8s::names;
use crate::k8s::object::{INGRESS, Object};
use crate::map;
use crate::render::lower::Context;
use crate::tree::Map;

/// The Ingress, when one is wanted.
pub fn ingress(context: &Context<'_>) -> Option<Object> {
    let ingress = context.cluster.job_manager.ingress.as_ref()?;
    let name = || names::job_manager(context.name());
    let service = map! { "name" => name(), "port" => map! { "name" => "ui" } };
    let path = map! {
        "path" => "/",
        "pathType" => context.conventions.path_type,
        "backend" => map! { "service" => service },
    };
    let mut rule = Map::default();
    rule.push_some("host", ingress.host.as_ref());
    rule.push("http", map! { "paths" => vec![path] });
    let mut spec = Map::default();
    if ingress.use_tls.value && (ingress.host.is_some() || ingress.tls_secret_name.is_some()) {
        let mut tls = Map::default();
        tls.push_some("hosts", ingress.host.as_ref().map(|host| vec![host]));
        tls.push_some("secretName", ingress.tls_secret_name.as_ref());
        spec.push("tls", vec![tls]);
    }
    spec.push("rules", vec![rule]);
    let labels = context.labels(Some(names::JOB_MANAGER));
    let metadata = context.metadata(name(), labels, ingress.annotations.clone());
    Some(Object::new(INGRESS, metadata, map! { "spec" => spec }))
}
