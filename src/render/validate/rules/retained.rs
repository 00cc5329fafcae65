//! How many checkpoints are kept.

use crate::diagnostic::codes;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// Flink keeps one checkpoint at least, and takes less for one.
    // DefaultCompletedCheckpointStoreUtils.getMaximumNumberOfRetainedCheckpoints.
    RETAINED = 234, "no checkpoint is kept", warning;
}

const SETTINGS: [&str; 2] = ["state.checkpoints.num-retained", "execution.checkpointing.num-retained"];

/// Checks the setting, by either name.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for (key, value) in &cluster.properties {
        let is_none = value.value.trim().parse::<i32>().is_ok_and(|number| number < 1);
        if SETTINGS.contains(&key.value.as_str()) && is_none {
            let field = field(&key.value);
            let message = format!("{field}: Flink keeps 1, not `{}`", value.value.trim());
            found.warning(RETAINED, value.span, message, "write `\"1\"` or more");
        }
    }
}
