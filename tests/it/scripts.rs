//! The scripts of the Jobs, as they are rendered, read by those who read scripts.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::render::{self, Options};
use serde_json::Value;

use crate::support::{documents, inputs};

/// Each distinct script, with where it is from.
fn scripts() -> BTreeMap<String, String> {
    let mut scripts = BTreeMap::new();
    for file in inputs("accept").into_iter().chain(inputs("versions")) {
        let source = Source::new("", std::fs::read_to_string(&file).unwrap());
        for object in render::render(&Arc::new(source), &Options::default()).objects {
            for document in
                documents(&object.body.text()).iter().filter(|object| object["kind"] != "FlinkCluster")
            {
                collect(document, &format!("{}: {}", file.display(), object.name), &mut scripts);
            }
        }
    }
    scripts
}

fn collect(value: &Value, place: &str, scripts: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            if map.get("command").is_some_and(|command| command[0] == "/bin/bash") {
                let script = map["command"][2].as_str().unwrap().to_owned();
                scripts.insert(script, place.to_owned());
            }
            map.values().for_each(|value| collect(value, place, scripts));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, place, scripts)),
        _ => {}
    }
}

#[test]
fn bash_reads_them() {
    read_by(|| {
        let mut bash = Command::new("bash");
        bash.arg("-n");
        bash
    });
}

#[test]
#[ignore = "SHELLCHECK must name the program: .ci/run installs it"]
fn shellcheck_has_nothing_to_say() {
    let shellcheck = std::env::var_os("SHELLCHECK").expect("SHELLCHECK names the program");
    read_by(|| Command::new(&shellcheck));
}

fn read_by(reader: impl Fn() -> Command) {
    let scripts = scripts();
    assert!(scripts.len() > 20);
    for (script, place) in scripts {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("#!/bin/bash\n{script}")).unwrap();
        let output = reader().arg(file.path()).output().unwrap();
        assert!(output.status.success(), "{place}\n{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// Kubernetes replaces `$(NAME)` in a command by a variable of the container: none of ours may look like one.
#[test]
fn kubernetes_leaves_them_alone() {
    for (script, place) in scripts() {
        for (n, _) in script.match_indices("$(") {
            let name = script[n + 2..].split(')').next().unwrap();
            let is_variable =
                name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
            assert!(!is_variable, "{place}: $({name})");
        }
    }
}
