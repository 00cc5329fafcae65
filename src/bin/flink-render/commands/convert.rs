//! `convert`: FlinkClusters in the other version of the API.

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use flink_render::convert::{Converted, Target, convert};
use flink_render::k8s::dialect::Dialect;

use crate::console::{End, print, report_of};
use crate::input;
use crate::values::dialect;

const EXAMPLES: &str = "\
What only one of the two has is an error, and nothing is printed. What renders otherwise then is a warning.

Examples:
  flink-render convert orders.yaml --to v1beta1 > new.yaml
  flink-render convert orders.yaml --to v1beta1 --dialect spotify";

/// Print the FlinkClusters of a file in another version of the API; every other byte stays.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Convert {
    /// The file with the FlinkClusters; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The version.
    #[arg(long, value_name = "VERSION")]
    to: To,
    /// Whose v1beta1: google or spotify. With `--to v1beta1` that of the output; by default what is in v1beta1 keeps its own, and the
    /// rest becomes google. With `--to v1alpha1` that of clusters that do not say it.
    #[arg(long, value_name = "WHOSE", value_parser = dialect)]
    dialect: Option<Dialect>,
}

/// A version of the API.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum To {
    V1alpha1,
    V1beta1,
}

impl Convert {
    /// Prints what the file becomes.
    pub fn run(self) -> io::Result<End> {
        let Self { file, to, dialect } = &self;
        let target = match to {
            To::V1alpha1 => Target::V1alpha1(*dialect),
            To::V1beta1 => Target::V1beta1(*dialect),
        };
        let source = match input::one(file) {
            Ok(source) => source,
            Err(problem) => return Ok(End::Problems(vec![problem])),
        };
        match source.map_err(|finding| vec![finding]).and_then(|source| convert(&source, target)) {
            Ok(Converted { text, changes }) => {
                report_of(&changes, 1);
                print([text.as_str()], End::Fine)
            }
            Err(findings) => {
                report_of(&findings, 1);
                Ok(End::Findings)
            }
        }
    }
}
