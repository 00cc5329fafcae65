//! Rules in the API server's own words.

use crate::k8s::dialect::Dialects;
use crate::tree::CowText;

/// A rule of the CustomResourceDefinition.
#[derive(Debug, Clone)]
pub struct Cel {
    /// The dialects in which it holds.
    pub dialects: Dialects,
    /// The field that `self` is: `spec.job.parallelism`; empty for the whole resource.
    pub path: &'static str,
    /// The expression, true when all is well.
    pub rule: CowText,
    /// What is wanted.
    pub message: CowText,
}

impl Cel {
    /// A rule of a field.
    pub fn new(path: &'static str, rule: impl Into<CowText>, message: impl Into<CowText>) -> Self {
        Self { dialects: Dialects::ALL, path, rule: rule.into(), message: message.into() }
    }

    /// In some dialects only.
    pub fn within(self, dialects: Dialects) -> Self {
        Self { dialects, ..self }
    }

    /// A number that is not below a bound.
    pub fn at_least(path: &'static str, least: i32, message: impl Into<CowText>) -> Self {
        Self::new(path, format!("self >= {least}"), message)
    }
}
