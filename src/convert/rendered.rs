//! As what the old and the new text are rendered, to be compared.

use crate::flink::version::Version;

/// As what both texts are rendered, to be compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rendered {
    /// Whether the operator's ways are followed.
    pub compat_operator: bool,
    /// The version of Flink of clusters that do not say it.
    pub flink_version: Option<Version>,
}
