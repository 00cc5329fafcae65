//! The words of the command line: its commands, each with a file in `commands/`.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use flink_render::flink::version::{NEWEST, OLDEST};
use flink_render::k8s::resource::{API_V1ALPHA1, V1BETA1};
use flink_render::report::fit;
use flink_render::sink::terminal::inside;

use crate::commands::adopt::Adopt;
use crate::commands::cmp::Cmp;
use crate::commands::complete::Complete;
use crate::commands::completions::Completions;
use crate::commands::convert::Convert;
use crate::commands::crd::Crd;
use crate::commands::diff::Diff;
use crate::commands::explain::Explain;
use crate::commands::golden::Golden;
use crate::commands::guide::Guide;
use crate::commands::init::Init;
use crate::commands::inventory::Inventory;
use crate::commands::krm::Krm;
use crate::commands::man::Man;
use crate::commands::pack::Pack;
use crate::commands::pin_savepoint::PinSavepoint;
use crate::commands::render::Render;
use crate::commands::schema::Schema;
use crate::commands::status_sync::StatusSync;
use crate::commands::validate::Validate;
use crate::console::End;

/// The program that kubectl looks for.
const PLUGIN: &str = "kubectl-flink_render";

const EXIT_CODES: &str = "\
Exit codes:
  0  success; warnings alone do not fail
  1  findings (with golden: differences)
  2  the command line is wrong, or a file cannot be read or written
`diff`, `adopt` and `inventory` have their own: their --help says which.";

/// With what it knows of the resource and of Flink.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let known = format!("{API_V1ALPHA1} and {V1BETA1}, Flink {} to {}", OLDEST, NEWEST);
    format!("{} ({known})", env!("CARGO_PKG_VERSION"))
});

/// A GitOps compiler for Apache Flink on Kubernetes: FlinkCluster YAML in, plain manifests out.
#[derive(Debug, Parser)]
#[command(name = "flink-render", version = VERSION.as_str(), after_help = EXIT_CODES, max_term_width = fit::WIDTH)]
pub struct Cli {
    /// When to use colours.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colours; `auto` depends on NO_COLOR, CLICOLOR_FORCE and the terminal.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// The command line, by the name it was called by.
pub fn command(program: Option<&OsStr>) -> clap::Command {
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

#[derive(Debug, Subcommand)]
pub enum Command {
    Render(Render),
    Validate(Validate),
    Inventory(Inventory),
    PinSavepoint(PinSavepoint),
    Convert(Convert),
    Adopt(Adopt),
    Diff(Diff),
    Explain(Explain),
    Guide(Guide),
    Golden(Golden),
    Crd(Crd),
    Completions(Completions),
    Man(Man),
    #[command(name = "__complete", hide = true)]
    Complete(Complete),
    Schema(Schema),
    Krm(Krm),
    Pack(Pack),
    Init(Init),
    StatusSync(StatusSync),
    Cmp(Cmp),
}

impl Command {
    /// Does it.
    pub fn run(self) -> io::Result<End> {
        match self {
            Self::Render(command) => command.run(),
            Self::Validate(command) => command.run(),
            Self::Inventory(command) => command.run(),
            Self::PinSavepoint(command) => command.run(),
            Self::Convert(command) => command.run(),
            Self::Adopt(command) => command.run(),
            Self::Diff(command) => command.run(),
            Self::Explain(command) => command.run(),
            Self::Guide(command) => command.run(),
            Self::Golden(command) => command.run(),
            Self::Crd(command) => command.run(),
            Self::Completions(command) => command.run(Cli::command()),
            Self::Man(command) => command.run(Cli::command()),
            Self::Complete(command) => command.run(Cli::command()),
            Self::Schema(command) => command.run(),
            Self::Krm(command) => command.run(),
            Self::Pack(command) => command.run(),
            Self::Init(command) => command.run(),
            Self::StatusSync(command) => command.run(),
            Self::Cmp(command) => command.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};
    use flink_render::report::fit;

    use super::Cli;

    /// Paragraphs are one line each until clap breaks them, and lists and examples fit as they are.
    #[test]
    fn helps_fit_a_terminal_and_are_broken_once() {
        fn look(command: &mut Command, wrong: &mut Vec<String>) {
            let name = command.get_name().to_owned();
            let long = |line: &&str| line.chars().count() > fit::WIDTH;
            let shown = command.render_long_help().to_string();
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            wrong.extend(shown.lines().filter(long).map(|line| format!("{name}: {line}")));
            let fixed = after.lines().filter(|line| line.starts_with(' '));
            wrong.extend(fixed.filter(long).map(|line| format!("{name}: {line}")));
            let lines: Vec<_> = after.lines().collect();
            let is_prose = |line: &str| !line.is_empty() && !line.starts_with(' ');
            let broken = lines.windows(2).filter(|pair| pair.iter().all(|line| is_prose(line)));
            wrong.extend(broken.map(|pair| format!("{name}: {}", pair[0])));
            command.get_subcommands_mut().for_each(|inner| look(inner, wrong));
        }
        let (mut command, mut wrong) = (Cli::command(), Vec::new());
        command.build();
        look(&mut command, &mut wrong);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
