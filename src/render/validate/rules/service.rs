//! Who reaches the JobManager's Service.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::model::words::AccessScope;
use crate::render::validate::findings::Findings;

codes! {
    /// With `accessScope: VPC` the Service has a load balancer that only the network around the cluster reaches, which an annotation asks
    /// the cloud for. An annotation of the user's that asks for another one would make the JobManager public, and whoever reaches it
    /// runs code: say `accessScope: External` where that is meant. Spotify's operator keeps its own.
    PUBLIC = 204, "an internal Service that becomes public", warning;
}

/// Annotations that ask for an internal load balancer, and the values that do.
const INTERNAL: [(&str, &[&str]); 5] = [
    ("cloud.google.com/load-balancer-type", &["internal"]),
    ("networking.gke.io/load-balancer-type", &["internal"]),
    ("service.beta.kubernetes.io/aws-load-balancer-internal", &["true", "0.0.0.0/0"]),
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", &["internal"]),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", &["true"]),
];

/// Checks its annotations.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let manager = &cluster.job_manager;
    match manager.access_scope.value {
        AccessScope::Vpc => {}
        AccessScope::Cluster | AccessScope::External | AccessScope::NodePort | AccessScope::Headless => {
            return;
        }
    }
    for (key, value) in &manager.service_annotations {
        let Some((_, internal)) = INTERNAL.iter().find(|(name, _)| *name == key.value) else { continue };
        if internal.iter().any(|word| word.eq_ignore_ascii_case(value.value.trim())) {
            continue;
        }
        let own = cluster.conventions.internal_load_balancer.iter().any(|(name, _)| *name == key.value);
        let field = fields!("spec.jobManager.ServiceAnnotations");
        if own && cluster.conventions.load_balancer_wins {
            let message = format!("{field}: `{}` has no effect beside `accessScope: VPC`", key.value);
            found.warning(PUBLIC, value.span, message, "remove it, or write `accessScope: External`");
        } else {
            let message =
                format!("{field}: `{}` may make the Service of `accessScope: VPC` public", key.value);
            let help = "remove it; where that is meant, write `accessScope: External`";
            found.strict(PUBLIC, value.span, message, help).relate(manager.access_scope.span, "internal");
        }
    }
}
