//! The resource that is compiled: its group, version and kind.

/// The API group, for what is put together when this is compiled.
macro_rules! group {
    () => {
        "flinkoperator.k8s.io"
    };
}
/// The version, for what is put together when this is compiled.
macro_rules! version {
    () => {
        "v1alpha1"
    };
}
pub(crate) use group;

/// The API group.
pub const GROUP: &str = group!();
/// The version.
pub const VERSION: &str = version!();
/// `GROUP/VERSION`
pub const API_VERSION: &str = concat!(group!(), "/", version!());
/// The kind.
pub const KIND: &str = "FlinkCluster";
/// The kind, in paths of the API.
pub const PLURAL: &str = "flinkclusters";
