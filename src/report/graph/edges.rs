//! Who refers to whom: read from the manifests themselves, by the keys under which Kubernetes has names of other objects, selectors
//! and rights.

use std::collections::{BTreeMap, BTreeSet};

use crate::k8s::object::{
    CLAIM, CLUSTER_ROLE, CONFIG_MAP, CUSTOM_RESOURCE_DEFINITION, DEPLOYMENT, FLINK_CLUSTER, INGRESS, JOB,
    ROLE, SECRET, SERVICE, SERVICE_ACCOUNT, SERVICE_MONITOR, STATEFUL_SET,
};
use crate::k8s::{labels, names, object};
use crate::review::Manifest;
use crate::tree::{Map, Node, Value};

/// How one object refers to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It is deleted with it: an owner reference, drawn from the owner.
    Owns,
    /// A volume of its pods.
    Mounts,
    /// A variable of its pods, or a certificate.
    Reads,
    /// Credentials for its images.
    Pulls,
    /// The account of its pods.
    RunsAs,
    /// Its pods, by their labels; a monitor's Services by theirs.
    Selects,
    /// Pods that a policy lets in or out to.
    Admits,
    /// The Service behind it.
    Routes,
    /// What an autoscaler scales.
    Scales,
    /// The role of a binding.
    Binds,
    /// Who gets it.
    Grants,
    /// What a role lets its holders act on.
    Acts,
    /// The group that its pods are placed with.
    Placed,
    /// A Service whose address stands in its texts.
    Calls,
    /// A ConfigMap that its scripts read and write through Kubernetes' API.
    Notes,
    /// What the status of a FlinkCluster tells of.
    Shows,
}

impl Tie {
    /// All, in their order, with the words between the two.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::Owns, "owns"),
        (Self::Mounts, "mounts"),
        (Self::Reads, "reads"),
        (Self::Pulls, "pulls images with"),
        (Self::RunsAs, "runs as"),
        (Self::Selects, "selects"),
        (Self::Admits, "admits"),
        (Self::Routes, "routes to"),
        (Self::Scales, "scales"),
        (Self::Binds, "binds"),
        (Self::Grants, "grants to"),
        (Self::Acts, "may act on"),
        (Self::Placed, "is placed with"),
        (Self::Calls, "names the address of"),
        (Self::Notes, "notes in"),
        (Self::Shows, "shows the state of"),
    ];

    /// The words between the two.
    pub fn phrase(self) -> &'static str {
        Self::ALL.iter().find(|(tie, _)| *tie == self).map_or("", |(_, phrase)| phrase)
    }
}

/// An object of a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// `Deployment`; of what only a role names, its resource: `leases`.
    pub kind: String,
    /// None: where it is applied.
    pub namespace: Option<String>,
    /// `metadata.name`
    pub name: String,
    /// Its wave, where it says one.
    pub wave: Option<i32>,
    /// Whether it is only referred to.
    pub is_outside: bool,
}

/// An arrow between two objects, by their places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Who refers.
    pub from: usize,
    /// To whom.
    pub to: usize,
    /// How.
    pub tie: Tie,
    /// What else is known: verbs.
    pub note: String,
}

/// Objects, and what is between them.
#[derive(Debug, Default)]
pub struct Graph {
    /// The objects in their order, then those that are only referred to.
    pub things: Vec<Thing>,
    /// Each once.
    pub edges: Vec<Edge>,
}

