//! Settings that are read where somebody else starts Flink.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// Who reads this setting is not here: Apache's operator, or Flink itself where it starts its own pods or containers. The pods of
    /// this cluster are what the resource says.
    READ_ELSEWHERE = 232, "a setting that nobody reads here", warning;
}

/// What begins so is read by whom, and where the same is said here.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("kubernetes.operator.", "Apache's operator", "remove it"),
    ("job.autoscaler.", "Apache's operator", "remove it"),
    (
        "kubernetes.",
        "Flink where it starts its own pods",
        fields!("remove it, and say it in `spec.jobManager` and `spec.taskManager`"),
    ),
    (
        "containerized.",
        "Flink where it starts its own containers",
        fields!("remove it, and say it in `spec.envVars`"),
    ),
    ("yarn.", "Flink on YARN", "remove it"),
    ("mesos.", "Flink on Mesos", "remove it"),
];

/// What high availability reads of these, in a cluster that somebody else starts, too.
// KubernetesHaServicesFactory, FlinkKubeClientFactory.
const OF_HIGH_AVAILABILITY: &[&str] = &[
    "kubernetes.cluster-id",
    "kubernetes.namespace",
    "kubernetes.config.file",
    "kubernetes.context",
    "kubernetes.client.",
    "kubernetes.transactional-operation.",
];

/// Checks each.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for (key, _) in &cluster.properties {
        if is_read(&key.value) {
            continue;
        }
        if let Some((who, help)) = by_whom(&key.value) {
            let message = format!("{} is read by {who}, and by nobody here", field(&key.value));
            found.warning(READ_ELSEWHERE, key.span, message, help);
        }
    }
}

/// Whether somebody in a cluster reads settings that begin so.
pub fn is_read(key: &str) -> bool {
    OF_HIGH_AVAILABILITY.iter().any(|prefix| key.starts_with(prefix)) || by_whom(key).is_none()
}

/// Who reads settings that begin as this one, and where the same is said here; none for what begins otherwise.
pub fn by_whom(key: &str) -> Option<(&'static str, &'static str)> {
    let row = ELSEWHERE.iter().find(|(prefix, _, _)| key.starts_with(prefix));
    row.map(|(_, who, help)| (*who, *help))
}
