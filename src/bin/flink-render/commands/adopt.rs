//! `adopt`: whether the operator's objects can be taken over, and how.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use flink_render::diagnostic::Severity;
use flink_render::k8s::resource::OPERATORS;
use flink_render::render::Options as Wanted;
use flink_render::render::parse::yaml;
use flink_render::report::adoption::{Call, human, json, markdown};
use flink_render::report::fit;
use flink_render::review::takeover::Takeover;
use flink_render::tree::Node;

use crate::compile::{Form, compile};
use crate::console::{End, Refusal, print, sound};
use crate::input::{self, Input, name};
use crate::options::{ListFormat, Options};
use crate::review;

fn help() -> String {
    // In lines that are not broken again.
    let mut kinds = String::new();
    for kind in OPERATORS.split(',') {
        let line = kinds.rsplit('\n').next().unwrap_or_default();
        kinds.push_str(match line.len() {
            0 => "  kinds=",
            length if length + kind.len() > fit::WIDTH - 2 => "\n  kinds=$kinds,",
            _ => ",",
        });
        kinds.push_str(kind);
    }
    format!(
        "\
Exit codes:
  0  nothing restarts
  1  something restarts, is submitted again, cannot be applied, or is not there
  2  something cannot be read

Examples:
{kinds}
  kubectl get $kinds -n streams -o yaml > dump.yaml    # podgroups with Volcano
  flink-render adopt operator/ --from-cluster-dump dump.yaml"
    )
}

/// Show whether the operator's objects can be adopted without a restart, and how.
#[derive(Debug, Args)]
#[command(after_help = help())]
pub struct Adopt {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// The output of `kubectl get ... -o yaml` for the operator's objects; - for standard input.
    #[arg(long, value_name = "FILE")]
    from_cluster_dump: PathBuf,
    /// The output format.
    #[arg(long, alias = "format", value_name = "FORMAT", default_value = "human")]
    report: ListFormat,
}

impl Adopt {
    /// Compares the rendering of inputs, as the operator's, with a dump of what there is.
    pub fn run(self) -> io::Result<End> {
        let machines = self.report.machines();
        match self.compared() {
            Ok((text, end)) => print([text.as_str()], end),
            Err(refusal) => refusal.tell(machines, End::Findings),
        }
    }

    fn compared(self) -> Result<(String, End), Refusal> {
        let Self { paths, options, from_cluster_dump: dump, report } = self;
        let (inputs, problems) = input::list(&paths, None).tell();
        if inputs.iter().any(|input| input.from.is_standard())
            && input::file(&dump).is_ok_and(|from| from.is_standard())
        {
            return Err(vec![input::TWICE.to_owned()].into());
        }
        let call = Call {
            options: options.words(),
            paths: paths.iter().map(|path| name(path)).collect(),
            dump: name(&dump),
        };
        let options = Wanted { compat_operator: true, ..options.into() };
        let mut compiled = compile(&inputs, problems, &options, Form::Trees);
        let live = read(&dump).map_err(|problem| vec![problem])?;
        sound(&mut compiled, inputs.len())?;
        let side = review::all(&compiled);
        if side.clusters.is_empty() {
            let problem = "there is no FlinkCluster to adopt; of objects of Apache's operator, see `flink-render explain FR028`";
            return Err(vec![problem.to_owned()].into());
        }
        let takeover = Takeover::of(side, &live);
        let text = match report {
            ListFormat::Human => human(&takeover, &call),
            ListFormat::Markdown => markdown(&takeover, &call),
            ListFormat::Json => json(&takeover, &call),
        };
        Ok((text, if takeover.is_bad() { End::Findings } else { End::Fine }))
    }
}

fn read(dump: &Path) -> Result<Vec<Node>, String> {
    let input = Input { name: name(dump), from: input::file(dump)? };
    let (source, finding) = input::read(&input).map_err(|error| input.unreadable(&error))?;
    let source = Arc::new(source);
    let (documents, failure) = yaml::read(source.text(), Severity::Warning);
    if let Some(found) = finding.or(failure) {
        return Err(format!("cannot read {}: {}", input.name, found.message));
    }
    let mut all = Vec::new();
    for document in documents.into_iter().map(|document| document.root) {
        match document.get("items").and_then(Node::as_list) {
            Some(items) => all.extend(items.iter().cloned()),
            None if document.is_null() => {}
            None => all.push(document),
        }
    }
    if all.iter().any(|node| node.get("kind").and_then(Node::as_str).is_none()) {
        return Err(format!("{} is not an output of `kubectl get -o yaml`", input.name));
    }
    Ok(all)
}
