//! Whose FlinkCluster a document is.

use super::codes;
use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::Shape;
use crate::diagnostic::{Capped, Diagnostic};
use crate::k8s::dialect::{Dialect, Dialects};
use crate::k8s::labels;
use crate::k8s::resource::{API_V1BETA1, KIND, V1ALPHA1, V1BETA2};
use crate::tree::path::{Path, Step};
use crate::tree::{Node, Value};

/// A dialect, and what told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The dialect.
    pub dialect: Dialect,
    /// What told it.
    pub by: By,
}

/// What told a dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The version of the API, which has one dialect.
    Version,
    /// The annotation.
    Annotation,
    /// The run: `--dialect`.
    Run,
    /// A field, or a word, that only this dialect has.
    Field(String),
    /// A field that is not there, and that the other dialect requires.
    Missing(String),
    /// Nothing: it is the first of its version.
    Nothing,
}

impl Told {
    /// Why, for a sentence: "because ...".
    pub fn why(&self) -> String {
        match &self.by {
            By::Version => "its version has one dialect".to_owned(),
            By::Annotation => format!("the annotation `{}` says so", labels::DIALECT),
            By::Run => "`--dialect` says so".to_owned(),
            By::Field(path) => format!("only this dialect has `{path}`"),
            By::Missing(path) => format!("the other dialect requires `{path}`"),
            By::Nothing => "nothing in it is of another dialect".to_owned(),
        }
    }

    /// Whether nobody said it.
    fn is_guess(&self) -> bool {
        match self.by {
            By::Version | By::Annotation | By::Run => false,
            By::Field(_) | By::Missing(_) | By::Nothing => true,
        }
    }

    /// Says at the first finding that another dialect may not have, whose the document was taken for, where nobody said it.
    pub fn tell(&self, root: &Node, found: &mut Capped) {
        let depends = |found: &Diagnostic| {
            [codes::UNKNOWN_FIELD, codes::WORD, codes::MISSING_FIELD].contains(&found.code)
        };
        let Some(first) = found.first_mut(depends).filter(|_| self.is_guess()) else { return };
        let at = root.get("apiVersion").map_or(root.span, |node| node.span);
        let key = labels::DIALECT;
        first.relate(at, format!("read as {}: {}; `{key}` or `--dialect` chooses", self.dialect, self.why()));
    }
}

/// Tells the dialect of a FlinkCluster of a known version.
pub fn of(root: &Node, version: &str, run: Option<Dialect>, found: &mut impl Extend<Diagnostic>) -> Told {
    let annotation = root
        .get("metadata")
        .and_then(|node| node.get("annotations"))
        .and_then(|node| node.get(labels::DIALECT));
    if version == V1ALPHA1 {
        found.extend(annotation.map(|node| {
            let message = format!("`{}` has no effect: {V1ALPHA1} has one dialect", labels::DIALECT);
            let help = format!("remove it, or write `apiVersion: {API_V1BETA1}`");
            Diagnostic::warning(codes::NO_DIALECT, node.span, message).help(help)
        }));
        return Told { dialect: Dialect::V1alpha1, by: By::Version };
    }
    if let Some(node) = annotation.filter(|node| !node.is_null()) {
        let word = node.as_str().unwrap_or_default();
        if let Some(dialect) = Dialect::of_word(word) {
            return Told { dialect, by: By::Annotation };
        }
        let message = format!("`{word}` is not a dialect of {KIND}");
        let help = format!(
            "write `google` or `spotify` (the operators whose `{API_V1BETA1}` are read); they are told apart by their fields if the annotation is missing"
        );
        found.extend([Diagnostic::error(codes::DIALECT, node.span, message).help(help)]);
    }
    if version == V1BETA2 {
        found.extend([old_name(root)]);
        return Told { dialect: Dialect::Spotify, by: By::Version };
    }
    if let Some(dialect) = run {
        return Told { dialect, by: By::Run };
    }
    let told = |dialect: Dialect| {
        let mut path = Path::default();
        only(root, FlinkCluster::SHAPE, Dialects::only(dialect), &mut path)
            .then(|| Told { dialect, by: By::Field(path.value().to_string()) })
    };
    told(Dialect::Spotify)
        .or_else(|| told(Dialect::Google))
        .or_else(|| {
            let mut path = Path::default();
            wanting(root, FlinkCluster::SHAPE, &mut path)
                .then(|| Told { dialect: Dialect::Spotify, by: By::Missing(path.value().to_string()) })
        })
        .unwrap_or(Told { dialect: Dialect::Google, by: By::Nothing })
}

fn old_name(root: &Node) -> Diagnostic {
    let at = root.get("apiVersion").map_or(root.span, |node| node.span);
    let message = format!("`{V1BETA2}` is what Spotify's operator called its `v1beta1` in 2021");
    Diagnostic::warning(codes::OLD_NAME, at, message)
        .help(format!("write `apiVersion: {API_V1BETA1}`, and the annotation `{}: spotify`", labels::DIALECT))
}

/// Whether there is a field, or a word, that only these dialects have; its path.
fn only(node: &Node, shape: Shape, dialects: Dialects, path: &mut Path) -> bool {
    match (shape, &node.value) {
        (Shape::Object(object), Value::Map(map)) if !object.open => map.0.iter().any(|entry| {
            let Some(member) = object.member(&entry.key) else { return false };
            path.0.push(Step::Key(entry.key.clone()));
            let here = is_only(member.dialects, dialects) || only(&entry.value, member.shape, dialects, path);
            if !here {
                path.0.pop();
            }
            here
        }),
        (Shape::Words(words), Value::String(text)) => {
            words.words.iter().any(|(word, have)| word == text && is_only(*have, dialects))
        }
        _ => false,
    }
}

/// Whether a field is missing that Google's dialect requires and Spotify's does not; its path. Where `spec` itself is missing, or
/// something else, nobody knows what is.
fn wanting(node: &Node, shape: Shape, path: &mut Path) -> bool {
    let (Shape::Object(object), Value::Map(map)) = (shape, &node.value) else { return false };
    object.of(Dialects::GOOGLE).filter(|_| !object.open).any(|member| {
        let optional = member.required.has(Dialect::Google) && !member.required.has(Dialect::Spotify);
        path.0.push(Step::Key(member.name.into()));
        let here = match map.get(member.name) {
            None => optional,
            Some(node) => wanting(node, member.shape, path),
        };
        if !here {
            path.0.pop();
        }
        here
    })
}

fn is_only(have: Dialects, dialects: Dialects) -> bool {
    dialects.covers(have) && have.meets(dialects)
}
