//! Where files of the pods are kept, and whether they are still there when the pods are not.

use crate::flink::path::{absolute, parts};
use crate::k8s::expansion;
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
    /// Templates of claims that each pod has for itself, as written.
    pub claims: &'a [Node],
    /// Whether those end with their pod.
    pub claims_end: bool,
    /// Variables of that container, as written.
    pub env: &'a [Node],
}

/// A place that outlives the pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// All pods reach it, wherever they run.
    Everywhere,
    /// Pods of the same node reach it.
    OnOneNode,
    /// Its CSI driver decides, and most drivers make a volume that is written into a pod for that pod only.
    AsItsDriverSays,
}

/// What a claim is that a pod has for itself.
const OWN_CLAIM: &str = "volumeClaimTemplates";

/// Sources that begin and end with a pod, or that nobody writes to.
const OF_THE_POD: &[&str] =
    &["emptyDir", "ephemeral", "configMap", "secret", "downwardAPI", "projected", "image", "gitRepo"];

/// Drivers whose volumes are a share or a bucket with a life of its own, also where a pod's own spec names it.
const SHARES: &[&str] = &[
    "nfs.csi.k8s.io",
    "smb.csi.k8s.io",
    "file.csi.azure.com",
    "blob.csi.azure.com",
    "gcsfuse.csi.storage.gke.io",
];

/// Fields that each pod has a value of its own for (or each component, or each roll-out of it).
const FIELDS_OF_THE_POD: &[&str] = &[
    "metadata.name",
    "metadata.uid",
    "status.podIP",
    "status.podIPs",
    "metadata.labels['component']",
    "metadata.labels['pod-template-hash']",
    "metadata.labels['controller-revision-hash']",
    "metadata.labels['statefulset.kubernetes.io/pod-name']",
    "metadata.labels['apps.kubernetes.io/pod-index']",
];

/// The same of a pod's node: on that node's own disk it changes nothing.
const FIELDS_OF_THE_NODE: &[&str] = &["spec.nodeName", "status.hostIP", "status.hostIPs"];

/// Where a path of these pods is kept, the same for all of them; or why it is not.
pub fn kept(path: &str, pods: &[Mounted<'_>]) -> Result<Kept, String> {
    let path = absolute(path);
    let path = parts(&path);
    let mut kept = Kept::Everywhere;
    let mut first: Option<(&str, Within<'_>)> = None;
    for pod in pods {
        let who = pod.who;
        let within = within(&path, pod).map_err(|why| format!("the {who} {why}"))?;
        // A mount of no volume has a finding of its own.
        let Some(within) = within else { return Ok(Kept::Everywhere) };
        if within.read_only {
            return Err(format!("the {who} mounts the volume `{}` there read-only", within.volume));
        }
        match within.source {
            Some((OWN_CLAIM, _)) if pods.len() > 1 => {
                return Err(format!(
                    "the {who} has the claim `{}` there, which is its own: no other pod reads it",
                    within.volume
                ));
            }
            Some(("hostPath", _)) => kept = Kept::OnOneNode,
            Some(("csi", node)) if !text(node, "driver").is_some_and(|driver| SHARES.contains(&driver)) => {
                kept = Kept::AsItsDriverSays;
            }
            _ => {}
        }
        match &first {
            None => first = Some((who, within)),
            Some((other, before)) if !before.is(&within) => {
                return Err(format!("the {other} and the {who} use different folders there"));
            }
            Some(_) => {}
        }
    }
    Ok(kept)
}

/// Why pods do not find at a path what those before them left there; they need not write to it.
pub fn exchanged(path: &str, before: &[Mounted<'_>], after: &[Mounted<'_>]) -> Option<String> {
    let path = absolute(path);
    let path = parts(&path);
    before.iter().zip(after).find_map(|(before, after)| {
        // What goes with the pods is no other volume's.
        let before = within(&path, before).ok()??;
        match within(&path, after) {
            Err(why) => Some(format!("the new {} {why}", after.who)),
            Ok(Some(within)) if !before.is(&within) => Some(format!(
                "the new {} has a different volume there, or a different folder of it",
                after.who
            )),
            Ok(_) => None,
        }
    })
}

/// A folder of a volume.
struct Within<'a> {
    /// Its name in the pod.
    volume: &'a str,
    read_only: bool,
    source: Option<(&'a str, &'a Node)>,
    folder: Vec<&'a str>,
    expression: Option<&'a str>,
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.get(key).and_then(Node::as_str)
}

/// The variable of this expression whose value is another one in each pod.
fn own_variable<'a>(expression: &'a str, env: &[Node], kind: &str) -> Option<&'a str> {
    let is_own = |path: &str| {
        FIELDS_OF_THE_POD.contains(&path) || (kind != "hostPath" && FIELDS_OF_THE_NODE.contains(&path))
    };
    let mut own: Vec<&str> = Vec::new();
    for variable in env {
        let Some(name) = text(variable, "name") else { continue };
        let field = variable.get("valueFrom").and_then(|from| text(from.get("fieldRef")?, "fieldPath"));
        let of_others = expansion::variables(text(variable, "value").unwrap_or_default());
        let is = field.is_some_and(is_own) || of_others.iter().any(|name| own.contains(name));
        own.retain(|known| *known != name);
        if is {
            own.push(name);
        }
    }
    expansion::variables(expression).into_iter().find(|name| own.contains(name))
}

