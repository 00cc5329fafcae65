//! The golden tree: what is in it, and the only way to change it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::files;
use crate::input::{is_hidden, name, read_plain};
use crate::naming::unread;

const FOREIGN: &str = ".foreign";

/// What a golden tree holds. Paths are relative to it.
pub struct Tree {
    root: PathBuf,
    /// Files of ours.
    pub files: BTreeSet<PathBuf>,
    foreign: BTreeSet<PathBuf>,
}

impl Tree {
    /// Looks at a tree; a link anywhere in it is an error, so that nothing is ever written through one.
    pub fn read(root: PathBuf) -> Result<Self, Vec<String>> {
        let mut tree = Self { root, files: BTreeSet::new(), foreign: BTreeSet::new() };
        if fs::symlink_metadata(&tree.root).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Ok(tree);
        }
        let mut problems = Vec::new();
        let mut walk = WalkDir::new(&tree.root).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Err(error) => problems.push(unread(&error)),
                Ok(entry) if entry.path_is_symlink() => {
                    problems.push(format!("{} is a link", name(entry.path())))
                }
                Ok(entry) => {
                    let path = entry.path().strip_prefix(&tree.root).unwrap_or(Path::new(""));
                    let is_folder = entry.file_type().is_dir();
                    if is_folder && entry.path().join(FOREIGN).exists() {
                        tree.foreign.insert(path.to_owned());
                        walk.skip_current_dir();
                    } else if entry.depth() > 0 && is_hidden(path) {
                        if is_folder {
                            walk.skip_current_dir();
                        }
                    } else if !is_folder && !entry.file_type().is_file() {
                        problems.push(format!("{} is not a regular file", name(entry.path())));
                    } else if !is_folder {
                        tree.files.insert(path.to_owned());
                    }
                }
            }
        }
        if problems.is_empty() { Ok(tree) } else { Err(problems) }
    }

    /// Whether a folder holds another program's answers.
    pub fn is_foreign(&self, folder: &Path) -> bool {
        folder.ancestors().any(|folder| self.foreign.contains(folder))
    }

    /// The text of a file; None when it is not there.
    pub fn text(&self, file: &Path) -> Result<Option<String>, String> {
        if !self.files.contains(file) {
            return Ok(None);
        }
        let path = self.root.join(file);
        let cannot = |error: io::Error| format!("cannot read {}: {error}", name(&path));
        let real = fs::canonicalize(&path).map_err(cannot)?;
        let bytes =
            read_plain(&real).and_then(|bytes| bytes.ok_or_else(|| io::ErrorKind::FileTooLarge.into()));
        let bytes = bytes.map_err(cannot)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Writes a file.
    pub fn write(&self, file: &Path, text: &str) -> Result<(), String> {
        let path = self.root.join(file);
        let result = files::folders(&self.root, file).and_then(|_| files::replace(&path, text.as_bytes()));
        result.map_err(|error| format!("cannot write {}: {error}", name(&path)))
    }

    /// Removes a file, and the folders that are empty then.
    pub fn remove(&self, file: &Path) -> Result<(), String> {
        let path = self.root.join(file);
        fs::remove_file(&path).map_err(|error| format!("cannot remove {}: {error}", name(&path)))?;
        for folder in file.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            if fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }
}
