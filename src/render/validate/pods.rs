//! The pods that a cluster will have, as far as rules look at them.

use crate::fields;
use crate::k8s::{labels, names, observer};
use crate::model::conventions::Security;
use crate::model::{self, Cluster, Gcp, Hadoop, Job, JobManager, Process, TaskManager};
use crate::tree::Node;

/// The field of the JobManager's pod.
pub const JOB_MANAGER: &str = fields!("spec.jobManager");
/// The field of a TaskManager's pod.
pub const TASK_MANAGER: &str = fields!("spec.taskManager");

/// A container of the user's.
pub struct Container<'a> {
    /// The field that describes it.
    pub field: String,
    /// As written.
    pub node: &'a Node,
    /// Whether it runs to its end before the others start.
    pub is_init: bool,
}

/// One pod.
pub struct Pod<'a> {
    /// The field that describes it.
    pub field: &'static str,
    /// The user's part.
    pub user: &'a model::Pod,
    /// What of it an annotation says.
    pub annotated: &'a [&'static str],
    /// The name of the compiler's container.
    pub main: &'static str,
    /// Volumes from templates of claims, and further ports; none for a Job.
    pub process: Option<&'a Process>,
}

/// What the compiler puts into a pod beside the user's.
pub struct Own<'a> {
    /// Names of its volumes.
    pub volumes: Vec<String>,
    /// Paths of its mounts.
    pub mounts: Vec<&'a str>,
}

impl<'a> Pod<'a> {
    /// What describes a part of it: the field, or an annotation.
    pub fn owner(&self, part: &str) -> &'static str {
        if self.annotated.contains(&part) { labels::JOB_POD } else { self.field }
    }

    /// What each container asks for, Flink's own and the user's, with the container's field.
    pub fn resources(&self) -> impl Iterator<Item = (String, Option<&'a Node>)> {
        let model::Pod {
            resources,
            labels: _,
            annotations: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
            init_containers: _,
            sidecars: _,
            volumes: _,
            volume_mounts: _,
            node_selector: _,
        } = self.user;
        let users =
            self.containers().map(|Container { field, node, is_init: _ }| (field, node.get("resources")));
        std::iter::once((self.owner("resources").to_owned(), resources.as_ref())).chain(users)
    }

    /// The user's containers.
    pub fn containers(&self) -> impl Iterator<Item = Container<'a>> {
        let model::Pod {
            init_containers,
            sidecars,
            labels: _,
            annotations: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
            resources: _,
            volumes: _,
            volume_mounts: _,
            node_selector: _,
        } = self.user;
        let field = self.field;
        [("initContainers", init_containers, true), ("sidecars", sidecars, false)].into_iter().flat_map(
            move |(name, list, init)| {
                list.iter().enumerate().map(move |(n, node)| Container {
                    field: format!("{field}.{name}[{n}]"),
                    node,
                    // With this policy it runs beside the others.
                    is_init: init && node.get("restartPolicy").and_then(Node::as_str) != Some("Always"),
                })
            },
        )
    }
}

/// The pods of a cluster.
pub fn pods(cluster: &Cluster) -> Vec<Pod<'_>> {
    let Cluster {
        job_manager,
        task_manager,
        job,
        // What the compiler puts into them: see `own`.
        conventions: _,
        hadoop: _,
        gcp: _,
        status_sync: _,
        // In no pod, or checked as what they are.
        dialect: _,
        env_from: _,
        log_config: _,
        logging: _,
        service_account_name: _,
        batch_scheduler: _,
        pod_disruption_budget: _,
        access: _,
        monitor: _,
        for_operators: _,
        resource: _,
        custom_resource: _,
        name: _,
        namespace: _,
        image: _,
        env: _,
        properties: _,
        unrestricted: _,
        script_resources: _,
    } = cluster;
    let JobManager {
        pod: of_job_manager,
        process: of_its_process,
        replicas: _,
        access_scope: _,
        ports: _,
        ingress: _,
        service_annotations: _,
        service_labels: _,
        margin: _,
    } = job_manager;
    let TaskManager {
        pod: of_task_manager,
        process: of_their_process,
        replicas: _,
        ports: _,
        autoscaler: _,
        margin: _,
    } = task_manager;
    let of_job = job.as_ref();
    let pod = |field, user, process, main| Pod { field, user, annotated: &[], process, main };
    let mut pods = vec![
        pod(JOB_MANAGER, of_job_manager, Some(of_its_process), names::JOB_MANAGER),
        pod(TASK_MANAGER, of_task_manager, Some(of_their_process), names::TASK_MANAGER),
    ];
    pods.extend(of_job.map(|job| {
        let (user, annotated) = submitter(job);
        Pod { annotated, ..pod(fields!("spec.job"), user, None, names::MAIN) }
    }));
    pods
}

/// What the compiler puts into one of them. `written`: how many folders its processes are told to write to.
pub fn own<'a>(cluster: &'a Cluster, pod: &Pod<'_>, written: usize) -> Own<'a> {
    let of_job = pod.main == names::MAIN;
    let mut own = Own { volumes: Vec::new(), mounts: Vec::new() };
    if !of_job || cluster.conventions.client_configured {
        own.volumes.push(names::CONFIG_VOLUME.to_owned());
        own.mounts.push(names::CONFIG_DIR);
    }
    if let Some(Hadoop { config_map_name: _, mount_path }) = &cluster.hadoop {
        own.volumes.push(names::HADOOP_VOLUME.to_owned());
        own.mounts.push(mount_path.value.as_str());
    }
    if let Some(Gcp { secret_name: _, key_file: _, mount_path }) = &cluster.gcp {
        own.volumes.push(names::GCP_VOLUME.to_owned());
        own.mounts.push(mount_path.value.as_str());
    }
    if cluster.conventions.puts_in_variables(&cluster.settings()) {
        own.volumes.push(names::FILLED_VOLUME.to_owned());
    }
    match cluster.conventions.security {
        Security::Users => {}
        Security::Restricted(_) => {
            own.volumes
                .extend([names::TEMPORARY_VOLUME, names::LOG_VOLUME, names::PLUGIN_VOLUME].map(String::from));
            own.volumes.extend((0..written).map(names::scratch_volume));
        }
    }
    if pod.main == names::JOB_MANAGER && cluster.status_sync.is_some() {
        own.volumes.push(observer::TOKEN.to_owned());
    }
    let application = cluster.life().is_some_and(|(job, _)| job.is_application());
    if application && !of_job {
        own.volumes.push(names::JOB_VOLUME.to_owned());
        own.mounts.push(names::JOB_DIR);
    }
    if (of_job || (application && pod.main == names::JOB_MANAGER)) && cluster.life().is_some() {
        own.volumes.push(names::SCRIPT_VOLUME.to_owned());
        own.mounts.push(names::SCRIPT_DIR);
    }
    own
}

/// The pod that submits a job, and what of it an annotation says.
fn submitter(job: &Job) -> (&model::Pod, &[&'static str]) {
    let Job {
        pod,
        annotated,
        inherits: _,
        identity: _,
        program: _,
        class_path: _,
        mode: _,
        savepoint_format: _,
        kept: _,
        take_savepoint: _,
        upgrade: _,
        max_state_age: _,
        class_name: _,
        args: _,
        from_savepoint: _,
        allow_non_restored_state: _,
        auto_savepoint_seconds: _,
        savepoints_dir: _,
        savepoint_generation: _,
        parallelism: _,
        no_logging_to_stdout: _,
        restart_policy: _,
        cleanup_policy: _,
        cancel_requested: _,
    } = job;
    (pod, annotated)
}
