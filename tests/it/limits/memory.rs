//! Of the memory: what Flink starts with.

use flink_render::diagnostic::Code;
use flink_render::render::Options;
use serde_json::Value;

use super::{Each, check, found, limit, session};

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
                one(&key("jvm-metaspace.size"), "1125899906842625"),
            ),
            limit(
                209,
                path,
                Each(["1", "1 kb"].map(|size| one(&key("jvm-metaspace.size"), size))),
                Each(["-1", "1 x"].map(|size| one(&key("jvm-metaspace.size"), size))),
            ),
            limit(
                144,
                path,
                Each(["0", "0.99"].map(|part| one(&key("jvm-overhead.fraction"), part))),
                Each(["1", "-0.01"].map(|part| one(&key("jvm-overhead.fraction"), part))),
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
