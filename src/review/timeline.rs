//! A change of a cluster as the order in which it happens: its waves, what becomes of the job in each, and how long the pods of
//! Flink may be away, as far as their own fields say.

use std::collections::BTreeMap;

use super::cluster::{ClusterChange, ClusterReview};
use super::effect::Effect;
use super::manifest::{Manifest, Subject};
use super::object::{ObjectChange, What};
use super::state::{Start, State};
use crate::k8s::names;
use crate::k8s::role::Role;
use crate::k8s::workload::Workload;
use crate::tree::Node;

/// When objects are applied; what is gone goes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// The number of their wave.
    Wave(i32),
    /// When they are pruned.
    Pruned,
}

/// What the job does during a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// There is none, or none that this wave touches.
    Nothing,
    /// It runs on.
    Runs,
    /// It is stopped, with a savepoint.
    Saved,
    /// It is stopped, without one.
    Cancelled,
    /// It ends, with its cluster.
    Ends,
    /// It does not run.
    Paused,
    /// Its pods are replaced: Flink restarts it.
    Interrupted,
    /// It starts.
    Starts,
}

/// Objects that are applied together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    /// When.
    pub when: When,
    /// What the job does.
    pub lane: Lane,
    /// The objects: their places in the list of changed objects.
    pub objects: Vec<usize>,
}

/// A part of the time in which pods are away, in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `the JobManager's pod ends`
    pub what: String,
    /// At least.
    pub least: u64,
    /// At most, before Kubernetes ends it; none where nothing says.
    pub most: Option<u64>,
    /// What says so.
    pub source: String,
}

/// How long pods of Flink are away, in seconds: what their manifests say, and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// At least.
    pub least: u64,
    /// At most; none where a part has no limit.
    pub most: Option<u64>,
    /// Its parts, process by process: the processes restart side by side.
    pub parts: Vec<Part>,
    /// Whether a savepoint comes first.
    pub saves: bool,
}

/// The waves of a change, in their order. `sides`: the cluster before and after.
pub fn waves(review: &ClusterReview, sides: (Option<&Subject<'_>>, Option<&Subject<'_>>)) -> Vec<Wave> {
    let mut all: BTreeMap<When, Vec<usize>> = BTreeMap::new();
    for (n, object) in review.objects.iter().enumerate() {
        let when = match object.what {
            What::Removed => When::Pruned,
            What::Added | What::Changed | What::Replaced(_) => {
                When::Wave(after(object, sides.1).and_then(Manifest::wave).unwrap_or_default())
            }
        };
        all.entry(when).or_default().push(n);
    }
    let jobs = Jobs {
        // Others may have submitted some.
        before: sides.0.is_some_and(|base| base.cluster.job.is_none()),
        after: sides.1.is_some_and(|head| head.cluster.job.is_some()),
    };
    let mut is_up = sides.0.is_some_and(runs);
    let all = all.into_iter().map(|(when, objects)| {
        let changes: Vec<_> = objects.iter().filter_map(|n| review.objects.get(*n)).collect();
        let lane = lane(review, when, &changes, &jobs, &mut is_up);
        Wave { when, lane, objects }
    });
    all.collect()
}

/// Whose jobs run.
struct Jobs {
    /// The older side is a session cluster.
    before: bool,
    /// The newer side has a job of its own.
    after: bool,
}

/// Whether a cluster has a job that is meant to run.
fn runs(subject: &Subject<'_>) -> bool {
    subject.cluster.job.as_ref().is_some_and(|job| !job.cancel_requested)
}

/// What the job does in a wave; `is_up`: whether it runs, before and after.
fn lane(
    review: &ClusterReview,
    when: When,
    changes: &[&ObjectChange],
    jobs: &Jobs,
    is_up: &mut bool,
) -> Lane {
    let has = |role: Role, effects: &[Effect]| {
        changes.iter().any(|object| object.role == Some(role) && effects.contains(&object.effect))
    };
    let was_up = *is_up;
    if was_up && matches!(review.state, State::Refused { .. }) {
        return Lane::Runs;
    }
    match (&review.change, when) {
        (ClusterChange::Removed | ClusterChange::Moved(_), When::Pruned) => {
            return if was_up { Lane::Ends } else { Lane::Nothing };
        }
        (ClusterChange::Removed | ClusterChange::Moved(_), When::Wave(_))
        | (ClusterChange::Added | ClusterChange::Changed, _) => {}
    }
    let resubmitted = review.effects.contains(&Effect::Resubmitted);
    if (was_up || jobs.before) && has(Role::Prepare, &[Effect::JobRuns]) && resubmitted {
        *is_up = false;
        return match review.start {
            Some(Start::Taken(_)) => Lane::Saved,
            Some(
                Start::Newest | Start::Checkpoint | Start::Cancelled | Start::Savepoint(_) | Start::Nothing,
            )
            | None => Lane::Cancelled,
        };
    }
    let cancels = if review.cancels_by_roll_out() { Role::Prepare } else { Role::Cancel };
    if was_up && has(cancels, &[Effect::JobRuns]) {
        *is_up = false;
        return if matches!(review.state, State::Kept(_)) { Lane::Saved } else { Lane::Cancelled };
    }
    // One that was cancelled starts by its submitter, as it stands.
    let resumes = !was_up
        && review.start.is_some()
        && changes.iter().any(|object| object.role == Some(Role::Submitter) && object.what == What::Changed);
    if has(Role::Submitter, &[Effect::Resubmitted]) || resumes {
        *is_up = true;
        return Lane::Starts;
    }
    let restarts = [Effect::JobManagerRestarts, Effect::TaskManagersRestart];
    let is_same = review.change == ClusterChange::Changed;
    if was_up && is_same && (has(Role::JobManager, &restarts) || has(Role::TaskManager, &restarts)) {
        // A job that nobody submits again ends with its JobManager, unless Flink keeps it.
        let is_kept = matches!(review.state, State::Kept(_));
        let is_lost = matches!(review.state, State::Lost { .. });
        let ends = has(Role::JobManager, &restarts) && !is_kept && (is_lost || !jobs.after);
        *is_up = !ends;
        return if ends { Lane::Ends } else { Lane::Interrupted };
    }
    let starts = review.start.is_some();
    match was_up {
        true => Lane::Runs,
        false if starts => Lane::Paused,
        false => Lane::Nothing,
    }
}

