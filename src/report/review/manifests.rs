//! Two manifests side by side: lines that changed with their neighbours, and what is the same folded away.

use std::ops::Range;

use serde::Serialize;
use similar::{DiffOp, TextDiff};

/// Lines of an unchanged run that are shown at each side of a change.
const AROUND: usize = 3;
/// Runs that are shorter are not worth a fold.
const LEAST_FOLD: usize = 4;
/// Texts are compared up to this product of their lengths, once what both begin and end with is taken off: else they differ as a whole.
const FAR: usize = 4_000_000;

/// A part of the two texts.
#[derive(Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Block {
    /// Lines that are the same at both sides, folded.
    Fold {
        /// The first of them, counted from 1, in the older text and in the newer one.
        from: (usize, usize),
        /// The lines.
        lines: Vec<String>,
    },
    /// Lines side by side.
    Rows {
        /// The rows.
        rows: Vec<Row>,
    },
}

/// A row: a line of each text, or of one.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Row {
    /// Whether both lines are the same.
    pub same: bool,
    /// What of the input changed them, where that is known.
    pub causes: Vec<Cause>,
    /// How many more there are.
    pub more: usize,
    /// The older line.
    pub base: Option<Line>,
    /// The newer line.
    pub head: Option<Line>,
}

/// A changed field, and where the page tells of it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Cause {
    /// The part of the page.
    pub id: String,
    /// `spec.taskManager.replicas`
    pub path: String,
    /// The file.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
}

/// A line, in three parts: of a changed one, the middle is what differs from its neighbour.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// What both begin with.
    pub begin: String,
    /// What differs.
    pub middle: String,
    /// What both end with.
    pub end: String,
}

/// How many lines a comparison removes and adds, and its blocks in their order.
pub fn compare(base: &str, head: &str) -> (usize, usize, Vec<Block>) {
    let [old, new] = [base, head].map(|text| text.lines().collect::<Vec<_>>());
    let (mut removed, mut added, mut blocks) = (0, 0, Vec::new());
    let ops = operations(&old, &new);
    let last = ops.len().saturating_sub(1);
    for (n, (was, is, equal)) in ops.into_iter().enumerate() {
        if equal {
            unchanged(&new, was, is, (n > 0, n < last), &mut blocks);
            continue;
        }
        removed += was.len();
        added += is.len();
        let rows = (0..was.len().max(is.len())).map(|at| {
            let place = |range: &Range<usize>| range.clone().nth(at);
            changed((place(&was), place(&is)), &old, &new)
        });
        push(rows.collect(), &mut blocks);
    }
    (removed, added, blocks)
}

/// Ranges of both texts, and whether they are equal.
pub(super) fn operations(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>, bool)> {
    let begin = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = (&old[begin..], &new[begin..]);
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = (&rest.0[..rest.0.len() - end], &rest.1[..rest.1.len() - end]);
    let mut all = vec![(0..begin, 0..begin, true)];
    let shift = |range: Range<usize>| range.start + begin..range.end + begin;
    if middle.0.len().saturating_mul(middle.1.len()) > FAR {
        all.push((shift(0..middle.0.len()), shift(0..middle.1.len()), false));
    } else {
        let diff = TextDiff::from_slices(middle.0, middle.1);
        all.extend(
            diff.ops()
                .iter()
                .map(|op| (shift(op.old_range()), shift(op.new_range()), matches!(op, DiffOp::Equal { .. }))),
        );
    }
    all.push((old.len() - end..old.len(), new.len() - end..new.len(), true));
    all.retain(|(was, is, _)| !was.is_empty() || !is.is_empty());
    all
}

/// A run that both have; `next`: whether a change stands before it, and after it.
fn unchanged(new: &[&str], was: Range<usize>, is: Range<usize>, next: (bool, bool), blocks: &mut Vec<Block>) {
    let count = is.len();
    let context = |is_there: bool| if is_there { AROUND.min(count) } else { 0 };
    let (mut before, mut after) = (context(next.0), context(next.1));
    if before + after + LEAST_FOLD > count {
        (before, after) = (count, 0);
    }
    let row = |at: usize| {
        let line = |number: usize| Line {
            number: number + 1,
            begin: new[is.start + at].to_owned(),
            middle: String::new(),
            end: String::new(),
        };
        Row {
            same: true,
            causes: Vec::new(),
            more: 0,
            base: Some(line(was.start + at)),
            head: Some(line(is.start + at)),
        }
    };
    push((0..before).map(row).collect(), blocks);
    if before + after < count {
        let lines = new[is.start + before..is.end - after].iter().map(|line| (*line).to_owned()).collect();
        blocks.push(Block::Fold { from: (was.start + before + 1, is.start + before + 1), lines });
    }
    push((count - after..count).map(row).collect(), blocks);
}

