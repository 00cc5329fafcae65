//! The volumes of the pods, and who mounts them.

use std::collections::BTreeMap;

use crate::diagnostic::{Span, codes};
use crate::k8s::names;
use crate::model::{self, Cluster};
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::{Container, Pod, pods};
use crate::tree::Node;

codes! {
    /// A volume's name consists of lower-case letters, digits and `-`.
    VOLUME_NAME = 120, "an invalid volume name";
    /// A pod cannot have two volumes of the same name. The names `flink-config-volume`, `hadoop-config-volume` and
    /// `gcp-service-account-volume` are the compiler's.
    VOLUME_TWICE = 121, "a duplicate volume";
    /// A volume has one source, such as `emptyDir: {}`.
    VOLUME_SOURCE = 122, "a volume with two sources";
    /// Kubernetes makes an `emptyDir` of a volume without a source: its content is deleted with its pod. It is rendered as such.
    NO_SOURCE = 179, "a volume without a source", warning;
    /// A mount names a volume of its pod.
    MOUNT_VOLUME = 123, "a mount without a volume";
    /// A container cannot mount two volumes at the same path. The compiler mounts `/opt/flink/conf` and the paths of
    /// `hadoopConfig` and `gcpConfig`.
    MOUNT_TWICE = 124, "a path mounted twice";
    /// A mount path is a path in the container and contains no `:`; a `subPath` stays inside its volume.
    MOUNT_PATH = 125, "an invalid mount path";
}

/// Checks all pods.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for pod in pods(cluster) {
        let model::Pod {
            volumes: users,
            volume_mounts,
            labels: _,
            annotations: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
            init_containers: _,
            sidecars: _,
            resources: _,
            node_selector: _,
        } = pod.user;
        let mut names = volumes(&pod, users, found);
        claims(&pod, &mut names, found);
        let field = format!("{}.volumeMounts", pod.field);
        mounts(&field, volume_mounts, &pod.own_mounts, &names, found);
        for Container { field, node: container, is_init: _ } in pod.containers() {
            let list = container.get("volumeMounts").and_then(Node::as_list).unwrap_or_default();
            mounts(&format!("{field}.volumeMounts"), list, &[], &names, found);
        }
    }
}

fn volumes<'a>(pod: &Pod<'a>, list: &'a [Node], found: &mut Findings) -> BTreeMap<&'a str, Span> {
    let mut names = BTreeMap::new();
    for name in &pod.own_volumes {
        names.insert(*name, Span::default());
    }
    for (n, volume) in list.iter().enumerate() {
        let Some(map) = volume.as_map() else { continue };
        let field = format!("{}.volumes[{n}]", pod.field);
        let sources: Vec<_> = map.0.iter().filter(|entry| entry.key != "name").collect();
        match sources.as_slice() {
            [_] => {}
            [] => {
                let message = format!(
                    "{field} has no source: Kubernetes makes it an `emptyDir`, which is deleted with its pod"
                );
                let help = "write `emptyDir: {}` if that is meant, else its source, such as `configMap: {name: ...}`";
                found.warning(NO_SOURCE, volume.span, message, help);
            }
            [first, second, ..] => {
                let message = format!("{field} has two sources, `{}` and `{}`", first.key, second.key);
                found.strict(VOLUME_SOURCE, second.key_span, message, "split it into two volumes");
            }
        }
        let Some((name, span)) = text(volume, "name") else { continue };
        if let Err(wrong) = names::label(name) {
            let message = format!("{field}.name: `{name}` {wrong}");
            found.strict(VOLUME_NAME, span, message, "choose another name");
        }
        match names.get(name) {
            None => {
                names.insert(name, span);
            }
            Some(first) => {
                let first = *first;
                let message = format!("{field}: the volume `{name}` is defined twice");
                let finding = found.strict(VOLUME_TWICE, span, message, "choose another name");
                finding.first_at(first, "the compiler has a volume of this name");
            }
        }
    }
    names
}

/// Templates of claims are volumes of the pod by their names.
fn claims<'a>(pod: &Pod<'a>, names: &mut BTreeMap<&'a str, Span>, found: &mut Findings) {
    for (n, claim) in pod.process.into_iter().flat_map(|process| &process.claim_templates).enumerate() {
        let field = format!("{}.volumeClaimTemplates[{n}]", pod.field);
        // That there is no metadata was said.
        let Some(metadata) = claim.get("metadata") else { continue };
        let Some((name, span)) = text(metadata, "name") else {
            let message = format!("{field} has no name");
            found.strict(VOLUME_NAME, claim.span, message, "add `metadata: {name: data}`: mounts name it");
            continue;
        };
        if let Err(wrong) = names::label(name) {
            let message = format!("{field}.metadata.name: `{name}` {wrong}");
            found.strict(VOLUME_NAME, span, message, "choose another name");
        }
        match names.get(name) {
            None => {
                names.insert(name, span);
            }
            Some(first) => {
                let first = *first;
                let message = format!("{field}: the volume `{name}` is defined twice");
                let finding = found.strict(VOLUME_TWICE, span, message, "choose another name");
                finding.first_at(first, "the compiler has a volume of this name");
            }
        }
    }
}

fn mounts(field: &str, list: &[Node], own: &[&str], volumes: &BTreeMap<&str, Span>, found: &mut Findings) {
    let mut paths: BTreeMap<&str, Span> = own.iter().map(|path| (trimmed(path), Span::default())).collect();
    for (n, mount) in list.iter().enumerate() {
        if let Some((name, span)) = text(mount, "name")
            && !volumes.contains_key(name)
        {
            let message = format!("{field}[{n}]: the pod has no volume `{name}`");
            let help = match some(volumes) {
                list if list.is_empty() => "add the volume".to_owned(),
                list => format!("add the volume; the pod has {list}"),
            };
            found.strict(MOUNT_VOLUME, span, message, help);
        }
        if let Some((path, span)) = text(mount, "subPath")
            && (path.starts_with('/') || path.split('/').any(|part| part == ".."))
        {
            let message = format!("{field}[{n}].subPath leaves its volume");
            found.strict(MOUNT_PATH, span, message, "write a relative path without `..`");
        }
        let Some((path, span)) = text(mount, "mountPath") else { continue };
        if path.is_empty() || path.contains(':') {
            let message = format!("{field}[{n}].mountPath is empty or contains a `:`");
            found.strict(MOUNT_PATH, span, message, "write a path in the container");
        }
        match paths.get(trimmed(path)) {
            None => {
                paths.insert(trimmed(path), span);
            }
            Some(first) => {
                let first = *first;
                let message = format!("{field}[{n}]: `{path}` is mounted twice");
                let finding = found.strict(MOUNT_TWICE, span, message, "choose another path");
                finding.first_at(first, "the compiler mounts something here");
            }
        }
    }
}

/// The first volumes of a pod, and how many more there are.
fn some(volumes: &BTreeMap<&str, Span>) -> String {
    const SHOWN: usize = 20;
    let list: Vec<_> = volumes.keys().take(SHOWN).copied().collect();
    let list = list.join(", ");
    if volumes.len() > SHOWN { format!("{list} and {} more", volumes.len() - SHOWN) } else { list }
}

fn trimmed(path: &str) -> &str {
    if path.len() > 1 { path.trim_end_matches('/') } else { path }
}

fn text<'a>(node: &'a Node, key: &str) -> Option<(&'a str, Span)> {
    let value = node.get(key)?;
    Some((value.as_str()?, value.span))
}
