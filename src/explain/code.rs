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

/// The digits of `FR107`, `fr107`, `107`; of `FR` there are none.
pub fn digits(topic: &str) -> Option<&str> {
    let rest = topic.get(..2).filter(|head| head.eq_ignore_ascii_case("FR")).map(|_| &topic[2..]);
    let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    rest.filter(is_number).or_else(|| Some(topic).filter(is_number).filter(|topic| !topic.is_empty()))
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

/// The page of a code, by its digits; or which ones are near.
pub fn explain(digits: &str, pages: &[&Page]) -> Result<String, String> {
    let number = digits.parse().map(Code).ok();
    if let Some(page) = pages.iter().find(|page| Some(page.code) == number) {
        return Ok(format!("{}: {}\n\n{}\n\n{}\n", page.code, page.title, page.words(), silence(page)));
    }
    let near = near(digits, pages);
    let near: Vec<_> = near.iter().map(|page| format!("{} ({})", page.code, page.title)).collect();
    let near = if near.is_empty() { String::new() } else { format!("; near are {}", near.join(", ")) };
    let code = number.map_or(format!("FR{digits}"), |code| code.to_string());
    Err(format!("there is no code {code}{near}; `explain codes` lists all"))
}

/// Codes that may be meant: one digit is another, or two are in the wrong order.
fn near<'a>(digits: &str, pages: &[&'a Page]) -> Vec<&'a Page> {
    // Longer ones are no slip.
    let all = pages.iter().filter(|_| digits.len() <= 4).map(|page| (format!("{:03}", page.code.0), *page));
    let mut near: Vec<_> =
        all.map(|(code, page)| (strsim::damerau_levenshtein(&code, digits), page)).collect();
    near.sort_by_key(|(distance, page)| (*distance, page.code));
    near.into_iter().filter(|(distance, _)| *distance <= 1).take(3).map(|(_, page)| page).collect()
}
