//! `init check`: placeholders that are left in files.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use flink_render::report::words::plural;
use flink_render::sink::terminal::inside;
use walkdir::WalkDir;

use crate::console::{End, print};
use crate::input::name;
use crate::naming::unread;
use crate::{files, placeholders};

/// A larger file is none of `init`.
const LARGEST: u64 = 1 << 20;

#[derive(Debug, Args)]
pub struct Check {
    /// Files, or folders (their .yaml and .yml files, with hidden ones).
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
}

impl Check {
    /// Names each placeholder with its place.
    pub fn run(self) -> io::Result<End> {
        let (mut out, mut count, mut problems) = (String::new(), 0, Vec::new());
        for root in &self.paths {
            // No link is followed, but one that is named.
            let walk = WalkDir::new(root).sort_by_file_name().into_iter();
            for entry in walk.filter_entry(|entry| entry.file_name() != ".git") {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        problems.push(unread(&error));
                        continue;
                    }
                };
                let wanted = entry.depth() == 0 || is_yaml(entry.path());
                if !entry.file_type().is_file() || !wanted {
                    continue;
                }
                let small = entry.metadata().is_ok_and(|it| it.len() <= LARGEST);
                if !small {
                    continue;
                }
                let file = inside(&name(entry.path()));
                match files::read(entry.path(), LARGEST) {
                    Ok(bytes) => {
                        count += 1;
                        for (line, found) in placeholders::find(&String::from_utf8_lossy(&bytes)) {
                            out.push_str(&format!("{file}:{line}: {found}\n"));
                        }
                    }
                    Err(error) => problems.push(format!("cannot read {file}: {error}")),
                }
            }
        }
        let end = if out.is_empty() { End::Fine } else { End::Findings };
        if out.is_empty() && problems.is_empty() {
            out = format!("no placeholders in {}\n", plural(count, "file"));
        }
        print([out.as_str()], if problems.is_empty() { end } else { End::Problems(problems) })
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}
