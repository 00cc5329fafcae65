//! A word that several things are called by: all of them, each with the name to ask for it by.

use std::fmt::Write;

use super::{option, topics, upgrade};
use crate::diagnostic::Page;
use crate::flink::options;
use crate::flink::version::{NEWEST, OLDEST, Version};

/// More are counted only.
const MOST: usize = 12;
/// And so many where something else was meant, most likely.
const FEW: usize = 3;

/// A column of longer names leaves no room beside it.
const WIDEST: usize = 40;

/// A thing that a word may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// What to ask for: `spec.jobManager.replicas`.
    pub topic: String,
    /// A sentence about it, which may be empty.
    pub what: String,
}

/// All that a word may mean but itself, those with the shortest paths first. `pages`: of all codes.
pub fn of(word: &str, pages: &[&Page]) -> Vec<Meaning> {
    let depth = |meaning: &Meaning| meaning.topic.matches('.').count();
    let option = |key: &str| Meaning {
        topic: format!("{}{key}", option::SHORT),
        what: "An option of Flink.".to_owned(),
    };
    let fields = topics::all(pages).into_iter().filter(|(topic, _)| option::key(topic).is_none());
    let fields = fields.filter(|(topic, _)| topic != word && ends_in(topic, word));
    let mut fields: Vec<_> = fields.map(|(topic, what)| Meaning { topic, what }).collect();
    fields.sort_by_key(depth);
    // A `*` stands for a name, which nobody knows here.
    let options = options::all_keys().filter(|key| !key.contains('*') && ends_in(key, word));
    let mut options: Vec<_> = options.map(option).collect();
    options.sort_by_key(depth);
    versions(word).into_iter().chain(fields).chain(options).collect()
}

/// Whether a path is the word, or ends in it.
fn ends_in(path: &str, word: &str) -> bool {
    let start = path.len().checked_sub(word.len());
    let Some((head, tail)) = start.and_then(|start| path.split_at_checked(start)) else { return false };
    !word.is_empty() && tail.eq_ignore_ascii_case(word) && (head.is_empty() || head.ends_with('.'))
}

/// A version alone: the ways to it, and from it.
fn versions(word: &str) -> Vec<Meaning> {
    let Some(version) = Version::parse(word).filter(|version| upgrade::is_known(*version)) else {
        return Vec::new();
    };
    let way = |from: Version, to: Version| Meaning {
        topic: format!("{from}..{to}"),
        what: format!("What changes from Flink {from} to {to}"),
    };
    let next = Some(NEWEST).filter(|newest| *newest != version);
    let before = (version != OLDEST).then(|| way(version.before(), version));
    before.into_iter().chain(next.map(|next| way(version, next))).collect()
}

/// A few of them on a line.
pub fn line(title: &str, all: &[Meaning]) -> String {
    let shown = &all[..all.len().min(FEW)];
    let names: Vec<_> = shown.iter().map(|meaning| format!("`{}`", meaning.topic)).collect();
    let others = match all.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} others"),
    };
    format!("{title} {}{others}\n", names.join(", "))
}

/// Meanings as a list.
pub fn list(title: &str, all: &[Meaning]) -> String {
    let shown = &all[..all.len().min(MOST)];
    let width = shown.iter().map(|meaning| meaning.topic.len()).max().unwrap_or_default();
    let mut out = format!("{title}\n");
    for Meaning { topic, what } in shown {
        let _ = match width > WIDEST {
            true => writeln!(out, "  {topic}\n  {:4}{}", "", what.trim()),
            false => writeln!(out, "  {topic:width$}  {}", what.trim()),
        };
    }
    if all.len() > shown.len() {
        let _ = writeln!(out, "  and {} others", all.len() - shown.len());
    }
    out
}
