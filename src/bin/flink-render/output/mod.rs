//! A folder with one file per object, in step with the input.
//!
//! All files change at once where the file system can do it (`exchange`), else one after the other. In both ways
//! a run that is killed leaves nothing behind that a later one does not clean up: before the first file is written,
//! the list of owned files holds it, and it holds every removed file until it is gone.

pub mod fresh;
mod exchange;
mod list;
mod names;
mod contents;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flink_render::diagnostic::{Diagnostic, Span};
use flink_render::render::Object;
use rayon::prelude::*;

use crate::codes;
use crate::files;
use crate::naming::name;
use contents::Contents;
use work::{Trouble, Work};

/// The list's own file.
pub const LIST: &str = list::FILE;
pub use list::parse as listed;
/// Where new contents wait until all are written.
const STAGE: &str = ".flink-render.tmp";
/// No file of ours is larger than what is read.
const LARGEST: u64 = 128 << 20;

/// What a run would do to a folder.
pub struct Plan<'a> {
    root: &'a Path,
    wanted: BTreeMap<String, Contents<'a>>,
    owned: BTreeSet<String>,
    /// Keeps other runs out.
    _lock: Option<File>,
}

/// What a run did to a folder.
pub struct Done {
    pub written: usize,
    pub removed: usize,
    pub unchanged: usize,
}

/// Looks at the folder, and changes nothing.
pub fn plan<'a>(
    root: &'a Path,
    objects: impl Iterator<Item = &'a Object>,
    kustomization: bool,
) -> Result<(Plan<'a>, Vec<Diagnostic>), String> {
    if fs::metadata(root).is_ok_and(|metadata| !metadata.is_dir()) {
        return Err(format!("{} is not a folder", name(root)));
    }
    let lock = work::lock(root).map_err(|trouble| in_words(trouble, root))?;
    let owned = list::read(root)?;
    let (mut wanted, mut findings) = wanted(objects);
    if kustomization {
        let text = names::kustomization(wanted.keys());
        wanted.insert(names::KUSTOMIZATION.to_owned(), Contents::Kustomization(text));
    }
    let folders =
        wanted.keys().chain(&owned).filter_map(|file| file.split_once('/')).map(|(folder, _)| folder);
    for folder in folders.collect::<BTreeSet<_>>() {
        let path = root.join(folder);
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(format!("{} is a file or a link, not a folder", name(&path)));
        }
    }
    for (file, text) in &wanted {
        let path = root.join(file);
        let there = fs::symlink_metadata(&path);
        if there.as_ref().is_ok_and(|there| there.is_dir() || !owned.contains(file)) {
            let message = format!("{} already exists, and was not written by flink-render", name(&path));
            let help =
                format!("move it away, or give another folder; {} lists what may be replaced", list::FILE);
            findings.push(match text {
                Contents::Object(object) => {
                    about(object, Diagnostic::error(codes::FOREIGN_FILE, object.span, message).help(help))
                }
                Contents::Kustomization(_) => {
                    Diagnostic::error(codes::FOREIGN_FILE, Span::default(), message).help(help)
                }
            });
        }
    }
    Ok((Plan { root, wanted, owned, _lock: lock }, findings))
}

/// Two runs at once would take each other's files for stale. Where a folder cannot be locked, nobody is kept out.
fn in_words(trouble: Trouble, place: &Path) -> String {
    match trouble {
        Trouble::Busy => format!("another run is writing to {}", name(place)),
        Trouble::Foreign => {
            format!("{} already exists, and was not written by flink-render: move it away", name(place))
        }
        Trouble::Failed(error) => cannot("create", place, &error),
    }
}

fn wanted<'a>(
    objects: impl Iterator<Item = &'a Object>,
) -> (BTreeMap<String, Contents<'a>>, Vec<Diagnostic>) {
    let (mut wanted, mut findings) = (BTreeMap::new(), Vec::new());
    let mut folded = BTreeSet::new();
    for object in objects {
        let found = |message| Diagnostic::error(codes::FILE_NAME, object.span, message);
        match names::file(object) {
            Ok(file) if folded.insert(file.to_lowercase()) => {
                drop(wanted.insert(file, Contents::Object(object)))
            }
            Ok(file) => {
                let message = format!("two objects would be written to {file}");
                let help = "rename one of them: some file systems do not distinguish upper and lower case";
                findings.push(about(object, found(message).help(help)));
            }
            Err(message) => findings.push(about(object, found(message).help("give it a shorter name"))),
        }
    }
    (wanted, findings)
}

fn about(object: &Object, mut finding: Diagnostic) -> Diagnostic {
    finding.source = Some(object.source.clone());
    finding
}

