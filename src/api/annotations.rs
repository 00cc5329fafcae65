//! Annotations of a FlinkCluster whose values are fields, as YAML or JSON: what no version of the resource has a field for, or not
//! every one.

use crate::api::flink_cluster::{Affinity, HostAliases, PodSecurity, Resources, Tolerations};
use crate::api::read::{Field, TextMap, object};
use crate::tree::Spanned;

type Text = Spanned<String>;

/// All of them, as written.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    /// Of the pods of Jobs.
    pub job_pod: Field<JobPod>,
}

object! {
    /// The pods of the cluster's Jobs: the submitter, and those that run a script. Where nothing is said, labels, annotations, nodes,
    /// tolerations and security are the JobManager's.
    JobPod {
        /// CPU and memory of the submitter's container, which is Flink's client.
        "resources" resources: Resources;
        /// Labels, in place of the JobManager's. `sidecar.istio.io/inject: "true"` and its like let a mesh's proxy in.
        "podLabels" pod_labels: TextMap;
        /// Annotations, in place of the JobManager's. `linkerd.io/inject: enabled` and its like let a mesh's proxy in.
        "podAnnotations" pod_annotations: TextMap;
        /// Users, groups and kernel settings.
        "securityContext" security_context: PodSecurity;
        /// Labels of the nodes that they may run on.
        "nodeSelector" node_selector: TextMap;
        /// Taints of nodes that they tolerate.
        "tolerations" tolerations: Tolerations;
        /// Rules for the nodes that they may run on.
        "affinity" affinity: Affinity;
        /// Lines of the hosts file.
        "hostAliases" host_aliases: HostAliases;
        /// Their priority.
        "priorityClassName" priority_class_name: Text;
        /// The account that they run as. It is yours, and its Role and RoleBinding are rendered.
        "serviceAccountName" service_account_name: Text;
        /// Annotations of the account that is rendered for them, such as those of a workload identity.
        "serviceAccountAnnotations" service_account_annotations: TextMap;
    }
}
