//! Hadoop's configuration.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::path::of_mount;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// `hadoopConfig` names the ConfigMap that contains Hadoop's configuration files.
    HADOOP_CONFIG_MAP = 110, "no ConfigMap for Hadoop";
    /// Hadoop's configuration and Google Cloud credentials each have a directory of their own, and neither is Flink's
    /// (`/opt/flink/conf`).
    OWN_PATH = 119, "two directories at one path";
}

const CONFIG_MAP: &str = fields!("spec.hadoopConfig.configMapName");

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let paths =
        [cluster.hadoop.as_ref().map(|it| &it.mount_path), cluster.gcp.as_ref().map(|it| &it.mount_path)];
    let mut taken = vec![names::CONFIG_DIR.to_owned()];
    for path in paths.into_iter().flatten() {
        let place = of_mount(&path.value);
        if taken.contains(&place) || path.value.contains(':') {
            let message =
                format!("`{}` cannot be mounted: the path is already in use, or contains a `:`", path.value);
            found.strict(OWN_PATH, path.span, message, "choose another directory");
        }
        taken.push(place);
    }
    let Some(hadoop) = &cluster.hadoop else { return };
    let name = &hadoop.config_map_name;
    if !name.is_written() {
        return;
    }
    if let Err(wrong) = names::subdomain(&name.value) {
        let message = format!("{CONFIG_MAP}: `{}` {wrong}", name.value);
        let help = "name a ConfigMap of the namespace";
        match wrong {
            names::Wrong::Empty => found.error(HADOOP_CONFIG_MAP, name.span, message, help),
            names::Wrong::TooLong(_) | names::Wrong::Characters(_) => {
                found.strict(HADOOP_CONFIG_MAP, name.span, message, help)
            }
        };
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    vec![Cel::new(CONFIG_MAP, "self.size() > 0", "name a ConfigMap")]
}
