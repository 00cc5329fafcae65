//! The loop of one cluster: observe → derive → patch.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use flink_render::api::status::{ClusterState, ConditionType, JobState, Status, Truth};
use flink_render::status::facts::{Config, Facts, Flink};
use flink_render::status::{Derived, derive};
use k8s_openapi::jiff::Timestamp;
use tokio::time::{sleep, sleep_until};
use tracing::{debug, info, warn};

use crate::events::About;
use crate::observe::facts;
use crate::observe::flink::Poll;
use crate::observe::kinds::{Objects, WatchedCluster};
use crate::observe::kubernetes::Look;
use crate::pace::{Phase, jittered};
use crate::patch::{self, Written};
use crate::refuse::{Refusal, refusal};
use crate::shard::Key;
use crate::shared::Shared;

/// A change is rarely alone: a Deployment is not ready for the moment until its controller has seen a new annotation.
const SETTLE: Duration = Duration::from_millis(500);
/// Between two writes, unless a state changes.
const THROTTLE: Duration = Duration::from_secs(5);
/// Writes that meet a conflict are tried again so often, after 50 ms, 100 ms ...
const CONFLICTS: u32 = 5;
const CONFLICT_PAUSE: Duration = Duration::from_millis(50);
/// How long a cluster is left alone after a write that cannot succeed.
const INVALID_PAUSE: Duration = Duration::from_secs(300);
const FORBIDDEN_PAUSE: Duration = Duration::from_secs(60);
/// When to look again at what was not read yet.
const UNREAD: Duration = Duration::from_secs(60);
/// Whatever happened or did not: a cluster is looked at again.
const RESYNC: Duration = Duration::from_secs(600);

/// Keeps the status of one cluster until it is gone.
pub async fn keep(shared: Arc<Shared>, key: Arc<Key>) -> Arc<Key> {
    let mut keeper = Keeper {
        counted: Counted::new(&shared, &key),
        shared: &shared,
        key: &key,
        uid: None,
        poll: Poll::default(),
        written: None,
        tried: false,
        refused: None,
        blocked: None,
    };
    keeper.run().await;
    drop(keeper);
    key
}

/// What is remembered of one cluster between two looks.
struct Keeper<'a> {
    counted: Counted<'a>,
    shared: &'a Shared,
    key: &'a Key,
    /// Which of all that had this name it is.
    uid: Option<String>,
    poll: Poll,
    written: Option<Instant>,
    /// Whether a write was tried.
    tried: bool,
    refused: Option<Refusal>,
    /// Nothing is written until then.
    blocked: Option<Instant>,
}

/// The kinds that cannot be read.
type Unreadable = BTreeSet<&'static str>;

/// A status that is to be written, and what it was derived from.
struct Plan<'a> {
    cluster: &'a WatchedCluster,
    facts: Facts,
    derived: Derived,
}

/// What became of it.
enum Sent {
    /// There is no more to do until then.
    Done(Instant),
    /// The cluster has changed since it was looked at.
    Conflict,
    /// Nothing, or it is gone.
    Failed,
}

