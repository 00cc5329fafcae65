//! Kubernetes Events about FlinkClusters: sent in the background, none is worth waiting for.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

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
/// More of them are not kept waiting, but dropped.
const WAITING: usize = 4096;
/// What the API server takes of an Event's note and of its action, in bytes.
const NOTE: usize = 1024;
const ACTION: usize = 128;

/// Where Events are handed in.
#[derive(Clone)]
pub struct Events {
    queue: mpsc::Sender<(ObjectReference, Event)>,
    metrics: Arc<Metrics>,
}

impl Events {
    /// Sends `qps` a second.
    pub fn new(client: Client, instance: String, qps: NonZeroU32, metrics: Arc<Metrics>) -> Self {
        let reporter = Reporter { controller: "flink-status-sync".to_owned(), instance: Some(instance) };
        let recorder = Recorder::new(client, reporter);
        let (queue, mut waiting) = mpsc::channel::<(ObjectReference, Event)>(WAITING);
        let counted = Arc::clone(&metrics);
        tokio::spawn(async move {
            let limiter = RateLimiter::direct(Quota::per_second(qps));
            while let Some((about, event)) = waiting.recv().await {
                limiter.until_ready().await;
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
    pub fn changed(&self, about: &ObjectReference, note: String) {
        self.send(about, EventType::Normal, "StatusUpdate", note);
    }

    /// The cluster is left alone.
    pub fn refused(&self, about: &ObjectReference, reason: &str, note: String) {
        self.send(about, EventType::Warning, reason, note);
    }

    fn send(&self, about: &ObjectReference, type_: EventType, reason: &str, note: String) {
        // The recorder takes Events of one action for the same one.
        let action = plain(&note, ACTION);
        let note = Some(plain(&note, NOTE));
        let event = Event { type_, reason: reason.to_owned(), note, action, secondary: None };
        if self.queue.try_send((about.clone(), event)).is_err() {
            self.metrics.told("dropped");
            debug!("too many Events wait, one is dropped");
        }
    }
}
