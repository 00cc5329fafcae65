//! Flink's configuration: the names of the settings that the compiler writes itself.

/// Where the JobManager is.
pub const JOB_MANAGER_ADDRESS: &str = "jobmanager.rpc.address";
/// The JobManager's port for TaskManagers and clients.
pub const JOB_MANAGER_RPC: &str = "jobmanager.rpc.port";
/// The JobManager's port for jar files and other large objects.
pub const JOB_MANAGER_BLOB: &str = "blob.server.port";
/// The JobManager's port for queryable state.
pub const JOB_MANAGER_QUERY: &str = "query.server.port";
/// The port of the web interface and the REST API.
pub const REST_PORT: &str = "rest.port";
/// A TaskManager's port for data.
pub const TASK_MANAGER_DATA: &str = "taskmanager.data.port";
/// A TaskManager's port for the JobManager.
pub const TASK_MANAGER_RPC: &str = "taskmanager.rpc.port";
/// A TaskManager's port for queryable state.
pub const TASK_MANAGER_QUERY: &str = "queryable-state.proxy.ports";

/// The task slots of a TaskManager.
pub const SLOTS: &str = "taskmanager.numberOfTaskSlots";
/// The slots of a TaskManager where nothing is said.
pub const DEFAULT_SLOTS: i32 = 1;

/// What the operator dropped from the user's properties without a word.
pub const DROPPED_BY_OPERATOR: &[&str] =
    &[JOB_MANAGER_ADDRESS, JOB_MANAGER_RPC, JOB_MANAGER_BLOB, JOB_MANAGER_QUERY, REST_PORT];

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
/// Another one: what tells the place that a JobManager recovers its job from.
pub const PLACE: &str = "flink-render.place";
/// Another one: how the job ended of a JobManager that ran it itself, and has none any more.
pub const ENDED: &str = "flink-render.ended";
/// Another one: which run of the job it is, of a JobManager that runs it itself.
pub const RUN: &str = "flink-render.run";

/// What a JobManager that runs the job itself is told: it stays when the job has ended, and a main method that throws is a job that
/// failed.
pub const OF_APPLICATION: [(&str, &str); 2] = [
    ("execution.shutdown-on-application-finish", "false"),
    ("execution.submit-failed-job-on-application-error", "true"),
];

/// Whether checkpoints outlive their job.
pub const RETENTION: &str = "execution.checkpointing.externalized-checkpoint-retention";
/// Its value where they do.
pub const RETAINED: &str = "RETAIN_ON_CANCELLATION";
/// How often checkpoints are taken.
pub const CHECKPOINTS: &str = "execution.checkpointing.interval";
/// Where checkpoints are: the names of the setting, that which counts before the others first.
pub const CHECKPOINT_DIR: [&str; 2] = ["execution.checkpointing.dir", "state.checkpoints.dir"];
/// Where a JobManager that runs the job itself puts its jar files; it makes this folder at its start.
pub const ARTIFACTS: &str = "user.artifacts.base-dir";
