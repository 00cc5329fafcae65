//! What is wanted of a run.

use super::body::Bodies;
use super::parse::{Manner, Strictness};
use super::resolve;
use crate::diagnostic::Code;
use crate::flink::version::Version;
use crate::k8s::dialect::Dialect;
use crate::k8s::object::Stage;
use crate::k8s::served;

/// What is wanted of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// As the operator would have rendered it, so that its objects can be adopted.
    pub compat_operator: bool,
    /// The dialect of clusters of `v1beta1` without an annotation for it; none: as their fields tell.
    pub dialect: Option<Dialect>,
    /// Leave the FlinkCluster itself out.
    pub no_custom_resource: bool,
    /// The namespace of clusters that do not name one.
    pub namespace: Option<String>,
    /// The Flink version of clusters that name none by annotation.
    pub flink_version: Option<Version>,
    /// The version of Kubernetes that the objects are for; any, when there is none.
    pub kubernetes: Option<served::Version>,
    /// Only the objects of one step of a roll-out.
    pub stage: Option<Stage>,
    /// What becomes of the objects' texts.
    pub bodies: Bodies,
    /// Warnings that do not count, for [`super::ignore::apply`].
    pub ignore: Vec<Code>,
}

impl Options {
    /// How input is read.
    pub fn manner(&self) -> Manner {
        let strictness = if self.compat_operator { Strictness::AsOperator } else { Strictness::Strict };
        Manner { strictness, dialect: self.dialect }
    }

    /// What the run gives where a cluster says nothing.
    pub fn given(&self) -> resolve::Given<'_> {
        resolve::Given {
            operator: self.compat_operator,
            custom_resource: !self.no_custom_resource,
            namespace: self.namespace.as_deref(),
            flink_version: self.flink_version,
        }
    }
}
