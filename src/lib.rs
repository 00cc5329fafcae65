//! flink-render: a GitOps compiler for Apache Flink on Kubernetes.

pub mod diagnostic;
pub mod tree;
pub mod k8s;
pub mod flink;
pub mod api;
pub mod model;
pub mod render;
pub mod crd;
