//! Inputs to texts: what Kubernetes' tools would read.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Source, Span};
use sha2::{Digest, Sha256};

use super::folder::{bounded, read_plain};
use super::ground::file;
use super::listing::{From, Input};
use crate::codes;
use crate::naming::name;

/// Reads an input; a file that is no text gives a finding and an empty source.
pub fn read(input: &Input) -> io::Result<(Source, Option<Diagnostic>)> {
    let (text, finding) = match self::text(bytes(&input.from)?) {
        Ok(text) => (text, None),
        Err(finding) => (String::new(), Some(finding)),
    };
    Ok((Source::new(input.name.clone(), text), finding))
}

/// The bytes; none when there are too many.
fn bytes(from: &From) -> io::Result<Option<Vec<u8>>> {
    match from {
        From::Standard => bounded(io::stdin().lock(), 0),
        From::Bytes(bytes) => Ok(bytes.clone()),
        From::Found(path) => read_plain(path),
        From::File(path) => named(path),
    }
}

/// The same inputs, read for good, for whoever looks at them more than once: they are the same each time. What cannot be read is a
/// problem.
pub fn held(inputs: Vec<Input>, problems: &mut Vec<String>) -> Vec<Input> {
    let held = |input: Input| match bytes(&input.from) {
        Ok(bytes) => Some(Input { from: From::Bytes(bytes), ..input }),
        Err(error) => {
            problems.push(input.unreadable(&error));
            None
        }
    };
    inputs.into_iter().filter_map(held).collect()
}

/// What tells the bytes of an input from all others; none of what cannot be read twice, or not at all.
pub fn digest(input: &Input) -> Option<[u8; 32]> {
    let bytes = match &input.from {
        From::Standard | From::File(_) => None,
        From::Bytes(bytes) => bytes.as_deref().map(Cow::Borrowed),
        From::Found(path) => read_plain(path).ok().flatten().map(Cow::Owned),
    };
    bytes.map(|bytes| Sha256::digest(bytes).into())
}

/// Reads the one file that a command is about, or standard input; a file that is no text is a finding about it.
pub fn one(path: &Path) -> Result<Result<Arc<Source>, Diagnostic>, String> {
    let input = Input { name: name(path), from: file(path)? };
    let (source, finding) = read(&input).map_err(|error| input.unreadable(&error))?;
    let source = Arc::new(source);
    Ok(match finding {
        None => Ok(source),
        Some(mut finding) => {
            finding.source = Some(source);
            Err(finding)
        }
    })
}

fn named(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    bounded(file, size)
}

/// The text of a file's bytes; of one that is none, a finding. Without bytes, it was too large to read.
fn text(bytes: Option<Vec<u8>>) -> Result<String, Diagnostic> {
    let error =
        |code, message: &str, help: &str| Err(Diagnostic::error(code, Span::default(), message).help(help));
    let Some(bytes) = bytes else {
        return error(codes::TOO_LARGE, "larger than 64 MiB", "split it into files of fewer clusters");
    };
    if let Some(encoding) = other_encoding(&bytes) {
        let message = format!("in {encoding}, not in UTF-8");
        return error(codes::NOT_UTF8, &message, "save it as UTF-8");
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let message = format!("not a text file: byte {} is NUL", at + 1);
        return error(codes::NOT_TEXT, &message, "name the files to render, or move this one away");
    }
    String::from_utf8(bytes).or_else(|bytes| {
        let at = bytes.utf8_error().valid_up_to();
        let line = bytes.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("not UTF-8: byte {} (in line {line}) is not part of a character", at + 1);
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
