//! What is known of a cluster beside its objects: for reviews of a change, and for the inventory of a fleet.

pub mod claims;
mod inventory;

use std::sync::Arc;

use crate::diagnostic::{Source, Span};
use crate::flink::availability;
use crate::flink::options::judge::File;
use crate::flink::state::{AVAILABILITY, Where};
use crate::flink::storage::{DEFAULT_SCHEME, Holds, PLACES, Place};
use crate::flink::store;
use crate::flink::version::Version;
use crate::k8s::labels;
use crate::k8s::object::DEPLOYMENT;
use crate::k8s::quantity::Quantity;
use crate::model::words::UpgradeMode;
use crate::model::{self, Kept, Pairs, Text, disk};
use crate::tree::{Node, Spanned, Value};

pub use inventory::{Conflict, Holder, Shared, Totals, conflicts};

/// A FlinkCluster that renders.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its name.
    pub name: Text,
    /// Its namespace; none: where it is applied.
    pub namespace: Option<String>,
    /// What declares it.
    pub source: Arc<Source>,
    /// The resource as it was read, with its places; nothing but its place where it is compared with nothing.
    pub resource: Node,
    /// Whether it is rendered as the operator did, which knew no roll-outs.
    pub as_operator: bool,
    /// The image of its processes.
    pub image: Text,
    /// The Flink version, when it is known.
    pub version: Option<Version>,
    /// How many JobManagers: more than one where others stand by.
    pub job_managers: i64,
    /// How many TaskManagers.
    pub task_managers: i64,
    /// Task slots of each.
    pub slots_each: i64,
    /// CPU of all its processes: what they request, else their limit.
    pub cpu: Quantity,
    /// Memory of all its processes: what they request, else their limit.
    pub memory: Quantity,
    /// Where Flink's REST API answers: scheme and port.
    pub rest: (&'static str, i32),
    /// The host of its Ingress.
    pub host: Option<Text>,
    /// Flink's configuration by the user.
    pub properties: Pairs,
    /// The file that Flink reads it from.
    pub file: File,
    /// The job of a job cluster.
    pub job: Option<JobProfile>,
    /// Why state may be lost, when somebody says so.
    pub allow_state_loss: Option<Text>,
}

/// What a job's state depends on.
#[derive(Debug, Clone)]
pub struct JobProfile {
    /// The savepoint that it starts from.
    pub from_savepoint: Option<Text>,
    /// Where savepoints go.
    pub savepoints_dir: Option<Text>,
    /// Whether a change takes a savepoint first.
    pub takes_savepoint: bool,
    /// Whether the JobManager runs it itself.
    pub is_application: bool,
    /// What a change keeps of its state, where that is said.
    pub upgrade: Option<Spanned<UpgradeMode>>,
    /// Which savepoints are kept, where others are disposed of.
    pub kept: Option<Kept>,
    /// Whether its Jobs note what they do, and where what runs answers.
    pub remembers: bool,
    /// Its parallelism.
    pub parallelism: i64,
    /// Whether it is to be cancelled.
    pub cancel_requested: bool,
    /// Whether state that no operator takes may be dropped.
    pub allow_non_restored_state: bool,
}

impl JobProfile {
    /// Whether a change takes nothing, and the next job goes on from the newest checkpoint.
    pub fn keeps_last_state(&self) -> bool {
        self.upgrade.is_some_and(|mode| mode.value == UpgradeMode::LastState)
    }

    /// Where it is said that a change leaves all state behind.
    pub fn is_stateless(&self) -> Option<Span> {
        self.upgrade.filter(|mode| mode.value == UpgradeMode::Stateless).map(|mode| mode.span)
    }
}

impl Profile {
    /// The same without the resource, which takes most of the room.
    pub fn without_resource(self) -> Self {
        let resource = Node { span: self.resource.span, value: Value::Null };
        Self { resource, ..self }
    }

    /// What is known of a cluster.
    pub fn of(cluster: model::Cluster, source: &Arc<Source>) -> Self {
        let settings = cluster.settings();
        let slots =
            settings.iter().find(|(key, _)| *key == SLOTS).and_then(|(_, value)| value.trim().parse().ok());
        let (job_manager, task_manager) = (&cluster.job_manager, &cluster.task_manager);
        let job_managers = i64::from(job_manager.replicas.value);
        let task_managers = i64::from(task_manager.replicas.value);
        let sum = |resource| {
            let of_pod = |pod: &model::Pod| {
                let sidecars = pod.sidecars.iter().map(|container| container.get("resources"));
                let all = sidecars.chain([pod.resources.as_ref()]);
                all.map(|resources| wanted(resources, resource)).sum::<Quantity>()
            };
            of_pod(&job_manager.pod) * job_managers + of_pod(&task_manager.pod) * task_managers
        };
        let annotations = cluster.resource.get("metadata").and_then(|node| node.get("annotations"));
        let allow = annotations.and_then(|node| node.get(labels::ALLOW_STATE_LOSS));
        Self {
            name: cluster.name.clone(),
            namespace: cluster.namespace.as_ref().map(|namespace| namespace.value.clone()),
            source: Arc::clone(source),
            as_operator: !cluster.conventions.rolls_out(),
            image: cluster.image.name.clone(),
            version: cluster.version(),
            job_managers,
            task_managers,
            slots_each: slots.unwrap_or(1),
            cpu: sum("cpu"),
            memory: sum("memory"),
            rest: (cluster.tls().scheme(), job_manager.ports.ui.value),
            host: job_manager.ingress.as_ref().and_then(|ingress| ingress.host.clone()),
            file: cluster.conventions.file(),
            job: cluster.job.as_ref().map(|job| JobProfile {
                from_savepoint: job.from_savepoint.clone(),
                savepoints_dir: job.savepoints_dir.clone(),
                takes_savepoint: job.take_savepoint.value,
                is_application: job.is_application(),
                upgrade: job.upgrade,
                kept: job.disposes(),
                remembers: job.remembers(),
                parallelism: job.parallelism.map_or(1, |number| number.value.into()),
                cancel_requested: job.cancel_requested.value,
                allow_non_restored_state: job.allow_non_restored_state.value,
            }),
            allow_state_loss: allow.map(|node| Spanned {
                span: node.span,
                value: node.as_str().unwrap_or_default().trim().to_owned(),
            }),
            properties: cluster.properties,
            resource: cluster.resource,
        }
    }

