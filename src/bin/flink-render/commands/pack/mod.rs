//! `pack`: a folder of manifests as an OCI image layout. Pushing it is the work of crane or oras.

mod folder;
mod earlier;
mod place;

use std::io;
use std::path::PathBuf;

use clap::Args;
use flink_render::oci::layer;
use flink_render::oci::layout::{About, Layout};

use crate::console::{End, print};
use crate::input;

const EXAMPLES: &str = "\
Examples:
  flink-render render clusters/ -o deploy/
  flink-render pack deploy/ -o layout/
  crane push layout/ registry.example.com/streams:main
  oras copy --from-oci-layout layout/:latest \\
    registry.example.com/streams:main";

/// Pack a folder of manifests as an OCI image layout, which Argo CD and Flux read from a registry.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Pack {
    /// The folder to pack; hidden files are left out.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder of the layout; an earlier layout in it is replaced.
    #[arg(short, long, value_name = "LAYOUT")]
    output: PathBuf,
    /// The source, for information: the URL of a repository.
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// The revision of the source: main@sha1:0123...
    #[arg(long)]
    revision: Option<String>,
    /// The tag of the artifact in the layout.
    #[arg(long, default_value = "latest")]
    tag: String,
}

impl Pack {
    /// Writes the layout and prints the digest of its manifest.
    pub fn run(self) -> io::Result<End> {
        let Self { folder, output, source, revision, tag } = self;
        let problems: Vec<_> =
            input::no_input(&folder).into_iter().chain(input::no_output(&output)).collect();
        if !problems.is_empty() {
            return Ok(End::Problems(problems));
        }
        let packed = folder::read(&folder, &output).and_then(|files| {
            let layer = layer::pack(&files).map_err(|error| vec![format!("cannot pack: {error}")])?;
            let layout = Layout::new(layer, &About { source, revision, tag });
            place::write(&layout, &output)?;
            Ok(layout.digest)
        });
        match packed {
            Ok(digest) => print([digest.as_str(), "\n"], End::Fine),
            Err(problems) => Ok(End::Problems(problems)),
        }
    }
}
