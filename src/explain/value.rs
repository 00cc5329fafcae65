//! A value of the output: where it comes from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::diagnostic::{Source, Span};
use crate::flink::credentials::{masked, shown};
use crate::k8s::dialect::Dialect;
use crate::provenance::{Origin, Traced, trace};
use crate::render::Options;
use crate::render::parse::alike;
use crate::tree::path::{Path, Step, leaves};
use crate::tree::{Node, Value};

use crate::sink::terminal;

/// The values of an object, `Deployment/orders-jobmanager`, or those below a path in it; or why there are none.
pub fn explain(
    sources: &[Arc<Source>],
    options: &Options,
    wanted: &str,
    path: Option<&str>,
) -> Result<String, Vec<String>> {
    let mut names = Vec::new();
    for source in sources {
        for traced in trace(source, options) {
            let name = name(&traced);
            if name.eq_ignore_ascii_case(wanted) {
                return below(&traced, source, &Path::plain(path.unwrap_or_default()))
                    .ok_or_else(|| vec![no_path(&traced, path.unwrap_or_default())]);
            }
            names.push(name);
        }
    }
    let help = match alike::closest(wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", names.join(", ")),
    };
    Err(vec![format!("no object `{wanted}` is rendered: {help}")])
}

/// All objects by their names, as `explain` takes them, with the paths of their values.
pub fn all(sources: &[Arc<Source>], options: &Options) -> Vec<(String, Vec<String>)> {
    let traced = sources.iter().flat_map(|source| trace(source, options));
    let paths = |traced: &Traced| traced.origins.keys().map(plain).collect();
    traced.map(|traced| (name(&traced), paths(&traced))).collect()
}

fn name(traced: &Traced) -> String {
    format!("{}/{}", traced.kind, traced.name)
}

/// The path of a value, or of the block that a line is of, in its simplest form.
fn plain(path: &Path) -> String {
    Path::plain(&path.value().to_string())
}

fn no_path(traced: &Traced, path: &str) -> String {
    let all: Vec<_> = traced.origins.keys().map(|path| path.value().to_string()).collect();
    let near = alike::closest(path, all.iter().map(String::as_str));
    let help = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
    format!("{} {} has no `{path}`{help}", traced.kind, traced.name)
}

fn below(traced: &Traced, source: &Source, wanted: &str) -> Option<String> {
    let mut texts = BTreeMap::new();
    let mut of_block: Option<(*const Node, Vec<&str>)> = None;
    leaves(&traced.node, &mut Path::default(), &mut |path, node| {
        let text = match (&node.value, path.0.last()) {
            (Value::String(block), Some(Step::Line(n))) => {
                if of_block.as_ref().is_none_or(|(of, _)| !std::ptr::eq(*of, node)) {
                    of_block = Some((node, block.lines().collect()));
                }
                let line = of_block.as_ref().and_then(|(_, lines)| lines.get(*n));
                line.map_or(String::new(), |line| masked(line))
            }
            (Value::String(_) | Value::Number(_), _) => shown(key(path, &traced.node), &text(node)),
            _ => text(node),
        };
        texts.insert(path.clone(), text);
    });
    let mut out = whose(traced);
    let heading = out.len();
    for (path, origins) in &traced.origins {
        let plain = plain(path);
        let inside = wanted.is_empty() || plain == wanted || plain.starts_with(&format!("{wanted}."));
        if !inside {
            continue;
        }
        let text = texts.get(path).map_or(String::new(), |text| terminal::inside(text));
        let _ = writeln!(out, "{}: {text}", terminal::line(&path.to_string()));
        for origin in origins {
            let _ = writeln!(out, "    {}", terminal::line(&words(origin, source)));
        }
    }
    (out.len() > heading).then_some(out)
}

/// Which FlinkCluster it was taken for, and why, where its version alone does not say.
fn whose(traced: &Traced) -> String {
    match &traced.dialect {
        Some(told) if told.dialect != Dialect::V1alpha1 => {
            format!("of {}: {}\n\n", told.dialect, told.why())
        }
        Some(_) | None => String::new(),
    }
}

/// What says what a value is: its key, or the name of the variable that it is of.
fn key<'a>(path: &'a Path, root: &'a Node) -> &'a str {
    let variable = || {
        let (_, around) = path.0.split_last().filter(|_| path.own_key() == "value")?;
        Path(around.to_vec()).find(root)?.get("name")?.as_str()
    };
    variable().unwrap_or(path.own_key())
}

/// The value as it can be shown on one line.
fn text(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.escape_debug().to_string(),
        Value::Number(text) => text.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

fn words(origin: &Origin, source: &Source) -> String {
    let place = |at: &Span| {
        let (line, column) = source.position(at.start);
        format!("{}:{line}:{column}", source.name)
    };
    match origin {
        Origin::Field { path, at: Some(at), .. } => format!("{path}, {}", place(at)),
        Origin::Field { path, at: None, default } => {
            let default = default.as_ref().map_or(String::new(), Value::to_string);
            format!("{path}, its default {default}")
        }
        Origin::Because { path, at } => format!("present because of {path}, {}", place(at)),
        Origin::Option(option) => format!("the option {option}"),
        Origin::Version { version, at, features } => {
            let by = at.as_ref().map_or("--flink-version".to_owned(), place);
            let features = features.iter().map(|row| match row.gone {
                Some(gone) => format!("before {gone}: {}", row.doc.trim()),
                None => format!("since {}: {}", row.since, row.doc.trim()),
            });
            format!("Flink {version}, {by}; {}", features.collect::<Vec<_>>().join(" "))
        }
        Origin::Fixed(reason) => format!("always so: {reason}"),
        Origin::AsItStands(at) => format!("unchanged, {}", place(at)),
    }
}
