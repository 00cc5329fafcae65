//! Rules in the API server's own words.

/// A rule of the CustomResourceDefinition.
#[derive(Debug, Clone, Copy)]
pub struct Cel {
    /// The field that `self` is: `spec.job.parallelism`; empty for the whole resource.
    pub path: &'static str,
    /// The expression, true when all is well.
    pub rule: &'static str,
    /// What is wanted.
    pub message: &'static str,
}
