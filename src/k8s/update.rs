//! What the API server lets change of an object that is there: a table of what it refuses.

use super::object::{
    CLAIM, CLUSTER_ROLE_BINDING, CONFIG_MAP, DEPLOYMENT, JOB, ROLE_BINDING, SECRET, SERVICE, STATEFUL_SET,
    group as group_of,
};
use super::quantity::Quantity;
use crate::tree::Node;

/// Fields of a kind that cannot change.
struct Row {
    /// Of `apiVersion`, without the version.
    group: &'static str,
    kind: &'static str,
    /// The beginning of the paths that cannot change.
    fixed: &'static [&'static str],
    /// Below them, what can.
    free: &'static [&'static str],
    /// When only: of the object that is there.
    when: When,
    /// What to do instead.
    way_out: &'static str,
}

enum When {
    Always,
    /// `immutable: true`
    Immutable,
    /// The field is there, and stays there with another value.
    Given,
    /// It becomes, or was, `None`: what the server chose instead stays.
    Headless,
}

const NEW_JOB: &str = "give the Job another name, or have it recreated: `kubectl delete job`, or the annotations \
    `argocd.argoproj.io/sync-options: Force=true,Replace=true` and `kustomize.toolkit.fluxcd.io/force: enabled`";
const ORPHAN: &str = "delete it with `--cascade=orphan`, so that its pods keep running, and apply again";
const WITH_ITS_PODS: &str = "delete it with its pods, and apply again: the new selector does not find the pods that run, and with \
    `--cascade=orphan` they would run on beside the new ones";
const NEW_CLAIMS: &str = "a StatefulSet takes claims that are there as they are: where they are to grow, let each grow first (`kubectl patch \
    pvc`, if its StorageClass has `allowVolumeExpansion: true`); then delete the StatefulSet with `--cascade=orphan`, so that its pods keep \
    running, and apply again";
const ANOTHER: &str = "give it another name, or delete it first";

