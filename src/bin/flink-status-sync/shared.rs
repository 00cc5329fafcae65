//! What the loops of all clusters share.

use std::sync::Arc;
use std::time::Instant;

use kube::Client;
use tokio::sync::watch;

use crate::events::Events;
use crate::lease::Term;
use crate::metrics::Metrics;
use crate::observe::flink::Asking;
use crate::observe::kubernetes::World;
use crate::pace::Pace;
use crate::serve::Health;
use crate::writes::Writes;

/// What all clusters share.
pub struct Shared {
    pub client: Client,
    pub world: Arc<World>,
    pub events: Events,
    pub metrics: Arc<Metrics>,
    pub health: Arc<Health>,
    pub asking: Asking,
    pub pace: Pace,
    pub writes: Writes,
    pub term: watch::Receiver<Term>,
    pub api_grace: u32,
    pub pending_deadline: u32,
}

impl Shared {
    /// Whether this program may write at this moment.
    pub fn leads(&self) -> bool {
        self.term.borrow().is_some_and(|until| Instant::now() < until)
    }
}
