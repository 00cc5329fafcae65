//! The list of the files that earlier runs wrote: nothing outside of it is touched.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::names;
use crate::naming::name;

/// The list's own file.
pub const FILE: &str = ".flink-render";
const MARK: &str = "# flink-render";

/// Reads the list of a folder. It may come from anywhere: a path that we would not write is refused.
pub fn read(root: &Path) -> Result<BTreeSet<String>, String> {
    let path = root.join(FILE);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Ok(metadata) if !metadata.is_file() => return Err(format!("{} is not a regular file", name(&path))),
        _ => {}
    }
    let text = fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", name(&path)))?;
    parse(&text).map_err(|problem| format!("{}: {problem}", name(&path)))
}

/// The files that a list names.
pub fn parse(text: &str) -> Result<BTreeSet<String>, String> {
    if !text.starts_with(MARK) {
        return Err("not written by flink-render: its first line is different".to_owned());
    }
    let mut files = BTreeSet::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        if !names::is_file(line) {
            return Err(format!("line {}: `{}` is not a file of flink-render", n + 1, line.escape_debug()));
        }
        files.insert(line.to_owned());
    }
    Ok(files)
}

/// The list's text.
pub fn text<'a>(files: impl Iterator<Item = &'a String>) -> String {
    let mut text = format!("{MARK} wrote these files, and removes those that it no longer writes\n");
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    text
}
