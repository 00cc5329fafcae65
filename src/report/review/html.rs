//! A review as one page that needs nothing else: what happens and when, what becomes of the state, and the manifests side by side.
//! This file says what stands where, `templates/review/` how it looks; the sink's door makes all of it text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::causes::Causes;
use super::manifests::{self, Block, Cause};
use super::words;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::fleet::Totals;
use crate::flink::credentials;
use crate::report::words::{conflict, cpu, memories, plural};
use crate::review::timeline::{self, Lane, Part, Pause, When};
use crate::review::{
    self, ClusterChange, ClusterReview, Compiler, Effect, FieldChange, ObjectChange, Review, Side, State,
    Subject, What, masked, refused,
};
use crate::sink::{html, shell};
use crate::tree::Node;
use crate::tree::path::Path;

const STYLE: &str = include_str!("../../../templates/review/style.css");
const SCRIPT: &str = include_str!("../../../templates/review/script.js");
const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", include_str!("../../../templates/review/page.html")),
    ("cluster.html", include_str!("../../../templates/review/cluster.html")),
    ("object.html", include_str!("../../../templates/review/object.html")),
    ("finding.html", include_str!("../../../templates/review/finding.html")),
    ("words.html", include_str!("../../../templates/review/words.html")),
    ("place.html", include_str!("../../../templates/review/place.html")),
    ("amounts.html", include_str!("../../../templates/review/amounts.html")),
    ("style.css", STYLE),
    ("script.js", SCRIPT),
];

/// So many clusters, or objects of no cluster, are open from the start.
const OPEN: usize = 5;
/// Of a longer line of the input, only what is around the key.
const LONGEST_LINE: usize = 200;
/// How much of that stands before the key.
const BEFORE: usize = 40;

/// What a page shows beside the review.
pub struct Sides<'a> {
    /// What the sides are called, as words of a shell: `main:clusters`, `clusters`.
    pub names: [&'a str; 2],
    /// All before the change.
    pub base: &'a Side<'a>,
    /// All after it.
    pub head: &'a Side<'a>,
    /// What makes a review an error.
    pub fail_on: &'a BTreeSet<Effect>,
    /// A manifest as YAML.
    pub write: fn(&Node) -> String,
    /// Tells what each change does.
    pub compiler: &'a dyn Compiler,
}

/// The page.
///
/// # Errors
/// A defect of its template, in words.
pub fn report(review: &Review, sides: &Sides<'_>) -> Result<String, String> {
    let sources = Sources::default();
    let index = [sides.base, sides.head]
        .map(|side| side.clusters.iter().map(|it| (it.cluster.title(), it)).collect::<BTreeMap<_, _>>());
    let clusters = review.clusters.par_iter().enumerate().map(|(n, cluster)| {
        let before = match &cluster.change {
            ClusterChange::Moved(before) => before,
            ClusterChange::Added | ClusterChange::Removed | ClusterChange::Changed => &cluster.title,
        };
        let pair = Both {
            base: index[0].get(before).copied().filter(|_| cluster.change != ClusterChange::Added),
            head: index[1].get(&cluster.title).copied().filter(|_| cluster.change != ClusterChange::Removed),
        };
        ClusterPart::of(&format!("c{}", n + 1), cluster, pair, sides, &sources)
    });
    let clusters: Vec<_> = clusters.collect();
    let known = [sides.base, sides.head]
        .map(|side| side.others.iter().map(|it| (it.identity(), it.tree)).collect::<BTreeMap<_, _>>());
    let others = review.others.iter().enumerate().map(|(n, object)| {
        let trees = (known[0].get(&object.identity()).copied(), known[1].get(&object.identity()).copied());
        ObjectPart::of(format!("o{}", n + 1), object, trees, None, sides.write)
    });
    let others: Vec<_> = others.collect();
    let findings = review.findings.iter().filter(|found| found.is_error());
    let effects = words::effects(review);
    let page = Page {
        sides: sides.names.map(shell::path),
        verdict: Verdict::of(review),
        summary: words::summary(review),
        effects: effects.iter().map(|(effect, n)| Chip { count: Some(*n), ..Chip::of(*effect) }).collect(),
        fleet: rows(review.totals.0, review.totals.1),
        errors: findings.map(|found| Finding::of(found, &sources)).collect(),
        warnings: review
            .warnings
            .iter()
            .chain(&review.outdated)
            .map(|found| Finding::of(found, &sources))
            .collect(),
        conflicts: review.conflicts.iter().map(|shared| conflict(shared, str::to_owned)).collect(),
        is_open: clusters.len() <= OPEN,
        clusters,
        others_open: others.len() <= OPEN,
        others,
        style: html::hash(STYLE),
        script: html::hash(SCRIPT),
    };
    html::render(TEMPLATES, page)
}

