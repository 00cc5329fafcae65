//! `diff`: what a change does.

use std::io;

use clap::{Args, ValueHint};
use flink_render::render::Options as Wanted;
use flink_render::render::emit::emit;
use flink_render::report::review::html::Sides;
use flink_render::report::review::{html, human, json, markdown};
use flink_render::review::{Effect, Review};

use crate::compile;
use crate::console::{self, End, Refusal, print, style};
use crate::input::{self, side};
use crate::options::{DiffFormat, Format, Machines, Options};
use crate::review::{self, Tools, all as sides_of, no_side, of_sides};
use crate::values::{effect, size};
use crate::words;

/// The size of a comment, unless another one is wanted.
const COMMENT: usize = 60000;

const HELP: &str = "\
A change that loses a job's state is refused, unless HEAD says how it is kept (savepointsDir, a new \
fromSavepoint, high availability), or why it may be lost, in an annotation whose text is new: \
flinkoperator.k8s.io/allow-state-loss: \"<reason>\"

BASE is what runs: what only newer rules refuse of it stops no review, and is told as notes.

A side that can be read as a revision and as a file is an error: ./NAME is the file. So is a path that the \
revision does not have, and a side without any object; /dev/null is the side to compare with when \
everything is new, or goes.

Effects, the graver the later: none, in-place, added, job-runs, pods-restart, taskmanagers-restart, \
jobmanager-restarts, resubmitted, removed, state-risk, not-applicable.

With --report json, a run that reviews nothing writes an object of `errors` and `problems`.

Exit codes:
  0  nothing changes
  1  something changes
  2  a change that is refused (--fail-on), or a side that is no good

Examples:
  flink-render diff main:clusters clusters
  base=$(git merge-base origin/main HEAD)
  flink-render diff $base:clusters HEAD:clusters --report markdown
  flink-render diff main:clusters clusters --report html > review.html
  flink-render diff old.yaml new.yaml \\
    --fail-on state-risk,not-applicable,removed";

/// Show what a change does: what restarts, whether jobs are submitted again, whether state is lost.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Diff {
    /// Before: a file, a folder, - for standard input, or a revision of Git: `main`, `main:clusters`.
    #[arg(value_name = "BASE", value_hint = ValueHint::AnyPath)]
    base: String,
    /// After, in the same forms.
    #[arg(value_name = "HEAD", value_hint = ValueHint::AnyPath)]
    head: String,
    #[command(flatten)]
    options: Options,
    /// The output format.
    #[arg(long, alias = "format", value_name = "FORMAT", default_value = "human")]
    report: DiffFormat,
    /// Effects that make the run fail; `none` for none of them.
    #[arg(long, value_name = "EFFECT", value_delimiter = ',', value_parser = effect, add = words::effects(), default_value = "state-risk,not-applicable")]
    fail_on: Vec<Effect>,
    /// The maximum size of the Markdown in bytes, at least 500: by default 60000, as a comment on GitHub can have 65536.
    #[arg(long, value_name = "BYTES", value_parser = size)]
    max_size: Option<usize>,
}

impl Diff {
    /// Reports what a change does.
    pub fn run(self) -> io::Result<End> {
        let machines = match self.report {
            DiffFormat::Human | DiffFormat::Markdown | DiffFormat::Html => None,
            DiffFormat::Json => Some(Machines::Object),
            DiffFormat::Sarif => Some(Machines::Findings(Format::Sarif)),
            DiffFormat::Github => Some(Machines::Findings(Format::Github)),
        };
        match self.reviewed() {
            Ok((text, end)) => print([text.as_str()], end),
            Err(refusal) => refusal.tell(machines, End::Refused),
        }
    }

    fn reviewed(self) -> Result<(String, End), Refusal> {
        let Self { base, head, options, report: format, fail_on, max_size: most } = self;
        let (sides, options) = ([base.as_str(), &head], &Wanted::from(options));
        let fail_on = &fail_on.into_iter().filter(|effect| *effect != Effect::None).collect();
        let [(base, mut problems), (head, more)] =
            [side(sides[0], true).tell(), side(sides[1], false).tell()];
        problems.extend(more);
        if options.stage.is_some() {
            problems.push("a change is seen in the whole of a roll-out: leave --stage out".into());
        }
        if base.is_empty() && head.is_empty() && problems.is_empty() {
            problems.push(format!("{} and {} contain no .yaml, .yml or .json file", sides[0], sides[1]));
        }
        if most.is_some() && format != DiffFormat::Markdown {
            problems.push("only a comment is cut: --max-size goes with --report markdown alone".into());
        }
        if !problems.is_empty() {
            return Err(problems.into());
        }
        if [&base, &head].iter().all(|inputs| inputs.iter().any(|input| input.from.is_standard())) {
            return Err(vec![input::TWICE.to_owned()].into());
        }
        let files = base.len() + head.len();
        let compiled = review::sides(&base, &head, options);
        let empty = |n: usize, inputs| no_side(sides[n], inputs, &compiled[n]);
        problems.extend([empty(0, &base), empty(1, &head)].into_iter().flatten());
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let mut review = of_sides(&compiled, options, fail_on).map_err(|(findings, problems)| Refusal {
            findings,
            problems,
            files,
        })?;
        compile::sort(&mut review.findings, &head);
        compile::sort(&mut review.warnings, &head);
        compile::sort(&mut review.outdated, &base);
        let end = match (review.fails(), review.is_empty()) {
            (true, _) => End::Refused,
            (false, false) => End::Findings,
            (false, true) => End::Fine,
        };
        let text = match format {
            DiffFormat::Human => human::report(&review, files, style(&io::stdout())),
            DiffFormat::Markdown => markdown::report(&review, most.unwrap_or(COMMENT)),
            DiffFormat::Html => {
                let [base, head] = &compiled.each_ref().map(sides_of);
                let compiler = &Tools(options);
                html::report(&review, &Sides { names: sides, base, head, fail_on, write: emit, compiler })
                    .map_err(|problem| vec![problem])?
            }
            DiffFormat::Json => json::report(&review),
            DiffFormat::Sarif => of_findings(Format::Sarif, &review, files),
            DiffFormat::Github => of_findings(Format::Github, &review, files),
        };
        Ok((text, end))
    }
}

/// What it finds of the change, and what the change brings, in a form of findings.
fn of_findings(format: Format, review: &Review, files: usize) -> String {
    let all: Vec<_> =
        review.findings.iter().chain(&review.warnings).chain(&review.outdated).cloned().collect();
    console::report(format, &all, files, style(&io::stdout()))
}
