//! `completions`: of a shell.

use std::io;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::console::{End, print};

/// Print shell completions.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    /// Of the whole command line.
    pub fn run(self, mut whole: Command) -> io::Result<End> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut whole, "flink-render", &mut text);
        print([String::from_utf8_lossy(&text).as_ref()], End::Fine)
    }
}