#[derive(Serialize)]
struct Page {
    sides: [String; 2],
    verdict: Verdict,
    summary: String,
    effects: Vec<Chip>,
    fleet: Vec<Amount>,
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
    conflicts: Vec<String>,
    clusters: Vec<ClusterPart>,
    is_open: bool,
    others: Vec<ObjectPart>,
    others_open: bool,
    /// The policy's names of what is inline.
    style: String,
    script: String,
}

/// How grave something is: the names of colours.
fn tone(effect: Effect) -> &'static str {
    match effect {
        Effect::None | Effect::InPlace | Effect::Added => "calm",
        Effect::JobRuns | Effect::PodsRestart | Effect::TaskManagersRestart => "mild",
        Effect::JobManagerRestarts | Effect::Resubmitted => "warm",
        Effect::Removed | Effect::StateRisk | Effect::NotApplicable => "grave",
    }
}

#[derive(Serialize)]
struct Verdict {
    tone: &'static str,
    word: &'static str,
    text: String,
}

impl Verdict {
    fn of(review: &Review) -> Self {
        let gravest = review.clusters.iter().map(ClusterReview::effect);
        let gravest = gravest.chain(review.others.iter().map(|object| object.effect)).max();
        let errors = review.findings.iter().filter(|found| found.is_error()).count();
        match gravest {
            _ if errors > 0 => Self { tone: "grave", word: "Refused", text: plural(errors, "error") },
            None => {
                let text = "both sides render to the same objects".to_owned();
                Self { tone: "calm", word: "Nothing changes", text }
            }
            Some(effect) => {
                let text = format!("at the gravest: {}", effect.phrase());
                Self { tone: tone(effect), word: "Changes", text }
            }
        }
    }
}

#[derive(Serialize)]
struct Chip {
    tone: &'static str,
    text: &'static str,
    count: Option<usize>,
}

impl Chip {
    fn of(effect: Effect) -> Self {
        Self { tone: tone(effect), text: effect.phrase(), count: None }
    }
}

/// An amount before and after.
#[derive(Serialize)]
struct Amount {
    what: &'static str,
    base: String,
    head: String,
    differs: bool,
}

fn rows(base: Totals, head: Totals) -> Vec<Amount> {
    let Totals { clusters, jobs, task_managers, slots, cpu: cores, memory: bytes } = base;
    let [base_memory, head_memory] = memories([bytes, head.memory]);
    let number = |what, base: i64, head: i64| amount(what, base.to_string(), head.to_string());
    vec![
        number("clusters", clusters, head.clusters),
        number("jobs", jobs, head.jobs),
        number("TaskManagers", task_managers, head.task_managers),
        number("slots", slots, head.slots),
        amount("CPU, cores", cpu(cores), cpu(head.cpu)),
        amount("memory", base_memory, head_memory),
    ]
}

fn amount(what: &'static str, base: String, head: String) -> Amount {
    let differs = base != head;
    Amount { what, base, head, differs }
}

/// Texts of the input, each once and by its address, in which no credential is shown.
#[derive(Default)]
struct Sources(Mutex<BTreeMap<usize, Arc<Source>>>);

/// A place of the input, and its line.
#[derive(Serialize)]
struct Place {
    name: String,
    line: usize,
    column: usize,
    text: String,
}

impl Sources {
    fn place(&self, source: &Arc<Source>, span: Span) -> Place {
        let (line, column) = source.position(span.start);
        let shown = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let shown = all.entry(Arc::as_ptr(source).addr());
            shown.or_insert_with(|| Arc::new(Source::new("", credentials::blotted(source)))).clone()
        };
        let whole = &shown.text()[shown.lines.range(shown.text(), line - 1)];
        let text = if whole.chars().count() > LONGEST_LINE {
            let from = (column - 1).saturating_sub(BEFORE);
            let part: String = whole.chars().skip(from).take(LONGEST_LINE).collect();
            format!("{}{part}...", if from > 0 { "..." } else { "" })
        } else {
            whole.trim().to_owned()
        };
        Place { name: source.name.clone(), line, column, text }
    }
}

