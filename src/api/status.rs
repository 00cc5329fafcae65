//! The status: what was seen. The compiler never reads it; it is here for its description.

use crate::api::read::object;
use crate::tree::Spanned;

type Text = Spanned<String>;

object! {
    /// What was seen of the cluster.
    Status {
        /// `Creating`, `Running`, `Reconciling`, `Stopping`, `PartiallyStopped` or `Stopped`.
        "state" state: Text;
        /// The cluster's parts.
        "components" components: Components;
        /// When this was written, RFC 3339.
        "lastUpdateTime" last_update_time: Text;
        /// The generation of the FlinkCluster that this is about.
        "observedGeneration" observed_generation: Spanned<i64>;
        /// `Ready`, `Reconciling`, `Stalled` and others.
        "conditions" conditions: Vec<Condition>;
    }

    /// The cluster's parts.
    Components {
        /// The ConfigMap.
        "configMap" config_map: Component;
        /// The JobManager's Deployment.
        "jobManagerDeployment" job_manager_deployment: Component;
        /// The JobManager's Service.
        "jobManagerService" job_manager_service: Component;
        /// The JobManager's Ingress.
        "jobManagerIngress" job_manager_ingress: IngressStatus;
        /// The TaskManagers' Deployment.
        "taskManagerDeployment" task_manager_deployment: Component;
        /// The job.
        "job" job: JobStatus;
    }

    /// One object.
    Component {
        /// Its name.
        "name" name: Text;
        /// `NotReady`, `Ready` or `Deleted`.
        "state" state: Text;
    }

    /// The Ingress.
    IngressStatus {
        /// Its name.
        "name" name: Text;
        /// `NotReady`, `Ready` or `Deleted`.
        "state" state: Text;
        /// Where the web interface is.
        "urls" urls: Vec<Text>;
    }

    /// The job.
    JobStatus {
        /// The name of the Job that submitted it.
        "name" name: Text;
        /// Flink's id of it.
        "id" id: Text;
        /// `Pending`, `Running`, `Succeeded`, `Failed`, `Cancelled`, `Lost` or `Unknown`.
        "state" state: Text;
        /// The savepoint it started from.
        "fromSavepoint" from_savepoint: Text;
        /// The generation of its newest savepoint on demand.
        "savepointGeneration" savepoint_generation: Spanned<i32>;
        /// Where its newest savepoint is.
        "savepointLocation" savepoint_location: Text;
        /// Flink's id of the trigger of its newest savepoint.
        "lastSavepointTriggerID" last_savepoint_trigger_id: Text;
        /// When its newest savepoint was complete, RFC 3339.
        "lastSavepointTime" last_savepoint_time: Text;
        /// How often it was submitted again.
        "restartCount" restart_count: Spanned<i32>;
    }

    /// One answer to one question.
    Condition {
        /// The question.
        "type" kind: Text, required;
        /// `True`, `False` or `Unknown`.
        "status" status: Text, required;
        /// One word for machines.
        "reason" reason: Text;
        /// A sentence for people.
        "message" message: Text;
        /// When `status` last changed, RFC 3339.
        "lastTransitionTime" last_transition_time: Text;
        /// The generation of the FlinkCluster that this is about.
        "observedGeneration" observed_generation: Spanned<i64>;
    }
}