impl Plan<'_> {
    /// Brings the folder in step.
    pub fn carry_out(self) -> Result<Done, Vec<String>> {
        let changed: Vec<_> =
            self.wanted.par_iter().filter(|(file, text)| self.differs(file, text)).collect();
        let stale: Vec<_> = self.owned.iter().filter(|file| !self.wanted.contains_key(*file)).collect();
        let done = Done {
            written: changed.len(),
            removed: stale.len(),
            unchanged: self.wanted.len() - changed.len(),
        };
        let replaced = changed.iter().map(|(file, _)| *file).chain(stale.iter().copied());
        let problems: Vec<_> = replaced.filter_map(|file| self.foreign(file)).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        self.change(&changed, &stale).map(|()| done).map_err(|problem| vec![problem])
    }

    fn change(&self, changed: &[(&String, &Contents<'_>)], stale: &[&String]) -> Result<(), String> {
        let stage = self.root.join(STAGE);
        work::clear(&stage, |_| true).map_err(|trouble| in_words(trouble, self.root))?;
        if changed.is_empty() && self.owned.iter().eq(self.wanted.keys()) {
            return Ok(());
        }
        // One file alone changes at once anyway.
        let alone = changed.len() + stale.len() == 1 && self.owned.iter().eq(self.wanted.keys());
        if !alone && self.exchange(changed)? {
            return Ok(());
        }
        let work = Work::make(stage.clone(), |_| true).map_err(|trouble| in_words(trouble, &stage))?;
        let result = self.stage(work.path(), changed).and_then(|()| self.switch(work.path(), changed, stale));
        work.remove();
        result
    }

    /// A list can come from anywhere: what it says of a file that is replaced or removed must be true.
    fn foreign(&self, file: &str) -> Option<String> {
        let path = self.root.join(file);
        let says = |what: &str| Some(format!("{} is in {}, {what}: move it away", name(&path), list::FILE));
        match fs::symlink_metadata(&path) {
            Err(_) => None,
            Ok(there) if there.is_dir() => None,
            Ok(there) if !there.is_file() => says("and not a regular file"),
            Ok(_) => match files::read(&path, LARGEST).map(String::from_utf8) {
                Ok(Ok(text)) if names::holds(file, &text) => None,
                _ => says("and its content is not what was written"),
            },
        }
    }

    fn exchange(&self, changed: &[(&String, &Contents<'_>)]) -> Result<bool, String> {
        let written: BTreeMap<&str, &Contents<'_>> =
            changed.iter().map(|(file, text)| (file.as_str(), *text)).collect();
        let kept =
            self.wanted.keys().map(String::as_str).filter(|file| !written.contains_key(file)).collect();
        let list = list::text(self.wanted.keys());
        exchange::Next { root: self.root, owned: &self.owned, kept, written, list }
            .replace()
            .map_err(|trouble| in_words(trouble, self.root))
    }

    fn differs(&self, file: &str, text: &Contents<'_>) -> bool {
        let path = self.root.join(file);
        let same_size = fs::symlink_metadata(&path)
            .is_ok_and(|there| there.is_file() && there.len() == text.length() as u64);
        !(same_size && fs::read(&path).is_ok_and(|there| there == text.get().as_bytes()))
    }

    /// Everything that can fail for want of room or rights, before anything changes.
    fn stage(&self, stage: &Path, changed: &[(&String, &Contents<'_>)]) -> Result<(), String> {
        let write = |path: PathBuf, text: &str| {
            let new = File::create_new(&path);
            new.and_then(|mut new| new.write_all(text.as_bytes()))
                .map_err(|error| cannot("write", &path, &error))
        };
        changed
            .par_iter()
            .enumerate()
            .try_for_each(|(n, (_, text))| write(stage.join(n.to_string()), &text.get()))?;
        write(stage.join("before"), &list::text(self.owned.union(&self.wanted.keys().cloned().collect())))?;
        write(stage.join("after"), &list::text(self.wanted.keys()))
    }

    fn switch(
        &self,
        stage: &Path,
        changed: &[(&String, &Contents<'_>)],
        stale: &[&String],
    ) -> Result<(), String> {
        let list = self.root.join(list::FILE);
        let put = |from: &str, to: &Path| {
            fs::rename(stage.join(from), to).map_err(|error| cannot("write", to, &error))
        };
        self.create_folders()?;
        put("before", &list)?;
        for (n, (file, _)) in changed.iter().enumerate() {
            put(&n.to_string(), &self.root.join(file))?;
        }
        for file in stale {
            let path = self.root.join(file);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound && !path.is_dir() => {
                    return Err(cannot("remove", &path, &error));
                }
                _ => {}
            }
        }
        for folder in stale.iter().filter_map(|file| file.split_once('/')).map(|(folder, _)| folder) {
            // It stays when something else is in it.
            let _ = fs::remove_dir(self.root.join(folder));
        }
        put("after", &list)
    }

    /// All or none.
    fn create_folders(&self) -> Result<(), String> {
        let folders = self.wanted.keys().filter_map(|file| file.split_once('/')).map(|(folder, _)| folder);
        let mut created = Vec::new();
        for path in folders.collect::<BTreeSet<_>>().into_iter().map(|folder| self.root.join(folder)) {
            match fs::create_dir(&path) {
                Ok(()) => created.push(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    created.iter().for_each(|path| drop(fs::remove_dir(path)));
                    return Err(cannot("create", &path, &error));
                }
            }
        }
        Ok(())
    }
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {what} {}: {error}", name(path))
}
