//! Whose turn it is to write: so many a second, and whoever has no status yet comes first.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{Mutex, watch};

use crate::observe::lanes::{Lane, Places};

/// So many writes, or those of a second, wait for the API server at one time, half of them in one namespace: each is a connection of
/// its own.
const AT_ONCE: usize = 64;
/// A turn that is older does not count any more: many that were held up would write at once.
const LASTS: Duration = Duration::from_secs(1);

/// The turns.
pub struct Writes {
    limiter: DefaultDirectRateLimiter,
    /// One waits for the limiter, the others for that one: it would wake all of them for each turn.
    next: Mutex<()>,
    /// Of those that have a status one waits until nobody waits that has none.
    later: Mutex<()>,
    /// How many wait that have no status.
    first: watch::Sender<usize>,
    places: Lane,
}

impl Writes {
    /// `qps` a second, and twice as many at first.
    pub fn new(qps: NonZeroU32) -> Self {
        let burst = qps.saturating_mul(NonZeroU32::MIN.saturating_add(1));
        Self {
            limiter: RateLimiter::direct(Quota::per_second(qps).allow_burst(burst)),
            next: Mutex::default(),
            later: Mutex::default(),
            first: watch::Sender::new(0),
            places: Lane::new(usize::try_from(qps.get()).unwrap_or(AT_ONCE).max(AT_ONCE)),
        }
    }

    /// Waits for a turn. `is_first`: there is no status, and none was tried.
    pub async fn turn(&self, is_first: bool) -> Instant {
        if is_first {
            let _counted = Counted::new(&self.first);
            self.next().await;
        } else {
            let _later = self.later.lock().await;
            // The sender is here: there is always an answer.
            let _ = self.first.subscribe().wait_for(|waiting| *waiting == 0).await;
            self.next().await;
        }
        Instant::now()
    }

    async fn next(&self) {
        let _next = self.next.lock().await;
        self.limiter.until_ready().await;
    }

    /// Waits for a place among those that write at this moment; it is given back when it is dropped. `given`: when the turn was.
    pub async fn place(&self, namespace: &str, given: Instant) -> Option<Places> {
        let place = self.places.enter(namespace).await;
        if given.elapsed() > LASTS {
            self.limiter.until_ready().await;
        }
        place
    }
}

/// One of those that have no status, as long as it waits.
struct Counted<'a>(&'a watch::Sender<usize>);

impl<'a> Counted<'a> {
    fn new(first: &'a watch::Sender<usize>) -> Self {
        first.send_modify(|waiting| *waiting += 1);
        Self(first)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::task::yield_now;
    use tokio::time::timeout;

    use super::*;

    fn writes() -> Arc<Writes> {
        Arc::new(Writes::new(NonZeroU32::new(1000).unwrap()))
    }

    // All on one thread: whoever was started has come to where it waits after the next turn of that.
    #[tokio::test]
    async fn whoever_has_no_status_is_first() {
        let writes = writes();
        let held = writes.next.lock().await;
        let (told, mut order) = tokio::sync::mpsc::unbounded_channel();
        for is_first in [false, false, false, true, true] {
            let (writes, told) = (Arc::clone(&writes), told.clone());
            tokio::spawn(async move {
                writes.turn(is_first).await;
                told.send(is_first)
            });
            yield_now().await;
        }
        drop(held);
        let mut found = Vec::new();
        while found.len() < 5 {
            found.extend(order.recv().await);
        }
        // The one that was next already keeps its turn.
        assert_eq!(found, [false, true, true, false, false]);
    }

    #[tokio::test]
    async fn whoever_gives_up_holds_nobody_up() {
        let writes = writes();
        let held = writes.next.lock().await;
        assert!(timeout(Duration::from_millis(1), writes.turn(true)).await.is_err());
        drop(held);
        assert!(timeout(Duration::from_secs(30), writes.turn(false)).await.is_ok());
    }
}
