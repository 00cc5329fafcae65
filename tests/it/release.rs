//! What `.ci/release` says of its archives, which users' tools believe.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::Place;
use crate::support::documents;

const TARGETS: [(&str, &str, &str); 2] =
    [("x86_64-unknown-linux-musl", "amd64", "intel"), ("aarch64-unknown-linux-musl", "arm64", "arm")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn archive(target: &str) -> String {
    format!("flink-render-{}-{target}.tar.gz", env!("CARGO_PKG_VERSION"))
}

fn manifests(place: &Place) {
    let mut command = Command::new(root().join(".ci/release"));
    command.args(["--url", "https://r.example.com/v1", "--manifests"]).arg(place.path());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn manifests_name_the_archives_that_are_there() {
    let place = Place::new(&[]);
    for (target, ..) in TARGETS {
        place.write(&archive(target), target);
    }
    manifests(&place);
    let sums = place.text("SHA256SUMS");
    assert_eq!(sums.lines().count(), 2, "{sums}");
    let krew = &documents(&place.text("flink-render.yaml"))[0];
    let formula = place.text("flink-render.rb");
    assert_eq!(krew["spec"]["version"], format!("v{}", env!("CARGO_PKG_VERSION")));
    for ((target, arch, word), platform) in TARGETS.iter().zip(krew["spec"]["platforms"].as_array().unwrap())
    {
        let file = archive(target);
        let sum = sums.lines().find(|line| line.ends_with(&file)).unwrap().split(' ').next().unwrap();
        let url = format!("https://r.example.com/v1/{file}");
        assert_eq!(platform["selector"]["matchLabels"]["arch"], *arch);
        assert_eq!((&platform["uri"], &platform["sha256"]), (&url.as_str().into(), &sum.into()));
        let expected = format!("on_{word} do\n      url \"{url}\"\n      sha256 \"{sum}\"");
        assert!(formula.contains(&expected), "{formula}");
        // What it takes out is where the archive has it.
        let folder = file.trim_end_matches(".tar.gz");
        assert_eq!(platform["files"][0]["from"], format!("{folder}/flink-render"));
    }
    // One that could not be built is not promised.
    place.remove(&archive(TARGETS[1].0));
    manifests(&place);
    assert!(
        !place.text("flink-render.yaml").contains("arm64")
            && !place.text("flink-render.rb").contains("on_arm")
    );
    assert_eq!(place.text("SHA256SUMS").lines().count(), 1);
}

/// The crate has what its source includes: `include` of Cargo.toml.
#[test]
fn the_crate_has_what_is_compiled_in() {
    let mut included = 0;
    for entry in walkdir::WalkDir::new(root().join("src")).into_iter().map(Result::unwrap) {
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        for (_, rest) in
            text.match_indices("include_str!(").map(|(at, found)| (at, &text[at + found.len()..]))
        {
            let literal = rest.split('"').nth(1).unwrap();
            let Some((_, path)) = literal.rsplit_once("../") else { continue };
            let packed = path.starts_with("templates/")
                || path.strip_prefix("fixtures/accept/").and_then(|path| path.split_once('/')).is_some_and(
                    |(_, file)| file.starts_with("cluster") && file.ends_with(".yaml") && !file.contains('/'),
                );
            assert!(packed, "{}: {path}", entry.path().display());
            included += 1;
        }
    }
    assert!(included > 10, "{included}");
}

/// The action fetches what the script makes, and the script takes what is there.
#[test]
fn the_script_and_the_action_agree() {
    let script = fs::read_to_string(root().join(".ci/release")).unwrap();
    let action = fs::read_to_string(root().join(".github/action/action.yml")).unwrap();
    for (target, ..) in TARGETS {
        assert!(script.contains(target) && action.contains(target), "{target}");
    }
    assert!(script.contains("$out/flink-render-$version-$target.tar.gz"));
    assert!(action.contains("/flink-render-$VERSION-$target.tar.gz"));
    let changes = fs::read_to_string(root().join(".github/CHANGELOG.md")).unwrap();
    for section in changes.split("\n## ").skip(1) {
        assert!(section.contains("\n### What restarts\n"), "{section}");
    }
    let newest = changes.split("\n## ").nth(1).unwrap();
    assert!(newest.starts_with(env!("CARGO_PKG_VERSION")), "{newest}");
    for file in [".ci/release", ".ci/run", ".ci/deny"] {
        let output = Command::new("bash").arg("-n").arg(root().join(file)).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}

/// An action runs what is in its inputs where it must not: only the environment hands them over.
#[test]
fn the_action_checks_before_it_runs() {
    let text = fs::read_to_string(root().join(".github/action/action.yml")).unwrap();
    let action = &documents(&text)[0];
    let steps = action["runs"]["steps"].as_array().unwrap();
    let scripts: Vec<_> = steps.iter().map(|step| step["run"].as_str().unwrap()).collect();
    assert!(scripts.iter().all(|script| !script.contains("${{")), "{text}");
    let place = Place::new(&[("temp/x", "")]);
    let program = place.path().join("flink-render-1.2.3-x86_64-unknown-linux-musl");
    place.write("flink-render-1.2.3-x86_64-unknown-linux-musl/flink-render", "#!/bin/sh\n");
    let archive = format!("{}.tar.gz", program.display());
    let folder = program.file_name().unwrap();
    let packed = Command::new("tar").args(["-czf", &archive]).arg(folder).current_dir(place.path()).status();
    assert!(packed.unwrap().success());
    let sum = Command::new("sha256sum").arg(&archive).output().unwrap();
    let sum = String::from_utf8(sum.stdout).unwrap()[..64].to_owned();
    let other = sum.chars().rev().collect::<String>();
    for (sum, version, code) in [
        (sum.as_str(), "1.2.3", Some(0)),
        (&other, "1.2.3", Some(1)),
        ("", "1.2.3", Some(2)),
        (&sum, "1.2.3/..", Some(2)),
    ] {
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", scripts[0]]);
        command
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .env("RUNNER_TEMP", place.path().join("temp"));
        command.env("GITHUB_PATH", place.path().join("path")).env("SHA256", sum).env("VERSION", version);
        command.env("URL", format!("file://{}", place.path().display()));
        place.write("path", "");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), code, "{output:?}");
        let path = place.text("path");
        assert_eq!(path.is_empty(), code != Some(0), "{path}");
        if let Some(folder) = path.lines().next() {
            assert!(Path::new(folder).join("flink-render").is_file());
        }
    }
}
