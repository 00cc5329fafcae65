//! Whether a job starts from the savepoint that it is to start from: it is there, it is kept, and Flink restores it.

use crate::fields;
use crate::fleet::Profile;
use crate::flink::credentials::told;
use crate::flink::state::{MAX_PARALLELISM, max_parallelism, restores};
use crate::flink::storage::Holds;

/// Why state is lost, and how to keep it.
pub type Loss = (String, String);

/// Why not, when pods that run save it now, and those that come restore it.
pub fn taken(base: &Profile, head: &Profile, directory: &str) -> Option<Loss> {
    not_restored(base, head)
        .or_else(|| gone(base, directory))
        .or_else(|| elsewhere(base, head))
        .or_else(|| hidden(base, head, directory))
}

/// Why not, when it was saved before, into this directory.
pub fn restored(base: &Profile, head: &Profile, directory: &str) -> Option<Loss> {
    not_restored(base, head).or_else(|| hidden(base, head, directory))
}

fn not_restored(base: &Profile, head: &Profile) -> Option<Loss> {
    if let (Some(old), Some(new)) = (base.version, head.version)
        && !restores(new, old)
    {
        let way_out = "name a savepoint that it can restore in `fromSavepoint`, or keep the version";
        return Some((format!("Flink {new} does not restore savepoints of Flink {old}"), way_out.into()));
    }
    // -1 is what it is when nobody writes it.
    let groups = |cluster: &Profile| {
        cluster.setting(MAX_PARALLELISM).filter(|value| *value != "-1").map(ToOwned::to_owned)
    };
    if groups(base) != groups(head) {
        let way_out = "leave it as it is, or name another savepoint in `fromSavepoint`";
        let why = format!("with another `{MAX_PARALLELISM}` the savepoint cannot be restored");
        return Some((why, way_out.into()));
    }
    let (before, after) = (base.job.as_ref()?, head.job.as_ref()?);
    let most = match groups(base) {
        Some(text) => text.parse().ok()?,
        None => max_parallelism(before.parallelism),
    };
    (after.parallelism > most).then(|| {
        let why = format!(
            "a parallelism of {} is more than the {most} key groups of the savepoint (`{MAX_PARALLELISM}`)",
            after.parallelism
        );
        (
            why,
            format!("keep it at {most} or below; only a job that starts without state gets more key groups"),
        )
    })
}

/// The pods that run take the savepoint, not those that come.
fn gone(base: &Profile, directory: &str) -> Option<Loss> {
    let why = base.loses(directory, Holds::State)?;
    let way_out = "name a directory in `savepointsDir` that the running pods can reach, too, such as one in an object store; a \
                   volume must be mounted in an earlier change";
    Some((
        format!("the savepoint in {} is lost with the running pods, which write it: {why}", told(directory)),
        way_out.into(),
    ))
}

/// What runs is asked where it answers, and only a ledger knows an address that Git has no more.
fn elsewhere(base: &Profile, head: &Profile) -> Option<Loss> {
    let remembers = base.job.as_ref().is_some_and(|job| job.remembers) && !base.as_operator;
    if remembers || base.rest == head.rest {
        return None;
    }
    let address = |(scheme, port): (&str, i32)| format!("{scheme}, port {port}");
    let why = format!(
        "no savepoint can be taken: the running cluster answers at {}, but the roll-out, which has no ledger to look that up, asks at {}",
        address(base.rest),
        address(head.rest)
    );
    let way_out = fields!(
        "leave the REST address as it is (`spec.jobManager.ports.ui`, `security.ssl.rest.enabled`) until the job runs \
         with `savepointsDir`, and change it in a separate commit"
    );
    Some((why, way_out.into()))
}

/// It stays where it is, and the pods that come look elsewhere.
fn hidden(base: &Profile, head: &Profile, directory: &str) -> Option<Loss> {
    let why = base.hides(directory, Holds::State, head)?;
    let way_out = "keep the existing volume as it is, and use another place for the new one; or copy the savepoint, and name the copy in \
                   `fromSavepoint`";
    Some((
        format!("the job that starts cannot read the savepoint in {}: {why}", told(directory)),
        way_out.into(),
    ))
}