// Each row is run against an API server by tests/e2e/review.
const TABLE: &[Row] = &[
    Row {
        group: "batch",
        kind: JOB.1,
        fixed: &[
            "spec.template",
            "spec.selector",
            "spec.completions",
            "spec.completionMode",
            "spec.podFailurePolicy",
            "spec.successPolicy",
            "spec.managedBy",
            "spec.backoffLimitPerIndex",
        ],
        free: &[],
        when: When::Always,
        way_out: NEW_JOB,
    },
    Row {
        group: "apps",
        kind: DEPLOYMENT.1,
        fixed: &["spec.selector"],
        free: &[],
        when: When::Always,
        way_out: WITH_ITS_PODS,
    },
    Row {
        group: "apps",
        kind: "DaemonSet",
        fixed: &["spec.selector"],
        free: &[],
        when: When::Always,
        way_out: WITH_ITS_PODS,
    },
    Row {
        group: "apps",
        kind: STATEFUL_SET.1,
        fixed: &["spec.selector"],
        free: &[],
        when: When::Always,
        way_out: WITH_ITS_PODS,
    },
    Row {
        group: "apps",
        kind: STATEFUL_SET.1,
        fixed: &["spec.volumeClaimTemplates"],
        free: &[],
        when: When::Always,
        way_out: NEW_CLAIMS,
    },
    Row {
        group: "apps",
        kind: STATEFUL_SET.1,
        fixed: &["spec"],
        free: &[
            "spec.replicas",
            "spec.ordinals",
            "spec.template",
            "spec.updateStrategy",
            "spec.revisionHistoryLimit",
            "spec.persistentVolumeClaimRetentionPolicy",
            "spec.minReadySeconds",
        ],
        when: When::Always,
        way_out: ORPHAN,
    },
    Row {
        group: "",
        kind: SERVICE.1,
        fixed: &["spec.clusterIP"],
        free: &[],
        when: When::Headless,
        way_out: ANOTHER,
    },
    Row {
        group: "",
        kind: SERVICE.1,
        fixed: &["spec.clusterIP", "spec.clusterIPs", "spec.loadBalancerClass"],
        free: &[],
        when: When::Given,
        way_out: ANOTHER,
    },
    Row {
        group: "",
        kind: CLAIM.1,
        fixed: &["spec"],
        free: &["spec.resources.requests.storage", "spec.volumeAttributesClassName"],
        when: When::Always,
        way_out: ANOTHER,
    },
    Row {
        group: "",
        kind: CONFIG_MAP.1,
        fixed: &["data", "binaryData", "immutable"],
        free: &[],
        when: When::Immutable,
        way_out: ANOTHER,
    },
    Row {
        group: "",
        kind: SECRET.1,
        fixed: &["data", "stringData", "immutable"],
        free: &[],
        when: When::Immutable,
        way_out: ANOTHER,
    },
    Row { group: "", kind: SECRET.1, fixed: &["type"], free: &[], when: When::Always, way_out: ANOTHER },
    Row {
        group: "rbac.authorization.k8s.io",
        kind: ROLE_BINDING.1,
        fixed: &["roleRef"],
        free: &[],
        when: When::Always,
        way_out: ANOTHER,
    },
    Row {
        group: "rbac.authorization.k8s.io",
        kind: CLUSTER_ROLE_BINDING.1,
        fixed: &["roleRef"],
        free: &[],
        when: When::Always,
        way_out: ANOTHER,
    },
    Row {
        group: "storage.k8s.io",
        kind: "StorageClass",
        fixed: &["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
        free: &[],
        when: When::Always,
        way_out: ANOTHER,
    },
    Row {
        group: "scheduling.k8s.io",
        kind: "PriorityClass",
        fixed: &["value", "preemptionPolicy"],
        free: &[],
        when: When::Always,
        way_out: ANOTHER,
    },
];

/// A change that the API server refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field that cannot change: `spec.selector`.
    pub field: String,
    /// The command.
    pub way_out: &'static str,
}

/// What of an object of this kind can be changed at all: whether a change at `path` from `base` to `head` is refused.
/// `object` is what is there.
pub fn refused(
    (api_version, kind): (&str, &str),
    object: &Node,
    path: &str,
    (base, head): (Option<&Node>, Option<&Node>),
) -> Option<Refusal> {
    let group = group_of(api_version);
    let below = |field: &str| {
        path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    if kind == CLAIM.1 && below("spec.resources.requests.storage") && shrinks(base, head) {
        return Some(Refusal {
            field: "spec.resources.requests.storage".to_owned(),
            way_out: "a volume can only grow: create another one",
        });
    }
    let row = TABLE.iter().filter(|row| row.group == group && row.kind == kind).find(|row| {
        row.fixed.iter().any(|field| below(field))
            && !row.free.iter().any(|field| below(field))
            && match row.when {
                When::Always => true,
                When::Immutable => {
                    object.get("immutable").is_some_and(|node| node.value == crate::tree::Value::Bool(true))
                }
                When::Given => base.is_some() && head.is_some(),
                When::Headless => [base, head].iter().flatten().any(|node| node.as_str() == Some("None")),
            }
    })?;
    let field = row.fixed.iter().find(|field| below(field))?;
    // Where a part of it can change, that which cannot.
    let rest = if row.free.is_empty() { "" } else { &path[field.len()..] };
    let end =
        rest.char_indices().skip(1).find(|(_, c)| matches!(c, '.' | '[')).map_or(rest.len(), |(n, _)| n);
    Some(Refusal { field: format!("{field}{}", &rest[..end]), way_out: row.way_out })
}

fn shrinks(base: Option<&Node>, head: Option<&Node>) -> bool {
    let size = |node: Option<&Node>| node.and_then(Quantity::of);
    matches!((size(base), size(head)), (Some(base), Some(head)) if head < base)
}
