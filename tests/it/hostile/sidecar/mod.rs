//! flink-status-sync among tenants that mean it harm: what it keeps in memory, whom it waits for, whom it tells a password,
//! and what it writes down.
#![cfg(all(feature = "sidecar", target_os = "linux"))]

mod world;

use std::fmt::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;

use world::{Cluster, Flinks, Sidecar, hang, program, reply};

/// One after the other: at one time they would measure each other, and each of them, waiting for its turn, hold up a thread
/// that other tests could run on.
#[test]
fn tenants_do_no_harm() {
    let all: [(&str, fn()); 6] = [
        ("many jobs take little memory", many_jobs_take_little_memory),
        ("checkpoints that hang hold nobody up", checkpoints_that_hang_hold_nobody_up),
        ("who hangs waits alone", who_hangs_waits_alone),
        ("no answer is in the log", no_answer_is_in_the_log),
        ("services that lead elsewhere are not asked", services_that_lead_elsewhere_are_not_asked),
        ("passwords go nowhere without TLS", passwords_go_nowhere_without_tls),
    ];
    let failed: Vec<_> = all.iter().filter(|(_, test)| std::panic::catch_unwind(test).is_err()).collect();
    assert!(failed.is_empty(), "{:?}", failed.iter().map(|(name, _)| name).collect::<Vec<_>>());
}

fn fleet(namespace: &str, name: &str, number: usize) -> impl Iterator<Item = Cluster> {
    (0..number).map(move |n| Cluster::new(namespace, &format!("{name}-{n}")))
}

/// An answer with so many jobs.
fn overview(number: usize, job: impl Fn(usize) -> String) -> Vec<u8> {
    let jobs: Vec<_> = (0..number).map(job).collect();
    format!("{{\"jobs\":[{}]}}", jobs.join(",")).into_bytes()
}

fn job(n: usize, state: &str) -> String {
    format!(
        "{{\"jid\":\"{n:032x}\",\"name\":\"x\",\"start-time\":{n},\"end-time\":-1,\"state\":\"{state}\"}}"
    )
}

fn flink(port: u16) -> String {
    format!("http://127.0.0.1:{port}/{{namespace}}/{{name}}")
}

fn well(path: &str, stream: &mut TcpStream) -> std::io::Result<bool> {
    if path.ends_with("/jobs/overview") {
        reply(stream, "200 OK", &overview(1, |n| job(n, "RUNNING")))
    } else {
        reply(stream, "200 OK", b"{\"latest\":{}}")
    }
}

fn many_jobs_take_little_memory() {
    let name = "j".repeat(250);
    let answers = [
        // 17 MB: not read.
        ("long", overview(180_000, |n| job(n, "FINISHED"))),
        // As many as fit.
        ("full", overview(78_000, |n| job(n, "FINISHED"))),
        ("live", overview(78_000, |n| job(n, "RUNNING"))),
        ("tiny", overview(180_000, |_| "{\"jid\":\"a\",\"state\":\"b\"}".to_owned())),
        // A few texts, each of megabytes.
        ("wide", overview(7, |n| job(n, &name.repeat(4000)))),
    ];
    let clusters =
        answers.iter().flat_map(|(kind, _)| fleet("many", kind, 12)).chain(fleet("one", "well", 1));
    let clusters: Vec<_> = clusters.collect();
    let flinks = Flinks::new(move |path, stream| {
        let kind = answers.iter().find(|(kind, _)| path.contains(&format!("/{kind}-")));
        match kind {
            Some((_, body)) if path.ends_with("/overview") => reply(stream, "200 OK", body),
            Some(_) => reply(stream, "404 Not Found", b"{}"),
            None => well(path, stream),
        }
    });
    let sidecar = Sidecar::start(clusters, &["--flink-url", &flink(flinks.port)]);
    for n in 0..12 {
        sidecar.until(&format!("many/long-{n}"), "FlinkAPIReachable", "AnswerTooLarge");
        for kind in ["full", "live", "tiny", "wide"] {
            sidecar.until(&format!("many/{kind}-{n}"), "FlinkAPIReachable", "OK");
        }
        sidecar.until(&format!("many/live-{n}"), "JobObserved", "MultipleJobs");
    }
    sidecar.until("one/well-0", "JobObserved", "FlinkRunning");
    // A second look at each.
    sleep(Duration::from_secs(5));
    assert_eq!(sidecar.reason("many/long-0", "JobObserved"), "AnswerTooLarge");
    let memory = sidecar.memory().unwrap();
    assert!(memory < 200, "{memory} MiB");
}

/// Every one of these twenty is looked at every second or two.
fn are_fresh(flinks: &Flinks, namespace: &str) {
    let since = Instant::now();
    sleep(Duration::from_secs(10));
    for n in 0..20 {
        let looks = flinks.count(&format!("/{namespace}/well-{n}/jobs/overview"), since);
        assert!(looks >= 3, "well-{n} was looked at {looks} times");
    }
}

