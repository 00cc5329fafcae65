//! Findings, drawn in the form that was asked for.

mod places;
mod once;
mod human;
mod json;
mod sarif;
mod github;

use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Severity};

pub use human::report as human;

use crate::args::Format;
use crate::codes;
use crate::sink::terminal;

/// How a report is drawn for people.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With colours and lines.
    pub color: bool,
    /// The width of the terminal, if it is one.
    pub width: Option<usize>,
}

impl Style {
    /// The same everywhere.
    pub const PLAIN: Self = Self { color: false, width: None };
}

/// The report of sorted findings.
pub fn report(format: Format, findings: &[Diagnostic], files: usize, style: Style) -> String {
    match format {
        Format::Human => human(findings, files, style),
        Format::Json => json::report(findings),
        Format::Sarif => sarif::report(findings, &codes::pages()),
        Format::Github => github::report(findings, &codes::pages()),
    }
}

/// A finding in one line: `orders.yaml:7:3: FR101: no such field`.
pub fn line(found: &Diagnostic) -> String {
    let Diagnostic { code, source, span, message, .. } = found;
    let place = source.as_ref().map_or(String::new(), |source| {
        let (line, column) = source.position(span.start);
        format!("{}:{line}:{column}: ", source.name)
    });
    terminal::line(&format!("{place}{code}: {message}"))
}

/// Groups of findings that follow each other in one source.
fn by_source(findings: &[Diagnostic]) -> impl Iterator<Item = &[Diagnostic]> {
    findings.chunk_by(same_source)
}

fn same_source(a: &Diagnostic, b: &Diagnostic) -> bool {
    match (&a.source, &b.source) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// How machines name it, each of them.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Code scanning wants paths as the repository knows them.
fn in_repository(name: &str) -> &str {
    name.strip_prefix("./").unwrap_or(name)
}

/// `2 errors, 1 warning, 3 ignored`
pub fn totals(findings: &[Diagnostic]) -> String {
    let ignored = findings.iter().filter(|found| found.ignored.is_some()).count();
    let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
    let counts = [(count(Severity::Error), "error"), (count(Severity::Warning) - ignored, "warning")];
    let mut counts: Vec<_> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| plural(*n, word)).collect();
    counts.extend((ignored > 0).then(|| format!("{ignored} ignored")));
    counts.join(", ")
}

/// `1 file`, `2 files`
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
