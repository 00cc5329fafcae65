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
    /// Flink looks for its leader in `kubernetes.namespace`. The rights to do that are rendered for the cluster's own namespace: in
    /// another one the API server refuses it, unless an account of yours may.
    OTHER_NAMESPACE = 271, "high availability in another namespace", warning;
}

const NAMESPACE: &str = "kubernetes.namespace";

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    if !availability::uses_kubernetes(&cluster.settings()) {
        return;
    }
    if let (Some(own), Some((_, value))) = (&cluster.namespace, cluster.property(NAMESPACE))
        && value.value.trim() != own.value
        && !reference::is_in(&value.value)
    {
        let message =
            format!("{}: the cluster, and the rights of its pods, are in `{}`", field(NAMESPACE), own.value);
        found.warning(OTHER_NAMESPACE, value.span, message, "remove it: it is the cluster's namespace then");
    }
    let Some((_, value)) = cluster.property(availability::CLUSTER_ID) else { return };
    let text = value.value.trim();
    if text.is_empty() || reference::is_in(text) {
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
