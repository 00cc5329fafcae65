//! The files of a revision. It lies where the repository's working folder does.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::git::{Objects, path};
use super::tree::{Kind, LARGEST, Tree};

/// Linux has no longer one.
const LONGEST_LINK: u64 = 4096;

/// One commit's tree.
pub struct Revision {
    top: PathBuf,
    /// Its hash.
    commit: String,
    objects: RefCell<Objects>,
    folders: RefCell<BTreeMap<PathBuf, Rc<Folder>>>,
    /// The same by their hashes: one folder may have many names.
    known: RefCell<BTreeMap<String, Rc<Folder>>>,
}

/// What is in a folder, with the objects' hashes.
type Folder = BTreeMap<OsString, (Kind, String)>;

impl Revision {
    pub fn new(top: PathBuf, commit: String) -> io::Result<Self> {
        let objects = RefCell::new(Objects::new()?);
        Ok(Self { top, commit, objects, folders: RefCell::default(), known: RefCell::default() })
    }

    fn folder(&self, path: &Path) -> io::Result<Rc<Folder>> {
        if let Some(folder) = self.folders.borrow().get(path) {
            return Ok(Rc::clone(folder));
        }
        let object = if path == self.top {
            format!("{}^{{tree}}", self.commit)
        } else {
            match self.entry(path)? {
                Some((Kind::Folder, object)) => object,
                Some(_) | None => return Err(io::ErrorKind::NotADirectory.into()),
            }
        };
        let known = self.known.borrow().get(&object).cloned();
        let folder = match known {
            Some(folder) => folder,
            None => {
                let bytes = self.objects.borrow_mut().bytes(&object)?.ok_or_else(too_large)?;
                Rc::new(folder(&bytes, self.commit.len() / 2)?)
            }
        };
        self.known.borrow_mut().insert(object, Rc::clone(&folder));
        self.folders.borrow_mut().insert(path.to_owned(), Rc::clone(&folder));
        Ok(folder)
    }

    fn entry(&self, path: &Path) -> io::Result<Option<(Kind, String)>> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
        match self.folder(parent) {
            Ok(folder) => Ok(folder.get(name).cloned()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn object(&self, path: &Path) -> io::Result<String> {
        self.entry(path)?.map(|(_, object)| object).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Tree for Revision {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        if path == self.top {
            return Ok(Some(Kind::Folder));
        }
        Ok(self.entry(path)?.map(|(kind, _)| kind))
    }

    fn target(&self, link: &Path) -> io::Result<PathBuf> {
        let object = self.object(link)?;
        if self.objects.borrow_mut().size(&object)? > LONGEST_LINK {
            return Err(too_large());
        }
        let bytes = self.objects.borrow_mut().bytes(&object)?;
        bytes.map(|bytes| path(&bytes)).ok_or_else(too_large)
    }

    fn children(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
        Ok(self.folder(folder)?.iter().map(|(name, (kind, _))| (name.clone(), *kind)).collect())
    }

    fn size(&self, file: &Path) -> io::Result<u64> {
        let object = self.object(file)?;
        self.objects.borrow_mut().size(&object)
    }

    fn bytes(&self, file: &Path) -> io::Result<Option<Vec<u8>>> {
        let object = self.object(file)?;
        self.objects.borrow_mut().bytes(&object)
    }
}

fn too_large() -> io::Error {
    io::Error::other(format!("it is larger than {} MiB, or than a link can be", LARGEST >> 20))
}

/// Git's own form: the mode, a blank, the name, NUL, the hash's bytes.
fn folder(mut rest: &[u8], hash: usize) -> io::Result<Folder> {
    let broken = || io::Error::other("a folder's object is broken");
    let mut folder = Folder::new();
    while !rest.is_empty() {
        let at = |byte| rest.iter().position(|other| *other == byte);
        let (Some(blank), Some(nul)) = (at(b' '), at(0)) else { return Err(broken()) };
        let (Some(mode), Some(name)) = (rest.get(..blank), rest.get(blank + 1..nul)) else {
            return Err(broken());
        };
        let object = rest.get(nul + 1..nul + 1 + hash).ok_or_else(broken)?;
        let kind = match mode {
            b"40000" | b"040000" => Kind::Folder,
            b"120000" => Kind::Link,
            b"160000" => Kind::Submodule,
            _ if mode.starts_with(b"100") => Kind::File,
            _ => Kind::Other,
        };
        let name = path(name).into_os_string();
        // Nobody's working folder could hold it.
        if Path::new(&name).file_name() != Some(OsStr::new(&name)) {
            return Err(broken());
        }
        let object = object.iter().map(|byte| format!("{byte:02x}")).collect();
        folder.insert(name, (kind, object));
        rest = rest.get(nul + 1 + hash..).unwrap_or_default();
    }
    Ok(folder)
}
