//! The walls between the rooms, read from the source.

use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

use crate::support::root;

/// A room, and what of ours it may import.
const WALLS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("hidden.rs", &[]),
    ("tree.rs", &["diagnostic"]),
    ("k8s", &["tree"]),
    ("flink", &[]),
    ("api", &["tree", "diagnostic"]),
    ("model", &["tree", "flink", "k8s"]),
    ("fleet", &["tree", "diagnostic", "flink", "k8s", "model"]),
    ("review", &["tree", "diagnostic", "flink", "k8s", "fleet"]),
    ("pin.rs", &["tree", "diagnostic", "k8s", "render::parse", "render::emit", "review::difference"]),
    ("render/parse", &["tree", "diagnostic", "api", "k8s"]),
    ("render/resolve", &["tree", "diagnostic", "api", "flink", "k8s", "model"]),
    ("render/validate", &["tree", "diagnostic", "flink", "k8s", "model"]),
    (
        "render/lower",
        &["tree", "flink", "k8s", "model", "render::validate::Valid", "render::validate::Memory"],
    ),
    ("render/emit", &["tree", "k8s"]),
    ("render/body.rs", &[]),
    // Codes of every room are named in its annotation.
    (
        "render/ignore",
        &[
            "tree",
            "diagnostic",
            "k8s",
            "fleet::claims",
            "review",
            "render::across",
            "render::pages",
            "render::parse::alike",
        ],
    ),
    (
        "render/options.rs",
        &["diagnostic", "flink", "k8s", "render::body", "render::parse", "render::resolve"],
    ),
    ("render/rendering.rs", &["tree", "diagnostic", "k8s", "fleet", "render::body", "render::ignore"]),
    ("render/served.rs", &["tree", "diagnostic", "k8s", "render::options"]),
    ("render/across.rs", &["diagnostic", "fleet::claims", "render::rendering"]),
    ("render/pages.rs", &["diagnostic", "fleet::claims", "render"]),
    ("status", &["api::status", "api::tolerant", "flink::answers", "k8s"]),
    ("sidecar", &["tree", "k8s", "render::emit"]),
    ("crd.rs", &["tree", "api", "render::emit", "render::resolve::defaults", "render::validate::rules"]),
    ("schema.rs", &["tree", "api", "crd"]),
    ("provenance", &["tree", "diagnostic", "hidden", "api", "flink", "k8s", "model", "render"]),
    ("sink", &["hidden"]),
    ("report", &["tree", "diagnostic", "flink", "k8s", "model", "fleet", "review", "sink"]),
    ("explain", &["tree", "diagnostic", "api", "flink", "k8s", "model", "render", "provenance", "sink"]),
    ("krm", &["tree", "diagnostic", "api", "k8s", "render", "sink"]),
    ("oci", &[]),
];

/// What the sidecar may import of the library, and its parts of each other: observe, derive, patch.
const SIDECAR: &[(&str, &[&str])] = &[
    (
        "bin/flink-status-sync",
        &[
            "flink_render::status",
            "flink_render::api",
            "flink_render::k8s",
            "flink_render::flink::answers",
            "flink_render::flink::rest",
        ],
    ),
    (
        "bin/flink-status-sync/observe",
        &["crate::observe", "crate::metrics", "crate::pace", "crate::plain", "crate::shard"],
    ),
    ("bin/flink-status-sync/patch.rs", &["crate::observe::kinds", "crate::plain", "crate::shard"]),
    ("bin/flink-status-sync/refuse.rs", &["crate::observe::kinds", "crate::plain"]),
    ("bin/flink-status-sync/events.rs", &["crate::metrics", "crate::plain"]),
    ("bin/flink-status-sync/lease.rs", &["crate::pace", "crate::plain"]),
];

/// Crates that speak to a network or a cluster.
const OUTSIDE: &[&str] = &["tokio", "kube", "hyper", "reqwest", "rustls", "socket2", "axum", "k8s-openapi"];

