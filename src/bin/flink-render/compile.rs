//! Many inputs through the compiler, in parallel, with everything that was found.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use flink_render::diagnostic::{Diagnostic, Severity, Source, Span};
use flink_render::k8s::resource;
use flink_render::packed::First;
use flink_render::provenance::annotate;
use flink_render::render::body::{Bodies, Body, Shelf};
use flink_render::render::{self, Counts, Object, Options, Rendering, ignore};
use flink_render::report::words::plural;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::codes;
use crate::input::{self, Input};

/// What is wanted of the objects' texts.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Nothing, nor of the objects: what is wrong is all that is wanted.
    Findings,
    /// Nothing: they are not made.
    Omitted,
    /// Nothing, but what is known of the clusters is.
    Inventory,
    /// As they are.
    Plain,
    /// Held small until they are written.
    Packed,
    /// As they are, as far as there is room; the others are made when they are written, by [`Compiled::stream`].
    Streamed,
    /// Their trees, to be compared; and what is known of the clusters.
    Trees,
    /// The same of what may run, whether newer rules refuse it or not.
    Running,
    /// With comments that say where each value comes from.
    Annotated,
}

/// What compiles a source.
type Compiler = fn(&Arc<Source>, &Options) -> Rendering;

/// How the inputs of a form are compiled.
struct Way {
    /// With the objects of their clusters.
    made: Compiler,
    /// Without.
    left: Compiler,
    /// Whether objects are compared with those of another side.
    compares: bool,
}

impl Form {
    fn way(self) -> Way {
        match self {
            Self::Running => {
                Way { made: render::render_as_it_runs, left: render::profile_as_it_runs, compares: true }
            }
            Self::Trees => Way { made: render::render, left: render::profile, compares: true },
            Self::Findings
            | Self::Omitted
            | Self::Inventory
            | Self::Plain
            | Self::Packed
            | Self::Streamed
            | Self::Annotated => Way { made: render::render, left: render::check_alone, compares: false },
        }
    }
}

/// What inputs were compiled to.
pub struct Compiled {
    /// One of each input, in their order.
    pub renderings: Vec<Rendering>,
    /// Every finding, by input, place and code, each once.
    pub findings: Vec<Diagnostic>,
    /// What is wrong with the paths, and what could not be read.
    pub problems: Vec<String>,
    /// Of each rendering, whether its input alone says nothing: no finding, and none to be ignored.
    pub clean: Vec<bool>,
}

impl Compiled {
    /// All objects, in the order of the inputs.
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        self.renderings.iter().flat_map(|rendering| &rendering.objects)
    }

    /// What became of all documents.
    pub fn counts(&self) -> Counts {
        self.renderings.iter().map(|rendering| rendering.counts).sum()
    }

    /// Whether all objects are there, and none is made by [`Compiled::batches`].
    pub fn is_made(&self) -> bool {
        self.renderings.iter().all(|rendering| rendering.unmade.is_empty())
    }

    /// All documents, with a marker before each. `options`: those that it was compiled with.
    pub fn stream<'a>(&'a self, options: &Options) -> impl Iterator<Item = Cow<'a, str>> {
        self.batches(options).flatten().flat_map(document)
    }

    /// What [`document`] makes documents of, so many at a time as are made at one.
    pub fn batches<'a>(&'a self, options: &Options) -> impl Iterator<Item = Vec<Cow<'a, Body>>> {
        let options = options.clone();
        let mut rest = self.renderings.as_slice();
        let batches = std::iter::from_fn(move || {
            let mut clusters = 0;
            let fit = rest.iter().take_while(|rendering| {
                clusters += rendering.unmade.len();
                clusters <= AT_ONCE
            });
            let (some, others) = rest.split_at(fit.count().max(1).min(rest.len()));
            rest = others;
            Some(some).filter(|some| !some.is_empty())
        });
        batches.map(move |some| {
            let again = |rendering: &Rendering| {
                let unmade = rendering.unmade.first()?;
                let many = rendering.unmade.len() > AT_ONCE;
                let bodies = if many { Bodies::Packed(Shelf::default()) } else { Bodies::Plain };
                Some(render::again(unmade, &Options { bodies, ..options.clone() }))
            };
            let made: Vec<_> = match some.iter().any(|rendering| !rendering.unmade.is_empty()) {
                true => some.par_iter().map(again).collect(),
                false => some.iter().map(|_| None).collect(),
            };
            let mut all = Vec::new();
            for (rendering, again) in some.iter().zip(made) {
                match again {
                    Some(objects) => all.extend(objects.into_iter().map(|object| Cow::Owned(object.body))),
                    None => all.extend(rendering.objects.iter().map(|object| Cow::Borrowed(&object.body))),
                }
            }
            all
        })
    }
}

