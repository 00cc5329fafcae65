//! What state a job goes on from after a change.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::features::Feature;
use crate::k8s::dialect::Dialect;
use crate::model::Cluster;
use crate::model::conventions::Admission;
use crate::model::words::RestartPolicy;
use crate::render::validate::findings::Findings;

codes! {
    /// The age up to which a savepoint is restored from is a number of seconds that is not negative. Spotify's operator wants one with
    /// `takeSavepointOnUpdate: false` and with `restartPolicy: FromSavepointOnFailure`.
    STATE_AGE = 190, "an age that is missing or negative";
    /// Savepoints have a format of choice since Flink 1.15.
    SAVEPOINT_FORMAT = 191, "a format that this version of Flink does not know", warning;
    /// Without a savepoint at a change, the job goes on from the newest one there is: what came after it is done again.
    NO_SAVEPOINT_AT_CHANGE = 192, "no savepoint at a change", warning;
}

const AGE: &str = fields!("spec.job.maxStateAgeToRestoreSeconds");

/// Checks them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    if let Some(age) = job.max_state_age {
        found.at_least(STATE_AGE, AGE, age, 0);
    }
    match cluster.conventions.admission {
        Admission::Ours | Admission::Google => {}
        Admission::Spotify => {
            let restarts = job.restart_policy.value == RestartPolicy::FromSavepointOnFailure;
            let why = [
                (restarts.then_some(job.restart_policy.span), "`restartPolicy: FromSavepointOnFailure`"),
                (
                    (!job.take_savepoint.value).then_some(job.take_savepoint.span),
                    "`takeSavepointOnUpdate: false`",
                ),
            ];
            for (span, what) in why {
                if let (Some(span), None) = (span, job.max_state_age) {
                    let message = format!("{AGE} is missing: the operator wants it with {what}");
                    found.error(STATE_AGE, span, message, "add `maxStateAgeToRestoreSeconds: 3600`");
                }
            }
        }
    }
    let Some((job, version)) = cluster.life() else { return };
    if let Some(format) = job.savepoint_format
        && !version.has(Feature::SavepointFormats)
    {
        let message = format!("a format of savepoints has no effect on Flink {version}");
        found.warning(SAVEPOINT_FORMAT, format.span, message, "remove it");
    }
    if !job.take_savepoint.value {
        let field = match cluster.dialect {
            Dialect::V1alpha1 | Dialect::Google => fields!("spec.job.takeSavepointOnUpgrade"),
            Dialect::Spotify => fields!("spec.job.takeSavepointOnUpdate"),
        };
        let message =
            format!("{field} is false: a change goes on from the newest savepoint there is, or from nothing");
        let help = "remove it, so that a change stops the job with a savepoint";
        found.warning(NO_SAVEPOINT_AT_CHANGE, job.take_savepoint.span, message, help);
    }
}
