//! `convert`: FlinkClusters in the other version of the API.

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use flink_render::convert::{Converted, Rendered, Target, convert};
use flink_render::flink::version::Version;
use flink_render::k8s::dialect::Dialect;

use crate::console::{End, print, report_of};
use crate::input;
use crate::options::Compat;
use crate::values::{dialect, version};
use crate::words;

const EXAMPLES: &str = "\
What only one of the two has is an error, and nothing is printed. What renders otherwise then is a warning: natively, or with \
`--compat operator` as the operators of both do.

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
    #[arg(long, value_name = "WHOSE", value_parser = dialect, add = words::dialects())]
    dialect: Option<Dialect>,
    /// Compare what the operator would have created of both texts, instead of the native rendering.
    #[arg(long, value_name = "WITH")]
    compat: Option<Compat>,
    /// The Flink version of clusters without an annotation for it, to compare what they render to.
    #[arg(long, value_name = "VERSION", value_parser = version, add = words::flink_versions())]
    flink_version: Option<Version>,
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
        let Self { file, to, dialect, compat, flink_version } = &self;
        let target = match to {
            To::V1alpha1 => Target::V1alpha1(*dialect),
            To::V1beta1 => Target::V1beta1(*dialect),
        };
        let rendered = Rendered {
            compat_operator: matches!(compat, Some(Compat::Operator)),
            flink_version: *flink_version,
        };
        let source = match input::one(file) {
            Ok(source) => source,
            Err(problem) => return Ok(End::Problems(vec![problem])),
        };
        match source.map_err(|finding| vec![finding]).and_then(|source| convert(&source, target, rendered)) {
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
