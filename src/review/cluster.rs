//! What a change does to one cluster.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cause::{self, FieldChange};
use super::effect::Effect;
use super::manifest::{Compiler, Manifest, Subject};
use super::object::{self, ObjectChange, What};
use super::pairs::Pair;
use super::state::{self, Start, State};
use super::upgrade::{self, Upgrade};
use crate::diagnostic::{Source, Span, reason};
use crate::k8s::role::Role;
use crate::tree::path::Path;

/// What happens to a cluster as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClusterChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there before and after.
    Changed,
    /// It has another name or namespace: what was its title is gone.
    Moved(String),
}

/// What a change does to a cluster.
#[derive(Debug)]
pub struct ClusterReview {
    /// `namespace/name`
    pub title: String,
    /// What happens to it.
    pub change: ClusterChange,
    /// All that it does.
    pub effects: BTreeSet<Effect>,
    /// Where it is declared, afterwards if it still is.
    pub source: Arc<Source>,
    /// Where in the source.
    pub span: Span,
    /// What becomes of the job's state.
    pub state: State,
    /// Where the job starts from, when it is submitted.
    pub start: Option<Start>,
    /// Whether it was cancelled before: nothing runs that a roll-out could stop.
    pub was_cancelled: bool,
    /// A permission to lose state that gives no reason.
    pub empty_reason: Option<Span>,
    /// What another version of Flink makes of its settings.
    pub upgrade: Option<Upgrade>,
    /// Fields of the input that changed.
    pub fields: Vec<FieldChange>,
    /// Objects that changed.
    pub objects: Vec<ObjectChange>,
}

impl ClusterReview {
    /// The gravest effect.
    pub fn effect(&self) -> Effect {
        self.effects.last().copied().unwrap_or(Effect::None)
    }

    /// Whether a roll-out cancels the job: the JobManager runs it itself, and the next one runs none.
    pub fn cancels_by_roll_out(&self) -> bool {
        let suspend = Path::of_fields("spec.suspend");
        self.objects.iter().any(|object| {
            object.role == Some(Role::Submitter)
                && matches!(object.what, What::Replaced(_))
                && object.effect == Effect::InPlace
                && object.differences.iter().any(|difference| difference.path == suspend)
        })
    }
}

/// What a change does to one cluster; none when nothing of it changed.
pub fn cluster(pair: &Pair<'_>, compiler: &dyn Compiler) -> Option<ClusterReview> {
    let shown = pair.head.or(pair.base)?;
    let name = |side: Option<&'_ Subject<'_>>| side.unwrap_or(shown).cluster.name.value.clone();
    let (before, after) = (name(pair.base), name(pair.head));
    let mut objects = object::changes(manifests(pair.base), manifests(pair.head), Some((&before, &after)));
    let fields = match (pair.base, pair.head) {
        (Some(base), Some(head)) => cause::fields(base, head, &mut objects, compiler),
        _ => Vec::new(),
    };
    if pair.base.is_some() && pair.head.is_some() && objects.is_empty() && fields.is_empty() {
        return None;
    }
    let change = match (pair.base, pair.head) {
        (Some(base), Some(head)) if base.cluster.title() != head.cluster.title() => {
            ClusterChange::Moved(base.cluster.title())
        }
        (Some(_), Some(_)) => ClusterChange::Changed,
        (None, _) => ClusterChange::Added,
        (_, None) => ClusterChange::Removed,
    };
    let (state, start) = state::of(pair.base.map(|it| it.cluster), pair.head.map(|it| it.cluster), &objects);
    let mut effects: BTreeSet<_> = match change {
        ClusterChange::Added => [Effect::Added].into(),
        ClusterChange::Removed => [Effect::Removed].into(),
        ClusterChange::Moved(_) => [Effect::Added, Effect::Removed].into(),
        ClusterChange::Changed => objects.iter().map(|object| object.effect).collect(),
    };
    match &state {
        State::Lost { why: _, way_out: _, allowed: None } => drop(effects.insert(Effect::StateRisk)),
        State::Refused { why: _, way_out: _ } => effects = [Effect::NotApplicable].into(),
        State::Untouched | State::Kept(_) | State::Lost { why: _, way_out: _, allowed: Some(_) } => {}
    }
    let empty = pair.head.and_then(|head| head.cluster.allow_state_loss.as_ref());
    Some(ClusterReview {
        title: shown.cluster.title(),
        change,
        effects,
        source: Arc::clone(&shown.cluster.source),
        span: shown.cluster.name.span,
        state,
        start,
        was_cancelled: pair
            .base
            .and_then(|it| it.cluster.job.as_ref())
            .is_some_and(|job| job.cancel_requested),
        empty_reason: empty.filter(|text| reason::essence(&text.value).is_empty()).map(|text| text.span),
        upgrade: pair.base.zip(pair.head).and_then(|(base, head)| upgrade::of(base.cluster, head.cluster)),
        fields,
        objects,
    })
}

fn manifests<'a>(subject: Option<&'a Subject<'a>>) -> &'a [Manifest<'a>] {
    subject.map_or(&[], |subject| &subject.objects)
}
