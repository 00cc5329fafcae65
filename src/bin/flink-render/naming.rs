//! How paths are named to people and in reports.

use std::path::Path;

/// What is told of a file or folder that is not read.
pub fn unread(error: &walkdir::Error) -> String {
    match (error.path(), error.io_error()) {
        (Some(path), Some(reason)) => format!("cannot read {}: {reason}", name(path)),
        _ => format!("cannot read: {error}"),
    }
}

/// With `/` on every system.
pub fn name(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
