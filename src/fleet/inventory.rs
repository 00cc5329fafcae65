//! A fleet as a whole: what it needs, and what its clusters take from each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Profile;
use crate::diagnostic::{Source, Span};
use crate::flink::availability;
use crate::k8s::quantity::Quantity;

/// What clusters need together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many clusters.
    pub clusters: i64,
    /// How many of them have a job.
    pub jobs: i64,
    /// How many TaskManagers.
    pub task_managers: i64,
    /// How many task slots.
    pub slots: i64,
    /// CPU.
    pub cpu: Quantity,
    /// Memory.
    pub memory: Quantity,
}

impl Totals {
    /// Those of clusters.
    pub fn of<'a>(clusters: impl IntoIterator<Item = &'a Profile>) -> Self {
        clusters.into_iter().fold(Self::default(), |sum, cluster| Self {
            clusters: sum.clusters + 1,
            jobs: sum.jobs + i64::from(cluster.job.is_some()),
            task_managers: sum.task_managers.saturating_add(cluster.task_managers),
            slots: sum.slots.saturating_add(cluster.slots()),
            cpu: sum.cpu + cluster.cpu,
            memory: sum.memory + cluster.memory,
        })
    }
}

impl Profile {
    /// Its task slots.
    pub fn slots(&self) -> i64 {
        self.task_managers.saturating_mul(self.slots_each)
    }
}

/// What two clusters must not share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// A host: one Ingress would get the other's visitors.
    Host,
    /// A directory of savepoints: whoever looks for one, or cleans up, takes the other's.
    SavepointsDir,
    /// The place of Flink's high availability: one JobManager would recover the other's jobs.
    HighAvailability,
}

impl Shared {
    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::SavepointsDir => "savepointsDir",
            Self::HighAvailability => "highAvailability",
        }
    }
}

/// A cluster that takes part in a conflict.
#[derive(Debug, Clone)]
pub struct Holder {
    /// `namespace/name`
    pub title: String,
    /// What declares it.
    pub source: Arc<Source>,
    /// Where.
    pub span: Span,
}

/// Something that clusters share and must not.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// What kind of thing.
    pub shared: Shared,
    /// Which one.
    pub value: String,
    /// Who.
    pub holders: Vec<Holder>,
}

/// The conflicts between clusters, in the order of their kinds and values.
pub fn conflicts<'a>(clusters: impl IntoIterator<Item = &'a Profile>) -> Vec<Conflict> {
    let mut all: BTreeMap<(Shared, String), Vec<Holder>> = BTreeMap::new();
    for cluster in clusters {
        let mut hold = |shared, value: String, span| {
            let holder = Holder { title: cluster.title(), source: Arc::clone(&cluster.source), span };
            all.entry((shared, value)).or_default().push(holder);
        };
        if let Some(host) = &cluster.host {
            hold(Shared::Host, host.value.clone(), host.span);
        }
        if let Some(directory) = cluster.job.as_ref().and_then(|job| job.savepoints_dir.as_ref()) {
            hold(Shared::SavepointsDir, directory.value.trim_end_matches('/').to_owned(), directory.span);
        }
        if let Some(place) = place(cluster) {
            hold(Shared::HighAvailability, place, cluster.name.span);
        }
    }
    let shared = all.into_iter().filter(|(_, holders)| holders.len() > 1);
    shared.map(|((shared, value), holders)| Conflict { shared, value, holders }).collect()
}

/// Where a cluster keeps its leader and its job graphs, so that another cluster could find them.
fn place(cluster: &Profile) -> Option<String> {
    let pairs: Vec<_> = cluster.settings().collect();
    if !availability::is_on(&pairs) {
        return None;
    }
    let setting = |key| cluster.setting(key).unwrap_or_default();
    if availability::uses_kubernetes(&pairs) {
        // As it is rendered.
        let id = availability::get(&pairs, &[availability::CLUSTER_ID]).unwrap_or(&cluster.name.value);
        let namespace =
            cluster.setting("kubernetes.namespace").or(cluster.namespace.as_deref()).unwrap_or_default();
        return Some(format!("kubernetes {namespace}/{id}"));
    }
    let id = Some(setting("high-availability.cluster-id")).filter(|id| !id.is_empty()).unwrap_or("default");
    Some(format!(
        "{} {}/{id}",
        setting("high-availability.zookeeper.quorum"),
        setting("high-availability.zookeeper.path.root")
    ))
}
