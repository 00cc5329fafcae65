//! The folder that is packed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use flink_render::oci::layer::Entries;
use walkdir::WalkDir;

use crate::files;
use crate::input::{is_hidden, name};
use crate::naming::unread;

/// How much is packed: what Argo CD unpacks unless it is told to take more.
const MOST: u64 = 1 << 30;

/// Reads a folder, without hidden files.
pub fn read(folder: &Path, output: &Path) -> Result<Entries, Vec<String>> {
    let (mut entries, mut problems, mut left) = (BTreeMap::new(), Vec::new(), MOST);
    // It may have to be made first.
    let there = output.ancestors().map(|part| if part == Path::new("") { Path::new(".") } else { part });
    let there = there.filter_map(|part| fs::canonicalize(part).ok()).next();
    if fs::canonicalize(folder).is_ok_and(|folder| there.is_some_and(|there| there.starts_with(folder))) {
        problems.push(format!("{} is in what is packed: name a folder elsewhere", name(output)));
    }
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !is_hidden(entry.path())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(unread(&error));
                continue;
            }
        };
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if path.to_str().is_none() {
            problems.push(format!("{} has a name that is not UTF-8", name(entry.path())));
        } else if entry.file_type().is_dir() {
            entries.insert(format!("{}/", name(path)), None);
        } else if entry.file_type().is_file() {
            match files::read(entry.path(), left) {
                Ok(content) => {
                    left -= content.len() as u64;
                    entries.insert(name(path), Some(content));
                }
                Err(_) if entry.metadata().is_ok_and(|metadata| metadata.len() > left) => {
                    problems.push(format!(
                        "{} and what is before it are more than {} MiB",
                        name(entry.path()),
                        MOST >> 20
                    ));
                    break;
                }
                Err(error) => problems.push(format!("cannot read {}: {error}", name(entry.path()))),
            }
        } else {
            problems.push(format!("{} is neither a file nor a folder", name(entry.path())));
        }
    }
    if problems.is_empty() && entries.values().all(Option::is_none) {
        problems.push(format!("{} contains no file: nothing to pack", name(folder)));
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}
