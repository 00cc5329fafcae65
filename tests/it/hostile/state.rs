//! What a job's state hangs on: texts of the input that must reach Flink as they are, and answers of Kubernetes and Flink that
//! the Jobs must read as they are meant.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::render::{self, Options};
use serde_json::{Value, json};

use crate::support::{documents, whole};

/// The objects of a job cluster with some of its spec changed.
fn objects(change: impl FnOnce(&mut Value)) -> Vec<Value> {
    let mut cluster = json!({
        "apiVersion": "flinkoperator.k8s.io/v1alpha1",
        "kind": "FlinkCluster",
        "metadata": {"name": "probe", "namespace": "streams"},
        "spec": {
            "image": {"name": "flink:1.20.1"},
            "jobManager": {"resources": {"limits": {"memory": "2Gi"}}},
            "taskManager": {"replicas": 1, "resources": {"limits": {"memory": "2Gi"}}},
            "envVars": [{"name": "X", "value": "replaced"}, {"name": "ENABLE_BUILT_IN_PLUGINS", "value": "flink-s3-fs-hadoop-1.20.1.jar"}],
            "job": {
                "jarFile": "/opt/job.jar",
                "savepointsDir": "s3://b/sp",
                "savepointGeneration": 1,
                "autoSavepointSeconds": 3600,
                "cleanupPolicy": {"afterJobSucceeds": "KeepCluster", "afterJobFails": "KeepCluster", "afterJobCancelled": "KeepCluster"},
            },
        },
    });
    change(&mut cluster["spec"]);
    let source = Source::new("", cluster.to_string());
    let rendering = render::render(&Arc::new(source), &Options::default());
    let errors: Vec<_> = rendering.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{cluster}: {errors:?}");
    rendering.objects.iter().flat_map(|object| documents(&object.body.text())).collect()
}

/// What Kubernetes makes of a text (`third_party/forked/golang/expansion` in its source).
fn expanded(text: &str, variables: &[(String, String)]) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            match variables.iter().rev().find(|(known, _)| known == name) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&format!("$({name})")),
            }
            rest = after;
        } else {
            out.push('$');
        }
    }
    out + rest
}

/// A container as it runs: command and arguments, and variables.
fn runs(container: &Value) -> (Vec<String>, Vec<(String, String)>) {
    let mut variables = Vec::new();
    for variable in container["env"].as_array().into_iter().flatten() {
        let value = expanded(variable["value"].as_str().unwrap_or_default(), &variables);
        variables.push((variable["name"].as_str().unwrap().to_owned(), value));
    }
    let words =
        ["command", "args"].into_iter().flat_map(|key| container[key].as_array().into_iter().flatten());
    (words.map(|word| expanded(word.as_str().unwrap(), &variables)).collect(), variables)
}

/// The first containers of all pods, with the name of what they are of.
fn containers(objects: &[Value]) -> Vec<(String, &Value)> {
    let of = |object: &'_ Value| {
        ["/spec/template/spec/containers/0", "/spec/jobTemplate/spec/template/spec/containers/0"]
            .into_iter()
            .find(|path| object.pointer(path).is_some())
    };
    objects
        .iter()
        .filter_map(|object| {
            Some((object["metadata"]["name"].as_str()?.to_owned(), object.pointer(of(object)?)?))
        })
        .collect()
}

const HOSTILE: &[&str] = &[
    "$(X)",
    "$$(X)",
    "$$$(X)",
    "a$$b",
    "$",
    "$(",
    "$(X",
    "$()",
    "$(HOME)$$",
    "<&>'(X)",
    "a.B$Inner",
    "$$",
    "é😀$(X)",
];

