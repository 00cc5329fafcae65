//! How a run ends, and what is written to the streams on its way.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use flink_render::diagnostic::Diagnostic;
use flink_render::report::findings::human::Style;
use flink_render::report::findings::{github, human, json, sarif};

use crate::codes;
use crate::compile::Compiled;
use crate::options::Format;

/// How a run ends.
pub enum End {
    Fine,
    Findings,
    /// What was asked for is not done; the report says why.
    Refused,
    /// What went wrong with the command line or the files.
    Problems(Vec<String>),
}

/// The end of a command that needs inputs without errors, when they are not; warnings are left to `validate`.
pub fn refusal(compiled: &mut Compiled, files: usize) -> Option<End> {
    if !compiled.problems.is_empty() {
        return Some(End::Problems(std::mem::take(&mut compiled.problems)));
    }
    compiled.findings.retain(Diagnostic::is_error);
    if compiled.findings.is_empty() {
        return None;
    }
    report_of(&compiled.findings, files);
    Some(End::Findings)
}

/// Shows people what was found.
pub fn report_of(findings: &[Diagnostic], files: usize) {
    let text = human::report(findings, files, style(&io::stderr()));
    // Nobody who reads the report is no reason to stop.
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// The report of sorted findings in a form.
pub fn report(format: Format, findings: &[Diagnostic], files: usize, style: Style) -> String {
    match format {
        Format::Human => human::report(findings, files, style),
        Format::Json => json::report(findings),
        Format::Sarif => sarif::report(findings, &codes::pages()),
        Format::Github => github::report(findings, &codes::pages()),
    }
}

/// Writes texts to standard output. Whoever stops reading has seen enough.
pub fn print(texts: impl IntoIterator<Item = impl AsRef<str>>, end: End) -> io::Result<End> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut written = texts.into_iter().try_for_each(|text| out.write_all(text.as_ref().as_bytes()));
    written = written.and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(end),
    }
}

/// How a stream is written to.
pub fn style(stream: &impl anstream::stream::RawStream) -> Style {
    let color = AutoStream::choice(stream) != ColorChoice::Never;
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style { color, width: width.filter(|_| stream.is_terminal()) }
}
