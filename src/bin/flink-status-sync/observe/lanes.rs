//! Who may ask Flink at one time: whoever hangs makes only those wait that hang, too.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Which queue a request waits in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Of those that answered when they were last asked.
    Trusted,
    /// Of those that did not, or were never asked.
    Doubtful,
    /// Of those that answered the first question, and not, or never, the second one: whoever hangs there holds nobody up who
    /// was asked nothing yet.
    Second,
    /// For answers that take much memory.
    Large,
}

/// The queues.
pub struct Lanes {
    trusted: Lane,
    doubtful: Lane,
    second: Lane,
    large: Lane,
}

/// The right to ask, until it is dropped.
pub struct Pass(#[expect(dead_code, reason = "held, not read")] Places);

/// A place in all, and one of those of a namespace.
pub type Places = [OwnedSemaphorePermit; 2];

impl Lanes {
    /// Empty ones.
    pub fn new() -> Self {
        Self { trusted: Lane::new(64), doubtful: Lane::new(32), second: Lane::new(32), large: Lane::new(4) }
    }

    /// Waits for its turn; `None`: the program ends.
    pub async fn enter(&self, queue: Queue, namespace: &str) -> Option<Pass> {
        let lane = match queue {
            Queue::Trusted => &self.trusted,
            Queue::Doubtful => &self.doubtful,
            Queue::Second => &self.second,
            Queue::Large => &self.large,
        };
        Some(Pass(lane.enter(namespace).await?))
    }
}

/// One queue.
pub struct Lane {
    all: Arc<Semaphore>,
    /// What one namespace can take at most: half of it.
    share: usize,
    namespaces: Mutex<BTreeMap<String, Arc<Semaphore>>>,
}

impl Lane {
    /// An empty one.
    pub fn new(places: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(places)), share: places / 2, namespaces: Mutex::default() }
    }

    /// Waits for a place; `None`: the program ends.
    pub async fn enter(&self, namespace: &str) -> Option<Places> {
        let own = self.own(namespace).acquire_owned().await.ok()?;
        Some([own, Arc::clone(&self.all).acquire_owned().await.ok()?])
    }

    fn own(&self, namespace: &str) -> Arc<Semaphore> {
        let mut all = self.namespaces.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waits or asks holds on to his.
        all.retain(|_, semaphore| Arc::strong_count(semaphore) > 1);
        Arc::clone(all.entry(namespace.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(self.share))))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn a_namespace_takes_half_and_no_other_queue() {
        let lanes = Lanes::new();
        let mut passes = Vec::new();
        for _ in 0..16 {
            passes.push(lanes.enter(Queue::Doubtful, "one").await.unwrap());
        }
        let soon = |queue, namespace| timeout(Duration::from_millis(50), lanes.enter(queue, namespace));
        assert!(soon(Queue::Doubtful, "one").await.is_err());
        assert!(soon(Queue::Doubtful, "two").await.is_ok());
        assert!(soon(Queue::Trusted, "one").await.is_ok());
        passes.pop();
        assert!(soon(Queue::Doubtful, "one").await.is_ok());
        drop(passes);
        assert!(soon(Queue::Doubtful, "three").await.is_ok());
        assert!(lanes.doubtful.namespaces.lock().unwrap().len() <= 1);
    }
}
