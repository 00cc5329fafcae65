//! How the memory of the processes is divided.

use std::sync::Arc;

use crate::diagnostic::{Capped, Source, Span};
use crate::flink::memory::Plan;
use crate::flink::version::Version;
use crate::model::Margin;
use crate::render::parse::{self, Document};
use crate::render::validate::Memory;
use crate::render::{Options, check};

/// The memory of one cluster.
#[derive(Debug)]
pub struct Budget {
    /// The cluster's name.
    pub cluster: String,
    /// Where the name stands.
    pub at: Span,
    /// The version of Flink.
    pub version: Version,
    /// The JobManager's, and a TaskManager's.
    pub processes: [(&'static str, Margin, Plan); 2],
}

/// Of the valid clusters of a source that are rendered natively.
pub fn budgets(source: &Arc<Source>, options: &Options) -> Vec<Budget> {
    let documents = parse::parse(source.text(), options.manner()).documents;
    documents.into_iter().filter_map(|document| budget(document, options)).collect()
}

fn budget(document: Document, options: &Options) -> Option<Budget> {
    let Document::Cluster(cluster) = document else { return None };
    let valid = check::check(*cluster, options.given(), &mut Capped::default()).verdict.valid()?;
    let cluster = valid.cluster();
    let version = cluster.conventions.version()?;
    let Memory { job_manager, task_manager } = valid.memory()?.clone();
    let processes = [
        ("JobManager", cluster.job_manager.margin.clone(), job_manager),
        ("TaskManager", cluster.task_manager.margin.clone(), task_manager),
    ];
    Some(Budget { cluster: cluster.name.value.clone(), at: cluster.name.span, version, processes })
}
