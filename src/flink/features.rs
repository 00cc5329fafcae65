//! What a version of Flink can do: a table, so that no other code compares versions.

use super::version::Version;

/// Something that versions of Flink differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// The configuration file is `config.yaml`, and strict YAML.
    YamlConfiguration,
    /// A TaskManager's memory is `taskmanager.memory.*`.
    TaskManagerMemory,
    /// The JobManager's memory is `jobmanager.memory.*`.
    JobManagerMemory,
    /// The logging files are Log4j 2's.
    Log4j2,
    /// The client's `--sysoutLogging` has an effect.
    SysoutLogging,
    /// The configuration file opens the JDK's internals, which Flink needs on Java 17; a file that replaces it must, too.
    /// The start scripts of these versions let Java 8 ignore it.
    OpensModules,
    /// Options of every JVM have a default beside the user's.
    DefaultJavaOptions,
    /// A savepoint's trigger has an id of the caller's choice, so that asking twice takes one.
    ChosenTriggerId,
    /// Network memory has no upper bound by default.
    UnboundedNetworkMemory,
}

/// From a version on, up to another one that has it no more.
type Row = (Feature, (u16, u16), Option<(u16, u16)>);

const TABLE: &[Row] = &[
    // Measured: 1.19 and 1.20 read either file, 2.x only this one.
    (Feature::YamlConfiguration, (2, 0), None),
    // FLIP-49.
    (Feature::TaskManagerMemory, (1, 10), None),
    // FLIP-116.
    (Feature::JobManagerMemory, (1, 11), None),
    // The files in `conf/` of 1.10.3 and 1.11.4.
    (Feature::Log4j2, (1, 11), None),
    // Run: 1.10 and 1.11 take it without effect, 1.12 takes it for the jar file.
    (Feature::SysoutLogging, (1, 0), Some((1, 10))),
    // The shipped files of 1.17.2 and 1.18.1; `-XX:+IgnoreUnrecognizedVMOptions` in the scripts since 1.18.
    (Feature::OpensModules, (1, 18), None),
    // `env.java.default-opts.all`.
    (Feature::DefaultJavaOptions, (1, 19), None),
    // FLINK-24208.
    (Feature::ChosenTriggerId, (1, 15), None),
    // `taskmanager.memory.network.max`: 1 GiB in 1.16.3, none in 1.17.2.
    (Feature::UnboundedNetworkMemory, (1, 17), None),
];

impl Version {
    /// Whether this version has it.
    pub fn has(self, feature: Feature) -> bool {
        let version = (self.major, self.minor);
        TABLE.iter().any(|(row, since, gone)| {
            *row == feature && version >= *since && gone.is_none_or(|gone| version < gone)
        })
    }
}
