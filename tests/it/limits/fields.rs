//! Of the fields: numbers, lengths, amounts.

use flink_render::diagnostic::Diagnostic;
use flink_render::render::Options;
use serde_json::{Value, json};

use super::{Each, check, entry, found, limit, name, session, write};

/// What the schedule of a CronJob can keep for ever.
const SCHEDULED: [i32; 19] = [
    60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 28_800,
    43_200, 86_400,
];

fn kept(most: &str) -> Value {
    entry("flinkoperator.k8s.io/savepoints-kept", most)
}

fn kept_for(time: &str) -> Value {
    entry("flinkoperator.k8s.io/savepoints-kept-for", time)
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
        limit(
            162,
            "spec.job.autoSavepointSeconds",
            Each(SCHEDULED),
            Each(SCHEDULED.map(|seconds| seconds + 1)),
        )
        .beside("spec.job.savepointsDir", "s3://a/b"),
        limit(59, "metadata.annotations", Each([kept("1"), kept("500")]), Each([kept("0"), kept("501")]))
            .beside("spec.job.savepointsDir", "s3://a/b"),
        limit(283, "metadata.annotations", kept_for("500h"), kept_for("501h"))
            .beside("spec.job.savepointsDir", "s3://a/b")
            .beside("spec.job.autoSavepointSeconds", 3600),
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
        limit(100, "metadata.name", name(44), name(45))
            .beside("spec.job.savepointsDir", "s3://a/b")
            .beside("metadata.annotations", kept("1")),
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
