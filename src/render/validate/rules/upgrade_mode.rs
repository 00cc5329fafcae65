//! What a change keeps of the job's state, where an annotation says it.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::flink::config;
use crate::flink::features::Feature;
use crate::k8s::labels::UPGRADE_MODE;
use crate::model::Cluster;
use crate::model::words::UpgradeMode;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// The annotation `flinkoperator.k8s.io/upgrade-mode` says what a change keeps. A savepoint needs `savepointsDir`. The newest checkpoint
    /// must outlive its job: from Flink 1.10 on, where `execution.checkpointing.externalized-checkpoint-retention` is not against it. A
    /// JobManager in application mode hands it over by high availability in Kubernetes; without that it must stay when its job has
    /// ended, to be asked for it: from Flink 1.15 on.
    UPGRADE_MODE_NEEDS = 281, "a mode of upgrades without what it needs";
    /// The newest checkpoint is kept, but nothing in `flinkProperties` takes checkpoints, or says where they are. A program may do so
    /// itself; ignore the warning then, with that reason.
    UPGRADE_MODE_CHECKPOINTS = 282, "the newest checkpoint of a job that takes none", warning;
}

/// Checks the annotation.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some((job, version)) = cluster.life() else { return };
    let Some(mode) = job.upgrade else { return };
    let takes_savepoint = match mode.value {
        UpgradeMode::Savepoint | UpgradeMode::SavepointOrLastState => true,
        UpgradeMode::LastState | UpgradeMode::Stateless => false,
    };
    let word = mode.value.as_str();
    if takes_savepoint && job.savepoints_dir.is_none() {
        let message = format!("{UPGRADE_MODE}: `{word}` needs {}", fields!("spec.job.savepointsDir"));
        found.error(UPGRADE_MODE_NEEDS, mode.span, message, "add `savepointsDir`");
    }
    if !mode.value.wants_checkpoints() {
        return;
    }
    if !version.has(Feature::RetainedCheckpoints) {
        let message = format!("{UPGRADE_MODE}: on Flink {version} no setting keeps checkpoints");
        found.error(UPGRADE_MODE_NEEDS, mode.span, message, "write `savepoint`, or take a newer Flink");
    }
    let settings = cluster.settings();
    if job.is_application()
        && !version.has(Feature::StaysAfterJob)
        && !availability::uses_kubernetes(&settings)
    {
        let message = format!(
            "{UPGRADE_MODE}: a JobManager of Flink {version} in application mode ends with its job, and does not say where its newest \
             checkpoint is"
        );
        let help = "add `high-availability: kubernetes`, which hands it over, or write `savepoint`";
        found.error(UPGRADE_MODE_NEEDS, mode.span, message, help);
    }
    if let Some((_, value)) = cluster.property(config::RETENTION)
        && !value.value.trim().eq_ignore_ascii_case(config::RETAINED)
    {
        let message = format!(
            "{}: a change would delete the checkpoint that {UPGRADE_MODE} keeps",
            field(config::RETENTION)
        );
        found.error(
            UPGRADE_MODE_NEEDS,
            value.span,
            message,
            format!("write `{}`, or remove it", config::RETAINED),
        );
    }
    for (names, what) in [
        (&[config::CHECKPOINTS][..], "how often checkpoints are taken"),
        (&config::CHECKPOINT_DIR[..], "where checkpoints are"),
    ] {
        if let (None, Some(name)) = (availability::get(&settings, names), names.last()) {
            let message = format!("{UPGRADE_MODE}: `{word}`, and nothing says {what}");
            let help = format!("add `{name}` to {}", fields!("spec.flinkProperties"));
            found.warning(UPGRADE_MODE_CHECKPOINTS, mode.span, message, help);
        }
    }
}
