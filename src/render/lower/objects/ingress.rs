//! The Ingress: the web interface from outside.

use crate::k8s::names;
use crate::k8s::object::{INGRESS, Object};
use crate::map;
use crate::model::Ingress;
use crate::render::lower::context::Context;
use crate::tree::Map;

/// The Ingress, when one is wanted.
pub fn ingress(context: &Context<'_>) -> Option<Object> {
    // Rules look at the place of the whole.
    let Ingress { at: _, host, annotations, use_tls, tls_secret_name } =
        context.job_manager.ingress.as_ref()?;
    let name = || names::job_manager(context.name());
    let service = map! { "name" => name(), "port" => map! { "name" => names::REST_PORT } };
    let path = map! {
        "path" => "/",
        "pathType" => context.conventions.path_type,
        "backend" => map! { "service" => service },
    };
    let mut rule = Map::default();
    rule.push_some("host", host.as_ref());
    rule.push("http", map! { "paths" => vec![path] });
    let mut spec = Map::default();
    if use_tls.value && (host.is_some() || tls_secret_name.is_some()) {
        let mut tls = Map::default();
        tls.push_some("hosts", host.as_ref().map(|host| vec![host]));
        tls.push_some("secretName", tls_secret_name.as_ref());
        spec.push("tls", vec![tls]);
    }
    spec.push("rules", vec![rule]);
    let labels = context.labels(Some(names::JOB_MANAGER));
    let metadata = context.metadata(name(), labels, annotations.clone());
    Some(Object::new(INGRESS, metadata, map! { "spec" => spec }))
}
