//! Cases: what is seen of a cluster, and the status that follows. `fixtures/status/*.yaml`, and the same in the folder that the
//! variable `FLINK_STATUS_CASES` names.

use std::path::{Path, PathBuf};

use flink_render::api::status::Status;
use flink_render::flink::answers::Checkpoints;
use flink_render::status::derive;
use flink_render::status::facts::{Config, Facts, Flink, Observed, Task};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::support::{documents, root};

/// One case.
pub struct Case {
    /// `suite/id: title`
    pub name: String,
    /// The row ids it is about.
    pub rows: Vec<String>,
    pub facts: Facts,
    pub previous: Status,
    pub now: Timestamp,
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
    cases.iter().map(|case| of(name(case), case)).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Takes keys out of a mapping, so that what is left over is noticed.
struct Keys<'a> {
    name: &'a str,
    left: Map<String, Value>,
}

impl<'a> Keys<'a> {
    fn of(name: &'a str, value: &Value) -> Self {
        Self { name, left: value.as_object().cloned().unwrap_or_default() }
    }

    fn take(&mut self, key: &str) -> Value {
        self.left.remove(key).unwrap_or_default()
    }

    fn done(self) {
        assert!(self.left.is_empty(), "{}: what are {:?}?", self.name, self.left.keys());
    }
}

fn read_as<T: DeserializeOwned>(name: &str, value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name}: {error} in {value}"))
}

fn or_default<T: DeserializeOwned + Default>(name: &str, value: Value) -> T {
    if value.is_null() { T::default() } else { read_as(name, value) }
}

fn seen<T: DeserializeOwned>(name: &str, value: Value) -> Observed<T> {
    match value {
        Value::Null => Observed::Absent,
        value if value.get("readError").is_some() => Observed::ReadError,
        value => Observed::Present(read_as(name, value)),
    }
}

fn of(name: String, case: &Value) -> Case {
    let mut given = Keys::of(&name, &case["given"]);
    let now = text(&given.take("now")).parse().unwrap();
    let cluster = read_as(&name, given.take("cluster"));
    let previous = or_default(&name, given.take("previous"));
    let objects = given.take("k8s");
    let mut objects = Keys::of(&name, &objects);
    let submitter = match objects.take("submitter") {
        // As the list of pods is beside it.
        Value::Object(job) if !job.contains_key("readError") => {
            json!({ "job": job, "pods": or_default::<Vec<Value>>(&name, objects.take("submitterPods")) })
        }
        other => {
            objects.take("submitterPods");
            other
        }
    };
    let savepoints = match objects.take("savepointJobs") {
        Value::Array(tasks) if tasks.iter().any(|task| task.get("readError").is_some()) => {
            Observed::ReadError
        }
        other => seen(&name, other),
    };
    let facts = Facts {
        cluster,
        config_map: seen(&name, objects.take("configMap")),
        job_manager_deployment: seen(&name, objects.take("jobManagerDeployment")),
        job_manager_service: seen(&name, objects.take("jobManagerService")),
        job_manager_ingress: seen(&name, objects.take("jobManagerIngress")),
        task_manager_deployment: seen(&name, objects.take("taskManagerDeployment")),
        submitter: seen(&name, submitter),
        prepare: seen::<Task>(&name, objects.take("prepareJob")),
        savepoints,
        cancel: seen(&name, objects.take("cancelJob")),
        flink: flink(&name, &given.take("flink")),
        config: config(&name, &given.take("config")),
    };
    objects.done();
    given.done();
    let rows = case["rows"].as_array().into_iter().flatten().map(|row| text(row).to_owned()).collect();
    Case { rows, facts, previous, now, expect: case["expect"].clone(), name }
}

fn flink(name: &str, given: &Value) -> Flink {
    let mut keys = Keys::of(name, given);
    let (jobs, details, error) = (keys.take("jobs"), keys.take("details"), keys.take("error"));
    let answer = match text(&keys.take("reach")) {
        "" | "notPolled" => Flink::NotPolled,
        "ok" => Flink::Answered {
            jobs: or_default(name, jobs),
            checkpoints: or_default::<Map<String, Value>>(name, details)
                .into_iter()
                .filter_map(|(id, mut details)| {
                    let answer = details.as_object_mut()?.remove("checkpoints")?;
                    Some((id, read_as::<Checkpoints>(name, answer)))
                })
                .collect(),
        },
        "error" => Flink::Failed(read_as(name, error["kind"].clone())),
        other => panic!("{name}: reach {other}"),
    };
    keys.done();
    answer
}

fn config(name: &str, given: &Value) -> Config {
    let mut keys = Keys::of(name, given);
    let default = Config::default();
    let mut seconds = |key, default: i64| keys.take(key).as_i64().unwrap_or(default);
    let config = Config {
        api_grace_seconds: seconds("apiGraceSeconds", default.api_grace_seconds),
        pending_deadline_seconds: seconds("pendingDeadlineSeconds", default.pending_deadline_seconds),
    };
    keys.done();
    config
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
        let mut expect = Keys::of(&self.name, &self.expect);
        for (path, wanted) in Keys::of(&self.name, &expect.take("assert")).left {
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
        expect.done();
        let again = derive(&self.facts, &derived.status, self.now);
        if again.changed || !again.events.is_empty() || again.status != derived.status {
            problems.push(format!("{}: derived again, it changes: {again:?}", self.name));
        }
        problems
    }
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
