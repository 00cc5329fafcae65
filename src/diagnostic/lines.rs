//! Bytes of a text to lines and columns, in the same time for each of many places, however long its line.

use std::ops::Range;
use std::sync::OnceLock;

/// So many bytes are looked at for a column at most.
const BLOCK: usize = 1024;

/// An index of one text, made when it is first asked.
#[derive(Debug, Clone, Default)]
pub struct Lines(OnceLock<Index>);

/// It says nothing that the text does not say.
impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lines {}

#[derive(Debug, Clone)]
struct Index {
    /// The first byte of each line.
    starts: Vec<u32>,
    /// How many characters begin before each block; none where every character is a byte.
    characters: Vec<u32>,
}

impl Lines {
    /// The line of a byte, from 0.
    pub fn line(&self, text: &str, at: usize) -> usize {
        self.index(text).starts.partition_point(|start| *start as usize <= at).saturating_sub(1)
    }

    /// The bytes of a line, without its line break.
    pub fn range(&self, text: &str, line: usize) -> Range<usize> {
        let starts = &self.index(text).starts;
        let start = starts.get(line).map_or(text.len(), |start| *start as usize);
        let end = starts.get(line + 1).map_or(text.len(), |next| *next as usize - 1);
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// How many lines there are; a line break at the end begins none.
    pub fn count(&self, text: &str) -> usize {
        let starts = &self.index(text).starts;
        let empty_last = starts.last().is_some_and(|start| *start as usize == text.len());
        starts.len() - usize::from(empty_last && starts.len() > 1)
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, text: &str, at: usize) -> (usize, usize) {
        let at = floor(text, at);
        let line = self.line(text, at);
        let start = self.range(text, line).start.min(at);
        let characters = |at| self.index(text).characters(text, at);
        (line + 1, characters(at) - characters(start) + 1)
    }

    fn index(&self, text: &str) -> &Index {
        self.0.get_or_init(|| {
            let clip = |n| u32::try_from(n).unwrap_or(u32::MAX);
            let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let starts = std::iter::once(clip(first)).chain(breaks.map(|(at, _)| clip(at + 1))).collect();
            let mut characters = Vec::new();
            if !text.is_ascii() {
                let mut count = 0;
                for block in text.as_bytes().chunks(BLOCK) {
                    characters.push(clip(count));
                    count += begun(block);
                }
                characters.push(clip(count));
            }
            Index { starts, characters }
        })
    }
}

impl Index {
    /// How many characters begin before a byte.
    fn characters(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        self.characters
            .get(block)
            .map_or(at, |before| *before as usize + begun(&text.as_bytes()[block * BLOCK..at]))
    }
}

/// How many characters begin in some bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..0xc0)).count()
}

/// The last border between characters that is not behind `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
