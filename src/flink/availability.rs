//! Flink's high availability: what keeps its leader and its jobs, by the user's properties.

use super::features::Feature;
use super::version::Version;

/// What keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode<'a> {
    /// Nothing.
    None,
    /// ZooKeeper.
    ZooKeeper,
    /// ConfigMaps.
    Kubernetes,
    /// A class of the user's, or a name that Flink does not know.
    Other(&'a str),
}

/// The names of the setting: that which counts before the others first.
pub const MODE: [&str; 3] = ["high-availability.type", "high-availability", "recovery.mode"];

/// What keeps them, as Flink reads it. Words are of any case; a class of Kubernetes' is known by its name.
// HighAvailabilityMode.fromConfig, asked in 1.8.3 to 2.3.0.
pub fn mode<'a>(properties: &[(&str, &'a str)]) -> Mode<'a> {
    let Some(value) = get(properties, &MODE) else { return Mode::None };
    match value.to_ascii_lowercase().as_str() {
        "none" | "standalone" => Mode::None,
        "zookeeper" => Mode::ZooKeeper,
        lower if lower.contains("kubernetes") => Mode::Kubernetes,
        _ => Mode::Other(value),
    }
}

/// The first of these that is set to something.
pub fn get<'a>(properties: &[(&str, &'a str)], names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| {
        let (_, value) = properties.iter().find(|(key, _)| key == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    })
}

/// Whether Flink keeps its leader and its job graphs somewhere that survives the JobManager.
pub fn is_on(properties: &[(&str, &str)]) -> bool {
    mode(properties) != Mode::None
}

/// The place that it keeps them in: the names of the setting.
pub const STORAGE: [&str; 3] = [
    "high-availability.storageDir",
    "high-availability.zookeeper.storageDir",
    "recovery.zookeeper.storageDir",
];
/// The name under which Kubernetes has a cluster's ConfigMaps.
pub const CLUSTER_ID: &str = "kubernetes.cluster-id";
/// Where it remembers which jobs have ended.
const RESULTS: &str = "job-result-store.storage-path";
/// Where it remembers which applications have.
pub const APPLICATION_RESULTS: &str = "application-result-store.storage-path";

/// The folder in which it remembers which jobs of a cluster have ended.
pub fn results(properties: &[(&str, &str)], cluster: &str) -> Option<String> {
    if !is_on(properties) {
        return None;
    }
    let own = get(properties, &[RESULTS]).map(ToOwned::to_owned);
    let storage = || get(properties, &STORAGE).map(|path| path.trim_end_matches('/'));
    own.or_else(|| Some(format!("{}/job-result-store/{cluster}", storage()?)))
}

/// The ConfigMaps that a cluster of this id makes, where all its jobs have this id.
pub fn config_maps(cluster_id: &str, job_id: &str, version: Version) -> Vec<String> {
    let names: &[&str] = match version.has(Feature::OneLeader) {
        true => &["cluster-config-map"],
        false => &["dispatcher-leader", "resourcemanager-leader", "restserver-leader"],
    };
    let of_job = if version.has(Feature::OneLeader) { "config-map" } else { "jobmanager-leader" };
    let of_cluster = names.iter().map(|name| format!("{cluster_id}-{name}"));
    of_cluster.chain([format!("{cluster_id}-{job_id}-{of_job}")]).collect()
}

/// Whether it keeps them in Kubernetes.
pub fn uses_kubernetes(properties: &[(&str, &str)]) -> bool {
    mode(properties) == Mode::Kubernetes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_modes_as_flink_does() {
        let class = "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory";
        for (key, value, expected) in [
            ("high-availability", "zookeeper", Mode::ZooKeeper),
            ("recovery.mode", "ZooKeeper", Mode::ZooKeeper),
            ("high-availability.type", "kubernetes", Mode::Kubernetes),
            ("high-availability", class, Mode::Kubernetes),
            ("high-availability", "org.example.Ha", Mode::Other("org.example.Ha")),
            ("high-availability", "NONE", Mode::None),
            ("high-availability", "Standalone", Mode::None),
            ("high-availability.type", " None ", Mode::None),
            ("high-availability.type", "", Mode::None),
            ("high-availability.storageDir", "s3://kubernetes", Mode::None),
            ("kubernetes.cluster-id", "kubernetes", Mode::None),
        ] {
            assert_eq!(mode(&[(key, value)]), expected, "{key}: {value}");
        }
        let both = [("high-availability", "zookeeper"), ("high-availability.type", "none")];
        assert_eq!(mode(&both), Mode::None);
    }
}
