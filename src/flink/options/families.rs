//! Keys that nobody can list: each begins with one of Flink's, and the rest is a name that somebody chooses.

use super::kind::Kind;
use super::table::{self, Fact, Read};
use crate::flink::version::Version;

/// Keys that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// How they begin.
    pub prefix: &'static str,
    /// What they are.
    pub what: &'static str,
}

/// What is read by prefix.
const ALL: &[Family] = &[
    // ReporterSetup: a reporter is given all that is under its name.
    family("metrics.reporter.", "settings of a reporter of metrics, which its name is in"),
    family("traces.reporter.", "settings of a reporter of traces, which its name is in"),
    family("events.reporter.", "settings of a reporter of events, which its name is in"),
    // ExternalResourceOptions: `external-resource.<name>.param.<param>`, and a driver's own.
    family("external-resource.", "settings of an external resource, which its name is in"),
    // ResourceManagerOptions.CONTAINERIZED_*_ENV_PREFIX, ConfigConstants.
    family("containerized.master.env.", "variables of the JobManager, where Flink itself starts it"),
    family("containerized.taskmanager.env.", "variables of TaskManagers, where Flink itself starts them"),
    family("yarn.application-master.env.", "variables of the JobManager on YARN"),
    family("yarn.taskmanager.env.", "variables of TaskManagers on YARN"),
    // HadoopUtils, YarnConfigOptions.
    family("flink.hadoop.", "settings of Hadoop's configuration"),
    family("flink.yarn.", "settings of YARN's configuration"),
    // HadoopConfigLoader of each file system names the prefixes that it takes over.
    family("fs.", "settings of file systems"),
    family("s3.", "settings of the file systems for S3"),
    family("s3a.", "settings of the file systems for S3"),
    family("s3p.", "settings of the file systems for S3"),
    family("presto.", "settings of Presto's file system for S3"),
    family("hive.", "settings of Presto's file system for S3"),
    family("gs.", "settings of the file system for Google Cloud Storage"),
    family("dfs.", "settings of Hadoop's file system"),
    family("hadoop.", "settings of Hadoop"),
    // KerberosMountDecorator, DefaultDelegationTokenManager.
    family("security.delegation.token.provider.", "settings of a provider of tokens, which its name is in"),
    family("security.kerberos.token.provider.", "settings of a provider of tokens, which its name is in"),
    // SqlGatewayEndpointFactoryUtils.
    family("sql-gateway.endpoint.", "settings of an endpoint of the SQL gateway"),
    family("sql-client.", "settings of the SQL client"),
    // CommonCatalogOptions, MaterializedTableConfigOptions.
    family("table.catalog-store.", "settings of a store of catalogs, which its kind is in"),
    family("workflow-scheduler.", "settings of a scheduler of workflows, which its type is in"),
    // Options of Apache's operator, which reads them before Flink does.
    family("kubernetes.operator.", "settings of Apache's operator, which nothing reads here"),
    family("job.autoscaler.", "settings of Apache's operator, which nothing reads here"),
    // Flink writes these itself.
    family("$internal.", "settings that Flink writes itself"),
    family("internal.", "settings that Flink writes itself"),
];

const fn family(prefix: &'static str, what: &'static str) -> Family {
    Family { prefix, what }
}

/// The family that a key is of: one of those above, or the entries of an option that is a map.
pub fn of(key: &str, version: Version) -> Option<Family> {
    let longer = |family: &&Family| key.len() > family.prefix.len() && key.starts_with(family.prefix);
    if let Some(family) = ALL.iter().find(longer) {
        return Some(*family);
    }
    key.match_indices('.').find_map(|(dot, _)| {
        let line = table::line(&key[..dot])?;
        match line.at(version)? {
            Fact::Option { read: Read { kind: Kind::Map, default: _ }, deprecated: _ } => {
                Some(Family { prefix: line.key, what: "an entry of this option, which is a map" })
            }
            Fact::Option { .. } | Fact::Name { .. } | Fact::Gone => None,
        }
    })
}
