//! The reactive mode of Flink's scheduler.

use crate::diagnostic::codes;
use crate::model::{Cluster, Job};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// In reactive mode a job takes all slots that there are. Only a JobManager that runs the job's main method itself has it: another
    /// one ends at its start.
    // ClusterEntrypoint.generateClusterConfiguration.
    REACTIVE = 233, "reactive mode outside of application mode", warning;
}

const SETTING: &str = "scheduler-mode";

/// Checks the setting.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let is_application = cluster.job.as_ref().is_some_and(Job::is_application);
    let setting = cluster.property(SETTING);
    let Some((_, value)) = setting.filter(|(_, value)| value.value.trim().eq_ignore_ascii_case("reactive"))
    else {
        return;
    };
    if !is_application {
        let message = format!(
            "{}: the JobManager ends at its start: reactive mode is for application mode alone",
            field(SETTING)
        );
        let help =
            "remove it; `jobmanager.scheduler: adaptive` lets a job run with fewer slots than it asks for";
        found.strict(REACTIVE, value.span, message, help);
    }
}
