//! The words of a review, the same for people's terminals and for pull requests: text of others passes the door of the sink.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::fleet::Totals;
use crate::k8s::object::FLINK_CLUSTER;
use crate::k8s::role::Role;
use crate::k8s::workload::Workload;
use crate::review::difference::Difference;
use crate::review::{
    ClusterChange, ClusterReview, Effect, FieldChange, ObjectChange, Review, Start, State, Upgrade, What,
    inline, masked,
};
use crate::tree::Node;
use similar::{ChangeTag, TextDiff};

use crate::report::words::{cpu, memories, plural};
use crate::sink::{Door, terminal};

/// Longer values are cut.
const LONGEST: usize = 160;
/// Texts are compared line by line up to this product of their lengths: else only what the other one does not have is told.
const FAR: usize = 4_000_000;
/// More lines of a text are counted.
const LINES: usize = 8;

/// What happens to a cluster, in a line.
pub fn headline(review: &ClusterReview, door: Door) -> String {
    let start = review.start.as_ref().map(|start| door(&start.to_string()));
    let jobs = |word: &str| start.as_ref().map_or(String::new(), |start| format!("; {word} {start}"));
    match &review.change {
        ClusterChange::Added => format!("new{}", jobs("its job starts")),
        ClusterChange::Removed => "removed".to_owned(),
        ClusterChange::Moved(before) => {
            let before = door(before);
            format!("takes the place of {before}, which is removed{}", jobs("the job starts"))
        }
        ClusterChange::Changed => {
            let mut effects: Vec<_> = review
                .effects
                .iter()
                .rev()
                .filter(|effect| **effect > Effect::None)
                .map(|effect| effect.phrase())
                .collect();
            if effects.len() > 1 {
                effects.retain(|phrase| *phrase != Effect::InPlace.phrase());
            }
            let effects =
                if effects.is_empty() { Effect::None.phrase().to_owned() } else { effects.join(", ") };
            format!("{effects}{}", jobs("the job starts"))
        }
    }
}

/// What becomes of the state, in lines: the word, and the rest. `others`: the door of words that are others' alone;
/// the way out is ours alone and passes none.
pub fn state(review: &ClusterReview, door: Door, others: Door) -> Vec<(&'static str, String)> {
    match &review.state {
        State::Untouched => Vec::new(),
        State::Kept(how) => vec![("state kept", door(how))],
        State::Lost { why, way_out, allowed: None } => {
            vec![("state at risk", door(why)), ("to keep it", way_out.clone())]
        }
        State::Lost { why, way_out: _, allowed: Some((reason, _)) } => {
            vec![("state lost", door(why)), ("allowed", others(reason))]
        }
        State::Refused { why, way_out } => vec![("refused", door(why)), ("to go on", way_out.clone())],
    }
}

/// What becomes of the claims of a cluster that goes, in lines: the word, and the rest.
pub fn claims(review: &ClusterReview, door: Door) -> Vec<(&'static str, String)> {
    let gone = match review.change {
        ClusterChange::Removed | ClusterChange::Moved(_) => &review.objects[..],
        // Said of the object.
        ClusterChange::Added | ClusterChange::Changed => &[],
    };
    gone.iter().filter_map(|object| Some(("claims", door(&object.claims.as_ref()?.to_string())))).collect()
}

/// What another version of Flink makes of the cluster's settings: the versions, and a line for each change.
pub fn upgrade(review: &ClusterReview, door: Door) -> Option<(String, Vec<String>)> {
    let upgrade = review.upgrade.as_ref()?;
    let settings = upgrade.settings.iter().map(|setting| {
        let (line, column) = review.source.position(setting.at.start);
        let place = door(&format!("{}:{line}:{column}", review.source.name));
        format!("{place} {}: {}", value(&setting.key, door), door(&setting.to_string()))
    });
    let shifts = upgrade.shifts().map(|(key, text)| format!("{}: {}", door(key), door(&text)));
    let Upgrade { from, to, .. } = upgrade;
    Some((format!("Flink {from} -> {to}"), settings.chain(shifts).chain(upgrade.rest()).collect()))
}

