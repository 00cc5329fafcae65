//! A world for flink-status-sync: an API server with so many clusters, Flinks of any behaviour, and the program between them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// What a server was asked for.
pub struct Asked {
    pub method: String,
    pub path: String,
    /// Name and value of each header, in lower case.
    pub headers: String,
    pub body: Vec<u8>,
}

/// Reads requests of a connection until it ends; `answer` says whether it goes on.
fn serve(answer: impl Fn(&Asked, &mut TcpStream) -> std::io::Result<bool> + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    spawn(move || {
        for stream in listener.incoming() {
            let answer = Arc::clone(&answer);
            spawn(move || {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while let Some(asked) = read(&mut reader) {
                    if !answer(&asked, &mut stream).unwrap_or(false) {
                        return;
                    }
                }
            });
        }
    });
    port
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        lines.push(line);
    }
    let mut words = lines.first()?.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let headers = lines[1..].concat().to_ascii_lowercase();
    let length = headers
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, headers, body })
}

/// Writes an answer.
pub fn reply(stream: &mut TcpStream, head: &str, body: &[u8]) -> std::io::Result<bool> {
    write!(
        stream,
        "HTTP/1.1 {head}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    Ok(true)
}

/// Never answers.
pub fn hang() -> std::io::Result<bool> {
    sleep(Duration::from_secs(600));
    Ok(false)
}

/// Flinks: what was asked, with the time, and how each is answered.
pub struct Flinks {
    pub port: u16,
    pub asked: Arc<Mutex<Vec<(Instant, String, String)>>>,
}

impl Flinks {
    pub fn new(
        answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<bool> + Send + Sync + 'static,
    ) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let port = serve(move |request, stream| {
            assert_eq!(request.method, "GET");
            log.lock().unwrap().push((Instant::now(), request.path.clone(), request.headers.clone()));
            answer(&request.path, stream)
        });
        Self { port, asked }
    }

    /// How often a path with this beginning was asked for since then.
    pub fn count(&self, beginning: &str, since: Instant) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|(time, path, _)| *time >= since && path.starts_with(beginning)).count()
    }
}

/// A cluster whose parts are ready, in this namespace and with this Service.
pub struct Cluster {
    pub namespace: String,
    pub name: String,
    pub service: Value,
}

impl Cluster {
    pub fn new(namespace: &str, name: &str) -> Self {
        let service = json!({"type": "ClusterIP", "clusterIP": "10.0.0.1", "selector": {"app": "flink"}});
        Self { namespace: namespace.to_owned(), name: name.to_owned(), service }
    }

    fn object(&self, suffix: &str, labels: Value, rest: Value) -> Value {
        let metadata = json!({
            "namespace": self.namespace, "name": format!("{}{suffix}", self.name), "labels": labels,
            "resourceVersion": "1", "generation": 1, "uid": "1", "creationTimestamp": "2026-01-01T00:00:00Z",
        });
        let mut object = json!({ "metadata": metadata });
        object.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        object
    }

    fn of_kind(&self, plural: &str) -> Vec<Value> {
        let labels =
            json!({"app": "flink", "cluster": self.name, "flinkoperator.k8s.io/rendered-by": "flink-render"});
        let ready =
            json!({"spec": {"replicas": 1}, "status": {"availableReplicas": 1, "observedGeneration": 1}});
        match plural {
            "flinkclusters" => vec![self.object("", labels, json!({"spec": {"job": {"jarFile": "x.jar"}}}))],
            "configmaps" => vec![self.object("-configmap", labels, json!({}))],
            "services" => vec![self.object("-jobmanager", labels, json!({"spec": self.service}))],
            "deployments" => vec![
                self.object("-jobmanager", labels.clone(), ready.clone()),
                self.object("-taskmanager", labels, ready),
            ],
            "jobs" => {
                let labels =
                    json!({"app": "flink", "cluster": self.name, "flinkoperator.k8s.io/role": "submitter"});
                vec![self.object("-job-0", labels, json!({"status": {"active": 1}}))]
            }
            _ => Vec::new(),
        }
    }
}

/// The statuses that were written, by `namespace/name`.
pub type Statuses = Arc<Mutex<BTreeMap<String, Value>>>;

