//! Values of another shape than their field's: what to write, and what was meant.

use super::super::alike;
use super::amount::{self, Of};
use super::{template, typography};
use crate::api::shape::{Object, Shape};
use crate::k8s::annotations::{self, Takes};
use crate::k8s::dialect::{Dialect, Dialects};
use crate::tree::{CowText, Entry, Map, Node, Value};

/// How many parts of a long value are shown.
const SHOWN: usize = 3;

/// The way out.
pub struct Way {
    /// In words.
    pub help: String,
    /// The value that was meant, for the rules: they look at the rest as if it had been written.
    pub meant: Option<Value>,
}

impl From<String> for Way {
    fn from(help: String) -> Self {
        Self { help, meant: None }
    }
}

impl From<&str> for Way {
    fn from(help: &str) -> Self {
        help.to_owned().into()
    }
}

/// What to write for a value of `key`, which stands as `raw` in the input of a dialect.
pub fn way(shape: Shape, dialect: Dialect, value: &Value, key: &str, raw: &str) -> Way {
    match (shape, value) {
        (Shape::Text | Shape::Words(_), Value::Bool(_) | Value::Number(_)) if !raw.is_empty() => Way {
            help: format!("put it in quotes: `\"{raw}\"`"),
            meant: Some(Value::String(raw.to_owned().into())),
        },
        (Shape::Text, Value::Map(_) | Value::List(_)) if has_fields(key) => {
            "write `|` behind the colon: the value of an annotation is text".into()
        }
        (Shape::Text, Value::Map(map)) => dotted(key, map),
        (Shape::Text, Value::List(items)) => joined(key, items),
        (Shape::Bool, Value::String(_) | Value::Number(_)) => bool(value),
        (Shape::Int32 | Shape::Int64 | Shape::Number, Value::String(text)) => number(shape, key, text),
        (Shape::List(inner), Value::String(text)) => list(*inner, dialect, key, text),
        (Shape::List(inner), Value::Map(map)) => items(*inner, key, map),
        (Shape::List(_), _) => "start each element with `-  `".into(),
        (Shape::Object(_), Value::String(_)) if is_switch(key) => "write `true`, or its fields".into(),
        (Shape::Object(object), Value::String(text)) => single(object, dialect, key, text),
        (Shape::Object(_), Value::List(_)) => "write its fields without dashes: there is one".into(),
        (Shape::Map(inner), Value::String(text)) => pairs(*inner, key, text),
        (Shape::Map(_), Value::List(_)) => "write `key: value` lines without dashes".into(),
        (Shape::Map(_) | Shape::Object(_), _) => "write `key: value` lines, indented under it".into(),
        (Shape::Text | Shape::Words(_), _) => "write text".into(),
        (Shape::Bool, _) => "write `true` or `false`".into(),
        (Shape::Int32 | Shape::Int64, _) => "write a whole number".into(),
        (Shape::Number, _) => "write a number".into(),
        (Shape::Quantity, _) => "write a number and a suffix: `500m`, `2Gi`".into(),
        (Shape::IntOrText, _) => "write a whole number or text".into(),
        (Shape::Anything, _) => "write anything".into(),
    }
}

/// Whether it is an annotation whose text are fields.
fn has_fields(key: &str) -> bool {
    annotations::find(key).is_some_and(|row| row.takes != Takes::Text)
}

/// Whether it is one that `true` stands for.
fn is_switch(key: &str) -> bool {
    annotations::find(key).is_some_and(|row| row.takes == Takes::Switch)
}

/// A nested property, as Flink's own file has it.
fn dotted(key: &str, map: &Map) -> Way {
    let mut lines = Vec::new();
    flatten(key, map, &mut lines);
    if key.is_empty()
        && let ([entry], [line]) = (map.0.as_slice(), lines.as_slice())
        && entry.value.as_map().is_none()
    {
        let line = line.trim_start_matches('.').replace('"', "");
        return format!("put it in quotes: `\"{line}\"`").into();
    }
    if lines.is_empty() || key.is_empty() {
        return "write text, in quotes if it contains `: `".into();
    }
    let rest = lines.split_off(lines.len().min(SHOWN)).len();
    let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    format!("write the whole key, with dots: `{}`{more}", lines.join("`, `")).into()
}