/// The same in a few words.
pub fn upgrade_in_short(review: &ClusterReview) -> Option<(String, String)> {
    let Upgrade { from, to, settings, defaults, others } = review.upgrade.as_ref()?;
    let keys: BTreeSet<_> = settings.iter().map(|setting| &setting.key).collect();
    let parts = [(keys.len(), "setting"), (defaults.len(), "default")];
    let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| plural(*n, word)).collect();
    let changed = match parts.is_empty() {
        true => format!("nothing that is set; {} otherwise", plural(*others, "default")),
        false => format!("{} otherwise", parts.join(" and ")),
    };
    Some((format!("Flink {from} -> {to}"), changed))
}

/// A warning in a line: `FR175 clusters/orders.yaml:12:5: the text`.
pub fn warning(found: &Diagnostic, door: Door) -> String {
    let Diagnostic { code, severity: _, source, span, message, label: _, related: _, help: _, ignored: _ } =
        found;
    let place = source.as_ref().map_or(String::new(), |source| {
        let (line, column) = source.position(span.start);
        format!(" {}", door(&format!("{}:{line}:{column}", source.name)))
    });
    format!("{code}{place}: {}", sentence(message, door))
}

/// `+`, `-`, `~`, and `!` for another one in its place.
pub fn sign(object: &ObjectChange) -> char {
    match object.what {
        What::Added => '+',
        What::Removed => '-',
        What::Changed => '~',
        What::Replaced(_) => '!',
    }
}

/// What the Job that goes before a roll-out does where no job runs.
pub const IDLE: &str = "it runs again, and finds nothing to stop";

/// What the Job that goes before a roll-out does.
pub fn prepares(review: &ClusterReview) -> &'static str {
    match review.start.as_ref().filter(|_| review.effects.contains(&Effect::Resubmitted)) {
        _ if review.was_cancelled => IDLE,
        Some(Start::Taken(_)) => "it runs: it stops the job with a savepoint first",
        Some(Start::Checkpoint) => "it runs: it sees to it that the newest checkpoint is gone on from",
        Some(Start::Savepoint(_) | Start::Newest | Start::Nothing) => {
            "it runs: it cancels the job, without a savepoint"
        }
        Some(Start::Cancelled) | None if review.cancels_by_roll_out() => "it runs: it stops the job",
        Some(Start::Cancelled) | None => IDLE,
    }
}

/// What a change of an object does; `prepares`: what the Job that goes before a roll-out does.
pub fn does(object: &ObjectChange, prepares: &'static str) -> &'static str {
    if object.role == Some(Role::Dispose) && object.what != What::Removed {
        return "in place: once an hour it disposes of savepoints that are not to be kept";
    }
    if object.effect != Effect::JobRuns {
        return object.effect.phrase();
    }
    match object.role {
        Some(Role::Prepare) => prepares,
        Some(Role::Scale) => "it runs: it sets the number of TaskManagers",
        Some(Role::Savepoint) if object.what == What::Changed => {
            "it runs again: it takes a savepoint where this generation has none"
        }
        Some(Role::Savepoint) => "it runs: it takes a savepoint",
        Some(Role::Cancel) => "it runs: it cancels the job",
        Some(
            Role::JobManager | Role::TaskManager | Role::Submitter | Role::AutoSavepoint | Role::Dispose,
        )
        | None => object.effect.phrase(),
    }
}

/// Whether its differences are those of the input, which are shown already.
pub fn is_input(object: &ObjectChange) -> bool {
    object.kind == FLINK_CLUSTER.1
}

/// A value, cut.
pub fn value(text: &str, door: Door) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => door(&format!("{}...", &text[..end])),
        None => door(text),
    }
}

