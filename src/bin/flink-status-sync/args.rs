//! The words of the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Keeps the status of FlinkClusters: reads Kubernetes objects and Flink's REST API, writes `/status` and nothing else.
#[derive(Debug, Parser)]
#[command(name = "flink-status-sync", version, max_term_width = 80)]
pub struct Args {
    /// Namespaces to watch; without it, the program's own
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',')]
    pub namespaces: Vec<String>,
    /// Watch every namespace
    #[arg(long, conflicts_with = "namespaces")]
    pub all_namespaces: bool,
    /// Keep only the FlinkCluster of this name
    #[arg(long, value_name = "NAME")]
    pub cluster: Option<String>,
    /// Read StatefulSets beside Deployments; the Role must allow it
    #[arg(long)]
    pub stateful_sets: bool,
    /// Do not read pods: no ids and no savepoints from termination messages
    #[arg(long)]
    pub no_pods: bool,

    /// How many programs share the clusters
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub shards: u32,
    /// Which of them this is, from 0
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub shard: u32,
    /// The number at the end of the host's name is the shard (a StatefulSet's pod)
    #[arg(long, conflicts_with = "shard")]
    pub shard_from_hostname: bool,

    /// Write without holding a Lease: there is no second replica
    #[arg(long)]
    pub no_leader_election: bool,
    /// Name of the Lease; with several shards followed by `-` and the shard
    #[arg(long, value_name = "NAME", default_value = "flink-status-sync")]
    pub lease_name: String,
    /// Namespace of the Lease; without it, the program's own
    #[arg(long, value_name = "NAMESPACE")]
    pub lease_namespace: Option<String>,
    /// Namespace of the program
    #[arg(long, value_name = "NAMESPACE", env = "POD_NAMESPACE", hide = true)]
    pub pod_namespace: Option<String>,
    /// Name of the program's pod: who holds the Lease; without it, the host's name
    #[arg(long, value_name = "NAME", env = "POD_NAME", hide = true)]
    pub pod_name: Option<String>,

    /// Address of a cluster's REST API
    #[arg(long, value_name = "URL", default_value = "{scheme}://{name}-jobmanager.{namespace}.svc:{port}")]
    pub flink_url: String,
    /// File with certificates and passwords for REST, in all or in single clusters
    #[arg(long, value_name = "FILE")]
    pub flink_config: Option<PathBuf>,
    /// Seconds between two looks at a cluster that changes
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    pub poll_interval: u64,
    /// Seconds between two looks at a cluster that is ready
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub poll_interval_steady: u64,
    /// Seconds between two looks at a cluster whose job is over
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    pub poll_interval_final: u64,
    /// Seconds for which a silent API or a missing job is not taken for a loss
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub api_grace: u32,
    /// Seconds after which a job that is not submitted is stalled
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub pending_deadline: u32,
    /// Writes to the API server a second; twice as many in the first one
    #[arg(long, value_name = "NUMBER", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub qps: u32,

    /// Address of /livez, /readyz and /metrics
    #[arg(long, value_name = "ADDRESS", default_value = "0.0.0.0:8080")]
    pub listen: SocketAddr,
    /// How log lines look
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub log_format: LogFormat,
    /// What is logged: `error`, `warn`, `info`, `debug`, or a filter of tracing
    #[arg(long, value_name = "LEVEL", env = "RUST_LOG", default_value = "info")]
    pub log: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line.
    Json,
}
