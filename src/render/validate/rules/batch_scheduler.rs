//! What places the pods together.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// The one batch scheduler that is known is `volcano`. With another name, an operator creates nothing.
    BATCH_SCHEDULER = 180, "an unknown batch scheduler";
}

/// The one that is known.
const VOLCANO: &str = "volcano";

/// Checks its name.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(scheduler) = &cluster.batch_scheduler else { return };
    let name = &scheduler.name;
    if name.value != VOLCANO {
        let message = format!("the batch scheduler `{}` is not known", name.value.escape_debug());
        let help = fields!("write `volcano`, or leave spec.batchScheduler and spec.batchSchedulerName out");
        found.error(BATCH_SCHEDULER, name.span, message, help);
    }
}
