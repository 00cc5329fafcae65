//! Whether objects that another program made can be taken over: what applying a rendering over them would do.

use std::collections::BTreeMap;

use super::object::{self, ObjectChange};
use crate::k8s::role::Role;
use crate::k8s::{labels, lists};
use crate::tree::{Entry, Map, Node, Value};

/// What happens to one object.
#[derive(Debug)]
pub enum Adoption {
    /// It is there, and stays as it is but for what does not count.
    Same,
    /// It is there, and changes.
    Changes(Box<ObjectChange>),
    /// It is not there.
    New,
}

/// A live Ingress of the API that is gone, as of the one that is there: the server keeps one object for both.
pub fn modern(live: &Node) -> Node {
    let mut live = live.clone();
    if live.get("apiVersion").and_then(Node::as_str) == Some("extensions/v1beta1") {
        each_map(&mut live, &|map| {
            let (Some(name), Some(port)) = (map.get("serviceName").cloned(), map.get("servicePort").cloned())
            else {
                return;
            };
            let key = if port.as_str().is_some() { "name" } else { "number" };
            let mut of_port = Map::default();
            of_port.push(key, port);
            map.0.retain(|entry| entry.key != "serviceName" && entry.key != "servicePort");
            map.push("service", crate::map! { "name" => name, "port" => of_port });
        });
        if let Value::Map(map) = &mut live.value
            && let Some(entry) = map.0.iter_mut().find(|entry| entry.key == "apiVersion")
        {
            entry.value = crate::k8s::object::INGRESS.0.into();
        }
    }
    live
}

fn each_map(node: &mut Node, change: &impl Fn(&mut Map)) {
    match &mut node.value {
        Value::Map(map) => {
            change(map);
            map.0.iter_mut().for_each(|entry| each_map(&mut entry.value, change));
        }
        Value::List(list) => list.iter_mut().for_each(|item| each_map(item, change)),
        _ => {}
    }
}

/// What applying `ours` over `live` does to an object of this role; fields that only `live` has stay.
pub fn adoption(kind: (&str, &str), live: &Node, ours: &Node, role: Option<Role>) -> Adoption {
    let merged = merge(live, ours, "");
    match object::compare(kind, live, &merged, role) {
        None => Adoption::Same,
        Some(change) => Adoption::Changes(Box::new(change)),
    }
}

/// The object after an apply: mappings are merged, lists that have names too, all else is replaced.
fn merge(live: &Node, ours: &Node, key: &str) -> Node {
    match (&live.value, &ours.value) {
        (Value::Map(before), Value::Map(after)) => {
            let mut map = before.clone();
            let places: BTreeMap<_, _> =
                before.0.iter().enumerate().map(|(n, entry)| (&entry.key, n)).collect();
            for Entry { key, value, .. } in &after.0 {
                match places.get(key).map(|n| &mut map.0[*n]) {
                    Some(entry) => entry.value = merge(&entry.value, value, key),
                    None if is_nothing(value) => {}
                    None => map.push(key.clone(), value.clone()),
                }
            }
            Value::Map(map).into()
        }
        (Value::List(before), Value::List(after)) => lists(before, after, key),
        _ if live.is_same(ours) => live.clone(),
        _ => ours.clone(),
    }
}

fn lists(before: &[Node], after: &[Node], key: &str) -> Node {
    if key == CLAIM_TEMPLATES && before.len() == after.len() {
        return before
            .iter()
            .zip(after)
            .map(|(before, after)| claim_template(before, after))
            .collect::<Vec<_>>()
            .into();
    }
    let name = |node| lists::name(key, node);
    let known: Option<BTreeMap<_, _>> = before.iter().map(|node| Some((name(node)?, node))).collect();
    let ours: Option<Vec<_>> = after.iter().map(name).collect();
    // Of a variable that is there twice, nobody knows which one is meant.
    let known = known.filter(|known| known.len() == before.len());
    let (Some(known), Some(ours)) = (known, ours) else {
        // Known by their place: rules and paths of an Ingress, arguments.
        if before.len() == after.len() {
            return before
                .iter()
                .zip(after)
                .map(|(before, after)| merge(before, after, ""))
                .collect::<Vec<_>>()
                .into();
        }
        return after.to_vec().into();
    };
    // Of two of one name, the first.
    let places: BTreeMap<_, _> = ours.iter().enumerate().rev().map(|(n, name)| (name, n)).collect();
    let mut list: Vec<Node> = before
        .iter()
        .map(|node| match name(node).and_then(|name| places.get(&name)) {
            Some(n) => merge(node, &after[*n], ""),
            None => node.clone(),
        })
        .collect();
    list.extend(
        after.iter().zip(&ours).filter(|(_, name)| !known.contains_key(*name)).map(|(node, _)| node.clone()),
    );
    list.into()
}

/// The list of a StatefulSet that is replaced as a whole.
const CLAIM_TEMPLATES: &str = "volumeClaimTemplates";

/// One of them: what the API server adds to it, and else ours. What others wrote, such as an owner of the claims, does not stay.
fn claim_template(before: &Node, after: &Node) -> Node {
    let (Value::Map(live), Value::Map(ours)) = (&before.value, &after.value) else { return after.clone() };
    let mut merged = ours.clone();
    for key in ["apiVersion", "kind", "status"] {
        if ours.get(key).is_none() {
            merged.push_some(key, live.get(key).cloned());
        }
    }
    for (part, key) in [("metadata", "creationTimestamp"), ("spec", "volumeMode")] {
        let added = live.get(part).and_then(|part| part.get(key)).cloned();
        if let (Some(added), Some(Value::Map(part))) = (added, merged.get_mut(part))
            && part.get(key).is_none()
        {
            part.push(key.to_owned(), added);
        }
    }
    merged.into()
}

/// What the API server leaves out.
fn is_nothing(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::String(text) => text.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Map(Map(entries)) => entries.is_empty(),
        Value::Number(_) => false,
    }
}

/// Who owns a live object: `FlinkCluster orders`.
pub fn owners(live: &Node) -> Vec<String> {
    let references =
        live.get("metadata").and_then(|node| node.get("ownerReferences")).and_then(Node::as_list);
    let name = |owner: &Node| {
        let text = |key| owner.get(key).and_then(Node::as_str).unwrap_or_default();
        format!("{} {}", text("kind"), text("name"))
    };
    references.unwrap_or_default().iter().map(name).collect()
}

/// Whether a live object is a cluster's, by its labels.
pub fn cluster(live: &Node) -> Option<&str> {
    let all = live.get("metadata")?.get("labels")?;
    let text = |key| all.get(key).and_then(Node::as_str);
    (text(labels::APP_KEY) == Some(labels::APP)).then(|| text(labels::CLUSTER)).flatten()
}
