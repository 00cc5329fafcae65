//! Labels, annotations and node selectors, and the names of Secrets.

use std::fmt::Display;

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::labels;
use crate::k8s::names::{self, Wrong};
use crate::model::conventions::{PodGroup, PodLabels};
use crate::model::{BatchScheduler, Cluster, JobManager, Pairs, Pod};
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::{self, pods};
use crate::tree::path::below;
use crate::tree::{Map, Node};

codes! {
    /// The key of a label or an annotation is a name of at most 63 letters, digits, `-`, `_` and `.`, with or without a
    /// domain before it: `example.org/team`.
    LABEL_KEY = 136, "an invalid key of a label or an annotation";
    /// The value of a label is at most 63 letters, digits, `-`, `_` and `.`, or nothing.
    LABEL_VALUE = 137, "an invalid label value";
    /// A Secret's name consists of lower-case letters, digits, `-` and `.`.
    SECRET_NAME = 138, "an invalid Secret name";
    /// The label `flinkoperator.k8s.io/rendered-by` and the annotation `flinkoperator.k8s.io/render-hash` are the compiler's
    /// own: by the one `flink-status-sync` knows whose status it writes, by the other whether objects belong together. Another
    /// value of the label is refused; a hash, left from an output that became an input, is replaced. So are the hash of a pod's
    /// configuration and, where Volcano places pods together, the name of their group (`scheduling.k8s.io/group-name`).
    RESERVED = 139, "a label or annotation reserved for the compiler", warning;
}

const LABELS: &str = fields!("metadata.labels");
const ANNOTATIONS: &str = fields!("metadata.annotations");

/// Checks those of the FlinkCluster itself, of the Ingress, and the selectors.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let metadata = cluster.custom_resource.then(|| cluster.resource.get("metadata")).flatten();
    let part = |name| metadata.and_then(|node| node.get(name));
    map(LABELS, part("labels"), names::label_value, found);
    map(ANNOTATIONS, part("annotations"), |_| Ok(()), found);
    reserved(metadata, found);
    let ingress = cluster.job_manager.ingress.as_ref().and_then(|ingress| ingress.annotations.as_ref());
    map(fields!("spec.jobManager.ingress.annotations"), ingress, |_| Ok(()), found);
    for pod in pods(cluster) {
        let Pod {
            node_selector,
            labels: users_labels,
            annotations,
            init_containers: _,
            sidecars: _,
            resources: _,
            volumes: _,
            volume_mounts: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
        } = pod.user;
        map(
            format_args!("{}.nodeSelector", pod.owner("nodeSelector")),
            node_selector.as_ref(),
            names::label_value,
            found,
        );
        pairs(
            format_args!("{}.podLabels", pod.owner("podLabels")),
            users_labels,
            names::label_value,
            cluster,
            found,
        );
        pairs(
            format_args!("{}.podAnnotations", pod.owner("podAnnotations")),
            annotations,
            |_| Ok(()),
            cluster,
            found,
        );
        replaced(
            format_args!("{}.podAnnotations", pod.owner("podAnnotations")),
            annotations,
            &of_pods(cluster, &pod),
            found,
        );
        if cluster.conventions.pod_labels == PodLabels::OfPods {
            own(format_args!("{}.podLabels", pod.owner("podLabels")), users_labels, found);
        }
    }
    let JobManager { service_labels, service_annotations, .. } = &cluster.job_manager;
    let [of_labels, of_annotations] =
        [fields!("spec.jobManager.ServiceLabels"), fields!("spec.jobManager.ServiceAnnotations")];
    pairs(of_labels, service_labels, names::label_value, cluster, found);
    pairs(of_annotations, service_annotations, |_| Ok(()), cluster, found);
    if cluster.conventions.render_hash && cluster.custom_resource {
        replaced(of_annotations, service_annotations, &[(labels::RENDER_HASH, None)], found);
    }
    if cluster.conventions.pod_labels == PodLabels::OfPods {
        own(of_labels, service_labels, found);
    }
    for secret in &cluster.image.pull_secrets {
        let Some((name, span)) = secret.get("name").and_then(|node| Some((node.as_str()?, node.span))) else {
            continue;
        };
        if let Err(wrong) = names::subdomain(name) {
            let message = format!("{}: `{name}` {wrong}", fields!("spec.image.pullSecrets"));
            found.strict(SECRET_NAME, span, message, "name a Secret of the namespace");
        }
    }
}

