//! A KRM function, for kustomize and kpt: a ResourceList from standard input to standard output.
//!
//! FlinkClusters among the items, and one as the functionConfig, are rendered; the objects follow their FlinkCluster. All other
//! items stay as they are, to the byte. Source: the KRM Functions Specification, which calls this interface
//! `config.kubernetes.io/v1`; functions of older kustomize and kpt speak v1beta1 and v1alpha1, with the same fields.

mod annotations;
mod list;
mod anew;
mod results;

use std::io;
use std::sync::Arc;

use flink_render::api::{GROUP, KIND};
use flink_render::diagnostic::{Diagnostic, Severity, Source, Span};
use flink_render::k8s::object::Stage;
use flink_render::render::parse::kinds::{self, Is};
use flink_render::render::parse::yaml;
use flink_render::render::{self, Object, Options, Rendering, ignore};
use flink_render::tree::{Map, Node};

use crate::cmp::settings::Settings;
use crate::codes;
use crate::commands::{End, print, report_of};
use crate::compile::fails;
use crate::input;
use list::{Item, List};

/// Standard input to standard output; with errors, the items come back as they were, with the results.
pub fn krm() -> io::Result<End> {
    let (source, finding) =
        match input::read(&input::Input { name: "-".to_owned(), from: input::From::Standard }) {
            Ok((source, finding)) => (Arc::new(source), finding),
            Err(error) => return Ok(End::Problems(vec![format!("cannot read standard input: {error}")])),
        };
    let list = match finding.map_or_else(|| read(&source), |finding| Err(vec![finding])) {
        Ok(list) => list,
        Err(found) => {
            let found: Vec<_> = found
                .into_iter()
                .map(|found| Diagnostic { source: Some(Arc::clone(&source)), ..found })
                .collect();
            report_of(&found, 1);
            return Ok(End::Findings);
        }
    };
    let (settings, mut findings) = settings(&list, &source);
    let mut function = Function {
        options: settings.options,
        inputs: Vec::new(),
        renderings: Vec::new(),
        seeming: Vec::new(),
    };
    let items = function.items(&list);
    findings.extend(function.renderings.iter_mut().flat_map(|done| std::mem::take(&mut done.diagnostics)));
    findings.extend(render::across(&function.renderings));
    findings.extend(
        function.seeming.drain(..).map(|found| Diagnostic { source: Some(Arc::clone(&source)), ..found }),
    );
    let ignores = function.renderings.iter_mut().flat_map(|done| std::mem::take(&mut done.ignores)).collect();
    ignore::apply(&mut findings, ignores, &function.options.ignore, true);
    report_of(&findings, function.inputs.len());
    let failed = fails(&findings, settings.deny_warnings);
    let items = if failed { list.unchanged() } else { items };
    let results = findings.iter().map(|found| results::result(found, &function.inputs)).collect();
    print([list.write(items, results).as_str()], if failed { End::Findings } else { End::Fine })
}

fn read(source: &Arc<Source>) -> Result<List<'_>, Vec<Diagnostic>> {
    let text = source.text.as_str();
    let (documents, failure) = yaml::read(text, Severity::Error);
    if let Some(failure) = failure {
        return Err(vec![failure]);
    }
    let wrong = |message: &str| {
        let help = "this command is a function of kustomize or kpt, which write a ResourceList";
        Err(vec![Diagnostic::error(codes::RESOURCE_LIST, Span::default(), message).help(help)])
    };
    let mut documents = documents.into_iter().filter(|document| !document.root.is_null());
    let (Some(document), None) = (documents.next(), documents.next()) else {
        return wrong("not one document");
    };
    if document.findings.iter().any(Diagnostic::is_error) {
        return Err(document.findings.of(source));
    }
    match List::new(text, document) {
        Some(list) => Ok(list),
        None => wrong("not a ResourceList of config.kubernetes.io/v1, v1beta1 or v1alpha1"),
    }
}

/// A ConfigMap as the functionConfig holds parameters, the same as the plugin's of Argo CD.
fn settings(list: &List<'_>, source: &Arc<Source>) -> (Settings, Vec<Diagnostic>) {
    let empty = Map::default();
    let (data, findings) = match list.function_config() {
        None => (&empty, None),
        Some(config) if is_cluster(config) => (&empty, None),
        Some(config) if config.get("kind").and_then(Node::as_str) == Some("ConfigMap") => {
            (config.get("data").and_then(Node::as_map).unwrap_or(&empty), None)
        }
        Some(config) => {
            let message = format!("the functionConfig is neither a {KIND} nor a ConfigMap");
            let found = Diagnostic::error(codes::RESOURCE_LIST, config.span, message)
                .help("give a FlinkCluster to render, or parameters in the data of a ConfigMap");
            (&empty, Some(Diagnostic { source: Some(Arc::clone(source)), ..found }))
        }
    };
    let (settings, mut found) = Settings::of_map(data, source);
    found.extend(findings);
    (settings, found)
}

