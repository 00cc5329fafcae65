//! The tokenizer's events, in bytes of the input, and where it reads other things than kubectl does.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::Span;

/// How many spaces are added to a line at a time.
const SPACES: usize = 16;
/// How often lines of one document get spaces: each time it is read again.
const REREADINGS: usize = 100;
/// How much is read again in one stream, beside four times its length.
const REREAD_BYTES: usize = 30_000_000;

/// The events of a stream.
pub struct Tokens<'a> {
    text: &'a str,
    parser: Events<'a>,
    /// The bytes of the characters, of which the tokenizer speaks; none when they are the same.
    offsets: Option<Vec<u32>>,
    /// The character where the tokenizer began.
    first: usize,
    /// The characters before which spaces were added.
    spaces: Vec<usize>,
    /// How much was read again.
    reread: usize,
    /// Where a document begins, and its first line that got spaces and may be one too many: a quote or a bracket may
    /// be missing before it: what was refused there, and at which byte.
    doubt: Option<(usize, ScanError, usize)>,
}

type Events<'a> = Box<dyn Iterator<Item = Result<(Event<'a>, saphyr_parser::Span), ScanError>> + 'a>;

impl<'a> Tokens<'a> {
    /// Reads from the beginning.
    pub fn new(text: &'a str) -> Self {
        let clip = |n| u32::try_from(n).unwrap_or(u32::MAX);
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(n, _)| clip(n)).collect());
        let parser = Box::new(Parser::new_from_str(text));
        Self { text, parser, offsets, first: 0, spaces: Vec::new(), reread: 0, doubt: None }
    }

    /// Within brackets and quotes the tokenizer wants more spaces before a line than kubectl, to which they mean
    /// nothing there. Adds them to the line that was refused, and goes back to `start`, where the document begins.
    pub fn indent(&mut self, error: &ScanError, start: usize) -> bool {
        let at = self.byte(error.marker().index());
        let line = match error.info() {
            "invalid indentation" | "invalid indentation in flow construct" => {
                Some(self.character(self.line_start(at)))
            }
            // The place is that of the quote.
            "invalid indentation in quoted scalar" => {
                let breaks = self.text[at..].match_indices('\n');
                let mut lines = breaks.map(|(n, _)| self.character(at + n + 1));
                lines.find(|line| !self.spaces.contains(line))
            }
            _ => None,
        };
        let Some(line) = line else { return false };
        let same = self.byte_of(self.first) == start;
        self.reread += at - start;
        if same && self.spaces.len() == REREADINGS || self.reread > REREAD_BYTES + 4 * self.text.len() {
            return false;
        }
        if self.doubt.as_ref().is_none_or(|(of, _, _)| *of != start)
            && !self.text[at..].starts_with([']', '}'])
        {
            self.doubt = Some((start, error.clone(), at));
        }
        if !same {
            self.first = self.character(start);
            self.spaces.clear();
        }
        let place = self.spaces.partition_point(|padded| *padded < line);
        self.spaces.insert(place, line);

        let mut done = self.byte_of(self.first);
        let mut pieces = Vec::new();
        for padded in &self.spaces {
            let end = self.byte_of(*padded);
            pieces.push(&self.text[done..end]);
            done = end;
        }
        let indented = pieces.into_iter().flat_map(|piece| piece.chars().chain([' '; SPACES]));
        self.parser = Box::new(Parser::new_from_iter(indented.chain(self.text[done..].chars())));
        true
    }

    /// The error to tell of in the document that begins at `start`, and its byte: the first doubt, or else `error`.
    pub fn told<'e>(&'e self, error: &'e ScanError, start: usize) -> (&'e ScanError, usize) {
        match &self.doubt {
            Some((of, error, at)) if *of == start => (error, *at),
            Some(_) | None => (error, self.byte(error.marker().index())),
        }
    }

    /// The tokenizer adds a line break to a block at the end of an input that ends without one; no other reader does.
    fn without_added_break<'t>(&self, text: Cow<'t, str>, style: ScalarStyle, span: Span) -> Cow<'t, str> {
        let (start, end) = (span.start as usize, self.text.len());
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        // The span of a block begins behind the first line's indentation.
        if block && span.end as usize == end {
            let line = &self.text[self.line_start(end)..];
            let indent = start - self.line_start(start);
            if line.len() >= indent.max(1) || line.contains(|c| c != ' ') {
                return Cow::Owned(text.strip_suffix('\n').unwrap_or(&text).to_owned());
            }
        }
        text
    }

    fn line_start(&self, at: usize) -> usize {
        line_start(self.text, at)
    }

    /// The byte of a character as the tokenizer counts.
    fn byte(&self, index: usize) -> usize {
        let mut index = index + self.first;
        for padded in &self.spaces {
            if index <= *padded {
                break;
            }
            index = (index - SPACES.min(index)).max(*padded);
        }
        self.byte_of(index)
    }

    fn byte_of(&self, character: usize) -> usize {
        match &self.offsets {
            None => character.min(self.text.len()),
            Some(offsets) => offsets.get(character).map_or(self.text.len(), |n| *n as usize),
        }
    }

    fn character(&self, byte: usize) -> usize {
        self.offsets.as_ref().map_or(byte, |offsets| offsets.partition_point(|n| (*n as usize) < byte))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<(Event<'a>, Span), ScanError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (event, span) = match self.parser.next()? {
            Ok(found) => found,
            Err(error) => return Some(Err(error)),
        };
        let span = Span::new(self.byte(span.start.index()), self.byte(span.end.index()));
        Some(Ok(match event {
            Event::Scalar(text, style, anchor, tag) => {
                (Event::Scalar(self.without_added_break(text, style, span), style, anchor, tag), span)
            }
            event => (event, span),
        }))
    }
}

/// Where the line of a byte begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |n| n + 1)
}
