//! The job's parallelism, and the cluster's.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// The job runs with the parallelism of its own field; the setting holds for other jobs that are submitted to this cluster.
    TWO_PARALLELISMS = 235, "a parallelism beside the job's", warning;
}

const SETTING: &str = "parallelism.default";

/// Checks both.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(parallelism) = cluster.job.as_ref().and_then(|job| job.parallelism) else { return };
    let Some((key, value)) = cluster.property(SETTING) else { return };
    if value.value.trim() != parallelism.value.to_string() {
        let setting = field(SETTING);
        let message = format!(
            "{setting}: the job runs with {}, which is {}",
            fields!("spec.job.parallelism"),
            parallelism.value
        );
        found
            .note(TWO_PARALLELISMS, key.span, message, "remove one of them")
            .relate(parallelism.span, "the job's");
    }
}
