//! The files of this machine.

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::links::is_repository;
use super::tree::{Kind, LARGEST, Tree};

/// The file system.
pub struct Here;

impl Tree for Here {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        use io::ErrorKind::{NotADirectory, NotFound};
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(kind(metadata.file_type(), path))),
            Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn target(&self, link: &Path) -> io::Result<PathBuf> {
        fs::read_link(link)
    }

    fn children(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
        fs::read_dir(folder)?
            .map(|entry| {
                entry.and_then(|entry| Ok((entry.file_name(), kind(entry.file_type()?, &entry.path()))))
            })
            .collect()
    }

    fn size(&self, file: &Path) -> io::Result<u64> {
        fs::symlink_metadata(file).map(|metadata| metadata.len())
    }

    fn bytes(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        read_plain(file)
    }
}

fn kind(file: FileType, path: &Path) -> Kind {
    if file.is_dir() {
        // Git adds none of its files to the repository around it.
        if is_repository(path) { Kind::Submodule } else { Kind::Folder }
    } else if file.is_symlink() {
        Kind::Link
    } else if file.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

/// Reads a plain file, whatever has come into its place since it was found; None when it is too large.
pub fn read_plain(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    bounded(file, metadata.len())
}

/// All bytes, of which `size` are expected; None when there are too many.
pub fn bounded(from: impl Read, size: u64) -> io::Result<Option<Vec<u8>>> {
    if size > LARGEST {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}

/// Opens a file without following a link anywhere on the way, and without waiting for a pipe's other end.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let steps = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    #[cfg(target_os = "linux")]
    let steps = steps | OFlags::PATH;
    let last = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let parent = path.parent().unwrap_or(Path::new("/"));
    let mut folder = None;
    for part in parent.components() {
        let part = part.as_os_str();
        folder = Some(match &folder {
            None => openat(CWD, part, steps, Mode::empty())?,
            Some(folder) => openat(folder, part, steps, Mode::empty())?,
        });
    }
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let file = match &folder {
        None => openat(CWD, name, last, Mode::empty())?,
        Some(folder) => openat(folder, name, last, Mode::empty())?,
    };
    Ok(file.into())
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn open(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_file() {
        File::open(path)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}
