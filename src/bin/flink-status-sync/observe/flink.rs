//! What Flink says of one cluster, and when it is asked again.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use flink_render::flink::answers::{Checkpoints, JobOverview, Overview};
use flink_render::k8s::names;
use flink_render::status::facts::{ApiError, Flink};
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;
use tracing::{debug, warn};

use crate::metrics::Metrics;
use crate::observe::access::{self, Access, Caller};
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
    /// One for all clusters that are reached in the same way: each holds the certificate authorities.
    callers: Mutex<BTreeMap<Access, (Caller, Instant)>>,
}

impl Asking {
    /// `url` is the address of a cluster without one of its own, with `{scheme}`, `{name}`, `{namespace}` and `{port}`.
    ///
    /// # Errors
    /// It is no address.
    pub fn new(access: access::Config, url: String, metrics: Arc<Metrics>) -> Result<Self, String> {
        let example = filled(&url, "http", "namespace", "name", 1);
        match reqwest::Url::parse(&example) {
            Ok(address) if address.has_host() && !example.contains(['{', '}']) => Ok(Self {
                access,
                url,
                in_flight: Semaphore::new(IN_FLIGHT),
                metrics,
                callers: Mutex::default(),
            }),
            _ => Err(format!(
                "{url:?} is no address of a REST API: {{scheme}}, {{name}}, {{namespace}} and {{port}} are filled in"
            )),
        }
    }

    fn caller(&self, key: &Key) -> Result<Caller, Failure> {
        let access = self.access.access(key);
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        match callers.get(access) {
            Some((caller, read)) if read.elapsed() < FRESH => Ok(caller.clone()),
            _ => {
                let caller = access.caller().map_err(|cause| Failure::Api(ApiError::Unauthorized, cause))?;
                callers.insert(access.clone(), (caller.clone(), Instant::now()));
                Ok(caller)
            }
        }
    }
}

fn filled(url: &str, scheme: &str, namespace: &str, name: &str, port: u16) -> String {
    let url = url.replace("{scheme}", scheme).replace("{port}", &port.to_string());
    url.replace("{namespace}", namespace).replace("{name}", name).trim_end_matches('/').to_owned()
}

/// The looks at one cluster's REST API.
#[derive(Default)]
pub struct Poll {
    answer: Flink,
    asked: Option<Instant>,
    /// Looks in a row that nobody answered.
    failures: u32,
    round: u32,
    /// Not before this; `None` until it is known what the cluster is at.
    due: Option<Instant>,
    /// The objects at the last look: when they change, so may Flink.
    objects: Objects,
}

impl Poll {
    /// The last answer.
    pub fn answer(&self) -> Flink {
        self.answer.clone()
    }

    /// Looks, if it is time; a JobManager that is not ready is not asked.
    pub async fn look(&mut self, asking: &Asking, key: &Key, cluster: &Cluster, objects: &Objects) {
        if !is_asked(cluster, objects) {
            *self = Self::default();
            return;
        }
        let now = Instant::now();
        let moved = !same(&self.objects, objects);
        if let Some(asked) = self.asked {
            let soonest = asked + SOONEST;
            let due = self.due.get_or_insert(soonest);
            if moved {
                *due = soonest.min(*due);
            }
            if now < *due {
                return;
            }
        }
        self.objects = objects.clone();
        self.asked = Some(now);
        self.due = None;
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
        Some(*self.due.get_or_insert_with(|| asked + pace.pause(phase, self.failures)))
    }

    async fn ask(
        &mut self,
        asking: &Asking,
        key: &Key,
        cluster: &Cluster,
        moved: bool,
    ) -> Result<Flink, Failure> {
        let caller = asking.caller(key)?;
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
}

/// The JobManager's Deployment is ready.
fn is_asked(cluster: &Cluster, objects: &Objects) -> bool {
    let deployment = objects.deployments.get(&names::job_manager(&cluster.object.metadata.name));
    deployment.is_some_and(|part| part.object.is_ready())
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
    filled(&asking.url, scheme, &key.namespace, &key.name, cluster.ui_port)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|error| Failure::Api(ApiError::MalformedBody, error.to_string()))
}

