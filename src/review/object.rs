//! One object before and after: what differs, and what that does.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::claims::Claims;
use super::difference::{self, Difference};
use super::effect::Effect;
use super::manifest::{Identity, Manifest};
use crate::diagnostic::Source;
use crate::flink::credentials;
use crate::k8s::object::{DAEMON_SET, DEPLOYMENT, JOB, SECRET, STATEFUL_SET, group};
use crate::k8s::quantity::Quantity;
use crate::k8s::role::Role;
use crate::k8s::workload::Workload;
use crate::k8s::{labels, update};
use crate::tree::path::{Path, Step};
use crate::tree::{Node, Value};

/// What happens to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there before and after.
    Changed,
    /// It is gone, and another one of this former name's role is there.
    Replaced(String),
}

/// A change of one object.
#[derive(Debug)]
pub struct ObjectChange {
    /// `apps/v1`
    pub api_version: String,
    /// `Deployment`
    pub kind: String,
    /// None: where it is applied.
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// What happens to it.
    pub what: What,
    /// What that does.
    pub effect: Effect,
    /// The field that cannot change, and what to do.
    pub refusal: Option<update::Refusal>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What it does in its cluster; none for other objects.
    pub role: Option<Role>,
    /// What becomes of the claims that it made, when it goes or makes them no more.
    pub claims: Option<Claims>,
    /// What declares it, before and after: nothing is shown that is a credential there.
    pub sources: Vec<Arc<Source>>,
}

