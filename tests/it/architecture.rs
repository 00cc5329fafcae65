//! The walls between the rooms, read from the source.

mod imports;
mod fields;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use walkdir::WalkDir;

use self::imports::{Import, Sources};
use crate::support::root;

/// A room, and what of ours it may import.
const WALLS: &[(&str, &[&str])] = &[
    ("packed.rs", &[]),
    ("diagnostic", &["packed"]),
    ("hidden.rs", &[]),
    ("tree", &["diagnostic"]),
    ("yaml", &["diagnostic"]),
    ("k8s", &["tree"]),
    // Credentials are found in any text.
    ("flink", &["diagnostic", "yaml"]),
    ("api", &["tree", "diagnostic", "k8s::dialect"]),
    ("model", &["tree", "flink", "k8s"]),
    ("fleet", &["tree", "diagnostic", "flink", "k8s", "model"]),
    ("review", &["tree", "diagnostic", "api::fields", "flink", "k8s", "fleet"]),
    (
        "pin.rs",
        &["tree", "diagnostic", "api::fields", "k8s", "render::parse", "render::emit", "review::difference"],
    ),
    ("convert", &["tree", "diagnostic", "api", "flink", "k8s", "fleet", "review", "render"]),
    ("render/parse", &["tree", "diagnostic", "yaml", "api", "k8s"]),
    ("render/resolve", &["tree", "diagnostic", "api", "flink", "k8s", "model"]),
    ("render/validate", &["tree", "diagnostic", "api::fields", "flink", "k8s", "model"]),
    (
        "render/lower",
        &[
            "tree",
            "flink",
            "k8s",
            "model",
            "render::validate::Valid",
            "render::validate::rules::memory::Memory",
        ],
    ),
    ("render/emit", &["tree", "k8s"]),
    ("render/check.rs", &["tree", "diagnostic", "render::parse", "render::resolve", "render::validate"]),
    ("render/body.rs", &["tree", "packed", "render::emit"]),
    ("render/hide.rs", &["diagnostic", "flink::credentials", "render::parse", "render::validate"]),
    // Codes of every room are named in its annotation.
    (
        "render/ignore.rs",
        &[
            "tree",
            "diagnostic",
            "k8s",
            "fleet::claims",
            "review",
            "render::codes",
            "render::pages",
            "render::parse::alike",
        ],
    ),
    (
        "render/options.rs",
        &["diagnostic", "flink", "k8s", "render::body", "render::parse", "render::resolve"],
    ),
    (
        "render/rendering.rs",
        &["tree", "packed", "diagnostic", "k8s", "fleet", "review", "render::body", "render::ignore"],
    ),
    ("render/codes.rs", &["diagnostic"]),
    ("render/served.rs", &["tree", "diagnostic", "k8s", "render::codes", "render::options"]),
    (
        "render/across.rs",
        &["diagnostic", "flink::credentials", "fleet::claims", "render::codes", "render::rendering"],
    ),
    ("render/namesakes.rs", &["k8s::names", "render::rendering"]),
    ("render/pages.rs", &["diagnostic", "fleet::claims", "render"]),
    ("status", &["api::status", "api::tolerant", "flink::answers", "k8s"]),
    ("sidecar", &["tree", "k8s", "render::emit"]),
    ("crd", &["tree", "api", "k8s", "render::emit", "render::resolve::defaults", "render::validate::rules"]),
    ("schema.rs", &["tree", "flink", "k8s", "crd", "explain::option", "render::validate::rules"]),
    ("provenance", &["tree", "diagnostic", "hidden", "api", "flink", "k8s", "model", "render"]),
    ("sink", &["hidden"]),
    ("report", &["tree", "diagnostic", "api::fields", "flink", "k8s", "model", "fleet", "review", "sink"]),
    ("explain", &["tree", "diagnostic", "api", "flink", "k8s", "model", "render", "provenance", "sink"]),
    ("krm", &["tree", "diagnostic", "api", "k8s", "render", "sink"]),
    ("pages.rs", &["diagnostic", "convert", "krm", "pin", "render", "review"]),
    ("oci", &[]),
    ("guide", &[]),
];