/// The object of a change, in a side where it is still, or already.
pub fn before<'a>(change: &ObjectChange, side: Option<&'a Subject<'a>>) -> Option<&'a Manifest<'a>> {
    let name = match &change.what {
        What::Replaced(before) => before,
        What::Added | What::Removed | What::Changed => &change.name,
    };
    find(change, name, &side?.objects)
}

/// The object of a change in the newer side.
pub fn after<'a>(change: &ObjectChange, side: Option<&'a Subject<'a>>) -> Option<&'a Manifest<'a>> {
    find(change, &change.name, &side?.objects)
}

fn find<'a>(change: &ObjectChange, name: &str, objects: &'a [Manifest<'a>]) -> Option<&'a Manifest<'a>> {
    let (group, kind, namespace, _) = change.identity();
    objects.iter().find(|object| {
        let (its_group, its_kind, its_namespace, its_name) = object.identity();
        (its_group, its_kind, its_name) == (group, kind, name)
            && (its_namespace.is_none() || its_namespace == namespace)
    })
}

/// How long pods are away; none when none of Flink's restarts.
pub fn pause(review: &ClusterReview, sides: (Option<&Subject<'_>>, Option<&Subject<'_>>)) -> Option<Pause> {
    let restarts = [Effect::JobManagerRestarts, Effect::TaskManagersRestart];
    let changed = review.objects.iter().filter(|object| {
        restarts.contains(&object.effect) && object.what == What::Changed && Workload::is(&object.kind)
    });
    let (mut parts, mut least, mut most) = (Vec::new(), 0, Some(0));
    for object in changed {
        let (Some(old), Some(new)) = (before(object, sides.0), after(object, sides.1)) else { continue };
        let (who, container) = match object.role {
            Some(Role::JobManager) => ("JobManager", names::JOB_MANAGER),
            _ => ("TaskManagers", names::TASK_MANAGER),
        };
        let own = [end(who, object, old.tree), start(who, object, new.tree, container)];
        least = least.max(own.iter().map(|part| part.least).sum());
        let together = own.iter().try_fold(0u64, |sum, part| Some(sum.saturating_add(part.most?)));
        most = most.zip(together).map(|(one, other)| one.max(other));
        parts.extend(own);
    }
    let saves = matches!(review.start, Some(Start::Taken(_)));
    (!parts.is_empty()).then_some(Pause { least, most, parts, saves })
}

/// Kubernetes' default, in seconds.
const GRACE: u64 = 30;

fn end(who: &str, object: &ObjectChange, tree: &Node) -> Part {
    let what = format!("{who}: the old pods end");
    let field = "terminationGracePeriodSeconds";
    let written = pod(tree).and_then(|pod| number(pod, field));
    let source = match written {
        Some(_) => format!("`{field}` of {} {}", object.kind, object.name),
        None => format!("`{field}` is not written in {} {}: Kubernetes' default", object.kind, object.name),
    };
    Part { what, least: 0, most: Some(written.unwrap_or(GRACE)), source }
}

fn start(who: &str, object: &ObjectChange, tree: &Node, container: &str) -> Part {
    let what = format!("{who}: the new pods start");
    let of = format!("of {} {}", object.kind, object.name);
    let named = |node: &&Node| node.get("name").and_then(Node::as_str) == Some(container);
    let container = pod(tree).and_then(|pod| pod.get("containers")?.as_list()?.iter().find(named));
    let probe = |name| container.and_then(|container| container.get(name));
    let delay = |probe: &Node| number(probe, "initialDelaySeconds").unwrap_or(0);
    // A pod is not ready before its probes were asked.
    let least = ["startupProbe", "readinessProbe"].iter().filter_map(|name| probe(name).map(delay)).max();
    let least = least.unwrap_or(0);
    let Some(startup) = probe("startupProbe") else {
        return Part {
            what,
            least,
            most: None,
            source: format!("no `startupProbe` {of}: nothing limits it"),
        };
    };
    let (period, failures) =
        (number(startup, "periodSeconds").unwrap_or(10), number(startup, "failureThreshold").unwrap_or(3));
    let most = period.saturating_mul(failures).saturating_add(delay(startup));
    let source = format!(
        "`startupProbe` {of}: {failures} times each {period} s; a container that is not up by then is started again"
    );
    Part { what, least, most: Some(most.max(least)), source }
}

fn pod(tree: &Node) -> Option<&Node> {
    tree.get("spec")?.get("template")?.get("spec")
}

fn number(node: &Node, key: &str) -> Option<u64> {
    node.get(key)?.scalar()?.parse().ok()
}
