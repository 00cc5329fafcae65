//! What JobManager and TaskManagers have in common: the workload that keeps them running, its limits, its probes.

use super::application::Runs;
use super::context::Context;
use super::job_pods;
use super::pod::{Flink, Main, Own, Template, Users};
use super::rollout::Rollout;
use crate::flink::availability::uses_kubernetes;
use crate::k8s::object::{CLAIM, Metadata, Object};
use crate::k8s::workload::Workload;
use crate::k8s::{labels, names};
use crate::model::conventions::{PodGroup, PodLabels};
use crate::model::metrics::{self, Port};
use crate::model::{self, BatchScheduler, ExtraPort, Process, probes};
use crate::tree::{Map, Node, Spanned, Value};
use crate::{list, map};

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
    /// What its container is given.
    pub runs: Runs,
    /// What keeps its pods running.
    pub process: &'a Process,
    /// The user's part.
    pub pod: &'a model::Pod,
    /// Whether there are several, which are better not on one node.
    pub spread: bool,
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

/// What a workload is made from, beside its pods.
pub struct Part<'a> {
    /// `jobmanager`
    pub component: &'static str,
    /// Of the object.
    pub name: String,
    /// How many; none where Git does not say it.
    pub replicas: Option<Spanned<i32>>,
    /// Whether pods need not wait for each other.
    pub parallel: bool,
    /// What keeps the pods running.
    pub process: &'a Process,
    /// The user's part.
    pub pod: &'a model::Pod,
}

