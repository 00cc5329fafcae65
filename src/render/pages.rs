//! The pages of the compiler's codes.

use super::{codes, parse, resolve, validate};
use crate::diagnostic::{Page, capped};
use crate::fleet::claims;

/// The pages of all codes, in their order.
pub fn pages() -> Vec<&'static Page> {
    let ours = [capped::PAGES, parse::codes::PAGES, resolve::codes::PAGES, codes::PAGES, claims::PAGES];
    let rules = validate::rules::ALL.iter().map(|rule| rule.pages);
    let mut pages: Vec<_> = ours.into_iter().chain(rules).flatten().collect();
    pages.sort_by_key(|page| page.code);
    pages
}
