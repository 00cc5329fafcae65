//! A folder for work under way, where the next run finds it: what a killed run left there goes, what is somebody else's
//! stays.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The folder. It is locked as long as this lives.
pub struct Work {
    path: PathBuf,
    _lock: Option<File>,
}

/// Why there is none.
pub enum Trouble {
    /// Another run has it.
    Busy,
    /// Something of somebody else's is there.
    Foreign,
    Failed(io::Error),
}

impl Work {
    /// Makes it. `may_go` is asked about what a killed run left.
    pub fn make(path: PathBuf, may_go: impl FnOnce(&Path) -> bool) -> Result<Self, Trouble> {
        if !clear(&path, may_go)? {
            return Err(Trouble::Foreign);
        }
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(Trouble::Failed)?;
        match private().create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(Trouble::Busy),
            made => made.map_err(Trouble::Failed)?,
        }
        let work = Self { _lock: lock(&path)?, path };
        mark(&work.path).and_then(File::create_new).map_err(Trouble::Failed)?;
        Ok(work)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// When it stays, the next run removes it.
    pub fn remove(self) {
        let _ = mark(&self.path).and_then(|mark| remove(&self.path, &mark));
    }
}

/// Removes what a killed run left; whether the place is free.
pub fn clear(path: &Path, may_go: impl FnOnce(&Path) -> bool) -> Result<bool, Trouble> {
    match fs::symlink_metadata(path) {
        Err(error) => return Ok(error.kind() == io::ErrorKind::NotFound),
        Ok(there) if !there.is_dir() => return Ok(false),
        Ok(_) => {}
    }
    let _lock = lock(path)?;
    if let Ok(mark) = mark(path)
        && fs::symlink_metadata(&mark).is_ok_and(|mark| mark.is_file())
    {
        return Ok(may_go(path) && remove(path, &mark).is_ok());
    }
    // One that was killed before it left its mark.
    Ok(fs::remove_dir(path).is_ok())
}

/// Notes first, since what they speak of may go now; the mark last, since a run may be killed here, too.
fn remove(path: &Path, mark: &Path) -> io::Result<()> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
    }
    files.iter().filter(|file| *file != mark).try_for_each(fs::remove_file)?;
    folders.iter().try_for_each(fs::remove_dir_all)?;
    fs::remove_file(mark)?;
    fs::remove_dir(path)
}

/// Locks a folder, where that can be done.
pub fn lock(path: &Path) -> Result<Option<File>, Trouble> {
    let Ok(folder) = File::open(path) else { return Ok(None) };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Trouble::Busy),
        _ => Ok(Some(folder)),
    }
}

/// By the folder's own number in its name, nobody can bring a folder with a mark that fits; and it is there in one step.
fn mark(path: &Path) -> io::Result<PathBuf> {
    Ok(path.join(format!(".flink-render.{}", number(path)?)))
}

/// What a folder is known by, wherever it is moved to.
#[cfg(unix)]
pub fn number(path: &Path) -> io::Result<u64> {
    Ok(std::os::unix::fs::MetadataExt::ino(&fs::symlink_metadata(path)?))
}

#[cfg(not(unix))]
pub fn number(_: &Path) -> io::Result<u64> {
    Ok(0)
}

#[cfg(unix)]
fn private() -> DirBuilder {
    let mut builder = DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

#[cfg(not(unix))]
fn private() -> DirBuilder {
    DirBuilder::new()
}