    /// `namespace/name`
    pub fn title(&self) -> String {
        match &self.namespace {
            Some(namespace) => format!("{namespace}/{}", self.name.value),
            None => self.name.value.clone(),
        }
    }

    /// Flink's configuration by the user, without its places.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.properties.iter().map(|(key, value)| (key.value.as_str(), value.value.as_str()))
    }

    /// A setting of Flink by the user.
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.properties.iter().find(|(name, _)| name.value == key).map(|(_, value)| value.value.trim())
    }

    /// Why what its pods write to this place goes with them; nothing when it is kept.
    pub fn loses(&self, place: &str, holds: Holds) -> Option<String> {
        let Place::File(path) = self.place(place) else { return None };
        disk::kept(path, &self.pods(holds)).err()
    }

    /// Why another one's pods do not find what its pods wrote to this place: what is lost with its pods aside.
    pub fn hides(&self, place: &str, holds: Holds, from: &Self) -> Option<String> {
        match self.place(place) {
            Place::File(path) => disk::exchanged(path, &self.pods(holds), &from.pods(holds)),
            Place::FileOfHost(_) => None,
            Place::Remote { scheme, authority: _ } => {
                let store = |cluster: &Self| store::settings(scheme, cluster.settings());
                (store(self) != store(from)).then(|| format!("`{scheme}:` is a different store there"))
            }
        }
    }

    fn place<'a>(&'a self, place: &'a str) -> Place<'a> {
        Place::of(place.trim(), self.setting(DEFAULT_SCHEME))
    }

    /// Those that write to a place.
    fn pods(&self, holds: Holds) -> Vec<disk::Mounted<'_>> {
        let spec = self.resource.get("spec");
        let list = |component: &str, key: &str| {
            spec.and_then(|spec| spec.get(component)?.get(key)?.as_list()).unwrap_or_default()
        };
        let env = spec.and_then(|spec| spec.get("envVars")?.as_list()).unwrap_or_default();
        let pods = [("JobManager", "jobManager"), ("TaskManager", "taskManager")];
        let all = if holds == Holds::Availability { &pods[..1] } else { &pods };
        all.iter()
            .map(|(who, component)| disk::Mounted {
                who,
                volumes: list(component, "volumes"),
                mounts: list(component, "volumeMounts"),
                claims: list(component, "volumeClaimTemplates"),
                claims_end: spec
                    .and_then(|spec| spec.get(component)?.get("deploymentType")?.as_str())
                    .is_some_and(|kind| kind == DEPLOYMENT.1),
                env,
            })
            .collect()
    }

    /// Why what its high availability keeps goes with its pods; nothing when it is kept.
    pub fn loses_availability(&self) -> Option<String> {
        let places = PLACES.iter().filter(|(_, holds)| *holds == Holds::Availability);
        places.filter_map(|(key, holds)| self.loses(self.setting(key)?, *holds)).next()
    }

    /// Where its JobManagers look for jobs: equal for the same place.
    pub fn availability(&self) -> Vec<String> {
        let written = |place: &Where| place.names.iter().find_map(|name| self.setting(name));
        AVAILABILITY.iter().map(|place| place.read(written(place))).collect()
    }

    /// Why another one's JobManager does not find what its high availability keeps, or the checkpoints that this names.
    pub fn hides_availability(&self, from: &Self) -> Option<String> {
        PLACES.iter().find_map(|(key, holds)| self.hides(self.setting(key)?, *holds, from))
    }

    /// Whether Flink's jobs survive their JobManager.
    pub fn is_highly_available(&self) -> bool {
        availability::is_on(&self.settings().collect::<Vec<_>>())
    }

    /// Whether ConfigMaps keep what Flink recovers its jobs from.
    pub fn keeps_jobs_in_kubernetes(&self) -> bool {
        availability::mode(&self.settings().collect::<Vec<_>>()) == availability::Mode::Kubernetes
    }
}

const SLOTS: &str = "taskmanager.numberOfTaskSlots";

/// What a container requests of a resource, else its limit: the API server takes the limit for the request.
fn wanted(resources: Option<&Node>, resource: &str) -> Quantity {
    let part = |name| resources.and_then(|node| node.get(name)).and_then(|node| node.get(resource));
    part("requests").or_else(|| part("limits")).and_then(Quantity::of).unwrap_or_default()
}
