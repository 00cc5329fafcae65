//! `__complete`: what can stand in the place of the last word.

use std::io;

use clap::{Arg, Args, Command};

use crate::console::{End, print};

/// What kubectl asks for through `kubectl_complete-flink_render`.
#[derive(Debug, Args)]
pub struct Complete {
    /// The words so far; the last one is completed.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

impl Complete {
    /// As kubectl asks for it: a candidate per line, and a directive that leaves files to the shell.
    pub fn run(self, mut root: Command) -> io::Result<End> {
        let Self { words } = self;
        root.build();
        let (last, before) =
            words.split_last().map_or(("", &words[..]), |(last, before)| (last.as_str(), before));
        let mut here = &root;
        for word in before {
            here = here.find_subcommand(word).unwrap_or(here);
        }
        let of_option = before.last().and_then(|word| word.strip_prefix("--"));
        let option = here
            .get_arguments()
            .find(|argument| argument.get_long().is_some() && argument.get_long() == of_option);
        let mut all: Vec<String> = match option.map(Arg::get_possible_values).unwrap_or_default() {
            values if !values.is_empty() => values.iter().map(|value| value.get_name().to_owned()).collect(),
            _ => {
                let commands = here.get_subcommands().filter(|command| !command.is_hide_set());
                let options = here.get_arguments().filter_map(Arg::get_long);
                commands
                    .map(|command| command.get_name().to_owned())
                    .chain(options.map(|name| format!("--{name}")))
                    .collect()
            }
        };
        all.retain(|word| word.starts_with(last) && (last.starts_with('-') || !word.starts_with('-')));
        let lines: String = all.iter().map(|word| format!("{word}\n")).collect();
        print([lines.as_str(), ":0\n"], End::Fine)
    }
}
