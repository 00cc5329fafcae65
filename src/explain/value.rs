//! A value of the output: where it comes from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::diagnostic::{Source, Span};
use crate::flink::credentials::{masked, shown};
use crate::k8s::dialect::Dialect;
use crate::k8s::lists;
use crate::k8s::object::{HORIZONTAL_POD_AUTOSCALER, JOB};
use crate::k8s::role::Role;
use crate::provenance::{Origin, Traced, trace};
use crate::render::Options;
use crate::render::parse::alike;
use crate::tree::path::{Path, Step, leaves};
use crate::tree::{Node, Value};

use crate::sink::terminal;

/// How many pods a Deployment has.
const REPLICAS: &str = "spec.replicas";

/// The values of an object, `Deployment/orders-jobmanager`, or those below a path in it; or why there are none.
pub fn explain(
    sources: &[Arc<Source>],
    options: &Options,
    wanted: &str,
    path: Option<&str>,
) -> Result<String, Vec<String>> {
    let mut names = Vec::new();
    for source in sources {
        let all = trace(source, options);
        if let Some(traced) = all.iter().find(|traced| name(traced).eq_ignore_ascii_case(wanted)) {
            return below(traced, source, &Path::plain(path.unwrap_or_default()))
                .ok_or_else(|| vec![no_path(traced, &all, path.unwrap_or_default())]);
        }
        names.extend(all.iter().map(name));
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

/// `all`: the objects beside it.
fn no_path(traced: &Traced, all: &[Traced], path: &str) -> String {
    let has = format!("{} {} has no `{path}`", traced.kind, traced.name);
    if Path::plain(path) == REPLICAS {
        let scaled_by: Vec<_> = all.iter().filter(|other| scales(other, traced)).map(name).collect();
        if !scaled_by.is_empty() {
            let by = scaled_by.join(", ");
            return format!("{has}: it is set in the cluster, so that no sync undoes it, by {by}");
        }
    }
    let paths: Vec<_> = traced.origins.keys().map(|path| path.value().to_string()).collect();
    let near = alike::closest(path, paths.iter().map(String::as_str));
    near.map_or(has.clone(), |near| format!("{has}: did you mean `{near}`?"))
}

/// Whether an object sets how many pods a Deployment has.
fn scales(object: &Traced, deployment: &Traced) -> bool {
    let Some((cluster, _)) = deployment.name.rsplit_once('-') else { return false };
    let role = |traced: &Traced| Role::of(cluster, &traced.name);
    let target = || Path::of_fields("spec.scaleTargetRef.name").find(&object.node).and_then(Node::as_str);
    match object.kind.as_str() {
        kind if kind == HORIZONTAL_POD_AUTOSCALER.1 => target() == Some(&deployment.name),
        kind if kind == JOB.1 => matches!(
            (role(object), role(deployment)),
            (Some(Role::Scale), Some(Role::TaskManager)) | (Some(Role::Prepare), Some(Role::JobManager))
        ),
        _ => false,
    }
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
        let is_wanted = |path: String| {
            path.strip_prefix(wanted)
                .is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        // `data[config.yaml]:3`
        let is_line = Path::plain(&path.to_string()) == wanted;
        if !is_line && !is_wanted(plain(path)) && !is_wanted(plain(&lists::named(path, &traced.node))) {
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
            let features = features.iter().map(|row| {
                let when = match row.gone {
                    Some(gone) if *version >= gone => format!("until {gone}"),
                    Some(gone) => format!("before {gone}"),
                    None if *version < row.since => format!("from {} on", row.since),
                    None => format!("since {}", row.since),
                };
                format!("{when}: {}", row.doc.trim())
            });
            format!("Flink {version}, {by}; {}", features.collect::<Vec<_>>().join(" "))
        }
        Origin::Fixed(reason) => format!("always so: {reason}"),
        Origin::AsItStands(at) => format!("unchanged, {}", place(at)),
    }
}
