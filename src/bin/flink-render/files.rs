//! Files that are written whole or not at all, and never through a link.
//!
//! What waits to take a place is made anew, beside it, under a name that nobody can know before. The folder that a
//! command is given may be a link; in it, links and special files are named and refused.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use crate::naming::name;

/// Puts a text in the place of a plain file, with the rights that it has, or where nothing is.
pub fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let there = in_place(file)?;
    let waiting = waiting(file, text)?;
    if let Some(there) = there {
        fs::set_permissions(waiting.path(), there.permissions())?;
    }
    waiting.persist(file).map(drop).map_err(|failed| failed.error)
}

/// Puts a text where nothing is.
pub fn create(file: &Path, text: &[u8]) -> io::Result<()> {
    waiting(file, text)?.persist_noclobber(file).map(drop).map_err(|failed| failed.error)
}

/// What is in a place; an error when it is not a regular file.
pub fn in_place(file: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(file) {
        Ok(there) if there.is_file() => Ok(Some(there)),
        Ok(there) if there.is_symlink() => Err(io::Error::other(match fs::read_link(file) {
            Ok(target) => format!("it is a link to {}", name(&target).escape_debug()),
            Err(_) => "it is a link".to_owned(),
        })),
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The bytes of a plain file that has no more than `most`.
pub fn read(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let size = in_place(file)?.ok_or(io::ErrorKind::NotFound)?.len();
    let mut bytes = Vec::new();
    if size <= most {
        fs::File::open(file)?.take(most + 1).read_to_end(&mut bytes)?;
    }
    if size.max(bytes.len() as u64) > most {
        return Err(io::Error::other(format!("larger than {most} bytes")));
    }
    Ok(bytes)
}

/// Makes the folders between `root` and one of its files, and says which are new.
pub fn folders(root: &Path, file: &Path) -> io::Result<Vec<PathBuf>> {
    let mut new = Vec::new();
    if !root.is_dir() {
        fs::create_dir_all(root)?;
        new.push(root.to_owned());
    }
    let mut folder = root.to_owned();
    for part in file.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        match fs::create_dir(&folder) {
            Ok(()) => new.push(folder.clone()),
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            Err(_) if fs::symlink_metadata(&folder)?.is_dir() => {}
            Err(_) => {
                let message = format!("{} is a file or a link, not a folder", name(&folder));
                return Err(io::Error::other(message));
            }
        }
    }
    Ok(new)
}

/// A folder beside a place, which goes when it is let go.
pub fn folder_beside(place: &Path) -> io::Result<TempDir> {
    named().tempdir_in(beside(place))
}

/// The same in a folder.
pub fn folder_inside(folder: &Path) -> io::Result<TempDir> {
    named().tempdir_in(folder)
}

fn waiting(file: &Path, text: &[u8]) -> io::Result<NamedTempFile> {
    let mut waiting = shared(&mut named()).tempfile_in(beside(file))?;
    waiting.write_all(text)?;
    Ok(waiting)
}

fn named() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".flink-render.").suffix(".tmp");
    builder
}

/// With the rights that files have here.
#[cfg(unix)]
fn shared<'a>(builder: &'a mut Builder<'static, 'static>) -> &'a mut Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn shared<'a>(builder: &'a mut Builder<'static, 'static>) -> &'a mut Builder<'static, 'static> {
    builder
}

fn beside(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
