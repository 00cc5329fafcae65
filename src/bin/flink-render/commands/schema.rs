//! `schema`: the JSON Schema of FlinkCluster.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::console::{End, print};
use crate::{files, input};

const EXAMPLES: &str = "\
Examples:
  flink-render schema -o schemas/
  kubeconform -strict -schema-location 'schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json' clusters/
  # yaml-language-server: $schema=../schemas/flinkoperator.k8s.io/flinkcluster_v1alpha1.json";

/// Print the JSON Schema of FlinkCluster, for editors and kubeconform.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Schema {
    /// Write it to this folder instead, as a catalog of schemas names it: GROUP/KIND_VERSION.json.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Schema {
    /// Prints the schema, or writes it to a catalog.
    pub fn run(self) -> io::Result<End> {
        let text = flink_render::schema::json();
        let Some(catalog) = self.output.as_deref() else { return print([text.as_str()], End::Fine) };
        if let Some(problem) = input::no_output(catalog) {
            return Ok(End::Problems(vec![problem]));
        }
        let file = flink_render::schema::file();
        let path = catalog.join(&file);
        let written = files::folders(catalog, Path::new(&file));
        let written = written.and_then(|_| files::replace(&path, text.as_bytes()));
        Ok(match written {
            Ok(()) => End::Fine,
            Err(error) => End::Problems(vec![format!("cannot write {}: {error}", input::name(&path))]),
        })
    }
}
