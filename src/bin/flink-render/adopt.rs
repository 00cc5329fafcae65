//! Taking over what the operator made: object by object what applying the rendering does, and the steps in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flink_render::diagnostic::Severity;
use flink_render::render::parse::yaml;
use flink_render::render::{Object, Options};
use flink_render::review::adopt::{Adoption, adoption, cluster, modern, owners};
use flink_render::review::{Effect, refused};
use flink_render::tree::Node;
use serde_json::{Value, json};

use crate::args::InventoryFormat;
use crate::commands::{self, End};
use crate::compile::{Form, compile};
use crate::input::{self, Input, name};
use crate::review::{self, words};
use crate::sink::{self, Door, markdown, terminal};

/// One object of the rendering, and what it meets.
struct Row<'a> {
    object: &'a Object,
    adoption: Adoption,
    owners: Vec<String>,
    leaving: bool,
}

/// Compares the rendering of inputs, as the operator's, with a dump of what there is.
pub fn run(paths: &[PathBuf], options: Options, dump: &Path, format: InventoryFormat) -> io::Result<End> {
    let (inputs, problems) = input::list(paths, None).tell();
    if inputs.iter().any(|input| input.from.is_standard())
        && input::file(dump).is_ok_and(|from| from.is_standard())
    {
        return Ok(End::Problems(vec![input::TWICE.to_owned()]));
    }
    let options = Options { compat_operator: true, ..options };
    let mut compiled = compile(&inputs, problems, &options, Form::Plain);
    let live = match read(dump) {
        Ok(live) => live,
        Err(problem) => return Ok(End::Problems(vec![problem])),
    };
    if let Some(end) = commands::refusal(&mut compiled, inputs.len()) {
        return Ok(end);
    }
    let live: Vec<_> = live.iter().map(modern).collect();
    let known: BTreeMap<_, _> = live.iter().map(|node| (identity(node), node)).collect();
    let rows: Vec<_> = compiled.objects().map(|object| row(object, &known)).collect();
    let ours: BTreeSet<_> = compiled
        .objects()
        .map(|object| (group(&object.api_version), &*object.kind, object.name.as_str()))
        .collect();
    // Pods and ReplicaSets are their Deployment's, and so on.
    let is_ours = |node: &Node| {
        let (group, kind, _, name) = identity(node);
        ours.contains(&(group, kind, name))
            || owners(node).iter().any(|owner| !owner.starts_with("FlinkCluster "))
    };
    let left: Vec<_> = live.iter().filter(|node| cluster(node).is_some() && !is_ours(node)).collect();
    let text = match format {
        InventoryFormat::Human => human(&rows, &left, &TERMINAL),
        InventoryFormat::Markdown => human(&rows, &left, &MARKDOWN),
        InventoryFormat::Json => json(&rows, &left),
    };
    let bad = rows
        .iter()
        .any(|row| gravity(row) > Effect::JobRuns || row.leaving || matches!(row.adoption, Adoption::New));
    commands::print([text.as_str()], if bad { End::Findings } else { End::Fine })
}

fn read(dump: &Path) -> Result<Vec<Node>, String> {
    let input = Input { name: name(dump), from: input::file(dump)? };
    let (source, finding) =
        input::read(&input).map_err(|error| format!("cannot read {}: {error}", input.name))?;
    let source = Arc::new(source);
    let (documents, failure) = yaml::read(&source.text, Severity::Warning);
    if let Some(found) = finding.or(failure) {
        return Err(format!("cannot read {}: {}", input.name, found.message));
    }
    let mut all = Vec::new();
    for document in documents.into_iter().map(|document| document.root) {
        match document.get("items").and_then(Node::as_list) {
            Some(items) => all.extend(items.iter().cloned()),
            None if document.is_null() => {}
            None => all.push(document),
        }
    }
    if all.iter().any(|node| node.get("kind").and_then(Node::as_str).is_none()) {
        return Err(format!("{} is no output of `kubectl get -o yaml`", input.name));
    }
    Ok(all)
}

fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}

fn identity(node: &Node) -> (&str, &str, &str, &str) {
    let metadata = node.get("metadata");
    let of = |key| metadata.map_or("", |node| text(node, key));
    (group(text(node, "apiVersion")), text(node, "kind"), of("namespace"), of("name"))
}

fn row<'a>(object: &'a Object, known: &BTreeMap<(&str, &str, &str, &str), &Node>) -> Row<'a> {
    let namespace = object.namespace.as_deref().unwrap_or_default();
    let key = (group(&object.api_version), &*object.kind, namespace, object.name.as_str());
    let Some(live) = known.get(&key) else {
        return Row { object, adoption: Adoption::New, owners: Vec::new(), leaving: false };
    };
    let (documents, _) = yaml::read(&object.body.text(), Severity::Warning);
    let ours = documents.first().map(|document| &document.root);
    let kind = (&*object.api_version, &*object.kind);
    let adoption = ours.map_or(Adoption::Same, |ours| adoption(kind, live, ours, cluster(live).is_some()));
    let leaving = live.get("metadata").is_some_and(|node| node.get("deletionTimestamp").is_some());
    Row { object, adoption, owners: owners(live), leaving }
}

fn gravity(row: &Row<'_>) -> Effect {
    match &row.adoption {
        Adoption::Changes(change) => change.effect,
        Adoption::Same | Adoption::New => Effect::None,
    }
}

