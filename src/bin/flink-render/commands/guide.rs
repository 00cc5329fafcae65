//! `guide`: how things are done, step by step.

use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use clap::Args;
use clap::builder::PossibleValuesParser;
use flink_render::guide::{self, PAGES, Page};

use crate::console::{End, print};

/// Read how things are done, step by step.
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

/// Whether there was a pager that showed it.
fn paged(page: &Page) -> io::Result<bool> {
    // It ends by itself where all is seen, and leaves what was read.
    let pager = Command::new("less").args(["-F", "-R", "-X"]).stdin(Stdio::piped()).spawn();
    let Ok(mut pager) = pager else { return Ok(false) };
    if let Some(mut pipe) = pager.stdin.take() {
        // Whoever leaves early has read enough.
        let _ = pipe.write_all(page.text.as_bytes());
    }
    Ok(pager.wait()?.success())
}
