//! What Flink says of one cluster, and when it is asked again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use flink_render::flink::answers::{self, Checkpoints, JobOverview};
use flink_render::k8s::names;
use flink_render::status::facts::{ApiError, Config, Flink};
use flink_render::status::listing;
use tokio::time::timeout;
use tracing::warn;

use crate::metrics::Metrics;
use crate::observe::access::{self, Access, Caller};
use crate::observe::address::Template;
use crate::observe::flink_rest::{self, Failure};
use crate::observe::kinds::{Objects, WatchedCluster};
use crate::observe::lanes::{Lanes, Queue};
use crate::pace::{Pace, Phase};
use crate::shard::Key;

/// Checkpoints are asked for with every so many looks, and whenever the jobs change.
const CHECKPOINTS: u32 = 3;
/// The files with certificates and passwords are read again after this: whoever renews them restarts nothing.
const FRESH: Duration = Duration::from_secs(300);
/// Between two looks, whatever Kubernetes tells; the second one while Flink does not answer.
const SOONEST: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(10));
/// Longer answers wait for one of few places, and still longer ones are not read.
const SMALL: usize = 64 << 10;
const LARGEST: usize = 8 << 20;
/// Nobody's status waits longer than this for the checkpoints' turn; they are asked for with the next look then.
const PATIENCE: Duration = Duration::from_secs(1);
/// For so long a job that has just come is not told of: while it initializes, and until its checkpoints are known.
const INITIALIZES: Duration = Duration::from_secs(30);
const UNKNOWN: Duration = Duration::from_secs(5);
/// After one failure so many answers in a row make a Flink trusted again.
const DOUBT: u32 = 4;

/// What the looks at all clusters share.
pub struct Asking {
    access: access::Config,
    template: Template,
    lanes: Lanes,
    metrics: Arc<Metrics>,
    /// One for all clusters that are reached in the same way: each holds the certificate authorities.
    callers: Mutex<BTreeMap<Access, (Caller, Instant)>>,
}

impl Asking {
    /// `template` is the address of a cluster without one of its own.
    pub fn new(access: access::Config, template: Template, metrics: Arc<Metrics>) -> Self {
        Self { access, template, lanes: Lanes::new(), metrics, callers: Mutex::default() }
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

    fn address(&self, key: &Key, cluster: &WatchedCluster, objects: &Objects) -> Result<String, Failure> {
        match &self.access.access(key).url {
            Some(url) => Ok(url.trim_end_matches('/').to_owned()),
            None => self.template.of(key, cluster, objects).map_err(|error| {
                Failure::Api(error, "the JobManager's Service is not there, or leads to no pods".to_owned())
            }),
        }
    }
}

/// One question to one Flink, asked again and again.
struct Line {
    /// How often in a row there was no answer.
    failures: u32,
    /// How many answers are due until it is trusted.
    doubt: u32,
    /// Its last answer was large.
    large: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self { failures: 0, doubt: 1, large: false }
    }
}

impl Line {
    /// Asks, and reads the answer while it has a place in memory. `doubtful`: where it waits until it is trusted.
    async fn ask<T>(
        &mut self,
        asking: &Asking,
        caller: &Caller,
        (key, url): (&Key, &str),
        (doubtful, patience): (Queue, Duration),
        read: impl Fn(&[u8]) -> Result<T, serde_json::Error>,
    ) -> Result<T, Failure> {
        let read = |body: &[u8]| read(body).map_err(|error| flink_rest::malformed(&error));
        let enter = async |queue| match timeout(patience, asking.lanes.enter(queue, &key.namespace)).await {
            Ok(Some(pass)) => Ok(pass),
            Ok(None) | Err(_) => Err(Failure::NoTurn),
        };
        let mut answered = None;
        if !self.large {
            let queue = if self.doubt == 0 { Queue::Trusted } else { doubtful };
            let _pass = enter(queue).await?;
            match Box::pin(flink_rest::get(caller, url, SMALL)).await {
                Err(Failure::Api(ApiError::AnswerTooLarge, _)) => self.large = true,
                other => answered = Some(other.and_then(|body| read(&body))),
            }
        }
        let answered = match answered {
            Some(answered) => answered,
            None => {
                let _pass = enter(Queue::Large).await?;
                let body = Box::pin(flink_rest::get(caller, url, LARGEST)).await;
                self.large = body.as_ref().is_ok_and(|body| body.len() > SMALL)
                    || matches!(body, Err(Failure::Api(ApiError::AnswerTooLarge, _)));
                body.and_then(|body| read(&body))
            }
        };
        asking.metrics.requested(answered.as_ref().err().map_or("OK", Failure::word));
        if let Err(Failure::Api(..)) = answered {
            self.failures = self.failures.saturating_add(1);
            self.doubt = DOUBT;
        } else {
            self.failures = 0;
            self.doubt = self.doubt.saturating_sub(1);
        }
        answered
    }
}

