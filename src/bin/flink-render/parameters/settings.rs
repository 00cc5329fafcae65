//! What an Application sets of the plugin's parameters.
//!
//! By `spec.source.plugin.parameters` (`ARGOCD_APP_PARAMETERS`), or by `spec.source.plugin.env` (`ARGOCD_ENV_FLINK_VERSION`);
//! the sidecar's pod sets one for all Applications (`PARAM_FLINK_VERSION`). The first of these counts. Announced defaults are
//! not sent by Argo CD: they are applied here.

use std::collections::BTreeMap;
use std::path::{Component, PathBuf};
use std::sync::Arc;

use flink_render::diagnostic::{Code, Diagnostic, Severity, Source, Span};
use flink_render::render::Options;
use flink_render::render::body::Bodies;
use flink_render::render::ignore::{self, Refusal};
use flink_render::render::parse::{alike, yaml};
use flink_render::tree::{Entry, Map, Node, Value as Tree};

use super::environment::{Environment, escaped};
use super::table::{PARAMETERS, Parameter, Takes};
use crate::codes;
use crate::values;

/// The variable with the parameters of the Application: a JSON array, or `null`.
const GIVEN: &str = "ARGOCD_APP_PARAMETERS";
/// Before the variables of `spec.source.plugin.env`.
const OF_APPLICATION: &str = "ARGOCD_ENV_";
/// Before the variables of single parameters.
const OF_PARAMETER: &str = "PARAM_";

/// What an Application wants.
pub struct Settings {
    pub options: Options,
    pub deny_warnings: bool,
    pub allow_empty: bool,
    pub paths: Vec<PathBuf>,
}

impl Settings {
    /// Reads all of it; what is wrong with it is found in sources that are named like the variables.
    pub fn read(environment: &Environment) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader::default();
        reader.variables(environment, OF_PARAMETER);
        reader.variables(environment, OF_APPLICATION);
        if let Some(text) = environment.get(GIVEN) {
            // The same once more, one variable each.
            reader.findings.retain(|found| !is_of(found, OF_PARAMETER));
            reader.list(text);
        }
        reader.fall_back(environment);
        reader.settings()
    }

    /// Reads them from the data of a ConfigMap, which a KRM function gets.
    pub fn of_map(data: &Map, source: &Arc<Source>) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader::default();
        // What the function renders, its caller decides.
        let known = || names().filter(|name| !matches!(*name, "paths" | "allow-empty"));
        for Entry { key_span, key, value } in &data.0 {
            let refuse = |span, message: String, help: String| {
                let found = Diagnostic::error(codes::PARAMETER, span, message).help(help);
                Diagnostic { source: Some(Arc::clone(source)), ..found }
            };
            match (known().find(|known| known == key), value.as_str()) {
                (Some(known), Some(text)) if !text.is_empty() => {
                    let given = Given { text: text.to_owned(), source: Arc::clone(source), span: value.span };
                    reader.given.insert(known, vec![given]);
                }
                (Some(_), Some(_)) => {}
                (Some(_), None) => {
                    let message = format!("the value of `{key}` is not text");
                    reader.findings.push(refuse(value.span, message, "put it in quotes".to_owned()));
                }
                (None, _) => {
                    let message = format!("no parameter `{key}`");
                    reader.findings.push(refuse(*key_span, message, unknown(key, known(), "")));
                }
            }
        }
        reader.settings()
    }
}

fn is_of(found: &Diagnostic, prefix: &str) -> bool {
    found.source.as_ref().is_some_and(|source| source.name.starts_with(prefix))
}

fn compat(text: &str) -> Result<(), String> {
    if text == "operator" { Ok(()) } else { Err("the only one is `operator`".to_owned()) }
}

/// One text that was set, and where.
#[derive(Clone)]
struct Given {
    text: String,
    source: Arc<Source>,
    span: Span,
}

impl Given {
    fn variable(name: &str, text: &str) -> Self {
        let source = Arc::new(Source::new(name, text));
        Self { text: text.to_owned(), source, span: Span::new(0, text.len()) }
    }
}

