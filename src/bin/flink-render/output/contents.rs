//! What a file of the folder holds.

use std::borrow::Cow;

use flink_render::render::Object;

/// What a file holds.
pub enum Contents<'a> {
    Object(&'a Object),
    /// The list of all others, for kustomize.
    Kustomization(String),
}

impl Contents<'_> {
    pub fn get(&self) -> Cow<'_, str> {
        match self {
            Self::Object(object) => object.body.text(),
            Self::Kustomization(text) => text.into(),
        }
    }

    pub fn length(&self) -> usize {
        match self {
            Self::Object(object) => object.body.length(),
            Self::Kustomization(text) => text.len(),
        }
    }
}
