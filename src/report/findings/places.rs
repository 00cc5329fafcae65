//! Where findings are: in which source, and there in which line and column, fast for many findings in one text.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Lines, Span, floor};

/// Groups of findings that follow each other in one source.
pub fn by_source(findings: &[Diagnostic]) -> impl Iterator<Item = &[Diagnostic]> {
    findings.chunk_by(same_source)
}

/// Whether two findings are in one source, or both in none.
pub fn same_source(a: &Diagnostic, b: &Diagnostic) -> bool {
    match (&a.source, &b.source) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Code scanning wants paths as the repository knows them.
pub fn in_repository(name: &str) -> &str {
    name.strip_prefix("./").unwrap_or(name)
}

/// A span as people and machines name it: from 1, in characters, the end exclusive.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// A text and where its lines begin.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    lines: Lines,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, lines: Lines::default() }
    }

    /// The line of a byte, from 0.
    pub fn line(&self, at: usize) -> usize {
        self.lines.line(self.text, at)
    }

    /// The bytes of a line, without its line break.
    pub fn range(&self, line: usize) -> std::ops::Range<usize> {
        self.lines.range(self.text, line)
    }

    /// How many lines there are; a line break at the end begins none.
    pub fn lines(&self) -> usize {
        self.lines.count(self.text)
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        self.lines.position(self.text, at)
    }

    /// Lines and columns of a span.
    pub fn place(&self, span: Span) -> Place {
        let (start, end) = self.clip(span);
        let ((line, column), (end_line, end_column)) = (self.position(start), self.position(end));
        Place { line, column, end_line, end_column }
    }

    /// First and last byte of a span as a reader sees it: the end of the text belongs to the last line.
    pub fn clip(&self, span: Span) -> (usize, usize) {
        let (start, end) = (self.floor(span.start as usize), self.floor(span.end as usize));
        let last = self.range(self.lines() - 1).end;
        if start > last { (last, last) } else { (start, end.max(start)) }
    }

    /// The last border between characters that is not behind `at`.
    pub fn floor(&self, at: usize) -> usize {
        floor(self.text, at)
    }
}