fn within<'a>(path: &[&'a str], pod: &Mounted<'a>) -> Result<Option<Within<'a>>, String> {
    let covers = |mount: &&'a Node| text(mount, "mountPath").is_some_and(|at| path.starts_with(&parts(at)));
    let mount = pod.mounts.iter().filter(covers);
    let mount = mount.max_by_key(|mount| parts(text(mount, "mountPath").unwrap_or_default()).len());
    let Some(mount) = mount else { return Err("has no volume there, only its container's own disk".into()) };
    let Some(name) = text(mount, "name") else { return Ok(None) };
    let of_claim =
        |claim: &&Node| claim.get("metadata").and_then(|metadata| text(metadata, "name")) == Some(name);
    let source = match pod.volumes.iter().find(|volume| text(volume, "name") == Some(name)) {
        Some(volume) => {
            let sources = volume.as_map().into_iter().flat_map(|map| &map.0);
            sources.map(|entry| (entry.key.as_ref(), &entry.value)).find(|(key, _)| *key != "name")
        }
        None => match pod.claims.iter().find(of_claim) {
            Some(_) if pod.claims_end => {
                return Err(format!("mounts the claim `{name}` there, which is deleted with the pod"));
            }
            Some(claim) => Some((OWN_CLAIM, claim)),
            None => return Ok(None),
        },
    };
    // Kubernetes makes an `emptyDir` of a volume without a source.
    let kind = source.map_or("emptyDir", |(kind, _)| kind);
    if OF_THE_POD.contains(&kind) {
        return Err(format!("mounts the volume `{name}` there, whose `{kind}` is deleted with the pod"));
    }
    let read_only = |node: &Node| node.get("readOnly").is_some_and(|node| node.value == Value::Bool(true));
    let read_only = read_only(mount) || source.is_some_and(|(_, node)| read_only(node));
    let expression = text(mount, "subPathExpr");
    if let Some(variable) = expression.and_then(|expression| own_variable(expression, pod.env, kind)) {
        return Err(format!(
            "uses its own folder of the volume `{name}` there: `{variable}` differs from pod to pod"
        ));
    }
    let mounted_at = parts(text(mount, "mountPath").unwrap_or_default()).len();
    let mut folder = parts(text(mount, "subPath").unwrap_or_default());
    folder.extend(path.iter().skip(mounted_at));
    Ok(Some(Within { volume: name, read_only, source, folder, expression }))
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
