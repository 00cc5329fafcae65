//! `validate`: what is wrong with the inputs.

use std::io::{self, Write};

use clap::Args;
use flink_render::report::words::plural;

use crate::compile::{Form, checked, compile, fails};
use crate::console::{self, End, print, style};
use crate::input;
use crate::options::{Common, Format};

const EXAMPLES: &str = "\
Examples:
  flink-render validate clusters/
  flink-render validate clusters/ --report github --deny-warnings
  flink-render validate clusters/ --report sarif > findings.sarif
  flink-render validate clusters/ --ignore FR175,FR165";

/// Check FlinkClusters, and write nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Validate {
    #[command(flatten)]
    common: Common,
}

impl Validate {
    /// Reports what is wrong with the inputs.
    pub fn run(self) -> io::Result<End> {
        let Self { common: Common { paths, options, ignore, report, deny_warnings } } = self;
        let (inputs, problems) = input::list(&paths, None).tell();
        let compiled = compile(&inputs, problems, &options.ignoring(ignore), Form::Findings);
        let counts = compiled.counts();
        let end = if fails(&compiled.findings, deny_warnings) { End::Findings } else { End::Fine };
        let mut text = console::report(report, &compiled.findings, inputs.len(), style(&io::stdout()));
        if !compiled.problems.is_empty() {
            // No sum of what was not all read.
            return print([text.as_str()], End::Problems(compiled.problems));
        }
        if report == Format::Human && text.is_empty() {
            text = format!("no problems in {}\n", plural(inputs.len(), "file"));
        }
        match report {
            Format::Human => text.push_str(&format!("{}\n", checked(counts))),
            // Its log shows both streams; annotations are all that the first one holds.
            Format::Github => drop(writeln!(anstream::stderr(), "{}", checked(counts))),
            Format::Json | Format::Sarif => {}
        }
        print([text.as_str()], end)
    }
}
