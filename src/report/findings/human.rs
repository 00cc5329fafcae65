//! Findings drawn for people: the place in the text, underlined.

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents};
use miette::{SourceCode, SourceSpan, SpanContents};

use crate::flink::credentials::blotted;

use super::lines::totals;
use super::once::once;
use super::places::{Places, same_source};
use crate::report::words::plural;
use crate::sink::terminal;

/// How a report is drawn for people.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With colours and lines.
    pub color: bool,
    /// The width of the terminal, if it is one.
    pub width: Option<usize>,
}

impl Style {
    /// The same everywhere.
    pub const PLAIN: Self = Self { color: false, width: None };
}

/// How many findings are drawn; the rest is counted.
const DRAWN: usize = 100;
/// So many errors that say the same are drawn each by itself.
const APART: usize = 3;
/// How many second places are drawn of one finding.
const RELATED: usize = 10;
/// Of a longer line only the part around the finding is drawn.
const LONGEST_LINE: usize = 240;
/// How much of a finding is underlined, and drawn at each side of it, in a long line.
const PART: usize = 80;

/// The report, with a last line that counts; empty when there is nothing to say.
pub fn report(findings: &[Diagnostic], files: usize, style: Style) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let told = once(findings, APART);
    let drawn = &told[..told.len().min(DRAWN)];
    for group in drawn.chunk_by(|a, b| same_source(a.found, b.found)) {
        let (name, text) = match group.first().and_then(|told| told.found.source.as_ref()) {
            Some(source) => (terminal::inside(&source.name), terminal::source(&blotted(source))),
            None => Default::default(),
        };
        let excerpt = Excerpt { name, places: Places::new(&text), text: &text };
        for told in group {
            let found = told.found;
            // A report that cannot be drawn is a defect of the drawing: the message is still worth having.
            if handler(style, found).render_report(&mut out, &Drawing::new(found, &excerpt)).is_err() {
                out.push_str(&terminal::line(&found.message));
            }
            if let Some(elsewhere) = told.elsewhere() {
                out.push_str(&format!("  {elsewhere}\n"));
            }
            out.push('\n');
        }
    }
    if told.len() > DRAWN {
        out.push_str(&format!("... and {}\n", plural(told.len() - DRAWN, "more finding")));
    }
    out.push_str(&format!("{} in {}\n", totals(findings), plural(files, "file")));
    out
}

/// Severity and code take the place of the sign before the message.
fn handler(style: Style, found: &Diagnostic) -> GraphicalReportHandler {
    let mut theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::none() };
    theme.characters.error = format!("error {}:", found.code);
    theme.characters.warning = format!("warning {}:", found.code);
    theme.characters.advice = format!("note {}:", found.code);
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).without_syntax_highlighting();
    match style.width {
        Some(width) => handler.with_width(width.max(40)),
        // Logs are searched by line.
        None => handler.with_wrap_lines(false),
    }
}

/// A finding as the drawing wants it.
#[derive(Debug)]
struct Drawing<'a> {
    found: &'a Diagnostic,
    excerpt: &'a Excerpt<'a>,
    message: String,
    help: Option<String>,
}

impl<'a> Drawing<'a> {
    fn new(found: &'a Diagnostic, excerpt: &'a Excerpt<'a>) -> Self {
        let mut message = terminal::inside(&found.message);
        if excerpt.text.is_empty() && !excerpt.name.is_empty() {
            message = format!("{}: {message}", excerpt.name);
        }
        Self { found, excerpt, message, help: found.help.as_deref().map(terminal::inside) }
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing<'_> {}

impl miette::Diagnostic for Drawing<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.found.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.excerpt.text.is_empty()).then_some(self.excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let words = |text: &str| (!text.is_empty()).then(|| terminal::inside(text));
        let first = LabeledSpan::new_primary_with_span(
            words(&self.found.label),
            self.excerpt.underlined(self.found.span),
        );
        let related = self.found.related.iter().take(RELATED);
        let related = related.map(move |label| {
            LabeledSpan::new_with_span(words(&label.text), self.excerpt.underlined(label.span))
        });
        Some(Box::new(std::iter::once(first).chain(related)))
    }
}

/// A text of which only the lines around a finding are ever looked at.
#[derive(Debug)]
struct Excerpt<'a> {
    name: String,
    places: Places<'a>,
    text: &'a str,
}

impl Excerpt<'_> {
    /// The part of a span in its first line, and not more than one can take in.
    fn underlined(&self, span: Span) -> SourceSpan {
        let (start, end) = self.places.clip(span);
        let end = end.min(self.places.range(self.places.line(start)).end).max(start);
        let end = if self.is_long(self.places.line(start)) {
            end.min(self.places.floor(start + PART))
        } else {
            end
        };
        (start, end - start).into()
    }

    fn is_long(&self, line: usize) -> bool {
        self.places.range(line).len() > LONGEST_LINE
    }

    /// The bytes to draw for a span: whole lines, or a part of a long one.
    fn around(&self, start: usize, end: usize, context: usize) -> Option<(usize, usize)> {
        let (line, last) = (self.places.line(start), self.places.line(end));
        if self.is_long(line) || self.is_long(last) {
            let range = self.places.range(line);
            let window = (
                range.start.max(self.places.floor(start.saturating_sub(PART))),
                range.end.min(self.places.floor(end + PART)),
            );
            // Two findings far from each other in long lines are drawn apart.
            return (line == last && end - start <= PART).then_some(window);
        }
        let short = |line: &usize| !self.is_long(*line);
        let before = (line.saturating_sub(context)..line).rev().take_while(short).last().unwrap_or(line);
        let after =
            (last + 1..self.places.lines().min(last + 1 + context)).take_while(short).last().unwrap_or(last);
        (line..last).all(|line| short(&line)).then(|| {
            let end = self.places.range(after).end;
            (self.places.range(before).start, self.text[end..].find('\n').map_or(end, |more| end + more + 1))
        })
    }
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let (from, to) = (span.offset(), span.offset() + span.len());
        let (start, end) = match before.max(after) {
            0 => (from, to),
            context => self.around(from, to, context).ok_or(MietteError::OutOfBounds)?,
        };
        let data = self.text.as_bytes().get(start..end).ok_or(MietteError::OutOfBounds)?;
        let (line, column) = self.places.position(start);
        let count = self.places.line(end.saturating_sub(1).max(start)) + 2 - line;
        let (name, span) = (self.name.clone(), (start, end - start).into());
        Ok(Box::new(MietteSpanContents::new_named(name, data, span, line - 1, column - 1, count)))
    }
}
