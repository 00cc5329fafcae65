//! Whose ways of rendering are followed: the one table that the objects ask.

use crate::flink::version::Version;
use crate::model::Way;

/// What the two ways differ in.
#[derive(Debug, Clone, Copy)]
pub struct Conventions {
    /// How Flink's configuration is written.
    pub configuration: Configuration,
    /// Whether containers know their limits from variables (`JOB_MANAGER_CPU_LIMIT`), as the entry point of the operator's
    /// own image wants.
    pub limit_variables: bool,
    /// How the kubelet looks after processes.
    pub probes: Probes,
    /// The Deployments' strategy. `Recreate`: two JobManagers must not overlap, and TaskManagers that are replaced one by one
    /// restart the job as often.
    pub strategy: Option<&'static str>,
    /// Whether a changed configuration restarts pods.
    pub config_hash: bool,
    /// Whether objects say which rendering they are of.
    pub render_hash: bool,
    /// Whether pods that need no token get none.
    pub least_privilege: bool,
    /// Whether the configuration's mount says that it is read-only.
    pub config_read_only: bool,
    /// Whether a volume without a source is written as the `emptyDir` that the API server makes of it.
    pub explicit_volumes: bool,
    /// Whether texts that are no arguments of the job are safe from Kubernetes, which replaces `$(NAME)`.
    pub literal: bool,
    /// The path type of the Ingress.
    pub path_type: &'static str,
    /// Annotations that ask a cloud for an internal load balancer.
    pub internal_load_balancer: &'static [(&'static str, &'static str)],
    /// How the job is submitted.
    pub submission: Submission,
}

/// How Flink's configuration is written.
#[derive(Debug, Clone, Copy)]
pub enum Configuration {
    /// As the operator wrote it, whatever the version.
    Operator,
    /// For a version.
    Flink(Version),
}

/// How the kubelet looks after processes.
#[derive(Debug, Clone, Copy)]
pub enum Probes {
    /// One probe for both questions.
    Equal,
    /// Started, alive and ready are different questions.
    Distinct,
}

/// How the job is submitted.
#[derive(Debug, Clone, Copy)]
pub enum Submission {
    /// At once, by the client as the container's command.
    Direct,
    /// By a script that waits for the JobManager first, in a Job whose name changes with its content.
    Waiting(Version),
}

impl Conventions {
    /// The table.
    pub fn of(way: Way) -> Self {
        match way {
            Way::Operator => Self {
                configuration: Configuration::Operator,
                limit_variables: true,
                probes: Probes::Equal,
                strategy: None,
                config_hash: false,
                render_hash: false,
                least_privilege: false,
                config_read_only: false,
                explicit_volumes: false,
                literal: false,
                // What the API server makes of an Ingress of the operator's time.
                path_type: "ImplementationSpecific",
                internal_load_balancer: &[("cloud.google.com/load-balancer-type", "Internal")],
                submission: Submission::Direct,
            },
            Way::Native(version) => Self {
                configuration: Configuration::Flink(version),
                limit_variables: false,
                probes: Probes::Distinct,
                strategy: Some("Recreate"),
                config_hash: true,
                render_hash: true,
                least_privilege: true,
                config_read_only: true,
                explicit_volumes: true,
                literal: true,
                path_type: "Prefix",
                // Google Cloud, AWS, Azure: each ignores the others'.
                internal_load_balancer: &[
                    ("networking.gke.io/load-balancer-type", "Internal"),
                    ("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
                    ("service.beta.kubernetes.io/azure-load-balancer-internal", "true"),
                ],
                submission: Submission::Waiting(version),
            },
        }
    }
}