/// The keepers of twenty clusters that are well have written their first status soon.
fn are_there(sidecar: &Sidecar, namespace: &str, start: Instant) {
    for n in 0..20 {
        sidecar.until(&format!("{namespace}/well-{n}"), "JobObserved", "FlinkRunning");
    }
    let first = start.elapsed();
    assert!(first < Duration::from_secs(20), "{first:?} until the first looks");
}

fn checkpoints_that_hang_hold_nobody_up() {
    let clusters: Vec<_> = fleet("one", "points", 80).chain(fleet("one", "well", 20)).collect();
    let flinks = Flinks::new(|path, stream| match (path.contains("/points-"), path.ends_with("/overview")) {
        (true, true) => reply(stream, "200 OK", &overview(8, |n| job(n, "RUNNING"))),
        (true, false) => hang(),
        (false, _) => well(path, stream),
    });
    let start = Instant::now();
    let sidecar = Sidecar::start(clusters, &["--flink-url", &flink(flinks.port)]);
    are_there(&sidecar, "one", start);
    are_fresh(&flinks, "one");
    let mut all = 0;
    for n in 0..80 {
        sidecar.until(&format!("one/points-{n}"), "FlinkAPIReachable", "OK");
        // Who does not answer is asked less and less: once, after 10 s, 20 s, 40 s.
        let path = format!("/one/points-{n}/jobs/");
        let hung = flinks.count(&path, start) - flinks.count(&format!("{path}overview"), start);
        assert!(hung <= 4, "points-{n} was asked {hung} times for checkpoints");
        all += hung;
    }
    assert!(all >= 40, "{all} questions for checkpoints");
}

fn who_hangs_waits_alone() {
    let clusters =
        fleet("bad", "lists", 120).chain(fleet("bad", "drips", 20)).chain(fleet("good", "well", 20));
    let clusters: Vec<_> = clusters.collect();
    let flinks = Flinks::new(|path, stream| {
        use std::io::Write as _;
        if path.starts_with("/bad/drips") {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")?;
            stream.write_all(&vec![b' '; 70_000])?;
            loop {
                stream.write_all(b" ")?;
                sleep(Duration::from_millis(200));
            }
        } else if path.starts_with("/bad/") {
            hang()
        } else {
            well(path, stream)
        }
    });
    let start = Instant::now();
    let sidecar = Sidecar::start(clusters, &["--flink-url", &flink(flinks.port)]);
    are_there(&sidecar, "good", start);
    are_fresh(&flinks, "good");
    for cluster in ["lists-0", "drips-0"] {
        sidecar.until(&format!("bad/{cluster}"), "FlinkAPIReachable", "Timeout");
    }
}

fn no_answer_is_in_the_log() {
    let answers = [
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":\"LEAK\"}",
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":[{\"jid\":7,\"state\":\"LEAK\\n\\u001b[31m\"}]}",
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":[{\"jid\":\"x\",\"state\":\"x\",\"start-time\":\"LEAK\"}]}",
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":[{\"jid\":\"x\",\"state\":\"x\",\"start-time\":1e400}]}",
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":[],\"jobs\":[\"LEAK\"]}",
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":NaN,\"LEAK\":LEAK}",
        "HTTP/1.1 200 OK\r\n\r\nLEAK",
        "HTTP/1.1 500 LEAK\r\nLEAK: LEAK\r\n\r\nLEAK",
        "HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic realm=\"LEAK\"\r\n\r\nLEAK",
        "HTTP/1.1 307 LEAK\r\nlocation: http://127.0.0.1:1/LEAK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nLEAK\r\n\r\n",
        "LEAK LEAK LEAK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: LEAK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n{\"jobs\":[{\"jid\":\"../../../LEAK-is-no-id-but-32-letters\",\"state\":\"RUNNING\"}]}",
    ];
    let deep = format!("HTTP/1.1 200 OK\r\n\r\n{{\"x\":{}", "[".repeat(30_000));
    let all: Vec<String> = answers.into_iter().map(str::to_owned).chain([deep]).collect();
    let number = all.len();
    let flinks = Flinks::new(move |path, stream| {
        use std::io::Write as _;
        let n: usize = path.split(['-', '/']).nth(3).and_then(|n| n.parse().ok()).unwrap();
        stream.write_all(all[n].as_bytes())?;
        Ok(false)
    });
    let clusters: Vec<_> = fleet("bad", "leak", number).collect();
    let sidecar = Sidecar::start(
        clusters,
        &["--log", "debug,kube=info,hyper_util=info", "--flink-url", &flink(flinks.port)],
    );
    for n in 0..number {
        let reason = match n {
            7 => "ServerError",
            8 => "Unauthorized",
            9 => "ServiceUnavailable",
            13 => "OK",
            _ => "MalformedBody",
        };
        sidecar.until(&format!("bad/leak-{n}"), "FlinkAPIReachable", reason);
    }
    sleep(Duration::from_secs(2));
    let log = sidecar.log();
    assert!(!log.contains("LEAK") && !log.contains("secret-token"), "{log}");
    let statuses = json!(*sidecar.statuses.lock().unwrap()).to_string();
    assert!(!statuses.contains("LEAK"), "{statuses}");
    // Neither was a redirect followed, nor an id that is none put into an address.
    let asked = flinks.asked.lock().unwrap();
    assert!(asked.iter().all(|(_, path, _)| path.ends_with("/jobs/overview")));
}

