//! Facts about Kubernetes that both programs share.

pub mod quantity;
