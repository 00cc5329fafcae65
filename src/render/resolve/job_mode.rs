//! How the job is run, and what a change keeps of it, by annotations: not every version of the resource has a field for it.

use super::codes;
use crate::api::flink_cluster::Job;
use crate::api::read::Field;
use crate::api::words::JobMode;
use crate::diagnostic::Diagnostic;
use crate::fields;
use crate::k8s::labels::{JOB_MODE, UPGRADE_MODE};
use crate::model::Text;
use crate::model::words::UpgradeMode;
use crate::tree::Spanned;

const APPLICATION: &str = "Application";

/// Lays the annotation over a job that does not say it.
pub fn lay(text: &Text, job: Option<&mut Job>, found: &mut Vec<Diagnostic>) {
    let Some(job) = job else {
        found.push(without_job(JOB_MODE, text));
        return;
    };
    if text.value != APPLICATION {
        let message = format!("{JOB_MODE}: `{}` is no mode", text.value.escape_debug());
        let help =
            format!("write `{APPLICATION}`, or remove it: the job is submitted to a cluster of its own");
        found.push(Diagnostic::error(codes::ANNOTATION, text.span, message).help(help));
    } else if let Some(field) = job.mode.get() {
        let twice = Diagnostic::error(
            codes::ANNOTATION_TWICE,
            text.span,
            format!("{JOB_MODE} and {} are one thing", fields!("spec.job.mode")),
        );
        found.push(twice.related(field.span, "the field").help("remove the annotation"));
    } else {
        job.mode = Field::Given(Spanned { span: text.span, value: JobMode::Application });
    }
}

/// What a change of this job keeps.
pub fn upgrade(text: &Text, job: Option<&Job>, found: &mut Vec<Diagnostic>) -> Option<Spanned<UpgradeMode>> {
    let Some(job) = job else {
        found.push(without_job(UPGRADE_MODE, text));
        return None;
    };
    for field in [&job.take_savepoint_on_upgrade, &job.take_savepoint_on_update] {
        let Some(field) = field.get() else { continue };
        let job = fields!("spec.job");
        let message = format!("{UPGRADE_MODE} says what a change keeps, and {job} does, too");
        let twice = Diagnostic::error(codes::ANNOTATION_TWICE, text.span, message);
        found.push(twice.related(field.span, "the field").help("keep one of them"));
    }
    let mode = UpgradeMode::ALL.into_iter().find(|known| known.as_str() == text.value);
    if mode.is_none() {
        let words = UpgradeMode::ALL.map(UpgradeMode::as_str).join("`, `");
        let message = format!("{UPGRADE_MODE}: `{}` is no mode", text.value.escape_debug());
        found.push(
            Diagnostic::error(codes::ANNOTATION, text.span, message).help(format!("write one of `{words}`")),
        );
    }
    mode.map(|value| Spanned { span: text.span, value })
}

/// That there is nothing that it could be about.
pub fn without_job(key: &str, text: &Text) -> Diagnostic {
    let message = format!("{key} has no effect: there is no job");
    Diagnostic::warning(codes::WITHOUT_JOB, text.span, message).help("remove it, or add a job")
}
