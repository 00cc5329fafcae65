//! How input is read.

use crate::diagnostic::Severity;
use crate::k8s::dialect::Dialect;

/// How an input is read.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// How findings that the operator let pass are taken.
    pub strictness: Strictness,
    /// The dialect of clusters of `v1beta1` without an annotation for it; none: as their fields tell.
    pub dialect: Option<Dialect>,
}

/// How findings that the operator let pass are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// As errors.
    Strict,
    /// As warnings, and the input is read as the operator read it.
    AsOperator,
}

impl Strictness {
    /// What a finding is that the operator let pass.
    pub fn severity(self) -> Severity {
        match self {
            Self::Strict => Severity::Error,
            Self::AsOperator => Severity::Warning,
        }
    }
}
