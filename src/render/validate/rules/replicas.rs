//! How many processes there are.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// There is one JobManager. A second one would be another cluster, but where high availability elects one of them, and they run the
    /// job themselves (application mode).
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
        && cluster.life().is_some_and(|(job, _)| job.is_application());
    if replicas.value != ONE && !(elects && replicas.value > ONE) {
        let message = format!("{JOB_MANAGERS} must be {ONE}, but is {}", replicas.value);
        let help = match replicas.value > ONE {
            true => format!(
                "write `{ONE}`, or leave the field out: only JobManagers in application mode with `high-availability.type` stand by"
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
