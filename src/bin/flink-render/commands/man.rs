//! `man`: the manual.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};

use crate::console::{End, print};
use crate::files;
use crate::input::{self, name};

/// Print the manual page.
#[derive(Debug, Args)]
pub struct Man {
    /// Write all manual pages to this folder instead.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Man {
    /// The first page of the whole command line's, or all pages in a folder.
    pub fn run(self, whole: Command) -> io::Result<End> {
        let Some(folder) = self.output.as_deref() else {
            let mut text = Vec::new();
            clap_mangen::Man::new(whole).render(&mut text)?;
            return print([String::from_utf8_lossy(&text).as_ref()], End::Fine);
        };
        if let Some(problem) = input::no_output(folder) {
            return Ok(End::Problems(vec![problem]));
        }
        Ok(match pages(folder, whole) {
            Ok(()) => End::Fine,
            Err(error) => End::Problems(vec![format!("cannot write to {}: {error}", name(folder))]),
        })
    }
}

fn pages(folder: &Path, whole: Command) -> io::Result<()> {
    let new = files::folders(folder, Path::new("")).and_then(|_| files::folder_inside(folder))?;
    clap_mangen::generate_to(whole, new.path())?;
    for page in fs::read_dir(new.path())? {
        let page = page?;
        files::replace(&folder.join(page.file_name()), &fs::read(page.path())?)?;
    }
    Ok(())
}
