//! Paths to texts: what is read, in which order, under which name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flink_render::diagnostic::{Diagnostic, Source, Span};
use walkdir::{DirEntry, WalkDir};

use crate::codes;

const LARGEST: u64 = 64 << 20;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// As the user named it.
    pub name: String,
    /// Where its bytes are.
    pub from: From,
}

/// Where bytes are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    Standard,
    File(PathBuf),
    /// They were read: from a revision.
    Bytes(Vec<u8>),
}

/// The inputs, each once, and what is wrong with the paths. Nothing is read below `output`.
pub fn list(paths: &[PathBuf], output: Option<&Path>) -> (Vec<Input>, Vec<String>) {
    let output = output.and_then(|path| fs::canonicalize(path).ok());
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { name: "-".into(), from: From::Standard });
            continue;
        }
        match fs::metadata(path) {
            Err(error) => problems.push(format!("cannot read {}: {error}", name(path))),
            Ok(metadata) if !metadata.is_dir() => {
                inputs.push(Input { name: name(path), from: From::File(path.clone()) })
            }
            Ok(_) if output.is_some() && fs::canonicalize(path).ok() == output => {
                problems.push(format!("{} is the output folder and an input", name(path)));
            }
            Ok(_) => walk(path, output.as_deref(), &mut inputs, &mut problems),
        }
    }
    let (mut seen, mut folders) = (BTreeSet::new(), BTreeMap::new());
    inputs.retain(|input| {
        seen.insert(match &input.from {
            From::File(path) => From::File(identity(path, &mut folders)),
            other => other.clone(),
        })
    });
    (inputs, problems)
}

/// One path of a file that has many. Folders are looked up once: a fleet's thousands of files are in few of them.
fn identity(path: &Path, folders: &mut BTreeMap<PathBuf, Option<PathBuf>>) -> PathBuf {
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    if let (false, Some(name), Some(folder)) = (is_link, path.file_name(), path.parent()) {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let canonical = folders.entry(folder.to_owned()).or_insert_with(|| fs::canonicalize(here).ok());
        if let Some(folder) = canonical {
            return folder.join(name);
        }
    }
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn walk(root: &Path, output: Option<&Path>, inputs: &mut Vec<Input>, problems: &mut Vec<String>) {
    let before = inputs.len() + problems.len();
    let is_output = |entry: &DirEntry| {
        entry.file_type().is_dir()
            && output.is_some()
            && fs::canonicalize(entry.path()).ok().as_deref() == output
    };
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| {
        entry.depth() == 0 || !(is_hidden(entry.path()) || is_output(entry) || is_written(entry.path()))
    }) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_manifest(entry.path()) => {
                inputs.push(Input { name: name(entry.path()), from: From::File(entry.into_path()) });
            }
            Ok(_) => {}
            Err(error) => problems.extend(walk_problem(&error)),
        }
    }
    if inputs.len() + problems.len() == before {
        problems.push(format!("{} holds no .yaml, .yml or .json file", name(root)));
    }
}

/// What to say of an entry that cannot be read. Links that lead nowhere are of no interest when what they name would not have been read.
pub fn walk_problem(error: &walkdir::Error) -> Option<String> {
    let path = error.path().unwrap_or(Path::new(""));
    if error.depth() > 0 && is_hidden(path) {
        return None;
    }
    if let Some(ancestor) = error.loop_ancestor() {
        return Some(format!("{} is a link to {}, a folder that holds it", name(path), name(ancestor)));
    }
    let error = error.io_error()?;
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    (!is_link || is_manifest(path)).then(|| format!("cannot read {}: {error}", name(path)))
}

/// Whether a folder's file is read for its name.
pub fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
}

/// A folder that an earlier run wrote is no input.
fn is_written(path: &Path) -> bool {
    path.join(crate::output::LIST).is_file()
}

/// Whether a folder's entry is passed over for its name.
pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// How messages name a path.
pub fn name(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// Reads an input; a file that is no text gives a finding and an empty source.
pub fn read(input: &Input) -> io::Result<(Source, Option<Diagnostic>)> {
    let bytes = match &input.from {
        From::Standard => bytes(io::stdin().lock(), 0)?,
        From::Bytes(bytes) => bytes.clone(),
        From::File(path) => {
            let file = File::open(path)?;
            let size = file.metadata()?.len();
            bytes(file, size)?
        }
    };
    let (text, finding) = match text(bytes) {
        Ok(text) => (text, None),
        Err(finding) => (String::new(), Some(finding)),
    };
    Ok((Source { name: input.name.clone(), text }, finding))
}

/// At most one byte more than is allowed.
fn bytes(from: impl Read, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(LARGEST)).unwrap_or(0) + 1);
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let error =
        |code, message: &str, help: &str| Err(Diagnostic::error(code, Span::default(), message).help(help));
    if bytes.len() as u64 > LARGEST {
        return error(codes::TOO_LARGE, "larger than 64 MiB", "split it into files of fewer clusters");
    }
    if let Some(encoding) = other_encoding(&bytes) {
        let message = format!("in {encoding}, and not in UTF-8");
        return error(codes::NOT_UTF8, &message, "save it as UTF-8");
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let message = format!("not a text file: byte {} is NUL", at + 1);
        return error(codes::NOT_TEXT, &message, "name the files to render, or move this one away");
    }
    String::from_utf8(bytes).or_else(|bytes| {
        let at = bytes.utf8_error().valid_up_to();
        let line = bytes.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("not UTF-8: byte {} (in line {line}) is part of no character", at + 1);
        error(codes::NOT_TEXT, &message, "save it as UTF-8")
    })
}

/// By its byte order mark, or by the zeros that such texts have in every first ASCII character.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [(1..), 0, 0, 0, ..] | [0, 0, 0, (1..), ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [(1..), 0, (1..), 0, ..] | [0, (1..), 0, (1..), ..] => Some("UTF-16"),
        _ => None,
    }
}