#[derive(Serialize)]
struct Finding {
    severity: &'static str,
    code: String,
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

impl Finding {
    fn of(found: &Diagnostic, sources: &Sources) -> Self {
        let place = found.source.as_ref().map(|source| sources.place(source, found.span));
        Self::at(found, place)
    }

    fn at(found: &Diagnostic, place: Option<Place>) -> Self {
        let Diagnostic {
            code,
            severity,
            source: _,
            span: _,
            message,
            label: _,
            related: _,
            help,
            ignored: _,
        } = found;
        Self {
            severity: severity.word(),
            code: code.to_string(),
            message: words::sentence(message, str::to_owned),
            place,
            help: help.clone(),
        }
    }
}

/// The two sides of one cluster.
#[derive(Clone, Copy)]
struct Both<'a> {
    base: Option<&'a Subject<'a>>,
    head: Option<&'a Subject<'a>>,
}

#[derive(Serialize)]
struct ClusterPart {
    id: String,
    title: String,
    tone: &'static str,
    headline: String,
    chips: Vec<Chip>,
    place: Place,
    waves: Vec<WavePart>,
    pause: Option<PausePart>,
    state: Vec<Fact>,
    start: Option<String>,
    capacity: Vec<Amount>,
    findings: Vec<Finding>,
    fields: Vec<FieldPart>,
    objects: Vec<ObjectPart>,
}

/// A word of ours, and what it is about.
#[derive(Serialize)]
struct Fact {
    tone: &'static str,
    word: &'static str,
    text: String,
    /// Whether it is a sentence of ours, with backticks around what is none.
    is_ours: bool,
}

impl ClusterPart {
    fn of(id: &str, review: &ClusterReview, both: Both<'_>, sides: &Sides<'_>, sources: &Sources) -> Self {
        let pair = (both.base, both.head);
        let prepares = words::prepares(review);
        let waves = timeline::waves(review, pair);
        let total = |side: Option<&Subject<'_>>| Totals::of(side.iter().map(|it| it.cluster));
        let mut capacity = rows(total(both.base), total(both.head));
        // There is one, or none.
        capacity.retain(|amount| amount.what != "clusters" && amount.what != "jobs");
        let mut findings = review::findings(review, sides.fail_on);
        let title = format!("{}: ", review.title);
        // What is said of a field stands there.
        let fields = review.fields.iter().enumerate().map(|(n, field)| {
            let begin = format!("{title}{} ", field.path);
            let own = findings.iter().position(|it| it.span == field.at && it.message.starts_with(&begin));
            let own = own.map(|n| findings.remove(n));
            FieldPart::of(id, n, field, own, review, sources)
        });
        let fields = fields.collect();
        let findings = findings.iter().map(|found| {
            // Their source is the cluster's, and so is their title.
            let mut part = Finding::at(found, Some(sources.place(&review.source, found.span)));
            part.message = part.message.strip_prefix(&title).unwrap_or(&part.message).to_owned();
            part
        });
        let findings = findings.collect();
        let causes = Causes::of(id, review, pair, sides.compiler);
        let objects = review.objects.iter().enumerate().map(|(n, object)| {
            let trees = (
                timeline::before(object, both.base).filter(|_| object.what != What::Added),
                timeline::after(object, both.head).filter(|_| object.what != What::Removed),
            );
            let trees = (trees.0.map(|it| it.tree), trees.1.map(|it| it.tree));
            let own = Own { prepares, causes: &causes, n };
            ObjectPart::of(format!("{id}-o{}", n + 1), object, trees, Some(own), sides.write)
        });
        let objects = objects.collect();
        Self {
            id: id.to_owned(),
            title: review.title.clone(),
            tone: tone(review.effect()),
            headline: words::headline(review, |text| words::value(text, str::to_owned)),
            chips: review
                .effects
                .iter()
                .rev()
                .filter(|it| **it > Effect::None)
                .map(|it| Chip::of(*it))
                .collect(),
            place: sources.place(&review.source, review.span),
            waves: waves.iter().map(|wave| WavePart::of(id, wave, review)).collect(),
            pause: timeline::pause(review, pair).map(|pause| PausePart::of(&pause)),
            state: state(review),
            start: review.start.as_ref().map(|start| words::value(&start.to_string(), str::to_owned)),
            capacity,
            findings,
            fields,
            objects,
        }
    }
}

