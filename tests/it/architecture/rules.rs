//! The table of rules is all of them.

use flink_render::render::validate::rules;

use crate::support::root;

#[test]
fn every_file_is_a_rule() {
    let folder = std::fs::read_dir(root().join("src/render/validate/rules")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<_> = names.filter(|name| name != "mod.rs").collect();
    let mut rules: Vec<_> = rules::ALL.iter().map(|rule| format!("{}.rs", rule.name)).collect();
    files.sort();
    rules.sort();
    assert_eq!(files, rules);
}
