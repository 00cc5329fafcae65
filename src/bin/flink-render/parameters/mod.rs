//! The parameters that a plugin of Argo CD and a KRM function take: which there are, and what is set.

pub mod environment;
pub mod table;
pub mod settings;
