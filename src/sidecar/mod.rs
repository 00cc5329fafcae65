//! The installation of the status sidecar, `flink-status-sync`: from what is wanted of it to its objects. It may read what a
//! status follows from and write statuses, and nothing else.

mod access;
mod workload;
mod network;

use crate::k8s::object::{Metadata, Object};
use crate::map;
use crate::render::emit;
use crate::tree::Map;

/// The program, its objects, and its field manager.
pub const NAME: &str = "flink-status-sync";
/// Label that tells the shards apart.
const SHARD: &str = "flinkoperator.k8s.io/shard";

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The program's image.
    pub image: String,
    /// Where it runs.
    pub namespace: String,
    /// Whose FlinkClusters it keeps.
    pub scope: Scope,
    /// How many share the work, from 1; each of them has two replicas.
    pub shards: u32,
    /// Whether it may read pods, for the Jobs' termination messages.
    pub pods: bool,
    /// A Secret with a file `config.yaml`: certificates and passwords for Flink's REST API.
    pub flink_config: Option<String>,
    /// Whether the Prometheus operator is told of it.
    pub service_monitor: bool,
}

/// Whose FlinkClusters are kept.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Those of these namespaces.
    Namespaces(Vec<String>),
    /// Those of all namespaces.
    All,
}

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

/// One Deployment.
struct Instance {
    name: String,
    shard: Option<u32>,
}

impl Installation {
    fn instances(&self) -> Vec<Instance> {
        match self.shards {
            0 | 1 => vec![Instance { name: NAME.to_owned(), shard: None }],
            shards => (0..shards).map(|n| Instance { name: format!("{NAME}-{n}"), shard: Some(n) }).collect(),
        }
    }

    fn object(&self, kind: (&'static str, &'static str), name: &str, body: Map) -> Object {
        Self::placed(kind, Some(self.namespace.clone()), name, labels(None), body)
    }

    fn placed(
        kind: (&'static str, &'static str),
        namespace: Option<String>,
        name: &str,
        labels: Map,
        body: Map,
    ) -> Object {
        Object::new(kind, Metadata { name: name.to_owned(), namespace, labels, annotations: None }, body)
    }
}

/// Labels; those of one shard are its selector, too.
fn labels(shard: Option<u32>) -> Map {
    let mut labels = map! { "app.kubernetes.io/name" => NAME };
    labels.push_some(SHARD, shard.map(|shard| shard.to_string()));
    labels
}
