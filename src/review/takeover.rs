//! Taking over what the operator made: what applying a rendering does to what there is, object by object.

use std::collections::{BTreeMap, BTreeSet};

use super::adopt::{Adoption, adoption, cluster, modern, owners};
use super::effect::Effect;
use super::hazard::{Hazard, Process, Submission, is_job_id};
use super::manifest::Manifest;
use super::object::ObjectChange;
use super::total::Side;
use crate::fleet::Profile;
use crate::flink::state::AVAILABILITY_LABEL;
use crate::k8s::object::{CLAIM, CONFIG_MAP, STATEFUL_SET, group};
use crate::k8s::resource::{GROUP, KIND};
use crate::k8s::role::Role;
use crate::k8s::workload::Workload;
use crate::tree::path::Path;
use crate::tree::{Node, Value};

/// A rendering over a cluster's live objects.
#[derive(Debug)]
pub struct Takeover<'a> {
    /// The objects of the rendering, by cluster.
    pub rows: Vec<Row<'a>>,
    /// Clusters of which nothing is there.
    pub missing: Vec<&'a Profile>,
    /// Live objects of clusters that are in no rendering.
    pub left: Vec<Left>,
}

/// One object of the rendering, and what it meets.
#[derive(Debug)]
pub struct Row<'a> {
    /// The object.
    pub object: Manifest<'a>,
    /// What happens to it.
    pub adoption: Adoption,
    /// How it is taken over.
    pub way: Way,
    /// What applying it does, taken over in this way.
    pub effect: Effect,
    /// What that does to a job that runs.
    pub hazard: Option<Hazard>,
    /// The state of its cluster's job, as the operator noted it: `Running`.
    pub job: Option<String>,
    /// Who owns what there is: `FlinkCluster orders`.
    pub owners: Vec<String>,
    /// It is being deleted.
    pub leaving: bool,
}

/// How an object is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is applied.
    Applied,
    /// It is made again around its pods and claims: the operator made its FlinkCluster the owner of the claims, in templates
    /// that cannot be changed.
    MadeAgain,
    /// It is left as it is: it is a JobManager whose job has an id that the operator chose, and cannot be changed.
    LeftAlone,
}

/// What identifies a live object.
#[derive(Debug)]
pub struct Left {
    /// `apps`; empty for the core group.
    pub group: String,
    /// `Deployment`
    pub kind: String,
    /// Empty for what has none.
    pub namespace: String,
    /// `metadata.name`
    pub name: String,
    /// Who owns it: `FlinkCluster orders`.
    pub owners: Vec<String>,
    /// Who looks after it.
    pub keeper: Keeper,
}

/// Who looks after an object that is in no rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// A StatefulSet, which makes claims.
    StatefulSet,
    /// Flink itself.
    Flink,
    /// Nobody, without the operator.
    Nobody,
}

type Known<'a> = BTreeMap<(&'a str, &'a str, &'a str, &'a str), &'a Node>;

impl<'a> Takeover<'a> {
    /// Of the rendering's objects, and of the live ones.
    pub fn of(side: Side<'a>, live: &[Node]) -> Self {
        let live: Vec<_> = live.iter().map(modern).collect();
        let known: Known<'_> = live.iter().map(|node| (identity(node), node)).collect();
        let Side { clusters, others } = side;
        let of_clusters = clusters.iter().flat_map(|subject| &subject.objects);
        let ours: BTreeSet<_> = of_clusters
            .chain(&others)
            .map(|object| (group(object.api_version), object.kind, object.name))
            .collect();
        // Pods and ReplicaSets are their Deployment's, and so on.
        let is_ours = |node: &Node| {
            let (group, kind, _, name) = identity(node);
            let owners = owners(node);
            let of_other = !owners.is_empty() && !owners.iter().any(|owner| is_cluster(owner));
            ours.contains(&(group, kind, name)) || of_other
        };
        let of_operator = |node: &&Node| {
            let (group, kind, ..) = identity(node);
            (group, kind) == (GROUP, KIND)
                || cluster(node).is_some()
                || owners(node).iter().any(|one| is_cluster(one))
        };
        let left = live.iter().filter(of_operator).filter(|node| !is_ours(node)).map(Left::of).collect();
        let (mut rows, mut missing) = (Vec::new(), Vec::new());
        for subject in clusters {
            let is_there = subject.objects.iter().any(|object| find(object, &known).is_some());
            let resource = subject.objects.iter().find(|object| object.kind == KIND);
            let job = resource.and_then(|object| find(object, &known)).and_then(job_state);
            if !is_there {
                missing.push(subject.cluster);
            }
            let around = Around { name: &subject.cluster.name.value, is_there, job };
            rows.extend(subject.objects.into_iter().map(|object| row(object, &known, Some(&around))));
        }
        rows.extend(others.into_iter().map(|object| row(object, &known, None)));
        Self { rows, missing, left }
    }