fn is_cluster(node: &Node) -> bool {
    let api = node.get("apiVersion").and_then(Node::as_str);
    node.get("kind").and_then(Node::as_str) == Some(KIND)
        && api.and_then(|api| api.split_once('/')).is_some_and(|(group, _)| group == GROUP)
}

fn identity(node: &Node) -> [Option<&str>; 4] {
    let metadata = node.get("metadata");
    let of = |name| metadata.and_then(|metadata| metadata.get(name)).and_then(Node::as_str);
    let head = |name| node.get(name).and_then(Node::as_str);
    [head("apiVersion"), head("kind"), of("namespace"), of("name")]
}

/// One FlinkCluster that was given.
pub struct Input {
    /// Without what kustomize and kpt note in it.
    pub source: Arc<Source>,
    /// The same, with the places in the source.
    pub node: Option<Node>,
    /// `clusters/orders.yaml`, and the number of the document in it.
    pub file: Option<(String, Option<String>)>,
}

struct Function {
    options: Options,
    inputs: Vec<Input>,
    renderings: Vec<Rendering>,
    /// Other items that are not what they seem.
    seeming: Vec<Diagnostic>,
}

impl Function {
    /// What the list becomes.
    fn items(&mut self, list: &List<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        let config = list.function_config().filter(|config| is_cluster(config));
        // kustomize puts a generator's configuration among the items, too, and marks it: it stands for what is generated.
        let is_config = |item: &Node| config.is_some_and(|config| identity(item) == identity(config));
        for (n, node) in list.items().iter().enumerate() {
            if is_config(node) && annotations::is_local(node) {
                continue;
            }
            if is_cluster(node) {
                self.render(node, format!("items[{n}]"), true, &mut items);
            } else {
                self.seeming.extend(seeming(node));
                self.renderings.push(as_it_stands(node, n));
                items.push(Item::Kept(n));
            }
        }
        let rendered = |item: &Node| is_config(item) && !annotations::is_local(item);
        if let Some(config) = config.filter(|_| !list.items().iter().any(rendered)) {
            self.render(config, "functionConfig".to_owned(), false, &mut items);
        }
        items
    }

    fn render(&mut self, node: &Node, name: String, is_item: bool, items: &mut Vec<Item>) {
        let (node, noted) = annotations::take(node);
        let file = annotations::file(&noted);
        // Its lines are not those of the file any more.
        let name = file.as_ref().map_or(name, |(path, _)| format!("{path}, as it was passed on"));
        let source = Arc::new(Source::new(name, render::emit::emit(&node)));
        let rendering = render::render(&source, &self.options);
        for object in &rendering.objects {
            let mut documents = yaml::read(&object.body.text(), Severity::Error).0.into_iter();
            let Some(mut made) = documents.next().map(|document| document.root) else { continue };
            if is_item && object.kind == KIND {
                annotations::put_back(&mut made, &noted);
            }
            items.push(Item::New(made));
        }
        let node =
            yaml::read(&source.text, Severity::Error).0.into_iter().next().map(|document| document.root);
        self.inputs.push(Input { source, node, file });
        self.renderings.push(rendering);
    }
}

/// What is to be said of an item that is no FlinkCluster, and perhaps should be.
fn seeming(node: &Node) -> Option<Diagnostic> {
    let [api_version, kind, ..] = identity(node);
    match kinds::kind(node, api_version?, kind?) {
        Is::Refused(found) | Is::Other(Some(found)) => Some(found),
        // What tools keep among the items is theirs.
        Is::Cluster | Is::Other(None) | Is::Tools(_) => None,
    }
}

/// Another item: it counts when two objects are the same.
fn as_it_stands(node: &Node, n: usize) -> Rendering {
    let text = |node: Option<&Node>| node.and_then(Node::as_str).map(str::to_owned);
    let metadata = node.get("metadata");
    let field = |name| text(metadata.and_then(|metadata| metadata.get(name)));
    let (_, noted) = annotations::take(node);
    let name = annotations::file(&noted).map_or(format!("items[{n}]"), |(path, _)| path);
    let object = Object {
        api_version: text(node.get("apiVersion")).unwrap_or_default().into(),
        kind: text(node.get("kind")).unwrap_or_default().into(),
        namespace: field("namespace"),
        name: field("name").unwrap_or_default(),
        stage: Stage::Run,
        body: String::new().into(),
        source: Arc::new(Source::new(name, "")),
        span: Span::default(),
    };
    Rendering { objects: vec![object], ..Rendering::default() }
}
