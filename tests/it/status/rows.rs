//! Every rule of the derivation is shown by a case: its field `rows` names the rules, its title says what they are.

use std::collections::BTreeSet;

use super::cases;
use crate::support::root;

/// How many rules there are about Deployments, the Service, the Ingress, which job it is, what it does, savepoints, the one
/// it started from, restarts, the cluster's state, and the writing.
const ROWS: &[(&str, usize)] = &[
    ("DEP", 7),
    ("SVC", 7),
    ("ING", 11),
    ("ID", 9),
    ("JOB", 18),
    ("SP", 10),
    ("FS", 4),
    ("RC", 5),
    ("CL", 10),
    ("W", 8),
];

#[test]
fn every_row_has_a_case() {
    let shown: BTreeSet<String> = cases::all().into_iter().flat_map(|case| case.rows).collect();
    let rows = ROWS.iter().flat_map(|(group, count)| (1..=*count).map(move |n| format!("{group}-{n}")));
    let missing: Vec<String> = rows.filter(|row| !shown.contains(row)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_reason_has_a_case() {
    let source = std::fs::read_to_string(root().join("src/status/reason.rs")).unwrap();
    let (_, list) = source.split_once("\nreasons! {\n").unwrap();
    let list = list.split("\n}").next().unwrap().lines();
    let reasons: Vec<_> = list.filter_map(|line| Some(line.split_once(" => ")?.0.trim())).collect();
    assert!(reasons.len() > 20);
    let golden = std::fs::read_dir(root().join("golden/status")).unwrap();
    let shown: String = golden.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let shown: BTreeSet<&str> = shown.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let missing: Vec<_> = reasons.iter().filter(|reason| !shown.contains(*reason)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
