//! Of the text: depth, aliases, findings; and what is shown of a value.

use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Source};
use flink_render::render::{self, Options, emit};
use flink_render::tree::Map;
use serde_json::{Value, json};

use super::{entry, found, name, session, write};

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
    // So many of one kind are kept, however many there are of another.
    let unknown = |many: usize| {
        let text = twice(5000);
        let fields: String = (1..many).map(|n| format!(", x{n}: 1")).collect();
        format!("{}{fields}}}", text.strip_suffix('}').unwrap())
    };
    for (what, code, fits, breaks) in [
        ("depth", 14, nested(63), nested(64)),
        ("aliased values", 15, aliases(&values, 99), aliases(&values, 100)),
        ("aliased bytes", 15, aliases(&bytes, 99), aliases(&bytes, 100)),
        ("findings", 9, twice(5000), twice(5001)),
        ("findings of a kind", 9, unknown(100), unknown(101)),
    ] {
        assert!(!codes(fits).contains(&code), "{what}");
        assert!(codes(breaks).contains(&code), "{what}");
    }
}

#[test]
fn of_a_reason() {
    let ignore = |length: usize| entry("flinkoperator.k8s.io/ignore", format!("FR175: {}", name(length)));
    let cluster = |length| {
        let mut cluster = session();
        cluster["metadata"]["annotations"] = ignore(length);
        found(&cluster, &Options::default()).iter().any(Diagnostic::is_error)
    };
    assert_eq!((cluster(500), cluster(501)), (false, true));
}

/// The way out of a cluster's first finding of a code.
fn help(code: u16, path: &str, value: Value) -> String {
    let mut cluster = session();
    write(&mut cluster, path, value);
    let found = found(&cluster, &Options::default()).into_iter().find(|found| found.code.0 == code);
    found.and_then(|found| found.help).unwrap_or_default()
}

#[test]
fn of_what_is_meant() {
    let memory = |text: &str| help(177, "spec.jobManager.resources.limits.memory", text.into());
    assert!(memory("64").contains("`64Gi`") && memory("65").contains("`65Mi`"));
    assert!(memory("1023k").contains("`1023Mi`") && !memory("1024").contains("Gi"));

    // Four are the compiler's.
    let volumes = |many: usize| -> Value {
        let volume = |n| json!({"name": format!("v{n:02}"), "emptyDir": {}});
        let volumes: Vec<_> = (0..many).map(volume).collect();
        json!({"replicas": 1, "volumes": volumes, "volumeMounts": [{"name": "x", "mountPath": "/x"}]})
    };
    let mount = |many| help(123, "spec.taskManager", volumes(many));
    assert!(mount(16).ends_with("v15") && mount(17).ends_with("v15 and 1 more"), "{}", mount(17));

    let nested = |many: usize| -> Value {
        let keys = (0..many).map(|n| (format!("k{n}"), json!("x")));
        entry("taskmanager", Value::Object(keys.collect()))
    };
    let dotted = |many| help(32, "spec.flinkProperties", nested(many));
    // The same three, and a word that there is more.
    let (three, four) = (dotted(3), dotted(4));
    assert!(
        three.contains("k2") && four.starts_with(&three) && four != three && !four.contains("k3"),
        "{four}"
    );
}

/// What stands there is said as long as it is short.
#[test]
fn of_a_value() {
    let told = |length| {
        let mut cluster = session();
        write(&mut cluster, "spec.taskManager.replicas", name(length).into());
        found(&cluster, &Options::default()).iter().any(|found| found.message.contains(&name(length)))
    };
    // With its quotes.
    assert_eq!((told(38), told(39)), (true, false));
}

/// Of quotation marks that YAML does not have, only they go: line breaks are the text's own.
#[test]
fn of_quotation_marks() {
    let job = json!({"jarFile": "a.jar", "args": ["\u{201c}a\nb\u{201d}"]});
    assert_eq!(help(43, "spec.job", job), "write `a\nb`, if that is meant");
}

#[test]
fn of_a_key() {
    let emitted = |length| {
        let mut map = Map::default();
        map.push(name(length), "x");
        emit::emit(&map.into())
    };
    assert_eq!(emitted(1000), format!("{}: x\n", name(1000)));
    assert_eq!(emitted(1001), format!("? {}\n: x\n", name(1001)));
}
