//! What a value may be, in words, and what a mapping has.

use std::fmt::Write;

use crate::api::flink_cluster::FlinkCluster;
use crate::api::shape::{Member, Object, Shape};
use crate::k8s::dialect::Dialects;
use crate::k8s::resource::KIND;
use crate::render::parse::suggest;
use crate::render::resolve::defaults;

/// The member that a path leads to from `seen`, which has a shape.
pub fn below(
    mut shape: Shape,
    mut seen: String,
    path: &str,
) -> Result<Option<(&'static Member, Shape)>, String> {
    let mut found = None;
    for name in path.split('.').map(|part| part.trim_end_matches("[]")).filter(|part| !part.is_empty()) {
        let member = match object_of(shape) {
            Some(object) => object.member(name).ok_or_else(|| unknown(&seen, name, object))?,
            None => return Err(format!("`{seen}` is {} and has no fields of its own", kind(shape))),
        };
        seen = if seen.is_empty() { member.name.to_owned() } else { format!("{seen}.{}", member.name) };
        (shape, found) = (member.shape, Some(member));
    }
    Ok(found.map(|member| (member, shape)))
}

fn unknown(path: &str, name: &str, object: &'static Object) -> String {
    let place = if path.is_empty() { format!("a {KIND}") } else { format!("`{path}`") };
    let names = || object.members.iter().map(|member| member.name).collect::<Vec<_>>().join(", ");
    let places = suggest::places(name, Dialects::ALL);
    let help = match suggest::member(name, object, Dialects::ALL) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if places.is_empty() && path.is_empty() => {
            format!("its fields are {}; what words mean: `flink-render guide glossary`", names())
        }
        None if places.is_empty() => format!("its fields are {}", names()),
        None => format!("there is `{}`", places.join("`, `")),
    };
    format!("{place} has no field `{name}`: {help}")
}

/// What a mapping, or each element of a list, has.
pub fn object_of(shape: Shape) -> Option<&'static Object> {
    match shape {
        Shape::Object(object) => Some(object),
        Shape::List(inner) => object_of(*inner),
        _ => None,
    }
}

/// What a value may be, in words.
pub fn kind(shape: Shape) -> String {
    match shape {
        Shape::Anything => "anything".to_owned(),
        Shape::Text => "text".to_owned(),
        Shape::Bool => "true or false".to_owned(),
        Shape::Int32 | Shape::Int64 => "a whole number".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Quantity => "a quantity such as 600M or 2Gi".to_owned(),
        Shape::IntOrText => "a whole number or text".to_owned(),
        Shape::Words(words) => format!("one of {}", words.of(Dialects::ALL).collect::<Vec<_>>().join(", ")),
        Shape::List(inner) => format!("a list, each {}", kind(*inner)),
        Shape::Map(inner) => format!("keys of your choice, each {}", kind(*inner)),
        Shape::Object(object) => format!("a mapping ({})", object.name),
    }
}

/// The keys of a mapping, one a line; `path` leads to it.
pub fn members(object: &Object, path: &str) -> String {
    let width = object.members.iter().map(|member| member.name.len()).max().unwrap_or_default();
    let mut out = "Fields:\n".to_owned();
    for member in object.members {
        let field = if path.is_empty() { member.name.to_owned() } else { format!("{path}.{}", member.name) };
        let note = match (required(member), default(&field)) {
            (Some(required), _) => format!(" ({required})"),
            (None, Some(default)) => format!(" ({default})"),
            (None, None) => String::new(),
        };
        let text = format!("  {:width$}  {}{note}", member.name, member.doc.trim());
        let _ = writeln!(out, "{}", text.trim_end());
    }
    out
}

/// Where it must be given; none: nowhere.
pub fn required(member: &Member) -> Option<String> {
    match member.required {
        Dialects::NONE => None,
        dialects if dialects.covers(member.dialects) => Some("required".to_owned()),
        dialects => Some(format!("required in {}", names(dialects))),
    }
}

/// Its default, or those of its dialects.
pub fn default(path: &str) -> Option<String> {
    let all: Vec<_> = defaults::all().into_iter().filter(|(field, _, _)| *field == path).collect();
    let of = |(_, dialects, value): &(&str, Dialects, crate::tree::Value)| match dialects
        .covers(FlinkCluster::dialects(path))
    {
        true => value.to_string(),
        false => format!("{value} in {}", names(*dialects)),
    };
    (!all.is_empty()).then(|| all.iter().map(of).collect::<Vec<_>>().join(", "))
}

/// Dialects, in words.
pub fn names(dialects: Dialects) -> String {
    dialects.iter().map(|dialect| dialect.to_string()).collect::<Vec<_>>().join(" and ")
}
