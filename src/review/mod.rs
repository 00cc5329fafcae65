//! What a change does: two renderings of a cluster to effects. Pure, and it asks the compiler through [`Compiler`] only.

pub mod adopt;
pub mod takeover;
pub mod codes;
pub mod difference;
mod cause;
mod object;
mod savepoint;
mod state;
mod finding;
mod total;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Source, Span, reason};
use crate::fleet::Cluster;
use crate::k8s::labels;
use crate::tree::Node;

pub use cause::FieldChange;
pub use finding::{findings, refused};
pub use object::{ObjectChange, What, compare, inline};
pub use state::{Start, State};
pub use total::{Review, Side};

/// What a change does, the graver the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing that runs sees it.
    None,
    /// Objects change, appear or go where they are; no pod restarts for it.
    InPlace,
    /// A cluster, or an object that is no cluster's, is new.
    Added,
    /// A Job runs, or runs again: it saves, scales or cancels.
    JobRuns,
    /// Pods of an object that is no cluster's restart.
    PodsRestart,
    /// All TaskManagers are replaced at once.
    TaskManagersRestart,
    /// The JobManager is replaced.
    JobManagerRestarts,
    /// The Flink job is submitted, or submitted again.
    Resubmitted,
    /// It is not there any more.
    Removed,
    /// State of a job is lost.
    StateRisk,
    /// The API server refuses it.
    NotApplicable,
}

impl Effect {
    /// All, in their order, with how machines and people name them.
    pub const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::None, "none", "no effect"),
        (Self::InPlace, "in-place", "in place"),
        (Self::Added, "added", "added"),
        (Self::JobRuns, "job-runs", "a Job runs"),
        (Self::PodsRestart, "pods-restart", "pods restart"),
        (Self::TaskManagersRestart, "taskmanagers-restart", "TaskManagers restart"),
        (Self::JobManagerRestarts, "jobmanager-restarts", "JobManager restarts"),
        (Self::Resubmitted, "resubmitted", "job resubmitted"),
        (Self::Removed, "removed", "removed"),
        (Self::StateRisk, "state-risk", "state at risk"),
        (Self::NotApplicable, "not-applicable", "cannot be applied"),
    ];

    /// What is refused unless somebody wants it otherwise.
    pub const REFUSED: [Self; 2] = [Self::StateRisk, Self::NotApplicable];

    /// One word, for machines.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(effect, ..)| *effect == self).map_or("", |(_, word, _)| word)
    }

    /// For people.
    pub fn phrase(self) -> &'static str {
        Self::ALL.iter().find(|(effect, ..)| *effect == self).map_or("", |(_, _, phrase)| phrase)
    }
}

/// One object of a rendering.
#[derive(Debug, Clone)]
pub struct Manifest<'a> {
    /// `apps/v1`
    pub api_version: &'a str,
    /// `Deployment`
    pub kind: &'a str,
    /// None: where it is applied.
    pub namespace: Option<&'a str>,
    /// `metadata.name`
    pub name: &'a str,
    /// Its YAML.
    pub text: Cow<'a, str>,
    /// What declares it.
    pub source: &'a Arc<Source>,
    /// Where.
    pub span: Span,
}

/// What identifies an object, in whatever version of its API: group, kind, namespace, name.
pub type Identity<'a> = (&'a str, &'a str, Option<&'a str>, &'a str);

impl<'a> Manifest<'a> {
    /// What identifies it.
    pub fn identity(&self) -> Identity<'a> {
        let group = self.api_version.split_once('/').map_or("", |(group, _)| group);
        (group, self.kind, self.namespace, self.name)
    }
}

/// A cluster and its objects.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The cluster.
    pub cluster: &'a Cluster,
    /// Its objects.
    pub objects: Vec<Manifest<'a>>,
}

/// The compiler, as far as reviews need it.
pub trait Compiler: Sync {
    /// A manifest's tree.
    fn tree(&self, text: &str) -> Node;
    /// The objects of a FlinkCluster, in the namespace it would have: kind, name and text; none when it is refused.
    fn objects(&self, cluster: &Node) -> Option<Vec<(String, String, String)>>;
}

/// The two sides of one cluster; one is missing when it is new, or gone.
#[derive(Debug)]
pub struct Pair<'a> {
    /// Before.
    pub base: Option<&'a Subject<'a>>,
    /// After.
    pub head: Option<&'a Subject<'a>>,
}

/// What happens to a cluster as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
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
    pub change: Change,
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
    /// A permission to lose state that gives no reason.
    pub empty_reason: Option<Span>,
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
}