impl Context<'_> {
    /// The Deployment or StatefulSet of a component. `config`: a hash of what its pods are configured with.
    pub fn workload(
        &self,
        part: Part<'_>,
        template: Template,
        rollout: &Rollout,
        config: Option<&str>,
    ) -> Object {
        let Part { component, name, replicas, parallel, process, pod } = part;
        let model::Pod { labels: users, .. } = pod;
        let Process { workload, claim_templates, extra_ports: _, liveness_probe: _, readiness_probe: _ } =
            process;
        let labels = || self.workload_labels(Some(component), users);
        let mut spec = Map::default();
        spec.push_some("replicas", replicas);
        spec.push("selector", map! { "matchLabels" => labels() });
        match workload {
            Workload::Deployment => {
                spec.push_some(
                    "strategy",
                    self.conventions.strategy.map(|strategy| map! { "type" => strategy }),
                );
            }
            // It never has two pods of one name.
            Workload::StatefulSet => {
                spec.push("serviceName", name.clone());
                spec.push_some("podManagementPolicy", parallel.then_some("Parallel"));
            }
        }
        spec.push("template", template.annotated(labels::CONFIG_HASH, config).into_map(rollout.id()));
        match workload {
            Workload::Deployment => {}
            Workload::StatefulSet => {
                let claims: Vec<Node> = claim_templates.iter().map(|claim| self.claim(claim)).collect();
                spec.push_some("volumeClaimTemplates", (!claims.is_empty()).then_some(claims));
            }
        }
        let metadata: Metadata = self.metadata(name, labels(), None);
        Object::new(workload.kind(), metadata, map! { "spec" => spec })
    }

    /// A template of claims with what the API server would add to it: nothing differs from Git then.
    fn claim(&self, claim: &Node) -> Node {
        let mut claim = claim.clone();
        let Value::Map(map) = &mut claim.value else { return claim };
        map.0.retain(|entry| entry.key == "metadata" || entry.key == "spec");
        if !self.conventions.explicit_volumes {
            return claim;
        }
        if let Some(Value::Map(spec)) = map.get_mut("spec")
            && spec.get("volumeMode").is_none()
        {
            spec.push("volumeMode", "Filesystem");
        }
        let mut whole = map! { "apiVersion" => CLAIM.0, "kind" => CLAIM.1 };
        whole.0.append(&mut map.0);
        whole.into()
    }

    /// Templates of claims as volumes that end with their pods, where nothing keeps claims.
    fn ephemeral(&self, process: &Process, labels: &Map) -> Vec<Node> {
        match process.workload {
            Workload::StatefulSet => return Vec::new(),
            Workload::Deployment => {}
        }
        let volume = |claim: &Node| {
            let metadata = claim.get("metadata");
            let name = metadata.and_then(|metadata| metadata.get("name")).cloned();
            let mut template = Map::default();
            match self.conventions.pod_labels {
                PodLabels::OfPods => {
                    let kept = metadata.and_then(Node::as_map).map(|map| {
                        let kept =
                            map.0.iter().filter(|entry| entry.key == "labels" || entry.key == "annotations");
                        Map(kept.cloned().collect())
                    });
                    template.push_some("metadata", kept.filter(|map| !map.is_empty()));
                }
                PodLabels::OfWorkload | PodLabels::OfAll => {
                    template.push("metadata", map! { "labels" => labels.clone() })
                }
            }
            template.push_some("spec", claim.get("spec").cloned());
            let mut volume = Map::default();
            volume.push_some("name", name);
            volume.push("ephemeral", map! { "volumeClaimTemplate" => template });
            volume.into()
        };
        process.claim_templates.iter().map(volume).collect()
    }

    /// The pods of a component.
    pub fn component(&self, component: Component<'_>) -> Template {
        let without_token = self.without_token(component.pod);
        let Component { name, prefix, ports, rpc, rest, runs, process, pod: user, spread, status_sync } =
            component;
        let mut probes = Map::default();
        for (name, probe) in probes::probes(&self.conventions, &self.tls, rpc, rest, process) {
            probes.push(name, probe);
        }
        let (mut head, mut init_containers, mut volumes) = (Map::default(), Vec::new(), Vec::new());
        if let Some(Beside { head: account, container, volume }) = status_sync {
            head = account;
            init_containers.push(container);
            volumes.push(volume.into());
        }
        let Runs { args, mut env, env_from, knows_rollout, scripts } = runs;
        if self.conventions.limit_variables {
            env.push(limit(name, prefix, "CPU_LIMIT", "limits.cpu", "1m"));
            env.push(limit(name, prefix, "MEMORY_LIMIT", "limits.memory", "1Mi"));
        }
        let port =
            |(name, port): (&'static str, Spanned<i32>)| map! { "name" => name, "containerPort" => port };
        let metrics = match metrics::port(&self.settings, &ports, process) {
            Some(Port::Own(number)) if self.conventions.metrics_port => {
                Some((names::METRICS_PORT, Spanned::implied(number)))
            }
            Some(Port::Own(_) | Port::Users(_) | Port::Flinks(_)) | None => None,
        };
        let ports = ports.into_iter().chain(metrics).map(port);
        let ports = ports.chain(process.extra_ports.iter().map(extra_port)).collect();
        let mut middle = Map::default();
        if head.get("serviceAccountName").is_none() {
            middle.push_some("serviceAccountName", self.flink_account());
            // The API server keeps the older name of the field, and with it an account that is gone.
            middle.push_some("serviceAccount", self.availability_account());
        }
        // The compiler's own account gives its token to nobody who does not ask.
        let asks = self.availability_account().map(|_| true);
        let token = if without_token { Some(false) } else { asks };
        middle.push_some("automountServiceAccountToken", token);
        if self.conventions.slow_stop {
            let sleep = map! { "command" => list!["sleep", "30"] };
            probes.push("lifecycle", map! { "preStop" => map! { "exec" => sleep } });
            middle.push("terminationGracePeriodSeconds", 60);
        }
        let annotations = self.scheduled(&mut middle, true);
        let labels = self.labels(Some(name));
        if self.conventions.spread && spread {
            let constraint = map! {
                "maxSkew" => 1,
                "topologyKey" => "kubernetes.io/hostname",
                "whenUnsatisfiable" => "ScheduleAnyway",
                "labelSelector" => map! { "matchLabels" => labels.clone() },
            };
            middle.push("topologySpreadConstraints", list![constraint]);
        }
        volumes.extend(self.ephemeral(process, &self.pod_labels(labels.clone(), &user.labels)));
        let main = Main {
            name,
            command: None,
            args,
            ports,
            knows_rollout,
            env,
            env_from,
            resources: None,
            probes,
            mounts: Vec::new(),
            scripts,
        };
        let own = Own { labels, annotations, head, init_containers, main, middle, volumes };
        self.pod(own, Users::Flink(Flink { user, configured: true, mounts_for_init: false }))
    }

    /// Flink speaks to Kubernetes for its high availability only; what the user's containers do is the user's affair.
    fn without_token(&self, user: &model::Pod) -> bool {
        self.conventions.least_privilege
            && self.service_account_name.is_none()
            && user.sidecars.is_empty()
            && user.init_containers.is_empty()
            && !job_pods::is_injected(user)
            && !uses_kubernetes(&self.settings)
    }

    /// Adds what places the pods of a cluster together; returns annotations for them. `member`: whether they are of the group.
    pub fn scheduled(&self, spec: &mut Map, member: bool) -> Map {
        let Some(scheduler) = self.batch_scheduler else { return Map::default() };
        let BatchScheduler { name, queue: _, priority_class_name, other: _ } = scheduler;
        spec.push("schedulerName", name);
        match self.conventions.pod_group {
            PodGroup::Google => {}
            PodGroup::Spotify | PodGroup::Native => {
                spec.push_some("priorityClassName", priority_class_name.as_ref())
            }
        }
        match member && scheduler.is_volcano() {
            true => map! { labels::POD_GROUP => names::group(self.name()) },
            false => Map::default(),
        }
    }
}

fn extra_port(port: &ExtraPort) -> Map {
    let ExtraPort { name, number, protocol } = port;
    let mut map = Map::default();
    map.push_some("name", name.as_ref());
    map.push("containerPort", *number);
    map.push_some("protocol", protocol.map(|protocol| protocol.map(|protocol| protocol.as_str())));
    map
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
