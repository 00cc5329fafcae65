//! What keeps the pods of JobManager and TaskManagers running.

use super::object::{DEPLOYMENT, STATEFUL_SET};

/// A kind of it, of the group `apps`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    /// Its pods are alike.
    Deployment,
    /// Its pods have names, and may have volumes, of their own.
    StatefulSet,
}

impl Workload {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Deployment, Self::StatefulSet];

    /// Whether a kind is one of them.
    pub fn is(kind: &str) -> bool {
        Self::ALL.iter().any(|workload| workload.kind().1 == kind)
    }

    /// API version and kind.
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Deployment => DEPLOYMENT,
            Self::StatefulSet => STATEFUL_SET,
        }
    }

    /// How roles and paths of the API server call them.
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Deployment => "deployments",
            Self::StatefulSet => "statefulsets",
        }
    }

    /// How a role calls the number of their pods.
    pub fn scale(self) -> &'static str {
        match self {
            Self::Deployment => "deployments/scale",
            Self::StatefulSet => "statefulsets/scale",
        }
    }
}