/// A sentence of ours around text of others: our words are at its ends, and it is cut between them.
pub fn sentence(text: &str, door: Door) -> String {
    let end = text.char_indices().nth(2 * LONGEST).map(|(end, _)| end);
    let begin = text.char_indices().rev().nth(LONGEST).map(|(begin, _)| begin);
    match (end, begin) {
        (Some(end), Some(begin)) if end < begin => door(&format!("{}...{}", &text[..end], &text[begin..])),
        _ => door(text),
    }
}

/// A difference in lines for a terminal: what it is about, then lines that begin with `-`, `+` or a space.
pub fn lines(difference: &Difference, object: &ObjectChange) -> (String, Vec<String>) {
    let Difference { path, base, head, at: _, base_at: _ } = difference;
    let at = path;
    let path = value(&path.to_string(), terminal::line);
    let kind = object.kind.as_str();
    if object.is_secret() {
        return (path, vec!["  (not shown)".into()]);
    }
    let mut lines = Vec::new();
    let [base, head] = [base, head]
        .map(|node| node.as_ref().map(|node| Shown { node, masked: masked(at, node, &object.sources) }));
    match (base.as_ref().and_then(Shown::items), head.as_ref().and_then(Shown::items)) {
        // Of arguments and scripts, those that differ.
        (Some(base), Some(head)) if base.len() == head.len() => {
            for (base, head) in base.iter().zip(&head).filter(|(base, head)| !base.node.is_same(head.node)) {
                values(Some(base), Some(head), &mut lines);
            }
        }
        _ => values(base.as_ref(), head.as_ref(), &mut lines),
    }
    if Workload::is(kind) && path == "spec.replicas" && head.is_none() {
        // The API server's default for a field that nobody owns any more.
        lines.push("  when applied, it is 1 until the scale Job has run".into());
    }
    if lines.len() > LINES {
        let more = lines.split_off(LINES).len();
        lines.push(format!("  ... {more} more lines"));
    }
    (path, lines)
}

/// A value, and the same without credentials.
struct Shown<'a> {
    node: &'a Node,
    masked: Node,
}

impl Shown<'_> {
    fn items(&self) -> Option<Vec<Shown<'_>>> {
        let both = self.node.as_list()?.iter().zip(self.masked.as_list()?);
        Some(both.map(|(node, masked)| Shown { node, masked: masked.clone() }).collect())
    }

    /// A text on several lines, and the same without credentials.
    fn texts(&self) -> Option<(&str, &str)> {
        let text = self.node.as_str().filter(|text| text.contains('\n'))?;
        Some((text, self.masked.as_str().unwrap_or(text)))
    }
}

fn values(base: Option<&Shown<'_>>, head: Option<&Shown<'_>>, lines: &mut Vec<String>) {
    let text = |side: Option<&Shown<'_>>| side.and_then(Shown::texts).is_some();
    if !text(base) && !text(head) {
        let line = |side: &Shown<'_>| value(&inline(&side.masked), terminal::inside);
        lines.extend(base.map(|base| format!("- {}", line(base))));
        lines.extend(head.map(|head| format!("+ {}", line(head))));
        return;
    }
    let whole = |side: Option<&Shown<'_>>| {
        let texts = side.and_then(Shown::texts).map(|(text, masked)| (text.to_owned(), masked.to_owned()));
        let line = || side.map(|side| inline(&side.masked)).unwrap_or_default();
        texts.unwrap_or_else(|| (line(), line()))
    };
    let ((old, masked_old), (new, masked_new)) = (whole(base), whole(head));
    // Lines that differ by a credential differ, and do not show it.
    let hidden = |whole: &str, masked: &str| {
        let lines = |text: &str| text.split_inclusive('\n').map(ToOwned::to_owned).collect::<Vec<_>>();
        lines(whole).into_iter().zip(lines(masked)).collect::<BTreeMap<_, _>>()
    };
    let (hidden_old, hidden_new) = (hidden(&old, &masked_old), hidden(&new, &masked_new));
    for (sign, line) in changed_lines(&old, &new) {
        let line = match sign {
            '-' => hidden_old.get(&line),
            _ => hidden_new.get(&line),
        }
        .unwrap_or(&line);
        lines.push(format!("{sign} {}", value(line.trim_end_matches(['\n', '\r']), terminal::inside)));
    }
}