/// The result of a request, for the metrics.
fn word(failure: Option<&Failure>) -> &'static str {
    match failure {
        None => "OK",
        Some(Failure::NotFound) => "NotFound",
        Some(Failure::Api(error, _)) => error.reason(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use axum::Router;
    use axum::http::StatusCode;
    use axum::routing::get;
    use flink_render::api::status::{JobState, JobStatus};
    use flink_render::status::derive;
    use flink_render::status::facts::Config;
    use k8s_openapi::jiff::Timestamp;
    use serde_json::{Value, from_value, json};

    use super::*;
    use crate::observe::facts;
    use crate::observe::kinds::{self, Kind, Seen};

    const SUBMITTER: &str = "orders-job-0";

    /// Answers that a real Flink of this version gave in this situation.
    fn captured(version: &str, situation: &str) -> Option<PathBuf> {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flink-rest").join(version).join(situation);
        folder.is_dir().then_some(folder)
    }

    async fn flink(folder: &Path) -> u16 {
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
        let (overview, checkpoints) = (read("jobs_overview.json").unwrap(), read("job_checkpoints.json"));
        let routes = Router::new().route("/jobs/overview", get(async move || overview)).route(
            "/jobs/{id}/checkpoints",
            get(async move || checkpoints.ok_or((StatusCode::NOT_FOUND, "{\"errors\":[\"Job not found\"]}"))),
        );
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        port
    }

    fn put<K: Kind>(objects: &mut Objects, value: Value) {
        let seen: Seen<K> = from_value(value).unwrap();
        let name = seen.metadata.name.clone().unwrap();
        K::shelf(objects).insert(name, K::keep(seen));
    }

    /// A cluster whose JobManager is ready and whose submitter is at work.
    fn objects(port: u16, job: Option<&JobOverview>) -> Objects {
        let mut objects = Objects::default();
        let recorded = job.map(|job| JobStatus {
            name: SUBMITTER.to_owned(),
            id: Some(job.jid.clone()),
            state: Some(JobState::Running),
            ..JobStatus::default()
        });
        let spec = json!({"jobManager": {"ports": {"ui": port}}, "job": {"jarFile": "x.jar"}});
        let status = json!({"components": {"job": recorded}});
        put::<kinds::FlinkCluster>(
            &mut objects,
            json!({"metadata": {"name": "orders"}, "spec": spec, "status": status}),
        );
        let (spec, status) = (json!({"replicas": 1}), json!({"availableReplicas": 1}));
        let metadata = json!({"name": "orders-jobmanager"});
        put::<kinds::Deployment>(&mut objects, json!({"metadata": metadata, "spec": spec, "status": status}));
        let metadata = json!({"name": SUBMITTER, "labels": {"flinkoperator.k8s.io/role": "submitter"}});
        put::<kinds::Job>(&mut objects, json!({"metadata": metadata, "status": {"active": 1}}));
        objects
    }

    /// What is derived when this Flink is asked.
    async fn job(folder: &Path) -> JobStatus {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let overview = std::fs::read(folder.join("jobs_overview.json")).unwrap();
        let Overview { jobs } = serde_json::from_slice(&overview).unwrap();
        let newest = jobs.iter().max_by_key(|job| job.start_time);
        let objects = objects(flink(folder).await, newest);
        let cluster = objects.cluster().unwrap();
        let url = "http://127.0.0.1:{port}".to_owned();
        let asking = Asking::new(access::Config::default(), url, Metrics::new()).unwrap();
        let key = Key { namespace: "streams".to_owned(), name: "orders".to_owned() };
        let mut poll = Poll::default();
        poll.look(&asking, &key, cluster, &objects).await;
        let facts = facts(cluster, &objects, &BTreeSet::new(), poll.answer(), Config::default());
        let derived = derive(&facts, &cluster.status, Timestamp::now());
        derived.status.components.job.unwrap()
    }

    #[tokio::test]
    async fn every_flink_is_understood() {
        let mut understood = 0;
        for version in ["1.8.3", "1.9.3", "1.10.3", "1.14.6", "2.3.0"] {
            for (situation, state) in [
                ("no-taskmanager-no-job", JobState::Pending),
                ("job-waiting-for-slots", JobState::Running),
                ("canceled-with-savepoint", JobState::Cancelled),
                ("restored", JobState::Running),
                ("failed", JobState::Failed),
                ("restarting-fixed-delay", JobState::Running),
            ] {
                let Some(folder) = captured(version, situation) else { continue };
                let job = job(&folder).await;
                let case = format!("{situation} on {version}: {job:?}");
                assert_eq!(job.state, Some(state), "{case}");
                assert_eq!(job.id.is_some(), state != JobState::Pending, "{case}");
                let is_savepoint = |path: &Option<String>| {
                    path.as_ref().is_some_and(|path| path.starts_with("file:/data/sp/savepoint-"))
                };
                assert_eq!(
                    is_savepoint(&job.savepoint_location),
                    situation == "canceled-with-savepoint",
                    "{case}"
                );
                assert_eq!(is_savepoint(&job.from_savepoint), situation == "restored", "{case}");
                understood += 1;
            }
        }
        assert!(understood >= 22, "{understood} situations");
    }

    #[tokio::test]
    async fn flink_is_not_asked_before_it_is_time() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Nobody listens there.
        let objects = objects(1, None);
        let cluster = objects.cluster().unwrap();
        let url = "http://127.0.0.1:{port}".to_owned();
        let metrics = Metrics::new();
        let asking = Asking::new(access::Config::default(), url, Arc::clone(&metrics)).unwrap();
        let key = Key { namespace: "streams".to_owned(), name: "orders".to_owned() };
        let mut poll = Poll::default();
        let pace = Pace {
            changing: Duration::from_secs(10),
            steady: Duration::from_secs(30),
            over: Duration::from_secs(300),
        };
        for _ in 0..3 {
            poll.look(&asking, &key, cluster, &objects).await;
            assert_eq!(poll.answer(), Flink::Failed(ApiError::ConnectionRefused));
            let next = poll.next(&pace, Phase::Changing).unwrap();
            assert!(next > Instant::now() + Duration::from_secs(7));
        }
        assert!(metrics.text().contains("rest_requests_total{result=\"ConnectionRefused\"} 1\n"));

        // A JobManager that is not ready is not asked at all.
        let mut away = objects.clone();
        let metadata = json!({"name": "orders-jobmanager"});
        put::<kinds::Deployment>(&mut away, json!({"metadata": metadata, "spec": {"replicas": 1}}));
        poll.look(&asking, &key, cluster, &away).await;
        assert_eq!((poll.answer(), poll.next(&pace, Phase::Changing)), (Flink::NotPolled, None));
    }

    #[test]
    fn addresses_are_checked_before_anything_is_asked() {
        let asking = |url: &str| Asking::new(access::Config::default(), url.to_owned(), Metrics::new());
        for good in [
            "{scheme}://{name}-jobmanager.{namespace}.svc:{port}",
            "http://localhost:{port}",
            "https://flink/{name}",
        ] {
            assert!(asking(good).is_ok(), "{good}");
        }
        for bad in ["", "localhost:8081", "http://{cluster}:8081", "{name}"] {
            assert!(asking(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_that_are_none_are_not_asked_for() {
        let job = |jid: &str| JobOverview { jid: jid.to_owned(), ..JobOverview::default() };
        let good = "0123456789abcdef0123456789abcdef";
        let jobs = [job("../../jars"), job(good), job(""), job(&good[1..])];
        assert_eq!(wanted(&jobs, None).collect::<Vec<_>>(), [good]);
    }
}
