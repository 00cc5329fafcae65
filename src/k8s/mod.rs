//! Facts about Kubernetes that both programs share.

pub mod resource;
pub mod dialect;
pub mod names;
pub mod lists;
pub mod image;
pub mod labels;
pub mod annotations;
pub mod injectors;
pub mod role;
pub mod object;
pub mod workload;
pub mod expansion;
pub mod served;
pub mod hash;
pub mod observer;
pub mod schedule;
pub mod quantity;
pub mod update;
