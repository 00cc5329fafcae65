//! A pod, whoever it is for: the compiler's part, the user's part, configuration and credentials, in one order.

use std::collections::BTreeSet;

use super::context::{Context, beside};
use super::scripts::{self, Folder};
use super::security::{Writable, Writes};
use crate::k8s::{labels, names};
use crate::map;
use crate::model::conventions::Wiring;
use crate::model::{self, Gcp, Hadoop, Image, Pairs};
use crate::tree::{Map, Node, Value};

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
    /// Requests and limits where the user gives none.
    pub resources: Option<Map>,
    /// How the kubelet looks after it.
    pub probes: Map,
    /// Its first mounts behind the user's.
    pub mounts: Vec<Node>,
    /// The scripts that it sees.
    pub scripts: &'static [Folder],
}

/// Whose pod it is, and the user's part of it.
pub enum Users<'a> {
    /// Flink's, or its client's.
    Flink(Flink<'a>),
    /// A script's: it sees no volumes and no variables.
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

/// What the compiler gives to Flink's containers.
#[derive(Default)]
struct Shared {
    env: Vec<Node>,
    mounts: Vec<Node>,
    volumes: Vec<Node>,
}

/// What of a pod is not the compiler's own.
#[derive(Default)]
struct Parts {
    init_containers: Vec<Node>,
    sidecars: Vec<Node>,
    labels: Pairs,
    annotations: Pairs,
    env: Vec<Node>,
    env_from: Vec<Node>,
    resources: Option<Node>,
    mounts: Vec<Node>,
    volumes: Vec<Node>,
    /// The spec behind its volumes.
    placement: Map,
    security_context: Option<Node>,
}

/// The template of a pod, before it is known which roll-out it belongs to.
#[derive(Debug, Clone)]
pub struct Template {
    labels: Map,
    annotations: Map,
    /// The spec up to its containers.
    head: Map,
    main: Container,
    sidecars: Vec<Node>,
    /// The spec behind its containers.
    tail: Map,
}

/// A container, up to its variables and behind them.
#[derive(Debug, Clone)]
struct Container {
    head: Map,
    knows_rollout: bool,
    env: Vec<Node>,
    tail: Map,
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

impl Context<'_> {
    /// A pod.
    pub fn pod(&self, own: Own, users: Users<'_>) -> Template {
        let Own { labels, annotations, mut head, init_containers, mut main, middle, volumes } = own;
        let Image { name: _, pull_policy: _, pull_secrets } = self.image;
        let (parts, writes) = match users {
            Users::Flink(flink) => (self.parts(flink, &mut main), Writes::Flink),
            Users::Script(user) => (placed(user), Writes::Temporary),
        };
        let Parts {
            init_containers: users,
            sidecars,
            labels: users_labels,
            annotations: users_annotations,
            env,
            env_from,
            resources,
            mut mounts,
            volumes: shared,
            placement,
            security_context,
        } = parts;
        let security_context = self.pod_security(security_context.as_ref(), !shared.is_empty());
        let Writable { volumes: written, mounts: to_written, init_container } =
            self.writable(writes, &mounts);
        mounts.extend(to_written);
        let scripts = self.scripts.as_ref().filter(|_| !main.scripts.is_empty());
        let scripts = scripts.map(|scripts| scripts.volume(main.scripts));
        mounts.extend(scripts.as_ref().map(|_| scripts::mount()));
        let init_containers = init_containers
            .into_iter()
            .chain(init_container)
            .map(Node::from)
            .chain(users.iter().map(|user| self.secured(user)))
            .collect();
        head.push_some("initContainers", some(init_containers));
        let mut tail = middle;
        tail.push_some(
            "volumes",
            some(shared.into_iter().chain(volumes).chain(scripts).chain(written).collect()),
        );
        tail.0.extend(placement.0);
        tail.push_some("securityContext", security_context);
        tail.push_some("imagePullSecrets", some(pull_secrets.clone()));
        let main_name = main.name;
        let main = self.container(main, env, env_from, resources, mounts);
        let labels = self.recommended(self.pod_labels(labels, &users_labels), main_name);
        let annotations = beside(annotations, &users_annotations);
        let sidecars = sidecars.iter().map(|container| self.secured(container)).collect();
        Template { labels, annotations, head, main, sidecars, tail }
    }

    fn container(
        &self,
        main: Main,
        shared: Vec<Node>,
        env_from: Vec<Node>,
        resources: Option<Node>,
        mounts: Vec<Node>,
    ) -> Container {
        let Main {
            name,
            command,
            args,
            ports,
            knows_rollout,
            mut env,
            resources: own,
            probes,
            // Among all of the pod's.
            mounts: _,
            scripts: _,
        } = main;
        let Image { name: image, pull_policy, pull_secrets: _ } = self.image;
        let pull_policy = pull_policy.map(|policy| policy.as_str());
        let mut head = map! { "name" => name, "image" => image, "imagePullPolicy" => pull_policy };
        head.push_some("command", command);
        head.push("args", args);
        head.push_some("ports", (!ports.is_empty()).then_some(ports));
        env.extend(shared);
        let mut tail = Map::default();
        tail.push_some("envFrom", some(env_from));
        let resources = resources.or(own.map(Node::from));
        tail.push_some("resources", resources.map(|resources| self.requested(resources)));
        tail.push_some("volumeMounts", some(mounts));
        tail.0.extend(probes.0);
        tail.push_some("securityContext", self.container_security());
        Container { head, knows_rollout, env, tail }
    }

    /// Labels with those that Kubernetes recommends, unless the user has others.
    fn recommended(&self, mut labels: Map, component: &'static str) -> Map {
        if self.conventions.recommended_labels {
            let all = [
                (labels::NAME, labels::APP.into()),
                (labels::INSTANCE, self.name.into()),
                (labels::PART, labels.get(labels::ROLE).cloned().unwrap_or_else(|| component.into())),
                (labels::MANAGED_BY, labels::FLINK_RENDER.into()),
            ];
            let own: Vec<(&str, Node)> =
                all.into_iter().filter(|(key, _)| labels.get(key).is_none()).collect();
            own.into_iter().for_each(|(key, value)| labels.push(key, value));
        }
        labels
    }

    /// Requests and limits as the API server reads them.
    fn requested(&self, mut resources: Node) -> Node {
        let Value::Map(map) = &mut resources.value else { return resources };
        let limits = map.get("limits").and_then(Node::as_map).cloned().unwrap_or_default();
        if !self.conventions.explicit_requests || limits.is_empty() {
            return resources;
        }
        if map.get("requests").is_none_or(Node::is_null) {
            map.0.retain(|entry| entry.key != "requests");
            map.push("requests", Map::default());
        }
        if let Some(Value::Map(requests)) = map.get_mut("requests") {
            let missing = limits.0.into_iter().filter(|limit| requests.get(&limit.key).is_none());
            let missing: Vec<_> = missing.collect();
            requests.0.extend(missing);
        }
        resources
    }

    /// The user's part, then Flink's configuration, then credentials; of the variables, the user's come last.
    fn parts(&self, flink: Flink<'_>, main: &mut Main) -> Parts {
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
        if configured {
            let mut mount = map! { "name" => names::CONFIG_VOLUME, "mountPath" => names::CONFIG_DIR };
            mount.push_some("readOnly", self.conventions.config_read_only.then_some(true));
            shared.mounts.push(mount.into());
        }
        if !shared.mounts.is_empty() {
            let source = map! { "name" => names::config_map(self.name()) };
            shared.volumes.push(map! { "name" => names::CONFIG_VOLUME, "configMap" => source }.into());
        }
        self.hadoop.into_iter().for_each(|hadoop| self.with_hadoop(hadoop, &mut shared));
        self.gcp.into_iter().for_each(|gcp| self.with_gcp(gcp, &mut shared));
        let Shared { env, mounts, volumes } = shared;
        parts.init_containers = match self.conventions.init_containers {
            Wiring::Mounts => {
                init_containers.iter().map(|one| with(one, "volumeMounts", volume_mounts)).collect()
            }
            Wiring::Operator | Wiring::Whole => {
                let whole = self.conventions.init_containers == Wiring::Whole || mounts_for_init;
                let users = if whole { volume_mounts.as_slice() } else { &[] };
                let all: Vec<Node> = users.iter().chain(&mounts).cloned().collect();
                let variables: Vec<Node> = main.env.iter().chain(self.env).chain(&env).cloned().collect();
                let wired = |one: &Node| with(&with(one, "volumeMounts", &all), "env", &variables);
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
                add(&mut parts.env, "name", env);
                add(&mut parts.mounts, "mountPath", mounts);
                add(&mut parts.volumes, "name", volumes);
            }
        }
        parts
    }

    fn with_hadoop(&self, hadoop: &Hadoop, parts: &mut Shared) {
        let Hadoop { config_map_name, mount_path } = hadoop;
        let path = self.argument(mount_path);
        parts.env.push(map! { "name" => names::HADOOP_VARIABLE, "value" => path }.into());
        let mount = map! { "name" => names::HADOOP_VOLUME, "mountPath" => mount_path, "readOnly" => true };
        parts.mounts.push(mount.into());
        let source = map! { "name" => config_map_name };
        parts.volumes.push(map! { "name" => names::HADOOP_VOLUME, "configMap" => source }.into());
    }

    fn with_gcp(&self, gcp: &Gcp, parts: &mut Shared) {
        let Gcp { secret_name, key_file, mount_path } = gcp;
        let directory = mount_path.map(|path| directory(path));
        let path = self.argument(&key_file.map(|file| format!("{}{file}", directory.value)));
        parts.env.push(map! { "name" => names::GCP_VARIABLE, "value" => path }.into());
        let mount = map! { "name" => names::GCP_VOLUME, "mountPath" => directory, "readOnly" => true };
        parts.mounts.push(mount.into());
        let source = map! { "secretName" => secret_name };
        parts.volumes.push(map! { "name" => names::GCP_VOLUME, "secret" => source }.into());
    }
}

/// What every pod has of the user's.
fn placed(user: &model::Pod) -> Parts {
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

/// A list, unless it is empty.
fn some(list: Vec<Node>) -> Option<Vec<Node>> {
    (!list.is_empty()).then_some(list)
}

/// With a `/` at its end.
fn directory(path: &str) -> String {
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

/// An init container with more mounts or variables, but for paths and names that it has itself.
fn with(container: &Node, list: &'static str, more: &[Node]) -> Node {
    let mut container = container.clone();
    let Value::Map(map) = &mut container.value else { return container };
    let mut all = match map.get(list) {
        Some(Node { value: Value::List(list), .. }) => list.clone(),
        _ => Vec::new(),
    };
    let key = if list == "env" { "name" } else { "mountPath" };
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

/// Adds elements whose key no other one has.
fn add(all: &mut Vec<Node>, key: &str, more: Vec<Node>) {
    let name = |node: &Node| node.get(key).and_then(Node::as_str).map(ToOwned::to_owned);
    let mut taken: BTreeSet<_> = all.iter().map(name).collect();
    all.extend(more.into_iter().filter(|one| taken.insert(name(one))));
}
