//! Texts against golden files, in one way: `UPDATE=1 cargo test --all-features` writes what comes out now as expected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use flink_render::api::flink_cluster::FlinkCluster;
use flink_render::api::read::Read;
use flink_render::api::shape::Shape;
use flink_render::flink::version::{NEWEST, OLDEST, Version};
use rayon::prelude::*;
use similar::TextDiff;
use walkdir::WalkDir;

use crate::cli::{Place, Run};
use crate::support::root;

/// The file of a case that holds command lines, as `args` holds options: one whose output is the golden file, or several with
/// a transcript. `{code}`, `{field}` and `{minor}` (a version of Flink) stand for each of them, with a file each.
const COMMAND: &str = "command";
/// What a command reads, if it reads anything.
const INPUT: &str = "stdin";
/// Marks what `flink-render golden` leaves alone.
const MARK: &str = ".foreign";

/// Whether golden files are written, not compared.
pub fn blesses() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// All files of a folder of golden files, against what they should hold.
pub fn compare(folder: &str, texts: &BTreeMap<PathBuf, String>) {
    let folder = root().join("golden").join(folder);
    let files =
        WalkDir::new(&folder).into_iter().filter_map(Result::ok).filter(|entry| entry.path().is_file());
    let files = files.map(|entry| entry.path().strip_prefix(&folder).unwrap().to_owned());
    let golden: BTreeMap<PathBuf, String> = files
        .filter(|file| file != Path::new(MARK))
        .map(|file| (file.clone(), std::fs::read_to_string(folder.join(file)).unwrap()))
        .collect();
    let of = |file: &Path| [&golden, texts].map(|side| side.get(file).map(String::as_str));
    let mut different = Vec::new();
    for file in golden.keys().chain(texts.keys().filter(|file| !golden.contains_key(*file))) {
        let path = folder.join(file);
        match of(file) {
            [golden, text] if golden == text => {}
            [_, None] if blesses() => std::fs::remove_file(path).unwrap(),
            [_, Some(text)] if blesses() => {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            [golden, text] => {
                let (golden, text) = (golden.unwrap_or_default(), text.unwrap_or_default());
                let diff = TextDiff::from_lines(golden, text);
                let diff = diff.unified_diff().context_radius(2).header("golden", "now").to_string();
                different.push(format!("{}\n{}", path.display(), diff));
            }
        }
    }
    assert!(different.is_empty(), "{}\naccept it with UPDATE=1", different.join("\n"));
}

/// Each case of a suite, and its command lines.
fn commands(suite: &str) -> Vec<(PathBuf, Vec<String>)> {
    let suite = root().join("fixtures").join(suite);
    let files = WalkDir::new(&suite).sort_by_file_name().into_iter().map(Result::unwrap);
    let cases = files.filter(|entry| entry.file_name() == COMMAND).map(|entry| {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
        (entry.path().parent().unwrap().strip_prefix(&suite).unwrap().to_owned(), lines)
    });
    let cases: Vec<_> = cases.collect();
    assert!(!cases.is_empty(), "{} has no case", suite.display());
    cases
}

/// Runs a command in a copy of a folder. What it says on the other stream, and how it ends, where that is anything.
fn run(folder: &Path, line: &str) -> (String, Option<String>) {
    let place = Place::new(&[]);
    for entry in WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let file = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
        place.write(file, std::fs::read(entry.path()).unwrap());
    }
    let Run { code, out, err } = match std::fs::File::open(folder.join(INPUT)) {
        Ok(input) => place.run_with(line, input),
        Err(_) => place.run(line),
    };
    let end = code.map_or("killed".to_owned(), |code| format!("exit code {code}"));
    (out, (code != Some(0) || !err.is_empty()).then(|| format!("{err}{end}\n")))
}

/// The golden files of one command.
fn alone(folder: &Path, line: &str, name: &str) -> BTreeMap<PathBuf, String> {
    let extension = match line.split(' ').collect::<Vec<_>>()[..] {
        ["schema", ..] | [.., "json"] => "json",
        ["init", "check", ..] => "txt",
        ["crd" | "status-sync" | "init", ..] => "yaml",
        [.., "markdown"] => "md",
        [.., "html"] => "html",
        [.., "--graph"] => "svg",
        _ => "txt",
    };
    let (out, end) = run(folder, line);
    let out = (!out.is_empty()).then(|| (format!("{name}.{extension}").into(), out));
    out.into_iter().chain(end.map(|end| (format!("{name}.stderr.txt").into(), end))).collect()
}

/// The golden file of several.
fn transcript(folder: &Path, lines: &[String]) -> String {
    let of = |line: &String| {
        let (out, end) = run(folder, line);
        format!("$ {line}\n{out}{}\n", end.unwrap_or_default())
    };
    lines.iter().map(of).collect()
}

