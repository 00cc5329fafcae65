//! A folder of manifests as an OCI image layout, which Argo CD and Flux read from any registry: one layer, the same bytes
//! for the same files. Pushing it is the work of crane or oras.

mod layer;
mod layout;
mod earlier;

use std::io;
use std::path::Path;

use crate::commands::{End, print};
use crate::input;

/// What is said about the content, for those who look at it in a registry.
pub struct About {
    /// Where it comes from: a repository's URL.
    pub source: Option<String>,
    /// Of which commit: `main@sha1:...` is Flux's way to say it.
    pub revision: Option<String>,
    /// The name within the layout.
    pub tag: String,
}

/// Writes the layout and prints the digest of its manifest.
pub fn pack(folder: &Path, output: &Path, about: &About) -> io::Result<End> {
    let problems: Vec<_> = input::no_input(folder).into_iter().chain(input::no_output(output)).collect();
    if !problems.is_empty() {
        return Ok(End::Problems(problems));
    }
    let packed = layer::read(folder, output).and_then(|files| {
        let layer = layer::pack(&files).map_err(|error| vec![format!("cannot pack: {error}")])?;
        let layout = layout::Layout::new(layer, about);
        layout.write(output)?;
        Ok(layout.digest)
    });
    match packed {
        Ok(digest) => print([digest.as_str(), "\n"], End::Fine),
        Err(problems) => Ok(End::Problems(problems)),
    }
}
