//! `__complete`: what can stand in the place of the last word.

use std::ffi::{OsStr, OsString};
use std::io;

use clap::{Arg, Args, Command, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use flink_render::sink::terminal;

use crate::console::{End, print};
use crate::subject::nameable;
use crate::words::{CODE, FILES, objects, paths};

/// What the scripts of `completions` ask for, and kubectl through `kubectl_complete-flink_render`. `--` comes before the words:
/// else those that look like options would be its own.
#[derive(Debug, Args)]
pub struct Complete {
    /// The words so far; the last one is completed.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

/// To the shell, in the words of kubectl: that a word goes on.
const NO_SPACE: u8 = 2;
/// That a file does not fit.
const NO_FILES: u8 = 4;

impl Complete {
    /// A candidate per line, with what it is behind a tab, and the directive. Files are left to the shell, which knows how to
    /// quote them.
    pub fn run(self, root: Command) -> io::Result<End> {
        let Self { mut words } = self;
        if words.is_empty() {
            words.push(OsString::new());
        }
        let last = words.last().map_or_else(String::new, |word| word.to_string_lossy().into_owned());
        let place = words.len();
        words.insert(0, "flink-render".into());
        // Where nothing fits, it says so by an error.
        let candidates = complete(&mut with_values(with_files(root), &words), words, place, None);
        let candidates = candidates.unwrap_or_default();
        let (mut lines, mut files, mut directive) = (String::new(), false, 0);
        for candidate in candidates {
            let value = candidate.get_value().to_string_lossy();
            if value.ends_with(FILES) {
                files = true;
                continue;
            }
            // Options where they are asked for: they fit everywhere.
            if !value.starts_with(&last) || (value.starts_with('-') && !last.starts_with('-')) {
                continue;
            }
            if value.ends_with('.') || value == CODE {
                directive |= NO_SPACE;
            }
            let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            lines.push_str(&terminal::inside(&value));
            if let Some(help) = help.lines().next().filter(|help| !help.is_empty()) {
                lines.push('\t');
                lines.push_str(&terminal::inside(help));
            }
            lines.push('\n');
        }
        if !lines.is_empty() || !files {
            directive |= NO_FILES;
        }
        print([lines.as_str(), &format!(":{directive}\n")], End::Fine)
    }
}

/// The command line that knows what is in the files it explains.
fn with_values(command: Command, words: &[OsString]) -> Command {
    command.mut_subcommand("explain", |explain| {
        let words: Vec<_> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        // Only where it is asked for: the files are compiled.
        let is_asked = words.iter().any(|word| word.starts_with("--object") || word.starts_with("--path"));
        let all = if is_asked { nameable(&words) } else { Vec::new() };
        let explain = explain.mut_arg("object", |arg| arg.add(objects(all.clone())));
        explain.mut_arg("path", |arg| arg.add(paths(all, &words)))
    })
}

/// The command line whose files are one candidate.
fn with_files(command: Command) -> Command {
    let files = |arg: Arg| match arg.get_value_hint() {
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath => {
            arg.add(ArgValueCompleter::new(|_: &OsStr| vec![CompletionCandidate::new(FILES)]))
        }
        // No command takes words that look like options, but this one.
        _ => arg.allow_hyphen_values(false),
    };
    command.mut_args(files).mut_subcommands(with_files)
}
