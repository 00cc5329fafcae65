//! Every rule of the derivation is shown by a case: its field `rows` names the rules, its title says what they are.

use std::collections::BTreeSet;

use super::cases;

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
