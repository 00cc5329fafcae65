//! A value against what its field takes: words, numbers, quantities, and what YAML makes of them.

use super::super::slips::amount::{self, Of};
use super::super::slips::{shape, word};
use super::super::strictness::Strictness;
use super::super::{alike, codes};
use super::checker::Checker;
use crate::api::shape::{Shape, Words};
use crate::diagnostic::Span;
use crate::k8s::quantity::Quantity;
use crate::tree::path::Path;
use crate::tree::{Node, Value};

impl Checker<'_> {
    pub fn word(&mut self, node: &mut Node, words: &'static Words, at: Span, path: &Path) {
        let Some(word) = node.as_str() else { return self.mismatch(node, Shape::Words(words), at, path) };
        let mut known = words.of(self.dialects());
        if known.clone().any(|known| known == word)
            || (word.is_empty() && words.empty_is_absent.has(self.dialect))
        {
            return;
        }
        let list = known.clone().collect::<Vec<_>>().join(", ");
        let help = match (word::way(path.last_key(), word), alike::closest(word, known.by_ref())) {
            (Some(way), _) => format!("{way}; the possible values are {list}"),
            (None, Some(meant)) => format!("did you mean `{meant}`? The possible values are {list}"),
            (None, None) => format!("the possible values are {list}"),
        };
        let message = format!("{path} cannot be `{word}`");
        if words.unchecked_by_operator.has(self.dialect) && self.strictness == Strictness::AsOperator {
            self.warning(codes::WORD, node.span, message, help);
            node.value = Value::Null;
        } else {
            self.error(codes::WORD, node.span, message, help);
        }
    }

    pub fn scalar(&mut self, node: &mut Node, shape: Shape, at: Span, path: &Path) {
        match (shape, &node.value) {
            (Shape::Text, Value::String(_)) => self.trap_of_text(node, path),
            (Shape::IntOrText, Value::String(_)) | (Shape::Number, Value::Number(_)) => {}
            (Shape::Bool, Value::Bool(value)) => {
                let raw = self.raw(node);
                if !raw.eq_ignore_ascii_case("true") && !raw.eq_ignore_ascii_case("false") {
                    let message = format!("kubectl reads `{raw}` as {value}, YAML 1.2 readers as text");
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
                    let of = Of::field(&path.to_string());
                    let meant = amount::quantity(text, of);
                    let help = match &meant {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => of.example().to_owned(),
                    };
                    self.error(codes::QUANTITY, node.span, message, help);
                    if let Some(meant) = meant {
                        node.value = Value::String(meant.into());
                    }
                }
            },
            _ => self.mismatch(node, shape, at, path),
        }
    }

    fn whole(&mut self, node: &Node, text: &str, least: i64, most: i64, path: &Path) {
        match text.parse::<i64>() {
            Ok(value) if (least..=most).contains(&value) => self.trap_of_number(node, path),
            _ if text.contains(['.', 'e']) => {
                let message = format!("{path} must be a whole number, but `{text}` is a fraction");
                self.error(codes::WRONG_TYPE, node.span, message, "write a whole number");
            }
            _ => {
                let message = format!("{path}: {text} is out of range");
                self.error(codes::OVERFLOW, node.span, message, format!("the range is {least} to {most}"));
            }
        }
    }

    fn trap_of_number(&mut self, node: &Node, path: &Path) {
        let Value::Number(text) = &node.value else { return };
        let raw = self.raw(node);
        if raw != text && !is_decimal(raw) && !raw.starts_with(['&', '*', '!']) {
            let message = format!("{path}: kubectl reads `{raw}` as {text}, other readers as something else");
            self.warning(codes::YAML_TRAP, node.span, message, format!("write `{text}`"));
        }
    }

    fn trap_of_text(&mut self, node: &Node, path: &Path) {
        let raw = self.raw(node);
        if node.as_str() == Some(raw) && is_base_60(raw) {
            let message =
                format!("{path}: kubectl reads `{raw}` as text, YAML 1.1 readers as a number in base 60");
            self.warning(codes::YAML_TRAP, node.span, message, format!("write `\"{raw}\"`"));
        }
    }

    pub fn mismatch(&mut self, node: &mut Node, shape: Shape, at: Span, path: &Path) {
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
        let shape::Way { help, meant } = shape::way(shape, self.dialect, &node.value, path.own_key(), raw);
        let span = match &node.value {
            Value::List(_) | Value::Map(_) => at,
            _ => node.span,
        };
        let what = if raw.is_empty() || span == at { format!("is {is}") } else { format!("`{raw}` is {is}") };
        self.error(codes::WRONG_TYPE, span, format!("{path} must be {wanted}, but {what}"), help);
        if let Some(meant) = meant {
            node.value = meant;
            place(node, node.span);
        }
    }
}

/// Gives what was made up the place of what it stands for.
fn place(node: &mut Node, span: Span) {
    if node.span == Span::default() {
        node.span = span;
    }
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| place(item, span)),
        Value::Map(map) => map.0.iter_mut().for_each(|entry| {
            if entry.key_span == Span::default() {
                entry.key_span = span;
            }
            place(&mut entry.value, span);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
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
