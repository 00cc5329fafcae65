//! A review as a comment of a pull request: a table first, details folded away, and never longer than it may be.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::review::{ClusterChange, ClusterReview, Effect, ObjectChange, Review, refused};

use super::words;
use crate::report::words::{conflict as shared, plural};
use crate::sink::Door;
use crate::sink::markdown::{block, cell, code, html};

/// No report is longer that leaves out all that can be left out.
pub const LEAST: usize = 500;
/// Room for the words that say what was left out.
const RESERVE: usize = 200;

/// At most `most` bytes, of which there must be [`LEAST`]: details go first, then rows, then conflicts.
pub fn report(review: &Review, most: usize) -> String {
    let mut out = Cut {
        text: "## What this change does\n\n".into(),
        most: most.saturating_sub(RESERVE),
        left: Vec::new(),
    };
    if review.is_empty() {
        out.text.push_str("Nothing: both sides render to the same objects.\n");
        out.section(|n| plural(n, "new warning"), "", review.warnings.iter().map(warning));
        out.section(|n| plural(n, "note"), "", review.outdated.iter().map(note));
        return out.end();
    }
    out.text.push_str(&words::summary(review));
    out.text.push('\n');
    out.section(|_| "what is refused".into(), "", refusal(review));
    let effects = words::effects(review);
    let effects: Vec<_> =
        effects.iter().map(|(effect, n)| format!("{} {} ({n})", mark(*effect), effect.phrase())).collect();
    let effects = (!effects.is_empty()).then(|| format!("\n{}\n", effects.join(" · ")));
    out.section(|_| "the effects".into(), "", effects);
    let delta = words::delta(&review.totals).map(|delta| format!("\nFleet: {delta}\n"));
    out.section(|_| "what the fleet needs".into(), "", delta);
    let conflicts = review.conflicts.iter();
    let conflicts = conflicts.map(|conflict| {
        format!("\n:warning: new conflict: {}\n", shared(conflict, |text| words::value(text, code)))
    });
    out.section(|n| plural(n, "new conflict"), "", conflicts);
    out.section(|n| plural(n, "new warning"), "", review.warnings.iter().map(warning));
    out.section(|n| plural(n, "note"), "", review.outdated.iter().map(note));
    let head = "\n| | cluster | effect | state |\n|---|---|---|---|\n";
    let all = out.section(|n| plural(n, "cluster"), head, review.clusters.iter().map(row));
    let others: String = review.others.iter().map(|other| object(other, words::IDLE)).collect();
    let others = (!others.is_empty()).then(|| folded("objects of no cluster", &others));
    let details = review.clusters.iter().map(cluster).filter(|text| !text.is_empty()).chain(others);
    // Details without their row would have no beginning.
    if all {
        out.section(|n| format!("the details of {n}"), "", details);
    }
    out.end()
}

/// Which codes make the run fail.
fn refusal(review: &Review) -> Option<String> {
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let errors = review.findings.iter().filter(|found| found.is_error());
    errors.for_each(|found| *codes.entry(found.code.to_string()).or_default() += 1);
    let first = codes.keys().next()?.clone();
    let codes: Vec<_> = codes.into_iter().map(|(code, n)| format!("{code} ({n})")).collect();
    Some(format!("\n**Refused**: {}. `flink-render explain {first}` has a page for it.\n", codes.join(", ")))
}

/// A report that grows as long as there is room.
struct Cut {
    text: String,
    most: usize,
    /// What was left out, in words.
    left: Vec<String>,
}

impl Cut {
    /// Adds the parts that have room, each whole; `head` stands before them. Whether all are there.
    fn section(
        &mut self,
        what: impl Fn(usize) -> String,
        head: &str,
        parts: impl IntoIterator<Item = String>,
    ) -> bool {
        let mut left = 0;
        let mut head = Some(head);
        for part in parts {
            let needed = part.len() + head.map_or(0, str::len);
            if self.text.len() + needed > self.most {
                left += 1;
            } else {
                self.text.push_str(head.take().unwrap_or_default());
                self.text.push_str(&part);
            }
        }
        if left > 0 {
            self.left.push(what(left));
        }
        left == 0
    }

