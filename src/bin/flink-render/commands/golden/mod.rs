//! `golden`: fixtures against their golden files; `check` compares, `bless` writes.

mod cases;
mod tree;
mod diff;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use flink_render::report::words::plural;
use flink_render::sink::terminal;
use rayon::prelude::*;

use crate::console::{End, print, style};
use crate::input;
use cases::{Case, FINDINGS, OUTPUT, REVIEW};
use tree::Tree;

const EXAMPLES: &str = "\
Any folder in DIR/fixtures/ with FlinkClusters (.yaml, .yml, .json) is a case. A file `args` in it, or in a \
folder above it, contains options of `render`. The same folder in DIR/golden/ contains what they render to: \
output.yaml and findings.txt; of a case with base.yaml and head.yaml, review.txt. \
A golden folder with a file `.foreign` is left alone.

Examples:
  flink-render golden check .
  flink-render golden bless . && git diff golden/";

/// Check or write the expected output of a folder of fixtures.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, subcommand_value_name = "check|bless")]
pub struct Golden {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Compare, and show the differences.
    Check {
        /// The folder with `fixtures` and `golden`.
        #[arg(value_name = "DIR")]
        root: PathBuf,
    },
    /// Accept the present output as the expected one.
    Bless {
        /// The folder with `fixtures` and `golden`.
        #[arg(value_name = "DIR")]
        root: PathBuf,
    },
}

impl Golden {
    /// Compares or writes, and says what was found.
    pub fn run(self) -> io::Result<End> {
        let outcome = match self.action {
            Action::Check { root } => check(&root),
            Action::Bless { root } => bless(&root),
        };
        match outcome {
            Ok((text, fine)) => {
                let plain = || anstream::adapter::strip_str(&text).to_string();
                let text = if style(&io::stdout()).color { text } else { plain() };
                print([text.as_str()], if fine { End::Fine } else { End::Findings })
            }
            Err(problems) => Ok(End::Problems(problems)),
        }
    }
}

/// The text to print, and whether all is as it should be.
type Outcome = Result<(String, bool), Vec<String>>;

/// A golden file as it is and as it should be.
struct Pair {
    file: PathBuf,
    golden: Option<String>,
    rendered: Option<String>,
}

struct Compared {
    tree: Tree,
    /// The files of each case.
    cases: Vec<(Case, [Pair; 3])>,
    /// How many cases are another program's.
    foreign: usize,
    orphans: Vec<PathBuf>,
}

/// Compares, and draws the differences.
fn check(root: &Path) -> Outcome {
    let compared = compare(root)?;
    let mut out = String::new();
    let (mut equal, mut different, mut missing) = (0, 0, 0);
    for (case, pairs) in &compared.cases {
        if pairs.iter().all(|pair| pair.golden == pair.rendered) {
            equal += 1;
        } else if pairs.iter().all(|pair| pair.golden.is_none()) {
            missing += 1;
            out.push_str(&format!("missing: {}\n", name(&Path::new("golden").join(&case.path))));
        } else {
            different += 1;
            for Pair { file, golden, rendered } in pairs.iter().filter(|pair| pair.golden != pair.rendered) {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let file = input::name(&Path::new("golden").join(file));
                // Writing to a string cannot fail.
                let _ = diff::draw(&mut out, &file, &text(golden), &text(rendered));
                out.push('\n');
            }
        }
    }
    let orphans = compared.orphaned();
    for path in &orphans {
        out.push_str(&format!("orphan: {}\n", name(&Path::new("golden").join(path))));
    }
    let fine = different + missing + orphans.len() == 0;
    if !fine {
        out.push_str(&format!("accept all of this with: flink-render golden bless {}\n", name(root)));
    }
    let mut counts = vec![format!("{equal} equal")];
    let more = [(different, "different"), (missing, "missing"), (compared.foreign, "of another program")];
    counts.extend(more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    if !orphans.is_empty() {
        counts.push(plural(orphans.len(), "orphan"));
    }
    let total = plural(compared.cases.len() + compared.foreign, "case");
    out.push_str(&format!("{total}: {}\n", counts.join(", ")));
    Ok((out, fine))
}

/// Makes the golden files what is rendered now.
fn bless(root: &Path) -> Outcome {
    let compared = compare(root)?;
    let pairs: Vec<_> = compared
        .cases
        .iter()
        .flat_map(|(_, pairs)| pairs)
        .filter(|pair| pair.golden != pair.rendered)
        .collect();
    let mut out = String::new();
    let (mut written, mut removed) = (0, 0);
    let problem = |problem| vec![problem];
    // First, as an orphan may stand where a folder has to be.
    let obsolete = pairs.iter().filter(|pair| pair.rendered.is_none()).map(|pair| &pair.file);
    for file in compared.orphans.iter().chain(obsolete) {
        compared.tree.remove(file).map_err(problem)?;
        out.push_str(&format!("removed: {}\n", name(&Path::new("golden").join(file))));
        removed += 1;
    }
    for pair in &pairs {
        if let Some(text) = &pair.rendered {
            compared.tree.write(&pair.file, text).map_err(problem)?;
            out.push_str(&format!("written: {}\n", name(&Path::new("golden").join(&pair.file))));
            written += 1;
        }
    }
    let cases = plural(compared.cases.len(), "case");
    out.push_str(&format!("{cases}: {} written, {removed} removed\n", plural(written, "file")));
    Ok((out, true))
}

fn compare(root: &Path) -> Result<Compared, Vec<String>> {
    let cases = cases::find(root)?;
    let tree = Tree::read(root.join("golden"))?;
    let (foreign, cases): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| tree.is_foreign(&case.path));
    let pairs: Vec<_> = cases.par_iter().map(|case| pairs(case, &tree)).collect();
    let (mut compared, mut problems) = (Vec::new(), Vec::new());
    for (case, pairs) in cases.into_iter().zip(pairs) {
        match pairs {
            Ok(pairs) => compared.push((case, pairs)),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let known: BTreeSet<_> = compared.iter().flat_map(|(_, pairs)| pairs).map(|pair| &pair.file).collect();
    let orphans = tree.files.iter().filter(|file| !known.contains(file)).cloned().collect();
    Ok(Compared { tree, cases: compared, foreign: foreign.len(), orphans })
}

/// How a path stands behind words of ours.
fn name(path: &Path) -> String {
    terminal::inside(&input::name(path))
}

fn pairs(case: &Case, tree: &Tree) -> Result<[Pair; 3], Vec<String>> {
    let rendered = case.render()?;
    let pair = |file: &str, rendered| {
        let file = case.path.join(file);
        tree.text(&file).map(|golden| Pair { file, golden, rendered }).map_err(|problem| vec![problem])
    };
    Ok([pair(OUTPUT, rendered.output)?, pair(FINDINGS, rendered.findings)?, pair(REVIEW, rendered.review)?])
}

impl Compared {
    /// Orphans; of a folder without any fixture only the folder.
    fn orphaned(&self) -> BTreeSet<PathBuf> {
        let has_case = |folder: &Path| self.cases.iter().any(|(case, _)| case.path.starts_with(folder));
        let top = |file: &PathBuf| {
            let without = file.ancestors().skip(1).take_while(|folder| !has_case(folder));
            without.last().unwrap_or(file).to_owned()
        };
        self.orphans.iter().map(top).collect()
    }
}
