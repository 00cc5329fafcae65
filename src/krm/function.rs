//! What a list becomes: the objects of its FlinkClusters, and all other items as they stand.

use std::sync::Arc;

use super::annotations;
use super::list::{Item, List};
use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use crate::k8s::object::Stage;
use crate::k8s::resource::{GROUP, KIND};
use crate::render::body::Bodies;
use crate::render::parse::kinds::{self, Is};
use crate::render::parse::yaml;
use crate::render::{self, Object, Options, Origin, Rendering, ignore};
use crate::tree::Node;

/// What became of a list.
pub struct Output {
    /// Its items.
    pub items: Vec<Item>,
    /// The FlinkClusters that were given.
    pub inputs: Vec<Input>,
    /// What was found, and what of it does not count.
    pub findings: Vec<Diagnostic>,
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

/// Renders the FlinkClusters of a list that is in `source`. `findings`: of its parameters.
pub fn run(list: &List<'_>, source: &Arc<Source>, options: Options, mut findings: Vec<Diagnostic>) -> Output {
    let options = Options { bodies: Bodies::Trees, ..options };
    let mut function = Function { options, inputs: Vec::new(), renderings: Vec::new(), seeming: Vec::new() };
    let items = function.items(list);
    let Function { options, inputs, mut renderings, seeming } = function;
    findings.extend(renderings.iter_mut().flat_map(|done| std::mem::take(&mut done.diagnostics)));
    findings.extend(render::across(&renderings));
    findings
        .extend(seeming.into_iter().map(|found| Diagnostic { source: Some(Arc::clone(source)), ..found }));
    let ignores = renderings.into_iter().flat_map(|done| done.ignores).collect();
    ignore::apply(&mut findings, ignores, &options.ignore, true);
    Output { items, inputs, findings }
}

/// Whether it is a FlinkCluster, of whatever version.
pub fn is_cluster(node: &Node) -> bool {
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
            let Some(mut made) = object.body.tree().cloned() else { continue };
            if is_item && object.kind == KIND {
                annotations::put_back(&mut made, &noted);
            }
            items.push(Item::New(made));
        }
        let node =
            yaml::read(source.text(), Severity::Error).0.into_iter().next().map(|document| document.root);
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
        Is::Cluster(_) | Is::Other(None) | Is::Tools(_) => None,
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
        origin: Origin::of_document(node),
    };
    Rendering { objects: vec![object], ..Rendering::default() }
}
