//! Where links lead, and how far they may: the fence around what is read.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::tree::{Kind, Tree};

/// As many links as Linux follows for one path.
const MOST_LINKS: usize = 40;

/// The folders that nothing is read outside of: absolute, and without links.
pub struct Fence(Vec<PathBuf>);

impl Fence {
    /// Around the repositories of folders; around a folder itself that is in none.
    pub fn around(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        Self(folders.into_iter().map(|folder| repository(&folder).unwrap_or(&folder).to_owned()).collect())
    }

    /// Around a folder, and nothing else.
    pub fn of(folder: PathBuf) -> Self {
        Self(vec![folder])
    }

    fn holds(&self, path: &Path) -> bool {
        self.0.iter().any(|root| path.starts_with(root))
    }

    /// Whether a folder within is below this one. Its name is used, and nothing in it is looked at.
    fn is_below(&self, path: &Path) -> bool {
        self.0.iter().any(|root| root.starts_with(path) && root != path)
    }

    /// Whether a path is in the part of a repository that is Git's own.
    fn is_gits(&self, path: &Path) -> bool {
        self.0.iter().filter_map(|root| path.strip_prefix(root).ok()).any(|below| below.iter().any(is_gits))
    }
}

const GIT: &str = ".git";

/// Whether a name is that of Git's own files, which some file systems know by other letters, too.
pub fn is_gits(name: &OsStr) -> bool {
    name.as_encoded_bytes().eq_ignore_ascii_case(GIT.as_bytes())
}

/// Whether a folder is a repository's.
#[allow(clippy::disallowed_methods, reason = "the program's")]
pub fn is_repository(folder: &Path) -> bool {
    std::fs::symlink_metadata(folder.join(GIT)).is_ok()
}

/// The folder of the repository that a folder is in. What lies deeper can make it smaller only.
pub fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|ancestor| is_repository(ancestor))
}

/// Why a path is not read.
pub enum Stray {
    /// Nothing is there.
    Nowhere,
    /// To what is outside of the fence.
    Out(PathBuf),
    IntoGit,
    Around,
    Unreadable(io::Error),
}

impl Stray {
    /// What is said of `name`, which is or holds a link.
    pub fn problem(&self, name: &str) -> String {
        match self {
            Self::Nowhere => format!("{name} has no target: remove the link, or create its target"),
            Self::Out(_) => {
                format!(
                    "{name} leads out of the repository (where there is none, of the folder that is read): copy what is there into it"
                )
            }
            Self::IntoGit => format!("{name} leads into {GIT}, where no manifests are"),
            Self::Around => format!("{name} leads through more than {MOST_LINKS} links"),
            Self::Unreadable(error) => format!("cannot read {name}: {error}"),
        }
    }
}

/// What a path means that is written in the folder `from`, with all links followed.
pub fn resolve(tree: &dyn Tree, fence: &Fence, from: &Path, path: &Path) -> Result<(PathBuf, Kind), Stray> {
    let mut at = from.to_owned();
    let mut kind = Kind::Folder;
    let mut rest = Vec::new();
    push(&mut rest, path);
    let mut links = 0;
    while let Some(step) = rest.pop() {
        let next = match step {
            Step::Root(root) => {
                at = root;
                continue;
            }
            Step::Up => {
                if kind != Kind::Folder {
                    return Err(Stray::Nowhere);
                }
                at.pop();
                continue;
            }
            Step::Down(name) => at.join(name),
        };
        if fence.is_below(&next) {
            at = next;
            continue;
        }
        if !fence.holds(&next) {
            return Err(Stray::Out(rest.into_iter().rev().fold(next, Step::onto)));
        }
        if fence.is_gits(&next) {
            return Err(Stray::IntoGit);
        }
        if kind != Kind::Folder {
            return Err(Stray::Nowhere);
        }
        match tree.kind(&next).map_err(Stray::Unreadable)? {
            None => return Err(Stray::Nowhere),
            Some(Kind::Link) => {
                links += 1;
                if links > MOST_LINKS {
                    return Err(Stray::Around);
                }
                push(&mut rest, &tree.target(&next).map_err(Stray::Unreadable)?);
            }
            // What is read is a repository's itself.
            Some(Kind::Submodule) if fence.0.contains(&next) => (at, kind) = (next, Kind::Folder),
            Some(other @ (Kind::Folder | Kind::File | Kind::Submodule | Kind::Other)) => {
                (at, kind) = (next, other);
            }
        }
    }
    if fence.holds(&at) { Ok((at, kind)) } else { Err(Stray::Out(at)) }
}

enum Step {
    Root(PathBuf),
    Up,
    Down(std::ffi::OsString),
}

impl Step {
    fn onto(mut path: PathBuf, step: Self) -> PathBuf {
        match step {
            Self::Root(root) => path = root,
            Self::Up => drop(path.pop()),
            Self::Down(name) => path.push(name),
        }
        path
    }
}

/// The steps of a path before those that are left; the next one is the last.
fn push(rest: &mut Vec<Step>, path: &Path) {
    let mut root = PathBuf::new();
    let at = rest.len();
    for part in path.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => root.push(part),
            Component::CurDir => {}
            Component::ParentDir => rest.push(Step::Up),
            Component::Normal(name) => rest.push(Step::Down(name.to_owned())),
        }
    }
    rest[at..].reverse();
    if root != Path::new("") {
        rest.push(Step::Root(root));
    }
}
