//! What keeps the status in the JobManager's pod, where that is asked for: its container, and what it may do.

use crate::k8s::object::{Object, ROLE, ROLE_BINDING, SERVICE_ACCOUNT};
use crate::k8s::workload::Workload;
use crate::k8s::{names, observer};
use crate::render::lower::component::Beside;
use crate::render::lower::context::Context;
use crate::render::lower::job_pods;
use crate::render::lower::objects::role_binding::gives;
use crate::tree::{Map, Node};
use crate::{list, map};

/// Its ServiceAccount, Role and RoleBinding.
pub fn objects(context: &Context<'_>) -> Vec<Object> {
    if context.status_sync.is_none() {
        return Vec::new();
    }
    let place = |kind, body| {
        let metadata = context.metadata(names::status(context.name()), context.labels(None), None);
        Object::new(kind, metadata, body)
    };
    let workloads = if has_stateful_set(context) { &Workload::ALL[..] } else { &[Workload::Deployment] };
    let own = context.service_account_name.is_none();
    let own = own.then(|| place(SERVICE_ACCOUNT, map! { "automountServiceAccountToken" => false }));
    own.into_iter()
        .chain([
            place(ROLE, map! { "rules" => observer::rules(workloads, true, Some(context.name())) }),
            place(ROLE_BINDING, gives(context, &names::status(context.name()), [account(context)])),
        ])
        .collect()
}

/// Only then are StatefulSets read, and may they be.
fn has_stateful_set(context: &Context<'_>) -> bool {
    [&context.job_manager.process, &context.task_manager.process]
        .iter()
        .any(|process| process.workload == Workload::StatefulSet)
}

/// What the JobManager's pod runs as: the user's account, else one of the container's own.
fn account(context: &Context<'_>) -> Node {
    context.service_account_name.map_or_else(|| names::status(context.name()).into(), Node::from)
}

/// The parts of the JobManager's pod, where it is asked for: a container that starts before Flink and ends after it
/// (Kubernetes 1.29 and later), and a token that no other container sees.
pub fn beside(context: &Context<'_>) -> Option<Beside> {
    let image = context.status_sync?;
    let field = |name: &'static str, path: &'static str| {
        map! { "name" => name, "valueFrom" => map! { "fieldRef" => map! { "fieldPath" => path } } }
    };
    let namespace = context.namespace.map(|namespace| namespace.value.as_str()).unwrap_or_default();
    let mut arguments: Vec<Node> = vec![
        format!("--namespaces={namespace}").into(),
        format!("--cluster={}", context.name()).into(),
        "--no-leader-election".into(),
        "--flink-url=http://localhost:{port}".into(),
        // Every port of the pod may be Flink's.
        "--listen=127.0.0.1:0".into(),
    ];
    if has_stateful_set(context) {
        arguments.push("--stateful-sets".into());
    }
    let container = map! {
        "name" => observer::NAME,
        "image" => image,
        "restartPolicy" => "Always",
        "command" => list![observer::NAME],
        "args" => arguments,
        "env" => list![field("POD_NAME", "metadata.name"), field("POD_NAMESPACE", "metadata.namespace")],
        "resources" => context.script_resources(job_pods::OBSERVER),
        "securityContext" => map! {
            "runAsNonRoot" => true,
            "runAsUser" => 65532,
            "allowPrivilegeEscalation" => false,
            "readOnlyRootFilesystem" => true,
            "capabilities" => map! { "drop" => list!["ALL"] },
            "seccompProfile" => map! { "type" => "RuntimeDefault" },
        },
        "volumeMounts" => list![map! {
            "name" => observer::TOKEN,
            "mountPath" => "/var/run/secrets/kubernetes.io/serviceaccount",
            "readOnly" => true,
        }],
    };
    let head = map! { "serviceAccountName" => account(context) };
    Some(Beside { head, container, volume: volume() })
}

/// What the kubelet mounts where a token is asked for, as a volume of its own.
fn volume() -> Map {
    let certificate = map! {
        "name" => "kube-root-ca.crt",
        "items" => list![map! { "key" => "ca.crt", "path" => "ca.crt" }],
    };
    let namespace =
        map! { "path" => "namespace", "fieldRef" => map! { "fieldPath" => "metadata.namespace" } };
    let sources = list![
        map! { "serviceAccountToken" => map! { "path" => "token", "expirationSeconds" => 3607 } },
        map! { "configMap" => certificate },
        map! { "downwardAPI" => map! { "items" => list![namespace] } },
    ];
    map! { "name" => observer::TOKEN, "projected" => map! { "sources" => sources } }
}
