//! YAML with a comment behind each value: where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Origin, Traced};
use crate::diagnostic::{Lines, Severity, Source, Span};
use crate::hidden;
use crate::render::parse::yaml;
use crate::render::{Object, Options};
use crate::tree::path::{Path, leaves};

/// Adds comments to the texts of a source's rendering. They hold the same values.
pub fn annotate(objects: &mut [Object], source: &Arc<Source>, options: &Options) {
    let traced = super::trace(source, options);
    // The first is put in last.
    let traced: BTreeMap<_, _> = traced
        .iter()
        .rev()
        .map(|traced| ((traced.kind.as_str(), traced.name.as_str(), traced.namespace.as_deref()), traced))
        .collect();
    for object in objects {
        let key = (&*object.kind, object.name.as_str(), object.namespace.as_deref());
        if let Some(traced) = traced.get(&key) {
            object.body = commented(&object.body.text(), traced, source).into();
        }
    }
}

fn commented(text: &str, traced: &Traced, source: &Source) -> String {
    let Some(document) = yaml::read(text, Severity::Warning).0.into_iter().next() else {
        return text.to_owned();
    };
    let lines = Lines::default();
    let mut comments: BTreeMap<usize, Words> = BTreeMap::new();
    leaves(&document.root, &mut Path::default(), &mut |path, node| {
        let line_end = line_end(text, &lines, node.span.start as usize);
        let all = comments.entry(line_end).or_default();
        for origin in traced.origins.get(path).into_iter().flatten() {
            all.add(short(origin, source));
        }
    });
    let mut out = format!("# from {}\n", hidden::escape(&source.name));
    let mut done = 0;
    for (line_end, words) in comments.into_iter().filter(|(_, words)| !words.first.is_empty()) {
        out.push_str(&text[done..line_end]);
        out.push_str("  # ");
        out.push_str(&hidden::escape(&words.comment()));
        done = line_end;
    }
    out.push_str(&text[done..]);
    out
}

/// Where a comment on a value can stand: behind its first line, and of a block, behind the indicator before that.
fn line_end(text: &str, lines: &Lines, start: usize) -> usize {
    let before = text[..start].trim_end_matches(' ');
    if before.ends_with('\n') && before.len() > 1 {
        return before.trim_end_matches('\n').len();
    }
    lines.range(text, lines.line(text, start)).end
}

/// The origins of a line, each once; the nearest come first.
#[derive(Default)]
struct Words {
    first: Vec<String>,
    all: BTreeSet<String>,
}

impl Words {
    fn add(&mut self, word: String) {
        const MOST: usize = 3;
        if self.all.insert(word.clone()) && self.first.len() < MOST {
            self.first.push(word);
        }
    }

    fn comment(self) -> String {
        let more = self.all.len() - self.first.len();
        let more = (more > 0).then(|| format!("and {more} more"));
        self.first.into_iter().chain(more).collect::<Vec<_>>().join("; ")
    }
}

fn short(origin: &Origin, source: &Source) -> String {
    let line = |at: &Span| source.position(at.start).0;
    match origin {
        Origin::Field { path, at: Some(at), .. } => format!("{path} (line {})", line(at)),
        Origin::Field { path, at: None, .. } => format!("{path} (default)"),
        Origin::Because { path, at } => format!("with {path} (line {})", line(at)),
        Origin::Option(option) => (*option).to_owned(),
        Origin::Version { version, .. } => format!("Flink {version}"),
        Origin::Fixed(reason) => (*reason).to_owned(),
        Origin::AsItStands(at) => format!("line {}", line(at)),
    }
}
