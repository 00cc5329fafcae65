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

/// Options of every JVM of Flink.
pub const JAVA_OPTIONS: &str = "env.java.opts.all";
/// The older name of [`JAVA_OPTIONS`], which is ignored where that is given.
pub const OLD_JAVA_OPTIONS: &str = "env.java.opts";
/// Options of every JVM of Flink, before the user's.
pub const DEFAULT_JAVA_OPTIONS: &str = "env.java.default-opts.all";

/// What the configuration files of 1.18.1 to 2.0.2 open and export; 2.3.0 leaves the first one out, and takes it.
pub const OPENS: &[&str] = &[
    "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
    "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
    "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
    "--add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED",
    "--add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED",
    "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
    "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.net=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/java.text=ALL-UNNAMED",
    "--add-opens=java.base/java.time=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
];

/// A setting of our own, which Flink shows and does not read: the roll-out that a JobManager was started for.
pub const ROLLOUT: &str = "flink-render.rollout";
