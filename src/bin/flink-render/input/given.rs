//! The paths of a command line, or of somebody else.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{Here, read_plain};
use super::ground::{Ground, is_folder, no_folder, no_input, of_path};
use super::links::{Fence, Stray, resolve};
use super::listing::{From, Input, Listing};
use super::tree::Kind;
use super::walk::{File, Found, Walk, of_submodule};
use crate::naming::name;

/// The inputs of the user's own paths, each once. Nothing is read below `output`.
pub fn list(paths: &[PathBuf], output: Option<&Path>) -> Listing {
    let output = output.and_then(|path| fs::canonicalize(path).ok());
    let mut all = Listing::default();
    let mut meant = Vec::new();
    for path in paths {
        match if path.as_os_str() == "-" { Ok(None) } else { Ground::of(path) } {
            Ok(ground) => meant.push((path, ground)),
            Err(error) => all.problems.push(format!("cannot read {}: {error}", name(path))),
        }
    }
    let fence = Fence::around(meant.iter().filter_map(|(path, ground)| match ground {
        Some(ground) => Some(ground.root.clone()),
        None => fs::canonicalize(path).ok().filter(|real| real.is_dir()),
    }));
    let walk = Walk { tree: &Here, fence: &fence, label: "", output: output.as_deref(), every_name: false };
    for (path, ground) in meant {
        let real = match ground {
            Some(ground) => ground.find(&fence).map_err(|stray| of_path(&stray, path)),
            None => match own(path) {
                Ok(Own::Folder(real)) => Ok((real, Kind::Folder)),
                Ok(Own::Other(from)) => {
                    all.inputs.push(Input { name: name(path), from });
                    continue;
                }
                Err(error) => Err(format!("cannot read {}: {error}", name(path))),
            },
        };
        match real {
            Ok((real, Kind::Folder)) if output.as_ref() == Some(&real) => {
                all.problems.push(format!("{} is the output folder and an input", name(path)));
            }
            Ok((real, kind)) => all.found(&walk, path, real, kind),
            Err(problem) => all.problems.push(problem),
        }
    }
    all.once();
    all
}

/// The inputs of paths that are not the user's own, in a folder whose files are not, either: nothing outside of `root` is read.
pub fn list_below(paths: &[PathBuf], root: &Path) -> Listing {
    let here = match fs::canonicalize(".") {
        Ok(here) => here,
        Err(error) => return Listing::problem(format!("cannot read the working folder: {error}")),
    };
    let fence = Fence::of(root.to_owned());
    let walk = Walk { tree: &Here, fence: &fence, label: "", output: None, every_name: false };
    let mut all = Listing::default();
    for path in paths {
        match resolve(&Here, &fence, &here, path) {
            Ok((real, kind)) => all.found(&walk, path, real, kind),
            Err(stray) => all.problems.push(of_path(&stray, path)),
        }
    }
    all.once();
    all
}

/// All manifests in a folder below `root`, under each name that links give them, and what reads another file of the folder.
pub fn cases(root: &Path, folder: &str) -> Result<(Vec<File>, Beside), Vec<String>> {
    let shown = root.join(folder);
    let one = |problem| vec![problem];
    if let Some(problem) = no_input(root) {
        return Err(one(problem));
    }
    let root = fs::canonicalize(root).map_err(|error| one(format!("cannot read {}: {error}", name(root))))?;
    let fence = Fence::around([root.clone()]);
    let real = match resolve(&Here, &fence, &root, Path::new(folder)) {
        Ok((real, Kind::Folder)) => real,
        Ok(_) => return Err(one(format!("{} is not a folder", name(&shown)))),
        Err(stray) => return Err(one(of_path(&stray, &shown))),
    };
    let walk = Walk { tree: &Here, fence: &fence, label: "", output: None, every_name: true };
    let Found { files, problems, notes: _, written: _ } = walk.below(&shown, &real);
    if problems.is_empty() { Ok((files, Beside { fence, folder: real })) } else { Err(problems) }
}

/// Reads files that are no manifests.
pub struct Beside {
    fence: Fence,
    folder: PathBuf,
}

impl Beside {
    /// The text of a file, if it is there.
    pub fn text(&self, file: &Path) -> Result<Option<String>, String> {
        let real = match resolve(&Here, &self.fence, &self.folder, file) {
            Ok((real, Kind::File)) => real,
            Ok((_, Kind::Folder | Kind::Link | Kind::Submodule | Kind::Other)) => {
                return Err("it is not a regular file".to_owned());
            }
            Err(Stray::Nowhere) if !self.is_link(file) => return Ok(None),
            Err(stray) => return Err(stray.problem("it")),
        };
        match read_plain(&real).map_err(|error| error.to_string())? {
            None => Err("it is too large".to_owned()),
            Some(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| "it is not UTF-8 text".to_owned()),
        }
    }

    /// A link to nowhere is a file that is missed.
    fn is_link(&self, file: &Path) -> bool {
        fs::symlink_metadata(self.folder.join(file)).is_ok()
    }
}

/// What a path is that is in no repository, and so the user's own choice.
enum Own {
    Folder(PathBuf),
    Other(From),
}

fn own(path: &Path) -> io::Result<Own> {
    if path.as_os_str() == "-" {
        return Ok(Own::Other(From::Standard));
    }
    if fs::metadata(path)?.is_dir() {
        fs::canonicalize(path).map(Own::Folder)
    } else {
        Ok(Own::Other(From::File(path.to_owned())))
    }
}

impl Listing {
    /// What is at the end of a path.
    fn found(&mut self, walk: &Walk<'_>, path: &Path, real: PathBuf, kind: Kind) {
        match kind {
            Kind::Folder => self.add(walk, path, walk.below(path, &real)),
            Kind::File if is_folder(path) => self.problems.push(no_folder(&name(path))),
            Kind::File => self.inputs.push(Input { name: name(path), from: From::Found(real) }),
            Kind::Submodule => self.problems.push(of_submodule(&name(path))),
            Kind::Link | Kind::Other => self.problems.push(format!("{} is not a regular file", name(path))),
        }
    }

    /// Says so when nothing was found in a folder.
    pub(super) fn look(&mut self, shown: &str, found: &Found) {
        if found.files.is_empty() && found.problems.is_empty() {
            if found.written > 0 {
                self.problems
                    .push(format!("{shown} contains no manifest but those that an earlier run wrote"));
            } else {
                self.empty.push(format!("{shown} contains no .yaml, .yml or .json file"));
            }
        }
    }

    /// What was found below a folder of this machine.
    fn add(&mut self, walk: &Walk<'_>, shown: &Path, found: Found) {
        self.look(&walk.name(shown), &found);
        let Found { files, problems, notes, written: _ } = found;
        self.inputs.extend(
            files
                .into_iter()
                .map(|file| Input { name: walk.name(&file.shown), from: From::Found(file.real) }),
        );
        self.problems.extend(problems);
        self.notes.extend(notes);
    }

    /// Each input once, under its first name.
    fn once(&mut self) {
        let mut seen = BTreeSet::new();
        self.inputs.retain(|input| {
            seen.insert(match &input.from {
                // One path of a file that has many.
                From::File(path) => From::Found(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
                other => other.clone(),
            })
        });
    }
}
