//! Proxies of a mesh, which the cluster's Jobs have not.

use crate::diagnostic::codes;
use crate::k8s::injectors::asks_for_proxy;
use crate::k8s::labels::JOB_POD;
use crate::model::{Cluster, Inherits};
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::JOB_MANAGER;

codes! {
    /// The JobManager's pod asks for the proxy of a mesh, and the pods of the cluster's Jobs have none: a Job ends when all its containers
    /// have, which a proxy beside them does not let it. Where the mesh wants mutual TLS, the Jobs do not reach the JobManager: no job is
    /// submitted, and no roll-out goes on. Let the mesh take plain text at the JobManager's port (Istio: `portLevelMtls` of a
    /// PeerAuthentication; Linkerd: `config.linkerd.io/skip-inbound-ports`). Or, where its proxies are sidecars that Kubernetes ends with the
    /// Job (init containers that restart), ask for them in `flinkoperator.k8s.io/job-pod`, by `podLabels` or `podAnnotations`.
    NO_PROXY = 229, "Jobs outside of the mesh", warning;
}

/// Checks whether they are outside.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some((job, _)) = cluster.life() else { return };
    let Inherits { labels, annotations } = job.inherits;
    let pod = &cluster.job_manager.pod;
    for (name, pairs, inherits) in
        [("podLabels", &pod.labels, labels), ("podAnnotations", &pod.annotations, annotations)]
    {
        let asks = pairs.iter().find(|(key, value)| asks_for_proxy(&key.value, &value.value));
        let Some((key, value)) = asks.filter(|_| inherits) else { continue };
        let message = format!(
            "{JOB_MANAGER}.{name}: `{}` is the JobManager's alone: its Jobs have no proxy",
            key.value
        );
        let port = cluster.job_manager.ports.ui.value;
        let help = format!(
            "let the mesh take plain text at port {port}; or, where its proxies end with a Job, write `{name}: {{{}: \"{}\"}}` in `{JOB_POD}`",
            key.value, value.value
        );
        found.warning(NO_PROXY, key.span, message, help);
    }
}
