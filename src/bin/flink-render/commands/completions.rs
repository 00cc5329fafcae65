//! `completions`: of a shell.

use std::io;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::console::{End, print};

const EXAMPLES: &str = "\
Where a shell starts:
  source <(flink-render completions bash)    # ~/.bashrc

  autoload -U compinit && compinit           # ~/.zshrc: before, and once
  source <(flink-render completions zsh)

  flink-render completions fish | source     # ~/.config/fish/config.fish";

/// Print shell completions.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    /// Of the whole command line. Bash, zsh and fish ask `__complete`; the others know the words alone.
    pub fn run(self, mut whole: Command) -> io::Result<End> {
        let asking = match self.shell {
            Shell::Bash => Some(include_str!("../../../../templates/completions/bash")),
            Shell::Fish => Some(include_str!("../../../../templates/completions/fish")),
            Shell::Zsh => Some(include_str!("../../../../templates/completions/zsh")),
            // A set that grows with clap.
            _ => None,
        };
        if let Some(text) = asking {
            return print([text], End::Fine);
        }
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut whole, "flink-render", &mut text);
        print([String::from_utf8_lossy(&text).as_ref()], End::Fine)
    }
}
