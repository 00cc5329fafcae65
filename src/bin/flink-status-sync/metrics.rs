//! What Prometheus is told.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use crate::shard::Key;

/// A FlinkCluster, as a set of labels.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ClusterLabels {
    ns: String,
    name: String,
}

/// How something ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    result: &'static str,
}

/// A kind of Kubernetes object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

/// All metrics of the program.
pub struct Metrics {
    registry: Registry,
    last_success: Family<ClusterLabels, Gauge<f64, AtomicU64>>,
    requests: Family<Outcome, Counter>,
    patches: Family<Outcome, Counter>,
    events: Family<Outcome, Counter>,
    watch_errors: Family<Kind, Counter>,
    clusters: Gauge,
    refused: Gauge,
    leader: Gauge,
}

impl Metrics {
    /// With nothing counted.
    pub fn new() -> Arc<Self> {
        let mut registry = Registry::with_prefix("flink_status_sync");
        let last_success = Family::<ClusterLabels, Gauge<f64, AtomicU64>>::default();
        registry.register(
            "last_success_timestamp",
            "When the status was last known to describe the cluster, seconds since 1970",
            last_success.clone(),
        );
        let requests = Family::<Outcome, Counter>::default();
        registry.register("rest_requests", "Requests to Flink, by their result", requests.clone());
        let patches = Family::<Outcome, Counter>::default();
        registry.register("patches", "Writes of a status, by their result", patches.clone());
        let events = Family::<Outcome, Counter>::default();
        registry.register("events", "Kubernetes Events, by their result", events.clone());
        let watch_errors = Family::<Kind, Counter>::default();
        registry.register(
            "watch_errors",
            "Lists and watches of Kubernetes that failed",
            watch_errors.clone(),
        );
        let clusters = Gauge::default();
        registry.register("clusters", "FlinkClusters whose status is kept", clusters.clone());
        let refused = Gauge::default();
        registry.register("refused_clusters", "FlinkClusters that are left alone", refused.clone());
        let leader = Gauge::default();
        registry.register("leader", "1 while this program may write", leader.clone());
        let started = Gauge::<f64, AtomicU64>::default();
        started.set(seconds_since_1970());
        registry.register_with_unit("start_time", "When the program started", Unit::Seconds, started);
        Arc::new(Self {
            registry,
            last_success,
            requests,
            patches,
            events,
            watch_errors,
            clusters,
            refused,
            leader,
        })
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = text::encode(&mut out, &self.registry);
        out
    }

    /// The cluster's status is what was seen just now.
    pub fn succeeded(&self, key: &Key) {
        self.last_success.get_or_create(&ClusterLabels::from(key)).set(seconds_since_1970());
    }

    /// A cluster whose status is kept, or no longer is.
    pub fn keeping(&self, key: &Key, kept: bool) {
        if kept {
            self.clusters.inc();
        } else {
            self.clusters.dec();
            self.last_success.remove(&ClusterLabels::from(key));
        }
    }

    /// A cluster that is left alone, or no longer is.
    pub fn refusing(&self, refused: bool) {
        if refused {
            self.refused.inc();
        } else {
            self.refused.dec();
        }
    }

    /// A request to Flink; `result` is `OK` or the kind of failure.
    pub fn requested(&self, result: &'static str) {
        self.requests.get_or_create(&Outcome { result }).inc();
    }

    /// A write of a status.
    pub fn patched(&self, result: &'static str) {
        self.patches.get_or_create(&Outcome { result }).inc();
    }

    /// A Kubernetes Event.
    pub fn told(&self, result: &'static str) {
        self.events.get_or_create(&Outcome { result }).inc();
    }

    /// A list or a watch that failed.
    pub fn watch_failed(&self, kind: &'static str) {
        self.watch_errors.get_or_create(&Kind { kind }).inc();
    }

    /// Whether this program may write.
    pub fn leads(&self, leads: bool) {
        self.leader.set(leads.into());
    }
}

impl From<&Key> for ClusterLabels {
    fn from(key: &Key) -> Self {
        Self { ns: key.namespace.clone(), name: key.name.clone() }
    }
}

fn seconds_since_1970() -> f64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs_f64()
}
