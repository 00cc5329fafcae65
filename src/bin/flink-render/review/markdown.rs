//! A review as a comment of a pull request: a table first, details folded away, and never longer than it may be.

use std::fmt::Write;

use flink_render::diagnostic::position;
use flink_render::review::{Change, ClusterReview, Effect, ObjectChange, refused};

use super::words::cell;
use super::{Review, words};

/// Room for the words that say what was left out.
const RESERVE: usize = 200;

/// At most `most` bytes: details go first, then rows.
pub fn report(review: &Review, most: usize) -> String {
    let mut head = String::from("## What this change does\n\n");
    if review.is_empty() {
        head.push_str("Nothing: both sides render to the same objects.\n");
        return head;
    }
    // Writing to a string cannot fail.
    let _ = tail(&mut head, review);
    let mut rows = Vec::new();
    for cluster in &review.clusters {
        let state: Vec<_> = words::state(cluster)
            .into_iter()
            .map(|(word, text)| format!("{word}: {}", cell(&text)))
            .collect();
        let row = [
            mark(cluster.effect()),
            &cell(&cluster.title),
            &cell(&words::headline(cluster)),
            &state.join("<br>"),
        ];
        rows.push(format!("| {} |\n", row.join(" | ")));
    }
    let mut out = head;
    let mut room = most.saturating_sub(out.len() + RESERVE);
    if !rows.is_empty() {
        out.push_str("\n| | cluster | effect | state |\n|---|---|---|---|\n");
        let fit = fitting(&rows, &mut room);
        rows[..fit].iter().for_each(|row| out.push_str(row));
        if fit < rows.len() {
            let _ = writeln!(
                out,
                "\n{} more clusters are not shown: the whole is in the output of the run.",
                rows.len() - fit
            );
            return out;
        }
    }
    let mut details: Vec<_> = review.clusters.iter().map(cluster).collect();
    if !review.others.is_empty() {
        let objects: String = review.others.iter().map(|other| object(other, false)).collect();
        details.push(folded("objects of no cluster", &objects));
    }
    let fit = fitting(&details, &mut room);
    details[..fit].iter().for_each(|detail| out.push_str(detail));
    if fit < details.len() {
        let _ = writeln!(
            out,
            "\nThe details of {} more are not shown: the whole is in the output of the run.",
            details.len() - fit
        );
    }
    out
}

/// How many of the parts have room.
fn fitting(parts: &[String], room: &mut usize) -> usize {
    let fits = parts.iter().take_while(|part| {
        let fits = part.len() <= *room;
        *room = room.saturating_sub(part.len());
        fits
    });
    fits.count()
}

fn tail(out: &mut String, review: &Review) -> std::fmt::Result {
    writeln!(out, "{}", words::summary(review))?;
    let effects = words::effects(review);
    if !effects.is_empty() {
        let effects: Vec<_> = effects
            .iter()
            .map(|(effect, n)| format!("{} {} ({n})", mark(*effect), effect.phrase()))
            .collect();
        writeln!(out, "\n{}", effects.join(" · "))?;
    }
    if let Some(delta) = words::delta(&review.totals) {
        writeln!(out, "\nFleet: {delta}")?;
    }
    for conflict in &review.conflicts {
        writeln!(out, "\n:warning: new conflict: {}", cell(&words::conflict(conflict)))?;
    }
    Ok(())
}

fn cluster(review: &ClusterReview) -> String {
    let mut text = String::new();
    if !review.fields.is_empty() {
        text.push_str("| line | field | before | after | effect |\n|---|---|---|---|---|\n");
    }
    for field in &review.fields {
        let (line, _) = position(&review.source.text, field.at.start);
        let code = |value: Option<&String>| {
            value.map_or("".into(), |_| format!("`{}`", cell(&words::value(value)).replace('`', "'")))
        };
        let _ = writeln!(
            text,
            "| {}:{line} | `{}` | {} | {} | {} |",
            cell(&review.source.name),
            cell(&field.path.to_string()).replace('`', "'"),
            code(field.base.as_ref()),
            code(field.head.as_ref()),
            field.effect.phrase()
        );
    }
    if review.change == Change::Changed {
        text.push('\n');
        let resubmitted = review.effects.contains(&Effect::Resubmitted);
        review.objects.iter().for_each(|object| text.push_str(&self::object(object, resubmitted)));
    }
    if text.trim().is_empty() { String::new() } else { folded(&review.title, &text) }
}

fn object(object: &ObjectChange, resubmitted: bool) -> String {
    let mut text = format!(
        "- `{}` {}: {}\n",
        words::sign(object),
        cell(&object.title()),
        words::does(object, resubmitted)
    );
    if let Some((why, way_out)) = refused(object) {
        let _ = writeln!(text, "  **{}**: {way_out}", cell(&why));
    }
    if !object.differences.is_empty() && !words::is_input(object) {
        let lines = object.differences.iter().flat_map(|difference| {
            let (path, lines) = words::lines(difference, object);
            std::iter::once(format!("@@ {path} @@")).chain(lines)
        });
        let lines: Vec<_> = lines.collect();
        // A fence that no line of the text can close.
        let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let _ = writeln!(text, "\n  {fence}diff");
        for line in &lines {
            let _ = writeln!(text, "  {line}");
        }
        let _ = writeln!(text, "  {fence}");
    }
    text
}

fn folded(title: &str, text: &str) -> String {
    format!("\n<details><summary>{}</summary>\n\n{text}\n</details>\n", cell(title))
}

fn mark(effect: Effect) -> &'static str {
    match effect {
        Effect::None | Effect::InPlace | Effect::Added => ":green_circle:",
        Effect::JobRuns | Effect::PodsRestart | Effect::TaskManagersRestart => ":yellow_circle:",
        Effect::JobManagerRestarts | Effect::Resubmitted => ":orange_circle:",
        Effect::Removed | Effect::StateRisk | Effect::NotApplicable => ":red_circle:",
    }
}
