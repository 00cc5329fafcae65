//! Every value against the shape of its field.

use std::collections::BTreeSet;

use super::path::Path;
use super::slips::{amount, shape, template, typography, word};
use super::unknown::Fate;
use super::{Strictness, codes, suggest};
use crate::api::read::Read;
use crate::api::shape::{Member, Object, Shape, Words};
use crate::api::v1alpha1::FlinkCluster;
use crate::diagnostic::{Capped, Code, Diagnostic, Span};
use crate::k8s::quantity::Quantity;
use crate::tree::{Entry, Node, Value};

/// Checks a FlinkCluster, and takes out of it what is left out. What is wrong is made, where that is certain enough, what it
/// was meant to be: nothing is rendered then, and the rules speak of the rest.
pub fn check(root: &mut Node, text: &str, strictness: Strictness, found: &mut Capped) {
    let at = root.get("kind").map_or(root.span, |node| node.span);
    let mut checker = Checker {
        text,
        strictness,
        found,
        listed: Vec::new(),
        misplaced: Vec::new(),
        missing: Vec::new(),
        templates: Vec::new(),
    };
    checker.value(root, FlinkCluster::SHAPE, at, &Path::Root);
    let Checker { misplaced, missing, templates, .. } = checker;
    // What stands in another place is not missing.
    let misplaced: BTreeSet<_> = misplaced.into_iter().collect();
    let missing = missing.into_iter().filter(|(path, _)| !misplaced.contains(path));
    found.extend(missing.map(|(_, diagnostic)| diagnostic));
    // To YAML, a template is a mapping with a mapping for a key.
    let within = |span: Span| templates.iter().any(|t: &Span| t.start <= span.start && span.end <= t.end);
    found.retain(|diagnostic| diagnostic.code != codes::KEY || !within(diagnostic.span));
}

/// Fields whose text is the user's own, for other programs to read.
const FREE: &[&str] = &["args", "command", "value", "annotations"];
/// Fields that name something, in letters, digits and a few signs.
const NAMES: &[&str] =
    &["name", "namespace", "configMapName", "secretName", "tlsSecretName", "claimName", "image", "className"];

/// Looks at every value.
pub struct Checker<'a> {
    text: &'a str,
    pub(super) strictness: Strictness,
    pub(super) found: &'a mut Capped,
    /// The objects whose fields were listed.
    pub(super) listed: Vec<&'static str>,
    /// The paths of fields that stand elsewhere.
    pub(super) misplaced: Vec<String>,
    /// What is missing, by path.
    missing: Vec<(String, Diagnostic)>,
    /// Where templates stand.
    templates: Vec<Span>,
}

