//! The claims of volumes that a cluster's pods mount, and those that one node only may use.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source, codes};
use crate::model::{self, Text};
use crate::tree::{Node, Spanned, Value};

codes! {
    /// A volume that is claimed with `accessModes: [ReadWriteOnce]` is attached to one node: pods on other nodes wait for it, and do
    /// not start. It is found where the claim is among the files. `ReadWriteMany` lets all pods use it, if the storage supports it;
    /// `ephemeral` gives each pod its own volume.
    ONE_NODE = 178, "a claim for one node that several pods use", warning;
}

/// What a claim allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// One node, or one pod.
    OneNode,
    /// Many nodes, to read.
    ManyRead,
    /// Many nodes.
    Many,
}

impl Access {
    /// What a PersistentVolumeClaim asks for; none where it says nothing.
    pub fn of(claim: &Node) -> Option<Self> {
        let modes = claim.get("spec")?.get("accessModes")?.as_list()?;
        let has = |mode: &str| modes.iter().any(|node| node.as_str() == Some(mode));
        Some(match (has("ReadWriteMany"), has("ReadOnlyMany")) {
            (true, _) => Self::Many,
            (false, true) => Self::ManyRead,
            (false, false) if has("ReadWriteOnce") || has("ReadWriteOncePod") => Self::OneNode,
            (false, false) => return None,
        })
    }
}

/// A claim that a cluster's pods mount.
#[derive(Debug, Clone)]
pub struct Mounted {
    /// Its namespace; none: where the cluster is applied.
    pub namespace: Option<String>,
    /// Its name.
    pub claim: Text,
    /// Whether none of them writes.
    read_only: bool,
    /// How many pods.
    pods: i64,
    /// What declares the cluster.
    pub source: Arc<Source>,
}

/// The claims that a cluster's pods mount.
pub fn mounted(cluster: &model::Cluster, source: &Arc<Source>) -> Vec<Mounted> {
    let namespace = cluster.namespace.as_ref().map(|namespace| namespace.value.clone());
    let task_managers = cluster.task_manager.replicas.value.into();
    let components = [(&cluster.task_manager.pod, task_managers), (&cluster.job_manager.pod, 1)];
    let mut all: BTreeMap<String, Mounted> = BTreeMap::new();
    for (pod, pods) in components.into_iter().chain(cluster.job.as_ref().map(|job| (&job.pod, 1))) {
        let model::Pod {
            volumes,
            labels: _,
            annotations: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
            init_containers: _,
            sidecars: _,
            resources: _,
            volume_mounts: _,
            node_selector: _,
        } = pod;
        for claim in volumes.iter().filter_map(|volume| volume.get("persistentVolumeClaim")) {
            let Some(name) = claim.get("claimName") else { continue };
            let Some(text) = name.as_str() else { continue };
            let read_only = claim.get("readOnly").is_some_and(|node| node.value == Value::Bool(true));
            let claim = Spanned { span: name.span, value: text.to_owned() };
            let entry = all.entry(text.to_owned()).or_insert_with(|| Mounted {
                namespace: namespace.clone(),
                claim,
                read_only: true,
                pods: 0,
                source: Arc::clone(source),
            });
            entry.pods += pods;
            entry.read_only &= read_only;
        }
    }
    all.into_values().collect()
}

/// What is wrong with a claim of which this is known.
pub fn conflict(mounted: &Mounted, access: Access) -> Option<Diagnostic> {
    let Mounted { namespace: _, claim, read_only, pods, source } = mounted;
    let fits = match access {
        Access::Many => true,
        Access::ManyRead => *read_only,
        Access::OneNode => false,
    };
    if fits || *pods < 2 {
        return None;
    }
    let message = format!("only one node can mount the claim `{}`, but {pods} pods use it", claim.value);
    let help = "pods on other nodes do not start: use `accessModes: [ReadWriteMany]` if the storage supports it, or give each \
                pod its own by `ephemeral: {volumeClaimTemplate: ...}`";
    let mut diagnostic = Diagnostic::warning(ONE_NODE, claim.span, message).help(help);
    diagnostic.source = Some(Arc::clone(source));
    Some(diagnostic)
}
