//! A side of a comparison: a file, a folder, standard input, or a revision of the repository.
//!
//! A base that is not what was meant would let everything pass as new. So what can be read in two ways is an error, and so is
//! what a revision does not have.

use std::fs;
use std::path::{Path, PathBuf};

use flink_render::render::parse::alike;

use super::git::{self, Answer};
use super::given::list;
use super::ground::{is_folder, no_folder};
use super::links::{Fence, Stray, resolve};
use super::listing::{From, Input, Listing};
use super::revision::Revision;
use super::tree::{Kind, Tree};
use super::walk::{Found, Walk, of_submodule};
use crate::naming::name;

/// What is on a side. `label`: revisions are named in the inputs' names.
pub fn side(text: &str, label: bool) -> Listing {
    let path = Path::new(text);
    let of_machine = || list(&[path.to_owned()], None);
    if text == "-" || is_path(text) {
        return of_machine();
    }
    let is_there = fs::symlink_metadata(path).is_ok();
    let (revision, inside) = split(text);
    let problem = match (git::commit(revision), is_there) {
        (Answer::Commit(commit), false) => match read(revision, &commit, inside.unwrap_or_default(), label) {
            Ok(listing) => return listing,
            Err(problem) => problem,
        },
        (Answer::Commit(_) | Answer::Ambiguous, true) => format!(
            "{text} may be a revision, as Git knows {revision}, or the file or folder of this name: write ./{text} for \
             that, or call the revision by its whole name (refs/heads/...) or hash"
        ),
        (Answer::Ambiguous, false) => format!(
            "{revision} is the name of several revisions: write refs/heads/..., refs/tags/... or refs/remotes/..."
        ),
        (Answer::Unknown(_), true) if inside.is_some() => format!(
            "{text} looks like a revision, but Git knows no {revision}: write ./{text} for the file or folder of this name"
        ),
        (Answer::Unknown(_) | Answer::NoRepository, true) => return of_machine(),
        (Answer::Failed(words), true) => format!(
            "{text} may be a revision, but Git cannot tell: write ./{text} for the file or folder of this name; {words}"
        ),
        (Answer::NoRepository, false) => {
            format!("{text} is not a file, a folder or a revision: there is no Git repository here")
        }
        (Answer::Unknown(words), false) => {
            let shallow = if git::is_shallow() {
                ". This clone is shallow, it lacks earlier commits: fetch them (`git fetch --unshallow`)"
            } else {
                ""
            };
            let words = if words.is_empty() { words } else { format!("; {words}") };
            format!("{text} is not a file, a folder or a revision of this repository{shallow}{words}")
        }
        (Answer::Failed(words), false) => format!("{text} is not a file or a folder; as a revision, {words}"),
    };
    Listing::problem(problem)
}

/// Whether it can be nothing but a path: no name of Git's begins like this.
fn is_path(text: &str) -> bool {
    let path = Path::new(text);
    path.is_absolute() || matches!(path.iter().next().and_then(|part| part.to_str()), Some("." | ".."))
}

/// The name of a revision and the path in it. A colon in braces is the name's.
fn split(text: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return (&text[..at], Some(&text[at + 1..])),
            _ => {}
        }
    }
    (text, None)
}

fn read(revision: &str, commit: &str, inside: &str, label: bool) -> Result<Listing, String> {
    let top = git::top()?;
    let cannot = |error| format!("cannot run git: {error}");
    let tree = Revision::new(top.clone(), commit.to_owned()).map_err(cannot)?;
    let fence = Fence::of(top.clone());
    // As in Git: from here, and not from the top.
    let from = if is_path(inside) { top.join(git::prefix()?) } else { top.clone() };
    let told = format!("{revision}:{inside}");
    let (real, kind) = match resolve(&tree, &fence, &from, Path::new(inside)) {
        Ok(found) => found,
        Err(Stray::Nowhere) => return Err(missing(&tree, &fence, revision, &from, inside)),
        Err(stray) => return Err(stray.problem(&told)),
    };
    let mark = if label { format!("{revision}:") } else { String::new() };
    let walk = Walk { tree: &tree, fence: &fence, label: &mark, output: None, every_name: false };
    let shown =
        straight(&from.join(inside)).strip_prefix(&top).map_or_else(|_| inside.into(), Path::to_owned);
    let found = match kind {
        Kind::Folder => walk.below(&shown, &real),
        Kind::File if is_folder(Path::new(inside)) => return Err(no_folder(&told)),
        Kind::File => Found { files: vec![super::walk::File { shown, real }], ..Found::default() },
        Kind::Link | Kind::Submodule | Kind::Other => return Err(of_submodule(&told)),
    };
    let mut listing = Listing::default();
    listing.look(&told, &found);
    let Found { files, problems, notes, written: _ } = found;
    listing.problems.extend(problems);
    listing.notes = notes;
    if !listing.problems.is_empty() {
        return Ok(listing);
    }
    for file in files {
        let name = walk.name(&file.shown);
        match tree.bytes(&file.real) {
            Ok(bytes) => listing.inputs.push(Input { name, from: From::Bytes(bytes) }),
            Err(error) => listing.problems.push(format!("cannot read {name}: {error}")),
        }
    }
    Ok(listing)
}

/// Without `.` and `..`.
fn straight(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => drop(path.pop()),
            other => path.push(other),
        }
        path
    })
}

fn missing(tree: &dyn Tree, fence: &Fence, revision: &str, from: &Path, inside: &str) -> String {
    let path = Path::new(inside);
    let parent = path.parent().unwrap_or(Path::new(""));
    let folder = resolve(tree, fence, from, parent).ok().map(|(folder, _)| folder);
    let own = folder.as_ref().zip(path.file_name()).map(|(folder, own)| tree.kind(&folder.join(own)));
    if let Some(Ok(Some(Kind::Link))) = own {
        return Stray::Nowhere.problem(&format!("{revision}:{inside}, a link,"));
    }
    let siblings = folder.and_then(|folder| tree.children(&folder).ok());
    let siblings: Vec<_> =
        siblings.unwrap_or_default().iter().map(|(name, _)| name.to_string_lossy().into_owned()).collect();
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let near = alike::closest(&wanted, siblings.iter().map(String::as_str));
    let near = near.map_or(String::new(), |near| format!(": did you mean `{}`?", name(&parent.join(near))));
    format!("{revision} has no `{inside}`{near} (for a comparison with nothing, write /dev/null)")
}