impl<'a> Checker<'a> {
    fn error(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::error(code, span, message).help(help));
    }

    pub(super) fn warning(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::warning(code, span, message).help(help));
    }

    /// An error, unless the operator let it pass.
    pub(super) fn strict(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        let mut diagnostic = Diagnostic::error(code, span, message).help(help);
        diagnostic.severity = self.strictness.severity();
        self.found.push(diagnostic);
    }

    /// `at` is the key that the value stands under.
    fn value(&mut self, node: &mut Node, shape: Shape, at: Span, path: &Path<'_>) {
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
                if matches!(inner, Shape::Quantity) {
                    self.commas(map, path);
                }
                for entry in &mut map.0 {
                    self.typography_of_key(entry, path);
                    let path = Path::Key(path, &entry.key);
                    if entry.value.is_null() {
                        let message = format!("{path} has no value");
                        let help = match inner {
                            Shape::Quantity => "write an amount behind it, such as `2Gi`",
                            _ => "write `\"\"` for empty text",
                        };
                        self.strict(codes::NULL_TEXT, entry.key_span, message, help);
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
        let mut taken: Vec<_> = object
            .members
            .iter()
            .filter(|member| map.get(member.name).is_some())
            .map(|member| member.name)
            .collect();
        map.0.retain_mut(|entry| {
            if object.member(&entry.key).is_none() {
                match self.unknown(entry, object, &mut taken, path) {
                    Fate::Goes => return false,
                    Fate::Broken => return true,
                    Fate::Stays => {}
                }
            }
            let Some(member) = object.member(&entry.key) else { return object.open };
            let path = Path::Key(path, &entry.key);
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
                let path = Path::Key(path, member.name).to_string();
                let missing = Diagnostic::error(codes::MISSING_FIELD, at, format!("{path} is missing"));
                self.missing.push((path, missing.help(add(member))));
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

    fn word(&mut self, node: &mut Node, words: &'static Words, at: Span, path: &Path<'_>) {
        let Some(word) = node.as_str() else { return self.mismatch(node, Shape::Words(words), at, path) };
        if words.words.contains(&word) || (word.is_empty() && words.empty_is_absent) {
            return;
        }
        let list = words.words.join(", ");
        let help = match (word::way(path.key(), word), suggest::closest(word, words.words.iter().copied())) {
            (Some(way), _) => format!("{way}; it takes {list}"),
            (None, Some(meant)) => format!("did you mean `{meant}`? It takes {list}"),
            (None, None) => format!("it takes {list}"),
        };
        let message = format!("{path} cannot be `{word}`");
        if words.unchecked_by_operator && self.strictness == Strictness::AsOperator {
            self.warning(codes::WORD, node.span, message, help);
            node.value = Value::Null;
        } else {
            self.error(codes::WORD, node.span, message, help);
        }
    }

    fn scalar(&mut self, node: &mut Node, shape: Shape, at: Span, path: &Path<'_>) {
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
                    let meant = amount::quantity(text);
                    let help = match &meant {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => "a number and a suffix: `500m`, `2`, `1.5Gi`, `600M`, `1e9`".to_owned(),
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
    fn raw(&self, node: &Node) -> &'a str {
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

    fn mismatch(&mut self, node: &mut Node, shape: Shape, at: Span, path: &Path<'_>) {
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
        let shape::Way { help, meant } = shape::way(shape, &node.value, path.own_key(), raw);
        let span = match &node.value {
            Value::List(_) | Value::Map(_) => at,
            _ => node.span,
        };
        let what =
            if raw.is_empty() || span == at { format!("this is {is}") } else { format!("`{raw}` is {is}") };
        self.error(codes::WRONG_TYPE, span, format!("{path} takes {wanted}, and {what}"), help);
        if let Some(meant) = meant {
            node.value = meant;
            place(node, node.span);
        }
    }

    /// A text that another program was to replace.
    fn is_template(&mut self, node: &mut Node, shape: Shape, path: &Path<'_>) -> bool {
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
            Value::String(text) => {
                let text: &str = text;
                let text_wanted = matches!(shape, Shape::Text | Shape::IntOrText | Shape::Anything);
                let free = text_wanted && (path.passes(FREE) || path.key() == "hostFormat");
                let helm = template::is_helm(text);
                match (template::mark(text), template::variable(text)) {
                    (Some((_, by)), _) if !free => {
                        let help = format!("render it first ({by}), and give this program the result");
                        (format!("{} is a template", shown(text)), help)
                    }
                    (Some(_), _) if helm && path.key() == "hostFormat" => {
                        (format!("{} is a template", shown(text)), RENDER.to_owned())
                    }
                    (Some(_), _) if helm => {
                        let message = format!(
                            "{path}: {} looks like a template of Helm, and nobody renders it here",
                            shown(text)
                        );
                        self.warning(codes::TEMPLATE, node.span, message, RENDER);
                        return false;
                    }
                    // A `$` is part of many a class's name; what looks like a variable there is a rule's to say.
                    (_, Some(variable))
                        if !text_wanted
                            || !free && path.key() != "className" && NAMES.contains(&path.key()) =>
                    {
                        let help = "write the value, or replace the variable first (`envsubst`), and give this program the result";
                        (format!("nothing replaces the variable `{variable}` here"), help.to_owned())
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
    fn typography(&mut self, node: &mut Node, shape: Shape, path: &Path<'_>) {
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
                    "is in quotation marks that YAML does not know: they are part of it".to_owned()
                }
                (None, Some(dash)) => format!("begins with {}", typography::name(dash)),
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
            typography::invisible(*c).is_some() || typography::is_dash(*c) && NAMES.contains(&path.key())
        };
        let what = match text.chars().find(odd) {
            _ if quoted => "is in quotation marks that YAML does not know: they are part of it".to_owned(),
            Some(odd) => format!("holds {}", typography::name(odd)),
            None => return,
        };
        let help = format!("write `{typed}`, typed anew");
        self.strict(codes::TYPOGRAPHY, node.span, format!("{path} {what}"), help);
        if self.strictness == Strictness::Strict {
            node.value = Value::String(typed.into());
        }
    }

    /// Within braces a comma ends a value: `{memory: 1,5Gi}` is a memory of 1 and an empty `5Gi`.
    fn commas(&mut self, map: &mut crate::tree::Map, path: &Path<'_>) {
        for n in 1..map.0.len() {
            let (before, rest) = map.0.split_at_mut(n);
            let (Some(before), Some(entry)) = (before.last_mut(), rest.first()) else { continue };
            let Value::Number(whole) = &before.value.value else { continue };
            let cut = entry.value.is_null() && entry.key.starts_with(|c: char| c.is_ascii_digit());
            let Some(meant) = amount::quantity(&format!("{whole},{}", entry.key)).filter(|_| cut) else {
                continue;
            };
            let path = Path::Key(path, &before.key);
            let span = before.value.span.to(entry.key_span);
            let message = format!("{path}: `{whole},{}` is not a quantity", entry.key);
            self.error(codes::QUANTITY, span, message, format!("did you mean `{meant}`?"));
            before.value.value = Value::String(meant.into());
            map.0.remove(n);
            return;
        }
    }

    fn typography_of_key(&mut self, entry: &mut Entry, parent: &Path<'_>) {
        let Some(odd) = entry.key.chars().find(|c| typography::is_odd(*c)) else { return };
        let typed = typography::typed(&entry.key);
        let message = format!("the key {} holds {}", Path::Key(parent, &typed), typography::name(odd));
        self.strict(codes::TYPOGRAPHY, entry.key_span, message, format!("write `{typed}:`, typed anew"));
        if self.strictness == Strictness::Strict {
            entry.key = typed.into();
        }
    }
}

const RENDER: &str = "render it first (`helm template`), and give this program the result";

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
