//! JobManager and TaskManagers: their pods, their memory, what keeps them running.

use super::fields::{Settled, filled, items, map_node, or, pairs};
use super::{defaults, host, words};
use crate::api::flink_cluster as written;
use crate::api::read::Field;
use crate::k8s::dialect::Dialect;
use crate::k8s::quantity::Quantity;
use crate::k8s::workload::Workload;
use crate::model::{
    Autoscaler, ExtraPort, Ingress, JobManager, JobManagerPorts, Margin, Pod, Process, Share, TaskManager,
    TaskManagerPorts, Text,
};
use crate::tree::{Node, Spanned};

/// The JobManager. `unread`: whether nobody knows what is written for it.
pub fn job_manager(
    component: Field<written::JobManager>,
    cluster: &Text,
    unread: bool,
    settled: Settled,
) -> JobManager {
    let broken = unread || matches!(component, Field::Broken);
    let written::JobManager {
        span: _,
        replicas,
        access_scope,
        ports,
        ingress,
        pod,
        sidecars,
        service_annotations,
        service_labels,
    } = component.into_option().unwrap_or_default();
    let Parts { margin, process, pod } = parts(pod, sidecars, Field::Absent, broken, settled);
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
        service_annotations: pairs(service_annotations),
        service_labels: pairs(service_labels),
        margin,
        process,
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

/// The TaskManagers.
pub fn task_manager(component: Field<written::TaskManager>, settled: Settled) -> TaskManager {
    // Where it is required and missing, that was said.
    let broken = match settled.dialect {
        Dialect::V1alpha1 | Dialect::Google => !matches!(component, Field::Given(_)),
        Dialect::Spotify => matches!(component, Field::Broken),
    };
    let written::TaskManager {
        span: _,
        replicas,
        ports,
        pod,
        sidecars,
        deployment_type,
        horizontal_pod_autoscaler,
    } = component.into_option().unwrap_or_default();
    let Parts { margin, process, pod } = parts(pod, sidecars, deployment_type, broken, settled);
    let written::TaskManagerPorts { span: _, data, rpc, query } = ports.into_option().unwrap_or_default();
    let number = match settled.dialect {
        Dialect::V1alpha1 | Dialect::Google => 1,
        Dialect::Spotify => defaults::TASK_MANAGER_REPLICAS,
    };
    TaskManager {
        replicas: or(replicas, number),
        ports: TaskManagerPorts {
            data: or(data, defaults::TASK_MANAGER_DATA),
            rpc: or(rpc, defaults::TASK_MANAGER_RPC),
            query: or(query, defaults::TASK_MANAGER_QUERY),
        },
        autoscaler: horizontal_pod_autoscaler.into_option().map(autoscaler),
        margin,
        process,
        pod,
    }
}

fn autoscaler(autoscaler: written::HorizontalPodAutoscaler) -> Autoscaler {
    let written::HorizontalPodAutoscaler { span, min_replicas, max_replicas, metrics, behavior } = autoscaler;
    Autoscaler {
        at: Spanned { span, value: () },
        min_replicas: min_replicas.into_option(),
        // That it is missing was said.
        max_replicas: or(max_replicas, 0),
        metrics: items(metrics, |list| list.0),
        behavior: behavior.into_option().map(|behavior| behavior.0),
    }
}

/// What both have.
struct Parts {
    margin: Margin,
    process: Process,
    pod: Pod,
}

/// `broken`: whether nobody knows what is written for the component.
fn parts(
    written: written::Pod,
    sidecars: Field<written::Containers>,
    deployment_type: Field<Spanned<crate::api::words::DeploymentType>>,
    broken: bool,
    settled: Settled,
) -> Parts {
    let written::Pod {
        span: _,
        resources,
        memory_off_heap_ratio,
        memory_off_heap_min,
        memory_process_ratio,
        volumes,
        volume_mounts,
        volume_claim_templates,
        node_selector,
        tolerations,
        affinity,
        host_aliases,
        pod_labels,
        pod_annotations,
        security_context,
        liveness_probe,
        readiness_probe,
        extra_ports,
        init_containers,
    } = written;
    let resources = settled.resources(resources);
    let share =
        Written { ratio: memory_off_heap_ratio, min: memory_off_heap_min, process: memory_process_ratio };
    let claim_templates = items(volume_claim_templates, |list| list.0);
    let workload = deployment_type.into_option().map(|word| words::workload(&word.value));
    Parts {
        margin: margin(resources.as_ref(), share, broken, settled),
        process: Process {
            workload: workload.unwrap_or_else(|| settled.workload(!claim_templates.is_empty())),
            claim_templates,
            extra_ports: extra_ports.into_option().unwrap_or_default().into_iter().map(extra_port).collect(),
            liveness_probe: liveness_probe.into_option().map(|probe| probe.0),
            readiness_probe: readiness_probe.into_option().map(|probe| probe.0),
        },
        pod: Pod {
            labels: pairs(pod_labels),
            annotations: pairs(pod_annotations),
            init_containers: items(init_containers, |list| list.0),
            sidecars: items(sidecars, |list| list.0),
            resources,
            volumes: items(volumes, |list| list.0),
            volume_mounts: items(volume_mounts, |list| list.0),
            node_selector: node_selector.into_option().map(map_node),
            tolerations: items(tolerations, |list| list.0),
            affinity: affinity.into_option().map(|affinity| affinity.0),
            host_aliases: items(host_aliases, |list| list.0),
            security_context: security_context.into_option().map(|context| context.0),
        },
    }
}

impl Settled {
    /// What keeps a component running that does not say it: what the operator made of it, else what it needs.
    fn workload(self, claims: bool) -> Workload {
        match (self.operator, self.dialect) {
            (true, Dialect::Google | Dialect::Spotify) => Workload::StatefulSet,
            (false, Dialect::Google | Dialect::Spotify) if claims => Workload::StatefulSet,
            (_, Dialect::V1alpha1 | Dialect::Google | Dialect::Spotify) => Workload::Deployment,
        }
    }
}

fn extra_port(port: written::ExtraPort) -> ExtraPort {
    let written::ExtraPort { span: _, name, container_port, protocol } = port;
    ExtraPort {
        name: filled(name),
        number: or(container_port, 0),
        protocol: protocol.into_option().map(|word| word.map(words::protocol)),
    }
}

/// What is written of the memory of a process.
struct Written {
    ratio: Field<Spanned<i32>>,
    min: Field<crate::api::read::Quantity>,
    process: Field<Spanned<i32>>,
}

/// `broken`: whether nobody knows what is written for the component.
fn margin(resources: Option<&Node>, written: Written, broken: bool, settled: Settled) -> Margin {
    let Written { ratio, min, process } = written;
    let part = |name| resources.and_then(|node| node.get(name));
    let limits = part("limits");
    let memory = |amounts: Option<&Node>| amounts.and_then(|node| node.get("memory")).cloned();
    let limit = memory(limits);
    let mapping = |node: Option<&Node>| node.is_none_or(|node| node.as_map().is_some());
    let of_process = process.get().map(|ratio| ratio.map(|_| ()));
    let off_heap = ratio.get().map(|ratio| ratio.map(|_| ()));
    let off_heap = off_heap.or_else(|| min.get().map(|min| min.0.map(|_| ())));
    let whole = match (settled.operator, of_process, off_heap) {
        // The version decided, whatever was written.
        (true, _, _) | (false, None, None) => settled.whole_process,
        (false, Some(_), _) => true,
        (false, None, Some(_)) => false,
    };
    let min = match min {
        Field::Given(min) => min.0,
        Field::Absent | Field::Broken => Spanned::implied(defaults::MEMORY_OFF_HEAP_MIN.to_owned()),
    };
    let unread = broken
        || !mapping(resources)
        || !mapping(limits)
        || limit.as_ref().is_some_and(|limit| Quantity::of(limit).is_none_or(Quantity::is_negative))
        || Quantity::parse(&min.value).is_err();
    let share = match whole {
        true => Share::Process { ratio: or(process, defaults::MEMORY_PROCESS_RATIO) },
        false => Share::OffHeap {
            ratio: or(ratio, defaults::MEMORY_OFF_HEAP_RATIO),
            min: min.map(|text| Quantity::parse(text).unwrap_or_default()),
        },
    };
    let some = |node: Option<Node>| {
        let node = node?;
        let value = Quantity::of(&node).filter(|value| *value > Quantity::default())?;
        Some(Spanned { span: node.span, value })
    };
    let requested = || match settled.dialect {
        Dialect::Spotify => some(memory(part("requests"))),
        Dialect::V1alpha1 | Dialect::Google => None,
    };
    Margin {
        limit: some(limit).or_else(requested),
        share,
        other: if whole { off_heap } else { of_process },
        unread,
    }
}
