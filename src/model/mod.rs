//! The cluster as meant: nothing left to default, every value with the place it was written at.

pub mod words;
pub mod conventions;
pub mod disk;
pub mod probes;
pub mod access;
pub mod metrics;

use self::access::{Access, Monitor};
use self::conventions::{Conventions, Security, Submission};
use self::words::{
    AccessScope, CleanupAction, Framework, JobMode, Level, Protocol, PullPolicy, RestartPolicy,
    SavepointFormat, UpgradeMode,
};
use crate::flink::features::Feature;
use crate::flink::path::{is_within, parts};
use crate::flink::rest::Tls;
use crate::flink::scratch::{self, BUILT_IN_PLUGINS};
use crate::flink::version::Version;
use crate::k8s::dialect::Dialect;
use crate::k8s::names;
use crate::k8s::quantity::Quantity;
use crate::k8s::workload::Workload;
use crate::tree::{Node, Spanned};

/// Text and where it stands.
pub type Text = Spanned<String>;
/// Text under text: properties, annotations.
pub type Pairs = Vec<(Text, Text)>;

/// A Flink cluster.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Whose FlinkCluster it is.
    pub dialect: Dialect,
    /// Whose ways are followed, in what.
    pub conventions: Conventions,
    /// The FlinkCluster as it was read, with its places.
    pub resource: Node,
    /// Whether it is rendered beside its objects.
    pub custom_resource: bool,
    /// Its name: the beginning of every object's.
    pub name: Text,
    /// Its namespace: every object's. None: where they are applied.
    pub namespace: Option<Text>,
    /// The image of every Flink container.
    pub image: Image,
    /// The JobManager.
    pub job_manager: JobManager,
    /// The TaskManagers.
    pub task_manager: TaskManager,
    /// The job of a job cluster.
    pub job: Option<Job>,
    /// Environment variables of every Flink container, as written.
    pub env: Vec<Node>,
    /// Flink's configuration by the user, in the order of its keys.
    pub properties: Pairs,
    /// Sources of environment variables of every Flink container, as written.
    pub env_from: Vec<Node>,
    /// Logging files by the user, in the order of their names.
    pub log_config: Pairs,
    /// The account of every pod of Flink.
    pub service_account_name: Option<Text>,
    /// What places the pods together.
    pub batch_scheduler: Option<BatchScheduler>,
    /// How many pods may be evicted at once.
    pub pod_disruption_budget: Option<Budget>,
    /// Who may reach the pods; none: whoever can.
    pub access: Option<Access>,
    /// Who is told of metrics.
    pub monitor: Option<Monitor>,
    /// What only an operator acts on: the field, and where it stands.
    pub for_operators: Vec<(&'static str, Spanned<()>)>,
    /// Hadoop's configuration.
    pub hadoop: Option<Hadoop>,
    /// Google Cloud credentials.
    pub gcp: Option<Gcp>,
    /// The image of what keeps the status in the JobManager's pod; none where it is kept from outside.
    pub status_sync: Option<Text>,
    /// What is logged.
    pub logging: Logging,
    /// Why its pods may do more than they need; none where they may not.
    pub unrestricted: Option<Text>,
    /// What the compiler's own containers take, in place of its defaults.
    pub script_resources: Option<Node>,
}

