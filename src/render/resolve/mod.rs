//! The resource as written to the cluster as meant: every default, every name of another spelling, the Flink version.

pub mod defaults;
pub mod codes;
mod words;
mod host;
mod version;

use crate::api::read::{Field, TextMap};
use crate::api::v1alpha1 as written;
use crate::diagnostic::Diagnostic;
use crate::fields;
use crate::flink::version::Version;
use crate::k8s::labels;
use crate::k8s::quantity::Quantity;
use crate::k8s::workload::Workload;
use crate::model::conventions::{Conventions, Way};
use crate::model::{
    CleanupPolicy, Cluster, Gcp, Hadoop, Image, Ingress, Job, JobManager, JobManagerPorts, Margin, Pairs,
    Pod, TaskManager, TaskManagerPorts, Text,
};
use crate::tree::{Node, Spanned, Value};

/// What the run gives where a cluster says nothing.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Whether the operator's ways are followed.
    pub operator: bool,
    /// Whether the FlinkCluster is rendered too.
    pub custom_resource: bool,
    /// A namespace.
    pub namespace: Option<&'a str>,
    /// A Flink version.
    pub flink_version: Option<Version>,
}

/// Settles what a resource means. Fields that are missing or broken, which was said already, get their defaults, so
/// that the rules see the rest.
pub fn resolve(
    resource: written::FlinkCluster,
    root: Node,
    given: Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Cluster {
    let written::FlinkCluster { span: _, api_version: _, kind: _, metadata, spec, status: _ } = resource;
    let metadata = metadata.into_option().unwrap_or_default();
    // Below a `spec` that is missing, or stands elsewhere, nothing else is.
    let unread = !matches!(spec, Field::Given(_));
    let spec = spec.into_option().unwrap_or_default();
    let written::Spec {
        span: _,
        image,
        job_manager,
        task_manager,
        job,
        env_vars,
        flink_properties,
        hadoop_config,
        gcp_config,
    } = spec;
    let image = self::image(image.into_option().unwrap_or_default());
    let conventions = Conventions::of(match given.operator {
        true => Way::Operator,
        false => Way::Native(version::of(&metadata, &image.name, given.flink_version, found)),
    });
    let annotations = metadata.annotations.get().map(|map| map.0.as_slice()).unwrap_or_default();
    let status_sync = annotations.iter().find(|(key, _)| key.value == labels::STATUS_SYNC_IMAGE);
    let status_sync = status_sync.map(|(_, image)| image.clone());
    let name = text_or_empty(metadata.name);
    let namespace = namespace(metadata.namespace, &name, given, found);
    Cluster {
        conventions,
        resource: root,
        custom_resource: given.custom_resource,
        image,
        // What the operator of this version of the resource made.
        workload: Workload::Deployment,
        job_manager: self::job_manager(job_manager, &name, unread),
        task_manager: self::task_manager(task_manager),
        job: job.into_option().map(|job| self::job(job, &conventions)),
        env: items(env_vars, |list| list.0),
        properties: pairs(flink_properties),
        hadoop: hadoop_config.into_option().map(hadoop),
        gcp: gcp_config.into_option().and_then(|gcp| gcp.service_account.into_option()).map(self::gcp),
        name,
        namespace,
        status_sync,
    }
}

fn namespace(
    namespace: Field<Text>,
    name: &Text,
    given: Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Text> {
    if let Field::Given(namespace) = namespace {
        return Some(namespace);
    }
    if let Some(namespace) = given.namespace {
        return Some(Spanned::implied(namespace.to_owned()));
    }
    if !given.operator {
        return None;
    }
    let default = defaults::OPERATOR_NAMESPACE;
    let message = format!("no namespace is given: `{default}` is assumed, as by kubectl");
    found.push(
        Diagnostic::warning(codes::NO_NAMESPACE, name.span, message)
            .help(fields!("write `metadata.namespace`, or give `--namespace`")),
    );
    Some(Spanned::implied(default.to_owned()))
}

fn image(image: written::Image) -> Image {
    let written::Image { span: _, name, pull_policy, pull_secrets } = image;
    Image {
        name: text_or_empty(name),
        pull_policy: or(pull_policy, defaults::PULL_POLICY).map(words::pull_policy),
        pull_secrets: items(pull_secrets, |list| list.0),
    }
}

/// `unread`: whether nobody knows what is written for it.
fn job_manager(component: Field<written::JobManager>, cluster: &Text, unread: bool) -> JobManager {
    let broken = unread || matches!(component, Field::Broken);
    let written::JobManager { span: _, replicas, access_scope, ports, ingress, pod } =
        component.into_option().unwrap_or_default();
    let (margin, pod) = self::pod(pod, broken);
    let written::JobManagerPorts { span: _, rpc, blob, query, ui } = ports.into_option().unwrap_or_default();
    JobManager {
        replicas: or(replicas, defaults::JOB_MANAGER_REPLICAS),
        access_scope: or(access_scope, defaults::ACCESS_SCOPE).map(words::access_scope),
        ports: JobManagerPorts {
            rpc: or(rpc, defaults::JOB_MANAGER_RPC),
            blob: or(blob, defaults::JOB_MANAGER_BLOB),
            query: or(query, defaults::JOB_MANAGER_QUERY),
            ui: or(ui, defaults::JOB_MANAGER_UI),
        },
        ingress: ingress.into_option().map(|ingress| self::ingress(ingress, cluster)),
        margin,
        pod,
    }
}

fn ingress(ingress: written::Ingress, cluster: &Text) -> Ingress {
    let written::Ingress { span, host_format, annotations, use_tls, tls_secret_name } = ingress;
    Ingress {
        at: Spanned { span, value: () },
        host: filled(host_format).map(|format| format.map(|format| host::host(format, &cluster.value))),
        annotations: annotations.into_option().map(map_node),
        use_tls: or(use_tls, defaults::USE_TLS),
        tls_secret_name: filled(tls_secret_name),
    }
}

fn task_manager(component: Field<written::TaskManager>) -> TaskManager {
    // Required: where it is missing, that was said.
    let broken = !matches!(component, Field::Given(_));
    let written::TaskManager { span: _, replicas, ports, pod, sidecars } =
        component.into_option().unwrap_or_default();
    let (margin, pod) = self::pod(pod, broken);
    let written::TaskManagerPorts { span: _, data, rpc, query } = ports.into_option().unwrap_or_default();
    TaskManager {
        // Required: when it is missing, that was said.
        replicas: or(replicas, 1),
        ports: TaskManagerPorts {
            data: or(data, defaults::TASK_MANAGER_DATA),
            rpc: or(rpc, defaults::TASK_MANAGER_RPC),
            query: or(query, defaults::TASK_MANAGER_QUERY),
        },
        margin,
        pod: Pod { sidecars: items(sidecars, |list| list.0), ..pod },
    }
}

/// What the components' pods have in common. `broken`: whether nobody knows what is written for the component.
fn pod(written: written::Pod, broken: bool) -> (Margin, Pod) {
    let written::Pod {
        span: _,
        resources,
        memory_off_heap_ratio,
        memory_off_heap_min,
        volumes,
        volume_mounts,
        node_selector,
    } = written;
    let resources = resources.into_option().map(|resources| resources.0);
    let margin = margin(resources.as_ref(), memory_off_heap_ratio, memory_off_heap_min, broken);
    let pod = Pod {
        init_containers: Vec::new(),
        sidecars: Vec::new(),
        resources,
        volumes: items(volumes, |list| list.0),
        volume_mounts: items(volume_mounts, |list| list.0),
        node_selector: node_selector.into_option().map(map_node),
    };
    (margin, pod)
}

/// `broken`: whether nobody knows what is written for the component.
fn margin(
    resources: Option<&Node>,
    ratio: Field<Spanned<i32>>,
    min: Field<crate::api::read::Quantity>,
    broken: bool,
) -> Margin {
    let limits = resources.and_then(|node| node.get("limits"));
    let limit = limits.and_then(|node| node.get("memory"));
    let mapping = |node: Option<&Node>| node.is_none_or(|node| node.as_map().is_some());
    let min = match min {
        Field::Given(min) => min.0,
        Field::Absent | Field::Broken => Spanned::implied(defaults::MEMORY_OFF_HEAP_MIN.to_owned()),
    };
    let unread = broken
        || !mapping(resources)
        || !mapping(limits)
        || limit.is_some_and(|limit| Quantity::of(limit).is_none_or(Quantity::is_negative))
        || Quantity::parse(&min.value).is_err();
    Margin {
        limit: limit.and_then(quantity).filter(|limit| limit.value > Quantity::default()),
        ratio: or(ratio, defaults::MEMORY_OFF_HEAP_RATIO),
        min: min.map(|text| Quantity::parse(text).unwrap_or_default()),
        unread,
    }
}

fn job(job: written::Job, conventions: &Conventions) -> Job {
    let written::Job {
        span: _,
        jar_file,
        class_name,
        args,
        from_savepoint,
        allow_non_restored_state,
        auto_savepoint_seconds,
        savepoints_dir,
        savepoint_generation,
        parallelism,
        no_logging_to_stdout,
        volumes,
        volume_mounts,
        init_containers,
        restart_policy,
        cleanup_policy,
        cancel_requested,
    } = job;
    let some = |field: Field<Text>| match conventions.empty_counts {
        true => field.into_option(),
        false => filled(field),
    };
    Job {
        jar_file: text_or_empty(jar_file),
        class_name: some(class_name),
        args: args.into_option().unwrap_or_default(),
        from_savepoint: some(from_savepoint),
        allow_non_restored_state: or(allow_non_restored_state, defaults::ALLOW_NON_RESTORED_STATE),
        auto_savepoint_seconds: auto_savepoint_seconds.into_option(),
        savepoints_dir: filled(savepoints_dir),
        savepoint_generation: savepoint_generation.into_option(),
        parallelism: or(parallelism, defaults::PARALLELISM),
        no_logging_to_stdout: or(no_logging_to_stdout, defaults::NO_LOGGING_TO_STDOUT),
        pod: Pod {
            init_containers: items(init_containers, |list| list.0),
            sidecars: Vec::new(),
            resources: None,
            volumes: items(volumes, |list| list.0),
            volume_mounts: items(volume_mounts, |list| list.0),
            node_selector: None,
        },
        restart_policy: or(restart_policy, defaults::RESTART_POLICY).map(words::restart_policy),
        cleanup_policy: self::cleanup_policy(cleanup_policy.into_option().unwrap_or_default()),
        cancel_requested: or(cancel_requested, defaults::CANCEL_REQUESTED),
    }
}

fn cleanup_policy(policy: written::CleanupPolicy) -> CleanupPolicy {
    let written::CleanupPolicy { span, after_job_succeeds, after_job_fails, after_job_cancelled } = policy;
    CleanupPolicy {
        at: Spanned { span, value: () },
        after_job_succeeds: or(after_job_succeeds, defaults::AFTER_JOB_SUCCEEDS).map(words::cleanup_action),
        after_job_fails: or(after_job_fails, defaults::AFTER_JOB_FAILS).map(words::cleanup_action),
        after_job_cancelled: or(after_job_cancelled, defaults::AFTER_JOB_CANCELLED)
            .map(words::cancelled_action),
    }
}

fn hadoop(config: written::HadoopConfig) -> Hadoop {
    let written::HadoopConfig { span: _, config_map_name, mount_path } = config;
    let default = || Spanned::implied(defaults::HADOOP_MOUNT_PATH.to_owned());
    Hadoop {
        config_map_name: text_or_empty(config_map_name),
        mount_path: filled(mount_path).unwrap_or_else(default),
    }
}

fn gcp(account: written::GcpServiceAccount) -> Gcp {
    let written::GcpServiceAccount { span: _, secret_name, key_file, mount_path } = account;
    Gcp {
        secret_name: text_or_empty(secret_name),
        key_file: text_or_empty(key_file),
        mount_path: text_or_empty(mount_path),
    }
}

fn or<T>(field: Field<Spanned<T>>, default: T) -> Spanned<T> {
    field.into_option().unwrap_or(Spanned::implied(default))
}

/// Empty, and not written, when it is missing; that was said.
fn text_or_empty(field: Field<Text>) -> Text {
    or(field, String::new())
}

/// The text, unless it is empty.
fn filled(field: Field<Text>) -> Option<Text> {
    field.into_option().filter(|text| !text.value.is_empty())
}

fn items<T>(field: Field<T>, node: impl Fn(T) -> Node) -> Vec<Node> {
    match field.into_option().map(|list| node(list).value) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

fn pairs(field: Field<TextMap>) -> Pairs {
    let mut pairs = field.into_option().unwrap_or_default().0;
    pairs.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    pairs
}

fn map_node(map: TextMap) -> Node {
    map.0.into()
}

fn quantity(node: &Node) -> Option<Spanned<Quantity>> {
    Some(Spanned { span: node.span, value: Quantity::of(node)? })
}