fn flatten(prefix: &str, map: &Map, lines: &mut Vec<String>) {
    for entry in &map.0 {
        let key = format!("{prefix}.{}", entry.key);
        match &entry.value.value {
            Value::Map(inner) => flatten(&key, inner, lines),
            // A text may be a credential, which nobody is shown.
            Value::Number(text) => lines.push(format!("{key}: \"{}\"", escaped(text))),
            Value::Bool(value) => lines.push(format!("{key}: \"{value}\"")),
            Value::String(_) | Value::List(_) | Value::Null => lines.push(format!("{key}: \"...\"")),
        }
    }
}

/// A list where one text is wanted; Flink parts the elements of its lists by `;`.
fn joined(key: &str, items: &[Node]) -> Way {
    let texts: Vec<_> = items.iter().filter_map(Node::as_str).collect();
    match texts.as_slice() {
        [text] if items.len() == 1 => Way {
            help: format!("write `{key}: {}`", quoted(text)),
            meant: Some(Value::String((*text).to_owned().into())),
        },
        [_, _, ..] if texts.len() == items.len() && key.contains('.') => {
            format!("write it as one text: `{key}: \"{}\"`", escaped(&texts.join(";"))).into()
        }
        _ => "write text".into(),
    }
}

fn bool(value: &Value) -> Way {
    let (Value::String(text) | Value::Number(text)) = value else { return "write `true` or `false`".into() };
    let meant = match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" | "enabled" => true,
        "false" | "no" | "n" | "off" | "0" | "disabled" => false,
        _ => return "write `true` or `false`".into(),
    };
    let help = match text.as_ref() {
        "true" | "false" => "remove the quotes".to_owned(),
        _ => format!("write `{meant}`"),
    };
    Way { help, meant: Some(Value::Bool(meant)) }
}

fn number(shape: Shape, key: &str, text: &str) -> Way {
    let typed = typography::typed(text);
    let meant = |text: &str| Some(Value::Number(text.to_owned().into()));
    if typed.parse::<i64>().is_ok() && !typed.starts_with('+') {
        let help = match typed == text {
            true => "remove the quotes".to_owned(),
            false => format!("write `{typed}`"),
        };
        return Way { help, meant: meant(&typed) };
    }
    if text.parse::<f64>().is_ok() {
        return "write a whole number, without quotes".into();
    }
    if key.ends_with("Seconds")
        && let Some(seconds) = amount::seconds(text)
    {
        return Way { help: format!("the field is in seconds: write `{seconds}`"), meant: meant(&seconds) };
    }
    if matches!(shape, Shape::Number) { "write a number".into() } else { "write a whole number".into() }
}

/// One text where a list of elements is wanted.
fn list(inner: Shape, dialect: Dialect, key: &str, text: &str) -> Way {
    if let Some(dash) = text.chars().next().filter(|c| typography::is_dash(*c) || *c == '•') {
        return format!("an element starts with `- `, but this is {}", typography::name(dash)).into();
    }
    match inner {
        Shape::Text if !text.contains(['"', '\'', '\\', '\n']) => {
            let words: Vec<_> = text.split_whitespace().map(|word| format!("\"{word}\"")).collect();
            let node = |word: &str| Node::from(word.to_owned());
            let meant = Value::List(text.split_whitespace().map(node).collect());
            Way { help: format!("write `{key}: [{}]`", words.join(", ")), meant: Some(meant) }
        }
        Shape::Text => "write one element per line, each after a `- `, in quotes if necessary".into(),
        Shape::Object(object) => match (named(object, text), lone(object, dialect)) {
            (Some(element), _) => format!("write `{key}: [{element}]`").into(),
            (None, Some(name)) => format!("write `{key}: [{{{name}: {}}}]`", quoted(text)).into(),
            (None, None) => "start each element with `-  `".into(),
        },
        _ => "start each element with `-  `".into(),
    }
}

/// A mapping where a list is wanted: its one element without the dash, or its elements by their names.
fn items(inner: Shape, key: &str, map: &Map) -> Way {
    let Shape::Object(object) = inner else { return "start each element with `-  `, without keys".into() };
    if map.0.iter().any(|entry| object.member(&entry.key).is_some()) {
        return Way {
            help: "start each element with `- `, this one too".to_owned(),
            meant: Some(Value::List(vec![map.clone().into()])),
        };
    }
    let [first, ..] = map.0.as_slice() else {
        return format!("write `{key}: []`, or start each element with `-  `").into();
    };
    let value = match &first.value.value {
        Value::String(text) | Value::Number(text) => escaped(text),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => return "write a list: `- name: ...` for each".into(),
    };
    match (object.name, object.member("value").is_some()) {
        (_, true) => {
            let elements = map.0.iter().map(variable).collect();
            let help = format!(
                "write a list, one element for each: `- {{name: {}, value: \"{value}\"}}`",
                first.key
            );
            Way { help, meant: Some(Value::List(elements)) }
        }
        ("VolumeMount", _) => {
            format!("write a list, one element for each: `- {{name: {}, mountPath: {value}}}`", first.key)
                .into()
        }
        _ => format!("write a list, one element for each: `- {{name: {}, ...}}`", first.key).into(),
    }
}

