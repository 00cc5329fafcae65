//! What Flink says of one cluster, and when it is asked again.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use flink_render::flink::answers::{Checkpoints, JobOverview, Overview};
use flink_render::k8s::names;
use flink_render::status::facts::{ApiError, Deployment, Flink, Object};
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;
use tracing::{debug, warn};

use crate::metrics::Metrics;
use crate::observe::access::{self, Caller};
use crate::observe::flink_rest::{self, Failure};
use crate::observe::kinds::{Cluster, Objects};
use crate::pace::{Pace, Phase};
use crate::shard::Key;

/// Checkpoints are asked for with every so many looks, and whenever the jobs change.
const CHECKPOINTS: u32 = 3;
/// Of so many jobs at most.
const JOBS: usize = 8;
/// The files with certificates and passwords are read again after this: whoever renews them restarts nothing.
const FRESH: Duration = Duration::from_secs(300);
/// Between two looks, whatever Kubernetes tells.
const SOONEST: Duration = Duration::from_secs(2);

/// How many requests are under way at one time.
const IN_FLIGHT: usize = 64;

/// What the looks at all clusters share.
pub struct Asking {
    access: access::Config,
    url: String,
    in_flight: Semaphore,
    metrics: Arc<Metrics>,
}

impl Asking {
    /// `url` is the address of a cluster without one of its own, with `{scheme}`, `{name}`, `{namespace}` and `{port}`.
    pub fn new(access: access::Config, url: String, metrics: Arc<Metrics>) -> Self {
        Self { access, url, in_flight: Semaphore::new(IN_FLIGHT), metrics }
    }
}

/// The looks at one cluster's REST API.
#[derive(Default)]
pub struct Poll {
    answer: Flink,
    asked: Option<Instant>,
    /// Looks in a row that nobody answered.
    failures: u32,
    round: u32,
    /// Not before this.
    due: Option<Instant>,
    /// The objects at the last look: when they change, so may Flink.
    objects: Objects,
    caller: Option<(Caller, Instant)>,
}

impl Poll {
    /// The last answer.
    pub fn answer(&self) -> Flink {
        self.answer.clone()
    }

    /// Looks, if it is time; a JobManager that is not ready is not asked.
    pub async fn look(&mut self, asking: &Asking, key: &Key, cluster: &Cluster, objects: &Objects) {
        if !is_asked(cluster, objects) {
            *self = Self { caller: self.caller.take(), ..Self::default() };
            return;
        }
        let now = Instant::now();
        let moved = !same(&self.objects, objects);
        let soonest = self.asked.map_or(now, |asked| asked + SOONEST);
        let due = self.due.unwrap_or(now);
        self.due = Some(if moved { due.min(soonest) } else { due });
        if self.asked.is_some() && self.due.is_some_and(|due| now < due) {
            return;
        }
        self.objects = objects.clone();
        self.asked = Some(now);
        let Ok(_permit) = asking.in_flight.acquire().await else { return };
        let answered = self.ask(asking, key, cluster, moved).await;
        asking.metrics.requested(word(answered.as_ref().err()));
        match answered {
            Ok(answer) => {
                self.failures = 0;
                self.round = self.round.wrapping_add(1);
                self.answer = answer;
            }
            Err(failure) => {
                let (error, cause) = failure.of_api();
                if self.failures == 0 {
                    warn!(cluster = %key, ?error, cause, "Flink does not answer");
                }
                self.failures = self.failures.saturating_add(1);
                self.answer = Flink::Failed(error);
            }
        }
    }

    /// When to look again, after a look; `None`: Flink is not asked.
    pub fn next(&mut self, pace: &Pace, phase: Phase) -> Option<Instant> {
        let asked = self.asked?;
        if self.due.is_none_or(|due| due <= asked) {
            self.due = Some(asked + pace.pause(phase, self.failures));
        }
        self.due
    }

