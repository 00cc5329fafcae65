//! The program as its users meet it: exit codes and streams here, the rest in files of their own.

mod input;
mod output;
mod report;
mod status_sync;
mod golden;
mod cmp;
mod completion;
mod init;
mod diff;
mod krm;
mod pack;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use walkdir::WalkDir;

pub fn cluster(name: &str) -> String {
    let limits = "resources: {limits: {memory: 2Gi}}";
    format!(
        "apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\n\
         metadata: {{name: {name}, namespace: eu}}\nspec:\n  image: {{name: \"flink:1.20.1\"}}\n  \
         jobManager: {{accessScope: Cluster, {limits}}}\n  taskManager: {{replicas: 1, {limits}}}\n"
    )
}

const ROLE: &str = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: NAME}\n";

pub fn role(name: &str) -> String {
    ROLE.replace("NAME", name)
}

/// A folder to run in.
pub struct Place(TempDir);

pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(TempDir::new().unwrap());
        files.iter().for_each(|(file, text)| place.write(file, text));
        place
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.path().join(file)).unwrap();
    }

    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flink-render"));
        command.args(line.split_whitespace()).current_dir(self.path());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
        command
    }

    pub fn run(&self, line: &str) -> Run {
        self.run_with(line, Stdio::null())
    }

    pub fn run_with(&self, line: &str, input: impl Into<Stdio>) -> Run {
        let output = self.command(line).stdin(input).output().unwrap();
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The findings of a run as `code file:line:column`.
    pub fn findings(&self, line: &str) -> Vec<String> {
        let found: Vec<Value> =
            serde_json::from_str(&self.run(&format!("{line} --report json")).out).unwrap();
        let place = |found: &Value| {
            format!("{}:{}:{}", found["file"].as_str().unwrap_or("-"), found["line"], found["column"])
        };
        found.iter().map(|found| format!("{} {}", found["code"].as_str().unwrap(), place(found))).collect()
    }

    /// All files below a folder, without the list of them.
    pub fn files(&self, folder: &str) -> BTreeMap<String, String> {
        let folder = self.path().join(folder);
        let entries = WalkDir::new(&folder).into_iter().map(Result::unwrap).filter(|entry| entry.depth() > 0);
        let named = entries.map(|entry| {
            let name = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(entry.path()).unwrap_or_default())
        });
        named.filter(|(name, _)| name != ".flink-render").collect()
    }
}

#[test]
fn renders_to_standard_output() {
    let place = Place::new(&[("b.yaml", &cluster("b")), ("a.yaml", &cluster("a"))]);
    let run = place.run("render b.yaml a.yaml");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("---\napiVersion: flinkoperator.k8s.io/v1alpha1\n"), "{}", run.out);
    let position = |name: &str| run.out.find(&format!("name: {name}-jobmanager\n")).unwrap();
    assert!(position("b") < position("a"), "the order is the order of the inputs");
}

#[test]
fn writes_nothing_when_anything_is_wrong() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("b.yaml", "kind: \"")]);
    for line in ["render a.yaml b.yaml", "render a.yaml b.yaml -o out"] {
        let run = place.run(line);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{line}");
        assert!(run.err.ends_with("\n1 error in 2 files\n"), "{}", run.err);
    }
    assert!(!place.path().join("out").exists());
}

#[test]
fn warnings_fail_a_run_only_when_denied() {
    let place = Place::new(&[("a.yaml", &format!("{}status: {{}}\n", cluster("a")))]);
    assert_eq!(place.run("render a.yaml").code, Some(0));
    let run = place.run("render a.yaml --deny-warnings");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
}

#[test]
fn a_reader_may_stop_reading() {
    let many: String = (0..200).map(|n| format!("---\n{}", cluster(&format!("c{n}")))).collect();
    let place = Place::new(&[("a.yaml", &many)]);
    let mut child =
        place.command("render a.yaml").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut some = [0; 4];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn writes_the_schema_as_a_catalog_names_it() {
    let place = Place::new(&[]);
    assert_eq!(place.run("schema -o catalog").code, Some(0));
    for version in ["v1alpha1", "v1beta1"] {
        let text = place.text(&format!("catalog/flinkoperator.k8s.io/flinkcluster_{version}.json"));
        assert_eq!(place.run(&format!("schema --api-version {version}")).out, text);
    }
    assert_eq!(place.files("catalog").len(), 3);
    place.write("file", "");
    assert_eq!(place.run("schema -o file").code, Some(2));
}

#[test]
fn a_migration_names_commands_that_there_are() {
    let place = Place::new(&[]);
    let text = place.run("explain migration").out;
    let commands =
        text.lines().filter_map(|line| line.strip_prefix("    ")?.trim().strip_prefix("flink-render "));
    // Up to what a shell does with it.
    let commands: Vec<_> = commands.map(|line| line.split(" | ").next().unwrap()).collect();
    assert!(commands.len() > 8, "{commands:?}");
    for line in commands {
        let run = place.run(&format!("{line} --help"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{line}");
        if line.starts_with("explain ") {
            assert_eq!(place.run(line).code, Some(0), "{line}");
        }
    }
}

#[test]
fn serves_shells_and_kubectl() {
    let place = Place::new(&[]);
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            place.run(&format!("completions {shell}")).out.contains("flink-render __complete --"),
            "{shell}"
        );
    }
    for shell in ["elvish", "powershell"] {
        assert!(place.run(&format!("completions {shell}")).out.contains("validate"), "{shell}");
    }
    assert!(place.run("man").out.contains("flink\\-render"));
    assert_eq!(place.run("man -o pages").code, Some(0));
    assert!(place.files("pages").contains_key("flink-render-explain.1"));
    assert!(
        place
            .run("--version")
            .out
            .ends_with(" (flinkoperator.k8s.io/v1alpha1 and v1beta1, Flink 1.8 to 2.3)\n")
    );

    let plugin = place.path().join("kubectl-flink_render");
    // A copy could not be run while another test starts a program: that has it open, too, for a moment.
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_flink-render"), &plugin).unwrap();
    let output = Command::new(plugin).args(["render", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("Usage: kubectl flink-render render"), "{help}");
}