fn variable(entry: &Entry) -> Node {
    let text = match &entry.value.value {
        Value::String(text) | Value::Number(text) => text.clone(),
        Value::Bool(value) => value.to_string().into(),
        Value::Null | Value::List(_) | Value::Map(_) => "".into(),
    };
    let name = Node { span: entry.key_span, value: Value::String(entry.key.clone()) };
    let line = |key: &'static str, value: Node| Entry { key_span: entry.key_span, key: key.into(), value };
    let value = Node { span: entry.value.span, value: Value::String(text) };
    let map = Map(vec![line("name", name), line("value", value)]);
    Node { span: entry.value.span, value: Value::Map(map) }
}

/// An element by its name alone: `regcred`, `KEY=value`, `volume:/path`.
fn named(object: &Object, text: &str) -> Option<String> {
    if text.contains('\n') {
        return None;
    }
    let has = |name| object.member(name).is_some();
    Some(match (text.split_once('='), text.split_once(':')) {
        (Some((name, value)), _) if has("name") && has("value") => {
            format!("{{name: {}, value: \"{}\"}}", quoted(name), escaped(value))
        }
        (_, Some((name, path))) if has("name") && has("mountPath") => {
            format!("{{name: {}, mountPath: {}}}", quoted(name), quoted(path))
        }
        _ => return None,
    })
}

/// The one field that must be given, when there is one, and it takes text.
fn lone(object: &Object, dialect: Dialect) -> Option<&'static str> {
    let mut required = object.members.iter().filter(|member| member.required.has(dialect));
    let (first, None) = (required.next()?, required.next()) else { return None };
    matches!(first.shape, Shape::Text).then_some(first.name)
}

/// One text where fields are wanted.
fn single(object: &'static Object, dialect: Dialect, key: &str, text: &str) -> Way {
    let dialects = Dialects::only(dialect);
    if text.contains('\n') || template::mark(text).is_some() {
        return "write `key: value` lines, indented under it".into();
    }
    let fields = |name: &'static str, value: &str| {
        let value: CowText = value.to_owned().into();
        Some(Value::Map(Map(vec![Entry {
            key_span: Default::default(),
            key: name.into(),
            value: Value::String(value).into(),
        }])))
    };
    if object.name == "ResourceRequirements" {
        let amount = amount::quantity(text, Of::Memory).unwrap_or_else(|| "2Gi".to_owned());
        return format!("write `{key}: {{limits: {{memory: {amount}}}}}`").into();
    }
    let takes =
        |shape: Shape| matches!(shape, Shape::Words(words) if words.of(dialects).any(|word| word == text));
    let word = object.of(dialects).find(|member| takes(member.shape)).map(|member| member.name);
    if let Some(element) = named(object, text) {
        return format!("write `{element}`").into();
    }
    if let Some(name) = lone(object, dialect).or(word) {
        let open = if key.is_empty() { String::new() } else { format!("{key}: ") };
        return Way {
            help: format!("write `{open}{{{name}: {}}}`", quoted(text)),
            meant: fields(name, text),
        };
    }
    let fields = alike::members("", object, dialects);
    format!("write `key: value` lines, indented under it; its fields are {fields}").into()
}

/// One text where `key: value` lines are wanted.
fn pairs(inner: Shape, key: &str, text: &str) -> Way {
    if text.contains('：') {
        return "write `:`, followed by a space".into();
    }
    if matches!(inner, Shape::Quantity)
        && let Some(amount) = amount::quantity(text, Of::Memory)
    {
        return format!("write `{key}: {{memory: {amount}}}`").into();
    }
    match text.contains('\n') {
        true => format!("write `key: value` lines under `{key}:`, without a `|` or `>` after it").into(),
        false => "write `key: value` lines, indented under it, with a space after the colon".into(),
    }
}

/// As it can stand in braces.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && !text.contains([
            ',', '[', ']', '{', '}', '#', '"', '\'', '\\', '&', '*', '!', '|', '>', '%', '@', '`',
        ])
        && !text.contains(": ")
        && text.trim() == text;
    if plain { text.to_owned() } else { format!("\"{}\"", escaped(text)) }
}

/// As it can stand in double quotes.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
