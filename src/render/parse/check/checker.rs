//! What looks at every value, and what it has found so far.

use super::super::strictness::Strictness;
use crate::diagnostic::{Capped, Code, Diagnostic, Span};
use crate::k8s::dialect::{Dialect, Dialects};
use crate::tree::Node;

/// Looks at every value.
pub struct Checker<'a> {
    /// The whole input.
    pub text: &'a str,
    /// Whose FlinkCluster it is.
    pub dialect: Dialect,
    /// How findings are taken that the operator let pass.
    pub strictness: Strictness,
    /// What was found.
    pub found: &'a mut Capped,
    /// The objects whose fields were listed.
    pub listed: Vec<&'static str>,
    /// The paths of fields that stand elsewhere.
    pub misplaced: Vec<String>,
    /// What is missing, by path.
    pub missing: Vec<(String, Diagnostic)>,
    /// Where templates stand.
    pub templates: Vec<Span>,
}

impl<'a> Checker<'a> {
    pub fn error(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::error(code, span, message).help(help));
    }

    pub fn warning(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::warning(code, span, message).help(help));
    }

    /// An error, unless the operator let it pass.
    pub fn strict(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        let mut diagnostic = Diagnostic::error(code, span, message).help(help);
        diagnostic.severity = self.strictness.severity();
        self.found.push(diagnostic);
    }

    /// It, alone.
    pub fn dialects(&self) -> Dialects {
        Dialects::only(self.dialect)
    }

    /// The text of a scalar in the input.
    pub fn raw(&self, node: &Node) -> &'a str {
        self.text.get(node.span.start as usize..node.span.end as usize).unwrap_or_default().trim()
    }
}