fn verdict(row: &Row<'_>) -> &'static str {
    match &row.adoption {
        _ if row.leaving => "it is being deleted",
        Adoption::Same => "stays as it is",
        Adoption::New => "is not in the dump: it would be made",
        Adoption::Changes(change) => change.effect.phrase(),
    }
}

fn title(row: &Row<'_>) -> String {
    let namespace =
        row.object.namespace.as_deref().map_or(String::new(), |namespace| format!("{namespace}/"));
    format!("{} {namespace}{}", row.object.kind, row.object.name)
}

/// How the two forms for people differ.
struct Look {
    bullet: &'static str,
    door: Door,
    /// Lines that have passed a terminal's door.
    block: fn(&[String]) -> String,
}

const TERMINAL: Look = Look {
    bullet: "",
    door: terminal::line,
    block: |lines| lines.iter().map(|line| format!("    {line}\n")).collect(),
};
const MARKDOWN: Look = Look { bullet: "- ", door: markdown::code, block: |lines| markdown::block("", lines) };

fn human(rows: &[Row<'_>], left: &[&Node], look: &Look) -> String {
    let Look { bullet, door, block } = look;
    let mut out = String::new();
    for row in rows {
        out.push_str(&format!("{bullet}{}: {}\n", door(&title(row)), verdict(row)));
        if let Adoption::Changes(change) = &row.adoption {
            if let Some((why, way_out)) = refused(change) {
                out.push_str(&format!("    {}: {way_out}\n", door(&why)));
            }
            let lines = change.differences.iter().flat_map(|difference| {
                let (path, lines) = words::lines(difference, change);
                std::iter::once(path).chain(lines.into_iter().map(|line| format!("  {line}")))
            });
            out.push_str(&block(&lines.collect::<Vec<_>>()));
        }
    }
    for node in left {
        let (_, kind, namespace, name) = identity(node);
        let title = door(&format!("{kind} {namespace}/{name}"));
        out.push_str(&format!("{bullet}{title}: in no rendering: nobody would look after it\n"));
    }
    let restarts = rows.iter().filter(|row| gravity(row) > Effect::JobRuns).count();
    out.push_str(&match restarts {
        0 => "\nNothing restarts. ".to_owned(),
        n => format!("\n{n} of these restart something or cannot be applied: mend that first. "),
    });
    out.push_str("The steps, in their order:\n\n");
    for (n, (what, commands)) in steps(rows).into_iter().enumerate() {
        out.push_str(&format!("{}. {what}\n", n + 1));
        if !commands.is_empty() {
            let commands: Vec<_> = commands.iter().map(|command| format!("   {command}")).collect();
            out.push_str(&block(&commands));
        }
    }
    out
}

/// What to do, and by which commands.
fn steps(rows: &[Row<'_>]) -> Vec<(&'static str, Vec<String>)> {
    let resource = |kind: &str, api_version: &str| match group(api_version) {
        "" => kind.to_lowercase(),
        group => format!("{}.{group}", kind.to_lowercase()),
    };
    let owned = rows.iter().filter(|row| !row.owners.is_empty()).map(|row| {
        let Object { api_version, kind, namespace, name, .. } = row.object;
        let namespace = namespace.as_deref();
        let namespace = namespace.map_or(String::new(), |namespace| format!(" -n {}", word(namespace)));
        let remove = r#"--type json -p '[{"op": "remove", "path": "/metadata/ownerReferences"}]'"#;
        format!("kubectl patch{namespace} {} {} {remove}", word(&resource(kind, api_version)), word(name))
    });
    vec![
        (
            "Stop the operator, so that nobody else acts (the names are those of its own installation).",
            vec!["kubectl scale -n flink-operator-system deployment/flink-operator-controller-manager --replicas 0".into()],
        ),
        (
            "Remove its webhooks: nobody answers them, and no FlinkCluster could be changed.",
            vec![
                "kubectl delete mutatingwebhookconfiguration flink-operator-mutating-webhook-configuration".into(),
                "kubectl delete validatingwebhookconfiguration flink-operator-validating-webhook-configuration".into(),
            ],
        ),
        (
            "Take the owner references away: else deleting a FlinkCluster deletes its objects, and Argo CD prunes none of them.",
            owned.collect(),
        ),
        (
            "Commit the rendering, and look at what is left to change: what is said above, and nothing else.",
            vec!["flink-render render --compat operator clusters/ -o deploy/".into(), "kubectl diff --recursive -f deploy/".into()],
        ),
        ("Let Argo CD or Flux take the folder over, first without pruning. No pod restarts: compare their names.", Vec::new()),
        (
            "Render natively in a change of its own. It restarts the cluster: take a savepoint before, and name it in `fromSavepoint`.",
            Vec::new(),
        ),
    ]
}

/// A word of a shell, whatever it holds; characters that are not shown are named, and then found nowhere.
fn word(text: &str) -> String {
    match text.chars().all(|c| c.is_ascii_alphanumeric() || "-._/:".contains(c)) {
        true => text.to_owned(),
        false => format!("'{}'", terminal::inside(text).replace('\'', r"'\''")),
    }
}

fn json(rows: &[Row<'_>], left: &[&Node]) -> String {
    let objects = rows.iter().map(|row| {
        let Object { api_version, kind, namespace, name, .. } = row.object;
        let change = match &row.adoption {
            Adoption::Changes(change) => review::object(change),
            Adoption::Same | Adoption::New => Value::Null,
        };
        json!({
            "apiVersion": api_version,
            "kind": kind,
            "namespace": namespace,
            "name": name,
            "there": !matches!(row.adoption, Adoption::New),
            "leaving": row.leaving,
            "effect": gravity(row).word(),
            "owners": row.owners,
            "change": change,
        })
    });
    let left = left.iter().map(|node| {
        let (group, kind, namespace, name) = identity(node);
        json!({ "group": group, "kind": kind, "namespace": namespace, "name": name })
    });
    let steps = steps(rows).into_iter().map(|(what, commands)| json!({ "step": what, "commands": commands }));
    let value = json!({
        "objects": objects.collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
    });
    sink::json::document(&value)
}