/// A document, with the marker before it.
pub fn document(body: Cow<'_, Body>) -> [Cow<'_, str>; 2] {
    let text = match body {
        Cow::Borrowed(body) => body.text(),
        Cow::Owned(body) => body.into_text().into(),
    };
    ["---\n".into(), text]
}

/// How many bytes wait in memory as they are.
#[derive(Clone, Copy)]
struct Room {
    /// Of a stream; what more there is, is made when it is written.
    texts: usize,
    /// Of the inputs; what more there is waits packed.
    sources: usize,
}

/// Some hundred clusters of a stream: to find out what is wrong takes a third of the time of making all, and to pack objects, so that
/// more of them fit, takes half of that. Some ten thousand sources: to pack one takes a tenth.
const ROOM: Room = Room { texts: 40 << 20, sources: 64 << 20 };
/// How many clusters are made again at a time, unless a source has more of them.
const AT_ONCE: usize = 64;
/// What an object takes beside its text, about.
const OBJECT: usize = 256;

/// Whether anything has to stop the run.
pub fn fails(findings: &[Diagnostic], deny_warnings: bool) -> bool {
    findings.iter().any(|found| match found.severity {
        Severity::Error => true,
        Severity::Warning => deny_warnings && found.ignored.is_none(),
        Severity::Note => false,
    })
}

/// `2 FlinkClusters checked; 1 other document passed through`
pub fn checked(counts: Counts) -> String {
    let Counts { clusters, others, left_out, refused } = counts;
    let mut text = format!("{} checked", plural(clusters, resource::KIND));
    let more = [
        (others, ["other document", "other documents"], "passed through"),
        (left_out, ["file of another tool", "files of other tools"], "left out"),
        (refused, ["document", "documents"], "refused"),
    ];
    for (count, [one, many], done) in more.into_iter().filter(|(count, ..)| *count > 0) {
        text.push_str(&format!("; {count} {} {done}", if count == 1 { one } else { many }));
    }
    text
}

/// Compiles inputs, of whose paths `problems` is known.
pub fn compile(inputs: &[Input], problems: Vec<String>, options: &Options, form: Form) -> Compiled {
    compile_in(inputs, problems, options, form, ROOM, &[])
}