/// What a word stands for.
fn each(word: &str) -> Vec<String> {
    match word {
        "{code}" => {
            let list = Place::new(&[]).run("explain codes").out;
            list.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
        }
        "{field}" => {
            let mut all = vec!["flinkcluster".to_owned()];
            fields(FlinkCluster::SHAPE, "", &mut all);
            all
        }
        "{minor}" => minors().map(|version| version.to_string()).collect(),
        _ => panic!("{word}"),
    }
}

/// The versions of Flink that the tables know.
fn minors() -> impl Iterator<Item = Version> {
    let majors = (OLDEST.major..=NEWEST.major).filter_map(|major| Version { major, minor: 0 }.last());
    let oldest = |major| if major == OLDEST.major { OLDEST.minor } else { 0 };
    majors.flat_map(move |last| {
        (oldest(last.major)..=last.minor).map(move |minor| Version { major: last.major, minor })
    })
}

/// All fields down to what is Kubernetes' own.
fn fields(shape: Shape, path: &str, all: &mut Vec<String>) {
    let Shape::Object(object) = shape else { return };
    for member in object.members.iter().filter(|_| !object.open) {
        let path =
            [path, member.name].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(".");
        fields(member.shape, &path, all);
        all.push(path);
    }
}

fn suite(suite: &str) {
    let folder = root().join("fixtures").join(suite);
    let texts = commands(suite).into_par_iter().flat_map_iter(|(case, lines)| {
        let folder = folder.join(&case);
        let files = match &lines[..] {
            [line] => match line.split(' ').find(|word| word.starts_with('{')) {
                None => alone(&folder, line, "output"),
                Some(open) => {
                    let of = |word: String| alone(&folder, &line.replace(open, &word), &word);
                    each(open).into_par_iter().flat_map_iter(of).collect()
                }
            },
            lines => [("output.txt".into(), transcript(&folder, lines))].into(),
        };
        files.into_iter().map(move |(file, text)| (case.join(file), text))
    });
    compare(suite, &texts.collect());
}

#[test]
fn adopt() {
    suite("adopt");
}

#[test]
fn convert() {
    suite("convert");
}

#[test]
fn explain() {
    suite("explain");
}

#[test]
fn init() {
    suite("init");
}

#[test]
fn minors_of_flink() {
    suite("minors");
}

/// What is rendered for a version is shown, so that a feature that comes with another version is seen.
#[test]
fn every_minor_of_flink_has_a_case() {
    let shown = root().join("fixtures/versions");
    let minors = minors().map(|minor| minor.to_string());
    let missing: Vec<_> = minors.filter(|minor| !shown.join(minor).is_dir()).collect();
    assert!(missing.is_empty(), "fixtures/versions has no {missing:?}");
}

#[test]
fn print() {
    suite("print");
}

#[test]
fn reports() {
    suite("reports");
}

#[test]
fn status_sync() {
    suite("status-sync");
}

/// No suite of commands is left out above.
#[test]
fn every_suite_is_run() {
    let files = WalkDir::new(root().join("fixtures")).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_name() == COMMAND);
    let suite = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(root().join("fixtures")).unwrap().to_owned();
        path.components().next().unwrap().as_os_str().to_str().unwrap().to_owned()
    };
    let mut suites: Vec<_> = files.map(suite).collect();
    suites.dedup();
    suites.sort_unstable();
    suites.dedup();
    assert_eq!(suites, ["adopt", "convert", "explain", "init", "minors", "print", "reports", "status-sync"]);
}

/// However objects refer to each other, a picture shows it.
#[test]
fn every_reference_is_drawn() {
    let picture = std::fs::read_to_string(root().join("golden/explain/graph/output.svg")).unwrap();
    let (_, sentences) = picture.split_once("<desc id=\"desc\">").unwrap();
    for (tie, phrase) in flink_render::report::graph::Tie::ALL {
        let known = |sentence: &str| {
            let words = sentence.trim().splitn(3, ' ').collect::<Vec<_>>();
            words.get(2).is_some_and(|rest| rest.starts_with(phrase))
        };
        assert!(sentences.split(". ").any(known), "{tie:?}: {phrase}");
    }
}

/// Each command has a case.
#[test]
fn every_command_is_run() {
    let help = Place::new(&[]).run("--help").out;
    let (_, list) = help.split_once("\nCommands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let words: Vec<_> = lines
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|word| !word.is_empty()))
        .collect();
    assert!(words.len() > 15, "{words:?}");
    let files = WalkDir::new(root().join("fixtures")).into_iter().map(Result::unwrap);
    let cases: String = files
        .filter(|entry| entry.file_name() == COMMAND)
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect();
    let run: BTreeSet<&str> = cases.lines().filter_map(|line| line.split(' ').next()).collect();
    let missing: Vec<_> = words.iter().filter(|word| **word != "help" && !run.contains(*word)).collect();
    assert!(missing.is_empty(), "fixtures: no `command` with {missing:?}");
}
