//! Whose ways of rendering are followed: the one table that rules and objects ask.

use crate::flink::features::Feature;
use crate::flink::options::{self, judge::File};
use crate::flink::reference;
use crate::flink::version::Version;
use crate::k8s::dialect::Dialect;

/// Whose ways of rendering are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Those of this project, for a version of Flink.
    Native(Version),
    /// Those of the dialect's operator.
    Operator,
}

/// What the two ways differ in.
#[derive(Debug, Clone, Copy)]
pub struct Conventions {
    /// Whether what the operator let pass, for the API server to refuse, is only warned of.
    pub lenient: bool,
    /// Whose webhook's refusals count beside the rules that hold for everybody.
    pub admission: Admission,
    /// Whether an empty class is one like any other, as it was to the operators' converters.
    pub empty_class_counts: bool,
    /// Whether an empty savepoint is one like any other, as it was to the first operator's converter.
    pub empty_savepoint_counts: bool,
    /// Whether one of nothing but whitespace is one.
    pub blank_savepoint_counts: bool,
    /// Whether a directory is taken for the key's file when its letters end like it: `/etc/gcp-sa` for the file `sa`.
    pub key_file_by_letters: bool,
    /// Whether the JobManager's pod has a place for what keeps the status.
    pub status_sync: bool,
    /// How Flink's configuration is written.
    pub configuration: Configuration,
    /// Whether a component that says nothing of its memory leaves a part of the limit to the whole process of Flink.
    pub whole_process: bool,
    /// What the user's labels of pods are to the objects around.
    pub pod_labels: PodLabels,
    /// What init containers see.
    pub init_containers: Wiring,
    /// Whether Flink's containers have half a minute before they are asked to stop.
    pub slow_stop: bool,
    /// When TaskManagers have a Service.
    pub task_manager_service: TaskManagerService,
    /// Whether ports that the user adds are the Service's, too.
    pub extra_ports_in_service: bool,
    /// How a group of pods that are placed together is described.
    pub pod_group: PodGroup,
    /// What an autoscaler scales, and a budget counts.
    pub scaled: Scaled,
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
    /// Whether Flux is told to leave alone what looks like a variable of its own.
    pub no_substitution: bool,
    /// Whether pods that need no token get none.
    pub least_privilege: bool,
    /// What pods may do.
    pub security: Security,
    /// Whether pods have the labels that Kubernetes recommends.
    pub recommended_labels: bool,
    /// Whether TaskManagers are spread over nodes, where that can be.
    pub spread: bool,
    /// Whether requests are written where only limits are given, as the API server does.
    pub explicit_requests: bool,
    /// Whether pods name the port of a reporter for Prometheus.
    pub metrics_port: bool,
    /// Whether ports of Services say what is spoken there.
    pub app_protocols: bool,
    /// Whether the configuration's mount says that it is read-only.
    pub config_read_only: bool,
    /// Whether a volume without a source is written as the `emptyDir` that the API server makes of it.
    pub explicit_volumes: bool,
    /// Whether texts that are no arguments of the job are safe from Kubernetes, which replaces `$(NAME)`.
    pub literal: bool,
    /// Whether annotations of a cloud win over the user's.
    pub load_balancer_wins: bool,
    /// The path type of the Ingress.
    pub path_type: &'static str,
    /// Annotations that ask a cloud for an internal load balancer.
    pub internal_load_balancer: &'static [(&'static str, &'static str)],
    /// How the job is submitted.
    pub submission: Submission,
    /// Whether the pod that submits has the cluster's configuration, too.
    pub client_configured: bool,
}

/// Whose webhook's refusals count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Nobody's: this project has no webhook, and settles what they left open.
    Ours,
    /// Google's: a new cluster whose job is cancelled already, a clean-up policy with gaps.
    Google,
    /// Spotify's: the same job, names and labels that Kubernetes does not take, resources and ages that are not given.
    Spotify,
}

/// How Flink's configuration is written.
#[derive(Debug, Clone, Copy)]
pub enum Configuration {
    /// As Google's operator wrote it, whatever the version. `script`: whether the script that submits is in it, and the user's
    /// logging files.
    Google {
        /// Since `v1beta1`.
        script: bool,
    },
    /// As Spotify's operator writes it.
    Spotify {
        /// Whether Flink divides the memory of its processes itself: since 1.10.
        unified_memory: bool,
        /// Whether the file is called `config.yaml`: since 2.0.
        yaml: bool,
    },
    /// For a version, in a file that it reads.
    Flink(Version, File),
}

