//! What the pods have in common: credentials, configuration, probes.

use super::Context;
use super::objects::status_sync;
use crate::flink::rest;
use crate::k8s::{labels, names};
use crate::map;
use crate::model::conventions::Probes;
use crate::tree::{Map, Node, Spanned, Value};

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
    pub pod: &'a crate::model::Pod,
    /// Further containers.
    pub sidecars: &'a [Node],
}

impl Context<'_> {
    /// The body of a component's Deployment.
    pub fn deployment(&self, component: &'static str, replicas: Spanned<i32>, template: Map) -> Map {
        let mut spec = Map::default();
        // What a Job scales, Git must not.
        let scaled = self.cluster.life().is_some_and(|(job, _)| job.scales());
        spec.push_some("replicas", (!scaled).then_some(replicas));
        spec.push("selector", map! { "matchLabels" => self.labels(Some(component)) });
        spec.push_some("strategy", self.conventions.strategy.map(|strategy| map! { "type" => strategy }));
        spec.push("template", template);
        map! { "spec" => spec }
    }

    /// A component's pods. `config`: a hash of what they are configured with.
    pub fn template(&self, component: &Component<'_>, config: Option<&str>) -> Map {
        let mut head = map! { "labels" => self.labels(Some(component.name)) };
        head.push_some("annotations", config.map(|hash| map! { labels::CONFIG_HASH => hash.to_owned() }));
        map! { "metadata" => head, "spec" => self.component_pod(component) }
    }

    fn component_pod(&self, component: &Component<'_>) -> Map {
        let mut containers = vec![self.container(component).into()];
        containers.extend(component.sidecars.iter().cloned());
        // The JobManager, of which there is one.
        let status_sync = self.cluster.status_sync.as_ref().filter(|_| component.rest.is_some());
        let mut pod = status_sync.map(|image| status_sync::pod(self, image)).unwrap_or_default();
        pod.push("containers", containers);
        pod.push_some("automountServiceAccountToken", self.without_token(component).then_some(false));
        let mut volumes = self.volumes(&component.pod.volumes, true);
        volumes.extend(status_sync.map(|_| status_sync::volume().into()));
        pod.push("volumes", volumes);
        pod.push_some("nodeSelector", component.pod.node_selector.clone());
        pod.push_some("imagePullSecrets", self.pull_secrets());
        pod
    }

    /// Flink speaks to Kubernetes for its high availability only; what sidecars do is the user's affair.
    fn without_token(&self, component: &Component<'_>) -> bool {
        self.conventions.least_privilege
            && component.sidecars.is_empty()
            && !rest::uses_kubernetes(&self.cluster.settings())
    }

    fn container(&self, component: &Component<'_>) -> Map {
        let ports =
            component.ports.iter().map(|(name, port)| map! { "name" => *name, "containerPort" => *port });
        let mut container = map! {
            "name" => component.name,
            "image" => &self.cluster.image.name,
            "imagePullPolicy" => self.pull_policy(),
            "args" => vec![component.name],
            "ports" => ports.collect::<Vec<_>>(),
        };
        let mut env = Vec::new();
        if self.conventions.limit_variables {
            env.push(limit(component, "CPU_LIMIT", "limits.cpu", "1m"));
            env.push(limit(component, "MEMORY_LIMIT", "limits.memory", "1Mi"));
        }
        env.extend(self.env());
        container.push_some("env", some(env));
        container.push_some("resources", component.pod.resources.clone());
        container.push("volumeMounts", self.mounts(&component.pod.volume_mounts, true));
        container.0.extend(self.probes(component).0);
        container
    }

    fn probes(&self, component: &Component<'_>) -> Map {
        let alive = || map! { "tcpSocket" => map! { "port" => component.rpc } };
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
                let ready =
                    match component.rest.filter(|_| !rest::needs_certificate(&self.cluster.settings())) {
                        Some(port) => {
                            let mut get = map! { "path" => "/overview", "port" => port };
                            get.push_some(
                                "scheme",
                                rest::is_encrypted(&self.cluster.settings()).then_some("HTTPS"),
                            );
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

    /// `Always` and the like.
    pub fn pull_policy(&self) -> Node {
        let policy = self.cluster.image.pull_policy;
        Node { span: policy.span, value: Value::String(policy.value.as_str().into()) }
    }

    /// Secrets of the image.
    pub fn pull_secrets(&self) -> Option<Vec<Node>> {
        some(self.cluster.image.pull_secrets.clone())
    }

    /// Credentials, then the user's variables.
    pub fn env(&self) -> Vec<Node> {
        let mut env = Vec::new();
        if let Some(hadoop) = &self.cluster.hadoop {
            let path = self.argument(&hadoop.mount_path);
            env.push(map! { "name" => names::HADOOP_VARIABLE, "value" => path }.into());
        }
        if let Some(gcp) = &self.cluster.gcp {
            let path = format!("{}{}", directory(&gcp.mount_path.value), gcp.key_file.value);
            let path = self.argument(&Spanned { span: gcp.key_file.span, value: path });
            env.push(map! { "name" => names::GCP_VARIABLE, "value" => path }.into());
        }
        env.extend(self.cluster.env.iter().cloned());
        env
    }

    /// The user's volumes, Flink's configuration, credentials.
    pub fn volumes(&self, user: &[Node], configured: bool) -> Vec<Node> {
        let mut volumes = user.to_vec();
        if self.conventions.explicit_volumes {
            volumes.iter_mut().for_each(explicit);
        }
        if configured {
            let source = map! { "name" => names::config_map(self.name()) };
            volumes.push(map! { "name" => names::CONFIG_VOLUME, "configMap" => source }.into());
        }
        if let Some(hadoop) = &self.cluster.hadoop {
            let source = map! { "name" => &hadoop.config_map_name };
            volumes.push(map! { "name" => names::HADOOP_VOLUME, "configMap" => source }.into());
        }
        if let Some(gcp) = &self.cluster.gcp {
            let source = map! { "secretName" => &gcp.secret_name };
            volumes.push(map! { "name" => names::GCP_VOLUME, "secret" => source }.into());
        }
        volumes
    }

    /// The mounts of [`Context::volumes`].
    pub fn mounts(&self, user: &[Node], configured: bool) -> Vec<Node> {
        let mut mounts = user.to_vec();
        if configured {
            let mut mount = map! { "name" => names::CONFIG_VOLUME, "mountPath" => names::CONFIG_DIR };
            mount.push_some("readOnly", self.conventions.config_read_only.then_some(true));
            mounts.push(mount.into());
        }
        if let Some(hadoop) = &self.cluster.hadoop {
            let mount = map! { "name" => names::HADOOP_VOLUME, "mountPath" => &hadoop.mount_path, "readOnly" => true };
            mounts.push(mount.into());
        }
        if let Some(gcp) = &self.cluster.gcp {
            let path = Spanned { span: gcp.mount_path.span, value: directory(&gcp.mount_path.value) };
            mounts.push(map! { "name" => names::GCP_VOLUME, "mountPath" => path, "readOnly" => true }.into());
        }
        mounts
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
pub fn some(list: Vec<Node>) -> Option<Vec<Node>> {
    (!list.is_empty()).then_some(list)
}

/// With a `/` at its end.
fn directory(path: &str) -> String {
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

fn limit(component: &Component<'_>, name: &str, resource: &'static str, divisor: &'static str) -> Node {
    let from = map! { "containerName" => component.name, "resource" => resource, "divisor" => divisor };
    let name = format!("{}_{name}", component.prefix);
    map! { "name" => name, "valueFrom" => map! { "resourceFieldRef" => from } }.into()
}
