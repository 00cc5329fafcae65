//! The OCI image layout around the layer.
//!
//! Source: the OCI image specification 1.1. Of the layer's types, Argo CD takes this one by default, and Flux any.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::layer::Layer;

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
/// What tells a layout from another folder.
pub const MARK: &str = "oci-layout";
/// What is in it.
pub const CONTENTS: &str = "index.json";
const CREATED: &str = "org.opencontainers.image.created";
const EPOCH: &str = "1970-01-01T00:00:00Z";

/// What is said about the content, for those who look at it in a registry.
#[derive(Debug)]
pub struct About {
    /// Where it comes from: a repository's URL.
    pub source: Option<String>,
    /// Of which commit: `main@sha1:...` is Flux's way to say it.
    pub revision: Option<String>,
    /// The name within the layout.
    pub tag: String,
}

/// Files by their path.
#[derive(Debug)]
pub struct Layout {
    /// Their bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Of the manifest: `sha256:...`
    pub digest: String,
}

impl Layout {
    /// The layout of one layer.
    pub fn new(layer: Layer, about: &About) -> Self {
        let Layer { bytes, archive } = layer;
        let About { source, revision, tag } = about;
        let mut annotations = json!({ CREATED: EPOCH });
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
        layout.files.insert(CONTENTS.to_owned(), index.to_string().into_bytes());
        layout
            .files
            .insert(MARK.to_owned(), json!({ "imageLayoutVersion": "1.0.0" }).to_string().into_bytes());
        layout
    }

    /// Adds a blob and returns its descriptor.
    fn blob(&mut self, media_type: &str, bytes: Vec<u8>) -> Value {
        let digest = digest(&bytes);
        let descriptor = json!({ "mediaType": media_type, "digest": digest, "size": bytes.len() });
        self.files.extend(path(&descriptor).map(|path| (path, bytes)));
        descriptor
    }
}

/// The path of what a descriptor is of.
pub fn path(descriptor: &Value) -> Option<String> {
    let hex = descriptor["digest"].as_str()?.strip_prefix("sha256:")?;
    (hex.len() == 64 && hex.bytes().all(|c| c.is_ascii_hexdigit())).then(|| format!("blobs/sha256/{hex}"))
}

/// Whether `pack` made a manifest: others know when they did.
pub fn is_own(manifest: &Value) -> bool {
    manifest["annotations"][CREATED] == EPOCH
        && manifest["layers"]
            .as_array()
            .is_some_and(|layers| layers.len() == 1 && layers[0]["mediaType"] == LAYER)
}

fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