/// What is known of a job that is listed.
struct Known {
    id: String,
    listed: Instant,
    initialized: Option<Instant>,
    /// Flink has said what its checkpoints are, or that there are none.
    answered: bool,
}

impl Known {
    fn now(id: &str) -> Self {
        Self { id: id.to_owned(), listed: Instant::now(), initialized: None, answered: false }
    }

    /// Whether what it started from may be known soon.
    fn is_starting(&self) -> bool {
        let patient = self.initialized.map_or_else(
            || self.listed.elapsed() < INITIALIZES,
            |initialized| initialized.elapsed() < UNKNOWN,
        );
        patient && !self.answered
    }
}

/// The looks at one cluster's REST API.
#[derive(Default)]
pub struct Poll {
    answer: Flink,
    asked: Option<Instant>,
    /// Looks in a row that nobody answered.
    failures: u32,
    overview: Line,
    checkpoints: Line,
    /// Checkpoints were to be asked for, and others were before.
    checkpoints_owed: bool,
    /// They are not asked for before this.
    checkpoints_due: Option<Instant>,
    jobs: Vec<Known>,
    round: u32,
    /// Not before this; `None` until it is known what the cluster is at.
    due: Option<Instant>,
    /// Which of the objects' changes the last look knew: when they change, so may Flink.
    changes: u64,
    /// It was said that a password is kept back.
    warned: bool,
}

impl Poll {
    /// The last answer.
    pub fn answer(&self) -> Flink {
        self.answer.clone()
    }

