//! The compiler's part of a pod.

use crate::render::lower::scripts::Folder;
use crate::tree::{Map, Node};

/// The compiler's part of a pod.
#[derive(Debug, Default)]
pub struct Own {
    /// Its labels.
    pub labels: Map,
    /// Its annotations.
    pub annotations: Map,
    /// What its spec begins with: restarts, the account.
    pub head: Map,
    /// Its first init containers.
    pub init_containers: Vec<Map>,
    /// Its container.
    pub main: Main,
    /// What its spec has between containers and volumes.
    pub middle: Map,
    /// Its last volumes.
    pub volumes: Vec<Node>,
}

/// The container that a pod is there for.
#[derive(Debug, Default)]
pub struct Main {
    /// Its name.
    pub name: &'static str,
    /// Its command; none: the image's.
    pub command: Option<Node>,
    /// The arguments.
    pub args: Vec<Node>,
    /// Its ports.
    pub ports: Vec<Map>,
    /// Whether a variable says which roll-out it belongs to: beside its script, whose text does not change with it.
    pub knows_rollout: bool,
    /// Its first variables.
    pub env: Vec<Node>,
    /// Its last sources of variables, which no other source replaces.
    pub env_from: Vec<Node>,
    /// Requests and limits where the user gives none.
    pub resources: Option<Node>,
    /// How the kubelet looks after it.
    pub probes: Map,
    /// Its first mounts behind the user's.
    pub mounts: Vec<Node>,
    /// The scripts that it sees.
    pub scripts: &'static [Folder],
}
