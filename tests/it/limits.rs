//! Limits: what is just inside of each is taken, what is just outside is found.

use std::sync::Arc;

use flink_render::diagnostic::{Code, Diagnostic, Source};
use flink_render::render::{self, Options};
use serde_json::{Value, json};

/// A field, what it may just hold, what it may just not, and the code of what is found then.
struct Limit {
    code: u16,
    /// What else is written: field and value.
    beside: Vec<(&'static str, Value)>,
    path: String,
    fits: Vec<Value>,
    breaks: Vec<Value>,
}

fn limit(code: u16, path: impl Into<String>, fits: impl Many, breaks: impl Many) -> Limit {
    Limit { code, beside: Vec::new(), path: path.into(), fits: fits.all(), breaks: breaks.all() }
}

impl Limit {
    fn beside(mut self, path: &'static str, value: impl Into<Value>) -> Self {
        self.beside.push((path, value.into()));
        self
    }
}

/// One value, or several.
trait Many {
    fn all(self) -> Vec<Value>;
}

impl<T: Into<Value>> Many for T {
    fn all(self) -> Vec<Value> {
        vec![self.into()]
    }
}

/// Several values.
struct Each<T, const N: usize>([T; N]);

impl<T: Into<Value>, const N: usize> Many for Each<T, N> {
    fn all(self) -> Vec<Value> {
        self.0.into_iter().map(Into::into).collect()
    }
}

/// A name of so many characters.
fn name(length: usize) -> String {
    "a".repeat(length)
}

/// A mapping of one entry.
fn entry(key: &str, value: impl Into<Value>) -> Value {
    Value::Object([(key.to_owned(), value.into())].into_iter().collect())
}

fn session() -> Value {
    json!({
        "apiVersion": "flinkoperator.k8s.io/v1alpha1",
        "kind": "FlinkCluster",
        "metadata": {"name": "orders", "namespace": "streams"},
        "spec": {
            "image": {"name": "flink:1.20.1"},
            "jobManager": {"resources": {"limits": {"memory": "4Gi"}}},
            "taskManager": {"replicas": 2, "resources": {"limits": {"memory": "4Gi"}}},
        },
    })
}

/// Writes a field, and the sections that it is in.
fn write(root: &mut Value, path: &str, value: Value) {
    let pointer = path.split('.').fold(root, |node, key| &mut node[key]);
    *pointer = value;
}

fn found(cluster: &Value, options: &Options) -> Vec<Diagnostic> {
    render::render(&Arc::new(Source::new("input.yaml", cluster.to_string())), options).diagnostics
}

fn check(limits: Vec<Limit>, options: &Options) {
    let mut wrong = Vec::new();
    for Limit { code, beside, path, fits, breaks } in limits {
        for (value, expected) in
            fits.iter().map(|value| (value, false)).chain(breaks.iter().map(|value| (value, true)))
        {
            let mut cluster = session();
            if path.starts_with("spec.job.") || beside.iter().any(|(path, _)| path.starts_with("spec.job.")) {
                write(&mut cluster, "spec.job", json!({"jarFile": "/a.jar"}));
            }
            beside.iter().for_each(|(path, value)| write(&mut cluster, path, value.clone()));
            write(&mut cluster, &path, value.clone());
            let found = found(&cluster, options);
            if found.iter().any(|found| found.code == Code(code)) != expected {
                let codes: Vec<_> =
                    found.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
                let not = if expected { "not " } else { "" };
                wrong.push(format!("{path}: {value} is {not}found as {}: {codes:?}", Code(code)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers() {
    let mut limits = vec![
        limit(103, "spec.jobManager.replicas", 1, Each([0, 2])),
        limit(104, "spec.taskManager.replicas", 1, Each([0, -1])),
        limit(114, "spec.job.parallelism", 1, Each([0, -1])),
        limit(163, "spec.job.autoSavepointSeconds", 0, -1),
        limit(163, "spec.job.savepointGeneration", 0, -1),
        limit(161, "spec.job.autoSavepointSeconds", 0, 1),
        limit(161, "spec.job.savepointGeneration", 0, 1),
        limit(162, "spec.job.autoSavepointSeconds", Each([60, 3600, 86_400]), Each([59, 61, 3660, 86_401]))
            .beside("spec.job.savepointsDir", "s3://a/b"),
        limit(168, "spec.job.parallelism", 6, 7)
            .beside("spec.flinkProperties", entry("taskmanager.numberOfTaskSlots", "3")),
        limit(168, "spec.job.parallelism", 2, 3),
        // Numbers of 32 and of 64 bits.
        limit(
            33,
            "spec.taskManager.replicas",
            Each([2_147_483_647_i64, -2_147_483_648]),
            Each([2_147_483_648_i64, -2_147_483_649]),
        ),
    ];
    for (process, ports) in
        [("jobManager", &["rpc", "blob", "query", "ui"][..]), ("taskManager", &["data", "rpc", "query"])]
    {
        limits.extend(ports.iter().map(|port| {
            limit(105, format!("spec.{process}.ports.{port}"), Each([1025, 65_535]), Each([1024, 65_536]))
        }));
        limits.push(limit(
            107,
            format!("spec.{process}.memoryOffHeapRatio"),
            Each([0, 100]),
            Each([-1, 101]),
        ));
    }
    check(limits, &Options::default());
}

#[test]
fn lengths() {
    let subdomain = |code, path: &str| limit(code, path, name(253), name(254));
    let mut limits = vec![
        limit(101, "metadata.namespace", name(63), name(64)),
        // With what is added to it, for the object with the least room.
        limit(100, "metadata.name", name(52), name(53)),
        limit(100, "metadata.name", name(45), name(46)).beside("spec.job.jarFile", "/a.jar"),
        limit(100, "metadata.name", name(38), name(39)).beside("spec.job.autoSavepointSeconds", 60),
        limit(100, "metadata.name", name(45), name(46)).beside("spec.job.savepointGeneration", 999_999),
        limit(100, "metadata.name", name(44), name(45)).beside("spec.job.savepointGeneration", 10_000_000),
        limit(100, "metadata.name", name(42), name(43)).beside("spec.job.savepointGeneration", i32::MAX),
        subdomain(110, "spec.hadoopConfig.configMapName"),
        subdomain(111, "spec.gcpConfig.serviceAccount.secretName")
            .beside("spec.gcpConfig", json!({"serviceAccount": {"keyFile": "k", "mountPath": "/m"}})),
        subdomain(117, "spec.jobManager.ingress.hostFormat"),
        subdomain(118, "spec.jobManager.ingress.tlsSecretName")
            .beside("spec.jobManager.ingress.useTLS", true),
        limit(138, "spec.image.pullSecrets", json!([{"name": name(253)}]), json!([{"name": name(254)}])),
        limit(102, "spec.image.name", format!("flink:{}", name(128)), format!("flink:{}", name(129))),
        limit(102, "spec.image.name", format!("flink@x:{}", name(32)), format!("flink@x:{}", name(31))),
        limit(155, "spec.job.jarFile", checksum(64), Each([checksum(63), checksum(65)])),
    ];
    for (algorithm, length) in [("sha256", 64), ("sha384", 96), ("sha512", 128)] {
        let image = |length| format!("flink@{algorithm}:{}", name(length));
        limits.push(limit(
            102,
            "spec.image.name",
            image(length),
            Each([image(length - 1), image(length + 1)]),
        ));
    }
    for (code, path) in
        [(136, "metadata.labels"), (136, "metadata.annotations"), (136, "spec.jobManager.nodeSelector")]
    {
        let key = |prefix: &str, length| entry(&format!("{prefix}{}", name(length)), "x");
        limits.push(limit(code, path, key("", 63), key("", 64)));
        limits.push(limit(code, path, key("example.org/", 63), key("example.org/", 64)));
        limits.push(limit(
            code,
            path,
            entry(&format!("{}/a", name(253)), "x"),
            entry(&format!("{}/a", name(254)), "x"),
        ));
    }
    for path in ["metadata.labels", "spec.jobManager.nodeSelector", "spec.taskManager.nodeSelector"] {
        limits.push(limit(137, path, entry("a", name(63)), entry("a", name(64))));
    }
    check(limits, &Options::default());
}

fn checksum(length: usize) -> String {
    format!("https://example.org/a.jar#sha256={}", name(length))
}

#[test]
fn containers() {
    let container = |key: &str, value: Value| {
        let mut container = json!({"name": "agent", "image": "agent:1"});
        container[key] = value;
        json!([container])
    };
    for path in ["spec.taskManager.sidecars", "spec.job.initContainers"] {
        let port = |key: &str, value: Value| {
            let mut port = json!({"containerPort": 80});
            port[key] = value;
            container("ports", json!([port]))
        };
        let ports = |key, numbers: [i32; 2]| Each(numbers.map(|number| port(key, number.into())));
        check(
            vec![
                limit(126, path, container("name", name(63).into()), container("name", name(64).into())),
                limit(129, path, ports("containerPort", [1, 65_535]), ports("containerPort", [0, 65_536])),
                limit(129, path, ports("hostPort", [1, 65_535]), ports("hostPort", [0, 65_536])),
                limit(129, path, port("name", name(15).into()), port("name", name(16).into())),
            ],
            &Options::default(),
        );
    }
    let volume = |length| json!([{"name": name(length), "emptyDir": {}}]);
    let users = |user: Value| json!([{"name": "a", "image": "a", "securityContext": {"runAsUser": user}}]);
    check(
        vec![
            limit(120, "spec.jobManager.volumes", volume(63), volume(64)),
            limit(120, "spec.taskManager.volumes", volume(63), volume(64)),
            limit(120, "spec.job.volumes", volume(63), volume(64)),
            limit(
                33,
                "spec.taskManager.sidecars",
                users(i64::MAX.into()),
                users((i64::MAX.unsigned_abs() + 1).into()),
            ),
        ],
        &Options::default(),
    );
}

#[test]
fn amounts() {
    let mut limits = Vec::new();
    for process in ["spec.jobManager", "spec.taskManager"] {
        let at = |field: &str| format!("{process}.{field}");
        let resources = |request: &str, limit: &str| json!({"requests": {"memory": request}, "limits": {"memory": limit}});
        limits.extend([
            limit(108, at("memoryOffHeapMin"), "4294967296", "4294967297"),
            limit(109, at("memoryOffHeapMin"), "0", Each(["-1", "-1n"])),
            limit(177, at("memoryOffHeapMin"), Each(["1048576", "0"]), Each(["1048575", "1"])),
            limit(177, at("resources.limits.memory"), Each(["1048576", "0"]), Each(["1048575", "1"])),
            limit(177, at("resources.limits.cpu"), Each(["99", "99999m"]), Each(["100", "101"])),
            limit(177, at("resources.requests"), json!({"memory": "1048576"}), json!({"memory": "1048575"})),
            limit(177, at("resources.requests"), json!({"cpu": "99.999"}), json!({"cpu": "100"})),
            limit(133, at("resources"), resources("4Gi", "4Gi"), resources("4294967297", "4Gi")),
            limit(135, at("resources.limits.memory"), "4294967296", Each(["4294967296500m", "-1"])),
            limit(
                134,
                at("resources.limits"),
                Each([json!({"hugepages-2Mi": 0}), json!({"a/b": 1})]),
                json!({"gpu": 1}),
            ),
        ]);
    }
    check(limits, &Options::default());
}

#[test]
fn memory() {
    let properties = |list: &[(&str, &str)]| {
        let entries = list.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value)));
        Value::Object(entries.collect())
    };
    let one = |key: &str, value: &str| properties(&[(key, value)]);
    let path = "spec.flinkProperties";
    let mut limits = vec![
        // What Flink recommends.
        limit(
            147,
            path,
            one("jobmanager.memory.heap.size", "128m"),
            one("jobmanager.memory.heap.size", "127m"),
        ),
        // The JVM's metaspace and overhead, 448 MiB, are kept back in any case.
        limit(146, "spec.jobManager.memoryOffHeapMin", "448Mi", "447Mi")
            .beside("spec.jobManager.memoryOffHeapRatio", 0),
        limit(146, "spec.taskManager.memoryOffHeapMin", "448Mi", "447Mi")
            .beside("spec.taskManager.memoryOffHeapRatio", 0),
    ];
    for process in ["jobmanager", "taskmanager"] {
        let key = |name: &str| format!("{process}.memory.{name}");
        limits.extend([
            limit(143, path, one(&key("process.size"), "4096m"), one(&key("process.size"), "4097m")),
            limit(
                144,
                path,
                one(&key("jvm-metaspace.size"), "1125899906842624"),
                Each(["1125899906842625", "-1", "1 x", ""].map(|size| one(&key("jvm-metaspace.size"), size))),
            ),
            limit(
                144,
                path,
                Each(["0", "0.99"].map(|part| one(&key("jvm-overhead.fraction"), part))),
                Each(["1", "-0.01", "x"].map(|part| one(&key("jvm-overhead.fraction"), part))),
            ),
            limit(
                144,
                path,
                properties(&[(&key("jvm-overhead.min"), "300m"), (&key("jvm-overhead.max"), "300m")]),
                properties(&[(&key("jvm-overhead.min"), "301m"), (&key("jvm-overhead.max"), "300m")]),
            ),
            // Of its own range, and of a range with one end by the user.
            limit(144, path, one(&key("jvm-overhead.max"), "192m"), one(&key("jvm-overhead.max"), "191m")),
            limit(144, path, one(&key("jvm-overhead.min"), "1024m"), one(&key("jvm-overhead.min"), "1025m")),
            // What two sizes leave for the overhead.
            limit(
                144,
                path,
                Each(["2200m", "1368m"].map(|size| both(process, size))),
                Each(["2201m", "1367m"].map(|size| both(process, size))),
            ),
        ]);
    }
    check(limits, &Options::default());
}

/// A process of 2648 MiB, and so much of it for Flink: with the metaspace, 192 to 1024 MiB are left for the overhead.
fn both(process: &str, flink: &str) -> Value {
    let key = |name: &str| format!("{process}.memory.{name}.size");
    let entries = [("process", "2648m"), ("flink", flink)].map(|(name, size)| (key(name), Value::from(size)));
    Value::Object(entries.into_iter().collect())
}

/// What is offered as the smallest limit is that.
#[test]
fn the_smallest_limit_is_the_smallest() {
    let mut told = 0;
    for version in ["1.8", "1.9", "1.10", "1.11", "1.16", "1.17", "1.20", "2.0"] {
        for process in ["jobManager", "taskManager"] {
            for (ratio, min) in [(25, "600M"), (0, "0"), (50, "100Mi"), (90, "1Gi")] {
                let of = |limit: String| {
                    let mut cluster = session();
                    cluster["spec"]["image"]["name"] = format!("flink:{version}").into();
                    cluster["spec"][process]["memoryOffHeapRatio"] = ratio.into();
                    cluster["spec"][process]["memoryOffHeapMin"] = min.into();
                    cluster["spec"][process]["resources"]["limits"]["memory"] = limit.into();
                    found(&cluster, &Options::default()).into_iter().find(|found| found.code == Code(142))
                };
                let case = format!("{version} {process} {ratio} {min}");
                let low = if min == "0" { "1Mi" } else { min };
                // Before the unified model, a JobManager starts with any heap.
                let Some(found) = of(low.to_owned()) else { continue };
                let help = found.help.unwrap_or_default();
                let smallest =
                    help.split_once(" to ").and_then(|(_, rest)| rest.split_once("Mi ")).unwrap().0;
                let smallest: u32 = smallest.parse().unwrap();
                assert!(of(format!("{smallest}Mi")).is_none(), "{case}: {smallest}");
                assert!(of(format!("{}Mi", smallest - 1)).is_some(), "{case}: {smallest} - 1");
                told += 1;
            }
        }
    }
    assert!(told > 50, "{told}");
}

#[test]
fn of_the_text() {
    let codes = |text: String| {
        let found =
            render::render(&Arc::new(Source::new("input.yaml", text)), &Options::default()).diagnostics;
        found.into_iter().map(|found| found.code.0).collect::<Vec<_>>()
    };
    let object = |data: &str| format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\n{data}\n");
    let nested = |levels: usize| object(&format!("data: {}{}", "[".repeat(levels), "]".repeat(levels)));
    let aliases = |anchor: &str, many: usize| object(&format!("a: &a {anchor}\nb: [{}]", "*a,".repeat(many)));
    // A thousand values, a list and what is in it; the anchor's own count, too.
    let values = format!("[{}]", "1,".repeat(999));
    let bytes = "x".repeat(100_000);
    let twice = |many: usize| {
        let cluster = session().to_string();
        format!("{}, x: {{{}}}}}", cluster.strip_suffix('}').unwrap(), "a: 1,".repeat(many + 1))
    };
    for (what, code, fits, breaks) in [
        ("depth", 14, nested(63), nested(64)),
        ("aliased values", 15, aliases(&values, 99), aliases(&values, 100)),
        ("aliased bytes", 15, aliases(&bytes, 99), aliases(&bytes, 100)),
        ("findings", 9, twice(5000), twice(5001)),
    ] {
        assert!(!codes(fits).contains(&code), "{what}");
        assert!(codes(breaks).contains(&code), "{what}");
    }
}

#[test]
fn of_a_reason() {
    let ignore = |length: usize| entry("flinkoperator.k8s.io/ignore", format!("FR149: {}", name(length)));
    let cluster = |length| {
        let mut cluster = session();
        cluster["metadata"]["annotations"] = ignore(length);
        found(&cluster, &Options::default()).iter().any(Diagnostic::is_error)
    };
    assert_eq!((cluster(500), cluster(501)), (false, true));
}

/// What the operator let pass is a warning, and what it refused an error, at the same limits.
#[test]
fn as_the_operator_had_them() {
    let options = Options { compat_operator: true, ..Options::default() };
    let limits = vec![
        limit(105, "spec.jobManager.ports.ui", Each([1025, 65_535]), Each([1024, 65_536])),
        limit(108, "spec.jobManager.memoryOffHeapMin", "4294967296", "4294967297"),
        limit(100, "metadata.name", name(52), name(53)).beside("spec.job.autoSavepointSeconds", 60),
        limit(177, "spec.jobManager.resources.limits.memory", "1048576", "1048575")
            .beside("spec.jobManager.memoryOffHeapMin", "0"),
    ];
    check(limits, &options);
    let severity = |port: i32| {
        let mut cluster = session();
        write(&mut cluster, "spec.jobManager.ports.ui", port.into());
        found(&cluster, &options).iter().any(Diagnostic::is_error)
    };
    assert_eq!((severity(1024), severity(65_536)), (true, false));
}
