//! `inventory`: clusters, their versions, slots, CPU and memory, and what they must not share.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use flink_render::diagnostic::Diagnostic;
use flink_render::fleet::{self, Totals};
use flink_render::render::body::Bodies;
use flink_render::render::{Options as Wanted, render};
use flink_render::report::inventory::{human, json, markdown};
use flink_render::report::words::plural;

use crate::compile::{Compiled, Form, checked, compile};
use crate::console::{End, Refusal, print, sound};
use crate::input::{self, Input};
use crate::options::{ListFormat, Options};

const HELP: &str = "\
A file that is refused natively, but not with `--compat operator`, is counted as that renders it.

Exit codes:
  0  fine
  1  clusters share a host, or a place of savepoints or high availability
  2  something cannot be read

Examples:
  flink-render inventory clusters/
  flink-render inventory clusters/ --report json | jq .total";

/// List clusters: versions, slots, CPU, memory, and conflicts between them.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Inventory {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// The output format.
    #[arg(long, alias = "format", value_name = "FORMAT", default_value = "human")]
    report: ListFormat,
    /// Images and files, too, in the human format.
    #[arg(long)]
    wide: bool,
}

impl Inventory {
    /// Prints the inventory of inputs that compile.
    pub fn run(self) -> io::Result<End> {
        let machines = self.report.machines();
        match self.taken() {
            Ok((text, end)) => print([text.as_str()], end),
            Err(refusal) => refusal.tell(machines, End::Findings),
        }
    }

    fn taken(self) -> Result<(String, End), Refusal> {
        let Self { paths, options, report, wide } = self;
        let (inputs, problems) = input::list(&paths, None).tell();
        let options = options.into();
        let mut compiled = compile(&inputs, problems, &options, Form::Inventory);
        as_operator(&mut compiled, &inputs, &options);
        sound(&mut compiled, inputs.len())?;
        let clusters: Vec<_> = compiled.renderings.iter().flat_map(|rendering| &rendering.fleet).collect();
        let conflicts = fleet::conflicts(clusters.iter().copied());
        let sum = Totals::of(clusters.iter().copied());
        let text = match report {
            ListFormat::Human if clusters.is_empty() => {
                format!(
                    "no FlinkCluster in {}: {}\n",
                    plural(inputs.len(), "file"),
                    checked(compiled.counts())
                )
            }
            ListFormat::Human => human(&clusters, &conflicts, sum, wide),
            ListFormat::Markdown => markdown(&clusters, &conflicts, sum),
            ListFormat::Json => json(&clusters, &conflicts, sum),
        };
        Ok((text, if conflicts.is_empty() { End::Fine } else { End::Findings }))
    }
}

/// Counts what is refused natively as an operator's, where it is that: what runs is not over yet.
fn as_operator(compiled: &mut Compiled, inputs: &[Input], options: &Wanted) {
    let options = Wanted { compat_operator: true, bodies: Bodies::Omitted, ..options.clone() };
    for (input, rendering) in inputs.iter().zip(&mut compiled.renderings) {
        let of_input = |found: &Diagnostic| {
            found.source.as_ref().filter(|source| source.name == input.name).map(Arc::clone)
        };
        let refused = compiled.findings.iter().filter(|found| found.is_error()).find_map(of_input);
        let Some(again) = refused.map(|source| render(&source, &options)) else { continue };
        if !again.diagnostics.iter().any(Diagnostic::is_error) {
            *rendering = again;
            compiled.findings.retain(|found| of_input(found).is_none());
        }
    }
}
