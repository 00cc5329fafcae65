//! `guide`: how things are done, step by step.

use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use clap::Args;
use clap::builder::PossibleValuesParser;
use flink_render::guide::{self, PAGES, Page};

use crate::console::{End, filled, print};

/// Read how things are done, step by step; in a terminal by `PAGER`, else `less`.
#[derive(Debug, Args)]
pub struct Guide {
    /// A page; without one, the list of them.
    #[arg(value_parser = PossibleValuesParser::new(PAGES.iter().map(|page| page.name)))]
    page: Option<String>,
}

impl Guide {
    /// Prints a page, in a terminal through a pager.
    pub fn run(self) -> io::Result<End> {
        let Self { page } = self;
        let Some(page) = page.as_deref().and_then(guide::page) else {
            let width = PAGES.iter().map(|page| page.name.len()).max().unwrap_or_default();
            let list = PAGES.iter().map(|page| format!("{:width$}  {}\n", page.name, page.title()));
            return print(list, End::Fine);
        };
        match io::stdout().is_terminal() && paged(page)? {
            true => Ok(End::Fine),
            false => print([page.text], End::Fine),
        }
    }
}

/// Whether there was a pager that showed it: `PAGER`, else `less`.
fn paged(page: &Page) -> io::Result<bool> {
    let wanted = std::env::var("PAGER").unwrap_or_default();
    // It ends by itself where all is seen, and leaves what was read.
    let wanted = if wanted.trim().is_empty() { "less -F -R -X" } else { wanted.as_str() };
    let mut words = wanted.split_whitespace();
    let program = words.next().unwrap_or_default();
    let Ok(mut pager) = Command::new(program).args(words).stdin(Stdio::piped()).spawn() else {
        return Ok(false);
    };
    if let Some(mut pipe) = pager.stdin.take() {
        // Whoever leaves early has read enough.
        let _ = pipe.write_all(filled(&page.for_a_terminal()).as_bytes());
    }
    Ok(pager.wait()?.success())
}
