//! A take-over in its forms: object by object what applying the rendering does, and the steps in their order.

mod words;
mod steps;

use serde_json::{Value, json};

use self::steps::steps;
use super::review::json as review;
use super::review::words as differing;
use crate::review::Manifest;
use crate::review::adopt::Adoption;
use crate::review::takeover::{Left, Row, Takeover, Way};
use crate::sink::{self, Door, markdown, terminal};

pub use steps::Call;

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
pub fn human(takeover: &Takeover<'_>, call: &Call) -> String {
    draw(takeover, call, &TERMINAL)
}

/// For a page.
pub fn markdown(takeover: &Takeover<'_>, call: &Call) -> String {
    draw(takeover, call, &MARKDOWN)
}

fn draw(takeover: &Takeover<'_>, call: &Call, look: &Look) -> String {
    let Takeover { rows, missing: _, left } = takeover;
    let Look { bullet, door, block } = look;
    let mut out = String::new();
    for row in rows {
        out.push_str(&format!("{bullet}{}: {}\n", door(&title(row)), words::verdict(row, *door)));
        for sentence in words::advice(row, *door) {
            out.push_str(&format!("    {sentence}\n"));
        }
        if let Adoption::Changes(change) = &row.adoption {
            let lines = change.differences.iter().flat_map(|difference| {
                let (path, lines) = differing::lines(difference, change);
                std::iter::once(path).chain(lines.into_iter().map(|line| format!("  {line}")))
            });
            out.push_str(&block(&lines.collect::<Vec<_>>()));
        }
    }
    for Left { group: _, kind, namespace, name, owners: _, keeper } in left {
        let title = door(&format!("{kind} {namespace}/{name}"));
        out.push_str(&format!("{bullet}{title}: {}\n", words::left(*keeper)));
    }
    for paragraph in words::outcome(takeover, *door) {
        out.push_str(&format!("\n{paragraph}\n"));
    }
    out.push_str("\nThe steps, in their order:\n\n");
    for (n, (what, commands)) in steps(takeover, call).into_iter().enumerate() {
        out.push_str(&format!("{}. {what}\n", n + 1));
        if !commands.is_empty() {
            let commands: Vec<_> = commands.iter().map(|command| format!("   {command}")).collect();
            out.push_str(&block(&commands));
        }
    }
    out
}

/// One object for scripts.
pub fn json(takeover: &Takeover<'_>, call: &Call) -> String {
    let Takeover { rows, missing, left } = takeover;
    // JSON has a door of its own.
    let plain: Door = str::to_owned;
    let objects = rows.iter().map(|row| {
        let Row { object, adoption, way, effect, hazard: _, job: _, owners, leaving } = row;
        let Manifest { api_version, kind, namespace, name, tree: _, source: _, span: _ } = object;
        let change = match adoption {
            Adoption::Changes(change) => review::object(change),
            Adoption::Same | Adoption::New => Value::Null,
        };
        json!({
            "apiVersion": api_version,
            "kind": kind,
            "namespace": namespace,
            "name": name,
            "there": !matches!(adoption, Adoption::New),
            "leaving": leaving,
            "effect": effect.word(),
            "verdict": words::verdict(row, plain),
            "help": words::advice(row, plain),
            "madeAgain": *way == Way::MadeAgain,
            "leftAlone": *way == Way::LeftAlone,
            "owners": owners,
            "change": change,
        })
    });
    let left = left.iter().map(|Left { group, kind, namespace, name, owners, keeper }| {
        let what = words::left(*keeper);
        json!({ "group": group, "kind": kind, "namespace": namespace, "name": name, "owners": owners, "verdict": what })
    });
    let steps = steps(takeover, call)
        .into_iter()
        .map(|(what, commands)| json!({ "step": what, "commands": commands }));
    let value = json!({
        "objects": objects.collect::<Vec<_>>(),
        "missing": missing.iter().map(|cluster| cluster.title()).collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "outcome": words::outcome(takeover, plain),
        "steps": steps.collect::<Vec<_>>(),
    });
    sink::json::document(&value)
}
