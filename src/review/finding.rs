//! Reviews as findings, for reports that know only those.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cause::FieldChange;
use super::cluster::{ClusterChange, ClusterReview};
use super::codes;
use super::effect::Effect;
use super::object::ObjectChange;
use super::state::State;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::fields;
use crate::k8s::labels;
use crate::tree::path::below;

/// The findings of a cluster. Effects in `fail_on` are errors; so is a permission without a reason.
pub fn findings(review: &ClusterReview, fail_on: &BTreeSet<Effect>) -> Vec<Diagnostic> {
    let title = &review.title;
    let found = |code: Code, effect: Effect, span: Span, message: String| {
        let mut diagnostic = Diagnostic::warning(code, span, message);
        diagnostic.severity = match code {
            _ if fail_on.contains(&effect) => Severity::Error,
            // Whoever reviews it need not act.
            codes::CHANGED => Severity::Note,
            _ => Severity::Warning,
        };
        diagnostic.source = Some(Arc::clone(&review.source));
        diagnostic
    };
    // Where the gravest of what changed is written; of several, the first.
    let cause = |least: Effect| {
        let grave = review.fields.iter().filter(|field| field.effect >= least);
        grave.rev().max_by_key(|field| field.effect).map_or(review.span, |field| field.at)
    };
    let mut all = Vec::new();
    match &review.state {
        State::Lost { why, way_out, allowed: None } => {
            let at = cause(Effect::InPlace);
            all.push(
                found(codes::STATE_LOST, Effect::StateRisk, at, format!("{title}: {why}")).help(way_out),
            );
        }
        State::Lost { why, way_out: _, allowed: Some((reason, span)) } => {
            let message = format!("{title}: {why}; allowed, with the reason `{reason}`");
            all.push(found(codes::LOSS_ALLOWED, Effect::None, *span, message));
        }
        State::Refused { why, way_out } => {
            let message = format!("{title}: {why}");
            all.push(
                found(codes::NOT_APPLICABLE, Effect::NotApplicable, cause(Effect::InPlace), message)
                    .help(way_out),
            );
        }
        State::Untouched | State::Kept(_) => {}
    }
    if let Some(span) = review.empty_reason {
        let mut diagnostic =
            found(codes::EMPTY_REASON, Effect::None, span, format!("{title}: a permission without a reason"));
        diagnostic.severity = Severity::Error;
        all.push(diagnostic.help("write the reason why the state may be lost, or remove the annotation"));
    }
    match &review.change {
        ClusterChange::Removed => {
            all.push(found(codes::REMOVED, Effect::Removed, review.span, format!("{title} is removed")));
        }
        ClusterChange::Moved(before) => {
            let message = format!("{before} is removed, and {title} is a new cluster");
            all.push(found(codes::REMOVED, Effect::Removed, review.span, message));
        }
        ClusterChange::Added => {
            all.push(found(codes::CHANGED, Effect::Added, review.span, format!("{title} is new")));
        }
        ClusterChange::Changed => {}
    }
    for (n, object) in review.objects.iter().enumerate() {
        if let Some((message, help)) = refused(object) {
            let message = format!("{title}: {message}");
            let at = refusal_at(review, n, object).unwrap_or_else(|| cause(Effect::NotApplicable));
            all.push(found(codes::NOT_APPLICABLE, Effect::NotApplicable, at, message).help(help));
        }
        if let Some(claims) = &object.claims {
            let message = format!("{title}: {claims}");
            all.push(found(codes::CLAIMS, Effect::None, review.span, message));
        }
    }
    if let Some(upgrade) = &review.upgrade {
        for setting in &upgrade.settings {
            let at = if setting.at == Span::default() { review.span } else { setting.at };
            let message =
                format!("{title}: {}: {setting}", below(fields!("spec.flinkProperties"), &setting.key));
            all.push(found(codes::OTHER_FLINK, Effect::None, at, message));
        }
        let shifts: Vec<_> = upgrade.shifts().map(|(key, text)| format!("`{key}`: {text}")).collect();
        if !shifts.is_empty() {
            let message = format!("{title}: defaults change: {}", shifts.join("; "));
            let says = |field: &&FieldChange| field.path.passes(&["flinkVersion", labels::FLINK_VERSION]);
            let at = review.fields.iter().find(says).map_or_else(|| cause(Effect::InPlace), |field| field.at);
            let mut diagnostic = found(codes::OTHER_FLINK, Effect::None, at, message);
            diagnostic.help = upgrade.rest();
            all.push(diagnostic);
        }
    }
    for field in &review.fields {
        if let Some((code, does)) = effect(field, review) {
            all.push(found(code, field.effect, field.at, format!("{title}: {} {does}", field.path)));
        }
    }
    all
}

/// Where the field is written that makes the change of an object, of this place in the list, refused: one of those that change the
/// object, by its own name if it has that of what cannot change, else the first.
fn refusal_at(review: &ClusterReview, place: usize, object: &ObjectChange) -> Option<Span> {
    let refused = object.refusal.as_ref()?.field.rsplit('.').next()?;
    let mut fields = review.fields.iter().filter(|field| field.objects.contains(&place));
    let first = fields.clone().next();
    fields.find(|field| field.path.passes(&[refused])).or(first).map(|field| field.at)
}

/// Why a change of an object is refused, and what to do.
pub fn refused(object: &ObjectChange) -> Option<(String, &'static str)> {
    let refusal = object.refusal.as_ref()?;
    Some((
        format!("`{}` of {} {} cannot be changed", refusal.field, object.kind, object.name),
        refusal.way_out,
    ))
}

fn effect(field: &FieldChange, review: &ClusterReview) -> Option<(Code, String)> {
    Some(match field.effect {
        Effect::Resubmitted => {
            let start = review.start.as_ref().map_or(String::new(), |start| format!(", {start}"));
            (codes::RESUBMITTED, format!("submits the job again{start}"))
        }
        Effect::JobManagerRestarts => (codes::JOB_MANAGER_RESTARTS, "restarts the JobManager".into()),
        Effect::TaskManagersRestart => (codes::TASK_MANAGERS_RESTART, "restarts the TaskManagers".into()),
        Effect::PodsRestart => (codes::PODS_RESTART, "restarts pods".into()),
        Effect::JobRuns => (codes::CHANGED, "runs a Job".into()),
        Effect::InPlace => (codes::CHANGED, "changes objects in place".into()),
        Effect::None | Effect::Added | Effect::Removed | Effect::StateRisk | Effect::NotApplicable => {
            return None;
        }
    })
}
