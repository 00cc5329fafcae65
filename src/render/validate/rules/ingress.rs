//! The Ingress.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The host, with `{{$clusterName}}` replaced by the cluster's name, is a DNS name. Other placeholders are not
    /// replaced.
    HOST = 117, "an invalid host name";
    /// TLS needs a host or a Secret with a certificate; a Secret alone, without `useTLS: true`, has no effect.
    TLS = 118, "TLS without effect", warning;
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(ingress) = &cluster.job_manager.ingress else { return };
    if let Some(host) = &ingress.host
        && let Err(wrong) = names::host(&host.value)
    {
        let message = format!("the host `{}` {wrong}", host.value);
        let help = "the placeholder is `{{$clusterName}}`, with the dollar sign";
        found.strict(HOST, host.span, message, help);
    }
    if let Some(secret) = &ingress.tls_secret_name
        && let Err(wrong) = names::subdomain(&secret.value)
    {
        let field = fields!("spec.jobManager.ingress.tlsSecretName");
        let message = format!("{field}: `{}` {wrong}", secret.value);
        found.strict(TLS, secret.span, message, "name a Secret of the namespace");
    }
    let tls = ingress.use_tls;
    match (&ingress.host, &ingress.tls_secret_name) {
        (None, None) if tls.value => {
            let message = "useTLS has no effect: there is neither a hostFormat nor a tlsSecretName";
            let help = "add `hostFormat`, `tlsSecretName` or both";
            found.strict(TLS, tls.span, message, help);
        }
        (_, Some(secret)) if !tls.value => {
            let message = "tlsSecretName has no effect: useTLS is not true";
            found.warning(TLS, secret.span, message, "add `useTLS: true`, or remove the Secret");
        }
        _ => {}
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let tls = "(has(self.useTLS) && self.useTLS) || (has(self.useTls) && self.useTls)";
    let given = |field: &str| format!("(has(self.{field}) && self.{field}.size() > 0)");
    let rule = format!("!({tls}) || {} || {}", given("hostFormat"), given("tlsSecretName"));
    vec![Cel::new(fields!("spec.jobManager.ingress"), rule, "useTLS needs a hostFormat or a tlsSecretName")]
}
