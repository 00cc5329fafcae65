//! Text for people, in lines that are no longer than a terminal is wide.

use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, fill};

/// Columns where nobody says how many there are.
pub const WIDTH: usize = 80;

/// What stands between the columns of a table: a space, and one of the rule's gaps.
const GAP: usize = 2;

/// Paragraphs filled, Markdown's tables drawn, and the last column of other rows under itself. What is indented by four or between
/// fences stays as it is.
pub fn fit(text: &str, width: usize) -> String {
    let (mut out, mut paragraph, mut rows) = (String::with_capacity(text.len()), Vec::new(), Vec::new());
    let mut fenced = false;
    for line in text.lines() {
        let is_fence = line.starts_with("```");
        fenced ^= is_fence;
        if !fenced && line.starts_with('|') {
            flush(&mut paragraph, width, &mut out);
            rows.push(line);
            continue;
        }
        draw(&mut rows, width, &mut out);
        if !fenced && !is_fence && goes_on(&paragraph, line) {
            paragraph.push(line.trim_start());
            continue;
        }
        if !fenced && !is_fence && is_prose(line) {
            if point(line).is_some() {
                flush(&mut paragraph, width, &mut out);
            }
            paragraph.push(line);
            continue;
        }
        flush(&mut paragraph, width, &mut out);
        let as_it_is = fenced || is_fence || line.starts_with("    ") || line.chars().count() <= width;
        let last = if as_it_is { None } else { last_column(line) };
        match last {
            Some(column) => out.push_str(&filled(&line[column..], &line[..column], width)),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    flush(&mut paragraph, width, &mut out);
    draw(&mut rows, width, &mut out);
    out
}

/// Each line that is too long filled under itself, a little deeper. What is indented by eight, values of others, stays as it is.
pub fn lines(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let words = line.trim_start_matches(' ');
        let indent = &line[..line.len() - words.len()];
        if indent.len() >= 8 || display_width(line) <= width {
            out.push_str(line);
        } else {
            out.push_str(&broken(words, indent, &format!("{indent}    "), width));
        }
        out.push('\n');
    }
    out
}

fn flush(paragraph: &mut Vec<&str>, width: usize, out: &mut String) {
    if paragraph.is_empty() {
        return;
    }
    let lines = std::mem::take(paragraph);
    let indent = " ".repeat(lines.first().and_then(|line| point(line)).unwrap_or_default());
    out.push_str(&broken(&lines.join(" "), "", &indent, width));
    out.push('\n');
}

/// A table with a header, a rule under it, and rows. Words are broken only where they leave no other way.
fn draw(rows: &mut Vec<&str>, width: usize, out: &mut String) {
    const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction(' '));
    let lines = std::mem::take(rows);
    let [header, rule, rows @ ..] = lines.as_slice() else { return as_they_are(&lines, out) };
    if !rule.starts_with("|-") {
        return as_they_are(&lines, out);
    }
    let header = cells(header);
    let rows: Vec<_> = rows.iter().copied().map(cells).collect();
    let narrow = |size: usize| u16::try_from(size).unwrap_or(u16::MAX);
    let mut table = Table::new();
    table.load_style(PLAIN).set_content_arrangement(ContentArrangement::Dynamic).set_width(narrow(width));
    table.set_header(&header).add_rows(&rows);
    let longest_word = |column: usize| {
        let words = [&header]
            .into_iter()
            .chain(&rows)
            .filter_map(|row| row.get(column))
            .flat_map(|cell| cell.split(' '));
        words.map(display_width).max().unwrap_or_default()
    };
    let longest: Vec<_> = (0..header.len()).map(longest_word).collect();
    if longest.iter().map(|word| word + GAP).sum::<usize>() <= width {
        let bounds = longest
            .into_iter()
            .map(|word| ColumnConstraint::LowerBoundary(Width::Fixed(narrow(word + GAP - 1))));
        table.set_constraints(bounds);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, narrow(GAP - 1)));
    }
    as_they_are(&table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>(), out);
}

fn as_they_are(lines: &[impl AsRef<str>], out: &mut String) {
    for line in lines {
        out.push_str(line.as_ref());
        out.push('\n');
    }
}

/// The cells of a row; `\|` is no border.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|');
    let row = row.strip_suffix('|').unwrap_or(row);
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in row.chars() {
        match (c, escaped) {
            ('|', false) => cells.push(std::mem::take(&mut cell)),
            ('|', true) => {
                cell.pop();
                cell.push(c);
            }
            _ => cell.push(c),
        }
        escaped = c == '\\';
    }
    cells.push(cell);
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A line of a paragraph: nothing that is indented.
fn is_prose(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(' ') && !line.contains("  ")
}

