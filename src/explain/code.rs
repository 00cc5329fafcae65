//! A code: its page, and whether it can be ignored.

use std::fmt::Write;

use crate::diagnostic::{Code, Page};
use crate::k8s::labels;

/// All codes, one a line.
pub fn all(pages: &[&Page]) -> String {
    pages.iter().fold(String::new(), |mut list, page| {
        let mark = if page.ignorable { "  (can be ignored)" } else { "" };
        let _ = writeln!(list, "{}  {}{mark}", page.code, page.title);
        list
    })
}

/// The number of `FR107`, `fr107`, `107`.
pub fn number(topic: &str) -> Option<u16> {
    let digits = topic.get(..2).filter(|head| head.eq_ignore_ascii_case("FR")).map_or(topic, |_| &topic[2..]);
    digits.parse().ok()
}

/// How a finding is ignored, or why it is not.
fn silence(page: &Page) -> String {
    let (code, key) = (page.code, labels::IGNORE);
    match page.ignorable {
        true => format!(
            "It can be ignored when it is a warning: in the annotation `{key}: \"{code}: <reason>\"` of the FlinkCluster, or in a \
             whole run by `--ignore {code}`. An error cannot."
        ),
        false => "It cannot be ignored.".to_owned(),
    }
}

/// The page of a code, or which one is near.
pub fn explain(number: u16, pages: &[&Page]) -> Result<String, String> {
    match pages.iter().find(|page| page.code == Code(number)) {
        Some(page) => Ok(format!("{}: {}\n\n{}\n\n{}\n", page.code, page.title, page.words(), silence(page))),
        None => {
            let near = pages.iter().min_by_key(|page| page.code.0.abs_diff(number));
            let near =
                near.map_or(String::new(), |page| format!("; the nearest is {}, {}", page.code, page.title));
            Err(format!("there is no code {}{near}; `explain codes` lists all", Code(number)))
        }
    }
}
