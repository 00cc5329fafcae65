//! The resource as written: its types, and their descriptions.

pub mod shape;
pub mod read;
pub mod words;
pub mod kubernetes;
pub mod flink_cluster;
pub mod fields;
pub mod annotations;
pub mod tolerant;
pub mod status;