impl Keeper<'_> {
    async fn run(&mut self) {
        let mut first = true;
        loop {
            let Some(changed) = self.shared.world.changes(self.key) else { return };
            let next = match self.shared.world.look(self.key) {
                Look::Gone => return,
                Look::NotYet => Instant::now() + UNREAD,
                Look::Known(objects, _) if first && has_status(&objects) => {
                    Instant::now() + self.shared.pace.start()
                }
                // What a look needs, thousands of clusters need one at a time: they wait without it.
                Look::Known(..) => Box::pin(self.turn()).await,
            };
            first = false;
            tokio::select! {
                () = changed.notified() => sleep(SETTLE).await,
                () = sleep_until(next.into()) => {}
            }
        }
    }

    /// Looks at the cluster once, writes what is to be written, and says when to look again. A conflict is derived anew from what is
    /// there.
    async fn turn(&mut self) -> Instant {
        let Shared { asking, pace, writes, client, world, .. } = self.shared;
        let (mut turn, mut conflicts) = (None, 0);
        loop {
            let (objects, unreadable) = match self.look() {
                Ok(known) => known,
                Err(next) => return next,
            };
            let Some(cluster) = objects.cluster() else { return Instant::now() };
            let is_new =
                cluster.status.state.is_none() && cluster.object.metadata.deletion_timestamp.is_none();
            // There is something to write for sure.
            if turn.is_none() && is_new && !self.tried {
                // Thousands may wait: they hold nothing, and look when their turn has come.
                drop((objects, unreadable));
                turn = Some(writes.turn(true).await);
                continue;
            }
            Box::pin(self.poll.look(asking, pace, self.key, cluster, &objects)).await;
            if let Err(next) = self.plan(&objects, &unreadable) {
                return next;
            }
            drop((objects, unreadable));
            let Some(given) = turn.take() else {
                turn = Some(writes.turn(false).await);
                continue;
            };
            let place = writes.place(&self.key.namespace, given).await;
            // It may have waited for its place.
            let (objects, unreadable) = match self.look() {
                Ok(known) => known,
                Err(next) => return next,
            };
            let plan = match self.plan(&objects, &unreadable) {
                Ok(plan) => plan,
                Err(next) => return next,
            };
            if !self.shared.leads() {
                return Instant::now() + pace.pause(Phase::Changing, 0);
            }
            self.tried = true;
            let sent = Box::pin(self.send(plan, unreadable.is_empty())).await;
            drop((place, objects, unreadable));
            match sent {
                Sent::Done(next) => return next,
                Sent::Conflict if conflicts < CONFLICTS => {
                    sleep(jittered(CONFLICT_PAUSE * 2_u32.pow(conflicts))).await;
                    conflicts += 1;
                    if let Some(seen) = Box::pin(patch::read(client, self.key)).await {
                        world.learn(seen);
                    }
                }
                Sent::Conflict | Sent::Failed => return Instant::now() + pace.pause(Phase::Changing, 0),
            }
        }
    }

    /// The cluster as it is known now.
    ///
    /// # Errors
    /// It is left alone, or not known: when to look again.
    fn look(&mut self) -> Result<(Box<Objects>, Unreadable), Instant> {
        let Look::Known(objects, unreadable) = self.shared.world.look(self.key) else {
            return Err(Instant::now() + self.shared.pace.pause(Phase::Changing, 0));
        };
        // Another one of the same name begins anew.
        let uid = objects.cluster().and_then(|cluster| cluster.uid.as_ref());
        if uid != self.uid.as_ref() {
            self.uid = uid.cloned();
            (self.poll, self.written, self.tried, self.blocked) = (Poll::default(), None, false, None);
        }
        match objects.cluster() {
            Some(cluster) if self.refuses(cluster, &objects) => Err(Instant::now() + jittered(RESYNC)),
            Some(_) | None => Ok((objects, unreadable)),
        }
    }

    /// What is to be written.
    ///
    /// # Errors
    /// Nothing is, and this is when to look again.
    fn plan<'b>(&mut self, objects: &'b Objects, unreadable: &Unreadable) -> Result<Plan<'b>, Instant> {
        let now = Instant::now();
        let Some(cluster) = objects.cluster() else { return Err(now) };
        let config = Config {
            api_grace_seconds: self.shared.api_grace.into(),
            pending_deadline_seconds: self.shared.pending_deadline.into(),
        };
        let facts = facts(cluster, objects, unreadable, self.poll.answer(), config);
        let derived = derive(&facts, &cluster.status, Timestamp::now());
        if !derived.changed {
            self.succeeded(&facts, unreadable.is_empty());
            return Err(self.next(&derived.status));
        }
        if let Some(blocked) = self.blocked.filter(|blocked| now < *blocked) {
            return Err(blocked);
        }
        let urgent = states(&derived.status) != states(&cluster.status);
        match self.written.map(|written| written + THROTTLE).filter(|free| !urgent && now < *free) {
            Some(free) => Err(free),
            None => Ok(Plan { cluster, facts, derived }),
        }
    }

    async fn send(&mut self, plan: Plan<'_>, all_read: bool) -> Sent {
        let Shared { world, client, metrics, health, .. } = self.shared;
        let Plan { cluster, facts, derived } = plan;
        let now = Instant::now();
        let written =
            patch::patch(client, self.key, cluster.resource_version.as_deref(), &derived.status).await;
        metrics.patched(written.result());
        match written {
            Written::Applied(mut seen) => {
                debug!(cluster = %self.key, "patched");
                self.written = Some(Instant::now());
                health.forbidden(false);
                for note in derived.events {
                    info!(cluster = %self.key, "{note}");
                    self.shared.events.changed(self.about(cluster), note);
                }
                if !is_taken(&derived.status, &seen.status)
                    && let Written::Applied(now) = patch::take(client, self.key, &seen, &derived.status).await
                {
                    seen = now;
                }
                let (taken, status) = (is_taken(&derived.status, &seen.status), seen.status.clone());
                world.learn(*seen);
                if !taken {
                    // To write it again would not help either.
                    warn!(cluster = %self.key, "the status does not take what is written");
                    return Sent::Done(*self.blocked.insert(now + jittered(INVALID_PAUSE)));
                }
                // Stopping, then Stopped: what was written can be a step to more.
                if derive(&facts, &status, Timestamp::now()).changed {
                    return Sent::Done(Instant::now());
                }
                self.succeeded(&facts, all_read);
                Sent::Done(self.next(&derived.status))
            }
            Written::Conflict => Sent::Conflict,
            Written::Gone => {
                debug!(cluster = %self.key, "is gone");
                Sent::Failed
            }
            Written::Invalid(why) => {
                warn!(cluster = %self.key, why, "the CustomResourceDefinition does not take the status");
                Sent::Done(*self.blocked.insert(now + jittered(INVALID_PAUSE)))
            }
            Written::Forbidden(why) => {
                warn!(cluster = %self.key, why, "may not write the status");
                health.forbidden(true);
                Sent::Done(*self.blocked.insert(now + jittered(FORBIDDEN_PAUSE)))
            }
            Written::Failed(why) => {
                warn!(cluster = %self.key, why, "the status was not written");
                Sent::Failed
            }
        }
    }

    /// The status describes what was seen at the last look, if all was.
    fn succeeded(&self, facts: &Facts, all_read: bool) {
        if all_read && !matches!(facts.flink, Flink::Failed(_)) {
            self.shared.metrics.succeeded(self.key);
        }
    }

    /// When to look again at a cluster with this status.
    fn next(&mut self, status: &Status) -> Instant {
        let phase = phase(status);
        let polled = self.poll.next(&self.shared.pace, phase);
        // What only time changes is not waited for longer than this, whether Flink is asked or not.
        let tick = match phase {
            Phase::Changing => self.shared.pace.pause(phase, 0),
            Phase::Steady | Phase::Over => jittered(RESYNC),
        };
        polled.into_iter().fold(Instant::now() + tick, Instant::min)
    }

    fn about(&self, cluster: &WatchedCluster) -> About {
        let Key { namespace, name } = self.key;
        About { namespace: namespace.clone(), name: name.clone(), uid: cluster.uid.clone() }
    }

    /// Whether the cluster is left alone; its owner is told once.
    fn refuses(&mut self, cluster: &WatchedCluster, objects: &Objects) -> bool {
        let now = refusal(cluster, objects);
        if self.refused != now {
            if let Some(refusal) = &now {
                warn!(cluster = %self.key, reason = refusal.reason(), "{}", refusal.note());
                self.shared.events.refused(self.about(cluster), refusal.reason(), refusal.note());
            }
            self.counted.refused(now.is_some());
            self.refused = now;
        }
        self.refused.is_some()
    }
}