impl Cluster {
    /// The user's properties, for questions to the tables of Flink.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        self.properties.iter().map(|(key, value)| (key.value.as_str(), value.value.as_str())).collect()
    }

    /// What they say of TLS.
    pub fn tls(&self) -> Tls<'_> {
        Tls::of(&self.settings(), self.version())
    }

    /// The variables of the user's whose value is written.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        let written = self
            .env
            .iter()
            .filter_map(|node| Some((node.get("name")?.as_str()?, node.get("value")?.as_str()?)));
        written.collect()
    }

    /// The folders that its processes are told to write to.
    pub fn written_folders(&self) -> Vec<String> {
        let logging: Vec<_> = self.log_config.iter().map(|(_, file)| file.value.as_str()).collect();
        scratch::folders(&self.settings(), &self.variables(), &logging, self.version())
    }

    /// One of the user's properties.
    pub fn property(&self, key: &str) -> Option<&(Text, Text)> {
        self.properties.iter().find(|(known, _)| known.value == key)
    }

    /// The version of Flink: that which is rendered for, else the image's.
    pub fn version(&self) -> Option<Version> {
        self.conventions.version().or_else(|| Version::of_image(&self.image.name.value))
    }

    /// Whether a volume for plugins stands where the image has them, and a container fills it: the entry point of Flink's images may
    /// be asked to link some there. Nobody sees here what other sources of variables hold.
    pub fn links_plugins(&self) -> bool {
        match self.conventions.security {
            Security::Users => return false,
            Security::Restricted(_) => {}
        }
        let asks = |variable: &Node| variable.get("name").and_then(Node::as_str) == Some(BUILT_IN_PLUGINS);
        let has_folder = self.version().is_none_or(|version| version.has(Feature::PluginFolders));
        has_folder && (!self.env_from.is_empty() || self.env.iter().any(asks))
    }

    /// Whether a changed number of TaskManagers is not Git's affair: a Job or an autoscaler sets it.
    pub fn is_scaled(&self) -> bool {
        self.task_manager.autoscaler.is_some() || self.life().is_some_and(|(job, _)| job.scales())
    }

    /// The job and the version of Flink, where Jobs look after the job's life.
    pub fn life(&self) -> Option<(&Job, Version)> {
        let Submission::Waiting(version) = self.conventions.submission else { return None };
        Some((self.job.as_ref()?, version))
    }

    /// What the JobManager and the TaskManagers have mounted.
    pub fn mounted(&self) -> [disk::Mounted<'_>; 2] {
        [
            ("JobManager", &self.job_manager.pod, &self.job_manager.process),
            ("TaskManager", &self.task_manager.pod, &self.task_manager.process),
        ]
        .map(|(who, pod, process)| disk::Mounted {
            who,
            volumes: &pod.volumes,
            mounts: &pod.volume_mounts,
            claims: &process.claim_templates,
            claims_end: process.workload == Workload::Deployment,
            env: &self.env,
        })
    }
}

/// How many pods may be evicted at once.
#[derive(Debug, Clone)]
pub struct Budget {
    /// What says it: a field, or an annotation.
    pub by: &'static str,
    /// As written.
    pub spec: Node,
}

/// An image.
#[derive(Debug, Clone)]
pub struct Image {
    /// With its tag or digest.
    pub name: Text,
    /// When it is pulled.
    pub pull_policy: Spanned<PullPolicy>,
    /// What it is pulled with, as written.
    pub pull_secrets: Vec<Node>,
}

/// The JobManager.
#[derive(Debug, Clone)]
pub struct JobManager {
    /// 1.
    pub replicas: Spanned<i32>,
    /// Who can reach it.
    pub access_scope: Spanned<AccessScope>,
    /// `rpc`, `blob`, `query`, `ui`.
    pub ports: JobManagerPorts,
    /// A way in from outside.
    pub ingress: Option<Ingress>,
    /// Annotations of its Service.
    pub service_annotations: Pairs,
    /// Labels of its Service.
    pub service_labels: Pairs,
    /// Of its memory.
    pub margin: Margin,
    /// What keeps its pod running, and how.
    pub process: Process,
    /// Its pod.
    pub pod: Pod,
}

/// The ports of the JobManager.
#[derive(Debug, Clone)]
pub struct JobManagerPorts {
    /// `jobmanager.rpc.port`
    pub rpc: Spanned<i32>,
    /// `blob.server.port`
    pub blob: Spanned<i32>,
    /// `query.server.port`
    pub query: Spanned<i32>,
    /// `rest.port`
    pub ui: Spanned<i32>,
}

impl JobManagerPorts {
    /// Each with its name, in the operator's order.
    pub fn named(&self) -> Vec<(&'static str, Spanned<i32>)> {
        let Self { rpc, blob, query, ui } = self;
        vec![("rpc", *rpc), ("blob", *blob), ("query", *query), (names::REST_PORT, *ui)]
    }
}

/// The TaskManagers.
#[derive(Debug, Clone)]
pub struct TaskManager {
    /// How many.
    pub replicas: Spanned<i32>,
    /// `data`, `rpc`, `query`.
    pub ports: TaskManagerPorts,
    /// How their number follows the load.
    pub autoscaler: Option<Autoscaler>,
    /// Of the memory of each.
    pub margin: Margin,
    /// What keeps their pods running, and how.
    pub process: Process,
    /// Their pods.
    pub pod: Pod,
}

