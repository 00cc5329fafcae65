//! The objects: one file each.

pub mod custom_resource;
pub mod service_account;
pub mod role;
pub mod role_binding;
pub mod ledger;
pub mod prepare;
pub mod pod_group;
pub mod config_map;
pub mod pod_disruption_budget;
pub mod network_policy;
pub mod pod_monitor;
pub mod service;
pub mod ingress;
pub mod job_manager;
pub mod task_manager;
pub mod task_manager_service;
pub mod horizontal_pod_autoscaler;
pub mod scale;
pub mod scripts;
pub mod job;
pub mod savepoint;
pub mod auto_savepoint;
pub mod dispose;
pub mod cancel;
pub mod status_sync;
pub mod availability;