    async fn ask(
        &mut self,
        asking: &Asking,
        key: &Key,
        cluster: &Cluster,
        moved: bool,
    ) -> Result<Flink, Failure> {
        let caller = self.caller(asking, key)?;
        let base = address(asking, key, cluster);
        let body = flink_rest::get(&caller, &format!("{base}/jobs/overview")).await?;
        let Overview { jobs } = read(&body)?;
        let (mut checkpoints, changed) = match &mut self.answer {
            Flink::Answered { jobs: old, checkpoints } => {
                (std::mem::take(checkpoints), !same_jobs(old, &jobs))
            }
            Flink::NotPolled | Flink::Failed(_) => (BTreeMap::new(), true),
        };
        let recorded = cluster.status.components.job.as_ref().and_then(|job| job.id.as_deref());
        let wanted: Vec<_> = wanted(&jobs, recorded).collect();
        checkpoints.retain(|id, _| wanted.contains(&id.as_str()));
        if cluster.object.spec.job.is_some() && (changed || moved || self.round.is_multiple_of(CHECKPOINTS)) {
            for id in wanted {
                let url = format!("{base}/jobs/{id}/checkpoints");
                let answered =
                    flink_rest::get(&caller, &url).await.and_then(|body| read::<Checkpoints>(&body));
                asking.metrics.requested(word(answered.as_ref().err()));
                match answered {
                    Ok(answer) => {
                        checkpoints.insert(id.to_owned(), answer);
                    }
                    // Checkpoints are off, or the job is forgotten.
                    Err(Failure::NotFound) => {
                        checkpoints.remove(id);
                    }
                    // The overview was answered: what was known of savepoints stays known.
                    Err(Failure::Api(_, cause)) => debug!(cluster = %key, job = id, cause, "no checkpoints"),
                }
            }
        }
        Ok(Flink::Answered { jobs, checkpoints })
    }

    fn caller(&mut self, asking: &Asking, key: &Key) -> Result<Caller, Failure> {
        match &self.caller {
            Some((caller, read)) if read.elapsed() < FRESH => Ok(caller.clone()),
            _ => {
                let caller = asking.access.access(key).caller();
                let caller = caller.map_err(|cause| Failure::Api(ApiError::Unauthorized, cause))?;
                self.caller = Some((caller.clone(), Instant::now()));
                Ok(caller)
            }
        }
    }
}

/// The JobManager's Deployment is ready.
fn is_asked(cluster: &Cluster, objects: &Objects) -> bool {
    let deployment = objects.deployments.get(&names::job_manager(&cluster.object.metadata.name));
    deployment.is_some_and(|part| is_ready(&part.object))
}

fn is_ready(deployment: &Deployment) -> bool {
    let Object { metadata, spec, status } = deployment;
    let wanted = spec.replicas.unwrap_or(1);
    let current =
        status.observed_generation.is_none_or(|seen| metadata.generation.is_none_or(|now| now <= seen));
    metadata.deletion_timestamp.is_none()
        && wanted > 0
        && status.available_replicas.unwrap_or(0) >= wanted
        && current
}

/// Whether nothing but the FlinkCluster itself has changed.
fn same(old: &Objects, new: &Objects) -> bool {
    let of = |objects: &Objects| Objects { flink_clusters: BTreeMap::new(), ..objects.clone() };
    of(old) == of(new)
}

fn same_jobs(old: &[JobOverview], new: &[JobOverview]) -> bool {
    let words = |jobs: &[JobOverview]| -> BTreeMap<String, String> {
        jobs.iter().map(|job| (job.jid.clone(), job.state.clone())).collect()
    };
    words(old) == words(new)
}

/// The jobs whose checkpoints tell something: the recorded one and those that live, else the newest. What is no id gets
/// into no address.
fn wanted<'a>(jobs: &'a [JobOverview], recorded: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    let mut jobs: Vec<_> = jobs
        .iter()
        .filter(|job| job.jid.len() == 32 && job.jid.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .collect();
    jobs.sort_by_key(|job| {
        let ours = recorded == Some(job.jid.as_str());
        (Reverse(ours), Reverse(job.end_time.is_none_or(|end| end < 0)), Reverse(job.start_time))
    });
    jobs.into_iter().take(JOBS).map(|job| job.jid.as_str())
}

/// Where a cluster's REST API is.
fn address(asking: &Asking, key: &Key, cluster: &Cluster) -> String {
    if let Some(url) = &asking.access.access(key).url {
        return url.trim_end_matches('/').to_owned();
    }
    let scheme = if cluster.encrypted { "https" } else { "http" };
    let url = asking.url.replace("{scheme}", scheme).replace("{port}", &cluster.ui_port.to_string());
    url.replace("{namespace}", &key.namespace).replace("{name}", &key.name).trim_end_matches('/').to_owned()
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|error| Failure::Api(ApiError::MalformedBody, error.to_string()))
}

/// The result of a request, for the metrics.
fn word(failure: Option<&Failure>) -> &'static str {
    match failure {
        None => "OK",
        Some(Failure::NotFound) => "NotFound",
        Some(Failure::Api(error, _)) => match error {
            ApiError::ConnectionRefused => "ConnectionRefused",
            ApiError::Timeout => "Timeout",
            ApiError::DnsError => "DnsError",
            ApiError::ServiceUnavailable => "ServiceUnavailable",
            ApiError::ServerError => "ServerError",
            ApiError::Unauthorized => "Unauthorized",
            ApiError::MalformedBody => "MalformedBody",
        },
    }
}
