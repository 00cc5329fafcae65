//! The files in the ConfigMap, and the scripts: one file each.

pub mod flink_conf;
pub mod flink_conf_operator;
pub mod flink_conf_spotify;
pub mod logging;
pub mod scripts;