/// An API server that has these clusters, and never tells of a change.
fn kubernetes(clusters: Vec<Cluster>) -> (u16, Statuses) {
    let statuses = Statuses::default();
    let written = Arc::clone(&statuses);
    let versions = Mutex::new(1);
    let port = serve(move |asked, stream| {
        let path = asked.path.split('?').next().unwrap_or_default();
        match asked.method.as_str() {
            "GET" if asked.path.contains("watch=true") => {
                stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
                hang()
            }
            "GET" => {
                let plural = path.rsplit('/').next().unwrap_or_default();
                let items: Vec<_> = clusters.iter().flat_map(|cluster| cluster.of_kind(plural)).collect();
                let list = json!({"metadata": {"resourceVersion": "1"}, "items": items});
                reply(stream, "200 OK", list.to_string().as_bytes())
            }
            "PATCH" => {
                let mut object: Value = serde_json::from_slice(&asked.body).unwrap();
                let mut version = versions.lock().unwrap();
                *version += 1;
                let metadata = object["metadata"].as_object_mut().unwrap();
                metadata.insert("resourceVersion".to_owned(), version.to_string().into());
                metadata.insert("generation".to_owned(), 1.into());
                metadata
                    .insert("labels".to_owned(), json!({"flinkoperator.k8s.io/rendered-by": "flink-render"}));
                let text = |key: &str| object["metadata"][key].as_str().unwrap().to_owned();
                let key = format!("{}/{}", text("namespace"), text("name"));
                object["spec"] = json!({"job": {"jarFile": "x.jar"}});
                written.lock().unwrap().insert(key, object["status"].clone());
                reply(stream, "200 OK", object.to_string().as_bytes())
            }
            _ => reply(stream, "201 Created", &asked.body),
        }
    });
    (port, statuses)
}

/// The program, at work.
pub struct Sidecar {
    program: Child,
    pub statuses: Statuses,
    folder: TempDir,
}

impl Sidecar {
    /// Keeps these clusters, with these options.
    pub fn start(clusters: Vec<Cluster>, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (port, statuses) = kubernetes(clusters);
        let config = json!({
            "apiVersion": "v1", "kind": "Config", "current-context": "x",
            "clusters": [{"name": "x", "cluster": {"server": format!("http://127.0.0.1:{port}")}}],
            "contexts": [{"name": "x", "context": {"cluster": "x", "user": "x", "namespace": "streams"}}],
            "users": [{"name": "x", "user": {"token": "secret-token"}}],
        });
        let file = folder.path().join("kubeconfig");
        std::fs::write(&file, config.to_string()).unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let program = Command::new(program())
            .args(["--no-leader-election", "--all-namespaces", "--listen", "127.0.0.1:0", "--qps", "1000"])
            .args(["--poll-interval", "1", "--poll-interval-steady", "1"])
            .args(options)
            .env("KUBECONFIG", &file)
            .env("http_proxy", "http://127.0.0.1:9")
            .env("HTTP_PROXY", "http://127.0.0.1:9")
            .stderr(Stdio::from(log))
            .spawn()
            .unwrap();
        Self { program, statuses, folder }
    }

    /// Waits until a condition of the cluster has this reason.
    pub fn until(&self, cluster: &str, condition: &str, reason: &str) {
        let end = Instant::now() + Duration::from_secs(90);
        while self.reason(cluster, condition) != reason {
            assert!(
                Instant::now() < end,
                "{cluster}: {} is not {reason}\n{}",
                self.status(cluster),
                self.log()
            );
            sleep(Duration::from_millis(100));
        }
    }

    pub fn status(&self, cluster: &str) -> Value {
        self.statuses.lock().unwrap().get(cluster).cloned().unwrap_or_default()
    }

    pub fn reason(&self, cluster: &str, condition: &str) -> String {
        let status = self.status(cluster);
        let mut conditions = status["conditions"].as_array().into_iter().flatten();
        let found = conditions.find(|found| found["type"] == condition);
        found.and_then(|found| found["reason"].as_str()).unwrap_or_default().to_owned()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// The most memory that it had, in MiB; none where that is not told.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
    }
}

impl Drop for Sidecar {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The program; tests of it are there where it is built.
pub fn program() -> &'static str {
    option_env!("CARGO_BIN_EXE_flink-status-sync").unwrap_or_default()
}
