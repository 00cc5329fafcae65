//! Which files of a folder are read: one rule for folders of this machine and of revisions.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use super::folder::Here;
use super::links::{Fence, Stray, resolve};
use super::tree::{Kind, LARGEST, Tree};
use crate::naming::name;
use crate::output;

/// Deeper folders are a trap.
const DEEPEST: usize = 200;
/// More than this there is only where links multiply, or a hostile commit names one folder many times.
const MOST_ENTRIES: usize = 300_000;
/// All files together.
const LARGEST_TOGETHER: u64 = 1 << 30;

/// Where a walk goes, and how it names what it finds.
pub struct Walk<'a> {
    pub tree: &'a dyn Tree,
    pub fence: &'a Fence,
    /// Before each name: the revision's.
    pub label: &'a str,
    /// The folder that will be written, which is not read.
    pub output: Option<&'a Path>,
    /// Whether what has many names, by links, is read under each of them.
    pub every_name: bool,
}

/// What a walk found.
#[derive(Default)]
pub struct Found {
    pub files: Vec<File>,
    pub problems: Vec<String>,
    pub notes: Vec<String>,
    /// How many files are not read because an earlier run wrote them.
    pub written: usize,
}

/// A file to read.
pub struct File {
    /// As it was found, by a link if it was one.
    pub shown: PathBuf,
    /// Where it is, without any link.
    pub real: PathBuf,
}

impl Walk<'_> {
    /// What a file is called.
    pub fn name(&self, shown: &Path) -> String {
        format!("{}{}", self.label, name(shown))
    }

    /// All manifests below a folder, in the order of their names.
    pub fn below(&self, shown: &Path, real: &Path) -> Found {
        let mut run =
            Run { walk: self, found: Found::default(), stack: Vec::new(), seen: BTreeSet::new(), entries: 0 };
        run.folder(shown, real, None);
        let Run { mut found, entries, .. } = run;
        if entries > MOST_ENTRIES {
            found.problems.push(format!(
                "{} contains more than {MOST_ENTRIES} files and folders: name a folder in it",
                self.name(shown)
            ));
        }
        if !found.problems.is_empty() {
            return found;
        }
        let sizes = found.files.iter().map(|file| self.tree.size(&file.real).unwrap_or(0));
        // What is too large by itself is not read, and said when it is its turn.
        if sizes.filter(|size| *size <= LARGEST).sum::<u64>() > LARGEST_TOGETHER {
            found.problems.push(format!(
                "{} contains more than {} MiB of manifests: name a folder in it",
                self.name(shown),
                LARGEST_TOGETHER >> 20
            ));
        }
        found
    }
}

/// Files that an earlier run wrote, by its list.
struct Written {
    folder: PathBuf,
    files: BTreeSet<String>,
}

impl Written {
    fn holds(&self, real: &Path) -> bool {
        real.strip_prefix(&self.folder).is_ok_and(|file| self.files.contains(&name(file)))
    }
}

struct Run<'a> {
    walk: &'a Walk<'a>,
    found: Found,
    /// The folders that are being read.
    stack: Vec<File>,
    seen: BTreeSet<PathBuf>,
    entries: usize,
}

