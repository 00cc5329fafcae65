//! A review for scripts.

use crate::fleet::{Conflict, Totals};
use crate::flink::credentials::told;
use crate::flink::options::changes::Shift;
use crate::report::findings::json::findings;
use crate::review::{
    Claims, ClusterChange, ClusterReview, ObjectChange, Review, State, Upgrade, What, shown,
};
use serde_json::{Value, json};

use crate::sink;

/// One object.
pub fn report(review: &Review) -> String {
    let (base, head) = review.totals;
    let value = json!({
        "clusters": review.clusters.iter().map(cluster).collect::<Vec<_>>(),
        "unchanged": review.unchanged,
        "objects": review.others.iter().map(object).collect::<Vec<_>>(),
        "fleet": { "base": totals(base), "head": totals(head) },
        "conflicts": review.conflicts.iter().map(conflict).collect::<Vec<_>>(),
        "warnings": findings(&review.warnings),
        "notes": findings(&review.outdated),
    });
    sink::json::document(&value)
}

/// What clusters share and must not.
pub fn conflict(conflict: &Conflict) -> Value {
    let clusters: Vec<_> = conflict.holders.iter().map(|holder| &holder.title).collect();
    json!({ "shared": conflict.shared.word(), "value": told(&conflict.value), "clusters": clusters })
}

/// What clusters need together: CPU in thousandths of a core, memory in bytes.
pub fn totals(totals: Totals) -> Value {
    let Totals { clusters, jobs, task_managers, slots, cpu, memory } = totals;
    json!({
        "clusters": clusters,
        "jobs": jobs,
        "taskManagers": task_managers,
        "slots": slots,
        "cpuMillis": cpu.millis(),
        "memoryBytes": memory.units(),
    })
}

fn cluster(review: &ClusterReview) -> Value {
    let place = |at: u32| review.source.position(at);
    let (change, before) = match &review.change {
        ClusterChange::Added => ("added", None),
        ClusterChange::Removed => ("removed", None),
        ClusterChange::Changed => ("changed", None),
        ClusterChange::Moved(before) => ("moved", Some(before)),
    };
    let state = match &review.state {
        State::Untouched => json!({ "is": "untouched" }),
        State::Kept(how) => json!({ "is": "kept", "how": how }),
        State::Lost { why, way_out, allowed: None } => {
            json!({ "is": "at-risk", "why": why, "help": way_out })
        }
        State::Lost { why, way_out: _, allowed: Some((reason, _)) } => {
            json!({ "is": "lost", "why": why, "reason": reason })
        }
        State::Refused { why, way_out } => json!({ "is": "refused", "why": why, "help": way_out }),
    };
    let fields = review.fields.iter().map(|field| {
        let (line, column) = place(field.at.start);
        json!({
            "path": field.path.to_string(),
            "base": field.base,
            "head": field.head,
            "line": line,
            "column": column,
            "effect": field.effect.word(),
            "together": field.together,
            "objects": field.objects.iter().filter_map(|n| review.objects.get(*n)).map(ObjectChange::title).collect::<Vec<_>>(),
        })
    });
    let (line, column) = place(review.span.start);
    json!({
        "cluster": review.title,
        "change": change,
        "before": before,
        "file": review.source.name,
        "line": line,
        "column": column,
        "effect": review.effect().word(),
        "effects": review.effects.iter().rev().map(|effect| effect.word()).collect::<Vec<_>>(),
        "start": review.start.as_ref().map(ToString::to_string),
        "state": state,
        "upgrade": review.upgrade.as_ref().map(|upgrade| self::upgrade(upgrade, review)),
        "fields": fields.collect::<Vec<_>>(),
        "objects": review.objects.iter().map(object).collect::<Vec<_>>(),
    })
}

/// What another version of Flink makes of the cluster's settings.
fn upgrade(upgrade: &Upgrade, review: &ClusterReview) -> Value {
    let Upgrade { from, to, settings, defaults, others } = upgrade;
    let settings = settings.iter().map(|setting| {
        let (line, column) = review.source.position(setting.at.start);
        json!({
            "key": setting.key,
            "line": line,
            "column": column,
            "change": setting.word(),
            "message": setting.to_string(),
        })
    });
    let defaults =
        defaults.iter().map(|Shift { key, was, is }| json!({ "key": key, "base": was, "head": is }));
    json!({
        "base": from.to_string(),
        "head": to.to_string(),
        "settings": settings.collect::<Vec<_>>(),
        "defaults": defaults.collect::<Vec<_>>(),
        "otherDefaults": others,
    })
}

/// A change of an object.
pub fn object(object: &ObjectChange) -> Value {
    let (change, before) = match &object.what {
        What::Added => ("added", None),
        What::Removed => ("removed", None),
        What::Changed => ("changed", None),
        What::Replaced(before) => ("replaced", Some(before)),
    };
    let secret = object.is_secret();
    let differences = object.differences.iter().map(|difference| {
        let text = |node: &Option<crate::tree::Node>| node.as_ref().filter(|_| !secret).map(|node| shown(&difference.path, node, &object.sources));
        json!({ "path": difference.path.to_string(), "base": text(&difference.base), "head": text(&difference.head) })
    });
    let refusal = object.refusal.as_ref();
    json!({
        "apiVersion": object.api_version,
        "kind": object.kind,
        "namespace": object.namespace,
        "name": object.name,
        "change": change,
        "before": before,
        "effect": object.effect.word(),
        "refused": refusal.map(|refusal| json!({ "field": refusal.field, "help": refusal.way_out })),
        "claims": object.claims.as_ref().map(|Claims { prefixes, deleted }| json!({ "prefixes": prefixes, "deleted": deleted })),
        "differences": differences.collect::<Vec<_>>(),
    })
}
