//! What of a pod is the user's, and what Flink's containers have for it: configuration and credentials, in one order.

use std::collections::BTreeSet;

use super::own::Main;
use super::template::some;
use crate::flink::path::of_mount;
use crate::k8s::names;
use crate::map;
use crate::model::conventions::Wiring;
use crate::model::{self, Gcp, Hadoop, Pairs};
use crate::render::lower::configuration::{Configured, Reader};
use crate::render::lower::context::Context;
use crate::tree::{Map, Node, Value};

/// Whose pod it is, and the user's part of it.
pub enum Users<'a> {
    /// Flink's, or its client's.
    Flink(Flink<'a>),
    /// A script's: it sees no variables, and no volumes but those with keys.
    Script(&'a model::Pod),
}

/// What a process of Flink, or its client, has beside.
pub struct Flink<'a> {
    /// The user's part.
    pub user: &'a model::Pod,
    /// Whether it reads the cluster's configuration.
    pub configured: bool,
    /// Whether its init containers see the user's mounts, where they do not see all.
    pub mounts_for_init: bool,
}

/// What of a pod is not the compiler's own.
#[derive(Default)]
pub struct Parts {
    /// Containers that run to their end before the others start.
    pub init_containers: Vec<Node>,
    /// What puts variables into Flink's configuration, before them.
    pub fills: Option<Map>,
    /// Further containers.
    pub sidecars: Vec<Node>,
    /// Labels.
    pub labels: Pairs,
    /// Annotations.
    pub annotations: Pairs,
    /// Variables of the main container.
    pub env: Vec<Node>,
    /// Sources of its variables.
    pub env_from: Vec<Node>,
    /// Its requests and limits.
    pub resources: Option<Node>,
    /// Its mounts.
    pub mounts: Vec<Node>,
    /// Volumes.
    pub volumes: Vec<Node>,
    /// The spec behind its volumes.
    pub placement: Map,
    /// Who the pod is.
    pub security_context: Option<Node>,
}

/// What the compiler gives to Flink's containers.
#[derive(Default)]
struct Shared {
    env: Vec<Node>,
    mounts: Vec<Node>,
    volumes: Vec<Node>,
}

impl Context<'_> {
    /// The user's part, then Flink's configuration, then credentials; of the variables, the user's come last.
    pub fn parts(&self, flink: Flink<'_>, main: &mut Main) -> Parts {
        let Flink { user, configured, mounts_for_init } = flink;
        let model::Pod {
            init_containers,
            sidecars,
            resources,
            volumes,
            volume_mounts,
            // Of every pod.
            labels: _,
            annotations: _,
            node_selector: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
        } = user;
        let mut parts = Parts {
            sidecars: sidecars.clone(),
            env_from: self.env_from.to_vec(),
            resources: resources.clone(),
            mounts: volume_mounts.clone(),
            volumes: volumes.clone(),
            ..placed(user)
        };
        if self.conventions.explicit_volumes {
            parts.volumes.iter_mut().for_each(explicit);
        }
        let mut shared = Shared { mounts: std::mem::take(&mut main.mounts), ..Shared::default() };
        if configured || !shared.mounts.is_empty() {
            let Configured { mount, volumes, init_container } =
                self.configuration(Reader::Flink, self.conventions.config_read_only);
            shared.mounts.extend(configured.then(|| mount.into()));
            shared.volumes.extend(volumes);
            parts.fills = init_container.filter(|_| configured);
        }
        self.hadoop.into_iter().for_each(|hadoop| self.with_hadoop(hadoop, &mut shared));
        self.gcp.into_iter().for_each(|gcp| self.with_gcp(gcp, &mut shared));
        let Shared { env, mounts, volumes } = shared;
        parts.init_containers = match self.conventions.init_containers {
            Wiring::Mounts => {
                init_containers.iter().map(|one| with(one, "volumeMounts", place, volume_mounts)).collect()
            }
            Wiring::Operator | Wiring::Whole => {
                let whole = self.conventions.init_containers == Wiring::Whole || mounts_for_init;
                let users = if whole { volume_mounts.as_slice() } else { &[] };
                let all: Vec<Node> = users.iter().chain(&mounts).cloned().collect();
                let variables: Vec<Node> = main.env.iter().chain(self.env).chain(&env).cloned().collect();
                let wired =
                    |one: &Node| with(&with(one, "volumeMounts", as_written, &all), "env", name, &variables);
                init_containers.iter().map(wired).collect()
            }
        };
        match self.conventions.init_containers {
            Wiring::Mounts | Wiring::Whole => {
                parts.env.extend(env);
                parts.env.extend(self.env.iter().cloned());
                parts.mounts.extend(mounts);
                parts.volumes.extend(volumes);
            }
            // The user's come first, and replace the compiler's of the same name.
            Wiring::Operator => {
                parts.env.extend(self.env.iter().cloned());
                add(&mut parts.env, name, env);
                add(&mut parts.mounts, as_written, mounts);
                add(&mut parts.volumes, name, volumes);
            }
        }
        parts
    }

    fn with_hadoop(&self, hadoop: &Hadoop, parts: &mut Shared) {
        let Hadoop { config_map_name, mount_path } = hadoop;
        parts.env.push(self.hadoop_variable(hadoop));
        let mount = map! { "name" => names::HADOOP_VOLUME, "mountPath" => mount_path, "readOnly" => true };
        parts.mounts.push(mount.into());
        let source = map! { "name" => config_map_name };
        parts.volumes.push(map! { "name" => names::HADOOP_VOLUME, "configMap" => source }.into());
    }

    /// Where Hadoop's configuration is.
    pub fn hadoop_variable(&self, hadoop: &Hadoop) -> Node {
        map! { "name" => names::HADOOP_VARIABLE, "value" => self.argument(&hadoop.mount_path) }.into()
    }

    /// Where Google Cloud credentials are.
    pub fn gcp_variable(&self, gcp: &Gcp) -> Node {
        let path = gcp.key_file.map(|file| format!("{}{file}", directory(&gcp.mount_path.value)));
        map! { "name" => names::GCP_VARIABLE, "value" => self.argument(&path) }.into()
    }

    fn with_gcp(&self, gcp: &Gcp, parts: &mut Shared) {
        let Gcp { secret_name, key_file: _, mount_path } = gcp;
        let directory = mount_path.map(|path| directory(path));
        parts.env.push(self.gcp_variable(gcp));
        let mount = map! { "name" => names::GCP_VOLUME, "mountPath" => directory, "readOnly" => true };
        parts.mounts.push(mount.into());
        let source = map! { "secretName" => secret_name };
        parts.volumes.push(map! { "name" => names::GCP_VOLUME, "secret" => source }.into());
    }
}