fn push(rows: Vec<Row>, blocks: &mut Vec<Block>) {
    match blocks.last_mut() {
        _ if rows.is_empty() => {}
        Some(Block::Rows { rows: before }) => before.extend(rows),
        Some(Block::Fold { .. }) | None => blocks.push(Block::Rows { rows }),
    }
}

fn changed(places: (Option<usize>, Option<usize>), old: &[&str], new: &[&str]) -> Row {
    let text = |place: Option<usize>, of: &[&str]| place.map(|n| (n + 1, of[n].to_owned()));
    let (base, head) = (text(places.0, old), text(places.1, new));
    let (begin, end) = match (&base, &head) {
        (Some((_, one)), Some((_, other))) => common(one, other),
        _ => (0, 0),
    };
    let line = |(number, text): (usize, String)| {
        let (begin, rest) = text.split_at(begin);
        let (middle, end) = rest.split_at(rest.len() - end);
        Line { number, begin: begin.to_owned(), middle: middle.to_owned(), end: end.to_owned() }
    };
    Row { same: false, causes: Vec::new(), more: 0, base: base.map(line), head: head.map(line) }
}

/// How many bytes two lines have in common at their beginning, and at their end; of a word all or nothing.
fn common(one: &str, other: &str) -> (usize, usize) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let border = |text: &str, at: usize| {
        let (before, after) = text.split_at(at);
        !(before.ends_with(is_part) && after.starts_with(is_part))
    };
    let fits = |a: usize, b: usize| border(one, a) && border(other, b);
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        let equal = pairs.take_while(|(a, b)| a == b);
        let ends = equal.scan(0, |sum, (c, _)| {
            *sum += c.len_utf8();
            Some(*sum)
        });
        ends.collect::<Vec<_>>()
    };
    let begin = same(&mut one.chars().zip(other.chars()));
    let begin = begin.into_iter().rev().find(|n| fits(*n, *n)).unwrap_or(0);
    let (rest, others) = (&one[begin..], &other[begin..]);
    let end = same(&mut rest.chars().rev().zip(others.chars().rev()));
    let end = end.into_iter().rev().find(|n| fits(one.len() - n, other.len() - n)).unwrap_or(0);
    (begin, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_as_a_whole() {
        for (one, other, expected) in [
            ("image: flink:1.20.1", "image: flink:1.20.2", ("1", "2")),
            ("a", "b", ("a", "b")),
            ("a: x-12-y", "a: x-13-y", ("12", "13")),
            ("a: äöü", "a: äöx", ("äöü", "äöx")),
            ("a: b", "a: b c", ("", " c")),
            ("aa", "aaa", ("aa", "aaa")),
            ("", "", ("", "")),
        ] {
            let (begin, end) = common(one, other);
            assert_eq!((&one[begin..one.len() - end], &other[begin..other.len() - end]), expected, "{one}");
        }
    }

    #[test]
    fn every_line_is_there_once() {
        let lines = |n: usize| (0..n).map(|n| format!("{n}\n")).collect::<String>();
        let texts = [
            lines(0),
            lines(1),
            lines(9),
            lines(40),
            lines(40).replace("20\n", "x\ny\n"),
            lines(40).replace("0\n", ""),
            lines(5000).replace('1', "x"),
            lines(5000),
        ];
        for base in &texts {
            for head in &texts {
                let (removed, added, blocks) = compare(base, head);
                let (mut old, mut new) = (String::new(), String::new());
                let whole = |line: &Line| format!("{}{}{}\n", line.begin, line.middle, line.end);
                for block in &blocks {
                    match block {
                        Block::Fold { from, lines } => {
                            assert_eq!(*from, (old.lines().count() + 1, new.lines().count() + 1));
                            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
                            old.push_str(&text);
                            new.push_str(&text);
                        }
                        Block::Rows { rows } => rows.iter().for_each(|row| {
                            old.extend(row.base.as_ref().map(whole));
                            new.extend(row.head.as_ref().map(whole));
                        }),
                    }
                }
                assert_eq!((&old, &new), (base, head));
                assert_eq!(removed == 0 && added == 0, base == head);
            }
        }
    }
}
