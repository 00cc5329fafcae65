//! Names: how the objects of a cluster are called, and what Kubernetes takes as one.

use std::fmt;

/// The longest name of a label's kind.
pub const LABEL_LENGTH: usize = 63;
/// The longest name of a CronJob: its Jobs' names add 11 characters.
pub const CRON_JOB_LENGTH: usize = 52;
const SUBDOMAIN_LENGTH: usize = 253;
/// The digits of a content hash in a name.
pub const HASH_LENGTH: usize = 10;

/// The ConfigMap of a cluster.
pub fn config_map(cluster: &str) -> String {
    format!("{cluster}-configmap")
}

/// The JobManager's Deployment, Service and Ingress.
pub fn job_manager(cluster: &str) -> String {
    format!("{cluster}-jobmanager")
}

/// The TaskManagers' Deployment.
pub fn task_manager(cluster: &str) -> String {
    format!("{cluster}-taskmanager")
}

/// The ServiceAccount of what keeps the status in the JobManager's pod, its Role and its RoleBinding.
pub fn status(cluster: &str) -> String {
    format!("{cluster}-status")
}

/// The most digits of a revision's hash.
pub const REVISION_LENGTH: usize = 10;

/// A revision of a StatefulSet: each of its pods has it as a label.
pub fn revision(stateful_set: &str, hash: &str) -> String {
    format!("{stateful_set}-{hash}")
}

/// The group of pods, the budget, the autoscaler, the NetworkPolicy and the PodMonitor of a cluster.
pub fn group(cluster: &str) -> String {
    format!("{GROUP}{cluster}")
}

/// The cluster whose group this name may be.
pub fn of_group(name: &str) -> Option<&str> {
    name.strip_prefix(GROUP)
}

const GROUP: &str = "flink-";

/// The Job with which the operators of `v1beta1` submit.
pub fn job_submitter(cluster: &str) -> String {
    format!("{cluster}-job-submitter")
}

/// The Job that submits.
pub fn job(cluster: &str, hash: Option<&str>) -> String {
    match hash {
        Some(hash) => format!("{cluster}-job-{hash}"),
        None => format!("{cluster}-job"),
    }
}

/// The ServiceAccount of the Jobs, its Role and its RoleBinding.
pub fn account(cluster: &str) -> String {
    format!("{cluster}-jobs")
}

/// The account of Flink's processes that keep their leader in Kubernetes, its Role and its RoleBinding.
pub fn availability(cluster: &str) -> String {
    format!("{cluster}-ha")
}

/// The ConfigMap in which the Jobs note savepoints.
pub fn ledger(cluster: &str) -> String {
    format!("{cluster}-savepoints")
}

/// The Job that stops what runs before a roll-out.
pub fn prepare(cluster: &str) -> String {
    format!("{cluster}-prepare")
}

/// The ConfigMap with the scripts of that Job.
pub fn prepare_scripts(cluster: &str) -> String {
    format!("{cluster}-prepare-scripts")
}

/// A ConfigMap with scripts of other Jobs.
pub fn scripts(cluster: &str, hash: &str) -> String {
    format!("{cluster}-scripts-{hash}")
}

/// The Job that takes a savepoint.
pub fn savepoint(cluster: &str, generation: i32) -> String {
    format!("{cluster}-savepoint-{generation}")
}

/// The CronJob that takes savepoints.
pub fn auto_savepoint(cluster: &str) -> String {
    format!("{cluster}-autosavepoint")
}

/// The CronJob that disposes of savepoints.
pub fn dispose(cluster: &str) -> String {
    format!("{cluster}-dispose")
}

/// The Job that cancels.
pub fn cancel(cluster: &str, hash: &str) -> String {
    format!("{cluster}-cancel-{hash}")
}

/// The Job that sets the number of TaskManagers.
pub fn scale(cluster: &str) -> String {
    format!("{cluster}-scale")
}

/// The volume with Flink's configuration.
pub const CONFIG_VOLUME: &str = "flink-config-volume";
/// The volume with Flink's configuration in memory, where variables stand in it, and the container that fills it.
pub const FILLED_VOLUME: &str = "flink-configuration";
/// Where that container finds the rendered configuration.
pub const RENDERED_CONFIG_DIR: &str = "/opt/flink-rendered";
/// Where it writes the other.
pub const FILLED_CONFIG_DIR: &str = "/opt/flink-configuration";
/// The volume with Hadoop's configuration.
pub const HADOOP_VOLUME: &str = "hadoop-config-volume";
/// The volume with Google Cloud credentials.
pub const GCP_VOLUME: &str = "gcp-service-account-volume";
/// The volume for temporary files.
pub const TEMPORARY_VOLUME: &str = "flink-tmp-volume";
/// The volume for log files.
pub const LOG_VOLUME: &str = "flink-log-volume";
/// The volume for plugins, and the container that fills it.
pub const PLUGIN_VOLUME: &str = "flink-plugins";
/// The volume for one of the other folders that Flink writes to.
pub fn scratch_volume(n: usize) -> String {
    format!("flink-scratch-volume-{n}")
}

/// A volume with keys that the JobManager has, too.
pub fn store_volume(n: usize) -> String {
    format!("flink-store-volume-{n}")
}

