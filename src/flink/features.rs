//! What a version of Flink can do: a table, so that no other code compares versions.

use super::version::Version;

/// Declares the features: one row each.
macro_rules! features {
    ($($(#[doc = $doc:literal])* $name:ident = ($($since:literal),+), $gone:expr;)*) => {
        /// Something that versions of Flink differ in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $($(#[doc = $doc])* $name,)* }

        /// From a version on, up to another one that has it no more.
        pub const TABLE: &[Row] = &[$(Row {
            feature: Feature::$name,
            doc: concat!($($doc),*),
            since: version($($since),+),
            gone: $gone,
        }),*];
    };
}

/// One feature.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub feature: Feature,
    /// What it is, in one or two sentences.
    pub doc: &'static str,
    /// The first version that has it.
    pub since: Version,
    /// The first one that has it no more.
    pub gone: Option<Version>,
}

const fn version(major: u16, minor: u16) -> Version {
    Version { major, minor }
}

features! {
    /// The configuration file is `config.yaml`, and strict YAML.
    // Measured: 1.19 and 1.20 read either file, 2.x only this one.
    YamlConfiguration = (2, 0), None;
    /// The configuration file may be `config.yaml`, too, where there is no `flink-conf.yaml`.
    EitherConfiguration = (1, 19), Some(version(2, 0));
    /// A TaskManager's memory is `taskmanager.memory.*`.
    // FLIP-49.
    TaskManagerMemory = (1, 10), None;
    /// The JobManager's memory is `jobmanager.memory.*`.
    // FLIP-116.
    JobManagerMemory = (1, 11), None;
    /// The logging files are Log4j 2's.
    // The files in `conf/` of 1.10.3 and 1.11.4.
    Log4j2 = (1, 11), None;
    /// The client's `--sysoutLogging` has an effect.
    // Run: 1.10 and 1.11 take it without effect, 1.12 takes it for the jar file.
    SysoutLogging = (1, 0), Some(version(1, 10));
    /// The client speaks TLS where its `--jobmanager` begins with `https://`, whatever its configuration says.
    // NetUtils.getCorrectHostnamePort: called in 1.19.3 to 2.3.0, not in 1.18.1. Run: without a scheme, 1.20.5 speaks HTTP.
    AddressScheme = (1, 19), None;
    /// The configuration file opens the JDK's internals, which Flink needs on Java 17; a file that replaces it must, too.
    /// The start scripts of these versions let Java 8 ignore it.
    // The shipped files of 1.17.2 and 1.18.1; `-XX:+IgnoreUnrecognizedVMOptions` in the scripts since 1.18.
    OpensModules = (1, 18), None;
    /// Options of every JVM have a default beside the user's.
    // `env.java.default-opts.all`.
    DefaultJavaOptions = (1, 19), None;
    /// A savepoint's trigger has an id of the caller's choice, so that asking twice takes one.
    // FLINK-24208.
    ChosenTriggerId = (1, 15), None;
    /// Savepoints are canonical or native.
    // FLINK-26173.
    SavepointFormats = (1, 15), None;
    /// A plugin for Google Cloud Storage is shipped.
    // FLINK-11838.
    GoogleStoragePlugin = (1, 15), None;
    /// File systems are plugins, in folders of their own below `plugins/`.
    // FLINK-11952.
    PluginFolders = (1, 9), None;
    /// `ENABLE_BUILT_IN_PLUGINS` makes an official image turn on plugins that it ships.
    // "Using plugins" of the Docker page, which came with 1.11.
    PluginsVariable = (1, 11), None;
    /// Network memory has no upper bound by default.
    // `taskmanager.memory.network.max`: 1 GiB in 1.16.3, none in 1.17.2.
    UnboundedNetworkMemory = (1, 17), None;
    /// Whether checkpoints outlive their job is a setting.
    // `execution.checkpointing.externalized-checkpoint-retention`, as the tables of options have it.
    RetainedCheckpoints = (1, 10), None;
    /// A JobManager runs the job's main method itself (`standalone-job.sh`), with what is in `usrlib`.
    // FLIP-85.
    ApplicationMode = (1, 11), None;
    /// Such a JobManager takes `--jars`, and hands these files to the TaskManagers.
    // Run: 1.19.3 to 2.3.0 do, 1.18.1 takes the option for the main method's; files in `usrlib` must be on the TaskManagers, too.
    ApplicationJars = (1, 19), None;
    /// Such a JobManager can stay when its job has ended, and show a main method that throws as a job that failed.
    // `execution.shutdown-on-application-finish`, `execution.submit-failed-job-on-application-error`. Run: 1.14.6 exits with 0, with 163
    // when the job failed, with 165 when the main method threw; the answer to a savepoint that stops the job waits until it is read.
    StaysAfterJob = (1, 15), None;
    /// What keeps the leader is called `high-availability.type`.
    // The tables of options; `high-availability` before, and since.
    AvailabilityType = (1, 17), None;
    /// Kubernetes can keep it.
    // FLIP-144.
    KubernetesAvailability = (1, 12), None;
    /// High availability remembers which jobs have ended.
    // FLIP-194: `job-result-store.*`.
    JobResultStore = (1, 15), None;
    /// The same of applications.
    // FLIP-560: `application-result-store.*`.
    ApplicationResultStore = (2, 3), None;
    /// High availability in Kubernetes elects one leader for all, in one ConfigMap; before, each component has its own.
    // FLINK-24038.
    OneLeader = (1, 15), None;
    /// `security.ssl.enabled` turns on TLS wherever nothing else is said.
    // SSLUtils.isRestSSLEnabled, asked in 1.8.3 to 2.3.0.
    OneTlsSwitch = (1, 0), Some(version(2, 0));
}

impl Version {
    /// Whether this version has it.
    pub fn has(self, feature: Feature) -> bool {
        TABLE
            .iter()
            .any(|row| row.feature == feature && self >= row.since && row.gone.is_none_or(|gone| self < gone))
    }
}
