//! Every value against the shape of its field.

mod checker;
mod spelling;
mod unknown;
mod values;
mod texts;

use std::collections::BTreeSet;

use self::checker::Checker;
use self::unknown::Fate;
use super::codes;
use super::strictness::Strictness;
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::{Member, Object, Shape};
use crate::diagnostic::{Capped, Diagnostic, Span};
use crate::k8s::dialect::Dialect;
use crate::tree::path::{Path, Step};
use crate::tree::{Node, Value};

/// Checks a FlinkCluster, and takes out of it what is left out. What is wrong is made, where that is certain enough, what it
/// was meant to be: nothing is rendered then, and the rules speak of the rest.
pub fn check(root: &mut Node, dialect: Dialect, text: &str, strictness: Strictness, found: &mut Capped) {
    let at = root.get("kind").map_or(root.span, |node| node.span);
    whole(root, FlinkCluster::SHAPE, at, Path::default(), (dialect, text, strictness), found);
}

/// Checks the fields in the annotation `key`, whose value is the whole `text`.
pub fn part(
    node: &mut Node,
    shape: Shape,
    key: &'static str,
    text: &str,
    dialect: Dialect,
    strictness: Strictness,
    found: &mut Capped,
) {
    let at = node.span;
    whole(node, shape, at, Path(vec![Step::Key(key.into())]), (dialect, text, strictness), found);
}

fn whole(
    root: &mut Node,
    shape: Shape,
    at: Span,
    mut path: Path,
    (dialect, text, strictness): (Dialect, &str, Strictness),
    found: &mut Capped,
) {
    let mut checker = Checker {
        text,
        dialect,
        strictness,
        found,
        listed: Vec::new(),
        misplaced: Vec::new(),
        missing: Vec::new(),
        templates: Vec::new(),
    };
    checker.value(root, shape, at, &mut path);
    let Checker { misplaced, missing, templates, .. } = checker;
    // What stands in another place is not missing; where that place is only warned of, nothing else says that this one is empty.
    let misplaced: BTreeSet<_> = match strictness {
        Strictness::Strict => misplaced.into_iter().collect(),
        Strictness::AsOperator => BTreeSet::new(),
    };
    let missing = missing.into_iter().filter(|(path, _)| !misplaced.contains(path));
    found.extend(missing.map(|(_, diagnostic)| diagnostic));
    // To YAML, a template is a mapping with a mapping for a key.
    let within = |span: Span| templates.iter().any(|t: &Span| t.start <= span.start && span.end <= t.end);
    found.retain(|diagnostic| diagnostic.code != codes::KEY || !within(diagnostic.span));
}

impl Checker<'_> {
    /// `at` is the key that the value stands under.
    fn value(&mut self, node: &mut Node, shape: Shape, at: Span, path: &mut Path) {
        if self.is_template(node, shape, path) {
            return;
        }
        self.typography(node, shape, path);
        match shape {
            Shape::Anything => {}
            Shape::Object(object) => self.object(node, object, at, path),
            Shape::List(inner) => {
                let Value::List(items) = &mut node.value else { return self.mismatch(node, shape, at, path) };
                for (n, item) in items.iter_mut().enumerate() {
                    path.0.push(Step::Item(n));
                    let at = item.span;
                    if item.is_null() {
                        let message = format!("{path} is empty");
                        self.error(codes::NULL_ITEM, at, message, "write the element, or remove its dash");
                    } else {
                        self.value(item, *inner, at, path);
                    }
                    path.0.pop();
                }
            }
            Shape::Map(inner) => {
                let Value::Map(map) = &mut node.value else { return self.mismatch(node, shape, at, path) };
                if matches!(inner, Shape::Quantity) {
                    self.commas(map, path);
                }
                for entry in &mut map.0 {
                    self.typography_of_key(entry, path);
                    path.0.push(Step::Key(entry.key.clone()));
                    if entry.value.is_null() {
                        let message = format!("{path} has no value");
                        let help = match inner {
                            Shape::Quantity => "write an amount, such as `2Gi`",
                            _ => "write `\"\"` for empty text",
                        };
                        self.strict(codes::NULL_TEXT, entry.key_span, message, help);
                        entry.value.value = Value::String("".into());
                    } else {
                        self.value(&mut entry.value, *inner, entry.key_span, path);
                    }
                    path.0.pop();
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

    fn object(&mut self, node: &mut Node, object: &'static Object, at: Span, path: &mut Path) {
        let Value::Map(map) = &mut node.value else {
            return self.mismatch(node, Shape::Object(object), at, path);
        };
        let dialects = self.dialects();
        for member in object.of(dialects).filter(|member| !member.also.is_empty()) {
            self.spellings(map, member, path);
        }
        // Of each entry, once: most of them are known.
        let members: Vec<_> = map.0.iter().map(|entry| object.member_of(dialects, &entry.key)).collect();
        let named = members.iter().zip(&map.0).filter_map(|(member, entry)| {
            let name = (*member)?.name;
            (name == entry.key).then_some(name)
        });
        let mut taken: Vec<_> = named.collect();
        let written = taken.len();
        let mut members = members.into_iter();
        map.0.retain_mut(|entry| {
            let mut member = members.next().flatten();
            if member.is_none() {
                match self.unknown(entry, object, &mut taken, written, path) {
                    Fate::Goes => return false,
                    Fate::Broken => return true,
                    Fate::Stays => member = object.member_of(dialects, &entry.key),
                }
            }
            let Some(member) = member else { return object.open };
            if entry.value.is_null() {
                return false;
            }
            if matches!(member.shape, Shape::Anything) {
                let message = format!(
                    "{} is left out: it is set by the cluster and does not belong in Git",
                    path.key(member.name)
                );
                self.warning(codes::SERVER_FIELD, entry.key_span, message, "remove it");
                return false;
            }
            // By the spelling that is written.
            let name = if entry.key == member.name { member.name } else { member.also };
            path.0.push(Step::Key(name.into()));
            self.value(&mut entry.value, member.shape, entry.key_span, path);
            path.0.pop();
            true
        });
        // One order, whatever the input's: a changed order is no change of the output.
        let place =
            |key: &str| object.members.iter().position(|member| member.name == key || member.also == key);
        map.0.sort_by_cached_key(|entry| (place(&entry.key).unwrap_or(usize::MAX), entry.key.clone()));
        for member in object.of(dialects).filter(|member| member.required.has(self.dialect)) {
            if map.get(member.name).is_none() {
                let path = path.key(member.name).to_string();
                let missing = Diagnostic::error(codes::MISSING_FIELD, at, format!("{path} is missing"));
                self.missing.push((path, missing.help(add(member))));
            }
        }
    }
}

fn add(member: &Member) -> String {
    match member.shape {
        Shape::Object(_) | Shape::Map(_) | Shape::List(_) => format!("add `{}:` and its fields", member.name),
        _ => format!("add `{}: ...`", member.name),
    }
}
