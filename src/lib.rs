//! flink-render: a GitOps compiler for Apache Flink on Kubernetes.

pub mod diagnostic;
pub mod tree;
