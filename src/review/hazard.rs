//! What of a take-over touches a job that runs, though its objects look harmless.

use super::object::ObjectChange;
use crate::fields;
use crate::k8s::object::JOB;
use crate::k8s::resource::KIND;
use crate::k8s::role::Role;
use crate::k8s::workload::Workload;
use crate::tree::path::Path;
use crate::tree::{Node, Value};

/// What would happen to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hazard {
    /// The Job that submitted it is gone, and its cluster is there: applied, it submits the job, whether that runs or not.
    Submits(Submission),
    /// The Job that submitted it is another one than would be applied.
    Differs {
        /// How it is submitted.
        submission: Submission,
        /// The savepoint that it was started from, where that differs: none where there was none.
        savepoint: Option<Option<String>>,
    },
    /// Pods that run it end.
    Fewer {
        /// What they are.
        process: Process,
        /// How many there are.
        live: i64,
        /// How many there would be.
        ours: i64,
    },
    /// It scales the FlinkCluster, which nothing acts on any more.
    ScalesNothing,
}

/// How a job is submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submission {
    /// By a client, which nothing of the job depends on any more.
    Client,
    /// It runs in its own JobManager, which is a Job.
    Standalone,
}

/// A process of Flink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// The JobManager.
    JobManager,
    /// A TaskManager.
    TaskManager,
}

const SAVEPOINT: &str = "--fromSavepoint";
const JOB_ID: &str = "--job-id";

impl Hazard {
    /// What an object is that comes, stays or changes: an autoscaler of the operator's.
    pub fn of_object(object: &Node) -> Option<Self> {
        let target = object.get("spec").and_then(|spec| spec.get("scaleTargetRef")?.get("kind")?.as_str());
        (target == Some(KIND)).then_some(Self::ScalesNothing)
    }

    /// What becomes of a job when this object of its cluster, which has this role, is not there.
    pub fn of_missing(kind: &str, role: Role) -> Option<Self> {
        Some(Self::Submits(Submission::of(kind, role)?))
    }

    /// What becomes of a job when `live` is changed to `ours`.
    pub fn of_change(change: &ObjectChange, role: Role, live: &Node, ours: &Node) -> Option<Self> {
        if let Some(submission) = Submission::of(&change.kind, role) {
            change.refusal.as_ref()?;
            let (was, is) = (after(live, SAVEPOINT), after(ours, SAVEPOINT));
            let savepoint = (was != is).then(|| was.map(ToOwned::to_owned));
            return Some(Self::Differs { submission, savepoint });
        }
        let process = Process::of(&change.kind, role)?;
        let replicas = Path::of_fields("spec.replicas");
        let changed = change.differences.iter().find(|difference| difference.path == replicas)?;
        let number = |node: &Option<Node>| node.as_ref()?.scalar()?.parse().ok();
        let (live, ours) = (number(&changed.base)?, number(&changed.head)?);
        (ours < live).then_some(Self::Fewer { process, live, ours })
    }
}

impl Submission {
    fn of(kind: &str, role: Role) -> Option<Self> {
        match role {
            Role::Submitter if kind == JOB.1 => Some(Self::Client),
            Role::JobManager if kind == JOB.1 => Some(Self::Standalone),
            Role::Submitter
            | Role::JobManager
            | Role::TaskManager
            | Role::Prepare
            | Role::Savepoint
            | Role::AutoSavepoint
            | Role::Dispose
            | Role::Cancel
            | Role::Scale => None,
        }
    }

    /// What to do where its Job differs and cannot be changed: nothing that deletes it.
    pub fn way_out(self) -> &'static str {
        match self {
            Self::Client => fields!(
                "write into the FlinkCluster what runs, or leave `spec.job` out of it until it is rendered natively; do not delete the \
                 Job: made again, it submits the job a second time"
            ),
            Self::Standalone => {
                "write into the FlinkCluster what runs; do not delete the Job: it is the JobManager, and its job ends with it"
            }
        }
    }
}

impl Process {
    fn of(kind: &str, role: Role) -> Option<Self> {
        match role {
            Role::JobManager if Workload::is(kind) => Some(Self::JobManager),
            Role::TaskManager if Workload::is(kind) => Some(Self::TaskManager),
            Role::Submitter
            | Role::JobManager
            | Role::TaskManager
            | Role::Prepare
            | Role::Savepoint
            | Role::AutoSavepoint
            | Role::Dispose
            | Role::Cancel
            | Role::Scale => None,
        }
    }
}

/// Whether of a JobManager that is a Job nothing differs but the id of its job, which the operator chose.
pub fn is_job_id(change: &ObjectChange) -> bool {
    let metadata = Path::of_fields("metadata");
    let mut differing = change.differences.iter().filter(|difference| !difference.path.is_in(&metadata));
    let ids = |difference: &super::difference::Difference| {
        let list = |node: &Option<Node>| match node {
            Some(Node { value: Value::List(items), .. }) => items.clone(),
            _ => Vec::new(),
        };
        let (base, head) = (list(&difference.base), list(&difference.head));
        let mut pairs = base.iter().zip(&head).enumerate().filter(|(_, (base, head))| !base.is_same(head));
        let id = |n: usize| n > 0 && base[n - 1].as_str() == Some(JOB_ID);
        difference.path.own_key() == "args" && base.len() == head.len() && pairs.all(|(n, _)| id(n))
    };
    differing.next().is_some_and(ids) && differing.next().is_none()
}

/// The argument behind an option of a Job's containers.
fn after<'a>(job: &'a Node, option: &str) -> Option<&'a str> {
    let pod = job.get("spec")?.get("template")?.get("spec")?;
    let lists =
        pod.get("containers")?.as_list()?.iter().filter_map(|container| container.get("args")?.as_list());
    let mut pairs = lists.flat_map(|args| args.windows(2));
    pairs.find_map(|pair| if pair[0].as_str() == Some(option) { pair[1].as_str() } else { None })
}
