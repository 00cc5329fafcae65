//! `status-sync`: the sidecar's installation.

use std::io;

use clap::Args;
use flink_render::sidecar::{Installation, Scope};

use crate::console::{End, print};
use crate::placeholders;
use crate::values::{image, namespace, object_name};

const EXAMPLES: &str = "\
It reads, and writes statuses and Events: nothing else. Two replicas, of which one leads.

Examples:
  flink-render status-sync --namespace streams > deploy/status-sync.yaml
  flink-render status-sync --namespace flink-system --watch streams,batch
  flink-render status-sync --namespace flink-system --all-namespaces \\
    --shards 4 --service-monitor";

/// Print the manifests of flink-status-sync, which updates the status of FlinkClusters.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct StatusSync {
    /// The namespace it runs in.
    #[arg(long, value_parser = namespace)]
    namespace: String,
    /// The namespaces whose FlinkClusters it watches; by default its own.
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',', value_parser = namespace)]
    watch: Vec<String>,
    /// Watch all namespaces, which needs a ClusterRole.
    #[arg(long, conflicts_with = "watch")]
    all_namespaces: bool,
    /// The number of Deployments that share the work.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    shards: u32,
    /// Do not grant access to pods: ids and savepoints then come from Flink alone, not from the Jobs' reports.
    #[arg(long)]
    no_pods: bool,
    /// A Secret with certificates and passwords for Flink's REST API, and a file config.yaml that refers to them under
    /// /etc/flink-rest.
    #[arg(long, value_name = "SECRET", value_parser = object_name)]
    flink_config: Option<String>,
    /// Add a Service and a ServiceMonitor for the Prometheus operator.
    #[arg(long)]
    service_monitor: bool,
    /// The image of flink-status-sync (`init image` has a target of this name), best by its digest: NAME@sha256:...
    #[arg(long, default_value = placeholders::STATUS_SYNC, value_parser = image)]
    image: String,
}

impl StatusSync {
    /// Prints it.
    pub fn run(self) -> io::Result<End> {
        let text = flink_render::sidecar::yaml(&self.into());
        placeholders::tell([&text]);
        print([text.as_str()], End::Fine)
    }
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
