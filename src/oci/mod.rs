//! Files as an OCI image layout, which Argo CD and Flux read from any registry: one layer, the same bytes for the same files.

pub mod layer;
pub mod layout;