/// What the user's labels of pods are to the objects around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PodLabels {
    /// Labels of pods, and of nothing else.
    OfPods,
    /// Labels of the workload, and part of its selector, too; they replace the compiler's.
    OfWorkload,
    /// The same, and of the Service and of the Job that submits.
    OfAll,
}

/// What init containers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wiring {
    /// What the user mounts into the main container.
    Mounts,
    /// The compiler's volumes and all variables; of the user's mounts those of the job.
    Operator,
    /// All that the main container sees.
    Whole,
}

/// When TaskManagers have a Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskManagerService {
    /// Never.
    Never,
    /// Always.
    Always,
    /// When a StatefulSet wants one, or the user adds ports.
    WhenNeeded,
}

/// How a group of pods that are placed together is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PodGroup {
    /// JobManager and TaskManagers, each resource once.
    Google,
    /// The Job that submits, too; each resource three times.
    Spotify,
    /// JobManager and TaskManagers, with queue and priority.
    Native,
}

/// What an autoscaler scales, and a budget counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaled {
    /// The FlinkCluster, by its scale subresource; all pods with the cluster's labels.
    Cluster,
    /// The workload itself; the pods of JobManager and TaskManagers.
    Workload,
}

/// How the kubelet looks after processes.
#[derive(Debug, Clone, Copy)]
pub enum Probes {
    /// One probe for both questions.
    Equal,
    /// Alive and ready are different questions, and one handler answers both.
    Operator,
    /// Started, alive and ready are different questions.
    Distinct,
}

/// What pods may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// What the user says, and else what the cluster lets them.
    Users,
    /// As little as a namespace wants whose Pod Security is `restricted`.
    Restricted(PodUser),
}

/// Whose user pods have, where nobody says another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PodUser {
    /// That of Flink's images.
    Flink,
    /// The one that the namespace assigns.
    Assigned,
    /// Its number, which the group has, too.
    Number(i32),
}

/// How the job is submitted.
#[derive(Debug, Clone, Copy)]
pub enum Submission {
    /// At once, by the client as the container's command.
    Direct,
    /// By a script in the ConfigMap, in a Job with a constant name.
    Script(Script),
    /// By a script that waits for the JobManager first, in a Job whose name changes with its content.
    Waiting(Version),
}

/// What the script that submits is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// By Google's operator: the jar file is fetched, the client ends at once.
    Google,
    /// By Spotify's operator.
    Spotify,
}

impl Conventions {
    /// Whether variables stand in Flink's properties, whose values its pods put there.
    pub fn puts_in_variables(&self, properties: &[(&str, &str)]) -> bool {
        match self.configuration {
            Configuration::Flink(..) => properties.iter().any(|(_, value)| reference::is_in(value)),
            Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {
                false
            }
        }
    }

    /// The table. `said`: the version of Flink that the cluster names, for the operator that asked for it.
    pub fn of(way: Way, dialect: Dialect, said: &str) -> Self {
        match (way, dialect) {
            (Way::Operator, Dialect::V1alpha1) => Self::V1ALPHA1,
            (Way::Operator, Dialect::Google) => Self {
                configuration: Configuration::Google { script: true },
                pod_labels: PodLabels::OfAll,
                probes: Probes::Operator,
                submission: Submission::Script(Script::Google),
                empty_savepoint_counts: false,
                ..Self::V1ALPHA1
            },
            (Way::Operator, Dialect::Spotify) => {
                let unified_memory = version_since(said, (1, 10));
                Self {
                    admission: Admission::Spotify,
                    key_file_by_letters: false,
                    empty_savepoint_counts: false,
                    blank_savepoint_counts: false,
                    configuration: Configuration::Spotify {
                        unified_memory,
                        yaml: version_since(said, (2, 0)),
                    },
                    whole_process: unified_memory,
                    pod_labels: PodLabels::OfWorkload,
                    init_containers: Wiring::Operator,
                    slow_stop: true,
                    task_manager_service: TaskManagerService::Always,
                    pod_group: PodGroup::Spotify,
                    limit_variables: false,
                    probes: Probes::Operator,
                    load_balancer_wins: true,
                    path_type: "Prefix",
                    internal_load_balancer: &[
                        ("networking.gke.io/internal-load-balancer-allow-global-access", "true"),
                        ("networking.gke.io/load-balancer-type", "Internal"),
                    ],
                    submission: Submission::Script(Script::Spotify),
                    client_configured: true,
                    ..Self::V1ALPHA1
                }
            }
            (Way::Native(version), Dialect::V1alpha1 | Dialect::Google | Dialect::Spotify) => {
                Self::native(version, dialect)
            }
        }
    }

