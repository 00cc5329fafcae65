//! The layer: a compressed archive without times, owners, and rights that differ.

use std::collections::BTreeMap;
use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// The operating system that a compressed file names: unknown.
const NO_SYSTEM: u8 = 255;

/// Entries by their path, with `/`; a folder has no content.
pub type Entries = BTreeMap<String, Option<Vec<u8>>>;

/// A layer and what identifies it.
pub struct Layer {
    /// Compressed.
    pub bytes: Vec<u8>,
    /// Not compressed.
    pub archive: Vec<u8>,
}

/// The archive of some files; an error when a name has no room in it.
pub fn pack(files: &Entries) -> io::Result<Layer> {
    let mut builder = Builder::new(Vec::new());
    for (path, content) in files {
        let bytes = content.as_deref().unwrap_or_default();
        let mut header = Header::new_gnu();
        header.set_entry_type(if content.is_some() { EntryType::Regular } else { EntryType::Directory });
        header.set_mode(if content.is_some() { 0o644 } else { 0o755 });
        header.set_size(bytes.len() as u64);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        builder.append_data(&mut header, path, bytes)?;
    }
    let archive = builder.into_inner()?;
    let mut compressed =
        GzBuilder::new().mtime(0).operating_system(NO_SYSTEM).write(Vec::new(), Compression::default());
    compressed.write_all(&archive)?;
    Ok(Layer { bytes: compressed.finish()?, archive })
}
