//! The whole folder at once: its successor is made beside it, and both change places in one step.
//!
//! Whoever looks, or kills the run, sees the old files or the new ones, never some of each. What is not ours moves along as
//! a further name of the same file. Where this cannot be done (another file system, a mount point, somebody's working
//! folder) it is not done, and nothing has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::contents::Contents;
use super::list;
use super::work::{self, Trouble, Work};

/// With more of others' files than this, linking them all takes longer than it is worth.
const MOST_OTHERS: usize = 10_000;
/// The successor, in the work folder; afterwards the old one.
const NEXT: &str = "next";

/// What the successor holds.
pub struct Next<'a> {
    pub root: &'a Path,
    /// Ours so far: they go, unless they are kept.
    pub owned: &'a BTreeSet<String>,
    /// Ours that stay as they are.
    pub kept: BTreeSet<&'a str>,
    /// Ours that are new or different.
    pub written: BTreeMap<&'a str, &'a Contents<'a>>,
    /// The list of ours.
    pub list: String,
}

impl Next<'_> {
    /// Whether it was done.
    pub fn replace(&self) -> Result<bool, Trouble> {
        let Some((root, beside)) = places(self.root) else { return Ok(false) };
        let work = match Work::make(beside, |left| save(left, &root)) {
            Ok(work) => work,
            Err(Trouble::Busy) => return Err(Trouble::Busy),
            Err(Trouble::Foreign | Trouble::Failed(_)) => return Ok(false),
        };
        let next = work.path().join(NEXT);
        if fs::create_dir(&next).is_err() {
            work.remove();
            return Ok(false);
        }
        // Both folders are locked until the end: the next run finds one of them.
        let _lock = work::lock(&next)?;
        let done = self
            .fill(&root, &next)
            .and_then(|()| note(work.path(), &root))
            .and_then(|()| change_places(&root, &next))
            .is_ok();
        if save(work.path(), &root) {
            work.remove();
        }
        Ok(done)
    }

    fn fill(&self, root: &Path, beside: &Path) -> io::Result<()> {
        if root.is_dir() {
            fs::set_permissions(beside, fs::metadata(root)?.permissions())?;
            self.keep(root, beside, "", &mut 0)?;
        }
        let folders: BTreeSet<&str> =
            self.written.keys().filter_map(|file| Some(file.split_once('/')?.0)).collect();
        folders.into_iter().try_for_each(|folder| fs::create_dir_all(beside.join(folder)))?;
        let write = |file: &str, text: &str| File::create_new(beside.join(file))?.write_all(text.as_bytes());
        self.written.par_iter().try_for_each(|(file, text)| write(file, &text.get()))?;
        write(list::FILE, &self.list)
    }

    /// Links what stays; whether anything did.
    fn keep(&self, from: &Path, to: &Path, inside: &str, others: &mut usize) -> io::Result<bool> {
        let mut any = false;
        let mut ours = false;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let file = entry.file_name().to_str().map(|name| format!("{inside}{name}")).unwrap_or_default();
            if inside.is_empty() && file == list::FILE {
                continue;
            }
            let (old, new) = (entry.path(), to.join(entry.file_name()));
            let kind = entry.file_type()?;
            let is_ours = self.owned.contains(&file) && !kind.is_dir();
            ours |= is_ours;
            if is_ours && !self.kept.contains(file.as_str()) {
                continue;
            }
            *others += usize::from(!is_ours);
            if *others > MOST_OTHERS {
                return Err(io::Error::other("too many files of others"));
            }
            if kind.is_dir() {
                fs::create_dir(&new)?;
                fs::set_permissions(&new, entry.metadata()?.permissions())?;
                if !self.keep(&old, &new, &format!("{file}/"), others)? {
                    fs::remove_dir(&new)?;
                    continue;
                }
            } else if kind.is_file() {
                fs::hard_link(&old, &new)?;
            } else if kind.is_symlink() {
                link(&fs::read_link(&old)?, &new)?;
            } else {
                return Err(io::Error::other("neither a file nor a folder"));
            }
            any = true;
        }
        // A folder that was empty, and none of ours, stays.
        Ok(any || !ours)
    }
}

/// Notes in the work folder which folder will be the old one.
fn note(work: &Path, root: &Path) -> io::Result<()> {
    if root.exists() { File::create_new(old(work, root)?).map(drop) } else { Ok(()) }
}

fn old(work: &Path, folder: &Path) -> io::Result<PathBuf> {
    Ok(work.join(format!("old.{}", work::number(folder)?)))
}

/// When the old folder is in the work folder, what somebody else wrote into it in the meantime moves to the new one; whether
/// nothing is left that must not be lost.
fn save(work: &Path, root: &Path) -> bool {
    let next = work.join(NEXT);
    if !old(work, &next).is_ok_and(|note| note.exists()) {
        return true;
    }
    let Ok(owned) = list::read(&next) else { return false };
    let entries = walkdir::WalkDir::new(&next).follow_root_links(false).into_iter();
    entries.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()).all(|entry| {
        let Ok(file) = entry.path().strip_prefix(&next) else { return false };
        let ours = file.to_str().is_some_and(|file| owned.contains(file) || file == list::FILE);
        let new = root.join(file);
        if ours || is_same(entry.path(), &new) {
            return true;
        }
        let moved =
            fs::create_dir_all(new.parent().unwrap_or(root)).and_then(|()| fs::rename(entry.path(), &new));
        // It may be gone again.
        moved.is_ok() || fs::symlink_metadata(entry.path()).is_err()
    })
}

/// The folder, and the place of its successor; none where a swap would surprise.
fn places(root: &Path) -> Option<(PathBuf, PathBuf)> {
    let root = match fs::canonicalize(root) {
        Ok(root) => root,
        Err(_) => std::path::absolute(root).ok()?,
    };
    // Whoever works in the folder would be left in the old one.
    if env::current_dir().and_then(fs::canonicalize).is_ok_and(|here| here.starts_with(&root)) {
        return None;
    }
    let beside = root.with_file_name(format!(".{}.flink-render", root.file_name()?.to_str()?));
    Some((root, beside))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn change_places(root: &Path, beside: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let how = if root.exists() { RenameFlags::EXCHANGE } else { RenameFlags::NOREPLACE };
    Ok(renameat_with(CWD, beside, CWD, root, how)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn change_places(root: &Path, beside: &Path) -> io::Result<()> {
    if root.exists() { Err(io::ErrorKind::Unsupported.into()) } else { fs::rename(beside, root) }
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity =
        |path: &Path| fs::symlink_metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()));
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    // Links were made anew.
    identity(other).is_some() && (identity(one) == identity(other) || is_link(one) && is_link(other))
}

#[cfg(not(unix))]
fn is_same(_: &Path, _: &Path) -> bool {
    true
}