    /// Whether it must not be done as it is.
    pub fn is_bad(&self) -> bool {
        let bad = |row: &Row<'_>| row.is_bad() || matches!(row.adoption, Adoption::New);
        self.rows.iter().any(bad)
    }
}

impl Row<'_> {
    /// Whether something restarts, is submitted, goes, or cannot be applied.
    pub fn is_bad(&self) -> bool {
        self.effect > Effect::JobRuns || self.leaving
    }
}

impl Left {
    fn of(node: &Node) -> Self {
        let (group, kind, namespace, name) = identity(node);
        let keeper = match kind {
            kind if kind == CLAIM.1 => Keeper::StatefulSet,
            kind if kind == CONFIG_MAP.1 && is_availability(node) => Keeper::Flink,
            _ => Keeper::Nobody,
        };
        let [group, kind, namespace, name] = [group, kind, namespace, name].map(str::to_owned);
        Self { group, kind, namespace, name, owners: owners(node), keeper }
    }
}

/// Whether an owner is a FlinkCluster: with it, garbage collection takes what it owns.
pub fn is_cluster(owner: &str) -> bool {
    owner.split_once(' ').is_some_and(|(kind, _)| kind == KIND)
}

/// Whether Flink keeps its high availability in it.
fn is_availability(node: &Node) -> bool {
    let (key, value) = AVAILABILITY_LABEL;
    let label = node.get("metadata").and_then(|node| node.get("labels")?.get(key)?.as_str());
    label == Some(value)
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}

fn identity(node: &Node) -> (&str, &str, &str, &str) {
    let metadata = node.get("metadata");
    let of = |key| metadata.map_or("", |node| text(node, key));
    (group(text(node, "apiVersion")), text(node, "kind"), of("namespace"), of("name"))
}

/// `Running`
fn job_state(cluster: &Node) -> Option<String> {
    let state = cluster.get("status")?.get("components")?.get("job")?.get("state")?.as_str()?;
    Some(state.to_owned()).filter(|state| !state.is_empty())
}

const OTHER_PODS: &str = "write into the FlinkCluster the labels that run; made again, it would start other pods beside those that run";

/// What is known of an object's cluster.
struct Around<'a> {
    name: &'a str,
    /// Whether anything of it is there.
    is_there: bool,
    job: Option<String>,
}

fn find<'a>(object: &Manifest<'_>, known: &Known<'a>) -> Option<&'a Node> {
    let namespace = object.namespace.unwrap_or_default();
    known.get(&(group(object.api_version), object.kind, namespace, object.name)).copied()
}

