//! Choices of a cluster: what may be written for them is a version of the resource's own affair.

/// When an image is pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PullPolicy {
    /// At every start.
    Always,
    /// When the node does not have it.
    IfNotPresent,
    /// Never: the node must have it.
    Never,
}

/// Who can reach the JobManager's Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessScope {
    /// Pods of the cluster.
    Cluster,
    /// The cloud network of the cluster, by an internal load balancer.
    Vpc,
    /// Everybody, by a load balancer.
    External,
    /// Everybody who can reach a node.
    NodePort,
    /// Pods of the cluster, without an address of its own.
    Headless,
}

/// How a job is submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobMode {
    /// The client ends when the job is submitted.
    Detached,
    /// The client stays until the job's end.
    Blocking,
    /// The JobManager runs the job's main method itself.
    Application,
}

/// The format of a savepoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavepointFormat {
    /// The same for every state backend.
    Canonical,
    /// The state backend's own.
    Native,
}

/// What a change keeps of a job's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpgradeMode {
    /// A savepoint, with which the job is stopped.
    Savepoint,
    /// The newest checkpoint: nothing is taken.
    LastState,
    /// A savepoint, and where none can be taken, the newest checkpoint.
    SavepointOrLastState,
    /// Nothing.
    Stateless,
}

/// The protocol of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// The Transmission Control Protocol.
    Tcp,
    /// The User Datagram Protocol.
    Udp,
    /// The Stream Control Transmission Protocol.
    Sctp,
}

/// What happens when a job fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestartPolicy {
    /// It stays failed.
    Never,
    /// It is submitted again from its newest savepoint.
    FromSavepointOnFailure,
}

/// What is removed when a job has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CleanupAction {
    /// Nothing.
    KeepCluster,
    /// The JobManager and the TaskManagers.
    DeleteCluster,
    /// The TaskManagers.
    DeleteTaskManager,
}

impl PullPolicy {
    /// As Kubernetes calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "Always",
            Self::IfNotPresent => "IfNotPresent",
            Self::Never => "Never",
        }
    }
}

impl SavepointFormat {
    /// As Flink calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Canonical => "CANONICAL",
            Self::Native => "NATIVE",
        }
    }
}

impl UpgradeMode {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Savepoint, Self::LastState, Self::SavepointOrLastState, Self::Stateless];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Savepoint => "savepoint",
            Self::LastState => "last-state",
            Self::SavepointOrLastState => "savepoint-or-last-state",
            Self::Stateless => "stateless",
        }
    }

    /// Whether checkpoints are gone on from.
    pub fn wants_checkpoints(self) -> bool {
        match self {
            Self::LastState | Self::SavepointOrLastState => true,
            Self::Savepoint | Self::Stateless => false,
        }
    }
}

impl Protocol {
    /// As Kubernetes calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Sctp => "SCTP",
        }
    }
}

impl CleanupAction {
    /// As people, and the Jobs' scripts, call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeepCluster => "KeepCluster",
            Self::DeleteCluster => "DeleteCluster",
            Self::DeleteTaskManager => "DeleteTaskManager",
        }
    }
}

/// What an image logs with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Framework {
    /// Log4j, of the release that the version of Flink has.
    #[default]
    Log4j,
    /// Logback, which no image of Flink's has.
    Logback,
}

impl Framework {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Log4j, Self::Logback];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Log4j => "log4j",
            Self::Logback => "logback",
        }
    }
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing.
    Off,
    /// Errors.
    Error,
    /// And warnings.
    Warn,
    /// And what happens.
    Info,
    /// And how.
    Debug,
    /// And all else.
    Trace,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Off, Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    /// Its word, the same for every framework.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Error => "ERROR",
            Self::Warn => "WARN",
            Self::Info => "INFO",
            Self::Debug => "DEBUG",
            Self::Trace => "TRACE",
        }
    }
}
