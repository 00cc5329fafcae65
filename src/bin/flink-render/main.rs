//! The command line of the compiler.
#![allow(
    clippy::disallowed_methods,
    reason = "files, clock and environment are the program's, not the library's"
)]
#![allow(missing_docs, reason = "the words of the command line are documented where clap reads them")]

mod naming;
mod codes;
mod values;
mod words;
mod placeholders;
mod options;
mod parameters;
mod input;
mod files;
mod compile;
mod output;
mod subject;
mod review;
mod console;
mod commands;
mod cli;

use std::io::Write;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::FromArgMatches;
use flink_render::sink::terminal;

use cli::{Cli, Color};
use console::End;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let read = cli::command(std::env::args_os().next().as_deref()).try_get_matches();
    let Cli { color, command } = match read.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => cli::safe(error).exit(),
    };
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
    match command.run() {
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
