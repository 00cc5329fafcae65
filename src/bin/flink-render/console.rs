//! How a run ends, and what is written to the streams on its way.

use std::io::{self, Write};
use std::sync::mpsc;

use anstream::{AutoStream, ColorChoice};
use flink_render::diagnostic::Diagnostic;
use flink_render::render::Options;
use flink_render::report::findings::human::Style;
use flink_render::report::findings::{github, human, json, sarif};
use flink_render::report::fit;

use crate::codes;
use crate::compile::{Compiled, document};
use crate::options::{Format, Machines};

/// How a run ends.
pub enum End {
    Fine,
    Findings,
    /// What was asked for is not done; the report says why.
    Refused,
    /// What went wrong with the command line or the files.
    Problems(Vec<String>),
}

/// What stands in the way of a report.
#[derive(Default)]
pub struct Refusal {
    /// Errors in files.
    pub findings: Vec<Diagnostic>,
    /// What is wrong with the command line, or cannot be read.
    pub problems: Vec<String>,
    /// How many files there are.
    pub files: usize,
}

impl Refusal {
    /// Tells people, and machines, whose reports are whole even so. `end`: that of a run without problems.
    pub fn tell(self, machines: Option<Machines>, end: End) -> io::Result<End> {
        let Self { findings, problems, files } = self;
        if !findings.is_empty() {
            report_of(&findings, files);
        }
        let text = match machines {
            None => String::new(),
            Some(Machines::Object) => json::refused(&findings, &problems),
            Some(Machines::Findings(format)) => report(format, &findings, files, style(&io::stdout())),
        };
        print([text.as_str()], if problems.is_empty() { end } else { End::Problems(problems) })
    }
}

impl From<Vec<String>> for Refusal {
    fn from(problems: Vec<String>) -> Self {
        Self { problems, ..Self::default() }
    }
}

/// What stands in the way of a command that needs inputs without errors; warnings are left to `validate`.
pub fn sound(compiled: &mut Compiled, files: usize) -> Result<(), Refusal> {
    if !compiled.problems.is_empty() {
        return Err(std::mem::take(&mut compiled.problems).into());
    }
    compiled.findings.retain(Diagnostic::is_error);
    if compiled.findings.is_empty() {
        return Ok(());
    }
    Err(Refusal { findings: std::mem::take(&mut compiled.findings), problems: Vec::new(), files })
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
    write_all(texts).map(|_| end)
}

/// Whether all was written.
fn write_all(texts: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<bool> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut written = texts.into_iter().try_for_each(|text| out.write_all(text.as_ref().as_bytes()));
    written = written.and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        written => Ok(written.is_ok()),
    }
}

/// Writes all documents to standard output; what has to be made is made while the last of it is written. Their number, if somebody
/// reads to their end.
pub fn print_all(compiled: &Compiled, options: &Options) -> io::Result<Option<usize>> {
    let mut count = 0;
    let all = if compiled.is_made() {
        let bodies = compiled.batches(options).flatten();
        write_all(bodies.inspect(|_| count += 1).flat_map(document))
    } else {
        std::thread::scope(|scope| {
            // One batch is made, one waits, and one is written.
            let (made, ready) = mpsc::sync_channel(1);
            let mut batches = compiled.batches(options);
            // Nobody takes more of them when standard output is closed.
            scope.spawn(move || batches.try_for_each(|batch| made.send(batch)));
            write_all(ready.into_iter().flatten().inspect(|_| count += 1).flat_map(document))
        })
    };
    Ok(all?.then_some(count))
}

/// How a stream is written to.
pub fn style(stream: &impl anstream::stream::RawStream) -> Style {
    let color = AutoStream::choice(stream) != ColorChoice::Never;
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style { color, width: width.filter(|_| stream.is_terminal()) }
}

/// A text for people, filled to the terminal's width.
pub fn filled(text: &str) -> String {
    let width = style(&io::stdout()).width.unwrap_or(fit::WIDTH).max(fit::WIDTH / 2);
    fit::fit(text, width)
}