    /// Looks, if it is time; a JobManager that is not ready is not asked.
    pub async fn look(
        &mut self,
        asking: &Asking,
        pace: &Pace,
        key: &Key,
        cluster: &WatchedCluster,
        objects: &Objects,
    ) {
        if !is_asked(cluster, objects) {
            *self = Self::default();
            return;
        }
        let now = Instant::now();
        let moved = self.changes != objects.changes;
        if let Some(asked) = self.asked {
            let soonest = asked + if self.failures == 0 { SOONEST.0 } else { SOONEST.1 };
            if moved {
                self.due = Some(self.due.map_or(soonest, |due| due.min(soonest)));
            }
            // What is known is not asked for again before `next` was told.
            if now < self.due.unwrap_or(soonest) {
                return;
            }
        }
        self.changes = objects.changes;
        let answered = self.ask(asking, pace, key, cluster, objects, moved).await;
        // Who waited long for his turn does not ask again at once.
        self.asked = Some(Instant::now());
        self.due = None;
        match answered {
            Ok(answer) => {
                self.failures = 0;
                self.round = self.round.wrapping_add(1);
                let starts = matches!(&answer, Flink::Answered { starting, .. } if !starting.is_empty());
                if starts && self.checkpoints.failures == 0 {
                    self.due = self.asked.map(|asked| asked + SOONEST.0);
                }
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
        pace: &Pace,
        key: &Key,
        cluster: &WatchedCluster,
        objects: &Objects,
        moved: bool,
    ) -> Result<Flink, Failure> {
        let caller = asking.caller(key)?;
        let base = asking.address(key, cluster, objects)?;
        if caller.keeps_back(&base) && !self.warned {
            self.warned = true;
            warn!(cluster = %key, "Flink speaks no TLS: it is asked without the password");
        }
        let known = known(cluster, objects);
        let url = format!("{base}/jobs/overview");
        let read = |body: &[u8]| listing::read(body, &known);
        let jobs =
            self.overview.ask(asking, &caller, (key, &url), (Queue::Doubtful, Duration::MAX), read).await?;
        let (mut checkpoints, changed) = match &mut self.answer {
            Flink::Answered { jobs: old, checkpoints, starting: _ } => {
                (std::mem::take(checkpoints), !same_jobs(old, &jobs))
            }
            Flink::NotPolled | Flink::Failed(_) => (Vec::new(), true),
        };
        let recorded = cluster.status.components.job.as_ref().and_then(|job| job.id.as_deref());
        let wanted: Vec<_> = wanted(&jobs, recorded).collect();
        checkpoints.retain(|(id, _)| wanted.contains(&id.as_str()));
        self.jobs.retain(|known| wanted.contains(&known.id.as_str()));
        // Before its initialization is over Flink knows nothing of a job's checkpoints, and would go on to say so for seconds
        // after it: answers are kept.
        let initializing = |id: &str| jobs.iter().any(|job| job.jid == id && job.state == INITIALIZING);
        for id in &wanted {
            if self.known(id).is_none() {
                self.jobs.reserve_exact(1);
                self.jobs.push(Known::now(id));
            }
            if let Some(known) = self.known(id).filter(|_| !initializing(id)) {
                known.initialized.get_or_insert_with(Instant::now);
            }
        }
        let due = self.checkpoints_due.is_none_or(|due| due <= Instant::now());
        let starts = !self.starting(&jobs).is_empty();
        let turn =
            changed || moved || starts || self.checkpoints_owed || self.round.is_multiple_of(CHECKPOINTS);
        let has_job = cluster.object.spec.job.is_some();
        if has_job && due && turn {
            self.checkpoints_owed = false;
            for id in wanted.into_iter().filter(|id| !initializing(id)) {
                let url = format!("{base}/jobs/{id}/checkpoints");
                let read = |body: &[u8]| serde_json::from_slice::<Checkpoints>(body);
                match self
                    .checkpoints
                    .ask(asking, &caller, (key, &url), (Queue::Second, PATIENCE), read)
                    .await
                {
                    Ok(answer) => {
                        checkpoints.retain(|(of, _)| of != id);
                        checkpoints.reserve_exact(1);
                        checkpoints.push((id.to_owned(), answer));
                        self.answered(id);
                    }
                    // Checkpoints are off, or the job is forgotten.
                    Err(Failure::NotFound) => {
                        checkpoints.retain(|(of, _)| of != id);
                        self.answered(id);
                    }
                    Err(Failure::NoTurn) => {
                        self.checkpoints_owed = true;
                        break;
                    }
                    // The overview was answered: what was known of savepoints stays known.
                    Err(Failure::Api(error, cause)) => {
                        let failures = self.checkpoints.failures;
                        if failures == 1 {
                            warn!(cluster = %key, job = id, ?error, cause, "Flink does not answer about checkpoints");
                        }
                        self.checkpoints_due = Some(Instant::now() + pace.pause(Phase::Changing, failures));
                        break;
                    }
                }
            }
        }
        let starting = if has_job { self.starting(&jobs) } else { BTreeSet::new() };
        Ok(Flink::Answered { jobs, checkpoints, starting })
    }

    fn known(&mut self, id: &str) -> Option<&mut Known> {
        self.jobs.iter_mut().find(|known| known.id == id)
    }

    fn answered(&mut self, id: &str) {
        if let Some(known) = self.known(id) {
            known.answered = true;
        }
    }

    /// Of the jobs that live, those that have just come and of whose checkpoints nothing was answered.
    fn starting(&self, jobs: &[JobOverview]) -> BTreeSet<String> {
        let lives = |id: &str| jobs.iter().any(|job| job.jid == id && lives(job));
        let starting = self.jobs.iter().filter(|known| known.is_starting() && lives(&known.id));
        starting.map(|known| known.id.clone()).collect()
    }
}

/// Flink's word for a job whose JobMaster is being made, by which it is restored.
const INITIALIZING: &str = "INITIALIZING";

fn lives(job: &JobOverview) -> bool {
    job.end_time.is_none_or(|end| end < 0)
}

/// The JobManager's workload is ready.
fn is_asked(cluster: &WatchedCluster, objects: &Objects) -> bool {
    let name = names::job_manager(&cluster.object.metadata.name);
    let workloads = [objects.deployments.get(&name), objects.stateful_sets.get(&name)];
    workloads.into_iter().flatten().any(|part| part.object.is_ready())
}

/// The ids that the cluster's job may have.
fn known(cluster: &WatchedCluster, objects: &Objects) -> Vec<String> {
    let facts = super::facts(cluster, objects, &BTreeSet::new(), Flink::NotPolled, Config::default());
    listing::known(&facts, &cluster.status)
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
    let mut jobs: Vec<_> = jobs.iter().filter(|job| answers::id(&job.jid).is_some()).collect();
    jobs.sort_by_key(|job| {
        let ours = recorded == Some(job.jid.as_str());
        (Reverse(ours), Reverse(lives(job)), Reverse(job.start_time))
    });
    jobs.into_iter().take(listing::KEPT).map(|job| job.jid.as_str())
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
    const PACE: Pace = Pace {
        changing: Duration::from_secs(10),
        steady: Duration::from_secs(30),
        over: Duration::from_secs(300),
    };

    fn key() -> Key {
        Key { namespace: "streams".to_owned(), name: "orders".to_owned() }
    }

    fn asking(metrics: &Arc<Metrics>) -> Asking {
        let template = Template::new("http://127.0.0.1:{port}".to_owned()).unwrap();
        Asking::new(access::Config::default(), template, Arc::clone(metrics))
    }

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
        served(routes).await
    }

    async fn served(routes: Router) -> u16 {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        port
    }

    fn put<K: Kind>(objects: &mut Objects, value: Value) {
        let seen: Seen<K> = from_value(value).unwrap();
        K::shelf(objects).put(K::keep(seen));
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
        let jobs = listing::read(&overview, &[]).unwrap();
        let newest = jobs.iter().max_by_key(|job| job.start_time);
        let objects = objects(flink(folder).await, newest);
        let cluster = objects.cluster().unwrap();
        let mut poll = Poll::default();
        poll.look(&asking(&Metrics::new()), &PACE, &key(), cluster, &objects).await;
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
        let metrics = Metrics::new();
        let asking = asking(&metrics);
        let mut poll = Poll::default();
        for _ in 0..3 {
            poll.look(&asking, &PACE, &key(), cluster, &objects).await;
            assert_eq!(poll.answer(), Flink::Failed(ApiError::ConnectionRefused));
            let next = poll.next(&PACE, Phase::Changing).unwrap();
            assert!(next > Instant::now() + Duration::from_secs(7));
        }
        assert!(metrics.text().contains("rest_requests_total{result=\"ConnectionRefused\"} 1\n"));

        // A JobManager that is not ready is not asked at all.
        let mut away = objects.clone();
        let metadata = json!({"name": "orders-jobmanager"});
        put::<kinds::Deployment>(&mut away, json!({"metadata": metadata, "spec": {"replicas": 1}}));
        poll.look(&asking, &PACE, &key(), cluster, &away).await;
        assert_eq!((poll.answer(), poll.next(&PACE, Phase::Changing)), (Flink::NotPolled, None));
    }

    #[tokio::test]
    async fn a_job_runs_when_its_savepoint_is_known() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = captured("2.3.0", "restored").unwrap();
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
        let (overview, checkpoints) = (read("jobs_overview.json"), read("job_checkpoints.json"));
        // Of the captured jobs the one that was restored.
        let mut answer: Value = serde_json::from_str(&overview).unwrap();
        answer["jobs"].as_array_mut().unwrap().retain(|job| job["state"] == "RUNNING");
        let said = |state: &str| answer.to_string().replace("RUNNING", state);
        // What Flink says in turn: the job's state, and whether it tells of checkpoints.
        let turns = [("INITIALIZING", false), ("RUNNING", false), ("RUNNING", true)];
        let now = Arc::new(Mutex::new((said(turns[0].0), turns[0].1)));
        let (jobs, details) = (Arc::clone(&now), Arc::clone(&now));
        let routes =
            Router::new().route("/jobs/overview", get(async move || jobs.lock().unwrap().0.clone())).route(
                "/jobs/{id}/checkpoints",
                get(async move || {
                    if details.lock().unwrap().1 {
                        Ok(checkpoints)
                    } else {
                        Err(StatusCode::SERVICE_UNAVAILABLE)
                    }
                }),
            );
        let objects = objects(served(routes).await, None);
        let cluster = objects.cluster().unwrap();
        let metrics = Metrics::new();
        let asking = asking(&metrics);
        let mut poll = Poll::default();
        let mut found = Vec::new();
        for (state, tells) in turns {
            *now.lock().unwrap() = (said(state), tells);
            (poll.asked, poll.checkpoints_due) = (None, None);
            poll.look(&asking, &PACE, &key(), cluster, &objects).await;
            let facts = facts(cluster, &objects, &BTreeSet::new(), poll.answer(), Config::default());
            let job = derive(&facts, &cluster.status, Timestamp::now()).status.components.job.unwrap();
            found.push((job.state, job.from_savepoint.is_some()));
        }
        let (pending, running) = (Some(JobState::Pending), Some(JobState::Running));
        assert_eq!(found, [(pending, false), (pending, false), (running, true)]);
        // While it was initializing, it was not asked for its checkpoints.
        assert!(metrics.text().contains("rest_requests_total{result=\"ServiceUnavailable\"} 1\n"));
    }

    #[test]
    fn ids_that_are_none_are_not_asked_for() {
        let job = |jid: &str| JobOverview { jid: jid.to_owned(), ..JobOverview::default() };
        let good = "0123456789abcdef0123456789abcdef";
        let jobs = [job("../../jars"), job(good), job(""), job(&good[1..])];
        assert_eq!(wanted(&jobs, None).collect::<Vec<_>>(), [good]);
    }
}
