//! The pages of all codes that the library finds.

use crate::diagnostic::Page;
use crate::{convert, krm, pin, render, review};

/// All of them, in the order of their codes.
pub fn pages() -> Vec<&'static Page> {
    let mut pages = render::pages();
    let parts = [review::codes::PAGES, pin::PAGES, convert::codes::PAGES, krm::PAGES];
    pages.extend(parts.into_iter().flatten());
    pages.sort_by_key(|page| page.code);
    pages
}
