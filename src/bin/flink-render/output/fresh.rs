//! Files of one's own making in a folder of somebody else's: what is there stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::cannot;
use crate::files;
use crate::naming::name;

/// Writes all files or none. One that is there with the same text is fine, with another it is in the way.
pub fn write<T: AsRef<[u8]>>(root: &Path, files: &BTreeMap<impl AsRef<str>, T>) -> Result<(), Vec<String>> {
    let mut problems = Vec::new();
    let mut missing = Vec::new();
    for (file, text) in files {
        let path = root.join(file.as_ref());
        let text = text.as_ref();
        let same = |there: fs::Metadata| Ok(there.len() == text.len() as u64 && fs::read(&path)? == text);
        match files::in_place(&path).and_then(|there| there.map(same).transpose()) {
            Ok(Some(true)) => {}
            Ok(Some(false)) => {
                problems.push(format!("{} already exists, with other content: move it away", name(&path)))
            }
            Ok(None) => missing.push((Path::new(file.as_ref()), text)),
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
            files::create(&path, text)
        });
        if let Err(error) = done {
            written.iter().for_each(|path| drop(fs::remove_file(path)));
            folders.iter().rev().for_each(|path| drop(fs::remove_dir(path)));
            return Err(vec![cannot("write", &path, &error)]);
        }
        written.push(path);
    }
    Ok(())
}
