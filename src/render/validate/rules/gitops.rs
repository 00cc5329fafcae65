//! What Argo CD and Flux are told about single objects.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::labels;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::tree::{Map, Node};

codes! {
    /// Argo CD and Flux apply the objects of a cluster in one order: what runs is stopped, the cluster is changed (wave 0), the job is
    /// submitted (wave 1). An annotation (or, for Flux, a label) that takes the JobManager's Service or Ingress, or the FlinkCluster, out of
    /// that order stops a roll-out, or leaves an object as it was: a hook is deleted and made anew at each synchronisation, a later wave comes
    /// after the submitter that waits for it, and Flux passes over what it is told not to reconcile.
    ROLL_OUT = 205, "an annotation that breaks the roll-out", warning;
}

/// What an annotation does to its object.
enum Breaks {
    /// The roll-out does not come to its end.
    RollOut,
    /// The object is not what Git says.
    Object,
}

/// Checks all objects with annotations and labels of the user's.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let manager = &cluster.job_manager;
    let submitted = cluster.life().is_some();
    let of_service = [
        (fields!("spec.jobManager.ServiceAnnotations"), &manager.service_annotations, true),
        (fields!("spec.jobManager.ServiceLabels"), &manager.service_labels, false),
    ];
    for (field, pairs, annotations) in of_service {
        for (key, value) in pairs {
            let Some((does, breaks)) = effect(&key.value, &value.value, annotations, submitted) else {
                continue;
            };
            let message = format!("{field}: with `{}: {}`, {does}", key.value, value.value.escape_debug());
            let help = "remove it: TaskManagers and the submitter find the JobManager by this Service";
            match breaks {
                Breaks::RollOut => found.strict(ROLL_OUT, key.span, message, help),
                Breaks::Object => found.warning(ROLL_OUT, key.span, message, help),
            };
        }
    }
    let ingress = manager.ingress.as_ref().and_then(|ingress| ingress.annotations.as_ref());
    others(fields!("spec.jobManager.ingress.annotations"), ingress, true, found);
    let metadata = cluster.custom_resource.then(|| cluster.resource.get("metadata")).flatten();
    let part = |name| metadata.and_then(|node| node.get(name));
    others(fields!("metadata.annotations"), part("annotations"), true, found);
    others(fields!("metadata.labels"), part("labels"), false, found);
}

/// Those of objects that nothing waits for; any wave will do for them.
fn others(field: &str, node: Option<&Node>, annotations: bool, found: &mut Findings) {
    for entry in node.and_then(Node::as_map).map(|Map(entries)| entries.as_slice()).unwrap_or_default() {
        let value = entry.value.as_str().unwrap_or_default();
        if entry.key == labels::SYNC_WAVE {
            continue;
        }
        let Some((does, _)) = effect(&entry.key, value, annotations, false) else { continue };
        let message = format!("{field}: with `{}: {}`, {does}", entry.key, value.escape_debug());
        found.warning(ROLL_OUT, entry.key_span, message, "remove it, unless that is meant");
    }
}

/// What a key does to the object that has it: the end of a sentence. `submitted`: whether something in wave 1 waits for it.
fn effect(key: &str, value: &str, annotation: bool, submitted: bool) -> Option<(&'static str, Breaks)> {
    let word = |wanted: &str| value.trim().eq_ignore_ascii_case(wanted);
    match key {
        labels::ARGO_HOOK | labels::HELM_HOOK if annotation => {
            Some(("Argo CD makes it a hook: deleted and made anew, or never applied", Breaks::RollOut))
        }
        labels::SYNC_WAVE if annotation => match value.trim().parse::<i32>().unwrap_or_default() {
            0 => None,
            2.. if submitted => Some(("it comes after the submitter, which waits for it", Breaks::RollOut)),
            _ => Some(("it comes in another wave than the JobManager, which is in wave 0", Breaks::Object)),
        },
        labels::SYNC_OPTIONS if annotation => {
            let has = |option: &str| value.split(',').any(|one| one.trim() == option);
            has("Replace=true").then_some((
                match has("Force=true") {
                    true => "Argo CD deletes it and makes it anew at each synchronisation",
                    false => "Argo CD replaces it, and with it what others have set",
                },
                Breaks::Object,
            ))
        }
        labels::FLUX_RECONCILE if word("disabled") => {
            Some(("Flux neither makes nor changes it", Breaks::RollOut))
        }
        labels::FLUX_SSA if word("ignore") => Some(("Flux neither makes nor changes it", Breaks::RollOut)),
        labels::FLUX_SSA if word("ifnotpresent") => {
            Some(("Flux makes it, and never changes it afterwards", Breaks::Object))
        }
        _ => None,
    }
}