/// The ports of a TaskManager.
#[derive(Debug, Clone)]
pub struct TaskManagerPorts {
    /// `taskmanager.data.port`
    pub data: Spanned<i32>,
    /// `taskmanager.rpc.port`
    pub rpc: Spanned<i32>,
    /// Queryable state.
    pub query: Spanned<i32>,
}

impl TaskManagerPorts {
    /// Each with its name, in the operator's order.
    pub fn named(&self) -> Vec<(&'static str, Spanned<i32>)> {
        let Self { data, rpc, query } = self;
        vec![("data", *data), ("rpc", *rpc), ("query", *query)]
    }
}

/// What keeps the pods of a component running, and what it does so with.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its kind.
    pub workload: Workload,
    /// Templates of claims, as written: of a StatefulSet, else volumes that end with their pods.
    pub claim_templates: Vec<Node>,
    /// Further ports of the Flink container.
    pub extra_ports: Vec<ExtraPort>,
    /// What differs from the default of the question whether it is alive, as written.
    pub liveness_probe: Option<Node>,
    /// What differs from the default of the question whether it is ready, as written.
    pub readiness_probe: Option<Node>,
}

/// A further port.
#[derive(Debug, Clone)]
pub struct ExtraPort {
    /// Its name.
    pub name: Option<Text>,
    /// Its number.
    pub number: Spanned<i32>,
    /// Its protocol.
    pub protocol: Option<Spanned<Protocol>>,
}

/// How the number of TaskManagers follows the load.
#[derive(Debug, Clone)]
pub struct Autoscaler {
    /// The place of the whole.
    pub at: Spanned<()>,
    /// The least number.
    pub min_replicas: Option<Spanned<i32>>,
    /// The greatest number.
    pub max_replicas: Spanned<i32>,
    /// What is measured, as written.
    pub metrics: Vec<Node>,
    /// How fast it follows, as written.
    pub behavior: Option<Node>,
}

/// What places the pods together.
#[derive(Debug, Clone)]
pub struct BatchScheduler {
    /// Its name.
    pub name: Text,
    /// The queue of the group.
    pub queue: Option<Text>,
    /// The priority of the pods.
    pub priority_class_name: Option<Text>,
    /// A scheduler with queue and priority, which does not count beside the name alone.
    pub other: Option<Spanned<()>>,
}

impl BatchScheduler {
    /// Whether it is the one that knows groups of pods.
    pub fn is_volcano(&self) -> bool {
        self.name.value == "volcano"
    }
}

/// The user's part of a pod: of the JobManager, of a TaskManager, of the Job that submits.
#[derive(Debug, Clone, Default)]
pub struct Pod {
    /// Its labels; never in a selector.
    pub labels: Pairs,
    /// Its annotations.
    pub annotations: Pairs,
    /// Containers that run to their end before the others start, as written.
    pub init_containers: Vec<Node>,
    /// Further containers, as written.
    pub sidecars: Vec<Node>,
    /// Requests and limits of the Flink container, as written.
    pub resources: Option<Node>,
    /// As written.
    pub volumes: Vec<Node>,
    /// As written.
    pub volume_mounts: Vec<Node>,
    /// As written.
    pub node_selector: Option<Node>,
    /// As written.
    pub tolerations: Vec<Node>,
    /// As written.
    pub affinity: Option<Node>,
    /// As written.
    pub host_aliases: Vec<Node>,
    /// As written.
    pub security_context: Option<Node>,
}

impl Pod {
    /// The mount under which a file is: the deepest.
    pub fn holder(&self, file: &str) -> Option<&Node> {
        let holds = |mount: &&Node| !path(mount).is_empty() && is_within(file, path(mount));
        self.volume_mounts.iter().filter(holds).max_by_key(|mount| depth(mount))
    }
}

/// How deep a mount is.
pub fn depth(mount: &Node) -> usize {
    parts(path(mount)).len()
}

fn path(mount: &Node) -> &str {
    mount.get("mountPath").and_then(Node::as_str).unwrap_or_default()
}

/// The part of the memory limit that Flink may not use.
#[derive(Debug, Clone)]
pub struct Margin {
    /// The limit itself, in bytes; none when there is none, or zero.
    pub limit: Option<Spanned<Quantity>>,
    /// What is kept back, or left.
    pub share: Share,
    /// A field of the other way to say it, which does not count beside this one.
    pub other: Option<Spanned<()>>,
    /// Whether something is written for these amounts that cannot be read: that was said, and nothing follows from it.
    pub unread: bool,
}

