//! The cases of a folder: their inputs, their options, and what they render to now.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Parser;
use flink_render::render::Options;
use flink_render::report::findings::human::{self, Style};
use flink_render::report::review::human as of_review;
use flink_render::review::Effect;
use flink_render::sink::terminal;

use crate::compile::{Form, compile, fails, sort};
use crate::input::{self, Beside, File, From, Input, name};
use crate::options::CaseArgs;
use crate::review;

/// The files of a case in the golden tree.
pub const OUTPUT: &str = "output.yaml";
pub const FINDINGS: &str = "findings.txt";
pub const REVIEW: &str = "review.txt";
const ARGS: &str = "args";
const FIXTURES: &str = "fixtures";

/// A folder with inputs.
pub struct Case {
    /// Below `fixtures` and `golden`.
    pub path: PathBuf,
    inputs: Vec<Input>,
    options: Options,
}

/// What a case renders to; a file that is None must not be there.
pub struct Rendered {
    pub output: Option<String>,
    pub findings: Option<String>,
    pub review: Option<String>,
}

/// The cases below `root`, in their order.
pub fn find(root: &Path) -> Result<Vec<Case>, Vec<String>> {
    let fixtures = root.join(FIXTURES);
    if !fixtures.exists() {
        return Err(vec![format!(
            "there is no folder {0}: to begin, put a FlinkCluster into {0}/orders/, and run `flink-render golden bless {1}`",
            name(&fixtures),
            terminal::inside(&name(root))
        )]);
    }
    let (files, beside) = input::cases(root, FIXTURES)?;
    let mut folders: BTreeMap<PathBuf, Vec<Input>> = BTreeMap::new();
    for File { shown, real } in files {
        let folder = shown.parent().and_then(|folder| folder.strip_prefix(&fixtures).ok());
        // The same wherever the fixtures are.
        let name = name(Path::new(shown.file_name().unwrap_or_default()));
        let input = Input { name, from: From::Found(real) };
        folders.entry(folder.unwrap_or(Path::new("")).to_owned()).or_default().push(input);
    }
    let mut problems = Vec::new();
    if folders.is_empty() {
        problems.push(format!(
            "{0} contains no case: no folder with a .yaml, .yml or .json file; to begin, put a FlinkCluster into {0}/orders/",
            name(&fixtures)
        ));
    }
    let mut cases = Vec::new();
    for (path, inputs) in folders {
        match options(&fixtures, &path, &beside) {
            Ok(options) => cases.push(Case { path, inputs, options }),
            Err(problem) if problems.contains(&problem) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

/// Of all `args` files from `fixtures` down to the case; the nearest one counts.
fn options(fixtures: &Path, case: &Path, beside: &Beside) -> Result<Options, String> {
    let mut folders: Vec<_> = case.ancestors().collect();
    folders.reverse();
    let mut words = Vec::new();
    for folder in folders {
        let path = fixtures.join(folder).join(ARGS);
        let text = match beside.text(&folder.join(ARGS)) {
            Ok(None) => continue,
            Err(problem) => return Err(format!("cannot read {}: {problem}", name(&path))),
            Ok(Some(text)) => text,
        };
        let of_line = |line: &str| {
            line.split_whitespace()
                .take_while(|word| !word.starts_with('#'))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let own: Vec<_> = text.lines().flat_map(of_line).collect();
        parse(&own).map_err(|problem| format!("{}: {problem}", name(&path)))?;
        words.extend(own);
    }
    parse(&words)
}

fn parse(words: &[String]) -> Result<Options, String> {
    CaseArgs::try_parse_from(words).map(|CaseArgs { options, ignore }| options.ignoring(ignore)).map_err(
        |error| {
            let text = error.to_string();
            let line = text.lines().next().unwrap_or_default();
            line.strip_prefix("error: ").unwrap_or(line).to_owned()
        },
    )
}

impl Case {
    /// Renders the case; of a case with `base` and `head`, reviews the change between them.
    pub fn render(&self) -> Result<Rendered, Vec<String>> {
        let side = |name: &str| {
            let named = |input: &&Input| input.name.rsplit_once('.').is_some_and(|(stem, _)| stem == name);
            self.inputs.iter().filter(named).cloned().collect::<Vec<_>>()
        };
        let (base, head) = (side("base"), side("head"));
        if !base.is_empty() && !head.is_empty() {
            return self.review(&base, &head);
        }
        let compiled = compile(&self.inputs, Vec::new(), &self.options, Form::Plain);
        if !compiled.problems.is_empty() {
            return Err(compiled.problems);
        }
        let findings = human::report(&compiled.findings, self.inputs.len(), Style::PLAIN);
        Ok(Rendered {
            output: (!fails(&compiled.findings, false)).then(|| compiled.stream(&self.options).collect()),
            findings: (!findings.is_empty()).then_some(findings),
            review: None,
        })
    }

    fn review(&self, base: &[Input], head: &[Input]) -> Result<Rendered, Vec<String>> {
        let files = self.inputs.len();
        let none = Rendered { output: None, findings: None, review: None };
        match review::review(base, head, &self.options, &Effect::REFUSED.into()) {
            Ok(mut found) => {
                sort(&mut found.findings, head);
                let text = of_review::report(&found, files, Style::PLAIN);
                Ok(Rendered { review: Some(text), ..none })
            }
            Err((findings, problems)) if problems.is_empty() => {
                Ok(Rendered { findings: Some(human::report(&findings, files, Style::PLAIN)), ..none })
            }
            Err((_, problems)) => Err(problems),
        }
    }
}