/// The changes of objects, in the order of the newer ones, then what is gone. `clusters`: whose they are, before and after.
pub fn changes(
    base: &[Manifest<'_>],
    head: &[Manifest<'_>],
    clusters: Option<(&str, &str)>,
) -> Vec<ObjectChange> {
    let role = |name: &str| clusters.and_then(|(_, cluster)| Role::of(cluster, name));
    let role_before = |name: &str| clusters.and_then(|(cluster, _)| Role::of(cluster, name));
    let mut old: BTreeMap<_, _> = base.iter().map(|object| (object.identity(), object)).collect();
    // In the order of the newer objects.
    let (mut changes, mut new) = (Vec::new(), Vec::new());
    for (place, object) in head.iter().enumerate() {
        match old.remove(&object.identity()) {
            None => new.push((place, object)),
            Some(before) if is_same(before.tree, object.tree) => {}
            Some(before) => {
                let change = changed(before, object, What::Changed, role(object.name));
                changes.extend(change.map(|change| (place, change)));
            }
        }
    }
    // In the order of the input, whatever their names.
    let mut gone: Vec<_> = base.iter().filter(|object| old.contains_key(&object.identity())).collect();
    for (place, object) in new {
        let own = role(object.name);
        let successor = own.filter(|_| object.kind == JOB.1).and_then(|own| {
            let same = |before: &&Manifest<'_>| {
                before.kind == object.kind
                    && before.namespace == object.namespace
                    && role_before(before.name) == Some(own)
            };
            gone.iter().position(same).map(|n| gone.remove(n))
        });
        let change = match successor {
            Some(before) => changed(before, object, What::Replaced(before.name.to_owned()), own),
            None => Some(alone(object, What::Added, clusters.is_some(), own)),
        };
        changes.extend(change.map(|change| (place, change)));
    }
    changes.sort_by_key(|(place, _)| *place);
    let mut changes: Vec<_> = changes.into_iter().map(|(_, change)| change).collect();
    let removed =
        |object: &Manifest<'_>| alone(object, What::Removed, clusters.is_some(), role_before(object.name));
    changes.extend(gone.into_iter().map(removed));
    exchanged(&mut changes);
    changes
}

/// A workload of another kind in the place of one: other pods run, as after a restart. A JobManager may be a Job's.
fn exchanged(changes: &mut [ObjectChange]) {
    let is_workload = |kind: &str| kind == JOB.1 || Workload::is(kind);
    let roles = |wanted: What| {
        let all = changes.iter().filter(move |change| is_workload(&change.kind) && change.what == wanted);
        all.filter_map(|change| change.role).collect::<Vec<_>>()
    };
    let (added, removed) = (roles(What::Added), roles(What::Removed));
    for change in changes.iter_mut().filter(|change| is_workload(&change.kind)) {
        let both = |role: &Role| added.contains(role) && removed.contains(role);
        match change.role.filter(both) {
            Some(Role::JobManager) => change.effect = Effect::JobManagerRestarts,
            Some(Role::TaskManager) => change.effect = Effect::TaskManagersRestart,
            Some(
                Role::Submitter
                | Role::Savepoint
                | Role::Cancel
                | Role::Prepare
                | Role::Scale
                | Role::AutoSavepoint
                | Role::Dispose,
            )
            | None => {}
        }
    }
}

/// What a change does to objects that are no cluster's.
pub fn others(base: &[Manifest<'_>], head: &[Manifest<'_>]) -> Vec<ObjectChange> {
    changes(base, head, None)
}

/// Whether two objects are the same but for the annotation that says only which rendering they are from.
pub fn is_same(a: &Node, b: &Node) -> bool {
    is_same_but("metadata", a, b, |a, b| {
        is_same_but("annotations", a, b, |a, b| is_same_but(labels::RENDER_HASH, a, b, |_, _| true))
    })
}

/// Whether two mappings are the same, and what they have under one key, if both have it, is `alike`.
fn is_same_but(key: &str, a: &Node, b: &Node, alike: impl Fn(&Node, &Node) -> bool) -> bool {
    let (Value::Map(a), Value::Map(b)) = (&a.value, &b.value) else { return a.is_same(b) };
    let others = b.by_key();
    let mut all = a.0.iter().map(|entry| match others.get(entry.key.as_ref()) {
        Some(other) if entry.key == key => alike(&entry.value, &other.value),
        Some(other) => entry.value.is_same(&other.value),
        None => false,
    });
    a.0.len() == b.0.len() && all.all(|same| same)
}

fn alone(object: &Manifest<'_>, what: What, owned: bool, role: Option<Role>) -> ObjectChange {
    let effect = match (&what, role) {
        (What::Added, Some(Role::Submitter)) if submits(object) => Effect::Resubmitted,
        (What::Added, Some(Role::Savepoint | Role::Cancel | Role::Prepare | Role::Scale)) => Effect::JobRuns,
        (
            What::Added,
            Some(
                Role::JobManager | Role::TaskManager | Role::AutoSavepoint | Role::Dispose | Role::Submitter,
            )
            | None,
        )
        | (What::Removed | What::Changed | What::Replaced(_), _)
            if owned =>
        {
            Effect::InPlace
        }
        (What::Removed, _) => Effect::Removed,
        (What::Added | What::Changed | What::Replaced(_), _) => Effect::Added,
    };
    let claims = match what {
        What::Removed => Claims::of_removed(object.kind, object.tree),
        What::Added | What::Changed | What::Replaced(_) => None,
    };
    ObjectChange {
        api_version: object.api_version.to_owned(),
        kind: object.kind.to_owned(),
        namespace: object.namespace.map(ToOwned::to_owned),
        name: object.name.to_owned(),
        what,
        effect,
        refusal: None,
        differences: Vec::new(),
        role,
        claims,
        sources: vec![Arc::clone(object.source)],
    }
}

/// Whether a submitter runs: it is suspended while its job is cancelled.
fn submits(submitter: &Manifest<'_>) -> bool {
    let suspended = submitter.tree.get("spec").and_then(|spec| spec.get("suspend"));
    !suspended.is_some_and(|it| matches!(it.value, Value::Bool(true)))
}

fn changed(
    before: &Manifest<'_>,
    object: &Manifest<'_>,
    what: What,
    role: Option<Role>,
) -> Option<ObjectChange> {
    let replaced = matches!(what, What::Replaced(_));
    let kind = (object.api_version, object.kind);
    let mut change = ObjectChange { what, ..compare(kind, before.tree, object.tree, role)? };
    change.name = object.name.to_owned();
    change.sources = vec![Arc::clone(before.source), Arc::clone(object.source)];
    if replaced {
        let name = Path::of_fields("metadata.name");
        change.differences.retain(|difference| difference.path != name);
        change.refusal = None;
        change.effect = match change.role {
            Some(Role::Submitter) if submits(object) => Effect::Resubmitted,
            // Where the JobManager runs the job, a roll-out to none of it cancels it.
            Some(Role::Submitter) => Effect::InPlace,
            _ => Effect::JobRuns,
        };
    }
    change.namespace = object.namespace.or(before.namespace).map(ToOwned::to_owned);
    Some(change)
}

/// What it does to change an object that is there, of this role, to another one of its name; none when nothing differs.
pub fn compare(
    (api_version, kind): (&str, &str),
    base: &Node,
    head: &Node,
    role: Option<Role>,
) -> Option<ObjectChange> {
    let mut differences = difference::between(base, head);
    differences.retain(|difference| !is_bookkeeping(&difference.path) && !is_same_amount(difference));
    if differences.is_empty() {
        return None;
    }
    let refusal = differences.iter().find_map(|difference| {
        let Difference { path, base: from, head: to, .. } = difference;
        update::refused((api_version, kind), base, &path.to_string(), (from.as_ref(), to.as_ref()))
    });
    let refusal = refusal.filter(|_| !is_made_anew(head));
    let template = Path::of_fields("spec.template");
    let restarts = differences.iter().any(|difference| difference.path.is_in(&template))
        && [DEPLOYMENT.1, STATEFUL_SET.1, DAEMON_SET.1].contains(&kind);
    let effect = match (&refusal, role) {
        (Some(_), _) => Effect::NotApplicable,
        (None, Some(Role::JobManager)) if restarts => Effect::JobManagerRestarts,
        (None, Some(Role::TaskManager)) if restarts => Effect::TaskManagersRestart,
        (None, _) if restarts => Effect::PodsRestart,
        (None, _) if kind == JOB.1 && is_made_anew(head) => Effect::JobRuns,
        (None, _) => Effect::InPlace,
    };
    let text = |node: Option<&Node>| node.and_then(Node::as_str).map(ToOwned::to_owned);
    let metadata = |name| text(head.get("metadata").and_then(|node| node.get(name)));
    Some(ObjectChange {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        namespace: metadata("namespace"),
        name: metadata("name").unwrap_or_default(),
        what: What::Changed,
        effect,
        refusal,
        claims: Claims::of_changed(kind, base, head, &differences),
        differences,
        role,
        sources: Vec::new(),
    })
}

/// Whether both tools delete and create it instead of changing it.
fn is_made_anew(object: &Node) -> bool {
    let annotations = object.get("metadata").and_then(|node| node.get("annotations"));
    let text = |key| annotations.and_then(|node| node.get(key)).and_then(Node::as_str).unwrap_or_default();
    let options: Vec<_> = text(labels::SYNC_OPTIONS).split(',').map(str::trim).collect();
    let argo = options.contains(&"Force=true") && options.contains(&"Replace=true");
    argo || text(labels::FLUX_FORCE).eq_ignore_ascii_case("enabled")
}

fn is_bookkeeping(path: &Path) -> bool {
    matches!(path.0.as_slice(), [.., Step::Key(key)] if key == labels::RENDER_HASH || key == labels::ROLLOUT)
}

/// `1024Mi` for `1Gi`: the API server keeps one spelling of both, and no pod restarts.
fn is_same_amount(difference: &Difference) -> bool {
    let key = |step: &Step, keys: &[&str]| matches!(step, Step::Key(key) if keys.contains(&key.as_ref()));
    let amount = match difference.path.0.as_slice() {
        [.., parent, _] if key(parent, &["limits", "requests"]) => true,
        [.., last] => key(last, &["divisor", "sizeLimit"]),
        [] => false,
    };
    let of = |node: &Option<Node>| node.as_ref().and_then(Quantity::of);
    amount && of(&difference.base).is_some() && of(&difference.base) == of(&difference.head)
}

impl ObjectChange {
    /// What identifies it after the change.
    pub fn identity(&self) -> Identity<'_> {
        (group(&self.api_version), &self.kind, self.namespace.as_deref(), &self.name)
    }

    /// Whether its values are nobody's to read.
    pub fn is_secret(&self) -> bool {
        self.kind == SECRET.1
    }

    /// `Deployment orders-jobmanager`, `Job orders-job-a -> orders-job-b`
    pub fn title(&self) -> String {
        match &self.what {
            What::Replaced(before) => format!("{} {before} -> {}", self.kind, self.name),
            _ => format!("{} {}", self.kind, self.name),
        }
    }
}

