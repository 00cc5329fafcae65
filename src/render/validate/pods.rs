//! The pods that a cluster will have, as far as rules look at them.

use crate::k8s::names;
use crate::model::Cluster;
use crate::tree::Node;

/// One pod.
pub struct Pod<'a> {
    /// The field that describes it.
    pub field: &'static str,
    /// The user's volumes.
    pub volumes: &'a [Node],
    /// Names of the compiler's volumes.
    pub own_volumes: Vec<&'static str>,
    /// The user's mounts in the compiler's container.
    pub mounts: &'a [Node],
    /// Paths of the compiler's mounts.
    pub own_mounts: Vec<&'a str>,
    /// The name of the compiler's container.
    pub main: &'static str,
    /// The field of the user's containers.
    pub others_field: &'static str,
    /// The user's containers.
    pub others: &'a [Node],
}

/// The pods of a cluster.
pub fn pods<'a>(cluster: &'a Cluster) -> Vec<Pod<'a>> {
    let mut own_volumes = Vec::new();
    let mut own_mounts = Vec::new();
    if let Some(hadoop) = &cluster.hadoop {
        own_volumes.push(names::HADOOP_VOLUME);
        own_mounts.push(hadoop.mount_path.value.as_str());
    }
    if let Some(gcp) = &cluster.gcp {
        own_volumes.push(names::GCP_VOLUME);
        own_mounts.push(gcp.mount_path.value.as_str());
    }
    let configured = || {
        let volumes = [names::CONFIG_VOLUME].into_iter().chain(own_volumes.iter().copied()).collect();
        let mounts = [names::CONFIG_DIR].into_iter().chain(own_mounts.iter().copied()).collect();
        (volumes, mounts)
    };
    let (jobs_volumes, jobs_mounts) = match cluster.conventions.client_configured {
        true => configured(),
        false => (own_volumes.clone(), own_mounts.clone()),
    };
    let component = |field, pod: &'a crate::model::Pod, main, others| {
        let (own_volumes, own_mounts) = configured();
        let (volumes, mounts) = (pod.volumes.as_slice(), pod.volume_mounts.as_slice());
        Pod { field, volumes, own_volumes, mounts, own_mounts, main, others_field: "sidecars", others }
    };
    let mut pods = vec![
        component("spec.jobManager", &cluster.job_manager.pod, names::JOB_MANAGER, &[][..]),
        component(
            "spec.taskManager",
            &cluster.task_manager.pod,
            names::TASK_MANAGER,
            cluster.task_manager.sidecars.as_slice(),
        ),
    ];
    pods.extend(cluster.job.as_ref().map(|job| Pod {
        field: "spec.job",
        volumes: &job.volumes,
        own_volumes: jobs_volumes,
        mounts: &job.volume_mounts,
        own_mounts: jobs_mounts,
        main: names::MAIN,
        others_field: "initContainers",
        others: &job.init_containers,
    }));
    pods
}
