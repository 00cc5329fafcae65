//! The derivation: from what was seen of a cluster to its status. Pure: no clock, no cluster.

pub mod facts;

use jiff::Timestamp;

use crate::api::status::Status;
use facts::Facts;

/// What follows from the facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The whole status.
    pub status: Status,
    /// Whether it differs from the previous one by more than the time it was written at: only then it is written.
    pub changed: bool,
    /// What to tell, one Event each: type `Normal`, reason [`EVENT_REASON`].
    pub events: Vec<String>,
}

/// The reason of every Event.
pub const EVENT_REASON: &str = "StatusUpdate";

/// The status of a cluster, by the status that was recorded and what is seen at this moment.
pub fn derive(facts: &Facts, previous: &Status, now: Timestamp) -> Derived {
    let _ = (facts, now);
    Derived { status: previous.clone(), changed: false, events: Vec::new() }
}
