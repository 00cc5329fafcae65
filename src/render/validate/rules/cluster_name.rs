//! The names that are made from the cluster's.

use crate::diagnostic::codes;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The cluster's name begins the name of every object, among them a Service (`N-jobmanager`) and, in a job cluster,
    /// Jobs whose names end with a hash. It holds small letters, digits and `-`, begins with a letter, and is short enough
    /// for these names: 52 characters, 45 with a job, 38 with `autoSavepointSeconds`.
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
    let suffix = longest(cluster);
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

/// What is added to the cluster's name in the object with the least room for it.
fn longest(cluster: &Cluster) -> String {
    let Some((job, _)) = cluster.life() else { return names::job_manager("") };
    if job.auto_savepoint_seconds().is_some() {
        // As if a CronJob had as many characters as others.
        let missing = names::LABEL_LENGTH - names::CRON_JOB_LENGTH;
        return names::auto_savepoint("") + &"0".repeat(missing);
    }
    if let Some(generation) = job.savepoint_generation().filter(|generation| generation.value > 999_999) {
        return names::savepoint("", generation.value);
    }
    // Room for the cancellation, too: it must not fail on the name when its day comes.
    names::cancel("", &"0".repeat(names::HASH_LENGTH))
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
        rule: r#"self.metadata.name.size() <= (!has(self.spec) || !has(self.spec.job) ? 52 : has(self.spec.job.autoSavepointSeconds) && self.spec.job.autoSavepointSeconds > 0 ? 38 : 45)"#,
        message: "metadata.name: at most 52 characters, 45 with a job, 38 with autoSavepointSeconds",
    },
];
