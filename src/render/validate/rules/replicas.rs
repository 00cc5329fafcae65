//! How many processes there are.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::flink::features::Feature;
use crate::k8s::workload::Workload;
use crate::model::Cluster;
use crate::model::words::RestartPolicy;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// There is one JobManager. A second one would be another cluster, but where high availability elects one of them, and they run the
    /// job themselves (application mode). The others stand by from Flink 1.15 on, which remembers that a job has ended; in a
    /// Deployment, whose number no clean-up changes; and with `restartPolicy: Never`, as one that stands by is told of no other start.
    JOB_MANAGER_REPLICAS = 103, "more or less than one JobManager";
    /// There is at least one TaskManager: without one no job can run.
    TASK_MANAGER_REPLICAS = 104, "no TaskManager";
}

const JOB_MANAGERS: &str = fields!("spec.jobManager.replicas");
const TASK_MANAGERS: &str = fields!("spec.taskManager.replicas");
/// So many JobManagers.
const ONE: i32 = 1;
/// So many TaskManagers at least.
const LEAST: i32 = 1;

/// Checks both.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let replicas = cluster.job_manager.replicas;
    let elects = availability::is_on(&cluster.settings())
        && cluster.job_manager.process.workload == Workload::Deployment
        && cluster.life().is_some_and(|(job, version)| {
            let never = job.restart_policy.value == RestartPolicy::Never;
            job.is_application() && version.has(Feature::JobResultStore) && never && !job.scales()
        });
    if replicas.value != ONE && !(elects && replicas.value > ONE) {
        let message = format!("{JOB_MANAGERS} must be {ONE}, but is {}", replicas.value);
        let help = match replicas.value > ONE {
            true => format!(
                "write `{ONE}`, or leave the field out; `flink-render explain FR103` says where others stand by"
            ),
            false => format!("write `{ONE}`, or leave the field out"),
        };
        found.error(JOB_MANAGER_REPLICAS, replicas.span, message, help);
    }
    found.at_least(TASK_MANAGER_REPLICAS, TASK_MANAGERS, cluster.task_manager.replicas, LEAST);
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    vec![
        Cel::new(JOB_MANAGERS, format!("self >= {ONE}"), "there is a JobManager"),
        Cel::at_least(TASK_MANAGERS, LEAST, "there is at least one TaskManager"),
    ]
}