#[test]
fn texts_reach_flink_as_they_are() {
    for text in HOSTILE {
        let path = |head: &str| format!("{head}{text}");
        let all = objects(|spec| {
            spec["job"]["fromSavepoint"] = path("s3://b/from-").into();
            spec["job"]["savepointsDir"] = path("s3://b/dir-").into();
            spec["job"]["jarFile"] = path("/opt/jar-").into();
            spec["job"]["className"] = path("class-").into();
            spec["job"]["args"] = json!([text]);
            spec["hadoopConfig"] = json!({"configMapName": "hadoop", "mountPath": path("/hadoop-")});
            spec["gcpConfig"] = json!({"serviceAccount": {"secretName": "gcp", "keyFile": path("key-"), "mountPath": path("/gcp-")}});
        });
        let containers = containers(&all);
        assert_eq!(containers.len(), 6);
        for (name, container) in containers {
            let (words, variables) = runs(container);
            let expect = |there: bool, wanted: String| {
                assert!(!there || words.contains(&wanted), "{name}: {wanted} is not in {words:?}");
            };
            let submits = name.starts_with("probe-job-");
            expect(submits || name == "probe-prepare", path("s3://b/from-"));
            expect(name == "probe-prepare" || name.contains("savepoint"), path("s3://b/dir-"));
            expect(submits, path("/opt/jar-"));
            expect(submits, path("class-"));
            // Those of the job are Kubernetes' to replace, as the operator had it.
            expect(submits, expanded(text, &[("X".into(), "replaced".into())]));
            for (variable, wanted) in [
                ("HADOOP_CONF_DIR", path("/hadoop-")),
                ("GOOGLE_APPLICATION_CREDENTIALS", format!("{}/{}", path("/gcp-"), path("key-"))),
            ] {
                let value = variables.iter().find(|(name, _)| name == variable).map(|(_, value)| value);
                assert!(value.is_none_or(|value| *value == wanted), "{name}: {variable} is {value:?}");
            }
        }
    }
    let all = objects(|spec| spec["job"]["jarFile"] = "https://host/$(X)/job.jar?a=$$(X)".into());
    let all = containers(&all);
    let (_, submitter) = all.iter().find(|(name, _)| name.starts_with("probe-job-")).unwrap();
    assert_eq!(runs(submitter).0[3], "https://host/$(X)/job.jar?a=$$(X)");
}

/// Answers as files, and what was asked.
struct Fake {
    folder: tempfile::TempDir,
}

const JOB: &str = "0123456789abcdef0123456789abcdef";
const LEDGER: &str = "api_v1_namespaces_ns_configmaps_probe-savepoints";

const CURL: &str = r#"#!/bin/bash
method=GET data='' coded='' url=${@: -1}
while [ $# -gt 1 ]; do
  case $1 in
    --request) method=$2 ;;
    --data) data=$2 ;;
    --write-out) coded=1 ;;
  esac
  shift
