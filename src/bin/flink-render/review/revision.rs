//! A side of a comparison: a file, a folder, standard input, or a revision of the repository.
//!
//! Revisions are read by the `git` program: what a name means there (worktrees, alternates, packed references, partial
//! clones) is Git's to say, and a library of it is larger than this program.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::input::{self, From, Input, is_hidden, is_manifest};

/// What is on a side, and what is wrong with it. `label`: revisions are named in the inputs' names.
pub fn inputs(side: &str, label: bool) -> (Vec<Input>, Vec<String>) {
    let path = Path::new(side);
    if side == "-" || path.exists() {
        return input::list(&[path.to_owned()], None);
    }
    match revision(side, label) {
        Ok(inputs) => (inputs, Vec::new()),
        Err(problem) => (Vec::new(), vec![problem]),
    }
}

fn revision(side: &str, label: bool) -> Result<Vec<Input>, String> {
    let (name, path) = side.split_once(':').unwrap_or((side, ""));
    let nothing = || format!("{side} is no file, no folder, and no revision of this repository");
    let commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
        .map_err(|_| nothing())?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let path = match path.strip_prefix("./") {
        // As in Git: from here, and not from the top.
        Some(path) => {
            let prefix = git(["rev-parse", "--show-prefix"])?;
            format!("{}{path}", String::from_utf8_lossy(&prefix).trim_end_matches('\n'))
        }
        None => path.to_owned(),
    };
    let path = path.trim_end_matches('/');
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit.as_str()];
    if !path.is_empty() {
        arguments.extend(["--", path]);
    }
    let list = git(arguments)?;
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in list.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        let Some((head, file)) = entry.split_once('\t') else { continue };
        let mut words = head.split(' ');
        // Links are no files of this revision, nor are submodules.
        if let (Some("100644" | "100755"), Some("blob"), Some(object)) =
            (words.next(), words.next(), words.next())
        {
            files.push((file.to_owned(), object.to_owned()));
        }
    }
    let lists: Vec<_> = files
        .iter()
        .filter_map(|(file, _)| file.strip_suffix(crate::output::LIST))
        .map(ToOwned::to_owned)
        .filter(|folder| folder.trim_end_matches('/') != path)
        .collect();
    files.retain(|(file, _)| {
        let below = file.strip_prefix(path).unwrap_or(file).trim_start_matches('/');
        let named = file == path;
        named
            || is_manifest(Path::new(file))
                && !Path::new(below).iter().any(|part| is_hidden(Path::new(part)))
                && !lists.iter().any(|folder| !folder.is_empty() && file.starts_with(folder.as_str()))
    });
    let contents = contents(&files)?;
    let name = |file: String| if label { format!("{name}:{file}") } else { file };
    Ok(files
        .into_iter()
        .zip(contents)
        .map(|((file, _), bytes)| Input { name: name(file), from: From::Bytes(bytes) })
        .collect())
}

fn command() -> Command {
    let mut command = Command::new("git");
    // Paths are no patterns, and nothing is fetched.
    command
        .args(["--literal-pathspecs", "--no-optional-locks"])
        .env("GIT_NO_LAZY_FETCH", "1")
        .stdin(Stdio::null());
    command
}

fn git<T: AsRef<OsStr>>(arguments: impl IntoIterator<Item = T>) -> Result<Vec<u8>, String> {
    let output = command().args(arguments).output().map_err(|error| format!("cannot run git: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("git: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// The contents of all files, by one process.
fn contents(files: &[(String, String)]) -> Result<Vec<Vec<u8>>, String> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |error: io::Error| format!("cannot read from git: {error}");
    let mut child = command()
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run git: {error}"))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let wanted: String = files.iter().map(|(_, object)| format!("{object}\n")).collect();
    // Both pipes are short.
    let writer =
        std::thread::spawn(move || input.map_or(Ok(()), |mut input| input.write_all(wanted.as_bytes())));
    let mut answer = Vec::new();
    output.map_or(Ok(0), |mut output| output.read_to_end(&mut answer)).map_err(failed)?;
    let _ = writer.join();
    child.wait().map_err(failed)?;
    let mut rest = answer.as_slice();
    let mut contents = Vec::with_capacity(files.len());
    for (file, _) in files {
        let broken = || format!("cannot read {file} from git");
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
        let head = String::from_utf8_lossy(&rest[..end]);
        let size = head.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok()).ok_or_else(broken)?;
        let bytes = rest.get(end + 1..end + 1 + size).ok_or_else(broken)?;
        contents.push(bytes.to_vec());
        rest = rest.get(end + 2 + size..).unwrap_or_default();
    }
    Ok(contents)
}
