//! What an object does in its cluster: told by the name that this project gave it, never by a label that others may set.

use super::{labels, names};

/// What an object does in its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Runs the JobManager, or leads to it.
    JobManager,
    /// Runs the TaskManagers.
    TaskManager,
    /// A Job that submits the job and stays with it.
    Submitter,
    /// A Job that stops what runs before a roll-out.
    Prepare,
    /// A Job that takes a savepoint on demand.
    Savepoint,
    /// A CronJob that takes savepoints.
    AutoSavepoint,
    /// A CronJob that disposes of savepoints.
    Dispose,
    /// A Job that cancels the job.
    Cancel,
    /// A Job that sets the number of TaskManagers.
    Scale,
}

impl Role {
    /// That of a cluster's object of this name; none of a ConfigMap and other objects that do nothing.
    pub fn of(cluster: &str, name: &str) -> Option<Self> {
        let last = name.rsplit_once('-').map_or("", |(_, last)| last);
        let generation = last.parse().unwrap_or_default();
        let all = [
            (Self::JobManager, names::job_manager(cluster)),
            (Self::TaskManager, names::task_manager(cluster)),
            (Self::Submitter, names::job(cluster, None)),
            (Self::Submitter, names::job(cluster, Some(last))),
            (Self::Prepare, names::prepare(cluster)),
            (Self::Savepoint, names::savepoint(cluster, generation)),
            (Self::AutoSavepoint, names::auto_savepoint(cluster)),
            (Self::Dispose, names::dispose(cluster)),
            (Self::Cancel, names::cancel(cluster, last)),
            (Self::Scale, names::scale(cluster)),
        ];
        all.into_iter().find(|(_, own)| own == name).map(|(role, _)| role)
    }

    /// The value of its label: [`labels::COMPONENT`] of processes, [`labels::ROLE`] of Jobs.
    pub fn word(self) -> &'static str {
        match self {
            Self::JobManager => names::JOB_MANAGER,
            Self::TaskManager => names::TASK_MANAGER,
            Self::Submitter => labels::SUBMITTER,
            Self::Prepare => labels::PREPARE,
            Self::Savepoint => labels::SAVEPOINT,
            Self::AutoSavepoint => labels::AUTO_SAVEPOINT,
            Self::Dispose => labels::DISPOSE,
            Self::Cancel => labels::CANCEL,
            Self::Scale => labels::SCALE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, names};

    #[test]
    fn names_tell_roles() {
        for cluster in ["a", "a-job", "job"] {
            for (name, role) in [
                (names::job_manager(cluster), Some(Role::JobManager)),
                (names::task_manager(cluster), Some(Role::TaskManager)),
                (names::job(cluster, None), Some(Role::Submitter)),
                (names::job(cluster, Some("0123456789")), Some(Role::Submitter)),
                (names::prepare(cluster), Some(Role::Prepare)),
                (names::savepoint(cluster, 17), Some(Role::Savepoint)),
                (names::auto_savepoint(cluster), Some(Role::AutoSavepoint)),
                (names::dispose(cluster), Some(Role::Dispose)),
                (names::cancel(cluster, "0123456789"), Some(Role::Cancel)),
                (names::scale(cluster), Some(Role::Scale)),
                (names::config_map(cluster), None),
                (names::ledger(cluster), None),
                (names::account(cluster), None),
                (cluster.to_owned(), None),
            ] {
                assert_eq!(Role::of(cluster, &name), role, "{name}");
            }
        }
    }
}
