//! Flink's configuration: which settings are the compiler's own, and the two syntaxes of the file.

/// Settings that the compiler writes from the fields of the resource; the user's are refused.
pub const OWN: &[(&str, &str)] = &[
    ("jobmanager.rpc.address", "the name of the JobManager's Service"),
    ("jobmanager.rpc.port", "`spec.jobManager.ports.rpc`"),
    ("blob.server.port", "`spec.jobManager.ports.blob`"),
    ("query.server.port", "`spec.jobManager.ports.query`"),
    ("rest.port", "`spec.jobManager.ports.ui`"),
    ("taskmanager.data.port", "`spec.taskManager.ports.data`"),
    ("taskmanager.rpc.port", "`spec.taskManager.ports.rpc`"),
    ("queryable-state.proxy.ports", "`spec.taskManager.ports.query`"),
];

/// Of these, the ones that the operator dropped from the user's properties without a word.
pub const DROPPED_BY_OPERATOR: &[&str] =
    &["jobmanager.rpc.address", "jobmanager.rpc.port", "blob.server.port", "query.server.port", "rest.port"];

/// The setting that holds options for every JVM of Flink.
pub const JAVA_OPTIONS: &str = "env.java.opts.all";

/// What Flink's own configuration file opens and exports, so that it runs on Java 17.
pub const OPENS: &[&str] = &[];
