//! Variables that others are made of.

use std::collections::BTreeMap;

use crate::flink::reference;

/// Adds those that others of them are made of, for the same user; `variables`: names and values.
pub fn reach<'a, T: Clone>(
    users: &mut BTreeMap<String, T>,
    variables: impl IntoIterator<Item = (&'a str, &'a str)>,
) {
    let mut made_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in variables {
        made_of.entry(name).or_default().extend(reference::names(value));
    }
    let mut open: Vec<String> = users.keys().cloned().collect();
    while let Some(name) = open.pop() {
        let Some(user) = users.get(&name).cloned() else { continue };
        for part in made_of.get(name.as_str()).into_iter().flatten() {
            if !users.contains_key(*part) {
                users.insert((*part).to_owned(), user.clone());
                open.push((*part).to_owned());
            }
        }
    }
}
