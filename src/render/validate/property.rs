//! One of Flink's options among the user's properties, as its rules see it.

use crate::fields;
use crate::flink::options::judge::File;
use crate::flink::version::Version;
use crate::model::Text;
use crate::tree::path::below;

/// A property, and what reads it.
pub struct Property<'a> {
    /// As the user wrote it.
    pub key: &'a Text,
    /// As the user wrote it.
    pub value: &'a Text,
    /// Flink's version.
    pub version: Version,
    /// The file that it is written to.
    pub file: File,
}

impl Property<'_> {
    /// [`field`]
    pub fn field(&self) -> String {
        field(&self.key.value)
    }
}

/// `spec.flinkProperties[rest.port]`
pub fn field(key: &str) -> String {
    below(fields!("spec.flinkProperties"), key)
}
