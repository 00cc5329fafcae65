//! `status-sync`: what the sidecar's installation is for.

use clap::Args;
use flink_render::sidecar::{Installation, Scope};

use super::values::{image, namespace, object_name};

#[derive(Debug, Args)]
pub struct StatusSync {
    /// Where it runs.
    #[arg(long, value_parser = namespace)]
    pub namespace: String,
    /// Whose FlinkClusters it keeps; without it, those beside it.
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',', value_parser = namespace)]
    pub watch: Vec<String>,
    /// It keeps those of all namespaces: it needs a ClusterRole.
    #[arg(long, conflicts_with = "watch")]
    pub all_namespaces: bool,
    /// How many Deployments share the work.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub shards: u32,
    /// It may not read pods: ids and savepoints come from Flink alone, not from what Jobs report.
    #[arg(long)]
    pub no_pods: bool,
    /// A Secret with certificates and passwords for Flink's REST API, and a file config.yaml that names them under
    /// /etc/flink-rest.
    #[arg(long, value_name = "SECRET", value_parser = object_name)]
    pub flink_config: Option<String>,
    /// A Service and a ServiceMonitor, for the Prometheus operator.
    #[arg(long)]
    pub service_monitor: bool,
    /// The image of flink-status-sync (`init image` has a target of this name), best by its digest: NAME@sha256:...
    #[arg(
        long,
        default_value = concat!("registry.example.com/flink-status-sync:", env!("CARGO_PKG_VERSION")),
        value_parser = image
    )]
    pub image: String,
}

impl From<StatusSync> for Installation {
    fn from(args: StatusSync) -> Self {
        let StatusSync {
            namespace,
            watch,
            all_namespaces,
            shards,
            no_pods,
            flink_config,
            service_monitor,
            image,
        } = args;
        let scope = match (all_namespaces, watch.is_empty()) {
            (true, _) => Scope::All,
            (false, true) => Scope::Namespaces(vec![namespace.clone()]),
            (false, false) => Scope::Namespaces(watch),
        };
        Self { image, namespace, scope, shards, pods: !no_pods, flink_config, service_monitor }
    }
}
