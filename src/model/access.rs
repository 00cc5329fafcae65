//! Who may reach the processes of a cluster, and who is told to ask for their metrics.

use crate::tree::{Node, Spanned};

type Text = Spanned<String>;

/// Who may reach them beside the cluster's own pods.
#[derive(Debug, Clone)]
pub struct Access {
    /// The place of the whole.
    pub at: Spanned<()>,
    /// Who may use the web interface and its REST API.
    pub from: Vec<Peer>,
    /// Who may ask for metrics; empty: everybody.
    pub metrics_from: Vec<Peer>,
    /// Where the status sidecar runs; none: anywhere.
    pub status_namespace: Option<Text>,
}

/// Some pods, or some addresses.
#[derive(Debug, Clone)]
pub struct Peer {
    /// The place of the whole.
    pub at: Spanned<()>,
    /// The pods' namespace.
    pub namespace: Option<Text>,
    /// Labels of the pods' namespaces, as written.
    pub namespace_selector: Option<Node>,
    /// The pods' labels, as written.
    pub pod_selector: Option<Node>,
    /// Addresses, as written.
    pub ip_block: Option<Node>,
}

/// What the Prometheus operator is told.
#[derive(Debug, Clone)]
pub struct Monitor {
    /// The place of the whole.
    pub at: Spanned<()>,
    /// Labels by which a Prometheus finds it.
    pub labels: Vec<(Text, Text)>,
    /// How often metrics are asked for.
    pub interval: Option<Text>,
}
