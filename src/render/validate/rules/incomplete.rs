//! Settings that turn on what needs others.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability::{self, Mode};
use crate::flink::rest::Lacks;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// High availability is kept in a place (`high-availability.storageDir`), and by ZooKeeper (`high-availability.zookeeper.quorum`) or
    /// in Kubernetes under a name of the cluster's (`kubernetes.cluster-id`). TLS needs keys: each process shows those of its keystore,
    /// and trusts others by its truststore; for each, `security.ssl.NAME` counts where `security.ssl.internal.NAME` or
    /// `security.ssl.rest.NAME` is not given. Without one of them the processes end when they start.
    INCOMPLETE = 237, "a setting without those that it needs", warning;
}

const PROPERTIES: &str = fields!("spec.flinkProperties");
const QUORUM: [&str; 2] = ["high-availability.zookeeper.quorum", "recovery.zookeeper.quorum"];

/// Checks high availability, and TLS.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let settings = cluster.settings();
    let wanted: &[(&[&str], String)] = &match availability::mode(&settings) {
        // A class of the user's has needs of its own.
        Mode::None | Mode::Other(_) => vec![],
        Mode::ZooKeeper => vec![
            (&availability::STORAGE[..], "a path of a store that all JobManagers reach".to_owned()),
            (&QUORUM[..], "`HOST:2181,HOST:2181`, ZooKeeper's servers".to_owned()),
        ],
        Mode::Kubernetes => {
            let mut wanted =
                vec![(&availability::STORAGE[..], "a path of a store that all JobManagers reach".to_owned())];
            // Natively it is written where the user does not.
            if cluster.conventions.version().is_none() {
                let like = format!("such as `{}`", cluster.name.value.escape_debug());
                wanted.push((&[availability::CLUSTER_ID][..], like));
            }
            wanted
        }
    };
    let mode = availability::MODE.iter().find_map(|name| cluster.property(name));
    for (names, what) in wanted {
        if let (Some((key, _)), None, Some(name)) = (mode, availability::get(&settings, names), names.first())
        {
            let message = format!("high availability needs {PROPERTIES} `{name}`, which is missing");
            found.strict(INCOMPLETE, key.span, message, format!("add `{name}`: {what}"));
        }
    }
    for Lacks { switch, keys } in cluster.tls().lacks() {
        let Some((key, _)) = cluster.property(switch) else { continue };
        let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("`{switch}`: no process starts without {}", keys.join(", "));
        let help =
            format!("add each to {PROPERTIES}, with files that volumes hold and passwords from a Secret");
        found.strict(INCOMPLETE, key.span, message, help);
    }
}
