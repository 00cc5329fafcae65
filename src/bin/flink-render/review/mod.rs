//! Reviews: two sides through the compiler, and what the change between them does.

mod human;
pub mod markdown;
mod json;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Severity, Source};
use flink_render::fleet::{self, Totals};
use flink_render::render::parse::yaml;
use flink_render::render::{self, Options, emit};
use flink_render::review::{self, ClusterReview, Compiler, Effect, Manifest, ObjectChange, Subject};
use flink_render::tree::{Node, Value};
use rayon::prelude::*;

use crate::args::DiffFormat;
use crate::codes;
use crate::commands::{self, End};
use crate::compile::{self, Compiled, Form, compile};
use crate::input::{self, From, Input, side};
use crate::report::{self, Style};

pub use json::{conflict, object, totals};

/// What a change does, all of it.
pub struct Review {
    /// Clusters that change.
    pub clusters: Vec<ClusterReview>,
    /// How many do not.
    pub unchanged: usize,
    /// Objects that are no cluster's, and changed.
    pub others: Vec<ObjectChange>,
    /// How many there are.
    pub objects: usize,
    /// What the fleet needs: before, after.
    pub totals: (Totals, Totals),
    /// What clusters share and must not, and did not before.
    pub conflicts: Vec<fleet::Conflict>,
    /// Findings, by cluster.
    pub findings: Vec<Diagnostic>,
}

impl Review {
    /// Whether anything changes.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty() && self.others.is_empty()
    }

    /// Whether it has an effect that was not to be.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(Diagnostic::is_error)
    }
}

/// The compiler with the options of a run.
struct Tools<'a>(&'a Options);

impl Compiler for Tools<'_> {
    fn tree(&self, text: &str) -> Node {
        let (documents, _) = yaml::read(text, Severity::Warning);
        documents.into_iter().next().map_or_else(|| Value::Null.into(), |document| document.root)
    }

    fn objects(&self, cluster: &Node) -> Option<Vec<(String, String, String)>> {
        let source = Source::new("", emit::emit(cluster));
        let rendering = render::render(&Arc::new(source), self.0);
        let sound = !rendering.diagnostics.iter().any(Diagnostic::is_error);
        let objects = rendering.objects.into_iter();
        sound.then(|| {
            objects.map(|object| (object.kind.into_owned(), object.name, object.body.into_string())).collect()
        })
    }
}

/// Reports what a change does.
pub fn diff(
    sides: [&str; 2],
    options: &Options,
    format: DiffFormat,
    fail_on: &BTreeSet<Effect>,
    most: usize,
) -> io::Result<End> {
    let [(base, mut problems), (head, more)] = [side(sides[0], true).tell(), side(sides[1], false).tell()];
    problems.extend(more);
    if options.stage.is_some() {
        problems.push("a change is seen in the whole of a roll-out: leave --stage out".into());
    }
    if base.is_empty() && head.is_empty() && problems.is_empty() {
        problems.push(format!("{} and {} hold no .yaml, .yml or .json file", sides[0], sides[1]));
    }
    if !problems.is_empty() {
        return Ok(End::Problems(problems));
    }
    if [&base, &head].iter().all(|inputs| inputs.iter().any(|input| input.from.is_standard())) {
        return Ok(End::Problems(vec![input::TWICE.to_owned()]));
    }
    let files = base.len() + head.len();
    let compiled = [&base, &head].map(|inputs| compile(inputs, Vec::new(), options, Form::Plain));
    let empty = |n: usize, inputs| no_side(sides[n], inputs, &compiled[n]);
    problems.extend([empty(0, &base), empty(1, &head)].into_iter().flatten());
    if !problems.is_empty() {
        return Ok(End::Problems(problems));
    }
    match of_sides(&compiled, options, fail_on) {
        Err((findings, problems)) => {
            commands::report_of(&findings, files);
            Ok(if problems.is_empty() { End::Refused } else { End::Problems(problems) })
        }
        Ok(mut review) => {
            compile::sort(&mut review.findings, &head);
            let end = match (review.fails(), review.is_empty()) {
                (true, _) => End::Refused,
                (false, false) => End::Findings,
                (false, true) => End::Fine,
            };
            let text = report(&review, format, files, commands::style(&io::stdout()), most);
            commands::print([text.as_str()], end)
        }
    }
}

/// Compares two sides; the findings and problems of a side that does not compile stand in the way.
pub fn review(
    base: &[Input],
    head: &[Input],
    options: &Options,
    fail_on: &BTreeSet<Effect>,
) -> Result<Review, (Vec<Diagnostic>, Vec<String>)> {
    of_sides(&[base, head].map(|inputs| compile(inputs, Vec::new(), options, Form::Plain)), options, fail_on)
}

fn of_sides(
    sides: &[Compiled; 2],
    options: &Options,
    fail_on: &BTreeSet<Effect>,
) -> Result<Review, (Vec<Diagnostic>, Vec<String>)> {
    let (mut findings, mut problems) = (Vec::new(), Vec::new());
    for side in sides {
        // A side may be empty: all is new then, or all is gone.
        let errors = side.findings.iter().filter(|found| found.is_error() && found.code != codes::NOTHING);
        findings.extend(errors.cloned());
        problems.extend(side.problems.iter().cloned());
    }
    if !findings.is_empty() || !problems.is_empty() {
        return Err((findings, problems));
    }
    Ok(compare(&sides[0], &sides[1], options, fail_on))
}

