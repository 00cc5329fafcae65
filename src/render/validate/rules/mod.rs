//! The rules: one file each, its codes' pages in it.

pub mod cluster_name;
pub mod namespace;
pub mod image;
pub mod replicas;
pub mod ports;
pub mod off_heap;
pub mod hadoop_config;
pub mod gcp_config;
pub mod job;
pub mod ingress;
pub mod volumes;
pub mod containers;
pub mod resources;
pub mod amounts;
pub mod labels;
pub mod properties;
pub mod memory;
pub mod submission;
pub mod job_life;
pub mod state_places;
pub mod plugins;
pub mod status_sync;
pub mod not_rendered;

use super::cel::Cel;
use super::findings::Findings;
use crate::diagnostic::Page;
use crate::model::Cluster;

/// All rules, but for memory's, which has a result.
pub const ALL: &[fn(&Cluster, &mut Findings)] = &[
    cluster_name::check,
    namespace::check,
    image::check,
    replicas::check,
    ports::check,
    off_heap::check,
    hadoop_config::check,
    gcp_config::check,
    job::check,
    ingress::check,
    volumes::check,
    containers::check,
    resources::check,
    amounts::check,
    labels::check,
    properties::check,
    submission::check,
    job_life::check,
    state_places::check,
    status_sync::check,
    not_rendered::check,
];

/// The pages of all rules.
pub const PAGES: &[&[Page]] = &[
    cluster_name::PAGES,
    namespace::PAGES,
    image::PAGES,
    replicas::PAGES,
    ports::PAGES,
    off_heap::PAGES,
    hadoop_config::PAGES,
    gcp_config::PAGES,
    job::PAGES,
    ingress::PAGES,
    volumes::PAGES,
    containers::PAGES,
    resources::PAGES,
    amounts::PAGES,
    labels::PAGES,
    properties::PAGES,
    memory::PAGES,
    submission::PAGES,
    job_life::PAGES,
    state_places::PAGES,
    plugins::PAGES,
    status_sync::PAGES,
    not_rendered::PAGES,
];

/// What the API server can check of them.
pub const CEL: &[&[Cel]] = &[
    cluster_name::CEL,
    image::CEL,
    replicas::CEL,
    ports::CEL,
    off_heap::CEL,
    hadoop_config::CEL,
    gcp_config::CEL,
    job::CEL,
    ingress::CEL,
    properties::CEL,
    submission::CEL,
    job_life::CEL,
];
