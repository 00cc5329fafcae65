//! Cases: what is seen of a cluster, and the status that follows. `fixtures/status/*.yaml`, and the same in the folder that the
//! variable `FLINK_STATUS_CASES` names.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use flink_render::api::status::{Condition, Status};
use flink_render::flink::answers::Checkpoints;
use flink_render::status::facts::{Config, Facts, Flink, Observed};
use flink_render::status::{Derived, derive};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::goldens;
use crate::support::{documents, root};

/// One case.
pub struct Case {
    /// The name of its file, without what is behind the point.
    suite: String,
    /// `suite/id: title`
    pub name: String,
    /// The row ids it is about.
    pub rows: Vec<String>,
    pub facts: Facts,
    pub previous: Status,
    pub now: Timestamp,
    /// As it is written.
    pub given: Value,
    expect: Value,
}

/// The cases of the project.
pub fn all() -> Vec<Case> {
    read(&root().join("fixtures/status"))
}

fn read(folder: &Path) -> Vec<Case> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().path().to_owned())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    let cases: Vec<Case> = files.iter().flat_map(|file| of_file(file)).collect();
    assert!(!cases.is_empty(), "no case in {}", folder.display());
    cases
}

fn of_file(file: &Path) -> Vec<Case> {
    let suite = documents(&std::fs::read_to_string(file).unwrap()).remove(0);
    let cases = suite["cases"].as_array().unwrap_or_else(|| panic!("{}: no cases", file.display()));
    let name =
        |case: &Value| format!("{}/{}: {}", text(&suite["suite"]), text(&case["id"]), text(&case["title"]));
    let stem = file.file_stem().unwrap().to_str().unwrap();
    cases.iter().map(|case| of(stem, name(case), case)).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Takes keys out of a mapping, so that what is left over is noticed.
struct Keys {
    left: Map<String, Value>,
}

impl Keys {
    fn of(value: &Value) -> Self {
        Self { left: value.as_object().cloned().unwrap_or_default() }
    }

    fn take(&mut self, key: &str) -> Value {
        self.left.remove(key).unwrap_or_default()
    }

    fn done(self) -> Read<()> {
        if self.left.is_empty() { Ok(()) } else { Err(format!("what are {:?}?", self.left.keys())) }
    }
}

type Read<T> = Result<T, String>;

fn read_as<T: DeserializeOwned>(value: Value) -> Read<T> {
    serde_json::from_value(value.clone()).map_err(|error| format!("{error} in {value}"))
}

fn or_default<T: DeserializeOwned + Default>(value: Value) -> Read<T> {
    if value.is_null() { Ok(T::default()) } else { read_as(value) }
}

fn seen<T: DeserializeOwned>(value: Value) -> Read<Observed<T>> {
    Ok(match value {
        Value::Null => Observed::Absent,
        value if value.get("readError").is_some() => Observed::ReadError,
        value => Observed::Present(read_as(value)?),
    })
}

/// What is given, when it can be read.
pub fn given(given: &Value) -> Read<(Facts, Status, Timestamp)> {
    let mut given = Keys::of(given);
    let now = text(&given.take("now")).parse().map_err(|error| format!("{error}"))?;
    let cluster = read_as(given.take("cluster"))?;
    let previous = or_default(given.take("previous"))?;
    let mut objects = Keys::of(&given.take("k8s"));
    // The list of its pods is beside it.
    let pods = objects.take("submitterPods");
    let submitter = match objects.take("submitter") {
        Value::Object(job) if !job.contains_key("readError") => {
            json!({ "job": job, "pods": or_default::<Vec<Value>>(pods)? })
        }
        other => other,
    };
    let savepoints = match objects.take("savepointJobs") {
        Value::Array(tasks) if tasks.iter().any(|task| task.get("readError").is_some()) => {
            Observed::ReadError
        }
        other => seen(other)?,
    };
    let facts = Facts {
        cluster,
        config_map: seen(objects.take("configMap"))?,
        job_manager_deployment: seen(objects.take("jobManagerDeployment"))?,
        job_manager_stateful_set: seen(objects.take("jobManagerStatefulSet"))?,
        job_manager_service: seen(objects.take("jobManagerService"))?,
        job_manager_ingress: seen(objects.take("jobManagerIngress"))?,
        task_manager_deployment: seen(objects.take("taskManagerDeployment"))?,
        task_manager_stateful_set: seen(objects.take("taskManagerStatefulSet"))?,
        submitter: seen(submitter)?,
        prepare: seen(objects.take("prepareJob"))?,
        savepoints,
        cancel: seen(objects.take("cancelJob"))?,
        flink: flink(&given.take("flink"))?,
        config: config(&given.take("config"))?,
    };
    objects.done()?;
    given.done()?;
    Ok((facts, previous, now))
}

fn of(suite: &str, name: String, case: &Value) -> Case {
    let (facts, previous, now) = given(&case["given"]).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    let rows = case["rows"].as_array().into_iter().flatten().map(|row| text(row).to_owned()).collect();
    let (given, expect) = (case["given"].clone(), case["expect"].clone());
    Case { suite: suite.to_owned(), rows, given, facts, previous, now, expect, name }
}

fn flink(given: &Value) -> Read<Flink> {
    let mut keys = Keys::of(given);
    let (jobs, details, error) = (keys.take("jobs"), keys.take("details"), keys.take("error"));
    let starting = or_default(keys.take("starting"))?;
    let answer = match text(&keys.take("reach")) {
        "ok" => {
            let mut checkpoints = Vec::new();
            for (id, mut details) in or_default::<Map<String, Value>>(details)? {
                if let Some(answer) =
                    details.as_object_mut().and_then(|details| details.remove("checkpoints"))
                {
                    checkpoints.push((id, read_as::<Checkpoints>(answer)?));
                }
            }
            Flink::Answered { jobs: or_default(jobs)?, checkpoints, starting }
        }
        "error" => Flink::Failed(read_as(error["kind"].clone())?),
        "" | "notPolled" => Flink::NotPolled,
        other => return Err(format!("reach {other}")),
    };
    keys.done()?;
    Ok(answer)
}

fn config(given: &Value) -> Read<Config> {
    let mut keys = Keys::of(given);
    let default = Config::default();
    let mut seconds = |key, default: i64| keys.take(key).as_i64().unwrap_or(default);
    let config = Config {
        api_grace_seconds: seconds("apiGraceSeconds", default.api_grace_seconds),
        pending_deadline_seconds: seconds("pendingDeadlineSeconds", default.pending_deadline_seconds),
    };
    keys.done()?;
    Ok(config)
}

/// Conditions by type, and without the sentence, which is for people.
fn comparable(status: &Value) -> Value {
    let mut status = status.clone();
    let mut conditions = Map::new();
    for condition in status["conditions"].as_array().into_iter().flatten() {
        let mut condition = condition.clone();
        condition.as_object_mut().unwrap().remove("message");
        conditions.insert(text(&condition["type"]).to_owned(), condition);
    }
    status["conditions"] = conditions.into();
    status
}

impl Case {
    /// What is not as expected.
    fn problems(&self) -> Vec<String> {
        let derived = derive(&self.facts, &self.previous, self.now);
        let status = comparable(&serde_json::to_value(&derived.status).unwrap());
        let events: Value = derived.events.clone().into();
        let at = |path: &str| -> Value {
            let condition = |kind: &str| &status["conditions"][kind];
            if let Some(kind) = path.strip_prefix("condtime.") {
                return condition(kind)["lastTransitionTime"].clone();
            }
            if let Some(kind) = path.strip_prefix("cond.") {
                return match condition(kind) {
                    Value::Null => Value::Null,
                    found => json!({ "status": found["status"], "reason": found["reason"] }),
                };
            }
            match path {
                "patch" => derived.changed.into(),
                "events" => events.clone(),
                path => path.split('.').fold(&status, |value, key| &value[key]).clone(),
            }
        };
        let mut problems = Vec::new();
        let mut check = |path: &str, wanted: &Value, found: Value| {
            if *wanted != found {
                problems.push(format!("{}: {path} is {found}, not {wanted}", self.name));
            }
        };
        let mut expect = Keys::of(&self.expect);
        for (path, wanted) in Keys::of(&expect.take("assert")).left {
            check(&path, &wanted, at(&path));
        }
        for path in expect.take("absent").as_array().into_iter().flatten() {
            check(text(path), &Value::Null, at(text(path)));
        }
        for key in ["patch", "events"] {
            let wanted = expect.take(key);
            if !wanted.is_null() {
                check(key, &wanted, at(key));
            }
        }
        let wanted = expect.take("status");
        if !wanted.is_null() {
            check("status", &comparable(&wanted), status.clone());
        }
        expect.done().unwrap();
        problems
    }
}

/// What is derived, as it is reviewed: a line for each part and each sentence that people read.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Derived { status, changed, events } = derive(&self.facts, &self.previous, self.now);
        let Status { state, components, last_update_time, observed_generation, conditions } = status;
        let (state, generation) = (json!(state), json!(observed_generation));
        writeln!(f, "{}\n  state: {state}, written: {changed}, observed: {generation}", self.name)?;
        writeln!(f, "  last update: {}", json!(last_update_time))?;
        for (name, component) in json!(components).as_object().unwrap() {
            writeln!(f, "  {name}: {component}")?;
        }
        for Condition { kind, status, message, reason, last_transition_time, observed_generation } in
            conditions
        {
            let (kind, status) = (json!(kind), json!(status));
            let times =
                format!("since {}, observed: {}", json!(last_transition_time), json!(observed_generation));
            writeln!(f, "  {}: {}, {reason}, {times}\n    {message}", text(&kind), text(&status))?;
        }
        events.iter().try_for_each(|event| writeln!(f, "  event: {event}"))?;
        writeln!(f)
    }
}

#[test]
fn cases_are_as_reviewed() {
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    for case in all() {
        texts.entry(format!("{}.txt", case.suite).into()).or_default().push_str(&case.to_string());
    }
    goldens::compare("status", &texts);
}

#[test]
fn cases_have_their_status() {
    let mut cases = all();
    if let Some(folder) = std::env::var_os("FLINK_STATUS_CASES") {
        cases.extend(read(Path::new(&folder)));
    }
    let problems: Vec<String> = cases.iter().flat_map(Case::problems).collect();
    assert!(problems.is_empty(), "{} of {} cases:\n{}", problems.len(), cases.len(), problems.join("\n"));
}
