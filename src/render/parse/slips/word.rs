//! Words of other resources for those of this one.

/// A field, a word that is none of its words, and what to write.
const TABLE: &[(&str, &str, &str)] = &[
    ("accessScope", "LoadBalancer", "`External` is a Service of this type"),
    ("accessScope", "ClusterIP", "`Cluster` is a Service of this type"),
    ("accessScope", "Internal", "`VPC` is a load balancer inside the cloud's network"),
    (
        "accessScope",
        "NodePort",
        "this value exists in v1beta1 only: write a Service of this type next to the FlinkCluster",
    ),
    (
        "accessScope",
        "Headless",
        "this value exists in v1beta1 only: write a headless Service next to the FlinkCluster",
    ),
    (
        "restartPolicy",
        "Always",
        "`FromSavepointOnFailure` submits a failed job again; pods are restarted in any case",
    ),
    (
        "restartPolicy",
        "OnFailure",
        "`FromSavepointOnFailure` submits a failed job again; pods are restarted in any case",
    ),
    ("restartPolicy", "FromSavepoint", "`FromSavepointOnFailure` submits a failed job again"),
    ("afterJob", "Delete", "write `DeleteCluster`, or `DeleteTaskManager` to keep the JobManager"),
    ("afterJob", "Keep", "write `KeepCluster`"),
    ("afterJob", "None", "write `KeepCluster`"),
];

/// What to write for a word.
pub fn way(field: &str, word: &str) -> Option<&'static str> {
    let is = |row: &&(&str, &str, &str)| field.starts_with(row.0) && row.1.eq_ignore_ascii_case(word);
    TABLE.iter().find(is).map(|(_, _, way)| *way)
}
