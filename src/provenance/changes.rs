//! What can be changed in a FlinkCluster: every value that is written, every default that is not, every part that may be
//! left out.

use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::Shape;
use crate::diagnostic::Span;
use crate::k8s::dialect::{Dialect, Dialects};
use crate::render::resolve::defaults;
use crate::tree::path::{Path, Step};
use crate::tree::{Node, Value};

/// A place of the input that can be changed.
#[derive(Debug)]
pub struct Change {
    /// Where.
    pub path: Path,
    /// Where it is written; [`Span::default`] for a default.
    pub at: Span,
    /// The default, when nothing is written.
    pub default: Option<Value>,
    /// Other values to try; none: it is left out.
    pub to: Vec<Option<Value>>,
}

/// All of a resource of a dialect, but for its version and kind.
pub fn of(root: &Node, dialect: Dialect) -> Vec<Change> {
    let mut all = Vec::new();
    written(root, FlinkCluster::SHAPE, dialect, true, &Path::default(), &mut all);
    for (field, _, default) in defaults::all().into_iter().filter(|(_, dialects, _)| dialects.has(dialect)) {
        let path = Path::of_fields(field);
        if path.find(root).is_none() && !in_absent_part(root, dialect, field) {
            let to = others(&default, shape(field));
            all.push(Change { path, at: Span::default(), default: Some(default), to });
        }
    }
    all
}

/// One field of a resource, written or not.
pub fn field(root: &Node, dialect: Dialect, field: &str) -> Option<Change> {
    let path = Path::of_fields(field);
    if let Some(change) = of(root, dialect).into_iter().find(|change| change.path == path) {
        return Some(change);
    }
    let text = |text: &'static str| Some(Value::String(text.into()));
    let number = |text: &'static str| Some(Value::Number(text.into()));
    let to = match shape(field)? {
        Shape::Text => vec![text("s3://example/path"), text("/example"), text("example")],
        Shape::Bool => vec![Some(Value::Bool(true))],
        Shape::Words(words) => words.of(Dialects::only(dialect)).map(text).collect(),
        Shape::Int32 | Shape::Int64 | Shape::Number => vec![number("2"), number("600")],
        Shape::Quantity | Shape::IntOrText => vec![text("1G")],
        _ => return None,
    };
    Some(Change { path, at: Span::default(), default: None, to })
}

/// Whether a field is of a part that is not there, and that would not be complete with the field alone.
fn in_absent_part(root: &Node, dialect: Dialect, field: &str) -> bool {
    let Some((part, _)) = field.rsplit_once('.') else { return false };
    let required = matches!(shape(part), Some(Shape::Object(object)) if object.members.iter().any(|member| member.required.has(dialect)));
    Path::of_fields(part).find(root).is_none() && (required || in_absent_part(root, dialect, part))
}

/// What a field may hold.
pub fn shape(field: &str) -> Option<Shape> {
    field.split('.').try_fold(FlinkCluster::SHAPE, |shape, name| match shape {
        Shape::Object(object) => object.member(name).map(|member| member.shape),
        _ => None,
    })
}

fn written(node: &Node, shape: Shape, dialect: Dialect, required: bool, path: &Path, all: &mut Vec<Change>) {
    let inner = |name: &str| match shape {
        Shape::Object(object) => object
            .member(name)
            .map_or((Shape::Anything, false), |member| (member.shape, member.required.has(dialect))),
        Shape::Map(inner) => (*inner, false),
        _ => (Shape::Anything, false),
    };
    match &node.value {
        Value::Map(map) => {
            for entry in &map.0 {
                let path = path.key(entry.key.clone());
                if !matches!(&path.0[..], [Step::Key(key)] if key == "apiVersion" || key == "kind") {
                    let (shape, required) = inner(&entry.key);
                    written(&entry.value, shape, dialect, required, &path, all);
                }
            }
        }
        Value::List(items) => {
            let shape = if let Shape::List(inner) = shape { *inner } else { Shape::Anything };
            for (n, item) in items.iter().enumerate() {
                written(item, shape, dialect, false, &path.then(Step::Item(n)), all);
            }
        }
        _ => {}
    }
    let mut to = match &node.value {
        Value::List(_) | Value::Map(_) => Vec::new(),
        value => others(value, Some(shape)),
    };
    to.extend((!required).then_some(None));
    if path.0.len() > 1 {
        all.push(Change { path: path.clone(), at: node.span, default: None, to });
    }
}

/// Values like one, from the likeliest to be valid.
fn others(value: &Value, shape: Option<Shape>) -> Vec<Option<Value>> {
    let text = |text: String| Some(Value::String(text.into()));
    match (value, shape) {
        (_, Some(Shape::Words(words))) => words
            .words
            .iter()
            .filter(|(word, _)| value != &Value::String((*word).into()))
            .map(|(word, _)| text((*word).into()))
            .collect(),
        (Value::Bool(value), _) => vec![Some(Value::Bool(!value))],
        (Value::Number(number), _) => counted(number).map(|text| Some(Value::Number(text.into()))).collect(),
        (Value::String(old), Some(Shape::Quantity)) => counted(old).map(text).collect(),
        (Value::String(old), _) => {
            // An image says its version where it is kept elsewhere, too.
            let near = [format!("{old}x"), format!("x{old}"), format!("x/{old}"), format!("{old}/x")];
            let mut all: Vec<_> = near.into_iter().map(text).collect();
            all.extend(counted(old).map(text));
            let flipped = match old.as_ref() {
                "true" => "false",
                "false" => "true",
                _ => "x",
            };
            all.extend([
                text(flipped.into()),
                text(format!("{}x", &old[..old.len() - old.chars().next_back().map_or(0, char::len_utf8)])),
            ]);
            all
        }
        _ => Vec::new(),
    }
}

/// The same text with another first number in it.
fn counted(text: &str) -> impl Iterator<Item = String> {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let length = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
    let (head, number, tail) = (&text[..start], &text[start..start + length], &text[start + length..]);
    let number = number.parse::<i64>().ok();
    let other = move |number: i64| format!("{head}{number}{tail}");
    let numbers =
        number.map(|n| [n.wrapping_mul(2), n.wrapping_add(1), n.wrapping_sub(1), n.wrapping_mul(7), n / 2]);
    numbers.into_iter().flatten().filter(move |n| Some(*n) != number).map(other)
}

impl Change {
    /// The resource with another value at the place.
    pub fn apply(&self, root: &Node, to: Option<&Value>) -> Node {
        let span = self.path.find(root).map_or(Span::default(), |node| node.span);
        let to = to.map(|value| Node { span, value: value.clone() });
        let mut root = root.clone();
        self.path.put(&mut root, to.as_ref());
        root
    }
}