fn row<'a>(object: Manifest<'a>, known: &Known<'_>, around: Option<&Around<'_>>) -> Row<'a> {
    let role = around.and_then(|around| Role::of(around.name, object.name));
    let job = around.and_then(|around| around.job.clone());
    let hazard = Hazard::of_object(object.tree);
    let mut row = Row {
        object,
        adoption: Adoption::New,
        way: Way::Applied,
        effect: Effect::None,
        hazard,
        job,
        owners: Vec::new(),
        leaving: false,
    };
    let Some(live) = find(&row.object, known) else {
        let of_job = role.filter(|_| around.is_some_and(|around| around.is_there));
        row.hazard = row.hazard.or_else(|| Hazard::of_missing(row.object.kind, of_job?));
        row.effect = row.hazard.as_ref().map_or(Effect::None, effect);
        return row;
    };
    row.owners = owners(live);
    row.leaving = live.get("metadata").is_some_and(|node| node.get("deletionTimestamp").is_some());
    let kind = (row.object.api_version, row.object.kind);
    row.adoption = adoption(kind, live, row.object.tree, role);
    let Adoption::Changes(change) = &mut row.adoption else { return row };
    let selector = Path::of_fields("spec.selector");
    if let Some(refusal) = &mut change.refusal
        && Workload::is(row.object.kind)
        && change.differences.iter().any(|difference| difference.path.is_in(&selector))
    {
        refusal.way_out = OTHER_PODS;
    }
    // What is left to change when it was made again.
    let beside = unowned(live, change).map(|live| adoption(kind, &live, row.object.tree, role));
    let applied = match &beside {
        Some(Adoption::Changes(beside)) if beside.refusal.is_none() => Some(&**beside),
        Some(Adoption::Changes(_)) | None => Some(&**change),
        Some(Adoption::Same | Adoption::New) => None,
    };
    row.effect = applied.map_or(Effect::None, |change| change.effect);
    let of_job = role.zip(applied);
    let of_job = of_job.and_then(|(role, change)| Hazard::of_change(change, role, live, row.object.tree));
    row.hazard = row.hazard.or(of_job);
    if beside.is_some() && row.effect != Effect::NotApplicable {
        row.way = Way::MadeAgain;
    }
    match &row.hazard {
        Some(Hazard::Differs { submission, savepoint: _ }) => {
            if *submission == Submission::Standalone && is_job_id(change) {
                (row.way, row.effect, row.hazard) = (Way::LeftAlone, Effect::None, None);
            } else if let Some(refusal) = &mut change.refusal {
                refusal.way_out = submission.way_out();
            }
        }
        Some(hazard @ (Hazard::Submits(_) | Hazard::Fewer { .. } | Hazard::ScalesNothing)) => {
            row.effect = row.effect.max(effect(hazard))
        }
        None => {}
    }
    row
}

/// What becomes of the job, in a word.
fn effect(hazard: &Hazard) -> Effect {
    match hazard {
        Hazard::ScalesNothing => Effect::None,
        Hazard::Submits(_) => Effect::Resubmitted,
        Hazard::Differs { submission: _, savepoint: _ } => Effect::NotApplicable,
        Hazard::Fewer { process: Process::JobManager, live: _, ours: _ } => Effect::JobManagerRestarts,
        Hazard::Fewer { process: Process::TaskManager, live: _, ours: _ } => Effect::TaskManagersRestart,
    }
}

/// A StatefulSet without the owners in its templates of claims; none when these are not what changes.
fn unowned(live: &Node, change: &ObjectChange) -> Option<Node> {
    let templates = Path::of_fields("spec.volumeClaimTemplates");
    let is_owner = |path: &Path| path.is_in(&templates) && path.own_key() == "ownerReferences";
    let owned = change.differences.iter().any(|difference| is_owner(&difference.path));
    if change.kind != STATEFUL_SET.1 || !owned {
        return None;
    }
    let mut live = live.clone();
    let Value::Map(map) = &mut live.value else { return None };
    let Some(Value::Map(spec)) = map.get_mut("spec") else { return None };
    let Some(Value::List(claims)) = spec.get_mut("volumeClaimTemplates") else { return None };
    for claim in claims {
        if let Value::Map(claim) = &mut claim.value
            && let Some(Value::Map(metadata)) = claim.get_mut("metadata")
        {
            metadata.0.retain(|entry| entry.key != "ownerReferences");
        }
    }
    Some(live)
}
