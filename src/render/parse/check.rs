//! Every value against the shape of its field.

use std::fmt;

use super::{Strictness, codes, suggest};
use crate::api::read::Read;
use crate::api::shape::{Member, Object, Shape, Words};
use crate::api::v1alpha1::FlinkCluster;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::k8s::quantity::Quantity;
use crate::tree::{Node, Value};

/// Checks a FlinkCluster, and takes out of it what is left out.
pub fn check(root: &mut Node, text: &str, strictness: Strictness, found: &mut Vec<Diagnostic>) {
    let at = root.get("kind").map_or(root.span, |node| node.span);
    let mut checker = Checker { text, strictness, found };
    checker.value(root, FlinkCluster::SHAPE, at, &Path::Root);
}

/// Where a value is, for messages.
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Item(parent, n) => write!(f, "{parent}[{n}]"),
        }
    }
}

struct Checker<'a> {
    text: &'a str,
    strictness: Strictness,
    found: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn error(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::error(code, span, message).help(help));
    }

    fn warning(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::warning(code, span, message).help(help));
    }

    /// An error, unless the operator let it pass.
    fn strict(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        let mut diagnostic = Diagnostic::error(code, span, message).help(help);
        diagnostic.severity = self.strictness.severity();
        self.found.push(diagnostic);
    }

    /// `at` is the key that the value stands under.
    fn value(&mut self, node: &mut Node, shape: Shape, at: Span, path: &Path<'_>) {
        match shape {
            Shape::Anything => {}
            Shape::Object(object) => self.object(node, object, at, path),
            Shape::List(inner) => {
                let Value::List(items) = &mut node.value else { return self.mismatch(node, shape, at, path) };
                for (n, item) in items.iter_mut().enumerate() {
                    let path = Path::Item(path, n);
                    let at = item.span;
                    if item.is_null() {
                        let message = format!("{path} is empty");
                        self.error(codes::NULL_ITEM, at, message, "write the element, or remove its dash");
                    } else {
                        self.value(item, *inner, at, &path);
                    }
                }
            }
            Shape::Map(inner) => {
                let Value::Map(map) = &mut node.value else { return self.mismatch(node, shape, at, path) };
                for entry in &mut map.0 {
                    let path = Path::Key(path, &entry.key);
                    if entry.value.is_null() {
                        let message = format!("{path} has no value");
                        self.strict(codes::NULL_TEXT, entry.key_span, message, "write `\"\"` for empty text");
                        entry.value.value = Value::String("".into());
                    } else {
                        self.value(&mut entry.value, *inner, entry.key_span, &path);
                    }
                }
                map.0.sort_by(|a, b| a.key.cmp(&b.key));
            }
            Shape::Words(words) => self.word(node, words, at, path),
            _ => {
                self.scalar(node, shape, at, path);
                // The API server takes whole numbers and text for quantities of a FlinkCluster.
                if let (Shape::Quantity, Value::Number(text)) = (shape, &node.value)
                    && text.contains(['.', 'e'])
                {
                    node.value = Value::String(text.clone());
                }
            }
        }
    }

    fn object(&mut self, node: &mut Node, object: &'static Object, at: Span, path: &Path<'_>) {
        let Value::Map(map) = &mut node.value else {
            return self.mismatch(node, Shape::Object(object), at, path);
        };
        for member in object.members {
            self.spellings(map, member, path);
        }
        map.0.retain_mut(|entry| {
            let path = Path::Key(path, &entry.key);
            let Some(member) = object.member(&entry.key) else {
                self.unknown(&entry.key, entry.key_span, object, &path);
                return object.open;
            };
            if matches!(member.shape, Shape::Anything) {
                if !entry.value.is_null() {
                    let message = format!("{path} is left out: it is the cluster's, not Git's");
                    self.warning(codes::SERVER_FIELD, entry.key_span, message, "remove it");
                }
                return false;
            }
            if entry.value.is_null() {
                return false;
            }
            self.value(&mut entry.value, member.shape, entry.key_span, &path);
            true
        });
        // One order, whatever the input's: a changed order is no change of the output.
        let place =
            |key: &str| object.members.iter().position(|member| member.name == key || member.also == key);
        map.0.sort_by_cached_key(|entry| (place(&entry.key).unwrap_or(usize::MAX), entry.key.clone()));
        for member in object.members.iter().filter(|member| member.required) {
            if map.get(member.name).is_none() {
                let path = Path::Key(path, member.name);
                self.error(codes::MISSING_FIELD, at, format!("{path} is missing"), add(member));
            }
        }
    }

    /// A field with two spellings: the first is the documentation's, the second the operator's.
    fn spellings(&mut self, map: &mut crate::tree::Map, member: &'static Member, path: &Path<'_>) {
        let (Some(documented), Some(other)) = (map.entry(member.name), map.entry(member.also)) else {
            if !member.also.is_empty() {
                self.one_spelling(map, member, path);
            }
            return;
        };
        let message = format!("`{}` and `{}` are the same field", member.name, member.also);
        let mut diagnostic = Diagnostic::error(codes::DUPLICATE_KEY, other.key_span, message)
            .related(documented.key_span, "first here")
            .help("remove one of them");
        diagnostic.severity = self.strictness.severity();
        self.found.push(diagnostic);
        if self.strictness == Strictness::AsOperator {
            map.0.retain(|entry| entry.key != member.name);
        }
    }

    fn one_spelling(&mut self, map: &mut crate::tree::Map, member: &'static Member, path: &Path<'_>) {
        match self.strictness {
            Strictness::Strict => {
                if let Some(entry) = map.entry(member.also) {
                    let message = format!("{path}.{} is documented as `{}`", member.also, member.name);
                    self.warning(
                        codes::OTHER_SPELLING,
                        entry.key_span,
                        message,
                        "both are read; write the documented one",
                    );
                }
            }
            Strictness::AsOperator => {
                if let Some(entry) = map.entry(member.name) {
                    let message = format!("{path}.{} was never read by the operator", member.name);
                    let help =
                        format!("it read `{}`; without `--compat operator` both are read", member.also);
                    self.warning(codes::OTHER_SPELLING, entry.key_span, message, help);
                    map.0.retain(|entry| entry.key != member.name);
                }
            }
        }
    }

    fn unknown(&mut self, key: &str, span: Span, object: &'static Object, path: &Path<'_>) {
        let meant = suggest::member(key, object);
        if object.open {
            if let Some(meant) = meant.filter(|meant| suggest::near(key, meant)) {
                let message = format!("{path} is not a field of a {}", object.name);
                return self.strict(codes::UNKNOWN_FIELD, span, message, format!("did you mean `{meant}`?"));
            }
            let message = format!("{path} is not a field of a {} that is known here", object.name);
            let help = "it is written as it stands; the API server decides";
            return self.warning(codes::NEW_FIELD, span, message, help);
        }
        let help = match (meant, suggest::elsewhere(key)) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, Some(place)) => format!("there is {place}; else remove it"),
            (None, None) => {
                let names: Vec<_> = object.members.iter().map(|member| member.name).collect();
                format!("remove it; the fields here are {}", names.join(", "))
            }
        };
        self.strict(codes::UNKNOWN_FIELD, span, format!("{path} is not a field of a FlinkCluster"), help);
    }

    fn word(&mut self, node: &mut Node, words: &'static Words, at: Span, path: &Path<'_>) {
        let Some(word) = node.as_str() else { return self.mismatch(node, Shape::Words(words), at, path) };
        if words.words.contains(&word) || (word.is_empty() && words.empty_is_absent) {
            return;
        }
        let list = words.words.join(", ");
        let help = match suggest::closest(word, words.words.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`? It takes {list}"),
            None => format!("it takes {list}"),
        };
        let message = format!("{path} cannot be `{word}`");
        if words.unchecked_by_operator && self.strictness == Strictness::AsOperator {
            self.warning(codes::WORD, node.span, message, help);
            node.value = Value::Null;
        } else {
            self.error(codes::WORD, node.span, message, help);
        }
    }

    fn scalar(&mut self, node: &Node, shape: Shape, at: Span, path: &Path<'_>) {
        match (shape, &node.value) {
            (Shape::Text, Value::String(_)) => self.trap_of_text(node, path),
            (Shape::IntOrText, Value::String(_)) | (Shape::Number, Value::Number(_)) => {}
            (Shape::Bool, Value::Bool(value)) => {
                let raw = self.raw(node);
                if !raw.eq_ignore_ascii_case("true") && !raw.eq_ignore_ascii_case("false") {
                    let message = format!("`{raw}` is {value} to kubectl, and text to readers of YAML 1.2");
                    self.warning(codes::YAML_TRAP, node.span, message, format!("write `{value}`"));
                }
            }
            (Shape::Int32 | Shape::IntOrText, Value::Number(text)) => {
                self.whole(node, text, i32::MIN.into(), i32::MAX.into(), path);
            }
            (Shape::Int64, Value::Number(text)) => self.whole(node, text, i64::MIN, i64::MAX, path),
            (Shape::Quantity, Value::String(text) | Value::Number(text)) => match Quantity::parse(text) {
                Ok(_) => self.trap_of_number(node, path),
                Err(_) => {
                    let message = format!("{path}: `{text}` is not a quantity");
                    let help = "a number and a suffix: `500m`, `2`, `1.5Gi`, `600M`, `1e9`";
                    self.error(codes::QUANTITY, node.span, message, help);
                }
            },
            _ => self.mismatch(node, shape, at, path),
        }
    }

    fn whole(&mut self, node: &Node, text: &str, least: i64, most: i64, path: &Path<'_>) {
        match text.parse::<i64>() {
            Ok(value) if (least..=most).contains(&value) => self.trap_of_number(node, path),
            _ if text.contains(['.', 'e']) => {
                let message = format!("{path} takes a whole number, and `{text}` is a fraction");
                self.error(codes::WRONG_TYPE, node.span, message, "write a whole number");
            }
            _ => {
                let message = format!("{path}: {text} is out of range");
                self.error(codes::OVERFLOW, node.span, message, format!("the range is {least} to {most}"));
            }
        }
    }

    /// The text of a scalar in the input.
    fn raw(&self, node: &Node) -> &str {
        self.text.get(node.span.start as usize..node.span.end as usize).unwrap_or_default().trim()
    }

    fn trap_of_number(&mut self, node: &Node, path: &Path<'_>) {
        let Value::Number(text) = &node.value else { return };
        let raw = self.raw(node);
        if raw != text && !is_decimal(raw) && !raw.starts_with(['&', '*', '!']) {
            let message =
                format!("{path}: `{raw}` is {text} to kubectl, and other readers take it for something else");
            self.warning(codes::YAML_TRAP, node.span, message, format!("write `{text}`"));
        }
    }

    fn trap_of_text(&mut self, node: &Node, path: &Path<'_>) {
        let raw = self.raw(node);
        if node.as_str() == Some(raw) && is_base_60(raw) {
            let message =
                format!("{path}: `{raw}` is text to kubectl, and a number in base 60 to readers of YAML 1.1");
            self.warning(codes::YAML_TRAP, node.span, message, format!("write `\"{raw}\"`"));
        }
    }

    fn mismatch(&mut self, node: &Node, shape: Shape, at: Span, path: &Path<'_>) {
        let raw = self.raw(node);
        let raw = if raw.len() > 40 || raw.contains('\n') { "" } else { raw };
        let wanted = match shape {
            Shape::Text | Shape::Words(_) => "text",
            Shape::Bool => "true or false",
            Shape::Int32 | Shape::Int64 => "a whole number",
            Shape::Number => "a number",
            Shape::Quantity => "a quantity",
            Shape::IntOrText => "a whole number or text",
            Shape::List(_) => "a list",
            Shape::Map(_) | Shape::Object(_) => "a mapping",
            Shape::Anything => "anything",
        };
        let is = match &node.value {
            Value::Null => "nothing",
            Value::Bool(true) => "read as true",
            Value::Bool(false) => "read as false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        };
        let help = match (shape, &node.value) {
            (Shape::Text | Shape::Words(_), Value::Bool(_) | Value::Number(_)) if !raw.is_empty() => {
                format!("put it in quotes: `\"{raw}\"`")
            }
            (Shape::Bool, Value::String(text)) if matches!(&**text, "true" | "false") => {
                "remove the quotes".into()
            }
            (Shape::Int32 | Shape::Int64 | Shape::Number, Value::String(text))
                if text.parse::<f64>().is_ok() =>
            {
                "remove the quotes".into()
            }
            (Shape::List(_), _) => "begin each element with `- `".into(),
            (Shape::Map(_) | Shape::Object(_), _) => "write `key: value` lines, indented under it".into(),
            _ => format!("write {wanted}"),
        };
        let span = match &node.value {
            Value::List(_) | Value::Map(_) => at,
            _ => node.span,
        };
        let what =
            if raw.is_empty() || span == at { format!("this is {is}") } else { format!("`{raw}` is {is}") };
        self.error(codes::WRONG_TYPE, span, format!("{path} takes {wanted}, and {what}"), help);
    }
}

fn add(member: &Member) -> String {
    match member.shape {
        Shape::Object(_) | Shape::Map(_) | Shape::List(_) => format!("add `{}:` and its fields", member.name),
        _ => format!("add `{}: ...`", member.name),
    }
}

/// `-12`, `0`, `1.5`, `1e9`: a number to every reader.
fn is_decimal(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let zero_first = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    !zero_first
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// `[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+`
fn is_base_60(raw: &str) -> bool {
    let mut parts = raw.strip_prefix(['-', '+']).unwrap_or(raw).split(':');
    let head = parts.next().unwrap_or_default();
    let minute = |part: &str| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']);
    let tail: Vec<_> = parts.collect();
    !tail.is_empty()
        && head.starts_with(|c: char| c.is_ascii_digit() && c != '0')
        && head.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        && tail.into_iter().all(minute)
}
