//! Explanations, in words: of a field, an option of Flink, a code, the memory of clusters, a value of the output, a migration.

mod shape;
pub mod topics;
pub mod topic;
mod meanings;
pub mod annotation;
pub mod field;
pub mod option;
pub mod upgrade;
pub mod code;
pub mod memory;
pub mod value;
pub mod migration;
