//! The repository that a path of the command line is in: what the path means may not lead out of it, since the links on the
//! way are the repository's, and not the user's own words.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::folder::Here;
use super::links::{self, Fence, Stray, resolve};
use super::listing::From;
use super::tree::Kind;
use crate::naming::name;

/// Where a path begins to be a repository's.
pub struct Ground {
    /// The repository, without links.
    pub root: PathBuf,
    /// The rest of the path.
    below: PathBuf,
}

impl Ground {
    /// None where no repository is on the way, and where the words themselves go to a device or among Git's own files.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        let whole = fs::canonicalize(".")?.join(path);
        if ["/dev", "/proc"].iter().any(|devices| whole.starts_with(devices)) {
            return Ok(None);
        }
        let (mut at, mut root) = (PathBuf::new(), None);
        let mut parts = whole.components();
        while let Some(part) = parts.next() {
            match part {
                Component::ParentDir => {
                    at.pop();
                    if root.as_ref().is_some_and(|root| !at.starts_with(root)) {
                        root = links::repository(&at).map(Path::to_owned);
                    }
                    continue;
                }
                Component::Normal(own) if links::is_gits(own) => return Ok(None),
                _ => {}
            }
            let next = at.join(part);
            // What is beyond a link does not say whose the link is.
            if root.is_some() && fs::symlink_metadata(&next).is_ok_and(|there| there.is_symlink()) {
                at = next.join(parts.as_path());
                break;
            }
            if links::is_repository(&next) {
                root = Some(next.clone());
            }
            at = next;
        }
        let Some(root) = root else { return Ok(None) };
        let below = at.strip_prefix(&root).unwrap_or(Path::new("")).to_owned();
        Ok(Some(Self { root: fs::canonicalize(root)?, below }))
    }

    /// What the path means.
    pub fn find(&self, fence: &Fence) -> Result<(PathBuf, Kind), Stray> {
        resolve(&Here, fence, &self.root, &self.below)
    }
}

/// Where the bytes of a file are that the user named; nothing is read yet.
pub fn file(path: &Path) -> Result<From, String> {
    if path.as_os_str() == "-" {
        return Ok(From::Standard);
    }
    let ground = Ground::of(path).map_err(|error| format!("cannot read {}: {error}", name(path)))?;
    let Some(ground) = ground else { return Ok(From::File(path.to_owned())) };
    match ground.find(&Fence::of(ground.root.clone())) {
        Ok((_, Kind::File)) if is_folder(path) => Err(no_folder(&name(path))),
        Ok((real, Kind::File)) => Ok(From::Found(real)),
        Ok((_, Kind::Folder | Kind::Link | Kind::Submodule | Kind::Other)) => {
            Err(format!("{} is not a regular file", name(path)))
        }
        Err(stray) => Err(of_path(&stray, path)),
    }
}

/// Why a folder is not read whose files others read, too: links of a repository lead out of it, or among Git's own files.
pub fn no_input(path: &Path) -> Option<String> {
    let ground = Ground::of(path).ok()??;
    match ground.find(&Fence::of(ground.root.clone())) {
        // Whoever reads it says what else is wrong with it.
        Ok(_) | Err(Stray::Nowhere | Stray::Unreadable(_)) => None,
        Err(stray @ (Stray::Out(_) | Stray::IntoGit | Stray::Around)) => Some(of_path(&stray, path)),
    }
}

/// Why nothing is written to a folder: links of a repository lead out of it, or among Git's own files.
pub fn no_output(path: &Path) -> Option<String> {
    let ground = Ground::of(path).ok()??;
    match ground.find(&Fence::of(ground.root.clone())) {
        Ok(_) | Err(Stray::Nowhere | Stray::Unreadable(_)) => None,
        Err(Stray::Out(_) | Stray::IntoGit | Stray::Around) => Some(format!(
            "{}, which would be written, leads out of its repository, or into .git: remove the link on its way, or name \
             the folder that it leads to",
            name(path)
        )),
    }
}

/// Whether a path says that it is a folder.
pub fn is_folder(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.ends_with(b"/") || bytes.ends_with(b"/.")
}

/// What is said of a file that was named as a folder.
pub fn no_folder(name: &str) -> String {
    format!("{name} is a file, not a folder: remove the slash at its end")
}

/// What is said of a path that was given, and may be none of a link.
pub fn of_path(stray: &Stray, path: &Path) -> String {
    let shown = name(path);
    match stray {
        Stray::Nowhere => match fs::symlink_metadata(path) {
            Ok(there) if there.is_symlink() => stray.problem(&format!("{shown}, a link,")),
            Ok(_) => stray.problem(&shown),
            Err(error) => format!("cannot read {shown}: {error}"),
        },
        Stray::Out(_) | Stray::IntoGit | Stray::Around | Stray::Unreadable(_) => stray.problem(&shown),
    }
}