impl Run<'_> {
    fn folder(&mut self, shown: &Path, real: &Path, written: Option<&Written>) {
        if self.walk.output == Some(real) || (!self.seen.insert(real.to_owned()) && !self.walk.every_name) {
            return;
        }
        if self.stack.len() > DEEPEST {
            let problem = format!("{} is more than {DEEPEST} folders deep", self.walk.name(shown));
            return self.found.problems.push(problem);
        }
        let mut children = match self.walk.tree.children(real) {
            Ok(children) => children,
            Err(error) => {
                return self.found.problems.push(format!("cannot read {}: {error}", self.walk.name(shown)));
            }
        };
        children.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        // A folder that was named is read, whoever wrote it.
        let own = if self.stack.is_empty() { None } else { self.list(shown, real, &children) };
        let before = self.found.written;
        self.stack.push(File { shown: shown.to_owned(), real: real.to_owned() });
        for (child, kind) in children {
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                break;
            }
            if !is_hidden(Path::new(&child)) {
                self.child(&shown.join(&child), &real.join(&child), kind, own.as_ref().or(written));
            }
        }
        self.stack.pop();
        let count = self.found.written - before;
        if own.is_some() && count > 0 {
            let (files, are) = if count == 1 { ("file", "is") } else { ("files", "are") };
            self.found.notes.push(format!(
                "{count} {files} below {} {are} not read: an earlier run wrote {}, as {} says",
                self.walk.name(shown),
                if count == 1 { "it" } else { "them" },
                self.walk.name(&shown.join(output::LIST)),
            ));
        }
    }

    fn child(&mut self, shown: &Path, real: &Path, kind: Kind, written: Option<&Written>) {
        match kind {
            Kind::Folder => self.folder(shown, real, written),
            Kind::File if is_manifest(shown) => {
                if written.is_some_and(|written| written.holds(real)) {
                    self.found.written += 1;
                } else {
                    self.file(shown, real);
                }
            }
            Kind::Link => self.link(shown, real, written),
            Kind::Submodule if self.walk.output == Some(real) => {}
            Kind::Submodule => self.found.problems.push(of_submodule(&self.walk.name(shown))),
            Kind::Other if is_manifest(shown) => {
                self.found.problems.push(format!("{} is not a regular file", self.walk.name(shown)));
            }
            Kind::File | Kind::Other => {}
        }
    }

    fn file(&mut self, shown: &Path, real: &Path) {
        if self.seen.insert(real.to_owned()) || self.walk.every_name {
            self.found.files.push(File { shown: shown.to_owned(), real: real.to_owned() });
        }
    }

    fn link(&mut self, shown: &Path, real: &Path, written: Option<&Written>) {
        let (Some(folder), Some(own)) = (real.parent(), real.file_name()) else { return };
        let told = format!("{}, a link,", self.walk.name(shown));
        match resolve(self.walk.tree, self.walk.fence, folder, Path::new(own)) {
            Ok((target, Kind::Folder)) => {
                if let Some(holder) = self.stack.iter().rev().find(|holder| holder.real.starts_with(&target))
                {
                    let is =
                        if holder.real == target { self.walk.name(&holder.shown) } else { name(&target) };
                    let shown = self.walk.name(shown);
                    self.found.problems.push(format!("{shown} is a link to {is}, a folder that contains it"));
                } else {
                    self.folder(shown, &target, written);
                }
            }
            Ok((target, Kind::File)) if is_manifest(shown) => {
                self.file(shown, &target);
            }
            Ok((_, Kind::Other)) if is_manifest(shown) => {
                self.found.problems.push(format!("{told} leads to something that is not a regular file"));
            }
            Ok((_, Kind::Submodule)) => {
                self.found.problems.push(format!("{told} leads into a submodule, another repository"));
            }
            Ok((_, Kind::File | Kind::Link | Kind::Other)) => {}
            // Nothing of it would be read.
            Err(Stray::Out(target))
                if !is_manifest(shown) && fs::metadata(&target).is_ok_and(|target| !target.is_dir()) => {}
            Err(stray) => self.found.problems.push(stray.problem(&told)),
        }
    }

    /// What the list in a folder says. One that says nothing drops nothing.
    fn list(&mut self, shown: &Path, real: &Path, children: &[(OsString, Kind)]) -> Option<Written> {
        let (_, kind) = children.iter().find(|(child, _)| child == OsStr::new(output::LIST))?;
        match written(self.walk.tree, real, *kind) {
            Ok(files) => Some(Written { folder: real.to_owned(), files }),
            Err(reason) => {
                let list = self.walk.name(&shown.join(output::LIST));
                let shown = self.walk.name(shown);
                let note = format!("{list} is not a list of a run's files ({reason}): {shown} is read");
                self.found.notes.push(note);
                None
            }
        }
    }
}

fn written(tree: &dyn Tree, folder: &Path, kind: Kind) -> Result<BTreeSet<String>, String> {
    if kind != Kind::File {
        return Err("it is not a regular file".to_owned());
    }
    let bytes = tree.bytes(&folder.join(output::LIST)).map_err(|error| error.to_string())?;
    let files = output::listed(&String::from_utf8_lossy(&bytes.unwrap_or_default()))?;
    if files.is_empty() { Err("it names no file".to_owned()) } else { Ok(files) }
}

/// Whether a folder of this machine is one that an earlier run wrote.
pub fn is_written(folder: &Path) -> bool {
    let folder = fs::canonicalize(folder).unwrap_or_default();
    let kind = Here.kind(&folder.join(output::LIST));
    kind.is_ok_and(|kind| kind.is_some_and(|kind| written(&Here, &folder, kind).is_ok()))
}

/// What is said of another repository's folder.
pub fn of_submodule(name: &str) -> String {
    format!(
        "{name} is a submodule or another repository, whose files are not in this one: name a folder without it"
    )
}

/// Whether a folder's file is read for its name.
pub fn is_manifest(path: &Path) -> bool {
    let is = |ending: &OsStr| ["yaml", "yml", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    path.extension().is_some_and(is)
}

/// Whether a folder's entry is passed over for its name.
pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}
