//! The volumes of the pods, and who mounts them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Display;

use crate::diagnostic::{Span, codes};
use crate::flink::path::of_mount;
use crate::k8s::names;
use crate::model::{self, Cluster};
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, text, unknown_word};
use crate::render::validate::pods::{Container, Own, Pod, own, pods};
use crate::tree::{Node, Value};

codes! {
    /// A volume's name consists of lower-case letters, digits and `-`.
    VOLUME_NAME = 120, "an invalid volume name";
    /// A pod cannot have two volumes of the same name. The names `flink-config-volume`, `hadoop-config-volume` and
    /// `gcp-service-account-volume` are the compiler's.
    VOLUME_TWICE = 121, "a duplicate volume";
    /// A mount names a volume of its pod.
    MOUNT_VOLUME = 123, "a mount without a volume";
    /// A container cannot mount two volumes at the same path. The compiler mounts `/opt/flink/conf` and the paths of
    /// `hadoopConfig` and `gcpConfig`.
    MOUNT_TWICE = 124, "a path mounted twice";
    /// A mount path is a path in the container from `/` on, and contains no `:`; a `subPath` or `subPathExpr` stays inside its volume, and there
    /// is one of them.
    MOUNT_PATH = 125, "an invalid mount path", warning;
    /// What is mounted below shows `None`, `HostToContainer`, or, in a privileged container, `Bidirectional`.
    MOUNT_PROPAGATION = 203, "an invalid propagation of mounts", warning;
}

/// Checks all pods.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let written = cluster.written_folders().len();
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
        let own = own(cluster, &pod, written);
        let mut names = volumes(&pod, &own, users, found);
        claims(&pod, &mut names, found);
        let field = format_args!("{}.volumeMounts", pod.field);
        mounts(field, volume_mounts, &own.mounts, false, &names, found);
        for Container { field, node: container, is_init: _ } in pod.containers() {
            let list = list(container, "volumeMounts");
            let context = container.get("securityContext").and_then(|context| context.get("privileged"));
            let privileged = context.is_some_and(|privileged| privileged.value == Value::Bool(true));
            mounts(format_args!("{field}.volumeMounts"), list, &[], privileged, &names, found);
        }
    }
}

fn volumes<'a>(
    pod: &Pod<'_>,
    own: &'a Own<'_>,
    list: &'a [Node],
    found: &mut Findings,
) -> BTreeMap<&'a str, Span> {
    let mut names = BTreeMap::new();
    for name in &own.volumes {
        names.insert(name.as_str(), Span::default());
    }
    for (n, volume) in list.iter().enumerate() {
        let field = format_args!("{}.volumes[{n}]", pod.field);
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

/// `own`: paths of the compiler's mounts; `privileged`: whether the container is.
fn mounts(
    field: impl Display,
    list: &[Node],
    own: &[&str],
    privileged: bool,
    volumes: &BTreeMap<&str, Span>,
    found: &mut Findings,
) {
    let mut paths: BTreeMap<String, Span> =
        own.iter().map(|path| (of_mount(path), Span::default())).collect();
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
        for key in ["subPath", "subPathExpr"] {
            if let Some((path, span)) = text(mount, key).filter(|(path, _)| leaves(path)) {
                let message = format!("{field}[{n}].{key}: `{}` leaves its volume", path.escape_debug());
                found.strict(MOUNT_PATH, span, message, "write a relative path without `..`");
            }
        }
        if let (Some((first, _)), Some((second, span))) = (text(mount, "subPath"), text(mount, "subPathExpr"))
            && !first.is_empty()
            && !second.is_empty()
        {
            let message = format!("{field}[{n}] has a subPath and a subPathExpr");
            found.strict(MOUNT_PATH, span, message, "keep one of them");
        }
        propagation(format_args!("{field}[{n}]"), mount, privileged, found);
        let Some((path, span)) = text(mount, "mountPath") else { continue };
        if path.is_empty() || path.contains(':') {
            let message = format!("{field}[{n}].mountPath is empty or contains a `:`");
            found.strict(MOUNT_PATH, span, message, "write a path in the container");
        }
        if path.is_empty() {
            continue;
        }
        if !path.starts_with(['/', '\\']) {
            let message = format!("{field}[{n}].mountPath: `{path}` is taken for `/{path}`");
            found.warning(MOUNT_PATH, span, message, format!("write `/{path}`"));
        }
        match paths.entry(of_mount(path)) {
            Entry::Vacant(place) => {
                place.insert(span);
            }
            Entry::Occupied(first) => {
                let first = *first.get();
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

/// Whether a path is none inside a volume.
pub fn leaves(path: &str) -> bool {
    path.starts_with('/') || path.split('/').any(|part| part == "..")
}

fn propagation(field: impl Display, mount: &Node, privileged: bool, found: &mut Findings) {
    const WORDS: [&str; 3] = ["Bidirectional", "HostToContainer", "None"];
    if let Some((span, wrong)) = unknown_word(mount, "mountPropagation", &WORDS) {
        found.strict(MOUNT_PROPAGATION, span, format!("{field}.{wrong}"), "write one of them");
    }
    if let Some(("Bidirectional", span)) = text(mount, "mountPropagation")
        && !privileged
    {
        let message = format!("{field}.mountPropagation: the container is not privileged");
        found.strict(MOUNT_PROPAGATION, span, message, "write `HostToContainer`");
    }
}
