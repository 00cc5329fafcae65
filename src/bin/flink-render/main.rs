//! The command line of the compiler.
#![allow(
    clippy::disallowed_methods,
    reason = "files, clock and environment are the program's, not the library's"
)]
#![allow(missing_docs, reason = "the words of the command line are documented where clap reads them")]

mod args;
mod codes;
mod naming;
mod input;
mod files;
mod compile;
mod output;
mod golden;
mod cmp;
mod init;
mod review;
mod pack;
mod krm;
mod inventory;
mod pin;
mod adopt;
mod sink;
mod report;
mod explain;
mod shell;
mod commands;

use std::io::Write;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::FromArgMatches;

use args::{Cli, Cmp, Color, Command, Golden};
use commands::End;
use compile::Form;
use flink_render::review::Effect;
use sink::terminal;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let read = shell::command(std::env::args_os().next().as_deref()).try_get_matches();
    let Cli { color, command } = match read.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => shell::safe(error).exit(),
    };
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
    let end = match command {
        Command::Render { common, output, kustomization, baseline, annotate } => {
            let form = match (annotate, &baseline) {
                (true, _) => Form::Annotated,
                // The guard wants to know more of each cluster.
                (false, Some(_)) => Form::Plain,
                (false, None) => Form::Packed,
            };
            commands::render(common, output.as_deref(), kustomization, baseline.as_deref(), form)
        }
        Command::Validate { common } => commands::validate(common),
        Command::PinSavepoint { file, from } => pin::run(&file, &from),
        Command::Inventory { paths, options, report } => inventory::run(&paths, &options.into(), report),
        Command::Adopt { paths, options, from_cluster_dump, report } => {
            adopt::run(&paths, options.into(), &from_cluster_dump, report)
        }
        Command::Diff { base, head, options, report, fail_on, max_size } => {
            let fail_on = fail_on.into_iter().filter(|effect| *effect != Effect::None).collect();
            review::diff([&base, &head], &options.into(), report, &fail_on, max_size)
        }
        Command::Golden { action: Golden::Check { root } } => commands::golden(golden::check(&root)),
        Command::Golden { action: Golden::Bless { root } } => commands::golden(golden::bless(&root)),
        Command::Explain(question) => commands::explain(question),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { output } => shell::man(output.as_deref()),
        Command::Complete { words } => shell::complete(&words),
        Command::Schema { output } => commands::schema(output.as_deref()),
        Command::Crd => commands::print([flink_render::crd::yaml().as_str()], End::Fine),
        Command::Krm => krm::krm(),
        Command::Pack { folder, output, source, revision, tag } => {
            pack::pack(&folder, &output, &pack::About { source, revision, tag })
        }
        Command::Init { tool } => init::init(tool),
        Command::StatusSync(wanted) => {
            commands::print([flink_render::sidecar::yaml(&wanted.into()).as_str()], End::Fine)
        }
        Command::Cmp { action: Cmp::Generate } => cmp::generate(),
        Command::Cmp { action: Cmp::Parameters } => cmp::parameters(),
        Command::Cmp { action: Cmp::Discover } => cmp::discover(),
    };
    match end {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Ok(End::Refused) => ExitCode::from(2),
        Ok(End::Problems(problems)) => fail(&problems),
        Err(error) => fail(&[format!("cannot write the output: {error}")]),
    }
}

fn fail(problems: &[String]) -> ExitCode {
    let mut stderr = anstream::stderr().lock();
    for problem in problems {
        // Nobody is left to be told.
        let _ = writeln!(stderr, "\x1b[1;31merror:\x1b[0m {}", terminal::inside(problem));
    }
    ExitCode::from(2)
}