/// What the programs' parts may import.
const PROGRAMS: &[(&str, &[&str])] = &[
    (
        "bin/flink-status-sync",
        &[
            "flink_render::status",
            "flink_render::api",
            "flink_render::k8s",
            "flink_render::flink::answers",
            "flink_render::flink::rest",
            "flink_render::flink::version",
        ],
    ),
    // Observe, derive, patch.
    (
        "bin/flink-status-sync/observe",
        &["flink_render", "sidecar::metrics", "sidecar::pace", "sidecar::plain", "sidecar::shard"],
    ),
    (
        "bin/flink-status-sync/patch.rs",
        &["flink_render", "sidecar::observe::kinds", "sidecar::plain", "sidecar::shard"],
    ),
    ("bin/flink-status-sync/refuse.rs", &["flink_render", "sidecar::observe::kinds", "sidecar::plain"]),
    ("bin/flink-status-sync/events.rs", &["flink_render", "sidecar::metrics", "sidecar::plain"]),
    ("bin/flink-status-sync/lease.rs", &["flink_render", "sidecar::pace", "sidecar::plain"]),
];

/// Crates that speak to a network or a cluster.
const OUTSIDE: &[&str] = &["tokio", "kube", "hyper", "reqwest", "rustls", "socket2", "axum", "k8s-openapi"];

/// What the files of the library and of both programs import.
fn all_imports() -> &'static BTreeSet<Import> {
    static ALL: LazyLock<BTreeSet<Import>> = LazyLock::new(|| {
        let text = |file: &str| std::fs::read_to_string(root().join("src").join(file)).ok();
        let mut sources = Sources::default();
        sources.read("flink_render", "lib.rs", &text);
        sources.read("renderer", "bin/flink-render/main.rs", &text);
        sources.read("sidecar", "bin/flink-status-sync/main.rs", &text);
        sources.imports()
    });
    &ALL
}

/// Whether `path` is the place, or below it.
fn is_in(path: &str, place: &str, by: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(by) || place.is_empty())
}

/// What the files of a room import of others, where it may not.
fn beyond(room: &str, allowed: &[&str]) -> Vec<String> {
    let imports = all_imports().iter().filter(|import| is_in(&import.from, room, "/"));
    let foreign = imports.filter(|import| !is_in(&import.to, room, "/"));
    let broken = foreign.filter(|import| !allowed.iter().any(|path| is_in(&import.path, path, "::")));
    broken.map(|Import { from, path, .. }| format!("{from}: {path}")).collect()
}

