//! The names that are made from the cluster's.

use crate::diagnostic::codes;
use crate::k8s::names;
use crate::model::{Cluster, Way};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The cluster's name begins the name of every object, among them a Service (`N-jobmanager`) and, in a job cluster,
    /// a Job whose name ends with a hash. It holds small letters, digits and `-`, begins with a letter, and is short
    /// enough for these names to have 63 characters: 52, or 48 with a job.
    CLUSTER_NAME = 100, "a cluster's name that makes bad names";
}

/// Checks the longest ones.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let name = &cluster.name;
    if !name.is_written() {
        return;
    }
    if name.value.is_empty() {
        found.error(CLUSTER_NAME, name.span, "metadata.name is empty", "give the cluster a name");
        return;
    }
    let hash = "0".repeat(names::HASH_LENGTH);
    let suffix = match (&cluster.job, cluster.way) {
        (Some(_), Way::Native(_)) => names::job("", Some(&hash)),
        _ => names::job_manager(""),
    };
    let Err(wrong) = names::service(&format!("{}{suffix}", name.value)) else { return };
    let message = match wrong {
        names::Wrong::TooLong(most) => {
            format!(
                "metadata.name has {} characters, and {} is the most",
                name.value.len(),
                most - suffix.len()
            )
        }
        names::Wrong::Empty | names::Wrong::Characters(_) => {
            format!("`{}` makes no name of a Service: such a name {wrong}", name.value)
        }
    };
    found.strict(CLUSTER_NAME, name.span, message, "choose another name, such as `orders-enrich`");
}

/// The same for the API server.
pub const CEL: &[Cel] = &[
    Cel {
        path: "",
        rule: r#"self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')"#,
        message: "metadata.name: small letters, digits and `-`, a letter first",
    },
    Cel {
        path: "",
        rule: r#"self.metadata.name.size() <= (has(self.spec) && has(self.spec.job) ? 48 : 52)"#,
        message: "metadata.name: at most 52 characters, 48 with a job",
    },
];
