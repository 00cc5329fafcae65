//! The guide shows what is so: each command in it is run, in the order of its page, on the files that the page shows.

use std::path::Path;
use std::process::Command;

use flink_render::guide::PAGES;
use tempfile::TempDir;

use crate::support::root;

/// A page as it would be written now, and how many commands it runs.
fn written(text: &str, folder: &Path) -> (String, usize) {
    let program = Path::new(env!("CARGO_BIN_EXE_flink-render"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let (mut out, mut count) = (String::new(), 0);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(&format!("{line}\n"));
        let Some(words) = line.strip_prefix("```").filter(|words| !words.is_empty()) else { continue };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match words.split_once(' ').unwrap_or((words, "")) {
            ("console", "") => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    let run = Command::new("sh")
                        .args(["-c", &format!("{command} 2>&1")])
                        .current_dir(folder)
                        .env_clear()
                        .env("PATH", &path)
                        .output()
                        .unwrap();
                    let said = String::from_utf8(run.stdout).unwrap();

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
    (out, count)
}

#[test]
fn it_shows_what_is_so() {
    let mut count = 0;
    for page in PAGES {
        let folder = TempDir::new().unwrap();
        let (now, commands) = written(page.text, folder.path());
        count += commands;
        if now != page.text {
            let file = root().join(format!("src/guide/{}.md", page.name));
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(file, now).unwrap();
            } else {
                panic!(
                    "{}\n{}",
                    file.display(),
                    similar::TextDiff::from_lines(page.text, &now).unified_diff()
                );
            }
        }
    }
    assert!(count > 10, "{count} commands");
}

/// A page leads to others that there are.
#[test]
fn its_links_lead_somewhere() {
    for page in PAGES {
        assert!(page.text.starts_with("# "), "{}", page.name);
        for (at, _) in page.text.match_indices("](") {
            let link = page.text[at + 2..].split(')').next().unwrap();
            let file = link.split('#').next().unwrap();
            let there = file.starts_with("https://") || root().join("src/guide").join(file).exists();
            assert!(there, "{}: {link}", page.name);
        }
    }
}