/// The volume with the scripts of Jobs.
pub const SCRIPT_VOLUME: &str = "flink-scripts-volume";
/// Where the scripts of Jobs are.
pub const SCRIPT_DIR: &str = "/opt/flink-scripts";
/// Where Flink's images look for their configuration.
pub const CONFIG_DIR: &str = "/opt/flink/conf";
/// Where the operators' script is that submits.
pub const SUBMIT_SCRIPT_PATH: &str = "/opt/flink-operator/submit-job.sh";
/// The operators' script that submits, in the ConfigMap.
pub const SUBMIT_SCRIPT: &str = "submit-job.sh";
/// Where the JobManager is, for that script.
pub const ADDRESS_VARIABLE: &str = "FLINK_JM_ADDR";
/// Where Hadoop's configuration is.
pub const HADOOP_VARIABLE: &str = "HADOOP_CONF_DIR";
/// Where Google Cloud credentials are.
pub const GCP_VARIABLE: &str = "GOOGLE_APPLICATION_CREDENTIALS";
/// The volume for a jar file that is fetched, or copied, for a JobManager that runs it; and the container that fills it.
pub const JOB_VOLUME: &str = "flink-job-volume";
/// Where that is mounted.
pub const JOB_DIR: &str = "/opt/flink-job";
/// Where Flink's processes look for the classes of a job that they run without a client.
pub const USER_LIB_DIR: &str = "/opt/flink/usrlib";
/// What the compiler's own variables begin with.
pub const OWN_VARIABLES: &str = "FLINK_RENDER_";
/// What those begin with that a JobManager has of the ledger.
pub const LEDGER_VARIABLES: &str = "FLINK_RENDER_LEDGER_";
/// The address of a JobManager's pod.
pub const POD_IP_VARIABLE: &str = "FLINK_RENDER_POD_IP";
/// The roll-out that a Job belongs to.
pub const ROLLOUT_VARIABLE: &str = "FLINK_RENDER_ROLLOUT";
/// The JobManager's container, and its component.
pub const JOB_MANAGER: &str = "jobmanager";
/// The TaskManager's container, and its component.
pub const TASK_MANAGER: &str = "taskmanager";
/// The port of Flink's REST API.
pub const REST_PORT: &str = "ui";
/// The port where Prometheus asks for metrics.
pub const METRICS_PORT: &str = "flink-metrics";
/// The container of a Job.
pub const MAIN: &str = "main";

/// What is wrong with a name: the end of a sentence that begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing there.
    Empty,
    /// Longer than so many characters.
    TooLong(usize),
    /// A character, or the first or last one, that is not allowed.
    Characters(&'static str),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty"),
            Self::TooLong(most) => write!(f, "is longer than {most} characters"),
            Self::Characters(allowed) => write!(f, "may only contain {allowed}"),
        }
    }
}

const LABEL_RULE: &str = "lower-case letters, digits and `-`, and must start and end with a letter or digit";
const SUBDOMAIN_RULE: &str =
    "lower-case letters, digits, `-` and `.`, and each part must start and end with a letter or digit";
const SERVICE_RULE: &str =
    "lower-case letters, digits and `-`, and must start with a letter and end with a letter or digit";
const QUALIFIED_RULE: &str =
    "letters, digits, `-`, `_` and `.`, and must start and end with a letter or digit";
const VARIABLE_RULE: &str = "letters, digits, `-`, `_` and `.`, and must not start with a digit";
const PORT_RULE: &str = "lower-case letters, digits and single `-`, must have at least one letter, and must start and end with a letter or digit";

fn measured(name: &str, most: usize, fits: bool, rule: &'static str) -> Result<(), Wrong> {
    match name {
        "" => Err(Wrong::Empty),
        _ if name.len() > most => Err(Wrong::TooLong(most)),
        _ if !fits => Err(Wrong::Characters(rule)),
        _ => Ok(()),
    }
}

fn is_label(name: &str) -> bool {
    let bytes = name.as_bytes();
    let outer = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    outer(bytes.first())
        && outer(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
}

/// RFC 1123: containers, volumes, namespaces.
pub fn label(name: &str) -> Result<(), Wrong> {
    measured(name, LABEL_LENGTH, is_label(name), LABEL_RULE)
}

/// RFC 1123 with dots: most objects, hosts.
pub fn subdomain(name: &str) -> Result<(), Wrong> {
    measured(name, SUBDOMAIN_LENGTH, name.split('.').all(is_label), SUBDOMAIN_RULE)
}

/// RFC 1035: Services.
pub fn service(name: &str) -> Result<(), Wrong> {
    let letter = name.starts_with(|c: char| c.is_ascii_lowercase());
    measured(name, LABEL_LENGTH, letter && is_label(name), SERVICE_RULE)
}

/// A host of an Ingress; its first part may be `*`.
pub fn host(name: &str) -> Result<(), Wrong> {
    subdomain(name.strip_prefix("*.").unwrap_or(name))
}

fn is_qualified(name: &str) -> bool {
    let bytes = name.as_bytes();
    let outer = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    outer(bytes.first())
        && outer(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// The key of a label or an annotation: `name` or `example.org/name`.
pub fn qualified(key: &str) -> Result<(), Wrong> {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    prefix.map_or(Ok(()), subdomain)?;
    measured(name, LABEL_LENGTH, is_qualified(name), QUALIFIED_RULE)
}

/// The value of a label.
pub fn label_value(value: &str) -> Result<(), Wrong> {
    if value.is_empty() { Ok(()) } else { measured(value, LABEL_LENGTH, is_qualified(value), QUALIFIED_RULE) }
}

/// An environment variable.
pub fn variable(name: &str) -> Result<(), Wrong> {
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let fits = name.bytes().all(inner) && !name.starts_with(|c: char| c.is_ascii_digit());
    measured(name, usize::MAX, fits, VARIABLE_RULE)
}

/// The name of a container's port.
pub fn port(name: &str) -> Result<(), Wrong> {
    let letter = name.bytes().any(|b| b.is_ascii_lowercase());
    measured(name, 15, is_label(name) && letter && !name.contains("--"), PORT_RULE)
}
