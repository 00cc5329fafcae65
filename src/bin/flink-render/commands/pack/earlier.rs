//! What an earlier run left in the output folder: it goes, and nothing else does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use flink_render::oci::layout::{CONTENTS, MARK, is_own, path};
use serde_json::Value;
use walkdir::WalkDir;

use crate::files;
use crate::naming::name;

/// A layout's index and manifest are small.
const LARGEST: u64 = 1 << 20;
/// So many foreign files are named.
const NAMED: usize = 10;

/// What a folder holds, by paths in it.
pub struct Earlier {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

/// All of a folder's files; none when there is no folder. What `pack` did not write is a problem.
pub fn files(place: &Path, shown: &Path) -> Result<Option<Earlier>, Vec<String>> {
    let problem = |text: String| Err(vec![text]);
    match fs::symlink_metadata(place) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return problem(format!("cannot read {}: {error}", name(shown))),
        Ok(there) if !there.is_dir() => {
            return problem(format!("{} already exists, and is not a folder", name(shown)));
        }
        Ok(_) => {}
    }
    let (own, mut earlier) = (own(place), Earlier { files: BTreeSet::new(), folders: BTreeSet::new() });
    let mut foreign = Vec::new();
    for entry in WalkDir::new(place).min_depth(1).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return problem(format!("cannot read {}: {error}", name(shown))),
        };
        let file = entry.path().strip_prefix(place).unwrap_or(entry.path()).to_owned();
        if entry.file_type().is_dir() && own.iter().any(|own| own.starts_with(&file)) {
            earlier.folders.insert(file);
        } else if entry.file_type().is_file() && own.contains(&file) {
            earlier.files.insert(file);
        } else if foreign.len() <= NAMED {
            foreign.push(name(&shown.join(file)));
        }
    }
    if foreign.is_empty() {
        return Ok(Some(earlier));
    }
    if own.is_empty() {
        return problem(format!(
            "{} already exists, and is not an OCI layout of flink-render: move it away",
            name(shown)
        ));
    }
    let more = foreign.len() > NAMED;
    foreign.truncate(NAMED);
    let mut problems: Vec<_> = foreign
        .iter()
        .map(|file| format!("{file} does not belong to the existing layout: move it away"))
        .collect();
    problems.extend(more.then(|| format!("and more in {}", name(shown))));
    Err(problems)
}

/// The files of a layout that `pack` wrote.
fn own(place: &Path) -> BTreeSet<PathBuf> {
    let mut own = BTreeSet::new();
    let read = |file: &str| {
        let bytes = files::read(&place.join(file), LARGEST).ok()?;
        serde_json::from_slice::<Value>(&bytes).ok()
    };
    let Some(index) = read(CONTENTS).filter(|_| place.join(MARK).is_file()) else { return own };
    let Some([descriptor]) = index["manifests"].as_array().map(Vec::as_slice) else { return own };
    let Some(file) = path(descriptor) else { return own };
    let Some(manifest) = read(&file).filter(is_own) else { return own };
    own.extend([MARK, CONTENTS, &file].map(PathBuf::from));
    let parts = manifest["layers"].as_array().into_iter().flatten().chain([&manifest["config"]]);
    own.extend(parts.filter_map(path).map(PathBuf::from));
    own
}

impl Earlier {
    /// Removes them from where the folder is now; whether nothing else was there.
    pub fn remove(&self, place: &Path) -> bool {
        self.files.iter().for_each(|file| drop(fs::remove_file(place.join(file))));
        self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(place.join(folder))));
        fs::remove_dir(place).is_ok()
    }
}