/// What of the limit is kept back, or left.
#[derive(Debug, Clone)]
pub enum Share {
    /// Kept back from what Flink itself manages.
    OffHeap {
        /// Per cent of the limit.
        ratio: Spanned<i32>,
        /// At least so many bytes.
        min: Spanned<Quantity>,
    },
    /// Left for the whole of Flink's process.
    Process {
        /// Per cent of the limit.
        ratio: Spanned<i32>,
    },
}

/// A way to the web interface.
#[derive(Debug, Clone)]
pub struct Ingress {
    /// The place of the whole.
    pub at: Spanned<()>,
    /// With `{{$clusterName}}` replaced; none when there is none, or an empty one.
    pub host: Option<Text>,
    /// As written.
    pub annotations: Option<Node>,
    /// Whether TLS ends here.
    pub use_tls: Spanned<bool>,
    /// The Secret with the certificate; none when there is none, or an empty one.
    pub tls_secret_name: Option<Text>,
}

/// A job.
#[derive(Debug, Clone)]
pub struct Job {
    /// What is run.
    pub program: Program,
    /// Further classes: URLs.
    pub class_path: Vec<Text>,
    /// The class with the main method.
    pub class_name: Option<Text>,
    /// Arguments of the main method.
    pub args: Vec<Text>,
    /// Where its state comes from.
    pub from_savepoint: Option<Text>,
    /// Whether state without an operator may be dropped.
    pub allow_non_restored_state: Spanned<bool>,
    /// How often a savepoint is taken.
    pub auto_savepoint_seconds: Option<Spanned<i32>>,
    /// Where savepoints go.
    pub savepoints_dir: Option<Text>,
    /// A new number takes one.
    pub savepoint_generation: Option<Spanned<i32>>,
    /// Its parallelism; none: the client's default.
    pub parallelism: Option<Spanned<i32>>,
    /// How it is submitted.
    pub mode: Spanned<JobMode>,
    /// The format of savepoints; none: Flink's default.
    pub savepoint_format: Option<Spanned<SavepointFormat>>,
    /// Which savepoints are kept.
    pub kept: Kept,
    /// Whether a change takes a savepoint first.
    pub take_savepoint: Spanned<bool>,
    /// What a change keeps, where an annotation says it.
    pub upgrade: Option<Spanned<UpgradeMode>>,
    /// The age up to which a savepoint is restored from, in seconds.
    pub max_state_age: Option<Spanned<i32>>,
    /// Whether the client's log stays out of its output.
    pub no_logging_to_stdout: Spanned<bool>,
    /// The pod that submits it.
    pub pod: Pod,
    /// Who the pods of its Jobs are.
    pub identity: Identity,
    /// The fields of that pod that an annotation says.
    pub annotated: Vec<&'static str>,
    /// What the pods of its Jobs have of the JobManager's.
    pub inherits: Inherits,
    /// What happens when it fails.
    pub restart_policy: Spanned<RestartPolicy>,
    /// What happens when it has ended.
    pub cleanup_policy: CleanupPolicy,
    /// Whether it is to be cancelled.
    pub cancel_requested: Spanned<bool>,
}

/// Which savepoints are kept of those that a cluster's Jobs took: all, where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept {
    /// At most so many.
    pub most: Option<Spanned<i32>>,
    /// For so many seconds.
    pub seconds: Option<Spanned<i32>>,
}

impl Kept {
    /// The history has room for about so many.
    pub const MOST: i32 = 500;
}

impl Kept {
    /// What is said, where something is.
    pub fn said(self) -> Option<Spanned<i32>> {
        self.most.or(self.seconds)
    }
}

/// What the pods of a job's Jobs have of the JobManager's: nothing where the job says it, were it `{}`.
#[derive(Debug, Clone, Copy)]
pub struct Inherits {
    /// Its labels.
    pub labels: bool,
    /// Its annotations.
    pub annotations: bool,
}

/// What a job runs.
#[derive(Debug, Clone)]
pub struct Program {
    /// A path in the pod, or a URI; none, or empty, where only Python is run.
    pub jar_file: Option<Text>,
    /// The Python file.
    pub py_file: Option<Text>,
    /// Further Python files.
    pub py_files: Option<Text>,
    /// The Python module.
    pub py_module: Option<Text>,
}