fn sources(room: &str) -> Vec<(String, String)> {
    let path = root().join("src").join(room);
    let files = WalkDir::new(&path).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(root()).unwrap().display().to_string();
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The paths after `crate::` or another root, with the braces of `use` opened one level.
fn imports(text: &str, root: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (n, _) in text.match_indices(root) {
        let path = &text[n + root.len()..];
        let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(path.len());
        let (head, tail) = path.split_at(end);
        match (
            head.is_empty() || head.ends_with("::"),
            tail.strip_prefix('{').and_then(|tail| tail.split_once('}')),
        ) {
            (true, Some((names, _))) => {
                found.extend(
                    names
                        .split(',')
                        .map(|name| format!("{head}{}", name.trim()))
                        .filter(|name| !name.ends_with("::")),
                );
            }
            _ => found.push(head.to_owned()),
        }
    }
    found
}

#[test]
fn rooms_import_what_they_may() {
    let mut broken = Vec::new();
    for (room, allowed) in WALLS {
        let own = room.trim_end_matches(".rs").replace('/', "::");
        for (file, text) in sources(room) {
            for import in imports(&text, "crate::") {
                let inside = |room: &str| import == room || import.starts_with(&format!("{room}::"));
                // Macros are exported at the root.
                if !inside(&own)
                    && !allowed.iter().any(|room| inside(room))
                    && !matches!(import.as_str(), "map" | "list" | "codes")
                {
                    broken.push(format!("{file}: crate::{import}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_room_has_its_walls() {
    let rooms = |folder: &str| {
        let entries = std::fs::read_dir(root().join("src").join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    for room in rooms("").into_iter().filter(|room| !matches!(room.as_str(), "lib.rs" | "bin" | "render")) {
        assert!(WALLS.iter().any(|(walled, _)| *walled == room), "{room}");
    }
    for stage in rooms("render").into_iter().filter(|room| room != "mod.rs") {
        assert!(WALLS.iter().any(|(walled, _)| *walled == format!("render/{stage}")), "render/{stage}");
    }
}

#[test]
fn only_validate_makes_valid_clusters() {
    for (file, text) in sources("") {
        let made = text.contains("Valid {") && !file.ends_with("src/render/validate/mod.rs");
        assert!(!made, "{file}");
    }
}

#[test]
fn the_sidecar_imports_what_it_may() {
    let mut broken = Vec::new();
    for (part, allowed) in SIDECAR {
        let crates =
            allowed.iter().filter_map(|path| path.split_once("::")).map(|(root, _)| format!("{root}::"));
        for root in crates.collect::<std::collections::BTreeSet<_>>() {
            for (file, text) in sources(part) {
                for import in imports(&text, &root) {
                    let import = format!("{root}{import}");
                    if !allowed.iter().any(|path| import == *path || import.starts_with(&format!("{path}::")))
                    {
                        broken.push(format!("{file}: {import}"));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_the_sidecar_has_a_network() {
    let crates = |options: &[&str]| {
        let tree =
            ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
        let cargo =
            Command::new(env!("CARGO")).args(tree).args(options).current_dir(root()).output().unwrap();
        assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
        let lines = String::from_utf8(cargo.stdout).unwrap();
        let names = lines.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned);
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let (default, sidecar) = (crates(&[]), crates(&["--features", "sidecar"]));
    for name in OUTSIDE {
        assert!(!default.contains(*name), "{name}");
        assert!(sidecar.contains(*name), "{name} is a name that no crate has");
    }
}

#[test]
fn every_fixture_has_its_golden() {
    for side in [("fixtures", "golden"), ("golden", "fixtures")] {
        for entry in WalkDir::new(root().join(side.0)).min_depth(2) {
            let entry = entry.unwrap();
            let twin = root().join(side.1).join(entry.path().strip_prefix(root().join(side.0)).unwrap());
            let case: &Path = if entry.file_type().is_dir() { &twin } else { twin.parent().unwrap() };
            assert!(case.is_dir(), "{} has no twin", entry.path().display());
        }
    }
}

fn findings() -> String {
    WalkDir::new(root().join("golden"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_name() == "findings.txt")
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect()
}

#[test]
fn every_code_is_shown_by_a_fixture() {
    let findings = findings();
    let missing: Vec<_> = flink_render::render::pages()
        .into_iter()
        .filter(|page| !findings.contains(&format!(" {}: ", page.code)))
        .map(|page| format!("{}: {}", page.code, page.title))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_may_be_a_warning_can_be_ignored() {
    let findings = findings();
    let wrong: Vec<_> = flink_render::render::pages()
        .into_iter()
        // That there is more must not go unseen.
        .filter(|page| page.code != flink_render::diagnostic::capped::TOO_MANY)
        .filter(|page| page.ignorable != findings.contains(&format!("warning {}: ", page.code)))
        .map(|page| format!("{}: mark it with `, warning`, or show it as one in a fixture", page.code))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_are_distinct() {
    let mut pages = flink_render::render::pages();
    let parts =
        [flink_render::review::codes::PAGES, flink_render::pin::PAGES, flink_render::krm::codes::PAGES];
    pages.extend(parts.into_iter().flatten());
    pages.sort_by_key(|page| page.code);
    for pair in pages.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].title, pair[1].title);
    }
    assert!(pages.iter().all(|page| !page.title.is_empty() && page.text.len() > 20));
}
