//! The guide shows what is so: each command in it is run, in the order of its page, on the files that the page shows.

use std::process::Command;

use flink_render::diagnostic::Severity;
use flink_render::explain::topic;
use flink_render::guide::PAGES;
use flink_render::pages::pages;
use flink_render::render::parse::yaml;
use flink_render::tree::Value;
use flink_render::tree::path::{Path, leaves};
use tempfile::TempDir;

use crate::support::root;

/// All pages, and README, which is one too: each with its place in this repository.
fn texts() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let all = PAGES.iter().map(|page| (format!("src/guide/{}.md", page.name), page.text.to_owned()));
    all.chain([("README.md".to_owned(), readme)]).collect()
}

/// A page as it would be written now, how many commands it runs, and what they say that the page does not show.
fn written(text: &str, folder: &std::path::Path) -> (String, usize, Vec<String>) {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_flink-render"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let (mut out, mut count, mut unseen) = (String::new(), 0, Vec::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(&format!("{line}\n"));
        let Some(words) = line.strip_prefix("```").filter(|words| !words.is_empty()) else { continue };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match words.split_once(' ').unwrap_or((words, "")) {
            ("console", "") => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    // What the parts of a pipe say at the same time has no order.
                    let both = match command.contains('|') {
                        true => format!("{command} 2>&1"),
                        false => format!("{{ {command}\n}} 2>&1"),
                    };
                    let run = Command::new("sh")
                        .args(["-c", &both])
                        .current_dir(folder)
                        .env_clear()
                        .env("PATH", &path)
                        .output()
                        .unwrap();
                    let said = String::from_utf8(run.stdout).unwrap();
                    let beside = String::from_utf8_lossy(&run.stderr);
                    unseen.extend((!beside.is_empty()).then(|| format!("{command}\n{beside}")));
                    out.push_str(&format!("$ {command}\n{said}"));
                    count += 1;
                }
            }
            (_, file) => {
                let text: String = block.iter().map(|line| format!("{line}\n")).collect();
                out.push_str(&text);
                if !file.is_empty() {
                    let file = folder.join(file);
                    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                    std::fs::write(file, text).unwrap();
                }
            }
        }
        out.push_str("```\n");
    }
    (out, count, unseen)
}

#[test]
fn it_shows_what_is_so() {
    let (mut count, mut unseen) = (0, Vec::new());
    for (file, text) in texts() {
        let folder = TempDir::new().unwrap();
        let (now, commands, beside) = written(&text, folder.path());
        count += commands;
        unseen.extend(beside.into_iter().map(|what| format!("{file}: {what}")));
        if now != text {
            let file = root().join(file);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(file, now).unwrap();
            } else {
                panic!("{}\n{}", file.display(), similar::TextDiff::from_lines(&text, &now).unified_diff());
            }
        }
    }
    assert!(count > 80, "{count} commands");
    assert!(unseen.is_empty(), "a reader of the page would see this, too:\n{}", unseen.join("\n"));
}

/// A page leads to others that there are.
#[test]
fn its_links_lead_somewhere() {
    for (page, text) in texts() {
        assert!(text.starts_with("# "), "{page}");
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split(')').next().unwrap();
            let file = link.split('#').next().unwrap();
            let folder = root().join(&page).parent().unwrap().to_owned();
            assert!(file.starts_with("https://") || folder.join(file).exists(), "{page}: {link}");
        }
    }
}

/// README leads to all of the guide, and is read at one sitting.
#[test]
fn readme_is_one_page() {
    let (_, text) = texts().pop().unwrap();
    assert!(text.lines().count() <= 105, "{} lines", text.lines().count());
    for page in PAGES {
        assert!(text.contains(&format!("(src/guide/{}.md)", page.name)), "{}", page.name);
    }
}

/// What the program says.
fn said(words: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_flink-render")).args(words).output().unwrap();
    assert!(run.status.success(), "{words:?}");
    String::from_utf8(run.stdout).unwrap()
}

