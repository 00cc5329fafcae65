//! `stopwatch TIMES OUT COMMAND ...`: prints the median of a command's seconds, the mean of those of the processor, and the most
//! megabytes that it took.
//!
//! Small itself: a process counts the memory of the one that started it, until it is its own.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, times, out, program, rest @ ..] = &arguments[..] else { std::process::exit(2) };
    let mut seconds: Vec<f64> = (0..times.parse().unwrap())
        .map(|_| {
            let mut command = Command::new(program);
            command.args(rest).stdout(File::create(out).unwrap()).stderr(Stdio::null());
            let start = Instant::now();
            assert!(command.status().unwrap().success(), "{program} failed");
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let processor =
        (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6 / seconds.len() as f64;
    println!("{} {processor} {}", seconds[seconds.len() / 2], usage.max_rss() as f64 * 1024.0 / 1e6);
}