fn has_status(objects: &Objects) -> bool {
    objects.cluster().is_some_and(|cluster| cluster.status.state.is_some())
}

/// Whether the server has what was written; the order of conditions is its own.
fn is_taken(written: &Status, found: &Status) -> bool {
    let sorted = |status: &Status| {
        let mut status = status.clone();
        status.conditions.sort_by_key(|condition| condition.kind);
        status
    };
    sorted(written) == sorted(found)
}

/// What is at once worth a write.
fn states(status: &Status) -> (Option<ClusterState>, Option<JobState>) {
    (status.state, status.components.job.as_ref().and_then(|job| job.state))
}

/// What a status says about how often it is worth to look.
fn phase(status: &Status) -> Phase {
    let condition = |kind| status.conditions.iter().find(|condition| condition.kind == kind);
    let holds = |kind| condition(kind).is_none_or(|condition| condition.status == Truth::True);
    let ended =
        matches!(states(status).1, Some(JobState::Succeeded | JobState::Failed | JobState::Cancelled));
    if ended && condition(ConditionType::Reconciling).is_none() {
        Phase::Over
    } else if [ConditionType::Ready, ConditionType::FlinkAPIReachable, ConditionType::JobObserved]
        .into_iter()
        .all(holds)
    {
        Phase::Steady
    } else {
        Phase::Changing
    }
}

