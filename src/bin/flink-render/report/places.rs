//! Bytes of a text to lines and columns, fast for many findings in one text.

use flink_render::diagnostic::Span;

/// A span as people and machines name it: from 1, in characters, the end exclusive.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    ascii: bool,
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(first).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, ascii: text.is_ascii(), starts }
    }

    /// The line of a byte, from 0.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The bytes of a line, without its line break.
    pub fn range(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// How many lines there are; a line break at the end begins none.
    pub fn lines(&self) -> usize {
        let empty_last = self.starts.last() == Some(&self.text.len());
        self.starts.len() - usize::from(empty_last && self.starts.len() > 1)
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let at = self.floor(at);
        let line = self.line(at);
        let start = self.range(line).start.min(at);
        let column = if self.ascii { at - start } else { self.text[start..at].chars().count() };
        (line + 1, column + 1)
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
        let at = at.min(self.text.len());
        (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}
