//! The status: what was seen. One declaration gives its types, how they are read and written, and their description.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::api::shape::Shape;
use crate::api::tolerant;

/// A type of the status, and what the CustomResourceDefinition says of it.
trait Described {
    const SHAPE: Shape;
}

impl Described for String {
    const SHAPE: Shape = Shape::Text;
}

impl Described for Timestamp {
    const SHAPE: Shape = Shape::Text;
}

impl Described for i32 {
    const SHAPE: Shape = Shape::Int32;
}

impl Described for i64 {
    const SHAPE: Shape = Shape::Int64;
}

impl<T: Described> Described for Option<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Described> Described for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}

/// Declares words. The API server takes any: other writers have words of their own.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $word_doc:literal])* $word:ident $(| $also:literal)?,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[doc = $word_doc])* $(#[serde(alias = $also)])? $word,)* }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$word => stringify!($word),)* })
            }
        }

        impl Described for $name {
            const SHAPE: Shape = Shape::Text;
        }
    )*};
}

/// Declares mappings: the keys that must be there, and those that may be.
macro_rules! records {
    ($($(#[doc = $doc:literal])* $name:ident $(: $derived:ident)? {
        $(must $(#[doc = $must_doc:literal])* $must_key:literal $must:ident : $must_type:ty;)*
        $($(#[doc = $may_doc:literal])* $may_key:literal $may:ident : $may_type:ty;)*
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize $(, $derived)?)]
        pub struct $name {
            $($(#[doc = $must_doc])* #[serde(rename = $must_key)] pub $must: $must_type,)*
            $(
                $(#[doc = $may_doc])*
                #[serde(
                    rename = $may_key,
                    default,
                    deserialize_with = "tolerant::field",
                    skip_serializing_if = "tolerant::Field::is_nothing"
                )]
                pub $may: $may_type,
            )*
        }

        impl Described for $name {
            const SHAPE: Shape = Shape::Object(&crate::api::shape::Object {
                name: stringify!($name),
                doc: concat!($($doc),*),
                members: &[
                    $(member($must_key, concat!($($must_doc),*), <$must_type as Described>::SHAPE, true),)*
                    $(member($may_key, concat!($($may_doc),*), <$may_type as Described>::SHAPE, false),)*
                ],
                open: false,
            });
        }
    )*};
}

const fn member(
    name: &'static str,
    doc: &'static str,
    shape: Shape,
    required: bool,
) -> crate::api::shape::Member {
    use crate::k8s::dialect::Dialects;
    let required = if required { Dialects::ALL } else { Dialects::NONE };
    crate::api::shape::Member { name, also: "", doc, shape, dialects: Dialects::ALL, required }
}

/// What the CustomResourceDefinition says of the status.
pub const SHAPE: Shape = Status::SHAPE;

records! {
    /// What was seen of the cluster.
    Status: Default {
        /// `Creating`, `Running`, `Reconciling`, `Stopping`, `PartiallyStopped` or `Stopped`.
        "state" state: Option<ClusterState>;
        /// The components of the cluster.
        "components" components: Components;
        /// When the status was last updated, RFC 3339.
        "lastUpdateTime" last_update_time: Option<Timestamp>;
        /// The generation of the FlinkCluster that was observed.
        "observedGeneration" observed_generation: Option<i64>;
        /// The conditions: `Ready`, `Reconciling`, `Stalled` and others.
        "conditions" conditions: Vec<Condition>;
    }

    /// The components of the cluster.
    Components: Default {
        /// The ConfigMap.
        "configMap" config_map: Option<Component>;
        /// The JobManager's Deployment.
        "jobManagerDeployment" job_manager_deployment: Option<Component>;
        /// The JobManager's StatefulSet.
        "jobManagerStatefulSet" job_manager_stateful_set: Option<Component>;
        /// The JobManager's Service.
        "jobManagerService" job_manager_service: Option<Component>;
        /// The JobManager's Ingress.
        "jobManagerIngress" job_manager_ingress: Option<IngressStatus>;
        /// The TaskManagers' Deployment.
        "taskManagerDeployment" task_manager_deployment: Option<Component>;
        /// The TaskManagers' StatefulSet.
        "taskManagerStatefulSet" task_manager_stateful_set: Option<Component>;
        /// The job.
        "job" job: Option<JobStatus>;
    }

    /// An object of the cluster.
    Component: Default {
        /// Its name.
        "name" name: String;
        /// `NotReady`, `Ready` or `Deleted`.
        "state" state: Option<ComponentState>;
    }

    /// The Ingress.
    IngressStatus: Default {
        /// Its name.
        "name" name: String;
        /// `NotReady`, `Ready` or `Deleted`.
        "state" state: Option<ComponentState>;
        /// The URLs of the web interface.
        "urls" urls: Vec<String>;
    }

    /// The job.
    JobStatus: Default {
        /// The name of the Job that submitted the job.
        "name" name: String;
        /// Flink's id of the job.
        "id" id: Option<String>;
        /// `Pending`, `Running`, `Succeeded`, `Failed`, `Cancelled`, `Lost` or `Unknown`.
        "state" state: Option<JobState>;
        /// The savepoint that the job was started from.
        "fromSavepoint" from_savepoint: Option<String>;
        /// The highest `savepointGeneration` for which a savepoint was taken.
        "savepointGeneration" savepoint_generation: Option<i32>;
        /// The location of the newest savepoint.
        "savepointLocation" savepoint_location: Option<String>;
        /// The trigger id of the newest savepoint.
        "lastSavepointTriggerID" last_savepoint_trigger_id: Option<String>;
        /// When the newest savepoint was completed, RFC 3339.
        "lastSavepointTime" last_savepoint_time: Option<Timestamp>;
        /// How often the job was submitted again.
        "restartCount" restart_count: Option<i32>;
    }

    /// A condition of the cluster.
    Condition {
        must /// The type of the condition.
        "type" kind: ConditionType;
        must /// The status of the condition: `True`, `False` or `Unknown`.
        "status" status: Truth;
        /// The reason for the status, as one word for programs.
        "reason" reason: String;
        /// A message for people.
        "message" message: String;
        /// When the status of the condition last changed, RFC 3339.
        "lastTransitionTime" last_transition_time: Option<Timestamp>;
        /// The generation of the FlinkCluster that was observed.
        "observedGeneration" observed_generation: Option<i64>;
    }
}

impl tolerant::Field for Components {
    /// It is always written.
    fn is_nothing(&self) -> bool {
        false
    }

    fn usable(value: serde_json::Value) -> Self {
        serde_json::from_value(value).unwrap_or_default()
    }
}

words! {
    /// What a cluster is doing.
    ClusterState {
        /// Its parts have not all been ready yet.
        Creating,
        /// All is ready.
        Running,
        /// Something that was ready is not; later operators have a word for one cause.
        Reconciling | "Updating",
        /// The job has ended, and the clean-up is due.
        Stopping,
        /// The clean-up has stopped some of it.
        PartiallyStopped,
        /// The clean-up has stopped all of it.
        Stopped,
    }

    /// What a part is.
    ComponentState {
        /// There, and not yet usable.
        NotReady,
        /// Usable.
        Ready,
        /// It was there.
        Deleted,
    }

    /// What a job is doing.
    JobState {
        /// Not submitted yet.
        Pending,
        /// Submitted, and not at its end.
        Running,
        /// It came to its end.
        Succeeded,
        /// It failed.
        Failed,
        /// It was cancelled.
        Cancelled,
        /// Flink does not have it any more.
        Lost,
        /// It cannot be told.
        Unknown,
    }

    /// The conditions of a FlinkCluster, in the order they are written in.
    ConditionType {
        /// Whether the cluster does what it is for.
        Ready,
        /// Something is under way; only there while true.
        Reconciling,
        /// Somebody must do something; only there while true.
        Stalled,
        /// Whether Flink's REST API answers.
        FlinkAPIReachable,
        /// Whether the newest savepoint on demand was taken.
        SavepointSucceeded,
        /// What became of a roll-out; only there while one is under way.
        JobUpgraded,
        /// Whether Flink has the job.
        JobObserved,
    }

    /// The answer of a condition.
    Truth {
        /// Yes.
        True,
        /// No.
        False,
        /// It cannot be told.
        Unknown,
    }
}
