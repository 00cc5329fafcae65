//! The claims of volumes that pods come with.

use crate::diagnostic::{Span, codes};
use crate::k8s::names;
use crate::k8s::quantity::Quantity;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, text, unknown_word};
use crate::render::validate::pods::pods;
use crate::tree::Node;

codes! {
    /// A template of claims (in `volumeClaimTemplates`, or of an `ephemeral` volume) says how its volume is mounted and how large it
    /// is: `spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}`. Without that Kubernetes makes no
    /// claim, and no pod starts.
    CLAIM = 197, "a claim that gets no volume", warning;
}

const ACCESS_MODES: [&str; 4] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/// Checks all of them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for pod in pods(cluster) {
        let templates = pod.process.into_iter().flat_map(|process| &process.claim_templates);
        for (n, claim) in templates.enumerate() {
            let field = format!("{}.volumeClaimTemplates[{n}]", pod.field);
            template(&field, claim, found);
        }
        for (n, volume) in pod.user.volumes.iter().enumerate() {
            let Some(source) = volume.get("ephemeral") else { continue };
            let field = format!("{}.volumes[{n}].ephemeral", pod.field);
            match source.get("volumeClaimTemplate") {
                // That there is no spec was said.
                Some(claim) if claim.get("spec").is_none() => {}
                Some(claim) => template(&format!("{field}.volumeClaimTemplate"), claim, found),
                None => {
                    let message = format!("{field} has no volumeClaimTemplate");
                    found.strict(CLAIM, source.span, message, "add one");
                }
            }
        }
    }
}

fn template(field: &str, claim: &Node, found: &mut Findings) {
    let Some(spec) = claim.get("spec") else {
        let message = format!("{field} has no spec");
        let help = "add `spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}`";
        found.strict(CLAIM, claim.span, message, help);
        return;
    };
    access_modes(&format!("{field}.spec"), spec, found);
    storage(&format!("{field}.spec"), spec, found);
    if let Some((class, span)) = text(spec, "storageClassName")
        && !class.is_empty()
        && let Err(wrong) = names::subdomain(class)
    {
        let message = format!("{field}.spec.storageClassName: `{}` {wrong}", class.escape_debug());
        found.strict(CLAIM, span, message, "name a StorageClass");
    }
    if let Some((span, wrong)) = unknown_word(spec, "volumeMode", &["Block", "Filesystem"]) {
        found.strict(CLAIM, span, format!("{field}.spec.{wrong}"), "write `Filesystem`, or leave it out");
    }
}

fn access_modes(field: &str, spec: &Node, found: &mut Findings) {
    let modes: Vec<(&str, Span)> =
        list(spec, "accessModes").iter().filter_map(|mode| Some((mode.as_str()?, mode.span))).collect();
    if modes.is_empty() {
        let span = spec.get("accessModes").unwrap_or(spec).span;
        let message = format!("{field} has no accessModes");
        found.strict(CLAIM, span, message, "add `accessModes: [ReadWriteOnce]`");
    }
    for (mode, span) in &modes {
        if !ACCESS_MODES.contains(mode) {
            let message = format!("{field}.accessModes: `{}` is not an access mode", mode.escape_debug());
            found.strict(CLAIM, *span, message, "write `ReadWriteOnce`, or another one");
        } else if *mode == "ReadWriteOncePod" && modes.iter().any(|(other, _)| other != mode) {
            let message = format!("{field}.accessModes: `{mode}` stands beside others");
            found.strict(CLAIM, *span, message, "keep it alone, or the others");
        }
    }
}

fn storage(field: &str, spec: &Node, found: &mut Findings) {
    let requests = spec.get("resources").and_then(|resources| resources.get("requests"));
    let Some(storage) = requests.and_then(|requests| requests.get("storage")) else {
        let message = format!("{field} does not say how large it is");
        let help = "add `resources: {requests: {storage: 10Gi}}`";
        found.strict(CLAIM, requests.unwrap_or(spec).span, message, help);
        return;
    };
    if Quantity::of(storage).is_some_and(|amount| amount <= Quantity::default()) {
        let message = format!("{field}.resources.requests.storage must be more than 0");
        found.strict(CLAIM, storage.span, message, "write an amount such as `10Gi`");
    }
}