/// Lines that are gone, and new ones, with their signs.
fn changed_lines(old: &str, new: &str) -> Vec<(char, String)> {
    let [mut from, mut to] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    // What to compare with what takes the product of both lengths at worst.
    if from.len() * to.len() > FAR {
        let (olds, news): (BTreeSet<_>, BTreeSet<_>) =
            (from.iter().copied().collect(), to.iter().copied().collect());
        from.retain(|line| !news.contains(line));
        to.retain(|line| !olds.contains(line));
        let gone = from.into_iter().map(|line| ('-', line.to_owned()));
        let lines: Vec<_> = gone.chain(to.into_iter().map(|line| ('+', line.to_owned()))).collect();
        let same = "the same lines in another order, or another number of times";
        return if lines.is_empty() { vec![(' ', same.to_owned())] } else { lines };
    }
    let diff = TextDiff::from_slices(&from, &to);
    let changes = diff.iter_all_changes().filter_map(|change| match change.tag() {
        ChangeTag::Equal => None,
        ChangeTag::Delete => Some(('-', change.value().to_owned())),
        ChangeTag::Insert => Some(('+', change.value().to_owned())),
    });
    changes.collect()
}

/// `2 clusters change (1 state at risk), 1 is new`
pub fn summary(review: &Review) -> String {
    let count = |change: fn(&ClusterChange) -> bool| {
        review.clusters.iter().filter(|cluster| change(&cluster.change)).count()
    };
    let parts = [
        (count(|change| matches!(change, ClusterChange::Changed)), "changed"),
        (count(|change| matches!(change, ClusterChange::Moved(_))), "moved"),
        (count(|change| matches!(change, ClusterChange::Added)), "added"),
        (count(|change| matches!(change, ClusterChange::Removed)), "removed"),
        (review.unchanged, "unchanged"),
    ];
    let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    let mut text =
        format!("clusters: {}", if parts.is_empty() { "none".to_owned() } else { parts.join(", ") });
    if !review.others.is_empty() {
        text.push_str(&format!("; {} outside of clusters changed", plural(review.others.len(), "object")));
    } else if parts.is_empty() && review.objects > 0 {
        text.push_str(&format!("; {} outside of clusters unchanged", plural(review.objects, "object")));
    }
    text
}

/// How many clusters have each effect, the gravest first.
pub fn effects(review: &Review) -> Vec<(Effect, usize)> {
    let all = Effect::ALL.iter().rev().map(|(effect, ..)| *effect).filter(|effect| *effect > Effect::None);
    let count = |effect| review.clusters.iter().filter(|cluster| cluster.effects.contains(&effect)).count();
    all.map(|effect| (effect, count(effect))).filter(|(_, n)| *n > 0).collect()
}

/// What a change of a field does; of one that was looked at with others, that they do it together.
pub fn effect(field: &FieldChange) -> String {
    let phrase = field.effect.phrase();
    match field.together {
        0 | 1 => phrase.to_owned(),
        n => format!("{phrase} ({n} changes looked at together)"),
    }
}

/// What the fleet needs more or less; none when nothing.
pub fn delta((base, head): &(Totals, Totals)) -> Option<String> {
    let number =
        |what: &str, base: i64, head: i64| (base != head).then(|| format!("{what} {base} -> {head}"));
    let parts = [
        number("clusters", base.clusters, head.clusters),
        number("jobs", base.jobs, head.jobs),
        number("TaskManagers", base.task_managers, head.task_managers),
        number("slots", base.slots, head.slots),
        (base.cpu != head.cpu).then(|| format!("CPU {} -> {}", cpu(base.cpu), cpu(head.cpu))),
        (base.memory != head.memory)
            .then(|| format!("memory {}", memories([base.memory, head.memory]).join(" -> "))),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