#[test]
fn rooms_import_what_they_may() {
    let broken: Vec<_> = WALLS
        .iter()
        .flat_map(|(room, allowed)| {
            let allowed: Vec<_> = allowed.iter().map(|path| format!("flink_render::{path}")).collect();
            beyond(room, &allowed.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn nothing_imports_itself_in_a_circle() {
    let circles = imports::circles(all_imports());
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// The test above sees what it is to see: each file here takes something of `parse`, in another way.
#[test]
fn imports_are_led_to_where_they_are_held() {
    let files = [
        ("lib.rs", "pub mod stage; pub mod front; pub use stage::parse::Exported;"),
        (
            "stage/mod.rs",
            "pub mod parse; pub mod lower; mod quiet { pub use super::parse::Handed as Other; } pub use quiet::Other;",
        ),
        (
            "stage/parse.rs",
            "pub struct Exported; pub struct Handed; pub fn read() {} #[macro_export] macro_rules! fields { () => {} }",
        ),
        ("stage/lower/mod.rs", "mod a; mod b; mod c; mod d; mod e; mod f; mod g; mod h; mod i;"),
        ("stage/lower/a.rs", "use super::super::parse;"),
        ("stage/lower/b.rs", "use super::super::{lower, parse::{read as take}};"),
        ("stage/lower/c.rs", "use crate::Exported;"),
        ("stage/lower/d.rs", "use super::super::Other;"),
        ("stage/lower/e.rs", "fn f() { super::super::parse::read(); }"),
        ("stage/lower/f.rs", "fn f() { println!(\"{}\", [crate::stage::parse::read()]); }"),
        ("stage/lower/g.rs", "use crate::front::*; fn f(_: Handed) {}"),
        ("stage/lower/h.rs", "crate::fields!();"),
        ("stage/lower/i.rs", "use super::super::parse::MadeByAMacro;"),
        ("front.rs", "pub use crate::stage::parse::*;"),
    ];
    let text = |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, text)| (*text).to_owned());
    let mut sources = Sources::default();
    sources.read("it", "lib.rs", &text);
    let imports = sources.imports();
    for (file, _) in
        files.iter().filter(|(file, _)| file.starts_with("stage/lower/") && !file.ends_with("mod.rs"))
    {
        let found = imports.iter().any(|import| import.from == *file && import.to == "stage/parse.rs");
        assert!(found, "{file}: {imports:#?}");
    }
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
fn programs_import_what_they_may() {
    let broken: Vec<_> = PROGRAMS.iter().flat_map(|(part, allowed)| beyond(part, allowed)).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_command_knows_another() {
    let command = |file: &str| {
        let name = file.strip_prefix("bin/flink-render/commands/")?.split(['/', '.']).next()?;
        Some(name.to_owned())
    };
    for Import { from, to, path, .. } in all_imports() {
        let known = command(to).filter(|to| command(from).is_some_and(|from| from != *to));
        assert!(known.is_none(), "{from}: {path}");
    }
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
        .filter(|page| {
            page.ignorable
                != ["warning", "note"]
                    .iter()
                    .any(|word| findings.contains(&format!("{word} {}: ", page.code)))
        })
        .map(|page| format!("{}: mark it with `, warning`, or show it as one in a fixture", page.code))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_are_distinct() {
    let pages = flink_render::pages::pages();
    for pair in pages.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].title, pair[1].title);
    }
    assert!(pages.iter().all(|page| !page.title.is_empty() && page.text.len() > 20));
}

/// The texts of a room's files, each with its name.
fn sources(room: &str) -> Vec<(String, String)> {
    let files =
        WalkDir::new(root().join("src").join(room)).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    let name = |path: &Path| path.strip_prefix(root()).unwrap().display().to_string();
    files.map(|entry| (name(entry.path()), std::fs::read_to_string(entry.path()).unwrap())).collect()
}

/// A file that no `mod` names is no code, and nothing else says so.
#[test]
fn every_file_is_compiled() {
    let all: BTreeMap<String, String> = sources("").into_iter().collect();
    for file in all.keys() {
        let (folder, name) = file.rsplit_once('/').unwrap();
        let (folder, module) = match name {
            "lib.rs" | "main.rs" => continue,
            "mod.rs" => folder.rsplit_once('/').unwrap(),
            _ => (folder, name.strip_suffix(".rs").unwrap()),
        };
        let by = ["mod.rs", "lib.rs", "main.rs"].map(|name| format!("{folder}/{name}"));
        let mut by = by.iter().filter_map(|file| all.get(file));
        let named = |text: &String| text.lines().any(|line| line.ends_with(&format!("mod {module};")));
        assert!(by.any(named), "{file}: no `mod {module};` names it");
    }
}

/// The structs of the model that have fields.
fn parts_of_the_cluster() -> Vec<String> {
    let model = std::fs::read_to_string(root().join("src/model/mod.rs")).unwrap();
    let names = model.lines().filter_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(" {"));
    names.map(str::to_owned).collect()
}

#[test]
fn builders_take_each_part_of_the_cluster_apart() {
    let texts: Vec<_> = sources("render/lower").into_iter().map(|(_, text)| text).collect();
    for part in parts_of_the_cluster() {
        let opened = format!("{part} {{");
        let patterns = texts.iter().flat_map(|text| text.split(opened.as_str()).skip(1)).filter_map(|text| {
            let (fields, rest) = text.split_once('}')?;
            rest.trim_start().starts_with("=").then_some(fields)
        });
        let whole = patterns.into_iter().any(|fields| !fields.contains(".."));
        assert!(whole, "src/render/lower: `let {part} {{ ... }} = ` names all its fields nowhere");
    }
}

#[test]
fn two_ways_differ_in_one_table() {
    let knows = |text: &str| text.contains("Way::Native") || text.contains("Way::Operator");
    let files = sources("").into_iter().filter(|(_, text)| knows(text));
    let files: Vec<_> = files.map(|(file, _)| file).collect();
    // The one that explains tells people what they differ in.
    assert_eq!(files, ["src/explain/migration.rs", "src/model/conventions.rs", "src/render/resolve/mod.rs"]);
}
