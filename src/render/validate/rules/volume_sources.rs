//! What the volumes of pods are made from.

use std::fmt::Display;

use crate::diagnostic::codes;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, number, one_of, text, unknown_word};
use crate::render::validate::pods::pods;
use crate::render::validate::rules::volumes::leaves;
use crate::tree::Node;

codes! {
    /// A volume has one source, such as `emptyDir: {}`, and so has each part of a `projected` one; each says its name. Modes of files are
    /// from 0 to 0777, paths of files stay inside the volume, and paths on the node have no `..`.
    VOLUME_SOURCE = 122, "a volume with a source that is not sound", warning;
    /// Kubernetes makes an `emptyDir` of a volume without a source: its content is deleted with its pod. It is rendered as such.
    NO_SOURCE = 179, "a volume without a source", warning;
}

/// Checks all volumes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for pod in pods(cluster) {
        for (n, volume) in pod.user.volumes.iter().enumerate() {
            let field = format_args!("{}.volumes[{n}]", pod.field);
            count(field, volume, found);
            sources(field, volume, found);
        }
    }
}

fn count(field: impl Display, volume: &Node, found: &mut Findings) {
    let Some(map) = volume.as_map() else { return };
    let sources: Vec<_> = map.0.iter().filter(|entry| entry.key != "name").collect();
    match sources.as_slice() {
        [_] => {}
        [] => {
            let message = format!(
                "{field} has no source: Kubernetes makes it an `emptyDir`, which is deleted with its pod"
            );
            let help =
                "write `emptyDir: {}` if that is meant, else its source, such as `configMap: {name: ...}`";
            found.warning(NO_SOURCE, volume.span, message, help);
        }
        [first, second, ..] => {
            let message = format!("{field} has two sources, `{}` and `{}`", first.key, second.key);
            found.strict(VOLUME_SOURCE, second.key_span, message, "split it into two volumes");
        }
    }
}

fn sources(field: impl Display, volume: &Node, found: &mut Findings) {
    for (kind, name) in
        [("configMap", "name"), ("secret", "secretName"), ("persistentVolumeClaim", "claimName")]
    {
        let Some(source) = volume.get(kind).filter(|source| source.as_map().is_some()) else { continue };
        let field = format_args!("{field}.{kind}");
        // Other names that are missing were missed.
        let value = source.get(name);
        if value.is_some_and(|value| value.as_str() == Some("")) || (value.is_none() && kind == "secret") {
            let span = value.unwrap_or(source).span;
            let message = format!("{field} has no {name}");
            found.strict(VOLUME_SOURCE, span, message, format!("add `{name}: ...`"));
        }
        files(field, source, found);
    }
    if let Some(source) = volume.get("downwardAPI") {
        files(format_args!("{field}.downwardAPI"), source, found);
    }
    if let Some(source) = volume.get("hostPath") {
        host_path(format_args!("{field}.hostPath"), source, found);
    }
    if let Some(source) = volume.get("projected") {
        projected(format_args!("{field}.projected"), source, found);
    }
}

/// A part of the file system of the node.
fn host_path(field: impl Display, source: &Node, found: &mut Findings) {
    const TYPES: [&str; 7] =
        ["BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];
    if let Some((path, span)) = text(source, "path")
        && (path.is_empty() || path.split('/').any(|part| part == ".."))
    {
        let message = format!("{field}.path is empty or contains `..`");
        found.strict(VOLUME_SOURCE, span, message, "write a path on the node");
    }
    if let Some((span, wrong)) = unknown_word(source, "type", &TYPES) {
        found.strict(VOLUME_SOURCE, span, format!("{field}.{wrong}"), "write one of them, or leave it out");
    }
}

const PROJECTIONS: [&str; 6] =
    ["clusterTrustBundle", "configMap", "downwardAPI", "podCertificate", "secret", "serviceAccountToken"];

fn projected(field: impl Display, source: &Node, found: &mut Findings) {
    files(&field, source, found);
    for (n, part) in list(source, "sources").iter().enumerate() {
        let Some(map) = part.as_map() else { continue };
        let field = format_args!("{field}.sources[{n}]");
        match one_of(map, &PROJECTIONS, "source") {
            Ok(()) => {}
            Err((Some(span), wrong)) => {
                let help = "split it into two elements of `sources`";
                found.strict(VOLUME_SOURCE, span, format!("{field} {wrong}"), help);
            }
            Err((None, wrong)) => {
                let message = format!("{field} {wrong}: it adds nothing to the volume");
                found.warning(
                    NO_SOURCE,
                    part.span,
                    message,
                    "write one, such as `secret: {name: ...}`, or remove it",
                );
            }
        }
        for kind in ["configMap", "downwardAPI", "secret"] {
            let Some(source) = map.get(kind) else { continue };
            if let Some(("", span)) = text(source, "name") {
                let message = format!("{field}.{kind}.name is empty");
                found.strict(VOLUME_SOURCE, span, message, "say which one is meant");
            }
            files(format_args!("{field}.{kind}"), source, found);
        }
        let token = map.get("serviceAccountToken");
        let seconds = token.and_then(|token| token.get("expirationSeconds"));
        if let Some(seconds) = seconds.filter(|node| number(node).is_some_and(|seconds| seconds < 600)) {
            let message = format!("{field}.serviceAccountToken.expirationSeconds must be at least 600");
            found.strict(VOLUME_SOURCE, seconds.span, message, "write `600` or more");
        }
    }
}

/// The files that are chosen, and who may read them.
fn files(field: impl Display, source: &Node, found: &mut Findings) {
    mode(&field, "defaultMode", source, found);
    for (n, item) in list(source, "items").iter().enumerate() {
        let field = format_args!("{field}.items[{n}]");
        mode(field, "mode", item, found);
        if let Some(("", span)) = text(item, "key") {
            found.strict(VOLUME_SOURCE, span, format!("{field}.key is empty"), "say which file is meant");
        }
        if let Some((path, span)) = text(item, "path").filter(|(path, _)| path.is_empty() || leaves(path)) {
            let message = format!("{field}.path: `{}` is not in the volume", path.escape_debug());
            found.strict(VOLUME_SOURCE, span, message, "write a relative path without `..`");
        }
    }
}

fn mode(field: impl Display, key: &str, holder: &Node, found: &mut Findings) {
    let Some(node) = holder.get(key) else { return };
    if let Some(mode) = number(node).filter(|mode| !(0..=0o777).contains(mode)) {
        let message = format!("{field}.{key} must be from 0 to 511 (0777), but is {mode}");
        found.strict(VOLUME_SOURCE, node.span, message, "`420` is 0644");
    }
}
