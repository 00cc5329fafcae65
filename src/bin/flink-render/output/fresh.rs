//! Files of one's own making in a folder of somebody else's: what is there stays, but for what an earlier run wrote, and
//! nobody has changed since.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::cannot;
use crate::files;
use crate::naming::name;

/// Begins the last line of a file, which says what the lines before it were.
const MARK: &str = "# Written by flink-render; when it writes this again, it replaces what was not changed: ";
/// A larger file is none of these.
const LARGEST: u64 = 1 << 20;

/// What is in a place.
enum There {
    Nothing,
    /// The same.
    Same,
    /// What an earlier run wrote.
    Own,
    /// What an earlier run wrote, and somebody changed.
    Changed,
    Foreign,
}

/// What became of files, by their names.
pub struct Done {
    /// New, or written anew.
    pub written: Vec<String>,
    /// Somebody had changed them.
    pub kept: Vec<String>,
}

/// Writes all files or none, each with its mark. One that is there and not ours is in the way; one that was ours and was
/// changed stays.
pub fn write(root: &Path, files: &BTreeMap<impl AsRef<str>, impl AsRef<str>>) -> Result<Done, Vec<String>> {
    let mut problems = Vec::new();
    let (mut missing, mut old, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (file, text) in files {
        let path = root.join(file.as_ref());
        let text = marked(text.as_ref());
        match there(&path, &text) {
            Ok(There::Same) => {}
            Ok(There::Own) => old.push((path, text)),
            Ok(There::Changed) => kept.push(name(&path)),
            Ok(There::Foreign) => {
                problems.push(format!("{} already exists, with other content: move it away", name(&path)))
            }
            Ok(There::Nothing) => missing.push((Path::new(file.as_ref()), text)),
            Err(error) => problems.push(cannot("write", &path, &error)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut written, mut folders) = (Vec::new(), Vec::new());
    for (file, text) in missing {
        let path = root.join(file);
        let new = files::folders(root, file);
        let done = new.and_then(|new| {
            folders.extend(new);
            files::create(&path, text.as_bytes())
        });
        if let Err(error) = done {
            written.iter().for_each(|path| drop(fs::remove_file(path)));
            folders.iter().rev().for_each(|path| drop(fs::remove_dir(path)));
            return Err(vec![cannot("write", &path, &error)]);
        }
        written.push(path);
    }
    for (path, text) in old {
        files::replace(&path, text.as_bytes()).map_err(|error| vec![cannot("write", &path, &error)])?;
        written.push(path);
    }
    Ok(Done { written: written.iter().map(|path| name(path)).collect(), kept })
}

fn there(path: &Path, text: &str) -> std::io::Result<There> {
    if files::in_place(path)?.is_none() {
        return Ok(There::Nothing);
    }
    let there = files::read(path, LARGEST)?;
    // What was edited by another system may have other ends of lines: then it was changed.
    Ok(match std::str::from_utf8(&there) {
        Ok(there) if there == text => There::Same,
        Ok(there) => match there.lines().last().filter(|line| line.starts_with(MARK)) {
            Some(line)
                if there.strip_suffix(&format!("{line}\n")).is_some_and(|own| marked(own) == there) =>
            {
                There::Own
            }
            Some(_) => There::Changed,
            None if there.contains(MARK) => There::Changed,
            None => There::Foreign,
        },
        Err(_) => There::Foreign,
    })
}

fn marked(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{text}{MARK}{hex}\n")
}
