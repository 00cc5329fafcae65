//! Why the values are there that are the same in every cluster.

use super::path::Path;

/// Kind of the object (`*`: any), a part of its path (with `$`: the end), and why. The first that fits counts.
const TABLE: &[(&str, &str, &str)] = &[
    ("*", "apiVersion$", "the version of this kind that Kubernetes serves"),
    ("RoleBinding", "roleRef", "the Role of the cluster's Jobs"),
    ("RoleBinding", "subjects", "the ServiceAccount of the cluster's Jobs"),
    ("*", "kind$", "the kind of the object"),
    ("*", "labels.app$", "one label for all objects of Flink"),
    ("*", "matchLabels", "selectors are as the operator's, and never change: they are immutable"),
    ("Service", "spec.selector", "the JobManager's pods"),
    ("*", "labels.component$", "tells JobManager and TaskManagers apart, as the operator did"),
    ("*", r#"labels["flinkoperator.k8s.io/role"]"#, "what the Job does, for whoever looks for it"),
    ("*", r#"["flinkoperator.k8s.io/rendered-by"]"#, "tells the status sidecar who rendered the cluster"),
    (
        "*",
        r#"["flinkoperator.k8s.io/submit-mode"]"#,
        "tells the status sidecar that the Job stays as long as the Flink job",
    ),
    (
        "*",
        r#"["argocd.argoproj.io/sync-wave"]"#,
        "the order of a roll-out: accounts, prepare, cluster, submitter",
    ),
    (
        "*",
        r#"["argocd.argoproj.io/ignore-healthcheck"]"#,
        "the application is not unhealthy while a job runs, or has ended",
    ),
    ("*", r#"["argocd.argoproj.io/sync-options"]"#, "a Job cannot be changed: it is made anew"),
    ("*", r#"["kustomize.toolkit.fluxcd.io/force"]"#, "a Job cannot be changed: it is made anew"),
    ("ConfigMap", r#"data["log4j-"#, "the logging files of Flink's version, to standard output"),
    ("ConfigMap", r#"data["logback"#, "the same for images with Logback"),
    (
        "ConfigMap",
        r#"data["config.yaml"]"#,
        "a size of Flink's own, written so that it does not depend on the image",
    ),
    (
        "ConfigMap",
        r#"data["flink-conf.yaml"]"#,
        "a size of Flink's own, written so that it does not depend on the image",
    ),
    (
        "Deployment",
        "spec.strategy",
        "two JobManagers must not overlap, and TaskManagers replaced one by one restart the job as often",
    ),
    ("Deployment", "spec.replicas", "one JobManager"),
    ("Service", "spec.ports", "the ports of the JobManager, by their names"),
    ("Ingress", "spec.rules", "everything at the host goes to the JobManager's web interface"),
    (
        "*",
        "automountServiceAccountToken$",
        "a token for those that write the ledger or scale, and for nobody else",
    ),
    ("*", "startupProbe", "five minutes to start: slow disks, large images"),
    ("*", "livenessProbe", "patient: a long collection of garbage is no reason to lose a job's state"),
    ("*", "readinessProbe", "whether it answers"),
    ("*", ".ports[", "the port's name, for the Service and for probes"),
    ("*", "resourceFieldRef", "how the operator's images learn their limits"),
    ("CronJob", "concurrencyPolicy", "one savepoint at a time"),
    ("CronJob", "JobsHistoryLimit", "one to look at"),
    ("*", "backoffLimit", "how often the script is tried again"),
    ("*", "podFailurePolicy", "an evicted pod comes back, and finds its job"),
    ("*", "restartPolicy", "the Job makes a new pod, with the log of the old one left to read"),
    ("*", ".command[", "the script, from templates/jobs"),
    ("*", ".args[", "an argument of the entry point, the client or the script"),
    ("*", ".env[", "a variable that the entry point, Flink or the script reads"),
    ("*", "volumeMounts", "where Flink's configuration and credentials are mounted"),
    ("*", "volumes", "Flink's configuration and credentials"),
    ("*", "].name$", "what the container is called"),
    ("Deployment", "securityContext", "the status sidecar needs no rights on its node"),
    ("Deployment", "initContainers[0].resources", "what the status sidecar takes"),
    ("Role", "rules", "read and write the ledger, scale the Deployments, by name and nothing else"),
];

/// The first reason that fits.
pub fn of(kind: &str, path: &Path) -> Option<&'static str> {
    let path = path.to_string();
    let fits = |pattern: &str| match pattern.strip_suffix('$') {
        Some(end) => path.ends_with(end),
        None => path.contains(pattern),
    };
    TABLE
        .iter()
        .find(|(of, pattern, _)| (*of == "*" || *of == kind) && fits(pattern))
        .map(|(_, _, reason)| *reason)
}
