//! How the number of TaskManagers follows the load.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::conventions::Scaled;
use crate::model::{Autoscaler, Cluster};
use crate::render::validate::findings::Findings;

codes! {
    /// An autoscaler has a least and a greatest number of TaskManagers: at least 1, and not the wrong way round.
    AUTOSCALER = 182, "an autoscaler without a range";
    /// Where an autoscaler sets the number of TaskManagers, `replicas` is not rendered: Git and the autoscaler would set it in turn.
    AUTOSCALED_REPLICAS = 183, "a number that an autoscaler sets", warning;
    /// A job has the parallelism that it was submitted with: TaskManagers that come later stay idle, and one that goes restarts it.
    /// With `jobmanager.scheduler: adaptive` (Flink 1.13 and later) a job uses the slots that there are.
    AUTOSCALED_JOB = 184, "a job that does not follow the autoscaler", warning;
    /// The operator scaled the TaskManagers by the FlinkCluster's scale subresource, and so its autoscaler names the FlinkCluster. Without
    /// the operator nobody acts on that, and the definition of this project has no such subresource: a number that is set there and
    /// changes nothing would be no better. Natively the autoscaler scales the TaskManagers' workload itself.
    NOT_SCALED = 195, "an autoscaler without effect", warning;
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(autoscaler) = &cluster.task_manager.autoscaler else { return };
    let Autoscaler { at, min_replicas, max_replicas, metrics: _, behavior: _ } = autoscaler;
    let least = min_replicas.map_or(1, |number| number.value);
    if let Some(number) = min_replicas {
        found.at_least(
            AUTOSCALER,
            fields!("spec.taskManager.horizontalPodAutoscaler.minReplicas"),
            *number,
            1,
        );
    }
    if max_replicas.is_written() && max_replicas.value < least.max(1) {
        let message = format!(
            "{} must be at least {}, but is {}",
            fields!("spec.taskManager.horizontalPodAutoscaler.maxReplicas"),
            least.max(1),
            max_replicas.value
        );
        found.error(AUTOSCALER, max_replicas.span, message, "raise it, or lower `minReplicas`");
    }
    match cluster.conventions.scaled {
        Scaled::Cluster => {
            let message = "rendered as the operator did, the autoscaler scales the FlinkCluster, on which nothing acts without the operator";
            let help = fields!(
                "write the number that is needed into spec.taskManager.replicas until the cluster is rendered natively: then the \
                 autoscaler scales the TaskManagers themselves"
            );
            found.warning(NOT_SCALED, at.span, message, help);
            return;
        }
        Scaled::Workload => {}
    }
    let replicas = cluster.task_manager.replicas;
    if replicas.is_written() {
        let message = fields!("spec.taskManager.replicas is not rendered: the autoscaler sets the number");
        let finding = found.warning(AUTOSCALED_REPLICAS, replicas.span, message, "remove it");
        finding.relate(at.span, "the autoscaler");
    }
    let adaptive = cluster.settings().iter().any(|(key, value)| {
        matches!(*key, "jobmanager.scheduler" | "scheduler-mode")
            && matches!(value.trim().to_ascii_lowercase().as_str(), "adaptive" | "reactive")
    });
    if cluster.job.is_some() && !adaptive {
        let message = "the job keeps its parallelism, whatever the number of TaskManagers";
        let help = fields!("write `jobmanager.scheduler: adaptive` in spec.flinkProperties");
        found.warning(AUTOSCALED_JOB, at.span, message, help);
    }
}
