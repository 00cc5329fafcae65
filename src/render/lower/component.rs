//! What JobManager and TaskManagers have in common: the workload that keeps them running, its limits, its probes.

use super::context::Context;
use super::pod::{Flink, Main, Own, Template};
use crate::flink::rest;
use crate::k8s::labels;
use crate::k8s::object::{Metadata, Object};
use crate::k8s::workload::Workload;
use crate::map;
use crate::model;
use crate::model::conventions::Probes;
use crate::tree::{Map, Node, Spanned};

/// The parts of a component's pod.
pub struct Component<'a> {
    /// `jobmanager`: the container, and the argument of the image's entry point.
    pub name: &'static str,
    /// `JOB_MANAGER`: how its variables begin.
    pub prefix: &'static str,
    /// Its ports.
    pub ports: Vec<(&'static str, Spanned<i32>)>,
    /// Its port for Flink's own processes.
    pub rpc: Spanned<i32>,
    /// The port of the REST API, if it has one.
    pub rest: Option<Spanned<i32>>,
    /// The user's part.
    pub pod: &'a model::Pod,
    /// What keeps the status beside it.
    pub status_sync: Option<Beside>,
}

/// What stands beside Flink in the pod.
pub struct Beside {
    /// What the spec begins with.
    pub head: Map,
    /// Its container, which starts before Flink.
    pub container: Map,
    /// Its volume.
    pub volume: Map,
}

impl Context<'_> {
    /// The Deployment of a component, or what else keeps its pods running. `config`: a hash of what they are configured with.
    pub fn workload(
        &self,
        component: &'static str,
        name: String,
        replicas: Spanned<i32>,
        template: Template,
        config: Option<&str>,
    ) -> Object {
        let mut spec = Map::default();
        // What a Job scales, Git must not.
        let scaled = self.life.is_some_and(|(job, _)| job.scales());
        spec.push_some("replicas", (!scaled).then_some(replicas));
        spec.push("selector", map! { "matchLabels" => self.labels(Some(component)) });
        match self.workload {
            Workload::Deployment => {
                spec.push_some(
                    "strategy",
                    self.conventions.strategy.map(|strategy| map! { "type" => strategy }),
                );
            }
            // It never has two pods of one name.
            Workload::StatefulSet => {}
        }
        spec.push("template", template.annotated(labels::CONFIG_HASH, config).into_map(""));
        let metadata: Metadata = self.metadata(name, self.labels(Some(component)), None);
        Object::new(self.workload.kind(), metadata, map! { "spec" => spec })
    }

    /// The pods of a component.
    pub fn component(&self, component: Component<'_>) -> Template {
        let without_token = self.without_token(component.pod);
        let probes = self.probes(component.rpc, component.rest);
        let Component { name, prefix, ports, rpc: _, rest: _, pod: user, status_sync } = component;
        let (mut head, mut init_containers, mut volumes) = (Map::default(), Vec::new(), Vec::new());
        if let Some(Beside { head: account, container, volume }) = status_sync {
            head = account;
            init_containers.push(container);
            volumes.push(volume.into());
        }
        let mut env = Vec::new();
        if self.conventions.limit_variables {
            env.push(limit(name, prefix, "CPU_LIMIT", "limits.cpu", "1m"));
            env.push(limit(name, prefix, "MEMORY_LIMIT", "limits.memory", "1Mi"));
        }
        let port =
            |(name, port): (&'static str, Spanned<i32>)| map! { "name" => name, "containerPort" => port };
        let main = Main {
            name,
            command: None,
            args: vec![name.into()],
            ports: ports.into_iter().map(port).collect(),
            knows_rollout: false,
            env,
            probes,
        };
        let mut middle = Map::default();
        middle.push_some("automountServiceAccountToken", without_token.then_some(false));
        let own = Own { labels: self.labels(Some(name)), head, init_containers, main, middle, volumes };
        self.pod(own, Some(Flink { user, configured: true }))
    }

    /// Flink speaks to Kubernetes for its high availability only; what the user's containers do is the user's affair.
    fn without_token(&self, user: &model::Pod) -> bool {
        self.conventions.least_privilege
            && user.sidecars.is_empty()
            && user.init_containers.is_empty()
            && !rest::uses_kubernetes(&self.settings)
    }

    fn probes(&self, rpc: Spanned<i32>, rest: Option<Spanned<i32>>) -> Map {
        let alive = || map! { "tcpSocket" => map! { "port" => rpc } };
        let probe = |mut check: Map, times: &[(&'static str, i32)]| {
            times.iter().for_each(|(name, value)| check.push(*name, *value));
            check
        };
        match self.conventions.probes {
            Probes::Equal => {
                let times = [
                    ("initialDelaySeconds", 30),
                    ("timeoutSeconds", 10),
                    ("periodSeconds", 60),
                    ("failureThreshold", 5),
                ];
                map! { "livenessProbe" => probe(alive(), &times), "readinessProbe" => probe(alive(), &times) }
            }
            Probes::Distinct => {
                let ready = match rest.filter(|_| !rest::needs_certificate(&self.settings)) {
                    Some(port) => {
                        let mut get = map! { "path" => "/overview", "port" => port };
                        get.push_some("scheme", rest::is_encrypted(&self.settings).then_some("HTTPS"));
                        map! { "httpGet" => get }
                    }
                    None => alive(),
                };
                map! {
                    // Five minutes to load what a slow disk and a large image need.
                    "startupProbe" => probe(alive(), &[("periodSeconds", 5), ("failureThreshold", 60)]),
                    // Patient: a long collection of garbage is no reason to lose a job's state.
                    "livenessProbe" =>
                        probe(alive(), &[("timeoutSeconds", 10), ("periodSeconds", 30), ("failureThreshold", 5)]),
                    "readinessProbe" =>
                        probe(ready, &[("timeoutSeconds", 5), ("periodSeconds", 5), ("failureThreshold", 3)]),
                }
            }
        }
    }
}

/// A variable with a limit of the container.
fn limit(
    container: &'static str,
    prefix: &'static str,
    name: &'static str,
    resource: &'static str,
    divisor: &'static str,
) -> Node {
    let from = map! { "containerName" => container, "resource" => resource, "divisor" => divisor };
    let name = format!("{prefix}_{name}");
    map! { "name" => name, "valueFrom" => map! { "resourceFieldRef" => from } }.into()
}
