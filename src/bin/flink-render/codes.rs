//! The codes of what the program itself finds, and the pages of all codes.

use flink_render::diagnostic::{Page, codes};

codes! {
    /// The file contains bytes that are not text. Manifests are text in UTF-8.
    NOT_TEXT = 1, "not a text file";
    /// The file is UTF-16 or UTF-32. Kubernetes' tools read UTF-8.
    NOT_UTF8 = 2, "another encoding than UTF-8";
    /// Files up to 64 MiB are read. An object that the API server stores has up to about 1.5 MiB.
    TOO_LARGE = 3, "a file too large";
    /// Nothing was found to render. An empty output would make a GitOps tool remove everything.
    NOTHING = 4, "no objects at all";
    /// A file that would be written is there, and no earlier run wrote it: it is not in the list `.flink-render`.
    FOREIGN_FILE = 5, "a file that is not flink-render's";
    /// Two objects would be written to one file (some file systems do not tell upper from lower case), or the
    /// file's name would be longer than file systems allow.
    FILE_NAME = 6, "no file name of its own";
    /// An Argo CD Application sets a parameter that the plugin does not have, or a value that the parameter does not take.
    /// `flink-render cmp parameters` prints all of them.
    PARAMETER = 7, "a parameter of the plugin";
}

/// The pages of all codes, in their order.
pub fn pages() -> Vec<&'static Page> {
    let mut pages = flink_render::pages::pages();
    pages.extend(PAGES);
    pages.sort_unstable_by_key(|page| page.code);
    pages
}
