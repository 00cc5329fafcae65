//! What a folder of this machine and a revision of Git are to everything else here: kinds of things at absolute paths.
//!
//! A revision lies where the repository's working folder lies, so that a path and a link mean the same in both.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Larger files are not read.
pub const LARGEST: u64 = 64 << 20;

/// What stands at a path; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    File,
    Link,
    /// Another repository's folder, in the repository.
    Submodule,
    /// A pipe, a device, a socket: reading it may take for ever, or do something.
    Other,
}

/// Where files are. A path that is given holds no link but at its end.
pub trait Tree {
    /// None when nothing is there.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;
    /// Where a link points, as it is written.
    fn target(&self, link: &Path) -> io::Result<PathBuf>;
    fn children(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>>;
    fn size(&self, file: &Path) -> io::Result<u64>;
    /// None when it is larger than is read.
    fn bytes(&self, file: &Path) -> io::Result<Option<Vec<u8>>>;
}