fn state(review: &ClusterReview) -> Vec<Fact> {
    let tone = match review.state {
        State::Untouched | State::Kept(_) => "calm",
        State::Lost { .. } | State::Refused { .. } => "grave",
    };
    let state = words::state(review, str::to_owned, str::to_owned).into_iter();
    let claims = words::claims(review, str::to_owned).into_iter();
    let is_ours = !matches!(review.state, State::Lost { allowed: Some(_), .. });
    let state = state.map(|(word, text)| Fact { tone, word, text, is_ours });
    state.chain(claims.map(|(word, text)| Fact { tone: "mild", word, text, is_ours: true })).collect()
}

#[derive(Serialize)]
struct WavePart {
    name: &'static str,
    number: Option<i32>,
    tone: &'static str,
    lane: &'static str,
    steps: Vec<Step>,
}

/// What is done to an object.
#[derive(Serialize)]
struct Step {
    id: String,
    sign: char,
    tone: &'static str,
    kind: String,
    name: String,
    does: &'static str,
}

impl WavePart {
    fn of(id: &str, wave: &timeline::Wave, review: &ClusterReview) -> Self {
        let timeline::Wave { when, lane, objects } = wave;
        let (name, number) = match when {
            When::Wave(n) if *n < 0 => ("prepare", Some(*n)),
            When::Wave(0) => ("run", Some(0)),
            When::Wave(n) => ("then", Some(*n)),
            When::Pruned => ("prune", None),
        };
        let (tone, lane) = match lane {
            Lane::Nothing => ("none", "no job of its own"),
            Lane::Runs => ("runs", "the job runs"),
            Lane::Saved => ("stops", "the job is saved and stopped"),
            Lane::Cancelled => ("lost", "the job is stopped, without a savepoint"),
            Lane::Ends if matches!(review.change, ClusterChange::Moved(_)) => ("lost", "the old job ends"),
            Lane::Ends => ("lost", "the job ends"),
            Lane::Paused => ("paused", "no job runs"),
            Lane::Interrupted => ("stops", "the job is interrupted, and recovers"),
            Lane::Starts => ("starts", "the job starts"),
        };
        let prepares = words::prepares(review);
        let steps = objects.iter().filter_map(|n| Some((n, review.objects.get(*n)?)));
        let steps = steps.map(|(n, object)| Step {
            id: format!("{id}-o{}", n + 1),
            sign: words::sign(object),
            tone: self::tone(object.effect),
            kind: object.kind.clone(),
            name: words::value(&object.name, str::to_owned),
            does: words::does(object, prepares),
        });
        Self { name, number, tone, lane, steps: steps.collect() }
    }
}

#[derive(Serialize)]
struct PausePart {
    range: String,
    parts: Vec<PauseRow>,
    saves: bool,
}

#[derive(Serialize)]
struct PauseRow {
    what: String,
    range: String,
    source: String,
}

impl PausePart {
    fn of(pause: &Pause) -> Self {
        let Pause { least, most, parts, saves } = pause;
        let row = |part: &Part| PauseRow {
            what: part.what.clone(),
            range: range(part.least, part.most),
            source: part.source.clone(),
        };
        Self { range: range(*least, *most), parts: parts.iter().map(row).collect(), saves: *saves }
    }
}

/// `0 s to 5 min 30 s`
fn range(least: u64, most: Option<u64>) -> String {
    match most {
        Some(most) if most == least => time(most),
        Some(most) => format!("{} to {}", time(least), time(most)),
        None => format!("{} or more", time(least)),
    }
}

fn time(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, s) => format!("{s} s"),
        (min, 0) => format!("{min} min"),
        (min, s) => format!("{min} min {s} s"),
    }
}

