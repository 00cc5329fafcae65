//! A take-over in its forms: object by object what applying the rendering does, and the steps in their order.

use serde_json::{Value, json};

use super::review::json as review;
use super::review::words;
use crate::k8s::dialect::Dialect;
use crate::review::adopt::Adoption;
use crate::review::takeover::{Left, Row, Takeover, group};
use crate::review::{Manifest, refused};
use crate::sink::{self, Door, markdown, terminal};

fn verdict(row: &Row<'_>) -> &'static str {
    match &row.adoption {
        _ if row.leaving => "it is being deleted",
        _ if row.is_remade() => "it is made again around its pods and claims: see the steps",
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
    let Takeover { rows, left, dialect: _ } = takeover;
    let Look { bullet, door, block } = look;
    let mut out = String::new();
    for row in rows {
        out.push_str(&format!("{bullet}{}: {}\n", door(&title(row)), verdict(row)));
        if let Adoption::Changes(change) = &row.adoption {
            if let Some((why, way_out)) = refused(change).filter(|_| !row.is_remade()) {
                out.push_str(&format!("    {}: {way_out}\n", door(&why)));
            }
            let lines = change.differences.iter().flat_map(|difference| {
                let (path, lines) = words::lines(difference, change);
                std::iter::once(path).chain(lines.into_iter().map(|line| format!("  {line}")))
            });
            out.push_str(&block(&lines.collect::<Vec<_>>()));
        }
    }
    for one in left {
        let Left { group: _, kind, namespace, name, owners: _ } = one;
        let title = door(&format!("{kind} {namespace}/{name}"));
        let what = match one.is_claim() {
            true => "stays as it is: no rendering has it, its StatefulSet does",
            false => "not in the rendering: nothing would manage it",
        };
        out.push_str(&format!("{bullet}{title}: {what}\n"));
    }
    let restarts = rows.iter().filter(|row| row.restarts()).count();
    out.push_str(&match restarts {
        0 => "\nNothing restarts. ".to_owned(),
        n => format!("\n{n} of these restart something or cannot be applied: fix that first. "),
    });
    out.push_str("The steps, in their order:\n\n");
    for (n, (what, commands)) in steps(takeover).into_iter().enumerate() {
        out.push_str(&format!("{}. {what}\n", n + 1));
        if !commands.is_empty() {
            let commands: Vec<_> = commands.iter().map(|command| format!("   {command}")).collect();
            out.push_str(&block(&commands));
        }
    }
    out
}

/// What to do, and by which commands.
fn steps(takeover: &Takeover<'_>) -> Vec<(&'static str, Vec<String>)> {
    let Takeover { rows, left, dialect } = takeover;
    let told = dialect.and_then(Dialect::word).map_or(String::new(), |word| format!(" --dialect {word}"));
    // `-n streams deployment.apps orders-jobmanager`
    let place = |group: &str, kind: &str, namespace: &str, name: &str| {
        let namespace = if namespace.is_empty() { String::new() } else { format!("-n {} ", word(namespace)) };
        let dot = if group.is_empty() { "" } else { "." };
        format!("{namespace}{} {}", word(&format!("{}{dot}{group}", kind.to_lowercase())), word(name))
    };
    let of_row = |row: &Row<'_>| {
        let Manifest { api_version, kind, namespace, name, .. } = row.object;
        place(group(api_version), kind, namespace.unwrap_or_default(), name)
    };
    let owned = rows.iter().filter(|row| !row.owners.is_empty()).map(of_row);
    let claims = left.iter().filter(|left| left.is_claim() && !left.owners.is_empty());
    let claims =
        claims.map(|Left { group, kind, namespace, name, owners: _ }| place(group, kind, namespace, name));
    let owned = owned.chain(claims).map(|place| {
        let remove = r#"--type json -p '[{"op": "remove", "path": "/metadata/ownerReferences"}]'"#;
        format!("kubectl patch {place} {remove}")
    });
    let remade = rows.iter().filter(|row| row.is_remade()).map(of_row);
    let remade: Vec<_> = remade.map(|place| format!("kubectl delete {place} --cascade=orphan")).collect();
    let mut steps = vec![
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
            vec![format!("flink-render render --compat operator{told} clusters/ -o deploy/"), "kubectl diff --recursive -f deploy/".into()],
        ),
    ];
    if !remade.is_empty() {
        steps.push((
            "Delete these StatefulSets without their pods: the operator made the FlinkCluster the owner of their claims, in \
             templates that cannot be changed. The next step makes them again around the same pods and claims.",
            remade,
        ));
    }
    steps.extend([
        ("Let Argo CD or Flux take the folder over, first without pruning. No pod restarts: compare their names.", Vec::new()),
        (
            "Render natively in a change of its own. It restarts the cluster: take a savepoint before, and name it in `fromSavepoint`.",
            Vec::new(),
        ),
    ]);
    steps
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
    let Takeover { rows, left, dialect: _ } = takeover;
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
            "madeAgain": row.is_remade(),
            "owners": row.owners,
            "change": change,
        })
    });
    let left = left.iter().map(|Left { group, kind, namespace, name, owners }| {
        json!({ "group": group, "kind": kind, "namespace": namespace, "name": name, "owners": owners })
    });
    let steps =
        steps(takeover).into_iter().map(|(what, commands)| json!({ "step": what, "commands": commands }));
    let value = json!({
        "objects": objects.collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
    });
    sink::json::document(&value)
}