/// Compiles a side of a change. `others`: what the other side has of each input.
pub fn compile_side(inputs: &[Input], options: &Options, form: Form, others: &[Other<'_>]) -> Compiled {
    compile_in(inputs, Vec::new(), options, form, ROOM, others)
}

/// What the other side of a change has of an input.
#[derive(Clone, Copy)]
pub enum Other<'a> {
    /// Nothing, or not all of it.
    Different,
    /// The same, so that its clusters do not change: no objects of theirs are made.
    Same,
    /// The same, and it is known what it compiles to: nothing is wrong with it.
    Compiled(&'a Rendering),
}

fn compile_in(
    inputs: &[Input],
    mut problems: Vec<String>,
    options: &Options,
    form: Form,
    room: Room,
    others: &[Other<'_>],
) -> Compiled {
    let bodies = match form {
        Form::Findings | Form::Omitted | Form::Inventory => Bodies::Omitted,
        Form::Packed => Bodies::Packed(Shelf::default()),
        Form::Plain | Form::Streamed | Form::Annotated => Bodies::Plain,
        Form::Trees | Form::Running => Bodies::Trees,
    };
    let options = Options { bodies, ..options.clone() };
    let progress = Progress::new(inputs.len());
    let packs = match form {
        Form::Findings | Form::Omitted | Form::Packed | Form::Streamed => true,
        // Who asks for these looks at all sources.
        Form::Inventory | Form::Plain | Form::Trees | Form::Running | Form::Annotated => false,
    };
    let (kept, read, first) = (AtomicUsize::new(0), AtomicUsize::new(0), First::new());
    let compiled = |(n, input): (usize, &Input)| {
        let is_left = match form {
            Form::Findings => true,
            Form::Streamed => kept.load(Ordering::Relaxed) >= room.texts,
            Form::Trees | Form::Running => match others.get(n) {
                Some(Other::Compiled(rendering)) => {
                    progress.step();
                    return Ok(under(&input.name, rendering));
                }
                Some(Other::Same) => true,
                Some(Other::Different) | None => false,
            },
            Form::Omitted | Form::Inventory | Form::Plain | Form::Packed | Form::Annotated => false,
        };
        let result = one(input, &options, form, is_left).map(|(mut rendering, source)| {
            let is_much = read.fetch_add(source.text().len(), Ordering::Relaxed) >= room.sources;
            if is_much && (packs || is_left) {
                rendering.pack(&source, &first);
            }
            rendering
        });
        if let Ok(rendering) = &result {
            let weights = rendering.objects.iter().map(|object| object.body.weight() + OBJECT);
            kept.fetch_add(weights.sum(), Ordering::Relaxed);
        }
        progress.step();
        result
    };
    let results: Vec<_> = match inputs {
        // Threads take longer to start than one cluster to compile.
        [only] => vec![compiled((0, only))],
        many => many.par_iter().enumerate().map(compiled).collect(),
    };
    drop(progress);

    let known =
        results.into_iter().filter_map(|result| result.map_err(|problem| problems.push(problem)).ok());
    let mut renderings: Vec<_> = known.collect();
    let clean = renderings.iter().map(Rendering::is_clean).collect();
    if renderings.iter().any(|rendering| !rendering.unmade.is_empty()) {
        make_namesakes(&mut renderings, &options, form);
    }
    let mut findings: Vec<_> =
        renderings.iter_mut().flat_map(|rendering| std::mem::take(&mut rendering.diagnostics)).collect();
    findings.extend(render::across(&renderings));
    if problems.is_empty()
        && !findings.iter().any(Diagnostic::is_error)
        // Session clusters have nothing to prepare.
        && !(options.stage.is_some() && renderings.iter().any(|rendering| rendering.counts.clusters > 0))
        && renderings.iter().all(|rendering| rendering.objects.is_empty() && rendering.unmade.is_empty())
    {
        findings.push(nothing(inputs));
    }
    let ignores =
        renderings.iter_mut().flat_map(|rendering| std::mem::take(&mut rendering.ignores)).collect();
    ignore::apply(&mut findings, ignores, &options.ignore, problems.is_empty());
    sort(&mut findings, inputs);
    Compiled { renderings, findings, problems, clean }
}

/// Makes the objects that may be there twice; what is known of their clusters stays as it is.
fn make_namesakes(renderings: &mut [Rendering], options: &Options, form: Form) {
    let Way { made, left: _, compares } = form.way();
    // Those of a side are the other one's, too: there is nothing to compare.
    let bodies = if compares { Bodies::Omitted } else { options.bodies.clone() };
    let options = &Options { bodies, ..options.clone() };
    let namesakes = render::namesakes(renderings);
    renderings.par_iter_mut().zip(namesakes).filter(|(_, is_one)| *is_one).for_each(|(rendering, _)| {
        if let Some(cluster) = rendering.unmade.first() {
            let fleet = std::mem::take(&mut rendering.fleet);
            *rendering = Rendering { fleet, ..made(&Arc::clone(&cluster.source), options) };
        }
    });
}

/// What an input with another name compiles to.
fn under(name: &str, rendering: &Rendering) -> Rendering {
    let source = rendering.unmade.first().map(|cluster| Arc::new(cluster.source.called(name)));
    source.map_or_else(|| rendering.clone(), |source| rendering.moved_to(&source))
}

/// `is_left`: whether no objects are made, or not yet.
fn one(
    input: &Input,
    options: &Options,
    form: Form,
    is_left: bool,
) -> Result<(Rendering, Arc<Source>), String> {
    let (source, unreadable) = input::read(input).map_err(|error| input.unreadable(&error))?;
    let source = Arc::new(source);
    let mut rendering = match unreadable {
        Some(mut finding) => {
            finding.source = Some(Arc::clone(&source));
            Rendering { diagnostics: vec![finding], ..Rendering::default() }
        }
        None => {
            let Way { made, left, compares } = form.way();
            let rendering = if is_left { left(&source, options) } else { made(&source, options) };
            // Objects that are no cluster's are compared, wherever they stand.
            let is_compared = compares && rendering.counts.others > 0;
            if is_left && is_compared { made(&source, options) } else { rendering }
        }
    };
    match form {
        Form::Plain | Form::Trees | Form::Running | Form::Inventory => {}
        // What is known of the clusters takes more room than all else.
        Form::Findings | Form::Packed | Form::Streamed | Form::Omitted => rendering.fleet = Vec::new(),
        Form::Annotated => annotate::annotate(&mut rendering.objects, &source, options),
    }
    Ok((rendering, source))
}

fn nothing(inputs: &[Input]) -> Diagnostic {
    let files = if inputs.len() == 1 {
        "1 file contains".to_owned()
    } else {
        format!("{} files contain", inputs.len())
    };
    Diagnostic::error(codes::NOTHING, Span::default(), format!("nothing to render: {files} no object"))
        .help("a FlinkCluster starts with `apiVersion` and `kind: FlinkCluster`; an empty output would remove what runs")
}

/// By input, place and code; what is about the run as a whole comes last.
pub fn sort(findings: &mut Vec<Diagnostic>, inputs: &[Input]) {
    if findings.is_empty() {
        return;
    }
    let order: BTreeMap<_, _> =
        inputs.iter().enumerate().map(|(n, input)| (input.name.as_str(), n)).collect();
    findings.sort_by_cached_key(|found| {
        let file = found.source.as_ref().and_then(|source| order.get(source.name.as_str()).copied());
        (file.unwrap_or(usize::MAX), found.span, found.code, found.message.clone())
    });
    findings.dedup();
}

/// A bar on a terminal, when it takes long enough to wonder.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    shown: Once,
}

impl Progress {
    fn new(count: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos} of {len} files") {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now(), shown: Once::new() }
    }

    fn step(&self) {
        if self.start.elapsed() > Duration::from_millis(500) {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test may panic")]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A stream in which nothing found room is the same, for each case and for all of them together.
    #[test]
    fn what_is_made_late_is_what_is_made_at_once() {
        let all = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/accept"));
        let cases = std::fs::read_dir(&all).unwrap().map(|entry| entry.unwrap().path());
        let options = Options::default();
        let mut lengths = Vec::new();
        for path in cases.chain([all.clone()]) {
            let (inputs, problems) = input::list(std::slice::from_ref(&path), None).tell();
            let text = |room| {
                let room = Room { texts: room, sources: room };
                let compiled = compile_in(&inputs, problems.clone(), &options, Form::Streamed, room, &[]);
                compiled.stream(&options).collect::<String>()
            };
            let late = text(0);
            assert!(late == text(usize::MAX), "{}", path.display());
            lengths.push(late.len());
        }
        assert!(lengths.iter().filter(|length| **length > 0).count() > 80, "{lengths:?}");
    }
}
