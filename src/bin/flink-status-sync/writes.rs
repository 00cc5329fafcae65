//! Whose turn it is to write: so many a second, so many at one time, and whoever has no status yet before all others.

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit, watch};

/// So many writes wait for the API server at one time: each is a connection of its own.
const AT_ONCE: usize = 32;

/// The turns.
pub struct Writes {
    limiter: DefaultDirectRateLimiter,
    /// One waits for the limiter, the others for that one: it would wake all of them for each turn.
    next: Mutex<()>,
    /// Of those that have a status one waits for `next`.
    later: Mutex<()>,
    /// How many wait that have no status.
    first: watch::Sender<usize>,
    places: Semaphore,
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
            places: Semaphore::new(AT_ONCE),
        }
    }

    /// Waits for a turn, which lasts until it is dropped.
    pub async fn turn(&self, is_first: bool) -> Option<SemaphorePermit<'_>> {
        if is_first {
            let _counted = Counted::new(&self.first);
            self.next().await
        } else {
            let _later = self.later.lock().await;
            // The sender is here: there is always an answer.
            let _ = self.first.subscribe().wait_for(|waiting| *waiting == 0).await;
            self.next().await
        }
    }

    async fn next(&self) -> Option<SemaphorePermit<'_>> {
        let _next = self.next.lock().await;
        // It is never closed.
        let place = self.places.acquire().await.ok();
        self.limiter.until_ready().await;
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
    use std::time::{Duration, Instant};

    use tokio::time::sleep;

    use super::*;

    #[tokio::test]
    async fn whoever_has_no_status_is_first() {
        let writes = Arc::new(Writes::new(NonZeroU32::new(20).unwrap()));
        for _ in 0..40 {
            writes.turn(false).await;
        }
        let (told, mut order) = tokio::sync::mpsc::unbounded_channel();
        let started = Instant::now();
        for is_first in [false, false, false, true, true] {
            let (writes, told) = (Arc::clone(&writes), told.clone());
            tokio::spawn(async move {
                writes.turn(is_first).await;
                told.send(is_first)
            });
            // They come in this order.
            sleep(Duration::from_millis(5)).await;
        }
        let mut found = Vec::new();
        while found.len() < 5 {
            found.extend(order.recv().await);
        }
        // The one that waits for the limiter already keeps its place.
        assert_eq!(found, [false, true, true, false, false]);
        assert!(started.elapsed() >= Duration::from_millis(200));
    }

    #[tokio::test]
    async fn whoever_gives_up_holds_nobody_up() {
        let writes = Writes::new(NonZeroU32::new(10).unwrap());
        for _ in 0..20 {
            writes.turn(true).await;
        }
        assert!(tokio::time::timeout(Duration::from_millis(1), writes.turn(true)).await.is_err());
        assert!(tokio::time::timeout(Duration::from_secs(1), writes.turn(false)).await.is_ok());
    }
}