/// What stands between backticks, and what program and cluster are told in blocks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2))
}

/// Places of this repository, codes, annotations, and words of the status.
#[test]
fn what_it_names_exists() {
    let codes = said(&["explain", "codes"]);
    let keys = std::fs::read_to_string(root().join("src/k8s/labels.rs")).unwrap();
    let words: String = ["src/status/reason.rs", "src/api/status.rs"]
        .map(|file| std::fs::read_to_string(root().join(file)).unwrap())
        .concat();
    let mut seen = 0;
    for (page, text) in texts() {
        let mut known = |is_so: bool, what: &str| {
            assert!(is_so, "{page}: {what}");
            seen += 1;
        };
        for (at, _) in text.match_indices("FR") {
            let code = text[at..].get(..5).unwrap_or_default();
            if code[2..].bytes().all(|byte| byte.is_ascii_digit()) {
                known(codes.contains(code), code);
            }
        }
        for (at, group) in text.match_indices("flinkoperator.k8s.io/") {
            let rest = &text[at + group.len()..];
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
            // Versions and the schema's file are no keys.
            if end > 1 && !rest.starts_with("flinkcluster_") {
                known(keys.contains(&format!("/{}\"", &rest[..end])), &rest[..end]);
            }
        }
        for word in quoted(&text) {
            let first = word.split(' ').next().unwrap();
            if ["src/", "tests/", "fixtures/", "golden/", ".github/"]
                .iter()
                .any(|start| first.starts_with(start))
            {
                known(root().join(first).exists(), word);
            }
            let is_word = word.strip_prefix("Job").is_some_and(|rest| rest.starts_with(char::is_uppercase));
            if is_word && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                known(words.contains(word), word);
            }
        }
    }
    assert!(seen > 150, "{seen}");
}

/// Commands that need a cluster or a registry are not run: each has the options that it is given.
#[test]
fn commands_that_are_not_run_have_their_options() {
    let help = said(&["--help"]);
    let commands: Vec<_> = help
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();
    let mut seen = 0;
    for (page, text) in texts() {
        let blocks = text.split("\n```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
        let whole = blocks.map(|block| block.replace("\\\n", "")).collect::<String>();
        let lines = whole.lines().map(|line| line.split(" #").next().unwrap());
        let shown = lines.flat_map(|line| line.split("flink-render ").skip(1));
        let inline = quoted(&text).map(|text| text.strip_prefix("flink-render ").unwrap_or(text));
        for command in shown.chain(inline) {
            let words: Vec<_> =
                command.split([' ', ')']).take_while(|word| !["|", ">", "&&"].contains(word)).collect();
            // `flink-render` may be a folder or an image, too.
            if !commands.contains(&words[0]) || words.len() < 2 {
                continue;
            }
            let names =
                if ["init", "golden", "cmp"].contains(&words[0]) && words[1] != "..." { 2 } else { 1 };
            let help = said(&[&words[..names], &["--help"]].concat());
            for option in words.iter().filter(|word| word.starts_with('-') && word.len() > 1) {
                let is_some = [' ', ',', '\n'].iter().any(|end| help.contains(&format!("{option}{end}")));
                // A tool of `init` that is left open.
                assert!(is_some || words[1] == "...", "{page}: {command}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

/// Nothing of an example's indentation is lost on its way: no key in it is without a value.
#[test]
fn examples_of_codes_are_yaml() {
    let pages = pages();
    let mut count = 0;
    for page in &pages {
        let text = topic::explain(&page.code.to_string(), None, &pages).unwrap();
        for block in text.split("```yaml\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let (documents, failure) = yaml::read(block, Severity::Error);
            assert_eq!(failure, None, "{}", page.code);
            for document in documents {
                assert!(document.findings.is_empty(), "{}: {:?}", page.code, document.findings);
                leaves(&document.root, &mut Path::default(), &mut |path, node| {
                    assert!(node.value != Value::Null, "{}: {path}", page.code);
                });
            }
            count += 1;
        }
    }
    assert!(count > 0);
}
