//! What keeps the status in the JobManager's pod.

use crate::diagnostic::codes;
use crate::flink::availability;
use crate::k8s::labels::STATUS_SYNC_IMAGE;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// The annotation `flinkoperator.k8s.io/status-sync-image` puts flink-status-sync into the JobManager's pod. It asks
    /// Flink in plain text at `localhost`, and gives the pod a ServiceAccount of its own, for which a namespace must be known;
    /// neither goes together with an encrypted REST API, or with high availability in Kubernetes. Install it
    /// beside the clusters for those, and to see the status of a JobManager that does not start: `flink-render status-sync`.
    STATUS_SYNC = 170, "a status that cannot be kept in the JobManager's pod";
}

/// Checks whether it can be there.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(image) = &cluster.status_sync else { return };
    let settings = cluster.settings();
    let reason = if !cluster.conventions.status_sync {
        "the operator's objects have no room for it"
    } else if image.value.is_empty() || image.value.contains(char::is_whitespace) {
        "the image is not given"
    } else if cluster.namespace.is_none() {
        "its ServiceAccount needs a namespace"
    } else if cluster.tls().is_encrypted() {
        "Flink's REST API is encrypted"
    } else if availability::uses_kubernetes(&settings) {
        "the pod's ServiceAccount is that of Flink's high availability"
    } else {
        return;
    };
    let message = format!("{STATUS_SYNC_IMAGE} cannot be applied: {reason}");
    let help = "remove the annotation, and install the sidecar with `flink-render status-sync`";
    found.error(STATUS_SYNC, image.span, message, help);
}
