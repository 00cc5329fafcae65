//! The help of a finding, done as it says: the finding is gone then, and no other error comes of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use flink_render::diagnostic::{Code, Diagnostic, Source};
use flink_render::render::{Options, render};
use rayon::prelude::*;

use crate::support::inputs;

/// Errors that hide others of a document, by their codes: those may come to light. They are the reader's, and odd characters.
const HIDING: [std::ops::Range<u16>; 2] = [10..30, 43..44];

fn found(text: &str) -> Vec<Diagnostic> {
    let options = Options { namespace: Some("default".to_owned()), ..Options::default() };
    render(&Arc::new(Source::new("input.yaml", text)), &options).diagnostics
}

/// The text after what a help says, where it says it in one word for the place of the finding.
fn done(text: &str, found: &Diagnostic) -> Option<String> {
    let help = found.help.as_deref()?;
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let beginnings = ["write `", "did you mean `", "retype it: `", "it is called `", "put it in quotes: `"];
    let word = beginnings.iter().find_map(|beginning| help.strip_prefix(beginning));
    if let Some((word, rest)) = word.and_then(|rest| rest.split_once('`')) {
        // Else it is an example, a choice, a beginning, or more than the place holds.
        let is_whole = ["", "?", " here", " or more"].contains(&rest)
            && !word.contains(": ")
            && !word.starts_with(['[', '{'])
            && !word.ends_with("://")
            && !found.message.starts_with("not YAML");
        return is_whole.then(|| format!("{}{}{}", &text[..start], word.trim_end_matches(':'), &text[end..]));
    }
    // A line that holds nothing else.
    let line = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let after = text[end..].find('\n').map_or(text.len(), |n| end + n + 1);
    let alone = &text[line..after];
    let indent = |line: &str| line.len() - line.trim_start().len();
    let inner = text[after..].lines().next().is_some_and(|next| indent(next) > indent(alone));
    let plain = alone.matches(": ").count() == 1 && !alone.contains(['{', '[', '-', '&', '*']) && !inner;
    (plain && (help == "remove it" || help.ends_with("keep one of them")))
        .then(|| format!("{}{}", &text[..line], &text[after..]))
}

#[test]
fn what_is_advised_helps() {
    let files = inputs("refuse");
    let wrong: Vec<String> = files
        .par_iter()
        .flat_map_iter(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            let before = found(&text);
            let count =
                |all: &[Diagnostic], code: Code| all.iter().filter(|found| found.code == code).count();
            let errors = |all: &[Diagnostic]| -> BTreeSet<Code> {
                all.iter().filter(|found| found.is_error()).map(|found| found.code).collect()
            };
            let mut wrong = Vec::new();
            for one in &before {
                let Some(text) = done(&text, one) else { continue };
                let after = found(&text);
                let new: Vec<_> = errors(&after).difference(&errors(&before)).copied().collect();
                let stays = count(&after, one.code) >= count(&before, one.code);
                if stays || (!new.is_empty() && !HIDING.iter().any(|codes| codes.contains(&one.code.0))) {
                    let help = one.help.as_deref().unwrap_or_default();
                    let file = file.parent().unwrap().file_name().unwrap().to_string_lossy();
                    wrong.push(format!(
                        "{file}: {}: {}\n  {help}\n  stays: {stays}, new: {new:?}",
                        one.code, one.message
                    ));
                }
            }
            wrong
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
