//! What a cluster is in the other dialect: where defaults or names differ, they are written out.

use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::Shape;
use crate::fields;
use crate::flink::config;
use crate::k8s::dialect::Dialect;
use crate::k8s::labels;
use crate::render::parse::dialect;
use crate::render::resolve::{defaults, slots};
use crate::tree::path::Path;
use crate::tree::{Map, Node, Value};

/// The cluster as it is to be written. What one dialect does not have stays, for others to find.
pub fn wanted(root: &Node, from: Dialect, to: Dialect) -> Node {
    let mut wanted = root.clone();
    if let Some(node) = field(&mut wanted, &["apiVersion"]) {
        node.value = Value::String(to.api_version().into());
    }
    if from != to {
        rename(&mut wanted, from, to);
        scheduler(&mut wanted, to);
        version(&mut wanted, to);
        resources(&mut wanted, from, to);
        // As they follow from each other: what one slot is, then how many there are.
        slots(&mut wanted, from, to);
        differing(&mut wanted, from, to);
    }
    say(&mut wanted, to);
    wanted
}

/// Says whose it is, where it would be taken for another's.
fn say(wanted: &mut Node, to: Dialect) {
    let told = dialect::of(wanted, to.version(), None, &mut Vec::new());
    if let Some(word) = to.word().filter(|_| told.dialect != to)
        && let Some(node) = field(wanted, &["metadata", "annotations", labels::DIALECT])
    {
        node.value = Value::String(word.into());
    }
}

/// Whether a change takes a savepoint has two names.
fn rename(wanted: &mut Node, from: Dialect, to: Dialect) {
    let name = |dialect| match dialect {
        Dialect::V1alpha1 => None,
        Dialect::Google => Some("takeSavepointOnUpgrade"),
        Dialect::Spotify => Some("takeSavepointOnUpdate"),
    };
    let (Some(old), Some(new)) = (name(from), name(to)) else { return };
    if let Some(map) = own(wanted, &["spec", "job"])
        && let Some(entry) = map.0.iter_mut().find(|entry| entry.key == old)
    {
        entry.key = new.into();
    }
}

/// A scheduler without a queue and a priority has a name only, which both dialects of `v1beta1` have.
fn scheduler(wanted: &mut Node, to: Dialect) {
    if to != Dialect::Google {
        return;
    }
    let Some(spec) = own(wanted, &["spec"]).filter(|spec| spec.get("batchSchedulerName").is_none()) else {
        return;
    };
    let Some(n) = spec.0.iter().position(|entry| entry.key == "batchScheduler") else { return };
    if let Some([name]) = spec.0[n].value.as_map().map(|map| &map.0[..])
        && name.key == "name"
    {
        let name = name.value.value.clone();
        spec.0.remove(n);
        set(wanted, &["spec", "batchSchedulerName"], name);
    }
}

/// The version of Flink goes where every dialect has it.
fn version(wanted: &mut Node, to: Dialect) {
    if to == Dialect::Spotify {
        return;
    }
    let Some(spec) = own(wanted, &["spec"]) else { return };
    let Some(n) = spec.0.iter().position(|entry| entry.key == "flinkVersion") else { return };
    let version = spec.0.remove(n).value;
    if let Some(text) = version.as_str().filter(|text| !text.trim().is_empty()) {
        set(wanted, &["metadata", "annotations", labels::FLINK_VERSION], text.to_owned());
    }
}

/// Spotify's dialect gives CPU and memory to those who ask for none.
fn resources(wanted: &mut Node, from: Dialect, to: Dialect) {
    let of = |dialect| match dialect {
        Dialect::V1alpha1 | Dialect::Google => Node::from(Map::default()),
        Dialect::Spotify => defaults::resources(),
    };
    if of(from).is_same(&of(to)) {
        return;
    }
    for component in ["jobManager", "taskManager", "job"] {
        let path = format!("spec.{component}.resources");
        if !has(&path, to)
            && let Some(map) = own(wanted, &["spec", component])
        {
            // Without any is what it asks for.
            map.0.retain(|entry| {
                entry.key != "resources" || entry.value.as_map().is_none_or(|map| !map.is_empty())
            });
        } else if has(&path, to) && (component != "job" || is_job(wanted)) {
            set(wanted, &["spec", component, "resources"], of(from));
        }
    }
}

