//! Workflow commands of GitHub Actions, which annotate the lines of a pull request.

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Page, Severity};

use super::once::{Told, once};
use super::places::{Places, in_repository, same_source};
use crate::sink::github::{message, property};

/// A line per finding; titles come from `pages`, which are in the order of their codes.
pub fn report(findings: &[Diagnostic], pages: &[&Page]) -> String {
    let mut out = String::new();
    // An annotation stands where an error is mended.
    for group in once(findings, usize::MAX).chunk_by(|a, b| same_source(a.found, b.found)) {
        let source = group.first().and_then(|told| told.found.source.as_deref());
        let file = source.map(|source| (property(in_repository(&source.name)), Places::new(source.text())));
        for told in group {
            // Writing to a string cannot fail.
            let _ = line(&mut out, told, pages, file.as_ref());
        }
    }
    out
}

fn line(
    out: &mut String,
    told: &Told<'_>,
    pages: &[&Page],
    file: Option<&(String, Places<'_>)>,
) -> std::fmt::Result {
    let found = told.found;
    let command = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(out, "::{command} ")?;
    if let Some((file, places)) = file {
        let place = places.place(found.span);
        write!(out, "file={file},line={},", place.line)?;
        // An annotation of several lines has no columns.
        if place.line == place.end_line {
            write!(out, "col={},endLine={},endColumn={},", place.column, place.end_line, place.end_column)?;
        } else {
            write!(out, "endLine={},", place.end_line)?;
        }
    }
    let title = pages.iter().find(|page| page.code == found.code).map_or("", |page| page.title);
    let title = property(format!("{} {title}", found.code).trim_end());
    let help = found.help.as_ref().map(|help| format!("help: {help}"));
    let elsewhere = told.elsewhere();
    let lines = std::iter::once(found.message.as_str()).chain(help.as_deref()).chain(elsewhere.as_deref());
    writeln!(out, "title={title}::{}", message(lines))
}
