//! The installation of the status sidecar, `flink-status-sync`: from what is wanted of it to its objects. It may read what a
//! status follows from and write statuses, and nothing else.

mod installation;
mod access;
mod workload;
mod network;

use crate::k8s::object::Object;
use crate::render::emit;

pub use installation::{Installation, NAME, Scope};

/// The objects as a stream of YAML documents.
pub fn yaml(installation: &Installation) -> String {
    objects(installation).iter().map(|object| format!("---\n{}", emit::emit(&object.node))).collect()
}

/// The objects, in the order they are written in: what others need comes first.
pub fn objects(installation: &Installation) -> Vec<Object> {
    let mut all = access::objects(installation);
    all.push(network::policy(installation));
    all.extend(
        installation.instances().iter().flat_map(|instance| workload::objects(installation, instance)),
    );
    if installation.service_monitor {
        all.extend(network::monitoring(installation));
    }
    all
}