/// The graph of some objects.
pub fn graph(objects: &[&Manifest<'_>]) -> Graph {
    let things = objects.iter().map(|object| Thing {
        kind: object.kind.to_owned(),
        namespace: object.namespace.map(str::to_owned),
        name: object.name.to_owned(),
        wave: object.wave(),
        is_outside: false,
    });
    let mut all = Builder { things: things.collect(), edges: BTreeSet::new(), places: BTreeMap::new() };
    for n in 0..all.things.len() {
        let key = all.key(n);
        all.places.entry(key).or_insert(n);
    }
    for (n, object) in objects.iter().enumerate() {
        all.owners(n, object.tree);
        if ![FLINK_CLUSTER.1, CONFIG_MAP.1, SECRET.1, CUSTOM_RESOURCE_DEFINITION.1].contains(&object.kind) {
            all.names(n, object.tree, "");
            all.selectors(n, objects);
        }
        if [ROLE.1, CLUSTER_ROLE.1].contains(&object.kind) {
            all.rights(n, object.tree);
        }
        all.addresses(n, objects);
        if object.kind == FLINK_CLUSTER.1 {
            all.shown(n, objects);
        }
    }
    all.notes(objects);
    Graph { things: all.things, edges: all.edges.into_iter().collect() }
}

/// Kind, namespace, name.
type Key = (String, Option<String>, String);

struct Builder {
    things: Vec<Thing>,
    edges: BTreeSet<Edge>,
    places: BTreeMap<Key, usize>,
}

impl Builder {
    fn key(&self, n: usize) -> Key {
        let Thing { kind, namespace, name, wave: _, is_outside: _ } = &self.things[n];
        (kind.clone(), namespace.clone(), name.clone())
    }

    /// The place of an object in the namespace of another one, or in its own; a new one, where it is only named.
    fn place(&mut self, by: usize, kind: &str, namespace: Option<&str>, name: &str) -> usize {
        let namespace = namespace.map(str::to_owned).or_else(|| self.things[by].namespace.clone());
        let key = (kind.to_owned(), namespace.clone(), name.to_owned());
        if let Some(n) = self.places.get(&key) {
            return *n;
        }
        let n = self.things.len();
        self.things.push(Thing {
            kind: kind.to_owned(),
            namespace,
            name: name.to_owned(),
            wave: None,
            is_outside: true,
        });
        self.places.insert(key, n);
        n
    }

    fn edge(&mut self, from: usize, to: usize, tie: Tie, note: &str) {
        if from != to {
            self.edges.insert(Edge { from, to, tie, note: note.to_owned() });
        }
    }

    fn to(&mut self, from: usize, tie: Tie, kind: &str, name: Option<&Node>) {
        if let Some(name) = name.and_then(Node::as_str).filter(|name| !name.is_empty()) {
            let to = self.place(from, kind, None, name);
            self.edge(from, to, tie, "");
        }
    }

    fn owners(&mut self, n: usize, tree: &Node) {
        let owners = tree.get("metadata").and_then(|node| node.get("ownerReferences")?.as_list());
        for owner in owners.unwrap_or_default() {
            if let (Some(kind), Some(name)) = (text(owner, "kind"), text(owner, "name")) {
                let owner = self.place(n, kind, None, name);
                self.edge(owner, n, Tie::Owns, "");
            }
        }
    }

    /// Names under keys that hold them, at any depth: of init containers, sidecars and templates of Jobs, too.
    fn names(&mut self, n: usize, node: &Node, key: &str) {
        let name = node.get("name");
        match key {
            "configMap" => self.to(n, Tie::Mounts, CONFIG_MAP.1, name),
            "secret" => self.to(n, Tie::Mounts, SECRET.1, node.get("secretName").or(name)),
            "persistentVolumeClaim" => self.to(n, Tie::Mounts, CLAIM.1, node.get("claimName")),
            "configMapRef" | "configMapKeyRef" => self.to(n, Tie::Reads, CONFIG_MAP.1, name),
            "secretRef" | "secretKeyRef" => self.to(n, Tie::Reads, SECRET.1, name),
            "imagePullSecrets" => {
                for item in node.as_list().unwrap_or_default() {
                    self.to(n, Tie::Pulls, SECRET.1, item.get("name"));
                }
            }
            "tls" => {
                for item in node.as_list().unwrap_or_default() {
                    self.to(n, Tie::Reads, SECRET.1, item.get("secretName"));
                }
            }
            "serviceAccountName" => self.to(n, Tie::RunsAs, SERVICE_ACCOUNT.1, Some(node)),
            "service" => self.to(n, Tie::Routes, SERVICE.1, name),
            "serviceName" => self.to(n, Tie::Routes, SERVICE.1, Some(node)),
            labels::POD_GROUP => self.to(n, Tie::Placed, object::POD_GROUP.1, Some(node)),
            "scaleTargetRef" | "roleRef" => {
                let tie = if key == "roleRef" { Tie::Binds } else { Tie::Scales };
                if let Some(kind) = text(node, "kind") {
                    self.to(n, tie, kind, name);
                }
            }
            "subjects" => {
                for subject in node.as_list().unwrap_or_default() {
                    if let (Some(kind), Some(name)) = (text(subject, "kind"), text(subject, "name")) {
                        let to = self.place(n, kind, text(subject, "namespace"), name);
                        self.edge(n, to, Tie::Grants, "");
                    }
                }
            }
            _ => {}
        }
        match &node.value {
            Value::Map(map) => map.0.iter().for_each(|entry| self.names(n, &entry.value, &entry.key)),
            // What is named in a list has the list's key: its elements do not.
            Value::List(items) => items.iter().for_each(|item| self.names(n, item, "")),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn selectors(&mut self, n: usize, objects: &[&Manifest<'_>]) {
        let object = objects[n];
        let Some(spec) = object.tree.get("spec") else { return };
        let is_own = template(object.tree).is_some();
        let selector = match object.kind {
            kind if kind == SERVICE.1 => spec.get("selector").and_then(Node::as_map).map(Selector::of_labels),
            _ if is_own => None,
            _ => spec.get("podSelector").or_else(|| spec.get("selector")).map(Selector::of),
        };
        let of_services = object.kind == SERVICE_MONITOR.1;
        if let Some(selector) = selector {
            self.select(n, &selector, objects, Tie::Selects, of_services);
        }
        for direction in [("ingress", "from"), ("egress", "to")] {
            for rule in spec.get(direction.0).and_then(Node::as_list).unwrap_or_default() {
                for peer in rule.get(direction.1).and_then(Node::as_list).unwrap_or_default() {
                    // Of another namespace nothing is known.
                    if let (Some(selector), None) = (peer.get("podSelector"), peer.get("namespaceSelector")) {
                        self.select(n, &Selector::of(selector), objects, Tie::Admits, false);
                    }
                }
            }
        }
    }

    fn select(
        &mut self,
        n: usize,
        selector: &Selector<'_>,
        objects: &[&Manifest<'_>],
        tie: Tie,
        services: bool,
    ) {
        for (to, other) in objects.iter().enumerate() {
            let metadata = match services {
                true => other.tree.get("metadata").filter(|_| other.kind == SERVICE.1),
                false => template(other.tree).and_then(|template| template.get("metadata")),
            };
            let Some(metadata) = metadata else { continue };
            let known = metadata.get("labels").and_then(Node::as_map);
            if other.namespace == objects[n].namespace && selector.matches(known) {
                self.edge(n, to, tie, "");
            }
        }
    }

    fn rights(&mut self, n: usize, tree: &Node) {
        let texts = |node: &Node, key| {
            let list = node.get(key).and_then(Node::as_list).unwrap_or_default();
            list.iter().filter_map(Node::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        for rule in tree.get("rules").and_then(Node::as_list).unwrap_or_default() {
            let (verbs, names) = (texts(rule, "verbs").join(", "), texts(rule, "resourceNames"));
            for resource in texts(rule, "resources") {
                let (whole, part) = resource.split_once('/').unwrap_or((&resource, ""));
                let note = if part.is_empty() { verbs.clone() } else { format!("{verbs} of its {part}") };
                let is_kind = |thing: &Thing| whole == "*" || plural(&thing.kind) == whole;
                let namespace = &self.things[n].namespace;
                let known = self.things.iter().enumerate().filter(|(_, thing)| {
                    is_kind(thing)
                        && thing.namespace == *namespace
                        && (names.is_empty() || names.contains(&thing.name))
                });
                let known: Vec<_> = known.map(|(at, thing)| (at, thing.name.clone())).collect();
                for name in names.iter().filter(|name| !known.iter().any(|(_, known)| known == *name)) {
                    let to = self.place(n, whole, None, name);
                    self.edge(n, to, Tie::Acts, &note);
                }
                known.into_iter().for_each(|(to, _)| self.edge(n, to, Tie::Acts, &note));
            }
        }
    }

    /// What the status of a FlinkCluster has an entry for.
    fn shown(&mut self, n: usize, objects: &[&Manifest<'_>]) {
        let cluster = objects[n].name;
        let (manager, workers) = (names::job_manager(cluster), names::task_manager(cluster));
        let entries = [
            (CONFIG_MAP, names::config_map(cluster)),
            (DEPLOYMENT, manager.clone()),
            (STATEFUL_SET, manager.clone()),
            (SERVICE, manager.clone()),
            (INGRESS, manager),
            (DEPLOYMENT, workers.clone()),
            (STATEFUL_SET, workers),
        ];
        for (to, other) in
            objects.iter().enumerate().filter(|(_, other)| other.namespace == objects[n].namespace)
        {
            let label = |key| other.tree.get("metadata")?.get("labels")?.get(key)?.as_str();
            let submits =
                || label(labels::ROLE) == Some(labels::SUBMITTER) && label(labels::CLUSTER) == Some(cluster);
            let is_entry = entries.iter().any(|(kind, name)| kind.1 == other.kind && name == other.name);
            if is_entry || (other.kind == JOB.1 && submits()) {
                self.edge(n, to, Tie::Shows, "");
            }
        }
    }

    /// Who mounts scripts that ask Kubernetes for a ConfigMap.
    fn notes(&mut self, objects: &[&Manifest<'_>]) {
        let maps = || objects.iter().enumerate().filter(|(_, object)| object.kind == CONFIG_MAP.1);
        for (scripts, object) in maps() {
            let mut texts = Vec::new();
            strings(object.tree.get("data"), &mut texts);
            let asked = maps().filter(|(_, other)| {
                other.namespace == object.namespace && texts.iter().any(|text| is_asked_for(other.name, text))
            });
            let asked: Vec<_> = asked.map(|(to, _)| to).collect();
            let mounts = self.edges.iter().filter(|edge| edge.to == scripts && edge.tie == Tie::Mounts);
            for from in mounts.map(|edge| edge.from).collect::<Vec<_>>() {
                asked.iter().for_each(|to| self.edge(from, *to, Tie::Notes, ""));
            }
        }
    }

    /// Services whose names stand in the texts of pods or of a ConfigMap, as whole words.
    fn addresses(&mut self, n: usize, objects: &[&Manifest<'_>]) {
        let object = objects[n];
        let mut texts = Vec::new();
        match template(object.tree) {
            Some(template) => strings(template.get("spec"), &mut texts),
            None if object.kind == CONFIG_MAP.1 => strings(object.tree.get("data"), &mut texts),
            None => {}
        }
        for (to, other) in objects.iter().enumerate() {
            if other.kind == SERVICE.1
                && other.namespace == object.namespace
                && texts.iter().any(|text| is_address(other.name, text))
            {
                self.edge(n, to, Tie::Calls, "");
            }
        }
    }
}

/// Whether a ConfigMap is asked for in a text, by its path in Kubernetes' API.
fn is_asked_for(name: &str, text: &str) -> bool {
    let paths = text.split("/configmaps/").skip(1);
    paths.filter_map(|path| path.strip_prefix(name)).any(|rest| !rest.starts_with(is_part_of_name))
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-.".contains(c)
}

/// Whether a host's name stands in a text: after nothing, a space, a quote, `/`, `=` or `@`, and before nothing, a space, a quote, `.`, `:` or `/`.
fn is_address(name: &str, text: &str) -> bool {
    let before = |c: char| c.is_whitespace() || "\"'/=@,".contains(c);
    let after = |c: char| c.is_whitespace() || "\"'.:/,".contains(c);
    // A path of the API has names of objects, too.
    text.match_indices(name).any(|(at, _)| {
        let (head, tail) = (&text[..at], &text[at + name.len()..]);
        let is_path = head.ends_with('/') && !head.ends_with("//");
        (head.is_empty() || head.ends_with(before))
            && (tail.is_empty() || tail.starts_with(after))
            && !is_path
    })
}

fn strings<'a>(node: Option<&'a Node>, all: &mut Vec<&'a str>) {
    match node.map(|node| &node.value) {
        Some(Value::String(text)) => all.push(text),
        Some(Value::List(items)) => items.iter().for_each(|item| strings(Some(item), all)),
        Some(Value::Map(map)) => map.0.iter().for_each(|entry| strings(Some(&entry.value), all)),
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => {}
    }
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.get(key).and_then(Node::as_str).filter(|text| !text.is_empty())
}

/// The template of a workload's pods, or of a CronJob's.
fn template(tree: &Node) -> Option<&Node> {
    let spec = tree.get("spec")?;
    let of_job = || spec.get("jobTemplate")?.get("spec")?.get("template");
    spec.get("template").or_else(of_job).filter(|template| template.get("spec").is_some())
}

/// As Kubernetes names the resources of a kind: `networkpolicies`.
fn plural(kind: &str) -> String {
    let kind = kind.to_ascii_lowercase();
    match kind.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if kind.ends_with('s') => format!("{kind}es"),
        None => format!("{kind}s"),
    }
}

/// What labels must be.
enum Selector<'a> {
    Labels(&'a Map),
    Full(&'a Node),
}

impl<'a> Selector<'a> {
    fn of_labels(labels: &'a Map) -> Self {
        Self::Labels(labels)
    }

    fn of(node: &'a Node) -> Self {
        Self::Full(node)
    }

    fn matches(&self, known: Option<&Map>) -> bool {
        let value = |key: &str| known.and_then(|known| known.get(key)?.scalar());
        let all = |map: &Map| map.0.iter().all(|entry| value(&entry.key) == entry.value.scalar());
        match self {
            // A Service without a selector has no pods.
            Self::Labels(map) => !map.is_empty() && all(map),
            Self::Full(node) => {
                let expressions = node.get("matchExpressions").and_then(Node::as_list).unwrap_or_default();
                node.get("matchLabels").and_then(Node::as_map).is_none_or(all)
                    && expressions.iter().all(|expression| {
                        let value = value(text(expression, "key").unwrap_or_default());
                        let values = expression.get("values").and_then(Node::as_list).unwrap_or_default();
                        let is_in =
                            value.is_some_and(|value| values.iter().any(|one| one.scalar() == Some(value)));
                        match text(expression, "operator") {
                            Some("In") => is_in,
                            Some("NotIn") => !is_in,
                            Some("Exists") => value.is_some(),
                            Some("DoesNotExist") => value.is_none(),
                            _ => false,
                        }
                    })
            }
        }
    }
}
