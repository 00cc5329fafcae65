//! The words of a take-over: what happens to each object, what to do, and what comes of the whole.

use crate::fields;
use crate::fleet::Profile;
use crate::flink::credentials::told;
use crate::review::adopt::Adoption;
use crate::review::hazard::{Hazard, Process, Submission};
use crate::review::takeover::{Keeper, Row, Takeover, Way};
use crate::review::{Effect, refused};
use crate::sink::Door;

/// What happens to an object.
pub fn verdict(row: &Row<'_>, door: Door) -> String {
    if row.leaving {
        return "it is being deleted".to_owned();
    }
    let runs = |job: &Option<String>| {
        job.as_ref()
            .map_or(String::new(), |state| format!("; the operator noted its state as {}", door(state)))
    };
    let of_hazard = row.hazard.as_ref().and_then(|hazard| match hazard {
        Hazard::Submits(Submission::Client) => {
            Some(format!("is not in the dump: applied, it submits the job again{}", runs(&row.job)))
        }
        Hazard::Submits(Submission::Standalone) => Some(format!(
            "is not in the dump: applied, it is a JobManager that runs the job again{}",
            runs(&row.job)
        )),
        Hazard::Fewer { process, live, ours } => {
            let (word, _) = of_process(*process);
            Some(format!("{} of {live} {word}s end, and the job restarts", live - ours))
        }
        Hazard::Differs { submission: _, savepoint: _ } | Hazard::ScalesNothing => None,
    });
    let beside = || of_hazard.clone().unwrap_or_else(|| row.effect.phrase().to_owned());
    match (row.way, &row.adoption) {
        (Way::MadeAgain, _) if row.effect > Effect::InPlace => {
            format!("it is made again around its pods and claims (see the steps): {}", beside())
        }
        (Way::MadeAgain, _) => "it is made again around its pods and claims: see the steps".to_owned(),
        (Way::LeftAlone, _) => {
            "it is left as it is, with the job id that the operator chose: see the steps".to_owned()
        }
        (Way::Applied, Adoption::Same) => "stays as it is".to_owned(),
        (Way::Applied, Adoption::New) => {
            of_hazard.unwrap_or_else(|| "is not in the dump: it would be created".to_owned())
        }
        (Way::Applied, Adoption::Changes(_)) => beside(),
    }
}

/// What to do about an object, in sentences.
pub fn advice(row: &Row<'_>, door: Door) -> Vec<String> {
    let mut all = Vec::new();
    match &row.hazard {
        Some(Hazard::Submits(Submission::Client)) => all.push(
            fields!(
                "it would not look whether the job runs: leave `spec.job` out of the FlinkCluster in Git until it is rendered natively"
            )
            .to_owned(),
        ),
        Some(Hazard::Submits(Submission::Standalone)) => all.push(
            fields!(
                "if the job has ended, remove the FlinkCluster from Git; if it is to run again, name its newest savepoint in \
                 `spec.job.fromSavepoint`"
            )
            .to_owned(),
        ),
        Some(Hazard::Differs { submission: _, savepoint: Some(Some(savepoint)) }) => all.push(format!(
            "the operator started the job from {}: write that into {}",
            door(&told(savepoint)),
            fields!("`spec.job.fromSavepoint`")
        )),
        Some(Hazard::Differs { submission: _, savepoint: Some(None) }) => all.push(
            fields!("the operator started the job without a savepoint: leave `spec.job.fromSavepoint` out for now")
                .to_owned(),
        ),
        Some(Hazard::Fewer { process, live, ours: _ }) => {
            let (_, field) = of_process(*process);
            all.push(format!("write `{live}` into {field}, as it runs, and change it when the operator is gone"));
        }
        Some(Hazard::ScalesNothing) => all.push(
            fields!(
                "it scales the FlinkCluster, on which nothing acts without the operator: until the native rendering, \
                 `spec.taskManager.replicas` is the number"
            )
            .to_owned(),
        ),
        Some(Hazard::Differs { submission: _, savepoint: None }) | None => {}
    }
    let of_object = |change| refused(change).map(|(why, way_out)| format!("{}: {way_out}", door(&why)));
    match (row.way, &row.adoption) {
        (Way::Applied, Adoption::Changes(change)) => all.extend(of_object(change)),
        (Way::Applied, Adoption::Same | Adoption::New) | (Way::MadeAgain | Way::LeftAlone, _) => {}
    }
    all
}

/// Its name, and the field with the number of them.
fn of_process(process: Process) -> (&'static str, &'static str) {
    match process {
        Process::JobManager => ("JobManager", fields!("`spec.jobManager.replicas`")),
        Process::TaskManager => ("TaskManager", fields!("`spec.taskManager.replicas`")),
    }
}

/// What becomes of an object that is in no rendering.
pub fn left(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::StatefulSet => "stays as it is: no rendering has it, its StatefulSet does",
        Keeper::Flink => "stays as it is: Flink keeps its high availability in it",
        Keeper::Nobody => "not in the rendering: nothing would manage it",
    }
}

/// What comes of the whole, in paragraphs; only what the dump tells is known.
pub fn outcome(takeover: &Takeover<'_>, door: Door) -> Vec<String> {
    let Takeover { rows, missing, left: _ } = takeover;
    let bad = rows.iter().filter(|row| row.is_bad()).count();
    let new = rows.iter().filter(|row| matches!(row.adoption, Adoption::New)).count();
    let mut all = vec![match (bad, new) {
        (0, 0) => "Nothing restarts.".to_owned(),
        (0, new) if new == rows.len() => {
            "Nothing of it is in the dump, so that nothing is known of what runs.".to_owned()
        }
        (0, _) => "Nothing that is in the dump restarts.".to_owned(),
        (bad, _) => format!(
            "{bad} of these restart something, submit a job again, are being deleted, or cannot be applied: fix that first."
        ),
    }];
    if !missing.is_empty() {
        let titles: Vec<_> = missing.iter().map(|cluster| door(&cluster.title())).collect();
        let written = |cluster: &&Profile| {
            cluster.resource.get("metadata").and_then(|node| node.get("namespace")).is_some()
        };
        let homeless = !missing.iter().all(written);
        let why = match homeless {
            true => "the dump lacks its namespace, or `--namespace` has to name it",
            false => "the dump lacks its namespace",
        };
        all.push(format!(
            "Not known, as the dump has no object of it, and created when it is applied: {}. If it runs, {why}.",
            titles.join(", ")
        ));
    }
    all
}
