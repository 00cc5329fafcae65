//! Why a text is not YAML, where a reader's own words do not say it.

use super::super::codes;
use super::{template, typography};
use crate::diagnostic::{Diagnostic, Span};

/// How many lines before the place of an error are looked at: the reader gives up late.
const LINES: usize = 3;

/// The reason, if it is a template, or a character of typesetters, in the lines up to the one that was refused.
pub fn explain(text: &str, start: usize, at: usize) -> Option<Diagnostic> {
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut begin = start.min(at);
    for line in text[begin..end].split('\n') {
        lines.push((begin, line));
        begin += line.len() + 1;
    }
    if let Some((begin, line)) = lines.iter().find(|(_, line)| is_conflict(line)) {
        let span = Span::new(*begin, begin + line.len());
        let help = "keep one of the two sides, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
        return Some(
            Diagnostic::error(codes::SYNTAX, span, "not YAML: an unresolved merge conflict").help(help),
        );
    }
    let template = lines.iter().find_map(|(begin, line)| {
        let (n, by) = template::mark(line)?;
        // What is quoted, or a comment, is no reason.
        (!line[..n].contains(['"', '\'', '#'])).then(|| unrendered(begin + n, &line[n..], by))
    });
    let near = &lines[lines.len().saturating_sub(LINES)..];
    let variable = near.iter().rev().find_map(|(begin, line)| {
        let variable = template::variable(line)?;
        let n = line.find(variable)?;
        (!line[..n].contains(['"', '\'', '#'])).then(|| {
            let span = Span::new(begin + n, begin + n + variable.len());
            let message = format!("not YAML: the variable `{variable}` is not replaced here");
            let help = "write the value, or replace the variable first (`envsubst`), and pass the result to this program";
            Diagnostic::error(codes::TEMPLATE, span, message).help(help)
        })
    });
    template.or(variable).or_else(|| near.iter().rev().find_map(|(begin, line)| odd(*begin, line)))
}

/// Whether Git wrote this line between the sides of a merge.
fn is_conflict(line: &str) -> bool {
    let line = line.trim_end();
    let marks = ["<<<<<<<", "|||||||", ">>>>>>>"];
    let is =
        |mark: &&str| line.strip_prefix(*mark).is_some_and(|name| name.is_empty() || name.starts_with(' '));
    line == "=======" || marks.iter().any(is)
}

fn unrendered(at: usize, rest: &str, by: &str) -> Diagnostic {
    let length = rest.find("}}").or_else(|| rest.find("%}")).map_or(2, |n| n + 2);
    Diagnostic::error(codes::TEMPLATE, Span::new(at, at + length), "this is a template, not YAML yet")
        .help(format!("render it first ({by}), and pass the result to this program"))
}

fn odd(begin: usize, line: &str) -> Option<Diagnostic> {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    let place = line.char_indices().find(|(n, c)| {
        let after = |n: usize| line[..n].trim_end().ends_with([':', '-', '[', '{', ',']);
        !c.is_ascii()
            && (typography::invisible(*c).is_some()
                || typography::is_quote(*c) && (*n == indent || after(*n))
                || typography::is_dash(*c) && *n == indent
                || matches!(c, '：' | '［' | '］' | '｛' | '｝' | '，'))
    });
    let (n, c) = place?;
    let message = format!("not YAML: the line contains {}", typography::name(c));
    let help = match typography::typed(&c.to_string()) {
        narrow if typography::is_dash(c) || typography::wide(c).is_some() => format!("write `{narrow}`"),
        _ if typography::is_quote(c) => "write `\"`".to_owned(),
        _ => "write a space, or nothing".to_owned(),
    };
    let span = Span::new(begin + n, begin + n + c.len_utf8());
    Some(Diagnostic::error(codes::TYPOGRAPHY, span, message).help(help))
}
