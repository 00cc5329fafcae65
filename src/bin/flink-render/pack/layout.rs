//! The OCI image layout around the layer.
//!
//! Source: the OCI image specification 1.1. Of the layer's types, Argo CD takes this one by default, and Flux any.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::About;
use super::layer::Layer;
use crate::input::name;

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
/// What tells a layout from another folder.
const MARK: &str = "oci-layout";

/// Files by their path.
pub struct Layout {
    files: BTreeMap<String, Vec<u8>>,
    /// Of the manifest: `sha256:...`
    pub digest: String,
}

impl Layout {
    /// The layout of one layer.
    pub fn new(layer: Layer, about: &About) -> Self {
        let Layer { bytes, archive } = layer;
        let About { source, revision, tag } = about;
        let mut annotations = json!({ "org.opencontainers.image.created": "1970-01-01T00:00:00Z" });
        let named =
            [("org.opencontainers.image.revision", revision), ("org.opencontainers.image.source", source)];
        for (key, value) in named {
            if let Some(value) = value {
                annotations[key] = json!(value);
            }
        }
        let mut layout = Self { files: BTreeMap::new(), digest: String::new() };
        let config = json!({
            "architecture": "unknown",
            "os": "unknown",
            "config": {},
            "rootfs": { "type": "layers", "diff_ids": [digest(&archive)] },
        });
        let config = layout.blob(CONFIG, config.to_string().into_bytes());
        let layer = layout.blob(LAYER, bytes);
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": config,
            "layers": [layer],
            "annotations": annotations,
        });
        let mut manifest = layout.blob(MANIFEST, manifest.to_string().into_bytes());
        layout.digest = manifest["digest"].as_str().unwrap_or_default().to_owned();
        manifest["annotations"] = json!({ "org.opencontainers.image.ref.name": tag });
        let index = json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": [manifest] });
        layout.files.insert("index.json".to_owned(), index.to_string().into_bytes());
        layout
            .files
            .insert(MARK.to_owned(), json!({ "imageLayoutVersion": "1.0.0" }).to_string().into_bytes());
        layout
    }

    /// Adds a blob and returns its descriptor.
    fn blob(&mut self, media_type: &str, bytes: Vec<u8>) -> Value {
        let digest = digest(&bytes);
        let descriptor = json!({ "mediaType": media_type, "digest": digest, "size": bytes.len() });
        self.files.insert(format!("blobs/{}", digest.replace(':', "/")), bytes);
        descriptor
    }

    /// Writes all of it beside the folder, and puts it in the place of an earlier layout.
    pub fn write(&self, output: &Path) -> Result<(), String> {
        let cannot = |path: &Path, error: std::io::Error| format!("cannot write {}: {error}", name(path));
        let beside = |ending: &str| {
            let mut path = output.components().collect::<PathBuf>().into_os_string();
            path.push(ending);
            PathBuf::from(path)
        };
        let is_empty = fs::read_dir(output).is_ok_and(|mut entries| entries.next().is_none());
        if fs::symlink_metadata(output).is_ok() && !is_empty && !output.join(MARK).is_file() {
            return Err(format!("{} is there, and no OCI layout: move it away", name(output)));
        }
        let (new, old) = (beside(".new"), beside(".old"));
        for path in [&new, &old] {
            if fs::symlink_metadata(path).is_ok() {
                return Err(format!("{} is there: move it away", name(path)));
            }
        }
        let write = || {
            for (file, bytes) in &self.files {
                let path = new.join(file);
                fs::create_dir_all(path.parent().unwrap_or(&new))?;
                fs::write(path, bytes)?;
            }
            if fs::symlink_metadata(output).is_ok() {
                fs::rename(output, &old)?;
            }
            fs::rename(&new, output)
        };
        if let Err(error) = write() {
            let _ = fs::remove_dir_all(&new);
            if fs::symlink_metadata(output).is_err() {
                let _ = fs::rename(&old, output);
            }
            return Err(cannot(output, error));
        }
        match fs::remove_dir_all(&old) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(cannot(&old, error)),
            _ => Ok(()),
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
