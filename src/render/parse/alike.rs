//! Words that are like each other.

use crate::api::shape::Object;
use crate::k8s::dialect::Dialects;

/// Whether two names differ by a slip of the fingers.
pub fn near(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
        || (a.len().min(b.len()) > 3 && apart(a, b) <= 2 && strsim::damerau_levenshtein(a, b) <= 2)
}

/// Two words differ in so many letters at least: more need not be compared, which takes room for each pair of letters.
fn apart(a: &str, b: &str) -> usize {
    a.chars().count().abs_diff(b.chars().count())
}

/// Whether two names are the same but for their dress: `job_manager`, `job-manager`, `JobManager`.
pub fn same(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

fn bare(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).map(|c| c.to_ascii_lowercase()).collect()
}

/// The closest of some words.
pub fn closest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = bare(word);
    let most = |candidate: &str| 1.max(candidate.len() / 4);
    let words = words.filter(|candidate| apart(&word, &bare(candidate)) <= most(candidate));
    let distance = |candidate: &str| strsim::damerau_levenshtein(&word, &bare(candidate));
    let (best, candidate) = words.map(|candidate| (distance(candidate), candidate)).min()?;
    (best <= most(candidate) && best < candidate.len()).then_some(candidate)
}

/// The names of an object's fields, those that are like this one first, and not too many.
pub fn members(name: &str, object: &'static Object, dialects: Dialects) -> String {
    let name = bare(name);
    let mut names: Vec<_> = object.of(dialects).map(|member| member.name).collect();
    names.sort_by_cached_key(|other| strsim::damerau_levenshtein(&name, &bare(other)));
    let (shown, rest) = names.split_at(names.len().min(NAMES));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    format!("{}{more}", shown.join(", "))
}

/// How many names are listed.
const NAMES: usize = 8;
