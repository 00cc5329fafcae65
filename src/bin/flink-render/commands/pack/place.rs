//! The layout's folder: all of it is written beside it, and takes its place at once.

use std::path::Path;
use std::{env, fs, io};

use flink_render::oci::layout::Layout;

use super::earlier;
use crate::files;
use crate::naming::name;

/// Puts a layout there, in the place of an earlier one.
pub fn write(layout: &Layout, output: &Path) -> Result<(), Vec<String>> {
    // A link to the folder stays one.
    let place = fs::canonicalize(output).or_else(|_| std::path::absolute(output));
    let cannot = |error: io::Error| vec![format!("cannot write {}: {error}", name(output))];
    let place = place.map_err(cannot)?;
    if env::current_dir().and_then(fs::canonicalize).is_ok_and(|here| here.starts_with(&place)) {
        return Err(vec![format!(
            "{} is the working folder, or contains it: name another one",
            name(output)
        )]);
    }
    let earlier = earlier::files(&place, output)?;
    let new = files::folder_beside(&place).map_err(cannot)?;
    for (file, bytes) in &layout.files {
        files::folders(new.path(), Path::new(file))
            .and_then(|_| files::create(&new.path().join(file), bytes))
            .map_err(cannot)?;
    }
    let Some(earlier) = earlier else {
        fs::rename(new.path(), &place).map_err(cannot)?;
        let _ = new.keep();
        return Ok(());
    };
    let old = files::folder_beside(&place).map_err(cannot)?;
    let moved = old.path().join("old");
    fs::metadata(&place)
        .and_then(|metadata| fs::set_permissions(new.path(), metadata.permissions()))
        .and_then(|()| fs::rename(&place, &moved))
        .map_err(cannot)?;
    if let Err(error) = fs::rename(new.path(), &place) {
        if fs::rename(&moved, &place).is_err() {
            let _ = old.keep();
        }
        return Err(cannot(error));
    }
    let _ = new.keep();
    if earlier.remove(&moved) {
        return Ok(());
    }
    let kept = old.keep().join("old");
    Err(vec![format!("another program wrote to {} in the meantime: see {}", name(output), name(&kept))])
}
