//! What is wanted of the sidecar, and what all its objects have.

use crate::k8s::labels::{self, SHARD};
use crate::k8s::object::{Metadata, Object};
use crate::map;
use crate::tree::Map;

/// The program, its objects, and its field manager.
pub use crate::k8s::observer::NAME;

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The program's image.
    pub image: String,
    /// The namespace it runs in.
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

/// One Deployment.
pub struct Instance {
    /// Of its objects.
    pub name: String,
    /// None when it is alone.
    pub shard: Option<u32>,
}

impl Installation {
    pub(super) fn instances(&self) -> Vec<Instance> {
        match self.shards {
            0 | 1 => vec![Instance { name: NAME.to_owned(), shard: None }],
            shards => (0..shards).map(|n| Instance { name: format!("{NAME}-{n}"), shard: Some(n) }).collect(),
        }
    }

    pub(super) fn object(&self, kind: (&'static str, &'static str), name: &str, body: Map) -> Object {
        Self::placed(kind, Some(self.namespace.clone()), name, labels(None), body)
    }

    pub(super) fn placed(
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
pub fn labels(shard: Option<u32>) -> Map {
    let mut labels = map! { labels::NAME => NAME };
    labels.push_some(SHARD, shard.map(|shard| shard.to_string()));
    labels
}
