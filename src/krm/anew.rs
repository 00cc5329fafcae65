//! Values in other words, each as the input spells it: to other readers `y` is text, and `1.0` is not 1.

use crate::diagnostic::{Severity, Span};
use crate::render::parse::yaml;
use crate::tree::{Entry, Node, Value};

/// Of this text.
pub struct Anew<'a>(pub &'a str);

impl<'a> Anew<'a> {
    /// A list.
    pub fn root(&self, root: &Node) -> String {
        let mut out = String::new();
        for (n, entry) in root.as_map().into_iter().flat_map(|map| &map.0).enumerate() {
            out.push_str(if n > 0 { "\n" } else { "" });
            out.push_str(&self.key(entry));
            out.push(':');
            match entry.value.as_list() {
                Some(items) if !items.is_empty() => {
                    for item in items {
                        out.push_str("\n- ");
                        self.value(item, &mut out);
                    }
                }
                _ => {
                    out.push(' ');
                    self.value(&entry.value, &mut out);
                }
            }
        }
        out.push('\n');
        out
    }

    /// A value in brackets.
    pub fn value(&self, node: &Node, out: &mut String) {
        let written = |span: Span| self.written(span).filter(|(value, _)| *value == node.value);
        match &node.value {
            Value::Null => out.push_str(written(node.span).map_or("null", |(_, text)| text)),
            Value::Bool(value) => {
                let plain = if *value { "true" } else { "false" };
                out.push_str(written(node.span).map_or(plain, |(_, text)| text));
            }
            Value::Number(number) => out.push_str(written(node.span).map_or(number, |(_, text)| text)),
            Value::String(string) => match written(node.span) {
                Some((_, text)) => out.push_str(text),
                None => out.push_str(&quoted(string)),
            },
            Value::List(items) => {
                out.push('[');
                for (n, item) in items.iter().enumerate() {
                    out.push_str(if n > 0 { ", " } else { "" });
                    self.value(item, out);
                }
                out.push(']');
            }
            Value::Map(map) => {
                out.push('{');
                for (n, entry) in map.0.iter().enumerate() {
                    out.push_str(if n > 0 { ", " } else { "" });
                    out.push_str(&self.key(entry));
                    out.push_str(": ");
                    self.value(&entry.value, out);
                }
                out.push('}');
            }
        }
    }

    fn key(&self, entry: &Entry) -> String {
        let is_key = |value: &Value| match value {
            Value::String(text) | Value::Number(text) => *text == entry.key,
            Value::Bool(value) => entry.key == if *value { "true" } else { "false" },
            Value::Null | Value::List(_) | Value::Map(_) => false,
        };
        let written = self.written(entry.key_span).filter(|(value, _)| is_key(value));
        written.map_or_else(|| quoted(&entry.key), |(_, text)| text.to_owned())
    }

    /// What stands in a place of the input, when it says the same within brackets.
    fn written(&self, span: Span) -> Option<(Value, &'a str)> {
        let text = self.0.get(span.start as usize..span.end as usize)?;
        if text.is_empty() || text.contains(['\n', '\r']) {
            return None;
        }
        let list = format!("[{text}]");
        let (documents, failure) = yaml::read(&list, Severity::Error);
        match (&documents[..], failure) {
            ([document], None) => match document.root.as_list()? {
                [one] => Some((one.value.clone(), text)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Text in quotes, as JSON and YAML have them.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