fn services_that_lead_elsewhere_are_not_asked() {
    let with = |name: &str, service| Cluster { service, ..Cluster::new("bad", name) };
    let clusters = vec![
        with(
            "named",
            json!({"type": "ExternalName", "externalName": "metadata.example.org", "selector": {"app": "flink"}}),
        ),
        with("bare", json!({"type": "ClusterIP", "clusterIP": "10.0.0.1"})),
        Cluster::new("bad", "plain"),
    ];
    let sidecar = Sidecar::start(clusters, &[]);
    sidecar.until("bad/named", "FlinkAPIReachable", "ServiceLeadsElsewhere");
    sidecar.until("bad/bare", "FlinkAPIReachable", "ServiceLeadsElsewhere");
    // There is no such name here.
    sidecar.until("bad/plain", "FlinkAPIReachable", "DnsError");
}

/// A file for `--flink-config`, with a name and a password beside it.
fn config(folder: &Path, text: &str) -> String {
    std::fs::write(folder.join("user"), "sync\n").unwrap();
    std::fs::write(folder.join("word"), "hunter2\n").unwrap();
    let mut basic = String::new();
    write!(basic, "usernameFile: {0}/user, passwordFile: {0}/word", folder.display()).unwrap();
    let file = folder.join("config.yaml");
    std::fs::write(&file, text.replace("BASIC", &basic)).unwrap();
    file.display().to_string()
}

#[test]
fn passwords_that_would_leak_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (text, options, words) in [
        (
            "clusters: {a/b: {url: \"http://flink/\", BASIC}}",
            &[][..],
            &["clusters: a/b: ", "url is http"][..],
        ),
        ("namespaces: {a: {url: \"HTTP://flink/\", BASIC}}", &[], &["namespaces: a: ", "url is http"]),
        (
            "namespaces: {a: {BASIC}}",
            &["--flink-url", "http://{name}.{namespace}:{port}"],
            &["--flink-url is http"],
        ),
        ("default: {BASIC}", &["--all-namespaces"], &["default: ", "every namespace", "`namespaces:`"]),
        ("default: {BASIC}", &["--namespaces", "a,b"], &["default: ", "every namespace"]),
        ("namespaces: {a: {insecureSkipVerify: true, BASIC}}", &[], &["insecureSkipVerify", "caFile"]),
        ("clusters: {a: {BASIC}}", &[], &["\"a\" is not namespace/name"]),
        ("namespaces: {a/b: {}}", &[], &["\"a/b\" is not the name of a namespace"]),
        (
            "clusters: {a/b: {url: \"https://sync:hunter2@flink/\"}}",
            &[],
            &["clusters: a/b: ", "passwordFile"],
        ),
        ("clusters: {a/b: {url: \"file:///etc/passwd\"}}", &[], &["clusters: a/b: url"]),
        ("clusters: {a/b: {password: hunter2}}", &[], &["`password`"]),
        ("clusters: {a/b: hunter2}", &[], &["config.yaml"]),
        ("default: {usernameFile: /nowhere/x, passwordFile: /nowhere/y}", &[], &["/nowhere/x"]),
        // All at once.
        (
            "{clusters: {a/b: {url: \"http://flink/\", BASIC}, c/d: {url: \"http://flink/\", BASIC}}}",
            &[],
            &["clusters: a/b", "clusters: c/d"],
        ),
    ] {
        let file = config(folder.path(), text);
        let run = Command::new(program())
            .args(["--log-format", "text", "--listen", "127.0.0.1:0", "--flink-config", &file])
            .args(options)
            .env("KUBECONFIG", "/nowhere")
            .output()
            .unwrap();
        let err = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(1), "{text}: {err}");
        for word in words {
            // Its log writes quotes with a backslash.
            assert!(err.replace('\\', "").contains(word), "{text}: {word} in {err}");
        }
        assert!(!err.contains("hunter2"), "{err}");
    }
}

fn passwords_go_nowhere_without_tls() {
    let folder = tempfile::tempdir().unwrap();
    // What the tenant's cluster says decides about the scheme.
    let file = config(folder.path(), "namespaces: {bad: {BASIC}}");
    let flinks = Flinks::new(well);
    let url = format!("{{scheme}}://127.0.0.1:{}/{{namespace}}/{{name}}", flinks.port);
    let options = ["--flink-config", &file, "--flink-url", &url];
    let clusters: Vec<_> = fleet("bad", "plain", 2).chain(fleet("good", "plain", 2)).collect();
    let sidecar = Sidecar::start(clusters, &options);
    for cluster in ["bad/plain-0", "bad/plain-1", "good/plain-0", "good/plain-1"] {
        sidecar.until(cluster, "JobObserved", "FlinkRunning");
    }
    for (_, path, headers) in flinks.asked.lock().unwrap().iter() {
        assert!(!headers.contains("authorization"), "{path}: {headers}");
    }
    let log = sidecar.log();
    assert!(log.contains("without the password") && !log.contains("hunter2"), "{log}");
}
