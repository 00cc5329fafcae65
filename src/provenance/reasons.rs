//! Why the values are there that are the same in every cluster.

use crate::k8s::labels;
use crate::tree::path::Path;

/// A value, by its path.
enum At {
    /// Below a key.
    Key(&'static str),
    /// With this in its path.
    Part(&'static str),
    /// With this at the end of its path.
    End(&'static str),
}
use At::{End, Key, Part};

/// Kind of the object (`*`: any), where in it, and why. The first that fits counts.
const TABLE: &[(&str, At, &str)] = &[
    ("NetworkPolicy", Part("spec.podSelector"), "all pods of the cluster"),
    ("NetworkPolicy", Part("spec.policyTypes"), "what goes out is free"),
    (
        "NetworkPolicy",
        Part("spec.ingress"),
        "the cluster's own pods and the status sidecar, and who is named",
    ),
    ("PodMonitor", Part("spec.selector"), "the pods of JobManager and TaskManagers, and no Job's"),
    ("PodMonitor", Part("podMetricsEndpoints"), "the port of Flink's reporter for Prometheus"),
    ("*", End("apiVersion"), "the version of this kind that Kubernetes serves"),
    ("RoleBinding", Part("roleRef"), "the Role of the cluster's Jobs"),
    ("RoleBinding", Part("subjects"), "the ServiceAccount of the cluster's Jobs"),
    ("*", End("kind"), "the kind of the object"),
    ("*", End("labels.app"), "one label for all objects of Flink"),
    ("*", Part("matchLabels"), "selectors are as the operator's, and never change: they are immutable"),
    ("Service", Part("spec.selector"), "the pods of the component"),
    ("Service", End("spec.clusterIP"), "each pod is named, and none stands for all"),
    ("Service", End("spec.type"), "it has no address of its own"),
    ("*", End("podManagementPolicy"), "TaskManagers need not wait for each other"),
    ("*", End("volumeMode"), "what the API server adds: nothing differs from Git then"),
    ("PodGroup", Part("spec"), "all pods of the cluster, or none"),
    ("PodDisruptionBudget", Part("spec.selector"), "the pods of JobManager and TaskManagers, and no Job's"),
    (
        "HorizontalPodAutoscaler",
        Part("scaleTargetRef"),
        "the workload itself: nobody reads the number of a FlinkCluster",
    ),
    ("Job", Part("].resources."), "what a script or Flink's client takes, where nothing is said"),
    ("CronJob", Part("].resources."), "what a script takes"),
    ("*", Part("].resources."), "what the operator of this dialect gives to a container that says nothing"),
    ("*", Part("schedulerName"), "the batch scheduler"),
    (
        "*",
        Part("securityContext"),
        "no more rights than a namespace wants whose Pod Security is `restricted`",
    ),
    ("*", Part("topologySpreadConstraints"), "a node that is lost takes as few TaskManagers as can be"),
    ("*", End("appProtocol"), "proxies need not guess"),
    ("CronJob", End("startingDeadlineSeconds"), "a controller that was away starts one, and no old one"),
    (
        "CronJob",
        End("activeDeadlineSeconds"),
        "six hours: one whose pod never starts would keep all later ones from it",
    ),
    ("*", Part("labels[app.kubernetes.io/"), "labels that Kubernetes recommends"),
    ("*", Key(labels::FLUX_SUBSTITUTE), "Flux would take a part of a text for a variable"),
    ("ConfigMap", End("immutable"), "another script has another name"),
    ("*", Part("inject"), "a Job ends when all its containers have, and a proxy does not"),
    ("*", End("labels.component"), "tells JobManager and TaskManagers apart, as the operator did"),
    ("*", Key(labels::ROLE), "the role of the Job, for whoever looks for it"),
    ("FlinkCluster", Key(labels::DIALECT), "what its version of 2021 said, which no API server has"),
    ("*", Key(labels::RENDERED_BY), "tells the status sidecar who rendered the cluster"),
    ("*", Key(labels::SUBMIT_MODE), "tells the status sidecar that the Job stays as long as the Flink job"),
    ("*", Key(labels::SYNC_WAVE), "the order of a roll-out: accounts, prepare, cluster, submitter"),
    ("*", Key(labels::IGNORE_HEALTHCHECK), "the application is not unhealthy while a job runs, or has ended"),
    ("*", Key(labels::SYNC_OPTIONS), "a Job cannot be changed: it is recreated"),
    ("*", Key(labels::FLUX_FORCE), "a Job cannot be changed: it is recreated"),
    ("ConfigMap", Part("data[log4j-"), "the logging files of Flink's version, to standard output"),
    ("ConfigMap", Part(".sh]"), "a script, from `templates/`"),
    ("ConfigMap", Part("data[logback"), "the same for images with Logback"),
    (
        "ConfigMap",
        Key("config.yaml"),
        "a size of Flink's own, written so that it does not depend on the image",
    ),
    (
        "ConfigMap",
        Key("flink-conf.yaml"),
        "a size of Flink's own, written so that it does not depend on the image",
    ),
    (
        "Deployment",
        Part("spec.strategy"),
        "two JobManagers must not overlap, and TaskManagers replaced one by one restart the job as often",
    ),
    ("Deployment", Part("spec.replicas"), "one JobManager"),
    ("StatefulSet", Part("spec.replicas"), "one JobManager"),
    ("*", End("terminationGracePeriodSeconds"), "time to stop, for the operator's pods"),
    ("Service", Part("spec.ports"), "the ports of the JobManager, by their names"),
    ("Ingress", Part("spec.rules"), "everything at the host goes to the JobManager's web interface"),
    (
        "*",
        End("automountServiceAccountToken"),
        "a token for the Jobs that write the ledger or scale, and for no others",
    ),
    ("*", Part("startupProbe"), "five minutes to start: slow disks, large images"),
    ("*", Part("livenessProbe"), "patient: a long garbage collection is no reason to lose a job's state"),
    ("*", Part("readinessProbe"), "whether it answers"),
    ("*", Part(".ports["), "the port's name, for the Service and for probes"),
    ("*", Part("resourceFieldRef"), "how the operator's images learn their limits"),
    ("CronJob", Part("concurrencyPolicy"), "one savepoint at a time"),
    ("CronJob", End("spec.schedule"), "once an hour, at a minute that follows from the name"),
    ("CronJob", Part("JobsHistoryLimit"), "one to look at"),
    ("*", Part("backoffLimit"), "how often the script is tried again"),
    ("*", Part("podFailurePolicy"), "an evicted or deleted pod comes back, and finds its job"),
    ("*", Part("restartPolicy"), "the Job makes a new pod, with the log of the old one left to read"),
    (
        "*",
        Part("[flink-configuration].command["),
        "puts variables into Flink's configuration, so that no object holds their values",
    ),
    ("*", End("terminationMessagePolicy"), "its last words tell what is wrong"),
    ("*", Part(".command["), "a script of the ConfigMap that is mounted"),
    ("*", Part(".args["), "an argument of the entry point, the client or the script"),
    ("*", Part(".env["), "a variable that the entry point, Flink or the script reads"),
    ("*", Part("volumeMounts"), "where Flink's configuration and credentials are, and what is written"),
    ("*", Part("volumes"), "Flink's configuration and credentials, and what is written"),
    ("*", End("].name"), "what the container is called"),
    ("Deployment", Part("initContainers[0].resources"), "what the status sidecar takes"),
    ("Role", Part("rules"), "read and write the ledger, scale the Deployments, by name and nothing else"),
];

/// The first reason that fits.
pub fn of(kind: &str, path: &Path) -> Option<&'static str> {
    let text = path.to_string();
    let fits = |at: &At| match at {
        Key(key) => path.passes(&[key]),
        Part(part) => text.contains(part),
        End(end) => text.ends_with(end),
    };
    let row = TABLE.iter().find(|(of, at, _)| (*of == "*" || *of == kind) && fits(at));
    row.map(|(_, _, reason)| *reason)
}
