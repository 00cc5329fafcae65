//! A review for people at a terminal.

use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::review::codes;
use crate::review::{ClusterChange, ClusterReview, Effect, FieldChange, ObjectChange, Review, refused};

use super::words;
use crate::report::findings::human::{self as findings, Style};
use crate::report::fit;
use crate::report::words::conflict as shared;
use crate::sink::terminal;

/// The text; without a style's colours they are taken out.
pub fn report(review: &Review, files: usize, style: Style) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut out, review);
    if let Some(width) = style.width {
        out = fit::lines(&out, width.max(fit::WIDTH / 2));
    }
    if !style.color {
        out = anstream::adapter::strip_str(&out).to_string();
    }
    // How state is kept was said with what becomes of it.
    let once = |found: &Diagnostic| match found.code == codes::STATE_LOST {
        true => Diagnostic { help: None, ..found.clone() },
        false => found.clone(),
    };
    let errors: Vec<_> = review.findings.iter().filter(|found| found.is_error()).map(once).collect();
    if !errors.is_empty() {
        out.push('\n');
        out.push_str(&findings::report(&errors, files, style));
    }
    out
}

fn draw(out: &mut String, review: &Review) -> std::fmt::Result {
    for cluster in &review.clusters {
        self::cluster(out, cluster)?;
        writeln!(out)?;
    }
    if !review.others.is_empty() {
        writeln!(out, "{BOLD}other objects{END}")?;
        for object in &review.others {
            self::object(out, object, words::IDLE)?;
        }
        writeln!(out)?;
    }
    for found in &review.warnings {
        writeln!(out, "{YELLOW}new warning:{END} {}", words::warning(found, terminal::inside))?;
    }
    for found in &review.outdated {
        writeln!(out, "note: {}", words::warning(found, terminal::inside))?;
    }
    for conflict in &review.conflicts {
        writeln!(out, "{YELLOW}new conflict:{END} {}", shared(conflict, terminal::inside))?;
    }
    if let Some(delta) = words::delta(&review.totals) {
        writeln!(out, "fleet: {delta}")?;
    }
    writeln!(out, "{}", words::summary(review))
}

fn cluster(out: &mut String, review: &ClusterReview) -> std::fmt::Result {
    let color = color(review.effect());
    let headline = words::headline(review, terminal::inside);
    writeln!(out, "{BOLD}{}{END}: {color}{headline}{END}", terminal::line(&review.title))?;
    for (word, text) in words::state(review, terminal::inside, terminal::inside) {
        writeln!(out, "  {word}: {text}")?;
    }
    for (word, text) in words::claims(review, terminal::inside) {
        writeln!(out, "  {word}: {text}")?;
    }
    if let Some((versions, lines)) = words::upgrade(review, terminal::inside) {
        writeln!(out, "  {YELLOW}{versions}{END}")?;
        for line in lines {
            writeln!(out, "    {line}")?;
        }
    }
    for field in &review.fields {
        self::field(out, field, review)?;
    }
    let prepares = words::prepares(review);
    for object in &review.objects {
        // All of them, as the cluster.
        if review.change == ClusterChange::Changed {
            self::object(out, object, prepares)?;
        }
    }
    Ok(())
}

fn field(out: &mut String, field: &FieldChange, review: &ClusterReview) -> std::fmt::Result {
    let (line, column) = review.source.position(field.at.start);
    let FieldChange { path, base, head, at: _, effect, part: _, together: _, objects: _ } = field;
    write!(
        out,
        "  {}:{line}:{column} {BOLD}{}{END}",
        terminal::line(&review.source.name),
        terminal::inside(&path.to_string())
    )?;
    let value = |text: &Option<String>| {
        text.as_deref().map_or("(none)".into(), |text| words::value(text, terminal::inside))
    };
    write!(out, ": {RED}{}{END} -> {GREEN}{}{END}", value(base), value(head))?;
    writeln!(out, ": {}{}{END}", color(*effect), words::effect(field))
}

fn object(out: &mut String, object: &ObjectChange, prepares: &'static str) -> std::fmt::Result {
    let title = terminal::inside(&object.title());
    writeln!(
        out,
        "  {} {title}: {}{}{END}",
        words::sign(object),
        color(object.effect),
        words::does(object, prepares)
    )?;
    if let Some((why, way_out)) = refused(object) {
        writeln!(out, "      {}: {way_out}", terminal::line(&why))?;
    }
    if let Some(claims) = &object.claims {
        writeln!(out, "      {}", terminal::line(&claims.to_string()))?;
    }
    for difference in object.differences.iter().filter(|_| !words::is_input(object)) {
        let (path, lines) = words::lines(difference, object);
        writeln!(out, "      {path}")?;
        for line in lines {
            let color = match line.as_bytes().first() {
                Some(b'-') => RED,
                Some(b'+') => GREEN,
                _ => "",
            };
            writeln!(out, "        {color}{line}{}", if color.is_empty() { "" } else { END })?;
        }
    }
    Ok(())
}

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const END: &str = "\x1b[0m";

fn color(effect: Effect) -> &'static str {
    match effect {
        Effect::None | Effect::InPlace | Effect::Added => GREEN,
        Effect::JobRuns | Effect::PodsRestart | Effect::TaskManagersRestart | Effect::JobManagerRestarts => {
            YELLOW
        }
        Effect::Resubmitted => YELLOW,
        Effect::Removed | Effect::StateRisk | Effect::NotApplicable => RED,
    }
}
