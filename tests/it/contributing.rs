//! What `.github/` tells people who come to change the code is true.

use std::path::Path;

use walkdir::WalkDir;

use crate::support::root;

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(".github").join(name)).unwrap()
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The source of a module of this test binary: `review`, in a file or a folder.
fn tests(module: &str) -> String {
    let here = root().join("tests/it");
    let files =
        WalkDir::new(here).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let own = |path: &Path| {
        path.file_stem().is_some_and(|stem| stem == module)
            || path.parent().is_some_and(|folder| folder.ends_with(module))
    };
    files
        .filter(|entry| own(entry.path()))
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect()
}

#[test]
fn places_and_tests_that_are_named_exist() {
    let text = page("CONTRIBUTING.md") + &page("SECURITY.md") + &page("DEPENDENCIES.md");
    let mut seen = 0;
    for quoted in quoted(&text) {
        let quoted = quoted.split(' ').next().unwrap();
        let is_place = ["src/", "tests/", "fixtures/", "golden/", "templates/", ".ci/", ".deny"];
        if is_place.iter().any(|start| quoted.starts_with(start)) {
            assert!(root().join(quoted).exists(), "{quoted}");
            seen += 1;
        } else if let Some((module, name)) = quoted.split_once("::") {
            let source = tests(module);
            assert!(source.contains(&format!("#[test]\nfn {name}()")), "{quoted}");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn what_people_add_has_a_list() {
    let text = page("CONTRIBUTING.md");
    for what in
        ["A field", "An object", "A rule", "A version of Flink", "A command", "A report format", "A state"]
    {
        let (_, list) = text.split_once(&format!("\n### {what}")).unwrap();
        assert!(list.split("\n### ").next().unwrap().contains("\n1. `"), "{what}");
    }
}

#[test]
fn every_dependency_has_a_row() {
    let text = page("DEPENDENCIES.md");
    let rows: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .flat_map(|row| row.split(", "))
        .collect();
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut dependencies = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        match line.strip_prefix('[') {
            Some(section) => inside = section.ends_with("dependencies]"),
            None => dependencies.extend(line.split_once(" = ").map(|(name, _)| name).filter(|_| inside)),
        }
    }
    assert!(dependencies.len() > 40);
    let missing: Vec<_> = dependencies.iter().filter(|name| !rows.contains(name)).collect();
    assert!(missing.is_empty(), "no row for {missing:?}");
    let left: Vec<_> = rows
        .iter()
        .filter(|row| **row != "crate" && !row.starts_with('-') && !dependencies.contains(row))
        .collect();
    assert!(left.is_empty(), "no dependency {left:?}");
}