done
path=${url#*//*/}
printf '%s %s\n%s\0' "$method" "$path" "$data" >> "$FAKE/log"
case "$method $path" in POST*/stop | 'PATCH jobs/'*) touch "$FAKE/stopped" ;; esac
file=$method-${path%%\?*}
file=$FAKE/${file//\//_}
[ ! -e "$FAKE/stopped" ] || [ ! -e "$file.stopped" ] || file=$file.stopped
[ -e "$file" ] || exit 22
/bin/cat "$file"
[ ! -e "$file.next" ] || mv "$file.next" "$file"
[ -z "$coded" ] || printf '\n%s' "$(/bin/cat "$file.code" 2> /dev/null || echo 200)"
"#;

impl Fake {
    /// A JobManager of an older roll-out, whose job runs, and a ledger with this data.
    fn new(ledger: &str, location: &[u8], restored: &Value) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let fake = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in [
            ("curl", CURL),
            ("sleep", "#!/bin/bash\n"),
            ("cat", "#!/bin/bash\ncase $1 in /var/run/*) echo ns ;; *) exec /bin/cat \"$@\" ;; esac\n"),
        ] {
            fake.answers(name, text.as_bytes());
            std::fs::set_permissions(fake.path(name), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let jobs = |state: &str| json!({"jobs": [{"id": JOB, "status": state}]}).to_string();
        fake.answers("GET-jobmanager_config", br#"[{"key":"flink-render.rollout","value":"old"}]"#);
        fake.answers("GET-overview", b"{}");
        fake.answers("GET-jobs", jobs("RUNNING").as_bytes());
        fake.answers("GET-jobs.stopped", jobs("FINISHED").as_bytes());
        fake.answers(&format!("POST-jobs_{JOB}_stop"), br#"{"request-id":"aa"}"#);
        fake.answers(&format!("PATCH-jobs_{JOB}"), b"{}");
        fake.answers(&format!("PATCH-{LEDGER}"), b"{}");
        let place =
            [br#"{"status":{"id":"COMPLETED"},"operation":{"location":""#, location, br#""}}"#].concat();
        fake.answers(&format!("GET-jobs_{JOB}_savepoints_aa"), &place);
        let checkpoints = json!({"latest": {"savepoint": null, "restored": restored}, "history": []});
        fake.answers(&format!("GET-jobs_{JOB}_checkpoints"), checkpoints.to_string().as_bytes());
        // As the API server keeps what others wrote.
        let metadata = r#""metadata":{"name":"probe-savepoints","annotations":{"old":"{\"data\":{\"from\":\"s3://wrong\"}}"},"managedFields":[{"from":"s3://wrong","data":{"from":"s3://wrong"}}]}"#;
        fake.answers(&format!("GET-{LEDGER}"), format!("{{{metadata},\"data\":{ledger}}}").as_bytes());
        fake
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn answers(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// Runs prepare, and returns its exit code, its message, and what it asked for: methods, paths, bodies.
    fn prepare(&self, change: impl FnOnce(&mut Value)) -> (i32, Value, Vec<(String, Value)>) {
        let all = objects(change);
        let containers = containers(&all);
        let (_, container) = containers.iter().find(|(name, _)| name == "probe-prepare").unwrap();
        let (words, _) = runs(container);
        let (_, script) = whole(&all).into_iter().find(|(name, _)| name.ends_with("/prepare.sh")).unwrap();
        let script = script.replace("/dev/termination-log", "\"$FAKE/message\"");
        // Nobody waits so long for a test.
        let script = script.replace("-ge 300 ]", "-ge 2 ]").replace("-lt 10 ]", "-lt 2 ]");
        let search = format!("{}:/usr/bin:/bin", self.folder.path().display());
        let mut command = Command::new(&words[0]);
        command
            .args(["-c", &script, "prepare"])
            .args(&words[2..])
            .env_clear()
            .env("PATH", search)
            .env("FAKE", self.folder.path());
        command.env("KUBERNETES_SERVICE_HOST", "10.0.0.1").env("KUBERNETES_SERVICE_PORT", "443");
        command.env("FLINK_RENDER_ROLLOUT", "new");
        let output = command.output().unwrap();
        let log = std::fs::read(self.path("log")).unwrap_or_default();
        let requests = log.split(|b| *b == 0).filter(|request| !request.is_empty()).map(|request| {
            let at = request.iter().position(|b| *b == b'\n').unwrap();
            let body = &request[at + 1..];
            let body = if body.is_empty() { Value::Null } else { read(body, &output) };
            (String::from_utf8(request[..at].to_vec()).unwrap(), body)
        });
        let requests = requests.collect();
        (output.status.code().unwrap(), message(&self.path("message"), &output), requests)
    }
}

fn read(bytes: &[u8], output: &std::process::Output) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|error| {
        panic!("{error}: {}\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&output.stderr))
    })
}

fn message(file: &Path, output: &std::process::Output) -> Value {
    match std::fs::read(file) {
        Ok(bytes) => {
            assert!(bytes.len() < 4096);
            read(&bytes, output)
        }
        Err(_) => panic!("no message: {}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// Whether the job was stopped with a savepoint, or cancelled.
fn saved(requests: &[(String, Value)]) -> bool {
    let asked = |what: &str| requests.iter().any(|(request, _)| request.contains(what));
    assert_ne!(asked("/stop"), asked("mode=cancel"), "{requests:?}");
    asked("/stop")
}

/// What was noted last under a key of the ledger.
fn noted(requests: &[(String, Value)], key: &str) -> Option<String> {
    let of = |(request, body): &(String, Value)| {
        request.starts_with("PATCH api/").then(|| body["data"][key].as_str().map(ToOwned::to_owned))?
    };
    requests.iter().rev().find_map(of)
}

#[test]
fn a_savepoint_in_git_is_compared_with_what_was_meant() {
    let from = |text: &str| {
        let text = text.to_owned();
        move |spec: &mut Value| spec["job"]["fromSavepoint"] = text.into()
    };
    for (git, ledger) in [
        (
            "s3://b/$(X)<&>'é😀",
            r#"{"from":"s3://b/$(X)\u003c\u0026\u003e'\u00e9\ud83d\ude00","submitted":"old"}"#,
        ),
        (
            "s3://b/a",
            r#"{ "submitted" : "old" , "savepoint":"\"from\":\"s3://wrong\"", "from" : "s3:\/\/b\/a" }"#,
        ),
        ("s3://b/a/", r#"{"from":"s3://b/a","submitted":"old"}"#),
        ("s3://b/a/_metadata", r#"{"from":"s3://b/a","submitted":"old"}"#),
        ("file:///b/a", r#"{"from":"file:/b/a","submitted":"old"}"#),
        ("s3a://b//a", r#"{"from":"s3://b/x/../a/./","submitted":"old"}"#),
        ("hdfs:///b/a", r#"{"from":"hdfs://nn:8020/b/a","submitted":"old"}"#),
        ("hdfs://nn/b/a", r#"{"from":"hdfs://NN:8020/b/a/_metadata/","submitted":"old"}"#),
        ("/b/a", r#"{"from":"hdfs://nn/b/a","submitted":"old"}"#),
    ] {
        let (code, _, requests) = Fake::new(ledger, b"s3://b/sp/new", &Value::Null).prepare(from(git));
        assert!(code == 0 && saved(&requests), "{git}: {requests:?}");
        assert_eq!(noted(&requests, "savepoint").as_deref(), Some("s3://b/sp/new"), "{git}");
    }
    for (git, ledger) in [
        ("s3://b/other", r#"{"from":"s3://b/a","submitted":"old"}"#),
        ("s3://b/a", r#"{"submitted":"old","note":"\"from\":\"s3://b/a\""}"#),
        ("s3://b/a?x", r#"{"from":"s3://b/a","submitted":"old"}"#),
        ("s3://b/a", r#"{"from":"s3://c/a","submitted":"old"}"#),
        ("s3://b/a", r#"{"from":"gs://b/a","submitted":"old"}"#),
        ("hdfs://nn:1/b/a", r#"{"from":"hdfs://nn:2/b/a","submitted":"old"}"#),
        ("s3://b/a/b", r#"{"from":"s3://b/a","submitted":"old"}"#),
    ] {
        let (code, _, requests) = Fake::new(ledger, b"s3://b/sp/new", &Value::Null).prepare(from(git));
        assert!(code == 0 && !saved(&requests), "{git}: {requests:?}");
    }
}

/// A ledger that is younger than the job, or was deleted, says nothing of how the job was submitted.
#[test]
fn flink_knows_what_the_ledger_does_not() {
    let path = |is_savepoint: bool, path: &str| json!({"is_savepoint": is_savepoint, "external_path": path});
    let given = "hdfs:///sp/savepoint-0a1b2c-0123456789ab";
    for (git, restored, goes_on) in [
        ("s3://b/a", path(true, "s3://b/a"), true),
        ("s3://b/a", path(false, "s3://ckpt/chk-3"), true),
        ("hdfs:///sp/x", path(true, "hdfs://nn:8020/sp/x"), true),
        ("/sp//y/../x/.", path(true, "hdfs://nn:8020/sp/x"), true),
        (given, path(true, "viewfs://fleet/mnt/savepoint-0a1b2c-0123456789ab"), true),
        (given, path(true, "hdfs://nn/sp/savepoint-0a1b2c-0123456789ac"), false),
        ("s3://b/a", path(true, "s3://b/other"), false),
        ("s3://b/a", Value::Null, false),
    ] {
        let from = |spec: &mut Value| spec["job"]["fromSavepoint"] = git.into();
        let (code, _, requests) = Fake::new("{}", b"s3://b/sp/new", &restored).prepare(from);
        // Nothing shows that Git was changed: one savepoint too many loses nothing.
        assert!(code == 0 && saved(&requests), "{git} {restored}: {requests:?}");
        // Whether the submitter that follows goes on from that savepoint, or starts from the one in Git.
        assert_eq!(noted(&requests, "from").as_deref(), goes_on.then_some(git), "{restored}");
    }
}

/// Where a Deployment becomes a StatefulSet, or the other way round, the new kind is not there yet, and the old one runs the job.
#[test]
fn a_job_under_another_kind_of_workload_is_stopped() {
    let scaled = |spec: &mut Value| {
        spec["job"]["cleanupPolicy"] = json!({"afterJobSucceeds": "DeleteCluster"});
    };
    for (ledger, stops) in
        [(r#"{"rest":"http://probe-jobmanager:8081","submitted":"old"}"#, true), ("{}", false)]
    {
        let fake = Fake::new(ledger, b"s3://b/sp/new", &Value::Null);
        let scale = "GET-apis_apps_v1_namespaces_ns_deployments_probe-jobmanager_scale";
        fake.answers(scale, b"{}");
        fake.answers(&format!("{scale}.code"), b"404");
        let (code, message, requests) = fake.prepare(scaled);
        let asked = requests.iter().any(|(request, _)| request.starts_with("POST"));
        assert!(code == 0 && asked == stops, "{ledger}: {message} {requests:?}");
        assert!(!stops || saved(&requests), "{requests:?}");
    }
}

#[test]
fn flinks_answers_become_what_they_mean() {
    for (raw, meant) in [
        (&br"s3:\/\/b\/\u003c\u0026\u003e"[..], "s3://b/<&>"),
        (br#"s3://b/\"location\":\"x\\"#, "s3://b/\"location\":\"x\\"),
        (br"s3://b/\u0001\u001f\b\f\n\r\tx", "s3://b/\u{1}\u{1f}\u{8}\u{c}\n\r\tx"),
        (b"s3://b/raw-\x01\x02\x1f\x7f", "s3://b/raw-\u{1}\u{2}\u{1f}\u{7f}"),
        (b"s3://b/\xff\xc3", "s3://b/\u{fffd}\u{fffd}"),
        ("s3://b/é日😀".as_bytes(), "s3://b/é日😀"),
        (br"s3://b/\u00e9\uD83D\uDE00\ud83d\u0000", "s3://b/é😀\u{fffd}\u{fffd}"),
        (br"s3://b/\\u003c\\\\n", r"s3://b/\u003c\\n"),
        (b"s3://b/{}[],:x", "s3://b/{}[],:x"),
    ] {
        let (code, message, requests) =
            Fake::new(r#"{"submitted":"old"}"#, raw, &Value::Null).prepare(|_| {});
        assert!(code == 0 && saved(&requests), "{meant:?}: {requests:?}");
        assert_eq!(noted(&requests, "savepoint").as_deref(), Some(meant));
        assert_eq!(message["location"].as_str(), Some(meant));
    }
    // A directory's name reaches Flink as it is, too.
    let change = |spec: &mut Value| spec["job"]["savepointsDir"] = "s3://b/$(X)<&>'é😀".into();
    let (_, _, requests) = Fake::new(r#"{"submitted":"old"}"#, b"s3://b/x", &Value::Null).prepare(change);
    let stop = requests.iter().find(|(request, _)| request.ends_with("/stop")).unwrap();
    assert_eq!(stop.1["targetDirectory"], "s3://b/$(X)<&>'é😀");
}

#[test]
fn a_savepoint_that_failed_is_none() {
    let fake = Fake::new(r#"{"submitted":"old"}"#, b"", &Value::Null);
    let trace = "java.io.IOException: \"location\": \"s3://b/evil\"\n\tat x";
    let failed = json!({"status": {"id": "COMPLETED"}, "operation": {"failure-cause": {"class": "x", "stack-trace": trace, "location": "s3://b/evil"}}});
    fake.answers(&format!("GET-jobs_{JOB}_savepoints_aa"), failed.to_string().as_bytes());
    let (code, message, requests) = fake.prepare(|_| {});
    assert_eq!(code, 1);
    assert!(message["error"].as_str().unwrap().contains("could not be stopped"), "{message}");
    assert_eq!(noted(&requests, "savepoint"), None);
}

/// Between two tries of a job its tasks do not run all.
#[test]
fn a_savepoint_waits_for_tasks_that_start() {
    let fake = Fake::new(r#"{"submitted":"old"}"#, b"s3://b/x", &Value::Null);
    let answer = format!("GET-jobs_{JOB}_savepoints_aa");
    std::fs::rename(fake.path(&answer), fake.path(&format!("{answer}.next"))).unwrap();
    let trace = "CheckpointException: Checkpoint triggering task Source is not being executed at the moment. Aborting checkpoint. \
                 Failure reason: Not all required tasks are currently running.\n\tat x";
    let failed = json!({"status": {"id": "COMPLETED"}, "operation": {"failure-cause": {"class": "x", "stack-trace": trace}}});
    fake.answers(&answer, failed.to_string().as_bytes());
    let (code, message, requests) = fake.prepare(|_| {});
    assert_eq!((code, message["location"].as_str()), (0, Some("s3://b/x")), "{message}");
    assert_eq!(noted(&requests, "savepoint").as_deref(), Some("s3://b/x"));
    assert_eq!(requests.iter().filter(|(request, _)| request.ends_with("/stop")).count(), 2);
}

/// What is wrong with a request stays wrong: no patience with it.
#[test]
fn a_refused_request_is_not_tried_again() {
    let fake = Fake::new(r#"{"submitted":"old"}"#, b"s3://b/x", &Value::Null);
    fake.answers(&format!("PATCH-{LEDGER}"), br#"{"kind":"Status","message":"bad \"request\"","code":400}"#);
    fake.answers(&format!("PATCH-{LEDGER}.code"), b"400");
    let all = objects(|_| {});
    let containers = containers(&all);
    let container = containers.iter().find(|(name, _)| name == "probe-prepare").map(|(_, it)| *it).unwrap();
    let (words, _) = runs(container);
    let (_, script) = whole(&all).into_iter().find(|(name, _)| name.ends_with("/prepare.sh")).unwrap();
    let output = Command::new(&words[0])
        .args(["-c", &script, "prepare"])
        .args(&words[2..])
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", fake.folder.path().display()))
        .env("FAKE", fake.folder.path())
        .env("KUBERNETES_SERVICE_HOST", "10.0.0.1")
        .env("KUBERNETES_SERVICE_PORT", "443")
        .env("FLINK_RENDER_ROLLOUT", "new")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("bad \"request\""), "{said}");
    let log = std::fs::read_to_string(fake.path("log")).unwrap();
    assert_eq!(log.matches("PATCH api/").count(), 1, "{log}");
}

/// A JobManager that is there and does not answer at the address that comes may run a job at another one.
#[test]
fn silence_at_a_new_address_is_no_absence() {
    let silent = |ledger: &str| {
        let fake = Fake::new(ledger, b"s3://b/x", &Value::Null);
        for name in ["GET-overview", "GET-jobmanager_config"] {
            std::fs::remove_file(fake.path(name)).unwrap();
        }
        fake
    };
    let (code, message, requests) = silent("{}").prepare(|_| {});
    assert_eq!(code, 1, "{requests:?}");
    assert!(message["error"].as_str().unwrap().contains("ports.ui"), "{message}");
    // A roll-out that found nothing noted that: the next one may mend what it brought.
    let (code, _, _) = silent(r#"{"rest":"http://probe-jobmanager:8081"}"#).prepare(|_| {});
    assert_eq!(code, 0);
    // Without a ledger there is no savepoint to take.
    let no_ledger = |spec: &mut Value| {
        let job = spec["job"].as_object_mut().unwrap();
        for key in ["savepointsDir", "savepointGeneration", "autoSavepointSeconds"] {
            job.remove(key);
        }
    };
    assert_eq!(silent("{}").prepare(no_ledger).0, 0);
    // The name that nobody has is the one of a first roll-out.
    let fake = silent("{}");
    let curl = CURL.replace("|| exit 22", "|| { [[ $path == api/* ]] && exit 22; exit 6; }");
    fake.answers("curl", curl.as_bytes());
    let (code, _, requests) = fake.prepare(|_| {});
    assert_eq!(code, 0);
    assert_eq!(noted(&requests, "rest").as_deref(), Some("http://probe-jobmanager:8081"));
}
