//! The pods of Jobs that run a script beside the cluster.

use super::context::{Context, beside};
use super::job_pods;
use super::pod::{Main, Own, Users};
use super::rollout::Rollout;
use super::scripts::{self, Folder};
use crate::k8s::object::{CRON_JOB, Metadata, Object, Stage};
use crate::k8s::{expansion, labels, names};
use crate::map;
use crate::model::{self, Pairs};
use crate::tree::{Map, Node, Spanned};

/// One such Job.
pub struct Task<'a> {
    /// What it does: the value of a label.
    pub role: &'static str,
    /// Its script.
    pub script: &'static str,
    /// Where that is, and what it needs.
    pub folders: &'static [Folder],
    /// The script's arguments.
    pub arguments: Vec<Node>,
    /// Whether it asks which roll-out it belongs to.
    pub knows_rollout: bool,
    /// How often it is tried again.
    pub backoff_limit: i32,
    /// The cluster's job.
    pub job: &'a model::Job,
}

impl Context<'_> {
    /// Labels of a Job and of its pods.
    pub fn role_labels(&self, role: &'static str) -> Map {
        let mut labels = self.labels(None);
        labels.push(labels::ROLE, role);
        labels
    }

    /// The spec of a Job.
    pub fn task_spec(&self, task: Task<'_>, rollout: &Rollout) -> Map {
        let Task { role, script, folders, arguments, knows_rollout, backoff_limit, job } = task;
        let own = Own {
            labels: self.role_labels(role),
            head: self.account(job),
            main: Main {
                name: names::MAIN,
                command: Some(scripts::command(script)),
                args: arguments,
                knows_rollout,
                resources: Some(self.script_resources(job_pods::LITTLE)),
                scripts: folders,
                ..Main::default()
            },
            ..Own::default()
        };
        let template = self.pod(own, Users::Script(&self.job_pod(job)));
        map! { "backoffLimit" => backoff_limit, "template" => template.into_map(rollout.id()) }
    }

    /// A text for an argument or a variable: Kubernetes reads it as it stands, unless the operator's way is another.
    pub fn argument(&self, text: &model::Text) -> model::Text {
        if self.conventions.literal { spelled(text) } else { text.clone() }
    }

    /// Annotations of a Job with a constant name: it is made anew when its content changes, by either tool.
    pub fn renewed(&self, wave: &'static str) -> Map {
        map! {
            labels::SYNC_OPTIONS => "Force=true,Replace=true",
            labels::SYNC_WAVE => wave,
            labels::FLUX_FORCE => "enabled",
        }
    }

    /// The CronJob of a task, which is suspended while the job is cancelled.
    pub fn cron_job(
        &self,
        name: String,
        schedule: impl Into<Node>,
        task: Task<'_>,
        rollout: &Rollout,
    ) -> Object {
        let (role, suspend) = (task.role, task.job.cancel_requested.value);
        let labels = map! { "labels" => self.role_labels(role) };
        // One whose pod never starts would keep all later ones from it.
        let mut job = map! { "activeDeadlineSeconds" => 21_600 };
        job.0.extend(self.task_spec(task, rollout).0);
        let spec = map! {
            "schedule" => schedule,
            // A controller that was away starts the newest one only, and none that is older than this.
            "startingDeadlineSeconds" => 300,
            "concurrencyPolicy" => "Forbid",
            "suspend" => suspend,
            "successfulJobsHistoryLimit" => 1,
            "failedJobsHistoryLimit" => 1,
            "jobTemplate" => map! { "metadata" => labels, "spec" => job },
        };
        let annotations = map! { labels::IGNORE_HEALTHCHECK => "true", labels::SYNC_WAVE => "1" };
        Object::new(CRON_JOB, self.task_metadata(name, role, annotations), map! { "spec" => spec })
    }

    /// The head of a Job.
    pub fn task_metadata(&self, name: String, role: &'static str, annotations: Map) -> Metadata {
        self.metadata(name, self.role_labels(role), Some(annotations.into()))
    }

    /// An object that the Jobs need: it is there before any of them.
    pub fn account_object(&self, kind: (&'static str, &'static str), name: String, body: Map) -> Object {
        self.annotated_object(kind, name, &Vec::new(), body)
    }

    /// The same with annotations of the user's.
    pub fn annotated_object(
        &self,
        kind: (&'static str, &'static str),
        name: String,
        users: &Pairs,
        body: Map,
    ) -> Object {
        let annotations = beside(map! { labels::SYNC_WAVE => "-2" }, users);
        let metadata = self.metadata(name, self.labels(None), Some(annotations.into()));
        Object { stage: Stage::Prepare, ..Object::new(kind, metadata, body) }
    }
}

/// A text as it stands, to Kubernetes, too; an empty one where there is none.
pub fn literal(text: Option<&model::Text>) -> Node {
    text.map_or_else(|| Node::from(""), |text| spelled(text).into())
}

/// A text that Kubernetes reads as it stands.
pub fn spelled(text: &model::Text) -> model::Text {
    Spanned { span: text.span, value: expansion::literal(&text.value) }
}