/// A value at a place, in a line, for people: credentials are not shown, nor what is one in its sources.
pub fn shown(path: &Path, node: &Node, sources: &[Arc<Source>]) -> String {
    inline(&masked(path, node, sources))
}

/// The same without the credentials in it.
pub fn masked(path: &Path, node: &Node, sources: &[Arc<Source>]) -> Node {
    let mut node = node.clone();
    let (key, of_variable) = match &path.0[..] {
        [.., Step::Named(NAME, variable), Step::Key(key)] if key == VALUE => (variable.as_str(), true),
        _ => (path.own_key(), false),
    };
    // One file declares both sides often.
    let same = sources.len() > 1 && sources.iter().all(|source| Arc::ptr_eq(source, &sources[0]));
    mask(key, of_variable, &mut node, if same { &sources[..1] } else { sources });
    node
}

/// `of_variable`: the value of one, which may be a credential by where it is read.
fn mask(key: &str, of_variable: bool, node: &mut Node, sources: &[Arc<Source>]) {
    match &mut node.value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(text) | Value::String(text) => {
            let mut written = credentials::shown(key, text);
            for source in sources {
                written = credentials::unsaid(&written, source).unwrap_or(written);
            }
            if of_variable && sources.iter().any(|source| credentials::is_one(text, source)) {
                written = credentials::MASK.to_owned();
            }
            if written != text.as_ref() {
                node.value = Value::String(written.into());
            }
        }
        Value::List(items) => {
            let mut option = None;
            for item in items {
                // `--password`, and then the value.
                let next = item.as_str().and_then(credentials::option).map(ToOwned::to_owned);
                mask(option.as_deref().unwrap_or(key), false, item, sources);
                option = next;
            }
        }
        Value::Map(map) => {
            let variable = map.get(NAME).and_then(Node::as_str).map(ToOwned::to_owned);
            for entry in &mut map.0 {
                let variable = variable.as_deref().filter(|_| entry.key == VALUE);
                let key = variable.unwrap_or(&entry.key).to_owned();
                mask(&key, variable.is_some(), &mut entry.value, sources);
            }
        }
    }
}

/// What a variable is called by, and what it is.
const NAME: &str = "name";
const VALUE: &str = "value";

/// A value in a line: JSON without spaces.
pub fn inline(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::List(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => {
            let entry = |entry: &crate::tree::Entry| format!("{}: {}", entry.key, inline(&entry.value));
            format!("{{{}}}", map.0.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