/// What is said of a side without any object: all would pass as new, or as gone.
fn no_side(name: &str, inputs: &[Input], side: &Compiled) -> Option<String> {
    let nothing = From::File("/dev/null".into());
    let is_empty = side.findings.iter().any(|found| found.code == codes::NOTHING);
    (is_empty && inputs.iter().any(|input| input.from != nothing))
        .then(|| format!("{name} holds no object: for a comparison with nothing, write /dev/null"))
}

/// What of a rendering is refused, compared with what was there.
pub fn guard(
    baseline: &str,
    given: &[Input],
    head: &Compiled,
    options: &Options,
) -> Result<Vec<Diagnostic>, Vec<String>> {
    // What becomes of a job is seen in the whole of a roll-out.
    let whole = Options { stage: None, ..options.clone() };
    if options.stage.is_some() && given.iter().any(|input| input.from.is_standard()) {
        return Err(vec!["with --stage and --baseline, the inputs are read twice: name files".into()]);
    }
    let again = options.stage.map(|_| compile(given, Vec::new(), &whole, Form::Plain));
    let (head, options) = (again.as_ref().unwrap_or(head), &whole);
    let (inputs, problems) = side(baseline, true).tell();
    if [given, &inputs[..]].iter().all(|inputs| inputs.iter().any(|input| input.from.is_standard())) {
        return Err(vec![input::TWICE.to_owned()]);
    }
    let mut base = compile(&inputs, problems, options, Form::Plain);
    if !base.problems.is_empty() {
        return Err(base.problems);
    }
    if let Some(problem) = no_side(baseline, &inputs, &base) {
        return Err(vec![problem]);
    }
    base.findings.retain(|found| found.is_error() && found.code != codes::NOTHING);
    if base.findings.is_empty() {
        base.findings = compare(&base, head, options, &Effect::REFUSED.into()).findings;
        base.findings.retain(Diagnostic::is_error);
    }
    Ok(base.findings)
}

fn compare(base: &Compiled, head: &Compiled, options: &Options, fail_on: &BTreeSet<Effect>) -> Review {
    let [(base, base_others), (head, head_others)] = [base, head].map(subjects);
    let tools = Tools(options);
    let pairs = review::pairs(&base, &head);
    let reviews: Vec<_> = pairs.par_iter().map(|pair| review::cluster(pair, &tools)).collect();
    let unchanged = reviews.iter().filter(|review| review.is_none()).count();
    let clusters: Vec<_> = reviews.into_iter().flatten().collect();
    let others = review::others(&base_others, &head_others, &tools);
    let mut findings: Vec<_> =
        clusters.iter().flat_map(|cluster| review::findings(cluster, fail_on)).collect();
    findings.extend(others.iter().filter_map(|object| about(object, fail_on)));
    let fleet = |subjects: &[Subject<'_>]| Totals::of(subjects.iter().map(|subject| subject.cluster));
    let conflicts =
        |subjects: &[Subject<'_>]| fleet::conflicts(subjects.iter().map(|subject| subject.cluster));
    let known: BTreeSet<_> =
        conflicts(&base).into_iter().map(|conflict| (conflict.shared, conflict.value)).collect();
    let mut new = conflicts(&head);
    new.retain(|conflict| !known.contains(&(conflict.shared, conflict.value.clone())));
    let totals = (fleet(&base), fleet(&head));
    let objects = base_others.len().max(head_others.len());
    Review { clusters, unchanged, others, objects, totals, conflicts: new, findings }
}

/// An object that is no cluster's has no review of its own: what cannot be applied is said all the same.
fn about(object: &ObjectChange, fail_on: &BTreeSet<Effect>) -> Option<Diagnostic> {
    let (message, help) = review::refused(object)?;
    let mut found =
        Diagnostic::warning(review::codes::NOT_APPLICABLE, Default::default(), message).help(help);
    if fail_on.contains(&Effect::NotApplicable) {
        found.severity = Severity::Error;
    }
    Some(found)
}

/// The clusters of a side with their objects, and the objects that are nobody's.
fn subjects(side: &Compiled) -> (Vec<Subject<'_>>, Vec<Manifest<'_>>) {
    let (mut subjects, mut others) = (Vec::new(), Vec::new());
    for rendering in &side.renderings {
        let mut own: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for object in &rendering.objects {
            let render::Object { api_version, kind, namespace, name, stage: _, body, source, span } = object;
            let namespace = namespace.as_deref();
            own.entry(*span).or_default().push(Manifest {
                api_version,
                kind,
                namespace,
                name,
                text: body.text(),
                source,
                span: *span,
            });
        }
        for cluster in &rendering.fleet {
            let objects = own.remove(&cluster.name.span).unwrap_or_default();
            subjects.push(Subject { cluster, objects });
        }
        others.extend(own.into_values().flatten());
    }
    (subjects, others)
}

/// The report in a form.
pub fn report(review: &Review, format: DiffFormat, files: usize, style: Style, most: usize) -> String {
    match format {
        DiffFormat::Human => human::report(review, files, style),
        DiffFormat::Markdown => markdown::report(review, most),
        DiffFormat::Json => json::report(review),
        DiffFormat::Sarif => report::report(crate::args::Format::Sarif, &review.findings, files, style),
        DiffFormat::Github => report::report(crate::args::Format::Github, &review.findings, files, style),
    }
}
