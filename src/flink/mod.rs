//! Facts about Flink, as tables.

pub mod class_path;
pub mod version;
pub mod image;
pub mod features;
pub mod config;
pub mod options;
pub mod reference;
pub mod credentials;
pub mod memory;
pub mod jar;
pub mod rest;
pub mod availability;
pub mod answers;
pub mod state;
pub mod storage;
pub mod store;
pub mod path;
pub mod scratch;
pub mod metrics;
