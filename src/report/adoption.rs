//! A take-over in its forms: object by object what applying the rendering does, and the steps in their order.

use serde_json::{Value, json};

use super::review::json as review;
use super::review::words;
use crate::review::adopt::Adoption;
use crate::review::takeover::{Left, Row, Takeover, group};
use crate::review::{Manifest, refused};
use crate::sink::{self, Door, markdown, terminal};

fn verdict(row: &Row<'_>) -> &'static str {
    match &row.adoption {
        _ if row.leaving => "it is being deleted",
        Adoption::Same => "stays as it is",
        Adoption::New => "is not in the dump: it would be created",
        Adoption::Changes(change) => change.effect.phrase(),
    }
}

fn title(row: &Row<'_>) -> String {
    let namespace = row.object.namespace.map_or(String::new(), |namespace| format!("{namespace}/"));
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

/// For a terminal.
pub fn human(takeover: &Takeover<'_>) -> String {
    draw(takeover, &TERMINAL)
}

/// For a page.
pub fn markdown(takeover: &Takeover<'_>) -> String {
    draw(takeover, &MARKDOWN)
}

fn draw(takeover: &Takeover<'_>, look: &Look) -> String {
    let Takeover { rows, left } = takeover;
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
    for Left { group: _, kind, namespace, name } in left {
        let title = door(&format!("{kind} {namespace}/{name}"));
        out.push_str(&format!("{bullet}{title}: not in the rendering: nothing would manage it\n"));
    }
    let restarts = rows.iter().filter(|row| row.restarts()).count();
    out.push_str(&match restarts {
        0 => "\nNothing restarts. ".to_owned(),
        n => format!("\n{n} of these restart something or cannot be applied: fix that first. "),
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
        let Manifest { api_version, kind, namespace, name, .. } = row.object;
        let namespace = namespace.map_or(String::new(), |namespace| format!(" -n {}", word(namespace)));
        let remove = r#"--type json -p '[{"op": "remove", "path": "/metadata/ownerReferences"}]'"#;
        format!("kubectl patch{namespace} {} {} {remove}", word(&resource(kind, api_version)), word(name))
    });
    vec![
        (
            "Stop the operator, so that nothing else acts (the names are those of its own installation).",
            vec!["kubectl scale -n flink-operator-system deployment/flink-operator-controller-manager --replicas 0".into()],
        ),
        (
            "Remove its webhooks: nothing answers them any more, and no FlinkCluster could be changed.",
            vec![
                "kubectl delete mutatingwebhookconfiguration flink-operator-mutating-webhook-configuration".into(),
                "kubectl delete validatingwebhookconfiguration flink-operator-validating-webhook-configuration".into(),
            ],
        ),
        (
            "Remove the owner references: otherwise deleting a FlinkCluster deletes its objects, and Argo CD prunes none of them.",
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

/// One object for scripts.
pub fn json(takeover: &Takeover<'_>) -> String {
    let Takeover { rows, left } = takeover;
    let objects = rows.iter().map(|row| {
        let Manifest { api_version, kind, namespace, name, .. } = &row.object;
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
            "effect": row.effect().word(),
            "owners": row.owners,
            "change": change,
        })
    });
    let left = left.iter().map(|Left { group, kind, namespace, name }| {
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
