//! Where files of the pods are kept, and whether they are still there when the pods are not.

use crate::tree::{Node, Value};

/// Volumes of a pod, and where its Flink container has them.
#[derive(Debug, Clone, Copy)]
pub struct Mounted<'a> {
    /// `JobManager`
    pub who: &'static str,
    /// As written.
    pub volumes: &'a [Node],
    /// As written.
    pub mounts: &'a [Node],
}

/// A place that outlives the pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// All pods reach it, wherever they run.
    Everywhere,
    /// Pods of the same node reach it.
    OnOneNode,
}

/// Relative paths begin here.
const WORKING_FOLDER: &str = "/opt/flink";

/// Sources that begin and end with a pod, or that nobody writes to.
const OF_THE_POD: &[&str] =
    &["emptyDir", "ephemeral", "configMap", "secret", "downwardAPI", "projected", "image", "gitRepo"];

/// Where a path of these pods is kept, the same for all of them; or why it is not.
pub fn kept(path: &str, pods: &[Mounted<'_>]) -> Result<Kept, String> {
    let path = if path.starts_with('/') { path.to_owned() } else { format!("{WORKING_FOLDER}/{path}") };
    let path = parts(&path);
    let mut kept = Kept::Everywhere;
    let mut first: Option<(&str, Within<'_>)> = None;
    for pod in pods {
        let who = pod.who;
        let within = within(&path, pod).map_err(|why| format!("the {who} {why}"))?;
        // A mount of no volume has a finding of its own.
        let Some(within) = within else { return Ok(Kept::Everywhere) };
        if within.source.is_some_and(|(kind, _)| kind == "hostPath") {
            kept = Kept::OnOneNode;
        }
        match &first {
            None => first = Some((who, within)),
            Some((other, before)) if !before.is(&within) => {
                return Err(format!("the {other} and the {who} have different folders there"));
            }
            Some(_) => {}
        }
    }
    Ok(kept)
}

/// A folder of a volume.
struct Within<'a> {
    source: Option<(&'a str, &'a Node)>,
    folder: Vec<&'a str>,
    expression: Option<&'a str>,
}

fn within<'a>(path: &[&'a str], pod: &Mounted<'a>) -> Result<Option<Within<'a>>, String> {
    let text = |node: &'a Node, key| node.get(key).and_then(Node::as_str);
    let covers = |mount: &&'a Node| text(mount, "mountPath").is_some_and(|at| path.starts_with(&parts(at)));
    let mount = pod.mounts.iter().filter(covers);
    let mount = mount.max_by_key(|mount| parts(text(mount, "mountPath").unwrap_or_default()).len());
    let Some(mount) = mount else { return Err("has no volume there, only the disk of its pod".into()) };
    let Some(name) = text(mount, "name") else { return Ok(None) };
    let Some(volume) = pod.volumes.iter().find(|volume| text(volume, "name") == Some(name)) else {
        return Ok(None);
    };
    let sources = volume.as_map().into_iter().flat_map(|map| &map.0);
    let source = sources.map(|entry| (entry.key.as_ref(), &entry.value)).find(|(key, _)| *key != "name");
    // Kubernetes makes an `emptyDir` of a volume without a source.
    let kind = source.map_or("emptyDir", |(kind, _)| kind);
    if OF_THE_POD.contains(&kind) {
        return Err(format!("has the volume `{name}` there, whose `{kind}` goes with the pod"));
    }
    let read_only = |node: &Node| node.get("readOnly").is_some_and(|node| node.value == Value::Bool(true));
    if read_only(mount) || source.is_some_and(|(_, node)| read_only(node)) {
        return Err(format!("has the volume `{name}` there, and may only read it"));
    }
    let mounted_at = parts(text(mount, "mountPath").unwrap_or_default()).len();
    let mut folder = parts(text(mount, "subPath").unwrap_or_default());
    folder.extend(path.iter().skip(mounted_at));
    Ok(Some(Within { source, folder, expression: text(mount, "subPathExpr") }))
}

impl Within<'_> {
    fn is(&self, other: &Self) -> bool {
        let source = match (self.source, other.source) {
            (Some((kind, one)), Some((other, two))) => kind == other && same(one, two),
            (None, None) => true,
            _ => false,
        };
        source && self.folder == other.folder && self.expression == other.expression
    }
}

/// Whether two sources are the same: not how they are checked or accessed.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Map(one), Value::Map(other)) => {
            let counts = |key: &str| !matches!(key, "readOnly" | "type");
            let within = |one: &crate::tree::Map, other: &crate::tree::Map| {
                one.0
                    .iter()
                    .filter(|entry| counts(&entry.key))
                    .all(|entry| other.get(&entry.key).is_some_and(|value| same(&entry.value, value)))
            };
            within(one, other) && within(other, one)
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (one, other) => one == other,
    }
}

/// The parts of a path, without `.` and `..`.
fn parts(path: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts
}
