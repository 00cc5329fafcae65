//! What keeps the leader of Flink's processes, where the JobManager may be one of several, and what they are known by there.

use super::context::Context;
use crate::flink::availability;
use crate::flink::version::Version;
use crate::k8s::{hash, names};
use crate::list;
use crate::model::Job;
use crate::tree::Node;

/// Where Flink keeps the job that a JobManager runs itself, when that is in Kubernetes.
pub struct Leader {
    /// The ConfigMap with the leader, and what it was given to run.
    pub map: String,
    /// The ConfigMap with the job's newest checkpoints.
    pub checkpoints: String,
    /// The job's id.
    pub job: String,
    /// Tells the place that a JobManager recovers the job from: another one of it recovers the same.
    pub place: String,
}

impl Leader {
    /// None where it is kept elsewhere, or not at all.
    pub fn of(context: &Context<'_>) -> Option<Self> {
        let (_, version) =
            context.application().filter(|_| availability::uses_kubernetes(&context.settings))?;
        let job = context.job_id();
        let mut maps = availability::config_maps(context.cluster_id(), &job, version);
        let (checkpoints, map) = (maps.pop()?, maps.into_iter().next()?);
        let storage = availability::get(&context.settings, &availability::STORAGE).unwrap_or_default();
        let place = hash::of(&list![
            context.cluster_id().to_owned(),
            storage.to_owned(),
            job.clone(),
            // Another version may not read it.
            version.to_string()
        ]);
        Some(Self { map, checkpoints, job, place })
    }
}

impl<'a> Context<'a> {
    /// The job, where the JobManager is to run it.
    pub fn application(&self) -> Option<(&'a Job, Version)> {
        self.life.filter(|(job, _)| job.is_application())
    }

    /// The name under which Kubernetes has Flink's own ConfigMaps.
    pub fn cluster_id(&self) -> &str {
        availability::get(&self.settings, &[availability::CLUSTER_ID]).unwrap_or(self.name())
    }

    /// The id of the job: 32 digits that hang on the cluster alone.
    pub fn job_id(&self) -> String {
        let namespace = self.namespace.map(|text| text.value.clone()).unwrap_or_default();
        let digits = hash::of(&list![self.name().to_owned(), namespace]);
        format!("{digits:0<32}")
    }

    /// Whether Flink's processes keep their leader in Kubernetes, with rights that are rendered for them.
    pub fn is_kept(&self) -> bool {
        self.conventions.least_privilege && availability::uses_kubernetes(&self.settings)
    }

    /// The account that is rendered for that, where the user names none.
    pub fn availability_account(&self) -> Option<Node> {
        let is_own = self.is_kept() && self.service_account_name.is_none();
        is_own.then(|| names::availability(self.name()).into())
    }

    /// The account of Flink's processes, where they have one.
    pub fn flink_account(&self) -> Option<Node> {
        self.service_account_name.map(Node::from).or_else(|| self.availability_account())
    }
}