/// Counts a cluster as kept, or as left alone, as long as there is a keeper.
struct Counted<'a> {
    shared: &'a Shared,
    key: &'a Key,
    refused: bool,
}

impl<'a> Counted<'a> {
    fn new(shared: &'a Shared, key: &'a Key) -> Self {
        shared.metrics.keeping(key, true);
        Self { shared, key, refused: false }
    }

    fn refused(&mut self, refused: bool) {
        if self.refused != refused {
            self.refused = refused;
            self.shared.metrics.refusing(refused);
            self.shared.metrics.keeping(self.key, !refused);
        }
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.refused(false);
        self.shared.metrics.keeping(self.key, false);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn status(conditions: &[(&str, &str)], job: &str) -> Status {
        let conditions: Vec<_> =
            conditions.iter().map(|(kind, status)| json!({"type": kind, "status": status})).collect();
        from_value(
            json!({"state": "Running", "components": {"job": {"state": job}}, "conditions": conditions}),
        )
        .unwrap()
    }

    #[test]
    fn the_order_of_conditions_is_the_servers() {
        let written = status(&[("Ready", "True"), ("FlinkAPIReachable", "True")], "Running");
        assert!(is_taken(&written, &status(&[("FlinkAPIReachable", "True"), ("Ready", "True")], "Running")));
        assert!(!is_taken(
            &written,
            &status(&[("FlinkAPIReachable", "True"), ("Ready", "False")], "Running")
        ));
        assert!(!is_taken(&written, &status(&[("Ready", "True")], "Running")));
    }

    #[test]
    fn what_is_over_or_steady_is_looked_at_less() {
        for (conditions, job, expected) in [
            (&[("Ready", "True"), ("FlinkAPIReachable", "True")][..], "Running", Phase::Steady),
            (&[("Ready", "True"), ("FlinkAPIReachable", "False")], "Running", Phase::Changing),
            (&[("Ready", "True"), ("JobObserved", "False")], "Running", Phase::Changing),
            (&[("Ready", "False"), ("Reconciling", "True")], "Pending", Phase::Changing),
            (&[("Ready", "False"), ("Reconciling", "True")], "Failed", Phase::Changing),
            (&[("Ready", "False"), ("Stalled", "True")], "Failed", Phase::Over),
            (&[("Ready", "True")], "Succeeded", Phase::Over),
        ] {
            assert_eq!(phase(&status(conditions, job)), expected, "{conditions:?} {job}");
        }
    }
}
