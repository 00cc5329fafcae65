//! Kubernetes Events about FlinkClusters: sent in the background, none is worth waiting for.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use flink_render::k8s::resource;
use flink_render::status::EVENT_REASON;
use governor::{Quota, RateLimiter};
use k8s_openapi::api::core::v1::ObjectReference;
use kube::Client;
use kube::runtime::events::{Event, EventType, Recorder, Reporter};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tracing::debug;

use crate::metrics::Metrics;
use crate::plain::{LOG, plain};

const LONGEST: Duration = Duration::from_secs(10);
/// A recorder remembers minutes of what it has published, whole, so that what happens again is counted and no Event of its own.
/// After so many there is a new one: a whole fleet's would take more memory than all else.
const REMEMBERED: usize = 1024;
/// More of them are not kept waiting, but dropped.
const WAITING: usize = 4096;
/// What the API server takes of an Event's note and of its action, in bytes.
const NOTE: usize = 1024;
const ACTION: usize = 128;

/// Where Events are handed in.
#[derive(Clone)]
pub struct Events {
    queue: mpsc::Sender<Told>,
    metrics: Arc<Metrics>,
}

/// A FlinkCluster that an Event is about.
pub struct About {
    pub namespace: String,
    pub name: String,
    /// Which of all that had this name.
    pub uid: Option<String>,
}

/// What is told of a cluster.
struct Told {
    about: About,
    type_: EventType,
    reason: &'static str,
    note: String,
}

impl Events {
    /// Sends `qps` a second.
    pub fn new(client: Client, instance: String, qps: NonZeroU32, metrics: Arc<Metrics>) -> Self {
        let reporter = Reporter { controller: "flink-status-sync".to_owned(), instance: Some(instance) };
        let new = move || Recorder::new(client.clone(), reporter.clone());
        let (queue, mut waiting) = mpsc::channel::<Told>(WAITING);
        let counted = Arc::clone(&metrics);
        tokio::spawn(async move {
            let limiter = RateLimiter::direct(Quota::per_second(qps));
            let (mut recorder, mut published) = (new(), 0);
            while let Some(told) = waiting.recv().await {
                published += 1;
                if published > REMEMBERED {
                    (recorder, published) = (new(), 1);
                }
                limiter.until_ready().await;
                let (event, about) = told.event();
                match timeout(LONGEST, recorder.publish(&event, &about)).await {
                    Ok(Ok(())) => counted.told("sent"),
                    Ok(Err(error)) => {
                        counted.told("failed");
                        debug!(error = plain(&error.to_string(), LOG), "an Event was not sent");
                    }
                    Err(_) => counted.told("failed"),
                }
            }
        });
        Self { queue, metrics }
    }

    /// Something changed.
    pub fn changed(&self, about: About, note: String) {
        self.send(Told { about, type_: EventType::Normal, reason: EVENT_REASON, note });
    }

    /// The cluster is left alone.
    pub fn refused(&self, about: About, reason: &'static str, note: String) {
        self.send(Told { about, type_: EventType::Warning, reason, note });
    }

    fn send(&self, told: Told) {
        if self.queue.try_send(told).is_err() {
            self.metrics.told("dropped");
            debug!("too many Events wait, one is dropped");
        }
    }
}

impl Told {
    fn event(self) -> (Event, ObjectReference) {
        let Self { about: About { namespace, name, uid }, type_, reason, note } = self;
        let about = ObjectReference {
            api_version: Some(resource::API_V1BETA1.to_owned()),
            kind: Some(resource::KIND.to_owned()),
            name: Some(name),
            namespace: Some(namespace),
            uid,
            ..ObjectReference::default()
        };
        // The recorder takes Events of one action for the same one.
        let action = plain(&note, ACTION);
        let note = Some(plain(&note, NOTE));
        (Event { type_, reason: reason.to_owned(), note, action, secondary: None }, about)
    }
}