fn names() -> impl Iterator<Item = &'static str> + Clone {
    PARAMETERS.iter().map(|parameter| parameter.name)
}

#[derive(Default)]
struct Reader {
    given: BTreeMap<&'static str, Vec<Given>>,
    findings: Vec<Diagnostic>,
}

impl Reader {
    fn settings(mut self) -> (Settings, Vec<Diagnostic>) {
        let settings = Settings {
            options: Options {
                compat_operator: self.text("compat", compat).is_some(),
                dialect: self.text("dialect", |text| values::dialect(text).map_err(str::to_owned)),
                no_custom_resource: self.switch("without-custom-resource"),
                namespace: self.text("namespace", values::namespace),
                flink_version: self
                    .text("flink-version", |text| values::version(text).map_err(str::to_owned)),
                kubernetes: self
                    .text("kube-version", |text| values::kubernetes_version(text).map_err(str::to_owned)),
                // Waves keep the order.
                stage: None,
                bodies: Bodies::Plain,
                ignore: self.codes("ignore"),
            },
            deny_warnings: self.switch("deny-warnings"),
            allow_empty: self.switch("allow-empty"),
            paths: self.paths("paths"),
        };
        (settings, self.findings)
    }

    /// Variables of single parameters: `PREFIX_FLINK_VERSION`, `PREFIX_PATHS_0`.
    fn variables(&mut self, environment: &Environment, prefix: &'static str) {
        let mut lists: BTreeMap<&'static str, BTreeMap<usize, Given>> = BTreeMap::new();
        for (name, value) in environment.all(prefix) {
            let given = Given::variable(&format!("{prefix}{name}"), value);
            let item = |known: &str| name.strip_prefix(&escaped(known))?.strip_prefix('_')?.parse().ok();
            if let Some(known) = names().find(|known| escaped(known) == name) {
                if !value.is_empty() {
                    self.given.insert(known, vec![given]);
                }
            } else if let Some((known, n)) = names().find_map(|known| Some((known, item(known)?))) {
                lists.entry(known).or_default().insert(n, given);
            } else {
                let known: Vec<_> = names().map(escaped).collect();
                let help = unknown(name, known.iter().map(String::as_str), prefix);
                let found = Diagnostic::warning(codes::PARAMETER, given.span, "no parameter of this name");
                self.findings.push(Diagnostic { source: Some(given.source), ..found.help(help) });
            }
        }
        let lists = lists.into_iter().map(|(name, items)| (name, items.into_values().collect()));
        self.given.extend(lists);
    }

    /// The JSON array.
    fn list(&mut self, text: &str) {
        let source = Arc::new(Source::new(GIVEN, text));
        let before = self.findings.len();
        let (documents, failure) = yaml::read(text, Severity::Error);
        self.findings.extend(failure);
        let mut seen = BTreeMap::new();
        for document in documents {
            self.findings.extend(document.findings);
            match &document.root.value {
                Tree::Null => {}
                Tree::List(items) => items.iter().for_each(|item| self.item(item, &source, &mut seen)),
                _ => self.wrong(document.root.span, "not a list of parameters"),
            }
        }
        for found in &mut self.findings[before..] {
            found.source = Some(Arc::clone(&source));
        }
    }