/// What every pod has of the user's.
pub fn placed(user: &model::Pod) -> Parts {
    let model::Pod {
        labels,
        annotations,
        node_selector,
        tolerations,
        affinity,
        host_aliases,
        security_context,
        // Of Flink's.
        init_containers: _,
        sidecars: _,
        resources: _,
        volumes: _,
        volume_mounts: _,
    } = user;
    let mut placement = Map::default();
    placement.push_some("nodeSelector", node_selector.clone());
    placement.push_some("tolerations", some(tolerations.clone()));
    placement.push_some("affinity", affinity.clone());
    placement.push_some("hostAliases", some(host_aliases.clone()));
    Parts {
        labels: labels.clone(),
        annotations: annotations.clone(),
        placement,
        security_context: security_context.clone(),
        ..Parts::default()
    }
}

/// A volume without a source as what Kubernetes makes of it.
fn explicit(volume: &mut Node) {
    if let Value::Map(map) = &mut volume.value
        && map.0.iter().all(|entry| entry.key == "name")
    {
        map.push("emptyDir", Map::default());
    }
}

/// With a `/` at its end.
fn directory(path: &str) -> String {
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

/// An init container with more mounts or variables, but for those that it has itself.
fn with(container: &Node, list: &'static str, key: Key, more: &[Node]) -> Node {
    let mut container = container.clone();
    let Value::Map(map) = &mut container.value else { return container };
    let mut all = match map.get(list) {
        Some(Node { value: Value::List(list), .. }) => list.clone(),
        _ => Vec::new(),
    };
    add(&mut all, key, more.to_vec());
    if all.is_empty() {
        return container;
    }
    match map.get_mut(list) {
        Some(value) => *value = Value::List(all),
        None => map.push(list, all),
    }
    container
}

/// What tells elements of a list apart.
type Key = fn(&Node) -> Option<String>;

fn name(node: &Node) -> Option<String> {
    node.get("name")?.as_str().map(ToOwned::to_owned)
}

/// The path of a mount, as the operators compare it.
fn as_written(mount: &Node) -> Option<String> {
    mount.get("mountPath")?.as_str().map(ToOwned::to_owned)
}

/// Where a mount is.
fn place(mount: &Node) -> Option<String> {
    mount.get("mountPath")?.as_str().map(of_mount)
}

/// Adds elements whose key no other one has.
fn add(all: &mut Vec<Node>, key: Key, more: Vec<Node>) {
    let mut taken: BTreeSet<_> = all.iter().map(key).collect();
    all.extend(more.into_iter().filter(|one| taken.insert(key(one))));
}
