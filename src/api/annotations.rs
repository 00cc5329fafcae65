//! Annotations of a FlinkCluster whose values are fields, as YAML or JSON: what no version of the resource has a field for, or not
//! every one.

use crate::api::flink_cluster::{
    Affinity, HostAliases, PodDisruptionBudget, PodSecurity, Resources, Tolerations,
};
use crate::api::kubernetes;
use crate::api::read::{Field, TextMap, as_written, object};
use crate::tree::Spanned;

type Text = Spanned<String>;

/// All of them, as written.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    /// Of the pods of Jobs.
    pub job_pod: Field<JobPod>,
    /// Of the compiler's own containers.
    pub script_resources: Field<Resources>,
    /// Of evictions.
    pub pod_disruption_budget: Field<PodDisruptionBudget>,
    /// Of who may reach the pods.
    pub network_policy: Field<NetworkPolicy>,
    /// Of metrics.
    pub pod_monitor: Field<PodMonitor>,
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

    /// Who may reach the cluster's pods: its own pods and those of its Jobs, the status sidecar, and whom you name. Flink's REST API runs
    /// what it is sent. What goes out is free. Other NetworkPolicies of yours add to this one.
    NetworkPolicy {
        /// Who may use the web interface and the REST API: the controller of an Ingress, the clients of a load balancer.
        "from" from: Vec<Peer>;
        /// Who may ask for metrics, where a reporter for Prometheus is configured. Everybody, if absent.
        "metricsFrom" metrics_from: Vec<Peer>;
        /// The namespace of the status sidecar. The cluster's own, if absent.
        "statusNamespace" status_namespace: Text;
    }

    /// Some pods, or some addresses.
    Peer {
        /// The name of the pods' namespace.
        "namespace" namespace: Text;
        /// Labels of the pods' namespaces. If this and `namespace` are absent, the cluster's own.
        "namespaceSelector" namespace_selector: LabelSelector;
        /// Labels of the pods. If absent, all pods of the namespaces.
        "podSelector" pod_selector: LabelSelector;
        /// Addresses outside of the cluster: `cidr`, and `except` for parts of it.
        "ipBlock" ip_block: IpBlock;
    }

    /// A PodMonitor, for the port of a reporter for Prometheus. The Prometheus operator must be there: without its types a sync fails.
    PodMonitor {
        /// Labels by which a Prometheus finds it, such as `release: prometheus`.
        "labels" labels: TextMap;
        /// How often metrics are asked for, such as `30s`. If absent, as Prometheus is configured.
        "interval" interval: Text;
    }
}

as_written! {
    /// Labels to select by.
    LabelSelector: kubernetes::LABEL_SELECTOR;
    /// A range of addresses.
    IpBlock: kubernetes::IP_BLOCK;
}
