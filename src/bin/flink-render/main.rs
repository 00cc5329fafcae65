//! The command line of the compiler.
#![allow(
    clippy::disallowed_methods,
    reason = "files, clock and environment are the program's, not the library's"
)]
#![allow(missing_docs, reason = "the words of the command line are documented where clap reads them")]

mod args;
mod codes;
mod input;
mod compile;
mod output;
mod report;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser;

use args::{Cli, Color, Command, Common, Format, Golden};
use compile::{Compiled, compile, fails};
use report::{Style, plural};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run ends.
enum End {
    Fine,
    Findings,
    /// What went wrong with the command line or the files.
    Problems(Vec<String>),
}

fn main() -> ExitCode {
    let Cli { color, command } = Cli::parse();
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
    let end = match command {
        Command::Render { common, output } => render(common, output.as_deref()),
        Command::Validate { common } => validate(common),
        Command::Golden { action: Golden::Check { root } | Golden::Bless { root } } => {
            Ok(End::Problems(vec![format!("{}: golden is not there yet", root.display())]))
        }
        Command::Crd => anstream::stdout().write_all(flink_render::crd::yaml().as_bytes()).map(|()| End::Fine),
    };
    match end {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Ok(End::Problems(problems)) => fail(&problems),
        Err(error) => fail(&[format!("cannot write the output: {error}")]),
    }
}

fn fail(problems: &[String]) -> ExitCode {
    let mut stderr = anstream::stderr().lock();
    for problem in problems {
        // Nobody is left to be told.
        let _ = writeln!(stderr, "\x1b[1;31merror:\x1b[0m {problem}");
    }
    ExitCode::from(2)
}

fn render(common: Common, output: Option<&Path>) -> io::Result<End> {
    let Common { paths, options, report, deny_warnings } = common;
    let (inputs, problems) = input::list(&paths, output);
    let mut compiled = compile(&inputs, problems, &options.into(), true);
    let mut findings = std::mem::take(&mut compiled.findings);
    let stop = fails(&findings, deny_warnings) || !compiled.problems.is_empty();
    let plan = match output.filter(|_| !stop).map(|root| output::plan(root, compiled.objects())) {
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
        None => stream(&compiled),
        Some(Err(problem)) => Ok(End::Problems(vec![problem])),
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
    let clusters = plural(compiled.renderings.iter().map(|rendering| rendering.clusters).sum(), "cluster");
    let output::Done { written, removed, unchanged } = done;
    format!("{objects} of {clusters}: {written} written, {removed} removed, {unchanged} unchanged")
}

fn validate(common: Common) -> io::Result<End> {
    let Common { paths, options, report, deny_warnings } = common;
    let (inputs, problems) = input::list(&paths, None);
    let compiled = compile(&inputs, problems, &options.into(), false);
    let end = if fails(&compiled.findings, deny_warnings) { End::Findings } else { End::Fine };
    let end = if compiled.problems.is_empty() { end } else { End::Problems(compiled.problems) };
    let text = report::report(report, &compiled.findings, inputs.len(), style(&io::stdout()));
    match print(&text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(end),
    }
}

/// All documents, with a marker before each.
fn stream(compiled: &Compiled) -> io::Result<End> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for object in compiled.objects() {
        out.write_all(b"---\n")?;
        out.write_all(object.text.as_bytes())?;
    }
    out.flush()?;
    Ok(End::Fine)
}

fn print(text: &str) -> io::Result<End> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(End::Fine)
}

fn style(stream: &impl anstream::stream::RawStream) -> Style {
    let color = AutoStream::choice(stream) != ColorChoice::Never;
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style { color, width: width.filter(|_| stream.is_terminal()) }
}
