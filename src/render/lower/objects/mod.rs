//! The objects: one file each.

pub mod custom_resource;
pub mod config_map;
pub mod service;
pub mod ingress;
pub mod job_manager;
pub mod task_manager;
pub mod job;
