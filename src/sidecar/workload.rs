//! The sidecar's pods: a Deployment of two, of which one leads, and what keeps one of them through a drain.

use super::installation::{Installation, Instance, NAME, Scope, labels};
use crate::k8s::object::{DEPLOYMENT, Object, POD_DISRUPTION_BUDGET};
use crate::tree::{Map, Node};
use crate::{list, map};

/// The port of `/livez`, `/readyz` and `/metrics`.
pub const PORT: i32 = 8080;
/// Where the files of `--flink-config` are.
const CONFIG_DIR: &str = "/etc/flink-rest";

/// The Deployment and its PodDisruptionBudget.
pub fn objects(installation: &Installation, instance: &Instance) -> [Object; 2] {
    let labels = || labels(instance.shard);
    let selector = || map! { "matchLabels" => labels() };
    let place = |kind, body| {
        let namespace = Some(installation.namespace.clone());
        Installation::placed(kind, namespace, &instance.name, labels(), body)
    };
    let template =
        map! { "metadata" => map! { "labels" => labels() }, "spec" => pod(installation, instance) };
    let spec = map! { "replicas" => 2, "selector" => selector(), "template" => template };
    let budget = map! { "minAvailable" => 1, "selector" => selector() };
    [place(DEPLOYMENT, map! { "spec" => spec }), place(POD_DISRUPTION_BUDGET, map! { "spec" => budget })]
}

fn pod(installation: &Installation, instance: &Instance) -> Map {
    let apart = map! {
        "weight" => 100,
        "podAffinityTerm" => map! {
            "topologyKey" => "kubernetes.io/hostname",
            "labelSelector" => map! { "matchLabels" => labels(instance.shard) },
        },
    };
    let mut pod = map! {
        "serviceAccountName" => NAME,
        "automountServiceAccountToken" => true,
        "terminationGracePeriodSeconds" => 15,
        "securityContext" => map! {
            "runAsNonRoot" => true,
            "runAsUser" => 65532,
            "runAsGroup" => 65532,
            "fsGroup" => 65532,
            "seccompProfile" => map! { "type" => "RuntimeDefault" },
        },
        "affinity" => map! {
            "podAntiAffinity" => map! { "preferredDuringSchedulingIgnoredDuringExecution" => list![apart] },
        },
        "containers" => list![container(installation, instance)],
    };
    pod.push_some(
        "volumes",
        installation.flink_config.as_ref().map(|secret| {
            list![map! { "name" => "flink-rest", "secret" => map! { "secretName" => secret.clone() } }]
        }),
    );
    pod
}

fn container(installation: &Installation, instance: &Instance) -> Map {
    let field = |name: &'static str, path: &'static str| {
        map! { "name" => name, "valueFrom" => map! { "fieldRef" => map! { "fieldPath" => path } } }
    };
    let probe = |path: &'static str| map! { "httpGet" => map! { "path" => path, "port" => "http" } };
    let mut container = map! {
        "name" => NAME,
        "image" => installation.image.clone(),
        "command" => list![NAME],
        "args" => arguments(installation, instance),
        "env" => list![field("POD_NAME", "metadata.name"), field("POD_NAMESPACE", "metadata.namespace")],
        "ports" => list![map! { "name" => "http", "containerPort" => PORT }],
        "livenessProbe" => probe("/livez"),
        "readinessProbe" => probe("/readyz"),
        "resources" => map! {
            "requests" => map! { "cpu" => "50m", "memory" => "64Mi" },
            "limits" => map! { "cpu" => "1", "memory" => "512Mi" },
        },
        "securityContext" => restricted(),
    };
    container.push_some(
        "volumeMounts",
        installation
            .flink_config
            .as_ref()
            .map(|_| list![map! { "name" => "flink-rest", "mountPath" => CONFIG_DIR, "readOnly" => true }]),
    );
    container
}

/// What the Pod Security Standard "restricted" wants of a container, and a file system that nothing can be written to.
fn restricted() -> Map {
    map! {
        "allowPrivilegeEscalation" => false,
        "readOnlyRootFilesystem" => true,
        "capabilities" => map! { "drop" => list!["ALL"] },
    }
}

fn arguments(installation: &Installation, instance: &Instance) -> Vec<Node> {
    let mut arguments = vec![match &installation.scope {
        Scope::All => "--all-namespaces".to_owned(),
        Scope::Namespaces(namespaces) => format!("--namespaces={}", namespaces.join(",")),
    }];
    if let Some(shard) = instance.shard {
        arguments.push(format!("--shards={}", installation.shards));
        arguments.push(format!("--shard={shard}"));
    }
    arguments.push("--stateful-sets".to_owned());
    if !installation.pods {
        arguments.push("--no-pods".to_owned());
    }
    if installation.flink_config.is_some() {
        arguments.push(format!("--flink-config={CONFIG_DIR}/config.yaml"));
    }
    arguments.into_iter().map(Node::from).collect()
}
