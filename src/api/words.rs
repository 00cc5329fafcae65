//! The words that some fields take.

use crate::api::read::words;

words! {
    /// When an image is pulled.
    PullPolicy [empty_is_absent: EARLY] {
        /// At every start.
        Always = "Always";
        /// When the node does not have it.
        IfNotPresent = "IfNotPresent";
        /// Never: the node must have it.
        Never = "Never";
    }

    /// Who can reach the JobManager's Service.
    AccessScope [empty_is_absent: EARLY] {
        /// Pods of the cluster.
        Cluster = "Cluster";
        /// The cloud network of the cluster, by an internal load balancer.
        Vpc = "VPC";
        /// Everybody, by a load balancer.
        External = "External";
        /// Everybody who can reach a node.
        NodePort = "NodePort", in BETA;
        /// Pods of the cluster, without an address of the Service's own.
        Headless = "Headless", in BETA;
    }

    /// What keeps the pods of TaskManagers running.
    DeploymentType {
        /// Pods with names, and claims, of their own.
        StatefulSet = "StatefulSet";
        /// Pods that are alike.
        Deployment = "Deployment";
    }

    /// How a job is submitted.
    JobMode {
        /// The client ends when the job is submitted.
        Detached = "Detached";
        /// The client stays until the job's end.
        Blocking = "Blocking";
        /// The JobManager runs the job's main method itself.
        Application = "Application";
    }

    /// The format of a savepoint.
    SavepointFormat {
        /// The same for every state backend.
        Canonical = "CANONICAL";
        /// The state backend's own.
        Native = "NATIVE";
    }

    /// The protocol of a port.
    Protocol {
        /// The Transmission Control Protocol.
        Tcp = "TCP";
        /// The User Datagram Protocol.
        Udp = "UDP";
        /// The Stream Control Transmission Protocol.
        Sctp = "SCTP";
    }

    /// What happens when a job fails.
    RestartPolicy {
        /// It stays failed.
        Never = "Never";
        /// It is submitted again from its newest savepoint.
        FromSavepointOnFailure = "FromSavepointOnFailure";
    }

    /// What is removed when a job has ended.
    CleanupAction {
        /// Nothing.
        KeepCluster = "KeepCluster";
        /// The JobManager and the TaskManagers.
        DeleteCluster = "DeleteCluster";
        /// The TaskManagers.
        DeleteTaskManager = "DeleteTaskManager";
    }

    /// What is removed when a job was cancelled.
    CancelledAction [unchecked_by_operator: EARLY] {
        /// Nothing.
        KeepCluster = "KeepCluster";
        /// The JobManager and the TaskManagers.
        DeleteCluster = "DeleteCluster";
        /// The TaskManagers.
        DeleteTaskManager = "DeleteTaskManager";
    }
}
