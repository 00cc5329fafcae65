//! `cmp`: the plugin of Argo CD, what its sidecar calls, in the folder of an Application.
//!
//! All that it says to Argo CD goes through standard output and the exit code: an empty output with exit code 0 would make
//! Argo CD remove everything. Standard error is shown in its UI when `generate` fails.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use clap::{Args, Subcommand};
use flink_render::k8s::resource;
use flink_render::report::findings::human::{self, Style};
use flink_render::report::findings::lines;
use flink_render::report::words::plural;
use flink_render::sink;
use serde_json::Value;

use crate::compile::{Form, compile, fails, sort};
use crate::console::{End, print, print_all};
use crate::input::{self, Input};
use crate::parameters::environment::Environment;
use crate::parameters::settings::Settings;
use crate::parameters::table;

/// The config management plugin that Argo CD's sidecar calls.
#[derive(Debug, Args)]
#[command(subcommand_value_name = "generate|parameters|discover")]
pub struct Cmp {
    #[command(subcommand)]
    action: Action,
}

/// All of them run in an Application's folder, and are told the rest by variables.
#[derive(Debug, Subcommand)]
enum Action {
    /// Print the manifests of this folder.
    Generate,
    /// Print the parameters that an Application may set, as JSON.
    Parameters,
    /// Print the files of this folder that hold FlinkClusters.
    Discover,
}

impl Cmp {
    /// Does what is called.
    pub fn run(self) -> io::Result<End> {
        match self.action {
            Action::Generate => generate(),
            Action::Parameters => parameters(),
            Action::Discover => discover(),
        }
    }
}

/// Manifests of the folder to standard output, a summary as the last line of standard error.
fn generate() -> io::Result<End> {
    let environment = Environment::of_process();
    let (settings, findings) = Settings::read(&environment);
    let Settings { options, deny_warnings, allow_empty, paths } = settings;
    let folder = environment.get("ARGOCD_APP_SOURCE_PATH");
    let mut listing = input::list_below(&paths, &repository(folder));
    if allow_empty {
        // That there is no manifest, and nothing else.
        listing.empty.clear();
    }
    let (mut inputs, problems) = listing.tell();
    in_repository(&mut inputs, folder);
    let mut compiled = compile(&inputs, problems, &options, Form::Streamed);
    if allow_empty {
        compiled.findings.retain(|found| found.code != crate::codes::NOTHING);
    }
    compiled.findings.splice(0..0, findings);
    sort(&mut compiled.findings, &inputs);

    let mut stderr = io::stderr().lock();
    let report = human::report(&compiled.findings, inputs.len(), Style::PLAIN);
    // Nobody who reads the report is no reason to stop.
    let _ = stderr.write_all(report.as_bytes());
    if !compiled.problems.is_empty() {
        return Ok(End::Problems(compiled.problems));
    }
    let totals = lines::totals(&compiled.findings);
    if fails(&compiled.findings, deny_warnings) {
        let first = compiled.findings.iter().find(|found| found.is_error());
        let first = first.or(compiled.findings.iter().find(|found| found.ignored.is_none()));
        let first = first.map(lines::line).unwrap_or_default();
        let _ = writeln!(stderr, "flink-render: nothing rendered, {totals}; the first: {first}");
        return Ok(End::Findings);
    }
    if let Some(objects) = print_all(&compiled, &options)? {
        let (objects, clusters) = (plural(objects, "object"), plural(compiled.counts().clusters, "cluster"));
        let warnings = if totals.is_empty() { String::new() } else { format!(", {totals}") };
        let _ = writeln!(stderr, "flink-render: {objects} of {clusters}{warnings}");
    }
    Ok(End::Fine)
}

/// Findings name files as the repository does, and not as this folder does.
fn in_repository(inputs: &mut [Input], folder: Option<&str>) {
    let folder = Path::new(folder.unwrap_or("."));
    for input in inputs {
        let path: PathBuf = folder.join(&input.name).components().collect();
        input.name = input::name(&path);
    }
}

/// What Argo CD checked out: as much of the path to this folder as is the Application's, or what is a repository.
fn repository(folder: Option<&str>) -> PathBuf {
    let Ok(here) = fs::canonicalize(".") else { return PathBuf::from(".") };
    let of_application = Path::new(folder.unwrap_or("."));
    let mut parts = of_application.components().rev();
    let root = here.ancestors().find(|ancestor| {
        let part = parts.find(|part| *part != Component::CurDir);
        part.is_none_or(|part| !matches!(part, Component::Normal(part) if ancestor.file_name() == Some(part)))
    });
    let root = root.filter(|root| *root != here).or_else(|| input::repository(&here));
    root.unwrap_or(&here).to_owned()
}

/// The parameters that the UI of Argo CD shows.
fn parameters() -> io::Result<End> {
    let announced = Value::Array(table::announced(&Environment::of_process()));
    print([sink::json::document(&announced).as_str()], End::Fine)
}

/// The files of the folder that hold FlinkClusters; none is no failure, but the answer.
fn discover() -> io::Result<End> {
    let root = repository(Environment::of_process().get("ARGOCD_APP_SOURCE_PATH"));
    let here = [PathBuf::from(".")];
    if input::is_written(&here[0]) {
        let _ =
            writeln!(io::stderr(), "flink-render: this folder is an output of flink-render, not an input");
        return Ok(End::Fine);
    }
    let (inputs, _) = input::list_below(&here, &root).tell();
    let found: Vec<_> = inputs
        .iter()
        .filter(|input| input::read(input).is_ok_and(|(source, _)| holds_cluster(source.text())))
        .map(|input| format!("{}\n", sink::terminal::line(&input.name)))
        .collect();
    if found.is_empty() {
        // Argo CD reads standard output alone.
        let _ = writeln!(
            io::stderr(),
            "flink-render: no file here contains a FlinkCluster, of {}",
            plural(inputs.len(), "file")
        );
    }
    print(found.iter().map(String::as_str), End::Fine)
}

/// By its words and not by its syntax: a file with a slip in it must not fall to another tool, which would apply it.
fn holds_cluster(text: &str) -> bool {
    text.contains(resource::GROUP) && text.contains(resource::KIND)
}