/// Spotify's dialect has slots by the CPU, and as many subtasks.
fn slots(wanted: &mut Node, from: Dialect, to: Dialect) {
    let slots = ["spec", "flinkProperties", config::SLOTS];
    match (from, to) {
        (Dialect::Spotify, Dialect::V1alpha1 | Dialect::Google) => {
            let task_manager = wanted.get("spec").and_then(|spec| spec.get("taskManager"));
            let each = slots::by_cpu(task_manager.and_then(|node| node.get("resources")));
            let number = task_manager.and_then(|node| node.get("replicas")).filter(|node| !node.is_null());
            let number = number.map_or(Some(defaults::TASK_MANAGER_REPLICAS), number_of);
            set(wanted, &slots, each.to_string());
            let each = find(wanted, &slots).and_then(number_of);
            let all = each.zip(number).and_then(|(each, number)| each.checked_mul(number));
            if let (Some(all), true) = (all, is_job(wanted)) {
                set(wanted, &["spec", "job", "parallelism"], all);
            }
        }
        (Dialect::V1alpha1 | Dialect::Google, Dialect::Spotify) => {
            set(wanted, &slots, config::DEFAULT_SLOTS.to_string());
        }
        (Dialect::V1alpha1 | Dialect::Google, Dialect::V1alpha1 | Dialect::Google)
        | (Dialect::Spotify, Dialect::Spotify) => {}
    }
}

/// The defaults that the other dialect does not have, where it has the field.
fn differing(wanted: &mut Node, from: Dialect, to: Dialect) {
    let all = defaults::all();
    let of = |path: &str, dialect: Dialect| {
        all.iter().find(|(own, have, _)| *own == path && have.has(dialect)).map(|(_, _, value)| value.clone())
    };
    for (path, _, _) in &all {
        let Some(value) = of(path, from).filter(|value| of(path, to).as_ref() != Some(value)) else {
            continue;
        };
        let of_job = Path::of_fields(path).is_in(&Path::of_fields(fields!("spec.job")));
        if has(path, to) && (!of_job || is_job(wanted)) {
            set(wanted, &path.split('.').collect::<Vec<_>>(), value);
        }
    }
}

/// Whether a dialect has a field, by its path.
fn has(path: &str, dialect: Dialect) -> bool {
    let mut shape = FlinkCluster::SHAPE;
    path.split('.').all(|key| {
        let Shape::Object(object) = shape else { return false };
        object.member(key).filter(|member| member.dialects.has(dialect)).is_some_and(|member| {
            shape = member.shape;
            true
        })
    })
}

fn is_job(root: &Node) -> bool {
    Path::of_fields(fields!("spec.job")).find(root).is_some_and(|node| !node.is_null())
}

fn number_of(node: &Node) -> Option<i32> {
    node.scalar()?.trim().parse().ok()
}

fn find<'a>(root: &'a Node, keys: &[&str]) -> Option<&'a Node> {
    keys.iter().try_fold(root, |node, key| node.get(key))
}

/// A mapping that is there.
fn own<'a>(root: &'a mut Node, keys: &[&'static str]) -> Option<&'a mut Map> {
    find(root, keys)?;
    match &mut field(root, keys)?.value {
        Value::Map(map) => Some(map),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => None,
    }
}

/// Gives a field a value that has none.
fn set(root: &mut Node, keys: &[&'static str], value: impl Into<Node>) {
    if let Some(node) = field(root, keys).filter(|node| node.is_null()) {
        *node = value.into();
    }
}

/// The field, made where it is missing; none where something else is in the way.
fn field<'a>(root: &'a mut Node, keys: &[&'static str]) -> Option<&'a mut Node> {
    keys.iter().copied().try_fold(root, |node, key| {
        if node.is_null() {
            node.value = Value::Map(Map::default());
        }
        match &mut node.value {
            Value::Map(map) => Some(map.at(key, |_| false)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => None,
        }
    })
}
