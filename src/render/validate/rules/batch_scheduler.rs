//! What places the pods together.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::model::conventions::PodGroup;
use crate::render::validate::findings::Findings;

codes! {
    /// The one batch scheduler that is known is `volcano`: a PodGroup says which pods are placed together. Pods ask for another one by
    /// its name, and each is placed alone. With such a name, an operator creates nothing. `batchSchedulerName` is the older field: beside
    /// it, `batchScheduler` with its queue and priority has no effect.
    BATCH_SCHEDULER = 180, "a batch scheduler that is not known, or has no effect", warning;
}

/// Checks its name.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(scheduler) = &cluster.batch_scheduler else { return };
    let name = &scheduler.name;
    if let Some(other) = scheduler.other {
        let message = fields!("spec.batchScheduler has no effect beside spec.batchSchedulerName");
        let help =
            fields!("remove spec.batchSchedulerName, so that queue and priority count; or the other one");
        found.warning(BATCH_SCHEDULER, other.span, message, help).relate(name.span, "this one counts");
    }
    if !scheduler.is_volcano() {
        let message = format!("the batch scheduler `{}` is not known", name.value.escape_debug());
        let help = fields!("write `volcano`, or leave spec.batchScheduler and spec.batchSchedulerName out");
        match cluster.conventions.pod_group {
            PodGroup::Google | PodGroup::Spotify => found.error(BATCH_SCHEDULER, name.span, message, help),
            PodGroup::Native => {
                let message = format!("{message}: pods ask for it, and are placed one by one");
                found.warning(BATCH_SCHEDULER, name.span, message, help)
            }
        };
    }
}
