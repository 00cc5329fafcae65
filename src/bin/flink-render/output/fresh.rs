//! Files of one's own making in a folder of somebody else's: what is there stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::cannot;
use crate::naming::name;

/// Writes all files or none. One that is there with the same text is fine, with another it is in the way.
pub fn write<T: AsRef<[u8]>>(root: &Path, files: &BTreeMap<impl AsRef<str>, T>) -> Result<(), Vec<String>> {
    let mut problems = Vec::new();
    let mut missing = Vec::new();
    for (file, text) in files {
        let path = root.join(file.as_ref());
        match fs::read(&path) {
            Ok(there) if there == text.as_ref() => {}
            Ok(_) => problems.push(format!("{} is there, with another content: move it away", name(&path))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => missing.push((path, text.as_ref())),
            Err(error) => problems.push(format!("cannot read {}: {error}", name(&path))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut written = Vec::new();
    for (path, text) in missing {
        let folder = path.parent().unwrap_or(root);
        let done = fs::create_dir_all(folder).and_then(|()| {
            // Its name stands for all of it, or for nothing.
            let mut new = path.clone().into_os_string();
            new.push(".flink-render.tmp");
            fs::write(&new, text).and_then(|()| fs::rename(&new, &path))
        });
        if let Err(error) = done {
            written.iter().for_each(|path| drop(fs::remove_file(path)));
            return Err(vec![cannot("write", &path, &error)]);
        }
        written.push(path);
    }
    Ok(())
}
