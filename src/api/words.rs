//! The words that some fields take.

use crate::api::read::words;

words! {
    /// When an image is pulled.
    PullPolicy [empty_is_absent: true] {
        /// At every start.
        Always = "Always",
        /// When the node does not have it.
        IfNotPresent = "IfNotPresent",
        /// Never: the node must have it.
        Never = "Never",
    }

    /// Who can reach the JobManager's Service.
    AccessScope [empty_is_absent: true] {
        /// Pods of the cluster.
        Cluster = "Cluster",
        /// The cloud network of the cluster, by an internal load balancer.
        Vpc = "VPC",
        /// Everybody, by a load balancer.
        External = "External",
    }

    /// What happens when a job fails.
    RestartPolicy {
        /// It stays failed.
        Never = "Never",
        /// It is submitted again from its newest savepoint.
        FromSavepointOnFailure = "FromSavepointOnFailure",
    }

    /// What is removed when a job has ended.
    CleanupAction {
        /// Nothing.
        KeepCluster = "KeepCluster",
        /// The JobManager and the TaskManagers.
        DeleteCluster = "DeleteCluster",
        /// The TaskManagers.
        DeleteTaskManager = "DeleteTaskManager",
    }

    /// What is removed when a job was cancelled.
    CancelledAction (unchecked_by_operator: true) {
        /// Nothing.
        KeepCluster = "KeepCluster",
        /// The JobManager and the TaskManagers.
        DeleteCluster = "DeleteCluster",
        /// The TaskManagers.
        DeleteTaskManager = "DeleteTaskManager",
    }
}
