//! Who of several replicas may write: the holder of a Lease, as client-go elects a leader.

use std::time::{Duration, Instant};

use k8s_openapi::api::coordination::v1::{Lease, LeaseSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::MicroTime;
use k8s_openapi::jiff::Timestamp;
use kube::api::{Api, ObjectMeta, PostParams};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tracing::{debug, info, warn};

use crate::pace::jittered;
use crate::plain::{LOG, plain, unquoted};

/// Another replica takes the Lease over when it was not renewed for so long.
const DURATION: Duration = Duration::from_secs(15);
/// The holder stops writing when it could not renew it for so long.
const RENEW: Duration = Duration::from_secs(10);
const RETRY: Duration = Duration::from_secs(2);

/// Until when this program may write; `None`: it may not.
pub type Term = Option<Instant>;

/// A Lease, as this replica sees it.
pub struct Election {
    api: Api<Lease>,
    name: String,
    view: View,
}

impl Election {
    /// For the Lease of this name.
    pub fn new(api: Api<Lease>, name: String, me: String) -> Self {
        Self { api, name, view: View { me, seen: None } }
    }

    /// Takes and renews the Lease until `stop` says so, then gives it back.
    pub async fn run(mut self, term: watch::Sender<Term>, mut stop: watch::Receiver<bool>) {
        // Replicas that start together do not ask together.
        let mut pause = RETRY.mul_f64(fastrand::f64());
        loop {
            tokio::select! {
                () = sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => break,
            }
            pause = jittered(RETRY);
            let asked = Instant::now();
            match timeout(RENEW, self.turn(asked)).await {
                Ok(Ok(true)) => {
                    if term.send_replace(Some(asked + RENEW)).is_none() {
                        info!(lease = self.name, holder = self.view.me, "leads");
                    }
                }
                Ok(Ok(false)) => lose(&term, "another replica holds the Lease"),
                Ok(Err(error)) => warn!(
                    lease = self.name,
                    error = plain(&unquoted(&error.to_string()), LOG),
                    "the Lease was not renewed"
                ),
                Err(_) => warn!(lease = self.name, "the API server was not heard of"),
            }
            if term.borrow().is_some_and(|until| until <= Instant::now()) {
                lose(&term, "the Lease could not be renewed");
            }
        }
        if term.send_replace(None).is_some() {
            match timeout(RETRY, self.release()).await {
                Ok(Ok(())) => info!(lease = self.name, "released the Lease"),
                Ok(Err(error)) => warn!(
                    lease = self.name,
                    error = plain(&unquoted(&error.to_string()), LOG),
                    "the Lease was not released"
                ),
                Err(_) => warn!(lease = self.name, "the Lease was not released in time"),
            }
        }
    }

    /// Whether this replica holds the Lease after this turn.
    async fn turn(&mut self, now: Instant) -> kube::Result<bool> {
        let Some(mut lease) = self.api.get_opt(&self.name).await? else {
            let metadata = ObjectMeta { name: Some(self.name.clone()), ..ObjectMeta::default() };
            let lease = Lease { metadata, spec: Some(self.view.held(None)) };
            return won(self.api.create(&PostParams::default(), &lease).await);
        };
        let spec = lease.spec.take().unwrap_or_default();
        if !self.view.is_mine(&spec) && self.view.is_held(&spec, now) {
            return Ok(false);
        }
        lease.spec = Some(self.view.held(Some(spec)));
        won(self.api.replace(&self.name, &PostParams::default(), &lease).await)
    }

    /// Lets the next one take it at once.
    async fn release(&self) -> kube::Result<()> {
        let mut lease = self.api.get(&self.name).await?;
        if let Some(spec) = lease.spec.as_mut().filter(|spec| self.view.is_mine(spec)) {
            spec.holder_identity = Some(String::new());
            spec.lease_duration_seconds = Some(1);
            self.api.replace(&self.name, &PostParams::default(), &lease).await?;
        }
        Ok(())
    }
}

/// What this replica knows of a Lease.
struct View {
    me: String,
    /// What another one last wrote, and when that was first seen here: clocks of other machines are not compared.
    seen: Option<(LeaseSpec, Instant)>,
}

impl View {
    fn is_mine(&self, spec: &LeaseSpec) -> bool {
        spec.holder_identity.as_deref() == Some(self.me.as_str())
    }

    /// Whether another one holds it: it changed within the time that it says.
    fn is_held(&mut self, spec: &LeaseSpec, now: Instant) -> bool {
        let since = match &self.seen {
            Some((seen, since)) if seen == spec => *since,
            _ => self.seen.insert((spec.clone(), now)).1,
        };
        let seconds = spec.lease_duration_seconds.and_then(|seconds| u64::try_from(seconds).ok());
        let duration = seconds.map_or(DURATION, Duration::from_secs);
        spec.holder_identity.as_deref().is_some_and(|holder| !holder.is_empty()) && now < since + duration
    }

    /// The Lease as this replica writes it.
    fn held(&self, before: Option<LeaseSpec>) -> LeaseSpec {
        let now = MicroTime(Timestamp::now());
        let before = before.unwrap_or_default();
        let renewed = self.is_mine(&before);
        LeaseSpec {
            holder_identity: Some(self.me.clone()),
            lease_duration_seconds: i32::try_from(DURATION.as_secs()).ok(),
            acquire_time: before.acquire_time.filter(|_| renewed).or_else(|| Some(now.clone())),
            renew_time: Some(now),
            lease_transitions: Some(before.lease_transitions.map_or(0, |n| n + i32::from(!renewed))),
            ..LeaseSpec::default()
        }
    }
}

/// A conflict is the other one's win.
fn won(written: kube::Result<Lease>) -> kube::Result<bool> {
    match written {
        Ok(_) => Ok(true),
        Err(kube::Error::Api(status)) if status.code == 409 => Ok(false),
        Err(error) => Err(error),
    }
}

fn lose(term: &watch::Sender<Term>, why: &'static str) {
    if term.send_replace(None).is_some() {
        warn!(why, "stops writing");
    } else {
        debug!(why, "stands by");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(me: &str) -> View {
        View { me: me.to_owned(), seen: None }
    }

    #[test]
    fn a_lease_is_held_as_long_as_it_changes() {
        let (mut standby, start) = (view("b"), Instant::now());
        let first = view("a").held(None);
        assert!(standby.is_held(&first, start));
        assert!(standby.is_held(&first, start + DURATION - Duration::from_millis(1)));
        let renewed = view("a").held(Some(first.clone()));
        assert_ne!(first, renewed);
        assert!(standby.is_held(&renewed, start + DURATION));
        assert!(!standby.is_held(&renewed, start + 2 * DURATION));
    }

    #[test]
    fn a_released_lease_is_free_at_once() {
        let spec = LeaseSpec { holder_identity: Some(String::new()), ..view("a").held(None) };
        assert!(!view("b").is_held(&spec, Instant::now()));
    }

    #[test]
    fn taking_over_is_counted_and_renewing_is_not() {
        let first = view("a").held(None);
        let renewed = view("a").held(Some(first.clone()));
        assert_eq!((first.lease_transitions, renewed.lease_transitions), (Some(0), Some(0)));
        assert_eq!(first.acquire_time, renewed.acquire_time);
        let taken = view("b").held(Some(renewed));
        assert_eq!(taken.lease_transitions, Some(1));
        assert_ne!(taken.acquire_time, first.acquire_time);
    }
}
