//! What shells and readers of manuals want of the command line.

use std::fs;
use std::io;
use std::path::Path;

use clap::CommandFactory;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};
use clap_complete::Shell;

use crate::args::Cli;
use crate::commands::{End, print};
use crate::files;
use crate::input::{self, name};
use crate::sink::terminal::inside;

/// The program that kubectl looks for.
const PLUGIN: &str = "kubectl-flink_render";

/// The command line, by the name it was called by.
pub fn command(program: Option<&std::ffi::OsStr>) -> clap::Command {
    let called = program.map(Path::new).and_then(Path::file_stem);
    let name =
        if called.is_some_and(|called| called == PLUGIN) { "kubectl flink-render" } else { "flink-render" };
    Cli::command().bin_name(name)
}

/// What is wrong with the command line, in which words of its caller stand.
pub fn safe(mut error: clap::Error) -> clap::Error {
    let context: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let styled = |text: StyledStr| StyledStr::from(inside(&text.to_string()));
        let value = match value {
            ContextValue::String(text) => ContextValue::String(inside(&text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| inside(text)).collect())
            }
            // Our own, on several lines.
            ContextValue::StyledStr(text) if kind == ContextKind::Usage => ContextValue::StyledStr(text),
            ContextValue::StyledStr(text) => ContextValue::StyledStr(styled(text)),
            ContextValue::StyledStrs(texts) => {
                ContextValue::StyledStrs(texts.into_iter().map(styled).collect())
            }
            other => other,
        };
        error.insert(kind, value);
    }
    error
}

/// The completions of a shell.
pub fn completions(shell: Shell) -> io::Result<End> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "flink-render", &mut text);
    print([String::from_utf8_lossy(&text).as_ref()], End::Fine)
}

/// The manual: its first page, or all pages in a folder.
pub fn man(folder: Option<&Path>) -> io::Result<End> {
    let Some(folder) = folder else {
        let mut text = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut text)?;
        return print([String::from_utf8_lossy(&text).as_ref()], End::Fine);
    };
    if let Some(problem) = input::no_output(folder) {
        return Ok(End::Problems(vec![problem]));
    }
    Ok(match pages(folder) {
        Ok(()) => End::Fine,
        Err(error) => End::Problems(vec![format!("cannot write to {}: {error}", name(folder))]),
    })
}

fn pages(folder: &Path) -> io::Result<()> {
    let new = files::folders(folder, Path::new("")).and_then(|_| files::folder_inside(folder))?;
    clap_mangen::generate_to(Cli::command(), new.path())?;
    for page in fs::read_dir(new.path())? {
        let page = page?;
        files::replace(&folder.join(page.file_name()), &fs::read(page.path())?)?;
    }
    Ok(())
}

/// What can stand in the place of the last word, as kubectl asks for it: a candidate per line, and a directive that
/// leaves files to the shell.
pub fn complete(words: &[String]) -> io::Result<End> {
    let mut root = Cli::command();
    root.build();
    let (last, before) = words.split_last().map_or(("", words), |(last, before)| (last.as_str(), before));
    let mut here = &root;
    for word in before {
        here = here.find_subcommand(word).unwrap_or(here);
    }
    let of_option = before.last().and_then(|word| word.strip_prefix("--"));
    let option = here
        .get_arguments()
        .find(|argument| argument.get_long().is_some() && argument.get_long() == of_option);
    let mut all: Vec<String> = match option.map(clap::Arg::get_possible_values).unwrap_or_default() {
        values if !values.is_empty() => values.iter().map(|value| value.get_name().to_owned()).collect(),
        _ => {
            let commands = here.get_subcommands().filter(|command| !command.is_hide_set());
            let options = here.get_arguments().filter_map(clap::Arg::get_long);
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
