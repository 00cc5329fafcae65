//! What lets pods do more than they need.

use crate::diagnostic::codes;
use crate::k8s::labels::ALLOW_UNRESTRICTED_PODS;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// Pods run as the user of Flink's images (9999), with no rights on their node, and write to volumes alone: a namespace whose
    /// Pod Security is `restricted` admits them. An image of your own that writes elsewhere says so by a volume there (`volumes`,
    /// `volumeMounts`). The annotation `flinkoperator.k8s.io/pod-user` names its user where that is another one; with `assigned`
    /// the namespace assigns one, as OpenShift does. Single fields are set by a `securityContext` (v1beta1). The annotation
    /// `flinkoperator.k8s.io/allow-unrestricted-pods` leaves all of it to the image and the cluster; its value is the reason,
    /// which a reviewer reads.
    NO_REASON = 207, "unrestricted pods without a reason";
}

/// Checks the annotation.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(reason) = &cluster.unrestricted else { return };
    if reason.value.chars().all(|c| c.is_whitespace() || c.is_control()) {
        let message = format!("`{ALLOW_UNRESTRICTED_PODS}` has no reason");
        found.error(
            NO_REASON,
            reason.span,
            message,
            "write why its pods may do more, or remove the annotation",
        );
    }
}
