//! The resource as written: its types, and their descriptions.

pub mod shape;
pub mod read;
pub mod words;
pub mod kubernetes;
pub mod v1alpha1;
pub mod fields;
pub mod tolerant;
pub mod status;

/// The API group of the resource.
pub const GROUP: &str = "flinkoperator.k8s.io";
/// The kind of the resource.
pub const KIND: &str = "FlinkCluster";
/// The version of the resource.
pub const API_VERSION: &str = "v1alpha1";
