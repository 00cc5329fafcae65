//! Of what is seen of a cluster: what is too long for a status is none.

use flink_render::api::status::{JobStatus, Status};
use flink_render::flink::answers::{JobOverview, Savepoint, id};
use flink_render::status::derive;
use flink_render::status::facts::{Facts, Job, Metadata, Observed, Pod};
use flink_render::status::listing;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::name;

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

#[test]
fn of_words() {
    let state = |length| read::<JobOverview>(json!({"jid": "a", "state": name(length)})).state.len();
    assert_eq!((state(32), state(33)), (32, 0));
    let status = |length| read::<Savepoint>(json!({"status": name(length)})).status.len();
    assert_eq!((status(32), status(33)), (32, 0));
    let path = |length| read::<Savepoint>(json!({"external_path": name(length)})).external_path.is_some();
    assert_eq!((path(2048), path(2049)), (true, false));
    assert_eq!([31, 32, 33].map(|length| id(&name(length)).is_some()), [false, true, false]);
    let label = |length| {
        let labels = json!({"flinkoperator.k8s.io/role": name(length)});
        read::<Metadata>(json!({"name": "a", "labels": labels})).label("flinkoperator.k8s.io/role").is_some()
    };
    assert_eq!((label(256), label(257)), (true, false));
}

#[test]
fn of_jobs() {
    let conditions = |many: usize, length: usize| {
        let conditions = vec![json!({"type": name(length), "status": "True"}); many];
        let job: Job = read(json!({"metadata": {"name": "a"}, "status": {"conditions": conditions}}));
        job.trimmed().status.conditions.len()
    };
    assert_eq!((conditions(16, 1), conditions(17, 1)), (16, 16));
    assert_eq!((conditions(1, 256), conditions(1, 257)), (1, 0));
    let told = |length: usize| {
        let other = json!({"name": "sidecar", "args": ["run", "--fromSavepoint", "other", "a.jar"]});
        let main = json!({"name": "main", "args": ["run", "--fromSavepoint", name(length), "a.jar"]});
        let spec = json!({"template": {"spec": {"containers": [other, main]}}});
        let job: Job = read(json!({"metadata": {"name": "a"}, "spec": spec}));
        job.trimmed().told_savepoint().map(str::len)
    };
    assert_eq!((told(2048), told(2049)), (Some(2048), None));
    let message = |length: usize| {
        let state = json!({"terminated": {"message": name(length)}});
        let pod: Pod = read(json!({
            "metadata": {"name": "a"},
            "status": {"containerStatuses": [{"name": "main", "state": state}]},
        }));
        pod.trimmed().status.container_statuses[0].state.terminated.clone().unwrap().message.is_some()
    };
    assert_eq!((message(12_288), message(12_289)), (true, false));
}

#[test]
fn of_lists() {
    let listed = |many: usize, state: &str| {
        let job = |n| json!({"jid": format!("{n:032x}"), "state": state, "start-time": n, "end-time": -1});
        let jobs: Vec<_> = (0..many).map(job).collect();
        listing::read(json!({ "jobs": jobs }).to_string().as_bytes(), &[]).unwrap().len()
    };
    assert_eq!((listed(8, "RUNNING"), listed(9, "RUNNING"), listed(40, "RUNNING")), (8, 8, 8));
    assert_eq!((listed(8, "FINISHED"), listed(9, "FINISHED")), (8, 8));
    let urls = |many: usize| {
        let rules: Vec<_> = (0..many).map(|n| json!({"host": format!("{n}.example.org")})).collect();
        let ingress = read(json!({"metadata": {"name": "a"}, "spec": {"rules": rules}}));
        let facts = Facts { job_manager_ingress: Observed::Present(ingress), ..Facts::default() };
        let now = "2020-01-06T00:00:00Z".parse().unwrap();
        derive(&facts, &Status::default(), now).status.components.job_manager_ingress.unwrap().urls.len()
    };
    assert_eq!((urls(100), urls(101)), (100, 100));
}

#[test]
fn of_what_is_written() {
    let written = serde_json::to_value(JobStatus::default()).unwrap();
    assert_eq!(written, json!({}));
}
