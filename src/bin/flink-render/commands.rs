//! What each command does, from inputs to the way it ends.

use std::io::{self, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use flink_render::diagnostic::Diagnostic;
use flink_render::render::Counts;

use crate::args::{Common, Explain, Format};
use crate::compile::{self, Compiled, Form, compile, fails};
use crate::report::{self, Style, plural};
use crate::{explain, files, golden, input, output, review};

/// How a run ends.
pub enum End {
    Fine,
    Findings,
    /// What was asked for is not done; the report says why.
    Refused,
    /// What went wrong with the command line or the files.
    Problems(Vec<String>),
}

/// Compiles to standard output or to a folder.
pub fn render(
    common: Common,
    output: Option<&Path>,
    kustomization: bool,
    baseline: Option<&str>,
    form: Form,
) -> io::Result<End> {
    let Common { paths, options, ignore, report, deny_warnings } = common;
    let options = options.ignoring(ignore);
    let (inputs, mut problems) = input::list(&paths, output).tell();
    problems.extend(output.and_then(input::no_output));
    let mut compiled = compile(&inputs, problems, &options, form);
    let mut findings = std::mem::take(&mut compiled.findings);
    if let Some(baseline) = baseline.filter(|_| !fails(&findings, deny_warnings)) {
        match review::guard(baseline, &inputs, &compiled, &options) {
            Ok(refused) => findings.extend(refused),
            Err(problems) => compiled.problems.extend(problems),
        }
        compile::sort(&mut findings, &inputs);
    }
    let stop = fails(&findings, deny_warnings) || !compiled.problems.is_empty();
    let plan =
        match output.filter(|_| !stop).map(|root| output::plan(root, compiled.objects(), kustomization)) {
            None => None,
            Some(Err(problem)) => {
                compiled.problems.push(problem);
                None
            }
            Some(Ok((plan, more))) => {
                findings.extend(more);
                compile::sort(&mut findings, &inputs);
                Some(plan)
            }
        };
    let text = report::report(report, &findings, inputs.len(), style(&io::stderr()));
    // Nobody who reads the report is no reason to stop.
    let _ = anstream::stderr().write_all(text.as_bytes());
    if !compiled.problems.is_empty() {
        return Ok(End::Problems(compiled.problems));
    }
    if fails(&findings, deny_warnings) {
        return Ok(End::Findings);
    }
    match plan.map(output::Plan::carry_out) {
        None => print(compiled.stream(), End::Fine),
        Some(Err(problems)) => Ok(End::Problems(problems)),
        Some(Ok(done)) => {
            if report == Format::Human {
                let _ = writeln!(anstream::stderr(), "{}", summary(&compiled, &done));
            }
            Ok(End::Fine)
        }
    }
}

/// `42 objects of 7 clusters: 3 written, 1 removed, 38 unchanged`
fn summary(compiled: &Compiled, done: &output::Done) -> String {
    let objects = plural(compiled.objects().count(), "object");
    let clusters = plural(compiled.counts().clusters, "cluster");
    let output::Done { written, removed, unchanged } = done;
    format!("{objects} of {clusters}: {written} written, {removed} removed, {unchanged} unchanged")
}

/// Reports what is wrong with the inputs.
pub fn validate(common: Common) -> io::Result<End> {
    let Common { paths, options, ignore, report, deny_warnings } = common;
    let (inputs, problems) = input::list(&paths, None).tell();
    let compiled = compile(&inputs, problems, &options.ignoring(ignore), Form::Omitted);
    let counts = compiled.counts();
    let end = if fails(&compiled.findings, deny_warnings) { End::Findings } else { End::Fine };
    let mut text = report::report(report, &compiled.findings, inputs.len(), style(&io::stdout()));
    if !compiled.problems.is_empty() {
        // No sum of what was not all read.
        return print([text.as_str()], End::Problems(compiled.problems));
    }
    if report == Format::Human && text.is_empty() {
        text = format!("nothing found in {}\n", plural(inputs.len(), "file"));
    }
    match report {
        Format::Human => text.push_str(&format!("{}\n", checked(counts))),
        // Its log shows both streams; annotations are all that the first one holds.
        Format::Github => drop(writeln!(anstream::stderr(), "{}", checked(counts))),
        Format::Json | Format::Sarif => {}
    }
    print([text.as_str()], end)
}

/// `2 FlinkClusters checked; 1 other document passed through`
pub fn checked(counts: Counts) -> String {
    let Counts { clusters, others, left_out, refused } = counts;
    let mut text = format!("{} checked", plural(clusters, "FlinkCluster"));
    let more = [
        (others, ["other document", "other documents"], "passed through"),
        (left_out, ["file of another tool", "files of other tools"], "left out"),
        (refused, ["document", "documents"], "refused"),
    ];
    for (count, [one, many], done) in more.into_iter().filter(|(count, ..)| *count > 0) {
        text.push_str(&format!("; {count} {} {done}", if count == 1 { one } else { many }));
    }
    text
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
    let text = report::report(Format::Human, findings, files, style(&io::stderr()));
    // Nobody who reads the report is no reason to stop.
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// What `golden` found, for standard output.
pub fn golden(outcome: golden::Outcome) -> io::Result<End> {
    match outcome {
        Ok((text, fine)) => {
            let plain = || anstream::adapter::strip_str(&text).to_string();
            let text = if style(&io::stdout()).color { text } else { plain() };
            print([text.as_str()], if fine { End::Fine } else { End::Findings })
        }
        Err(problems) => Ok(End::Problems(problems)),
    }
}

/// Prints an explanation.
pub fn explain(question: Explain) -> io::Result<End> {
    match explain::explain(question) {
        Ok(text) => print([text.as_str()], End::Fine),
        Err(problems) => Ok(End::Problems(problems)),
    }
}

/// Prints the schema, or writes it to a catalog.
pub fn schema(catalog: Option<&Path>) -> io::Result<End> {
    let text = flink_render::schema::json();
    let Some(catalog) = catalog else { return print([text.as_str()], End::Fine) };
    if let Some(problem) = input::no_output(catalog) {
        return Ok(End::Problems(vec![problem]));
    }
    let file = flink_render::schema::file();
    let path = catalog.join(&file);
    let written = files::folders(catalog, Path::new(&file));
    let written = written.and_then(|_| files::replace(&path, text.as_bytes()));
    Ok(match written {
        Ok(()) => End::Fine,
        Err(error) => End::Problems(vec![format!("cannot write {}: {error}", input::name(&path))]),
    })
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
