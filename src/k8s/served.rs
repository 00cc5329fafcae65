//! Which versions of Kubernetes serve which API, and know which field.
//!
//! Source: Kubernetes' guide "Deprecated API Migration Guide" (removals), the changelogs of its releases (first served), and
//! its table of feature gates (a field counts from the release that has it switched on).

use std::fmt;

use crate::tree::{Node, Value};

/// A minor version of Kubernetes: `1.35`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// 1.
    pub major: u16,
    /// From 0.
    pub minor: u16,
}

impl Version {
    /// Reads `1.35`, `v1.35.4`, `1.33+`, `v1.33.5-eks-3025e55`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).split(['.', '-', '+']);
        let mut number = || {
            let part = parts.next()?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        Some(Self { major: number()?, minor: number()? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A piece of the API that not every version has.
struct Row {
    api_version: &'static str,
    /// Empty: all of them.
    kinds: &'static [&'static str],
    /// Below `spec`, `[]` for each item of a list; none for the API itself.
    field: Option<&'static str>,
    since: u16,
    /// The first version without it.
    until: u16,
}

const fn row(api_version: &'static str, kinds: &'static [&'static str], since: u16, until: u16) -> Row {
    Row { api_version, kinds, field: None, since, until }
}

const fn field(
    api_version: &'static str,
    kinds: &'static [&'static str],
    field: &'static str,
    since: u16,
) -> Row {
    Row { api_version, kinds, field: Some(field), since, until: u16::MAX }
}

/// Minor versions of Kubernetes 1.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    row("apps/v1", &[], 9, u16::MAX),
    row("networking.k8s.io/v1", &["Ingress", "IngressClass"], 19, u16::MAX),
    row("batch/v1", &["CronJob"], 21, u16::MAX),
    row("policy/v1", &["PodDisruptionBudget"], 21, u16::MAX),
    row("autoscaling/v2", &[], 23, u16::MAX),
    field("batch/v1", &["Job"], "suspend", 22),
    field("batch/v1", &["Job"], "podFailurePolicy", 26),
    // Without it such a container is one that must end before the others start.
    field("apps/v1", &["Deployment", "StatefulSet"], "template.spec.initContainers[].restartPolicy", 29),
    field("batch/v1", &["Job"], "template.spec.initContainers[].restartPolicy", 29),
    row("extensions/v1beta1", &["Ingress"], 0, 22),
    row("extensions/v1beta1", &["DaemonSet", "Deployment", "NetworkPolicy", "PodSecurityPolicy", "ReplicaSet"], 0, 16),
    row("apps/v1beta1", &[], 0, 16),
    row("apps/v1beta2", &[], 0, 16),
    row("apiextensions.k8s.io/v1beta1", &[], 0, 22),
    row("admissionregistration.k8s.io/v1beta1", &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], 0, 22),
    row("coordination.k8s.io/v1beta1", &["Lease"], 0, 22),
    row("networking.k8s.io/v1beta1", &["Ingress", "IngressClass"], 0, 22),
    row("rbac.authorization.k8s.io/v1beta1", &[], 0, 22),
    row("scheduling.k8s.io/v1beta1", &[], 0, 22),
    row("storage.k8s.io/v1beta1", &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], 0, 22),
    row("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], 0, 27),
    row("batch/v1beta1", &[], 0, 25),
    row("discovery.k8s.io/v1beta1", &[], 0, 25),
    row("events.k8s.io/v1beta1", &[], 0, 25),
    row("autoscaling/v2beta1", &[], 0, 25),
    row("autoscaling/v2beta2", &[], 0, 26),
    row("node.k8s.io/v1beta1", &[], 0, 25),
    row("policy/v1beta1", &[], 0, 25),
    row("flowcontrol.apiserver.k8s.io/v1beta1", &[], 0, 26),
    row("flowcontrol.apiserver.k8s.io/v1beta2", &[], 0, 29),
    row("flowcontrol.apiserver.k8s.io/v1beta3", &[], 0, 32),
];

/// What a version of Kubernetes does not have.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing {
    /// `Ingress of extensions/v1beta1`, `spec.suspend of Job`
    pub what: String,
    /// `1.22 or later`, `1.21 or earlier`
    pub when: String,
}

/// What of an object a version of Kubernetes does not have; `node` is the object, when it is known.
pub fn missing(api_version: &str, kind: &str, node: Option<&Node>, at: Version) -> Option<Missing> {
    let version = |minor| Version { major: 1, minor };
    let found = TABLE.iter().find(|row| {
        let Row { api_version: of, kinds, field, since, until } = row;
        *of == api_version
            && (kinds.is_empty() || kinds.contains(&kind))
            && !(version(*since)..version(*until)).contains(&at)
            && field.is_none_or(|field| node.is_some_and(|node| sets(node, field)))
    })?;
    let what = match found.field {
        None => format!("{kind} of {api_version}"),
        Some(field) => format!("spec.{field} of {kind}"),
    };
    let when = if at < version(found.since) {
        format!("{} or later", version(found.since))
    } else {
        format!("{} or earlier", version(found.until.saturating_sub(1)))
    };
    Some(Missing { what, when })
}

/// `false` is what a server that does not know the field does anyway.
fn sets(node: &Node, field: &str) -> bool {
    node.get("spec").is_some_and(|spec| has(spec, field))
}

fn has(node: &Node, path: &str) -> bool {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let Some(value) = node.get(key.trim_end_matches("[]")) else { return false };
    let is_set = |value: &Node| match rest {
        Some(rest) => has(value, rest),
        None => value.value != Value::Bool(false),
    };
    match key.ends_with("[]") {
        true => value.as_list().is_some_and(|list| list.iter().any(is_set)),
        false => is_set(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_servers_call_themselves() {
        for (text, version) in [
            ("v1.35.4", Some((1, 35))),
            ("1.33", Some((1, 33))),
            ("1.27+", Some((1, 27))),
            ("v1.33.5-eks-3025e55", Some((1, 33))),
            ("1", None),
            ("", None),
            ("latest", None),
            ("v1.x", None),
        ] {
            let version = version.map(|(major, minor)| Version { major, minor });
            assert_eq!(Version::parse(text), version, "{text}");
        }
    }
}
