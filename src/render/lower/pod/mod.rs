//! A pod, whoever it is for: the compiler's part, the user's part, configuration and credentials, in one order.

mod own;
mod template;
mod users;

use self::template::{Container, some};
use self::users::{Parts, placed};
use super::context::{Context, beside};
use super::job_pods;
use super::scripts;
use super::security::{Writable, Writes};
use super::stores::Keys;
use crate::k8s::labels;
use crate::model::Image;
use crate::tree::{Map, Node, Value};

pub use own::{Main, Own};
pub use template::Template;
pub use users::{Flink, Users};

impl Context<'_> {
    /// A pod.
    pub fn pod(&self, own: Own, users: Users<'_>) -> Template {
        let Own { labels, annotations, mut head, init_containers, mut main, middle, volumes } = own;
        let Image { name: _, pull_policy: _, pull_secrets } = self.image;
        let (parts, writes) = match users {
            Users::Flink(flink) => (self.parts(flink, &mut main), Writes::Flink),
            Users::Script(user) => {
                let Keys { mounts, volumes, fills } = self.keys(user);
                (Parts { mounts, volumes, fills, ..placed(user) }, Writes::Temporary)
            }
        };
        let Parts {
            init_containers: users,
            fills,
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
        let who = security_context.as_ref();
        let main_security = self.main_security(who);
        let of_pod = self.pod_security(who, !shared.is_empty());
        let Writable { volumes: written, mounts: to_written, init_container } =
            self.writable(writes, &mounts);
        mounts.extend(to_written);
        let scripts = self.scripts.as_ref().filter(|_| !main.scripts.is_empty());
        let scripts = scripts.map(|scripts| scripts.volume(main.scripts));
        mounts.extend(scripts.as_ref().map(|_| scripts::mount()));
        let scripted = init_container.into_iter().chain(fills).map(|mut container| {
            let of_script = self.script_resources_before(resources.as_ref());
            container.push("resources", of_script);
            container
        });
        let init_containers = init_containers
            .into_iter()
            .chain(scripted)
            .map(Node::from)
            .chain(users.iter().map(|user| self.secured(user, who)))
            .collect();
        head.push_some("initContainers", some(init_containers));
        let mut tail = middle;
        tail.push_some(
            "volumes",
            some(shared.into_iter().chain(volumes).chain(scripts).chain(written).collect()),
        );
        tail.0.extend(placement.0);
        tail.push_some("securityContext", of_pod);
        tail.push_some("imagePullSecrets", some(pull_secrets.clone()));
        let main_name = main.name;
        let main = self.container(main, env, env_from, resources, mounts, main_security);
        let labels = self.recommended(self.pod_labels(labels, &users_labels), main_name);
        let annotations = beside(annotations, &users_annotations);
        let sidecars = sidecars.iter().map(|container| self.secured(container, who)).collect();
        Template { labels, annotations, head, main, sidecars, tail }
    }

    fn container(
        &self,
        main: Main,
        shared: Vec<Node>,
        env_from: Vec<Node>,
        resources: Option<Node>,
        mounts: Vec<Node>,
        security: Option<Map>,
    ) -> Container {
        let Main {
            name,
            command,
            args,
            ports,
            knows_rollout,
            mut env,
            env_from: sources,
            resources: own,
            probes,
            // Among all of the pod's.
            mounts: _,
            scripts: _,
        } = main;
        let mut head = self.container_of_image(name);
        head.push_some("command", command);
        head.push("args", args);
        head.push_some("ports", (!ports.is_empty()).then_some(ports));
        env.extend(shared);
        let mut tail = Map::default();
        tail.push_some("envFrom", some(env_from.into_iter().chain(sources).collect()));
        let resources = match (resources, own) {
            (Some(users), Some(own)) => Some(job_pods::filled(users, &own)),
            (users, own) => users.or(own),
        };
        tail.push_some("resources", resources.map(|resources| self.requested(resources)));
        tail.push_some("volumeMounts", some(mounts));
        tail.0.extend(probes.0);
        tail.push_some("securityContext", security);
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
    pub fn requested(&self, mut resources: Node) -> Node {
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
}
