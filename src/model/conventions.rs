//! Whose ways of rendering are followed: the one table that rules and objects ask.

use crate::flink::version::Version;

/// Whose ways of rendering are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Those of this project, for a version of Flink.
    Native(Version),
    /// Those of the operator, which knew no versions.
    Operator,
}

/// What the two ways differ in.
#[derive(Debug, Clone, Copy)]
pub struct Conventions {
    /// Whether what the operator let pass, for the API server to refuse, is only warned of.
    pub lenient: bool,
    /// Whether what the operator's webhook refused of new clusters is refused: a job that is cancelled already, a clean-up
    /// policy with gaps.
    pub as_admitted: bool,
    /// Whether an empty class or savepoint is one like any other, as it was to the operator's converter.
    pub empty_counts: bool,
    /// Whether a directory is taken for the key's file when its letters end like it: `/etc/gcp-sa` for the file `sa`.
    pub key_file_by_letters: bool,
    /// Whether the JobManager's pod has a place for what keeps the status.
    pub status_sync: bool,
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
    /// Whether the pod that submits has the cluster's configuration, too.
    pub client_configured: bool,
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
                lenient: true,
                as_admitted: true,
                empty_counts: true,
                key_file_by_letters: true,
                status_sync: false,
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
                client_configured: false,
            },
            Way::Native(version) => Self {
                lenient: false,
                as_admitted: false,
                empty_counts: false,
                key_file_by_letters: false,
                status_sync: true,
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
                client_configured: true,
            },
        }
    }

    /// The version of Flink that is rendered for.
    pub fn version(&self) -> Option<Version> {
        match self.configuration {
            Configuration::Operator => None,
            Configuration::Flink(version) => Some(version),
        }
    }

    /// Whether Jobs see a job from one roll-out to the next.
    pub fn rolls_out(&self) -> bool {
        match self.submission {
            Submission::Direct => false,
            Submission::Waiting(_) => true,
        }
    }
}
