//! The scripts of the Jobs, as they are rendered, read by those who read scripts.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::render::{self, Options};

use crate::support::{documents, inputs, whole};

/// Each distinct script with what it reads in its place, and where it is from.
fn scripts() -> BTreeMap<String, String> {
    let mut scripts = BTreeMap::new();
    for file in inputs("accept").into_iter().chain(inputs("versions")) {
        let source = Source::new("", std::fs::read_to_string(&file).unwrap());
        let objects = render::render(&Arc::new(source), &Options::default()).objects;
        let all: Vec<_> = objects.iter().flat_map(|object| documents(&object.body.text())).collect();
        for (name, text) in whole(&all) {
            scripts.insert(text, format!("{}: {name}", file.display()));
        }
    }
    scripts
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