impl Program {
    /// Whether it names nothing to run.
    pub fn is_empty(&self) -> bool {
        let Self { jar_file, py_file, py_files: _, py_module } = self;
        jar_file.is_none() && py_file.is_none() && py_module.is_none()
    }
}

impl Job {
    /// Whether the end of the job may change the number of TaskManagers or JobManagers.
    pub fn scales(&self) -> bool {
        let CleanupPolicy { at: _, after_job_succeeds, after_job_fails, after_job_cancelled } =
            &self.cleanup_policy;
        let actions = [after_job_succeeds, after_job_fails, after_job_cancelled];
        actions.iter().any(|action| action.value != CleanupAction::KeepCluster)
    }

    /// Whether the JobManager runs the main method itself.
    pub fn is_application(&self) -> bool {
        match self.mode.value {
            JobMode::Application => true,
            JobMode::Detached | JobMode::Blocking => false,
        }
    }

    /// Whether a change may go on from its newest checkpoint.
    pub fn wants_checkpoints(&self) -> bool {
        self.upgrade.is_some_and(|mode| mode.value.wants_checkpoints())
    }

    /// The account of the user's that its Jobs run as: its own, else the cluster's.
    pub fn named_account<'a>(&'a self, clusters: Option<&'a Text>) -> Option<&'a Text> {
        self.identity.account.as_ref().or(clusters)
    }

    /// Whether its Jobs must remember something beside Flink.
    pub fn remembers(&self) -> bool {
        self.scales()
            // A JobManager that takes another one's place asks whether the job has ended.
            || self.is_application()
            || self.wants_checkpoints()
            || self.savepoints_dir.is_some()
            || self.restart_policy.value == RestartPolicy::FromSavepointOnFailure
    }

    /// Whether its Jobs have an account of their own, where the user names none: what it may do, or whom a cloud takes it for.
    pub fn has_account(&self) -> bool {
        self.remembers() || !self.identity.account_annotations.is_empty()
    }

    /// The generation that asks for a savepoint: a positive one.
    pub fn savepoint_generation(&self) -> Option<Spanned<i32>> {
        self.savepoint_generation.filter(|generation| generation.value > 0)
    }

    /// Which savepoints are kept, where others are disposed of.
    pub fn disposes(&self) -> Option<Kept> {
        self.savepoints_dir.as_ref()?;
        Some(self.kept).filter(|kept| kept.said().is_some())
    }

    /// The seconds between savepoints: a positive number.
    pub fn auto_savepoint_seconds(&self) -> Option<Spanned<i32>> {
        self.auto_savepoint_seconds.filter(|seconds| seconds.value > 0)
    }
}

/// Who the pods of a job's Jobs are.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// The account of the user's that they run as; none: the cluster's, else one of their own.
    pub account: Option<Text>,
    /// Annotations of their own account.
    pub account_annotations: Pairs,
    /// Their priority.
    pub priority_class_name: Option<Text>,
}

/// What happens to the cluster when its job has ended.
#[derive(Debug, Clone)]
pub struct CleanupPolicy {
    /// The place of the whole.
    pub at: Spanned<()>,
    /// When it succeeded.
    pub after_job_succeeds: Spanned<CleanupAction>,
    /// When it failed.
    pub after_job_fails: Spanned<CleanupAction>,
    /// When it was cancelled.
    pub after_job_cancelled: Spanned<CleanupAction>,
}

/// Hadoop's configuration.
#[derive(Debug, Clone)]
pub struct Hadoop {
    /// The ConfigMap that holds it.
    pub config_map_name: Text,
    /// Where it is mounted.
    pub mount_path: Text,
}

/// A Google Cloud service account's key.
#[derive(Debug, Clone)]
pub struct Gcp {
    /// The Secret that holds it.
    pub secret_name: Text,
    /// The file in it.
    pub key_file: Text,
    /// Where it is mounted.
    pub mount_path: Text,
}

/// What Flink's processes log, where no file of the user's says it.
#[derive(Debug, Clone, Default)]
pub struct Logging {
    /// What the image logs with.
    pub framework: Framework,
    /// The level of all that has none of its own.
    pub root: Option<Spanned<Level>>,
    /// Levels of loggers, by their names.
    pub loggers: Vec<(Text, Spanned<Level>)>,
}