#[derive(Serialize)]
struct Link {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct FieldPart {
    id: String,
    path: String,
    base: Option<String>,
    head: Option<String>,
    place: Place,
    tone: &'static str,
    effect: String,
    /// What is found of it: severity and code. The message says again what it does.
    found: Option<[String; 2]>,
    objects: Vec<Link>,
}

impl FieldPart {
    fn of(
        cluster: &str,
        n: usize,
        field: &FieldChange,
        found: Option<Diagnostic>,
        review: &ClusterReview,
        sources: &Sources,
    ) -> Self {
        let FieldChange { path, base, head, at, effect, part: _, together: _, objects } = field;
        let value = |text: &Option<String>| text.as_deref().map(|text| words::value(text, str::to_owned));
        let links = objects.iter().filter_map(|n| Some((n, review.objects.get(*n)?)));
        let links = links.map(|(n, object)| Link {
            id: format!("{cluster}-o{}", n + 1),
            text: words::value(&object.title(), str::to_owned),
        });
        Self {
            id: format!("{cluster}-f{}", n + 1),
            path: words::value(&path.to_string(), str::to_owned),
            base: value(base),
            head: value(head),
            place: sources.place(&review.source, *at),
            tone: tone(*effect),
            effect: words::effect(field),
            found: found.map(|found| [found.severity.word().to_owned(), found.code.to_string()]),
            objects: links.collect(),
        }
    }
}

#[derive(Serialize)]
struct ObjectPart {
    id: String,
    sign: char,
    title: String,
    tone: &'static str,
    does: &'static str,
    refused: Option<Refused>,
    claims: Option<String>,
    causes: Vec<Cause>,
    is_secret: bool,
    /// Places whose values are not shown, and differ.
    hidden: Vec<String>,
    removed: usize,
    added: usize,
    blocks: Vec<Block>,
    /// The lines of what has one side only.
    whole: Vec<String>,
}

#[derive(Serialize)]
struct Refused {
    why: String,
    way_out: &'static str,
}

/// What is known of a cluster's object beside its change.
struct Own<'a> {
    prepares: &'static str,
    causes: &'a Causes<'a>,
    /// Its place among the changed objects.
    n: usize,
}

impl ObjectPart {
    fn of(
        id: String,
        object: &ObjectChange,
        (base, head): (Option<&Node>, Option<&Node>),
        own: Option<Own<'_>>,
        write: fn(&Node) -> String,
    ) -> Self {
        let is_secret = object.is_secret();
        let text = |tree: &Node| write(&masked(&Path::default(), tree, &object.sources));
        let mut whole = Vec::new();
        let (mut removed, mut added, mut blocks) = (0, 0, Vec::new());
        match (base, head) {
            _ if is_secret => {}
            (Some(base), Some(head)) => {
                let (base, head) = (text(base), text(head));
                (removed, added, blocks) = manifests::compare(&base, &head);
                if let Some(own) = &own {
                    own.causes.add(object, (&base, &head), &mut blocks, text);
                }
            }
            (one, other) => {
                let text = one.or(other).map(text).unwrap_or_default();
                whole = text.lines().map(str::to_owned).collect();
                *(if one.is_some() { &mut removed } else { &mut added }) = whole.len();
            }
        }
        let hidden = object.differences.iter().filter(|difference| {
            let shown = |node: &Option<Node>| {
                node.as_ref().map(|node| masked(&difference.path, node, &object.sources))
            };
            is_secret
                || match (shown(&difference.base), shown(&difference.head)) {
                    (Some(base), Some(head)) => base.is_same(&head),
                    _ => false,
                }
        });
        let hidden =
            hidden.map(|difference| words::value(&difference.path.to_string(), str::to_owned)).collect();
        Self {
            id,
            sign: words::sign(object),
            title: words::value(&object.title(), str::to_owned),
            tone: tone(object.effect),
            does: words::does(object, own.as_ref().map_or(words::IDLE, |own| own.prepares)),
            refused: refused(object).map(|(why, way_out)| Refused { why, way_out }),
            claims: object.claims.as_ref().map(|claims| words::sentence(&claims.to_string(), str::to_owned)),
            causes: own.map_or_else(Vec::new, |own| own.causes.of_object(own.n, object)),
            is_secret,
            hidden,
            removed,
            added,
            blocks,
            whole,
        }
    }
}
