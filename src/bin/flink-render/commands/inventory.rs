//! `inventory`: clusters, their versions, slots, CPU and memory, and what they must not share.

use std::io;
use std::path::PathBuf;

use clap::Args;
use flink_render::fleet::{self, Totals};
use flink_render::report::inventory::{human, json, markdown};
use flink_render::report::words::plural;

use crate::compile::{Form, checked, compile};
use crate::console::{End, print, refusal};
use crate::input;
use crate::options::{ListFormat, Options};

const HELP: &str = "\
Exit codes:
  0  fine
  1  clusters share a host, a directory of savepoints or a place of high availability
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
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    report: ListFormat,
}

impl Inventory {
    /// Prints the inventory of inputs that compile.
    pub fn run(self) -> io::Result<End> {
        let Self { paths, options, report } = self;
        let (inputs, problems) = input::list(&paths, None).tell();
        let mut compiled = compile(&inputs, problems, &options.into(), Form::Inventory);
        if let Some(end) = refusal(&mut compiled, inputs.len()) {
            return Ok(end);
        }
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
            ListFormat::Human => human(&clusters, &conflicts, sum),
            ListFormat::Markdown => markdown(&clusters, &conflicts, sum),
            ListFormat::Json => json(&clusters, &conflicts, sum),
        };
        print([text.as_str()], if conflicts.is_empty() { End::Fine } else { End::Findings })
    }
}
