//! Findings that say the same of many places, told once.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

use crate::report::words::plural;
use crate::sink::terminal;

/// How many of the other places are named.
const NAMED: usize = 5;
/// A finding, and those that say the same of other places.
pub struct Told<'a> {
    pub found: &'a Diagnostic,
    more: Vec<&'a Diagnostic>,
}

/// Those that count, in their order. An error is mended in each place: up to `apart` of them are told each by itself.
pub fn once(findings: &[Diagnostic], apart: usize) -> Vec<Told<'_>> {
    let counting = || findings.iter().filter(|found| found.ignored.is_none());
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    counting().for_each(|found| *counts.entry(key(found)).or_insert(0) += 1);
    let mut seen = BTreeMap::new();
    let mut told: Vec<Told<'_>> = Vec::new();
    for found in counting() {
        let key = key(found);
        let alone = found.is_error() && counts.get(&key).is_some_and(|count| *count <= apart);
        let first = *seen.entry(key).or_insert(told.len());
        match told.get_mut(first).filter(|_| !alone) {
            Some(told) => told.more.push(found),
            None => told.push(Told { found, more: Vec::new() }),
        }
    }
    told
}

type Words<'a> = (Code, Severity, &'a str, Option<&'a str>);

fn key(found: &Diagnostic) -> Words<'_> {
    (found.code, found.severity, &found.message, found.help.as_deref())
}

impl Told<'_> {
    /// `the same in 149 more places: a.yaml:7:3, b.yaml:7:3 and 147 other places`; none when it is alone.
    pub fn elsewhere(&self) -> Option<String> {
        let named = self.more.iter().take(NAMED).map(|found| place(found)).collect::<Vec<_>>().join(", ");
        let rest = self.more.len().saturating_sub(NAMED);
        let rest = if rest > 0 { format!(" and {}", plural(rest, "other place")) } else { String::new() };
        (!self.more.is_empty())
            .then(|| format!("the same in {}: {named}{rest}", plural(self.more.len(), "more place")))
    }
}

fn place(found: &Diagnostic) -> String {
    let Some(source) = &found.source else { return "the run".to_owned() };
    let (line, column) = source.position(found.span.start);
    format!("{}:{line}:{column}", terminal::inside(&source.name))
}
