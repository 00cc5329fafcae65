//! `schema`: the JSON Schema of FlinkCluster.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use flink_render::k8s::resource::{V1ALPHA1, V1BETA1};
use flink_render::schema;

use crate::console::{End, print};
use crate::{files, input};

const EXAMPLES: &str = "\
Examples:
  flink-render schema -o schemas/
  kubeconform -strict clusters/ -schema-location \\
    'schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'
  flink-render schema > flinkcluster.json    # and, in a file's first line:
  # yaml-language-server: $schema=flinkcluster.json";

/// Print the JSON Schema of FlinkCluster, for editors and kubeconform.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Schema {
    /// The version of FlinkCluster.
    #[arg(long, value_name = "VERSION", default_value = V1BETA1, conflicts_with = "output")]
    api_version: ApiVersion,
    /// Write those of all versions to this folder instead, as a catalog of schemas names them: GROUP/KIND_VERSION.json.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ApiVersion {
    /// The first one.
    V1alpha1,
    /// Of both dialects.
    V1beta1,
}

impl Schema {
    /// Prints the schema, or writes all to a catalog.
    pub fn run(self) -> io::Result<End> {
        let Self { api_version, output } = self;
        let version = match api_version {
            ApiVersion::V1alpha1 => V1ALPHA1,
            ApiVersion::V1beta1 => V1BETA1,
        };
        let Some(catalog) = output.as_deref() else {
            return print([schema::json(version).as_str()], End::Fine);
        };
        if let Some(problem) = input::no_output(catalog) {
            return Ok(End::Problems(vec![problem]));
        }
        for version in schema::VERSIONS {
            let file = schema::file(version);
            let path = catalog.join(&file);
            let written = files::folders(catalog, Path::new(&file));
            let written = written.and_then(|_| files::replace(&path, schema::json(version).as_bytes()));
            if let Err(error) = written {
                return Ok(End::Problems(vec![format!("cannot write {}: {error}", input::name(&path))]));
            }
        }
        Ok(End::Fine)
    }
}
