//! The template of a pod, before it is known which roll-out it belongs to.

use crate::k8s::names;
use crate::map;
use crate::tree::{Map, Node};

/// The template of a pod, before it is known which roll-out it belongs to.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its labels.
    pub labels: Map,
    /// Its annotations.
    pub annotations: Map,
    /// The spec up to its containers.
    pub head: Map,
    /// The container that it is there for.
    pub main: Container,
    /// The others.
    pub sidecars: Vec<Node>,
    /// The spec behind its containers.
    pub tail: Map,
}

/// A container, up to its variables and behind them.
#[derive(Debug, Clone)]
pub struct Container {
    /// What stands before its variables.
    pub head: Map,
    /// Whether a variable says which roll-out it belongs to.
    pub knows_rollout: bool,
    /// Its variables.
    pub env: Vec<Node>,
    /// What stands behind them.
    pub tail: Map,
}

impl Template {
    /// With an annotation, if there is a value for it.
    pub fn annotated(mut self, key: &'static str, value: Option<&str>) -> Self {
        // The compiler's own wins.
        self.annotations.0.retain(|entry| entry.key != key || value.is_none());
        self.annotations.push_some(key, value.map(ToOwned::to_owned));
        self
    }

    /// With a policy for pods that ended.
    pub fn restarting(mut self, policy: &'static str) -> Self {
        self.head.push("restartPolicy", policy);
        self
    }

    /// As a part of its object. `rollout`: which one it belongs to.
    pub fn into_map(self, rollout: &str) -> Map {
        let Self { labels, annotations, head: mut spec, main, sidecars, tail } = self;
        let mut head = map! { "labels" => labels };
        head.push_some("annotations", (!annotations.is_empty()).then_some(annotations));
        let mut containers = vec![Node::from(main.into_map(rollout))];
        containers.extend(sidecars);
        spec.push("containers", containers);
        spec.0.extend(tail.0);
        map! { "metadata" => head, "spec" => spec }
    }
}

impl Container {
    fn into_map(self, rollout: &str) -> Map {
        let Self { head: mut map, knows_rollout, env, tail } = self;
        let rollout = knows_rollout
            .then(|| map! { "name" => names::ROLLOUT_VARIABLE, "value" => rollout.to_owned() }.into());
        map.push_some("env", some(rollout.into_iter().chain(env).collect()));
        map.0.extend(tail.0);
        map
    }
}

/// A list, unless it is empty.
pub fn some(list: Vec<Node>) -> Option<Vec<Node>> {
    (!list.is_empty()).then_some(list)
}