/// Which cluster of one side is which of the other: by namespace and name; what is left, by name, then by its job;
/// a job that still ran, by its program, and by being the only one.
pub fn pairs<'a>(base: &'a [Subject<'a>], head: &'a [Subject<'a>]) -> Vec<Pair<'a>> {
    let title =
        |subject: &Subject<'_>| (subject.cluster.namespace.clone(), subject.cluster.name.value.clone());
    let mut old: BTreeMap<_, _> = base.iter().map(|subject| (title(subject), subject)).collect();
    let mut pairs: Vec<_> =
        head.iter().map(|head| Pair { base: old.remove(&title(head)), head: Some(head) }).collect();
    type Key = fn(&Cluster) -> Option<String>;
    let keys: [Key; 5] = [|cluster| Some(cluster.name.value.clone()), job, neighbour, program, running];
    for key in keys {
        let alone = |key: Key, subjects: Vec<&'a Subject<'a>>| {
            let mut counts: BTreeMap<String, Vec<&'a Subject<'a>>> = BTreeMap::new();
            for subject in subjects {
                counts.entry(key(subject.cluster).unwrap_or_default()).or_default().push(subject);
            }
            counts.retain(|key, subjects| subjects.len() == 1 && !key.is_empty());
            counts
        };
        let gone = alone(key, old.values().copied().collect());
        let new = alone(
            key,
            pairs.iter().filter(|pair| pair.base.is_none()).filter_map(|pair| pair.head).collect(),
        );
        for pair in pairs.iter_mut().filter(|pair| pair.base.is_none()) {
            let key = pair.head.and_then(|head| key(head.cluster)).unwrap_or_default();
            if let (Some(gone), true) = (gone.get(&key), new.contains_key(&key)) {
                pair.base = gone.first().and_then(|subject| old.remove(&title(subject)));
            }
        }
    }
    pairs.extend(old.into_values().map(|base| Pair { base: Some(base), head: None }));
    pairs
}

/// What a job is, wherever it runs.
fn job(cluster: &Cluster) -> Option<String> {
    written(cluster, &["jarFile", "className", "args"])
}

/// The same with other arguments, in the same namespace.
fn neighbour(cluster: &Cluster) -> Option<String> {
    let namespace = cluster.namespace.as_deref().unwrap_or_default();
    program(cluster).map(|program| format!("{namespace} {program}"))
}

/// The same with other arguments. A job that was cancelled may go.
fn program(cluster: &Cluster) -> Option<String> {
    running(cluster).and_then(|_| written(cluster, &["jarFile", "className"]))
}

/// A job that runs is as good as any other: of one that goes and one that comes, people think of one.
fn running(cluster: &Cluster) -> Option<String> {
    cluster.job.as_ref().filter(|job| !job.cancel_requested).map(|_| "running".to_owned())
}

fn written(cluster: &Cluster, keys: &[&str]) -> Option<String> {
    let job = cluster.resource.get("spec")?.get("job")?;
    let parts: Vec<_> = keys.iter().map(|key| job.get(key).map(inline).unwrap_or_default()).collect();
    Some(parts.join(" "))
}

/// What a change does to one cluster; none when nothing of it changed.
pub fn cluster(pair: &Pair<'_>, compiler: &dyn Compiler) -> Option<ClusterReview> {
    let shown = pair.head.or(pair.base)?;
    let mut objects = object::changes(manifests(pair.base), manifests(pair.head), true, compiler);
    let fields = match (pair.base, pair.head) {
        (Some(base), Some(head)) => cause::fields(base, head, &mut objects, compiler),
        _ => Vec::new(),
    };
    if pair.base.is_some() && pair.head.is_some() && objects.is_empty() && fields.is_empty() {
        return None;
    }
    let change = match (pair.base, pair.head) {
        (Some(base), Some(head)) if base.cluster.title() != head.cluster.title() => {
            Change::Moved(base.cluster.title())
        }
        (Some(_), Some(_)) => Change::Changed,
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
    };
    let (state, start) = state::of(pair.base.map(|it| it.cluster), pair.head.map(|it| it.cluster), &objects);
    let mut effects: BTreeSet<_> = match change {
        Change::Added => [Effect::Added].into(),
        Change::Removed => [Effect::Removed].into(),
        Change::Moved(_) => [Effect::Added, Effect::Removed].into(),
        Change::Changed => objects.iter().map(|object| object.effect).collect(),
    };
    if matches!(state, State::Lost { allowed: None, .. }) {
        effects.insert(Effect::StateRisk);
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
        empty_reason: empty.filter(|text| reason::essence(&text.value).is_empty()).map(|text| text.span),
        fields,
        objects,
    })
}

fn manifests<'a>(subject: Option<&'a Subject<'a>>) -> &'a [Manifest<'a>] {
    subject.map_or(&[], |subject| &subject.objects)
}

/// What a change does to objects that are no cluster's.
pub fn others(base: &[Manifest<'_>], head: &[Manifest<'_>], compiler: &dyn Compiler) -> Vec<ObjectChange> {
    object::changes(base, head, false, compiler)
}

/// A text without what says only which rendering it is from.
fn body(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with(labels::RENDER_HASH))
}
