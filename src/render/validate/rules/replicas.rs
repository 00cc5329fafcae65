//! How many processes there are.

use crate::diagnostic::codes;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// There is one JobManager. A second one would be another cluster, as long as no high availability is configured.
    JOB_MANAGER_REPLICAS = 103, "not one JobManager";
    /// There is at least one TaskManager: without one no job can run.
    TASK_MANAGER_REPLICAS = 104, "no TaskManager";
}

/// Checks both.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let replicas = cluster.job_manager.replicas;
    if replicas.value != 1 {
        let message = format!("spec.jobManager.replicas must be 1, and it is {}", replicas.value);
        found.error(JOB_MANAGER_REPLICAS, replicas.span, message, "write `1`, or leave the field out");
    }
    found.at_least(TASK_MANAGER_REPLICAS, "spec.taskManager.replicas", cluster.task_manager.replicas, 1);
}

/// The same for the API server.
pub const CEL: &[Cel] = &[
    Cel { path: "spec.jobManager.replicas", rule: r#"self == 1"#, message: "there is one JobManager" },
    Cel {
        path: "spec.taskManager.replicas",
        rule: r#"self >= 1"#,
        message: "there is at least one TaskManager",
    },
];
