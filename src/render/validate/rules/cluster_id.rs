//! What high availability in Kubernetes calls its objects.

use crate::diagnostic::codes;
use crate::flink::availability;
use crate::flink::reference;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// High availability in Kubernetes keeps what it knows in ConfigMaps whose names begin with `kubernetes.cluster-id`, and writes it into
    /// a label of them: lower-case letters, digits, `-` and `.`, no more than 63. The API server refuses others, and the JobManager
    /// ends.
    CLUSTER_ID = 269, "an id that Kubernetes refuses";
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some((_, value)) = cluster.property(availability::CLUSTER_ID) else { return };
    let text = value.value.trim();
    if text.is_empty() || reference::is_in(text) || !availability::uses_kubernetes(&cluster.settings()) {
        return;
    }
    if let Err(wrong) = names::subdomain(text).and_then(|()| names::label_value(text)) {
        let message = format!(
            "{}: the names of ConfigMaps begin with it, and it {wrong}",
            field(availability::CLUSTER_ID)
        );
        let help = format!("write another one, such as `{}`", cluster.name.value.escape_debug());
        found.strict(CLUSTER_ID, value.span, message, help);
    }
}
