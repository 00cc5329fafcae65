//! Findings in a line: one, and the count of all.

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::words::plural;
use crate::sink::terminal;

/// A finding in one line: `orders.yaml:7:3: FR101: no such field`.
pub fn line(found: &Diagnostic) -> String {
    let Diagnostic { code, source, span, message, .. } = found;
    let place = source.as_ref().map_or(String::new(), |source| {
        let (line, column) = source.position(span.start);
        format!("{}:{line}:{column}: ", source.name)
    });
    terminal::line(&format!("{place}{code}: {message}"))
}

/// `2 errors, 1 warning, 3 ignored`
pub fn totals(findings: &[Diagnostic]) -> String {
    let ignored = findings.iter().filter(|found| found.ignored.is_some()).count();
    let counting = || findings.iter().filter(|found| found.ignored.is_none());
    let count = |severity| (counting().filter(|found| found.severity == severity).count(), severity.word());
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let mut counts: Vec<_> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| plural(*n, word)).collect();
    counts.extend((ignored > 0).then(|| format!("{ignored} ignored")));
    counts.join(", ")
}