    /// Of the operator of `v1alpha1`.
    const V1ALPHA1: Self = Self {
        lenient: true,
        admission: Admission::Google,
        empty_class_counts: true,
        empty_savepoint_counts: true,
        blank_savepoint_counts: true,
        key_file_by_letters: true,
        status_sync: false,
        configuration: Configuration::Google { script: false },
        whole_process: false,
        pod_labels: PodLabels::OfPods,
        init_containers: Wiring::Mounts,
        slow_stop: false,
        task_manager_service: TaskManagerService::Never,
        extra_ports_in_service: false,
        pod_group: PodGroup::Google,
        scaled: Scaled::Cluster,
        load_balancer_wins: false,
        limit_variables: true,
        probes: Probes::Equal,
        strategy: None,
        config_hash: false,
        render_hash: false,
        no_substitution: false,
        least_privilege: false,
        security: Security::Users,
        recommended_labels: false,
        spread: false,
        explicit_requests: false,
        app_protocols: false,
        metrics_port: false,
        config_read_only: false,
        explicit_volumes: false,
        literal: false,
        // What the API server makes of an Ingress of the operator's time.
        path_type: "ImplementationSpecific",
        internal_load_balancer: &[("cloud.google.com/load-balancer-type", "Internal")],
        submission: Submission::Direct,
        client_configured: false,
    };

    /// Of this project: the same for all dialects, but for what a word means in one of them.
    fn native(version: Version, dialect: Dialect) -> Self {
        let old = dialect == Dialect::V1alpha1;
        Self {
            lenient: false,
            admission: Admission::Ours,
            empty_class_counts: false,
            empty_savepoint_counts: false,
            blank_savepoint_counts: true,
            key_file_by_letters: false,
            status_sync: true,
            // Which one the properties want is not known yet.
            configuration: Configuration::Flink(version, options::file(version, std::iter::empty())),
            whole_process: dialect == Dialect::Spotify && version.has(Feature::TaskManagerMemory),
            pod_labels: PodLabels::OfPods,
            init_containers: if old { Wiring::Mounts } else { Wiring::Whole },
            slow_stop: false,
            task_manager_service: TaskManagerService::WhenNeeded,
            extra_ports_in_service: true,
            pod_group: PodGroup::Native,
            scaled: Scaled::Workload,
            load_balancer_wins: false,
            limit_variables: false,
            probes: Probes::Distinct,
            strategy: Some("Recreate"),
            config_hash: true,
            render_hash: true,
            no_substitution: true,
            least_privilege: true,
            security: Security::Restricted(PodUser::Flink),
            recommended_labels: true,
            spread: true,
            explicit_requests: true,
            app_protocols: true,
            metrics_port: true,
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
        }
    }

    /// The file that Flink's configuration stands in.
    pub fn file(&self) -> File {
        match self.configuration {
            Configuration::Google { script: _ }
            | Configuration::Spotify { unified_memory: _, yaml: false } => File::Lines,
            Configuration::Spotify { unified_memory: _, yaml: true } => File::Yaml,
            Configuration::Flink(_, file) => file,
        }
    }

    /// The version of Flink that is rendered for.
    pub fn version(&self) -> Option<Version> {
        match self.configuration {
            Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {
                None
            }
            Configuration::Flink(version, _) => Some(version),
        }
    }

    /// Whether Jobs see a job from one roll-out to the next.
    pub fn rolls_out(&self) -> bool {
        match self.submission {
            Submission::Direct | Submission::Script(_) => false,
            Submission::Waiting(_) => true,
        }
    }
}

/// Whether a version is this one or a later one, as Spotify's operator compares: by numbers, a pre-release before its release.
fn version_since(text: &str, least: (u64, u64)) -> bool {
    let text = text.trim().trim_start_matches('v');
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let pre_release = rest.starts_with('-');
    let mut numbers: Vec<u64> = numbers.split('.').map_while(|part| part.parse().ok()).collect();
    if numbers.is_empty() {
        return false;
    }
    numbers.resize(numbers.len().max(3), 0);
    let least = [least.0, least.1, 0];
    match numbers.as_slice().cmp(&least) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => !pre_release,
        std::cmp::Ordering::Greater => true,
    }
}