    fn end(mut self) -> String {
        if !self.left.is_empty() {
            let left = self.left.join(", ");
            self.text.push_str(&format!(
                "\nToo long for a comment, and not shown: {left}. The whole is in the output of the run.\n"
            ));
        }
        self.text
    }
}

fn warning(found: &Diagnostic) -> String {
    format!("\n:warning: new: {}\n", words::warning(found, code))
}

fn note(found: &Diagnostic) -> String {
    format!("\n:information_source: {}\n", words::warning(found, code))
}

fn row(review: &ClusterReview) -> String {
    // Whoever writes a long reason must not push the other clusters out.
    let short: Door = |text| words::value(text, cell);
    let sentence: Door = |text| words::sentence(text, cell);
    let state = words::state(review, sentence, short).into_iter().chain(words::claims(review, sentence));
    let upgrade = words::upgrade_in_short(review).into_iter();
    let state = upgrade
        .map(|(versions, text)| format!("{versions}: {text}"))
        .chain(state.map(|(word, text)| format!("{word}: {text}")));
    let row = [
        mark(review.effect()),
        &cell(&review.title),
        &words::headline(review, short),
        &state.collect::<Vec<_>>().join("<br>"),
    ];
    format!("| {} |\n", row.join(" | "))
}

fn cluster(review: &ClusterReview) -> String {
    let mut text = String::new();
    if let Some((versions, lines)) = words::upgrade(review, code) {
        text.push_str(&format!("{versions}:\n\n"));
        lines.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
        text.push('\n');
    }
    if !review.fields.is_empty() {
        text.push_str("| line | field | before | after | effect |\n|---|---|---|---|---|\n");
    }
    for field in &review.fields {
        let (line, _) = review.source.position(field.at.start);
        let value =
            |text: &Option<String>| text.as_deref().map_or(String::new(), |text| words::value(text, cell));
        let row = [
            cell(&format!("{}:{line}", review.source.name)),
            words::value(&field.path.to_string(), cell),
            value(&field.base),
            value(&field.head),
            words::effect(field),
        ];
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    if review.change == ClusterChange::Changed {
        text.push('\n');
        let prepares = words::prepares(review);
        review.objects.iter().for_each(|object| text.push_str(&self::object(object, prepares)));
    }
    if text.trim().is_empty() { String::new() } else { folded(&review.title, &text) }
}

fn object(object: &ObjectChange, prepares: &'static str) -> String {
    let (title, does) = (code(&object.title()), words::does(object, prepares));
    let mut text = format!("- `{}` {title}: {does}\n", words::sign(object));
    if let Some((why, way_out)) = refused(object) {
        text.push_str(&format!("  {}: {way_out}\n", code(&why)));
    }
    if let Some(claims) = &object.claims {
        text.push_str(&format!("  {}\n", words::sentence(&claims.to_string(), code)));
    }
    if !object.differences.is_empty() && !words::is_input(object) {
        let lines = object.differences.iter().flat_map(|difference| {
            let (path, lines) = words::lines(difference, object);
            std::iter::once(format!("@@ {path} @@")).chain(lines)
        });
        text.push_str(&block("diff", &lines.collect::<Vec<_>>()));
    }
    text
}

fn folded(title: &str, text: &str) -> String {
    format!("\n<details><summary>{}</summary>\n\n{text}\n</details>\n", html(title))
}

fn mark(effect: Effect) -> &'static str {
    match effect {
        Effect::None | Effect::InPlace | Effect::Added => ":green_circle:",
        Effect::JobRuns | Effect::PodsRestart | Effect::TaskManagersRestart => ":yellow_circle:",
        Effect::JobManagerRestarts | Effect::Resubmitted => ":orange_circle:",
        Effect::Removed | Effect::StateRisk | Effect::NotApplicable => ":red_circle:",
    }
}
