//! Who may reach the processes, by annotation.

use super::fields::pairs;
use crate::api::annotations as written;
use crate::api::read::Field;
use crate::model::access::{Access, Monitor, Peer};
use crate::tree::Spanned;

/// Who may reach them, where somebody wants to know.
pub fn access(policy: Field<written::NetworkPolicy>) -> Option<Access> {
    let written::NetworkPolicy { span, from, metrics_from, status_namespace } = policy.into_option()?;
    // Whom it was to name, nobody knows.
    if matches!(from, Field::Broken) {
        return None;
    }
    let peers = |list: Field<Vec<written::Peer>>| {
        list.into_option().unwrap_or_default().into_iter().map(peer).collect()
    };
    Some(Access {
        at: Spanned { span, value: () },
        from: peers(from),
        metrics_from: peers(metrics_from),
        status_namespace: status_namespace.into_option(),
    })
}

fn peer(peer: written::Peer) -> Peer {
    let written::Peer { span, namespace, namespace_selector, pod_selector, ip_block } = peer;
    Peer {
        at: Spanned { span, value: () },
        namespace: namespace.into_option(),
        namespace_selector: namespace_selector.into_option().map(|selector| selector.0),
        pod_selector: pod_selector.into_option().map(|selector| selector.0),
        ip_block: ip_block.into_option().map(|block| block.0),
    }
}

/// Who asks for metrics, where somebody is told.
pub fn monitor(monitor: Field<written::PodMonitor>) -> Option<Monitor> {
    let written::PodMonitor { span, labels, interval } = monitor.into_option()?;
    Some(Monitor { at: Spanned { span, value: () }, labels: pairs(labels), interval: interval.into_option() })
}
