//! How strictly input is read.

use crate::diagnostic::Severity;

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