    /// `{"name": "flink-version", "string": "1.20"}`, with `array` or `map` in place of `string`.
    fn item(&mut self, item: &Node, source: &Arc<Source>, seen: &mut BTreeMap<&'static str, Span>) {
        let Some((name, text)) = item.get("name").and_then(|name| Some((name, name.as_str()?))) else {
            return self.wrong(item.span, "a parameter without `name`");
        };
        let Some(Parameter { name: known, takes, .. }) = PARAMETERS.iter().find(|known| known.name == text)
        else {
            let help = unknown(text, names(), "");
            let message = format!("no parameter `{text}`");
            return self.findings.push(Diagnostic::error(codes::PARAMETER, name.span, message).help(help));
        };
        if let Some(first) = seen.insert(known, name.span) {
            let found = Diagnostic::error(
                codes::PARAMETER,
                name.span,
                format!("the parameter `{text}` is given twice"),
            );
            return self.findings.push(found.related(first, "first here").help("remove one of them"));
        }
        let value = ["string", "array"].iter().find_map(|key| item.get(key)).filter(|value| !value.is_null());
        let texts = match (value, takes) {
            (None, _) if item.get("map").is_none_or(Node::is_null) => return,
            (Some(value), _) if value.as_str().is_some() => vec![value],
            (Some(value), Takes::Paths | Takes::Codes) => {
                value.as_list().map_or(vec![value], |items| items.iter().collect())
            }
            _ => {
                let what = if matches!(takes, Takes::Paths | Takes::Codes) { "`array`" } else { "`string`" };
                return self.wrong(item.span, &format!("the value of `{text}` is not a {what}"));
            }
        };
        let mut given = Vec::new();
        for node in texts {
            match node.as_str() {
                Some(text) => {
                    given.push(Given { text: text.to_owned(), source: Arc::clone(source), span: node.span });
                }
                None => self.wrong(node.span, "not a text"),
            }
        }
        given.retain(|given| !given.text.is_empty());
        if !given.is_empty() {
            self.given.insert(known, given);
        }
    }

    fn wrong(&mut self, span: Span, message: &str) {
        let help = "write `spec.source.plugin.parameters` like `[{name: flink-version, string: \"1.20\"}]`";
        self.findings.push(Diagnostic::error(codes::PARAMETER, span, message).help(help));
    }

    /// Argo CD's own word on parameters that nobody set.
    fn fall_back(&mut self, environment: &Environment) {
        for Parameter { name, takes, .. } in PARAMETERS {
            let Takes::Text(Some(variable)) = takes else { continue };
            if let Some(text) = environment.get(variable) {
                self.given.entry(name).or_insert_with(|| vec![Given::variable(variable, text)]);
            }
        }
    }

    fn text<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let given = self.given.get(name)?.first()?.clone();
        match read(&given.text) {
            Ok(value) => Some(value),
            Err(help) => {
                self.refuse(
                    &given,
                    format!("`{}` is not a value of the parameter `{name}`", given.text),
                    help,
                );
                None
            }
        }
    }

    fn switch(&mut self, name: &str) -> bool {
        let read = |text: &str| text.parse().map_err(|_| "write `true` or `false`".to_owned());
        self.text(name, read).unwrap_or(false)
    }

    /// Applications of several tenants share a sidecar: nobody reads what is not below the Application's folder.
    fn paths(&mut self, name: &str) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        for given in self.given.get(name).cloned().unwrap_or_default() {
            let path = PathBuf::from(&given.text);
            if path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
                paths.push(path);
            } else {
                let message = format!("`{}` leads out of the Application's folder", given.text);
                self.refuse(&given, message, "name a path inside it".to_owned());
            }
        }
        if paths.is_empty() { vec![PathBuf::from(".")] } else { paths }
    }

    /// In items, or with commas between them.
    fn codes(&mut self, name: &str) -> Vec<Code> {
        let mut codes = Vec::new();
        for given in self.given.get(name).cloned().unwrap_or_default() {
            for word in given.text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                match ignore::code(word) {
                    Ok(code) => codes.push(code),
                    Err(Refusal { message, help, .. }) => self.refuse(&given, message, help),
                }
            }
        }
        codes
    }

    fn refuse(&mut self, given: &Given, message: String, help: String) {
        let found = Diagnostic::error(codes::PARAMETER, given.span, message).help(help);
        self.findings.push(Diagnostic { source: Some(Arc::clone(&given.source)), ..found });
    }
}

/// The way out for an unknown name.
fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone, prefix: &str) -> String {
    match alike::closest(name, known.clone()) {
        Some(meant) => format!("did you mean `{prefix}{meant}`?"),
        None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
    }
}
