//! YAML with a comment behind each value: where it comes from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::path::{Path, leaves};
use super::{Origin, Traced};
use crate::diagnostic::{Severity, Source, Span, position};
use crate::hidden;
use crate::render::parse::yaml;
use crate::render::{Object, Options};

/// Adds comments to the texts of a source's rendering. They hold the same values.
pub fn annotate(objects: &mut [Object], source: &Arc<Source>, options: &Options) {
    let traced = super::trace(source, options);
    for object in objects {
        let same = |traced: &&Traced| {
            object.kind == traced.kind && object.name == traced.name && object.namespace == traced.namespace
        };
        if let Some(traced) = traced.iter().find(same) {
            object.body = commented(&object.body.text(), traced, source).into();
        }
    }
}

fn commented(text: &str, traced: &Traced, source: &Source) -> String {
    let Some(document) = yaml::read(text, Severity::Warning).0.into_iter().next() else {
        return text.to_owned();
    };
    let mut comments: BTreeMap<usize, Vec<Origin>> = BTreeMap::new();
    leaves(&document.root, &mut Path::default(), &mut |path, node| {
        let line_end = line_end(text, node.span.start as usize);
        let all = comments.entry(line_end).or_default();
        for origin in traced.origins.get(path).into_iter().flatten() {
            if !all.contains(origin) {
                all.push(origin.clone());
            }
        }
    });
    let mut out = format!("# from {}\n", hidden::escape(&source.name));
    let mut done = 0;
    for (line_end, origins) in comments.into_iter().filter(|(_, origins)| !origins.is_empty()) {
        out.push_str(&text[done..line_end]);
        out.push_str("  # ");
        out.push_str(&hidden::escape(&comment(&origins, source)));
        done = line_end;
    }
    out.push_str(&text[done..]);
    out
}

/// Where a comment on a value can stand: behind its first line, and of a block, behind the indicator before that.
fn line_end(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches(' ');
    if before.ends_with('\n') && before.len() > 1 {
        return before.trim_end_matches('\n').len();
    }
    text[start..].find('\n').map_or(text.len(), |n| start + n)
}

/// The nearest origins in a few words.
fn comment(origins: &[Origin], source: &Source) -> String {
    const MOST: usize = 3;
    let mut words: Vec<_> = origins.iter().take(MOST).map(|origin| short(origin, source)).collect();
    if origins.len() > MOST {
        words.push(format!("and {} more", origins.len() - MOST));
    }
    words.join("; ")
}

fn short(origin: &Origin, source: &Source) -> String {
    let line = |at: &Span| position(&source.text, at.start).0;
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
