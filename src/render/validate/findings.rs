//! What the rules find.

use crate::diagnostic::{Capped, Code, Diagnostic, Severity, Span};
use crate::model::Cluster;
use crate::model::conventions::Admission;
use crate::tree::Spanned;

/// Findings of one cluster.
#[derive(Debug)]
pub struct Findings {
    lenient: bool,
    found: Capped,
}

impl Findings {
    /// None yet. `lenient`: whether what the operator let pass is only warned of.
    pub fn new(lenient: bool) -> Self {
        Self { lenient, found: Capped::default() }
    }

    /// An error.
    pub fn error(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::error(code, span, message).help(help))
    }

    /// A warning.
    pub fn warning(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::warning(code, span, message).help(help))
    }

    /// A note.
    pub fn note(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::note(code, span, message).help(help))
    }

    /// An error, but a warning about what the operator let pass, for the API server to refuse.
    pub fn strict(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        let severity = if self.lenient { Severity::Warning } else { Severity::Error };
        let diagnostic = Diagnostic { severity, ..Diagnostic::error(code, span, message).help(help) };
        self.push(diagnostic)
    }

    /// The same for names and labels, which Spotify's operator did not let pass.
    pub fn admitted(
        &mut self,
        cluster: &Cluster,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        match cluster.conventions.admission {
            Admission::Ours | Admission::Google => self.strict(code, span, message, help),
            Admission::Spotify => self.error(code, span, message, help),
        }
    }

    /// An error about a value below a bound.
    pub fn at_least(&mut self, code: Code, field: &str, number: Spanned<i32>, least: i32) {
        if number.value < least {
            let message = format!("{field} must be at least {least}, but is {}", number.value);
            self.error(code, number.span, message, format!("write `{least}` or more"));
        }
    }

    /// Whether one of them is an error about this.
    pub fn has_error(&self, span: Span) -> bool {
        self.found.iter().any(|found| found.is_error() && found.span == span)
    }

    /// How many of them are errors.
    pub fn errors(&self) -> usize {
        self.found.errors()
    }

    /// Whether one of them is an error.
    pub fn any_error(&self) -> bool {
        self.found.any_error()
    }

    /// All of them.
    pub fn into_inner(self) -> Capped {
        self.found
    }

    fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.found.push(diagnostic)
    }
}
