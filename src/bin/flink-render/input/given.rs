//! The paths of a command line, or of somebody else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::folder::Here;
use super::links::{Fence, Stray, resolve};
use super::tree::Kind;
use super::walk::{File, Found, Walk};
use super::{From, Input, Listing, name};

/// The inputs of the user's own paths, each once. Nothing is read below `output`.
pub fn list(paths: &[PathBuf], output: Option<&Path>) -> Listing {
    let output = output.and_then(|path| fs::canonicalize(path).ok());
    let fence = Fence::around(
        paths.iter().filter(|path| path.is_dir()).filter_map(|path| fs::canonicalize(path).ok()),
    );
    let walk = Walk { tree: &Here, fence: &fence, label: "", output: output.as_deref(), every_name: false };
    let mut all = Listing::default();
    for path in paths {
        if path.as_os_str() == "-" {
            all.inputs.push(Input { name: "-".into(), from: From::Standard });
            continue;
        }
        let cannot = |error| format!("cannot read {}: {error}", name(path));
        match fs::metadata(path) {
            Err(error) => all.problems.push(cannot(error)),
            Ok(metadata) if !metadata.is_dir() => {
                all.inputs.push(Input { name: name(path), from: From::File(path.clone()) });
            }
            Ok(_) => match fs::canonicalize(path) {
                Err(error) => all.problems.push(cannot(error)),
                Ok(real) if output.as_ref() == Some(&real) => {
                    all.problems.push(format!("{} is the output folder and an input", name(path)));
                }
                Ok(real) => all.add(&walk, path, walk.below(path, &real)),
            },
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
            Ok((real, Kind::Folder)) => all.add(&walk, path, walk.below(path, &real)),
            Ok((real, Kind::File)) => all.inputs.push(Input { name: name(path), from: From::Found(real) }),
            Ok((_, Kind::Link | Kind::Submodule | Kind::Other)) => {
                all.problems.push(format!("{} is no plain file", name(path)));
            }
            Err(stray) => all.problems.push(of_path(&stray, &name(path))),
        }
    }
    all.once();
    all
}

/// All manifests in a folder below `root`, under each name that links give them, and what reads another file of the folder.
pub fn cases(root: &Path, folder: &str) -> Result<(Vec<File>, Beside), Vec<String>> {
    let shown = root.join(folder);
    let one = |problem| vec![problem];
    let root = fs::canonicalize(root).map_err(|error| one(format!("cannot read {}: {error}", name(root))))?;
    let fence = Fence::around([root.clone()]);
    let real = match resolve(&Here, &fence, &root, Path::new(folder)) {
        Ok((real, Kind::Folder)) => real,
        Ok(_) => return Err(one(format!("{} is no folder", name(&shown)))),
        Err(stray) => return Err(one(of_path(&stray, &name(&shown)))),
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
                return Err("it is no plain file".to_owned());
            }
            Err(Stray::Nowhere) if !self.is_link(file) => return Ok(None),
            Err(stray) => return Err(stray.problem("it")),
        };
        match super::plain(&real).map_err(|error| error.to_string())? {
            None => Err("it is too large".to_owned()),
            Some(bytes) => {
                String::from_utf8(bytes).map(Some).map_err(|_| "it is no text in UTF-8".to_owned())
            }
        }
    }

    /// A link to nowhere is a file that is missed.
    fn is_link(&self, file: &Path) -> bool {
        fs::symlink_metadata(self.folder.join(file)).is_ok()
    }
}

/// What is said of a path that was given, and may be none of a link.
fn of_path(stray: &Stray, path: &str) -> String {
    match stray {
        Stray::Nowhere => format!("cannot read {path}: nothing is there"),
        Stray::Out(_) | Stray::IntoGit | Stray::Around | Stray::Unreadable(_) => stray.problem(path),
    }
}

impl Listing {
    /// What was found below a folder of this machine.
    fn add(&mut self, walk: &Walk<'_>, shown: &Path, found: Found) {
        let Found { files, problems, notes, written } = found;
        if files.is_empty() && problems.is_empty() {
            let shown = walk.name(shown);
            if written > 0 {
                self.problems.push(format!("{shown} holds no manifest but those that an earlier run wrote"));
            } else {
                self.empty.push(format!("{shown} holds no .yaml, .yml or .json file"));
            }
        }
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
