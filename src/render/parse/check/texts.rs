//! Texts that came from elsewhere: templates, variables, typography.

use super::super::codes;
use super::super::slips::amount::{self, Of};
use super::super::slips::{template, typography};
use super::super::strictness::Strictness;
use super::checker::Checker;
use crate::api::shape::Shape;
use crate::tree::path::Path;
use crate::tree::{Entry, Map, Node, Value};

/// Fields whose text is the user's own, for other programs to read.
const FREE: &[&str] = &["args", "command", "value", "annotations"];
/// Fields that name something, in letters, digits and a few signs.
const NAMES: &[&str] =
    &["name", "namespace", "configMapName", "secretName", "tlsSecretName", "claimName", "image", "className"];

const RENDER: &str = "render it first (`helm template`), and pass the result to this program";

impl Checker<'_> {
    /// A text that another program was to replace.
    pub fn is_template(&mut self, node: &mut Node, shape: Shape, path: &Path) -> bool {
        let raw = self.raw(node);
        let shown = |text: &str| {
            let line = text.split(['\n', '\r']).next().unwrap_or_default();
            let end = line.char_indices().nth(60).map_or(line.len(), |(n, _)| n);
            let cut = if end < text.len() { "..." } else { "" };
            format!("`{}{cut}`", &line[..end])
        };
        let (what, help) = match &node.value {
            Value::Map(_) if raw.starts_with("{{") => {
                self.templates.push(node.span);
                (format!("{} is a template", shown(raw)), RENDER.to_owned())
            }
            // Most texts have none of what marks one.
            Value::String(text) if !text.contains(template::SIGNS) => return false,
            Value::String(text) => {
                let text: &str = text;
                let text_wanted = matches!(shape, Shape::Text | Shape::IntOrText | Shape::Anything);
                let free = text_wanted && (path.passes(FREE) || path.last_key() == "hostFormat");
                let helm = template::is_helm(text);
                match (template::mark(text), template::variable(text)) {
                    (Some((_, by)), _) if !free => {
                        let help = format!("render it first ({by}), and pass the result to this program");
                        (format!("{} is a template", shown(text)), help)
                    }
                    (Some(_), _) if helm && path.last_key() == "hostFormat" => {
                        (format!("{} is a template", shown(text)), RENDER.to_owned())
                    }
                    (Some(_), _) if helm => {
                        let message = format!(
                            "{path}: {} looks like a Helm template, which is not rendered here",
                            shown(text)
                        );
                        self.warning(codes::TEMPLATE, node.span, message, RENDER);
                        return false;
                    }
                    // A `$` is part of many a class's name; what looks like a variable there is a rule's to say.
                    (_, Some(variable))
                        if !text_wanted
                            || !free
                                && path.last_key() != "className"
                                && NAMES.contains(&path.last_key()) =>
                    {
                        let help = "write the value, or replace the variable first (`envsubst`), and pass the result to this program";
                        (format!("the variable `{variable}` is not replaced here"), help.to_owned())
                    }
                    _ => return false,
                }
            }
            _ => return false,
        };
        self.strict(codes::TEMPLATE, node.span, format!("{path}: {what}"), help);
        if self.strictness == Strictness::Strict {
            node.value = Value::Null;
        }
        self.strictness == Strictness::Strict
    }

    /// Characters that came with text from elsewhere.
    pub fn typography(&mut self, node: &mut Node, shape: Shape, path: &Path) {
        let Value::String(text) = &node.value else { return };
        if text.is_ascii() || !matches!(shape, Shape::Text | Shape::Words(_)) {
            return;
        }
        let quoted = text.trim_matches(typography::is_quote) != text.as_ref();
        let dash = text.chars().next().filter(|c| typography::is_dash(*c));
        let typed = typography::typed(text);
        if path.passes(FREE) {
            let what = match (typography::unquoted(text), dash) {
                (Some(_), _) => {
                    "is in quotation marks that YAML does not have: they are part of the value".to_owned()
                }
                (None, Some(dash)) => format!("starts with {}", typography::name(dash)),
                (None, None) => return,
            };
            let message = format!("{path} {what}");
            return self.warning(
                codes::TYPOGRAPHY,
                node.span,
                message,
                format!("write `{typed}`, if that is meant"),
            );
        }
        let odd = |c: &char| {
            typography::invisible(*c).is_some() || typography::is_dash(*c) && NAMES.contains(&path.last_key())
        };
        let what = match text.chars().find(odd) {
            _ if quoted => {
                "is in quotation marks that YAML does not have: they are part of the value".to_owned()
            }
            Some(odd) => format!("contains {}", typography::name(odd)),
            None => return,
        };
        let help = format!("retype it: `{typed}`");
        self.strict(codes::TYPOGRAPHY, node.span, format!("{path} {what}"), help);
        if self.strictness == Strictness::Strict {
            node.value = Value::String(typed.into());
        }
    }

    /// Within braces a comma ends a value: `{memory: 1,5Gi}` is a memory of 1 and an empty `5Gi`.
    pub fn commas(&mut self, map: &mut Map, path: &Path) {
        for n in 1..map.0.len() {
            let (before, rest) = map.0.split_at_mut(n);
            let (Some(before), Some(entry)) = (before.last_mut(), rest.first()) else { continue };
            let Value::Number(whole) = &before.value.value else { continue };
            let cut = entry.value.is_null() && entry.key.starts_with(|c: char| c.is_ascii_digit());
            let path = path.key(before.key.clone());
            let of = Of::field(&path.to_string());
            let Some(meant) = amount::quantity(&format!("{whole},{}", entry.key), of).filter(|_| cut) else {
                continue;
            };
            let span = before.value.span.to(entry.key_span);
            let message = format!("{path}: `{whole},{}` is not a quantity", entry.key);
            self.error(codes::QUANTITY, span, message, format!("did you mean `{meant}`?"));
            before.value.value = Value::String(meant.into());
            map.0.remove(n);
            return;
        }
    }

    pub fn typography_of_key(&mut self, entry: &mut Entry, parent: &Path) {
        let Some(odd) = entry.key.chars().find(|c| typography::is_odd(*c)) else { return };
        let typed = typography::typed(&entry.key);
        let message = format!("the key {} contains {}", parent.key(typed.clone()), typography::name(odd));
        self.strict(codes::TYPOGRAPHY, entry.key_span, message, format!("retype it: `{typed}:`"));
        if self.strictness == Strictness::Strict {
            entry.key = typed.into();
        }
    }
}