/// Where the text of `- this`, `1. this` begins.
fn point(line: &str) -> Option<usize> {
    let (mark, _) = line.split_once(' ')?;
    let is_point = mark == "-" || mark.strip_suffix('.').is_some_and(|digits| digits.parse::<u8>().is_ok());
    is_point.then_some(mark.len() + 1)
}

/// Whether a line is one more of a point, under its text.
fn goes_on(paragraph: &[&str], line: &str) -> bool {
    let indent = line.len() - line.trim_start().len();
    indent < line.len() && paragraph.first().and_then(|first| point(first)) == Some(indent)
}

/// Where the last column of a row begins.
fn last_column(line: &str) -> Option<usize> {
    let head = line.rfind("  ").map_or(0, |gap| gap + 2);
    (head > 0).then_some(head)
}

fn filled(text: &str, head: &str, width: usize) -> String {
    let column = head.chars().count();
    let begin = head.len() - head.trim_start().len();
    // Room for a few words beside the head; without, or where nothing but an indent stands before it, a little deeper.
    let beside = head.is_empty() || begin < head.len() && column + width / 4 <= width;
    let indent = " ".repeat(if beside { column } else { begin + 4 });
    broken(text, head, &indent, width)
}

fn broken(text: &str, head: &str, indent: &str, width: usize) -> String {
    let options = Options::new(width)
        .initial_indent(head)
        .subsequent_indent(indent)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    fill(text, options)
}

/// A longer piece of code is broken like other words.
const CODE: usize = 40;

/// Words between spaces; what stands between backticks is one of them, and what GitHub's runner obeys at the beginning of a line
/// belongs to the word before.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    let mut ends: Vec<_> =
        line.match_indices(' ').map(|(at, _)| at + 1).filter(|end| !line[*end..].starts_with(' ')).collect();
    ends.push(line.len());
    Box::new(ends.into_iter().filter_map(move |end| {
        let word = &line[start..end];
        let is_code = word.matches('`').count() % 2 == 1 && word.len() < CODE && end < line.len();
        let is_obeyed = line[end..].starts_with("::");
        if is_code || is_obeyed || word.is_empty() {
            return None;
        }
        start = end;
        Some(Word::from(word))
    }))
}

#[cfg(test)]
mod tests {
    use super::{fit, lines};

    #[test]
    fn fills() {
        for (text, expected) in [
            ("one two three four five\n", "one two\nthree four\nfive\n"),
            ("one\ntwo\nthree\n\nfour\n", "one two\nthree\n\nfour\n"),
            ("a  one two three\n", "a  one two\n   three\n"),
            ("  a  b\n  c  d\n", "  a  b\n  c  d\n"),
            ("    one two three\n", "    one two three\n"),
            ("```\none two three four\n```\n", "```\none two three four\n```\n"),
            ("- one\n- two three four\n", "- one\n- two\n  three\n  four\n"),
            ("- one\n  two three\n\n  four\n", "- one two\n  three\n\n  four\n"),
            ("1. one two three\n   four\n", "1. one two\n   three\n   four\n"),
            ("one two `a b` c `d e f", "one two\n`a b` c\n`d e f\n"),
            ("  one two three\n", "  one two\n      three\n"),
            ("one s3://two/three\n", "one\ns3://two/three\n"),
            ("one two ::error::three\n", "one\ntwo ::error::three\n"),
            ("one-two-three-four\n", "one-two-three-four\n"),
            ("  abcdef  one two\n", "  abcdef  one\n      two\n"),
            ("| a | b |\n|---|---|\n| one | two |\n", "a    b\n---- ----\none  two\n"),
            (
                "one\n| a | b |\n|---|---|\n| x | `y\\|z` u v |\ntwo\n",
                "one\na  b\n-- -------\nx  `y|z`\n   u v\ntwo\n",
            ),
            ("```\n| a | b |\n```\n", "```\n| a | b |\n```\n"),
            ("| a\n", "| a\n"),
            ("| a\n| b\n", "| a\n| b\n"),
            ("", ""),
        ] {
            assert_eq!(fit(text, 10), expected, "{text}");
        }
    }

    #[test]
    fn fills_lines() {
        for (text, expected) in [
            ("one two three\nfour\n", "one two\n    three\nfour\n"),
            ("  one two three\n", "  one two\n      three\n"),
            ("        one two three\n", "        one two three\n"),
            ("\x1b[1mone\x1b[0m three\n", "\x1b[1mone\x1b[0m three\n"),
            ("", ""),
        ] {
            assert_eq!(lines(text, 10), expected, "{text}");
        }
    }
}
