//! The status sidecar: observe → derive → patch.
//!
//! `observe` reads Kubernetes and Flink, `flink_render::status` derives, `patch` writes `/status`, and `keep` is the loop of
//! one cluster around the three.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "files, clock and environment are the program's, not the library's"
)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails"))]
#![allow(missing_docs, reason = "the words of the command line are documented where clap reads them")]

mod args;
mod plain;
mod shard;
mod pace;
mod metrics;
mod serve;
mod lease;
mod observe;
mod refuse;
mod patch;
mod writes;
mod events;
mod shared;
mod keep;
mod run;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use tracing::error;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use args::{Args, LogFormat};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    match EnvFilter::try_new(&args.log) {
        Ok(filter) => log(args.log_format, filter),
        Err(error) => Args::command().error(ErrorKind::InvalidValue, format!("--log: {error}")).exit(),
    }
    match run::run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            for problem in problem.lines() {
                error!(problem, "cannot start");
            }
            ExitCode::FAILURE
        }
    }
}

fn log(format: LogFormat, filter: EnvFilter) {
    let lines =
        fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
}