fn reserved(metadata: Option<&Node>, found: &mut Findings) {
    let written = |part, key| metadata?.get(part)?.as_map()?.entry(key);
    if let Some(entry) = written("labels", labels::RENDERED_BY)
        && entry.value.as_str() != Some(labels::FLINK_RENDER)
    {
        let message = format!("{LABELS}: `{}` is reserved for the compiler", labels::RENDERED_BY);
        let help = format!("remove it, or set it to `{}`", labels::FLINK_RENDER);
        found.error(RESERVED, entry.key_span, message, help);
    }
    if let Some(entry) = written("annotations", labels::RENDER_HASH) {
        let message =
            format!("{ANNOTATIONS}: `{}` is replaced by that of this rendering", labels::RENDER_HASH);
        found.warning(RESERVED, entry.key_span, message, "remove it: it marks an output");
    }
}

/// Annotations of pods that are the compiler's, each with its value where it is known already.
fn of_pods(cluster: &Cluster, pod: &pods::Pod<'_>) -> Vec<(&'static str, Option<String>)> {
    let mut own = Vec::new();
    let spotify = match cluster.conventions.pod_group {
        PodGroup::Spotify => true,
        PodGroup::Google | PodGroup::Native => false,
    };
    // Of the groups of Spotify's operator, the Job that submits is a member, too.
    if cluster.batch_scheduler.as_ref().is_some_and(BatchScheduler::is_volcano)
        && (spotify || pod.process.is_some())
    {
        own.push((labels::POD_GROUP, Some(names::group(&cluster.name.value))));
    }
    if cluster.conventions.config_hash && pod.process.is_some() {
        own.push((labels::CONFIG_HASH, None));
    }
    own
}

/// Annotations of the user's in whose place the compiler writes its own.
fn replaced(field: impl Display, users: &Pairs, own: &[(&str, Option<String>)], found: &mut Findings) {
    for (key, value) in users {
        let Some((name, ours)) = own.iter().find(|(name, _)| *name == key.value) else { continue };
        if ours.as_ref() == Some(&value.value) {
            continue;
        }
        let by = ours.as_ref().map(|ours| format!(" by `{ours}`")).unwrap_or_default();
        let message = format!("{field}: `{name}` is replaced{by}");
        found.warning(RESERVED, key.span, message, "remove it: it is the compiler's own");
    }
}

/// The compiler's labels tell the pods of a cluster apart: the user's do not replace them.
fn own(field: impl Display, users: &Pairs, found: &mut Findings) {
    for (key, value) in users {
        if [labels::APP_KEY, labels::CLUSTER, labels::COMPONENT, labels::ROLE].contains(&key.value.as_str()) {
            let message = format!("{field}: `{}` is a label of the compiler's", key.value);
            let help = format!(
                "choose another key, such as `team.example.org/{}`: `{}` has no effect here",
                key.value, value.value
            );
            found.error(RESERVED, key.span, message, help);
        }
    }
}

fn pairs(
    field: impl Display,
    pairs: &Pairs,
    value: fn(&str) -> Result<(), Wrong>,
    cluster: &Cluster,
    found: &mut Findings,
) {
    for (key, text) in pairs {
        if let Err(wrong) = names::qualified(&key.value) {
            let message = format!("{field}: the key `{}` {wrong}", key.value.escape_debug());
            let help = "write a name such as `team` or `example.org/team`";
            found.admitted(cluster, LABEL_KEY, key.span, message, help);
        }
        if let Err(wrong) = value(&text.value) {
            let message = format!(
                "{}: the value `{}` {wrong}",
                below(&field.to_string(), &key.value),
                text.value.escape_debug()
            );
            found.admitted(cluster, LABEL_VALUE, text.span, message, "write a shorter or simpler value");
        }
    }
}

fn map(field: impl Display, node: Option<&Node>, value: fn(&str) -> Result<(), Wrong>, found: &mut Findings) {
    for entry in node.and_then(Node::as_map).map(|Map(entries)| entries.as_slice()).unwrap_or_default() {
        if let Err(wrong) = names::qualified(&entry.key) {
            let message = format!("{field}: the key `{}` {wrong}", entry.key.escape_debug());
            found.strict(
                LABEL_KEY,
                entry.key_span,
                message,
                "write a name such as `team` or `example.org/team`",
            );
        }
        let text = entry.value.as_str().unwrap_or_default();
        if let Err(wrong) = value(text) {
            let message = format!(
                "{}: the value `{}` {wrong}",
                below(&field.to_string(), &entry.key),
                text.escape_debug()
            );
            found.strict(LABEL_VALUE, entry.value.span, message, "write a shorter or simpler value");
        }
    }
}
