//! A valid cluster to its objects. Nothing can go wrong here.

mod rollout;
mod objects;
mod files;
mod pod;
mod component;
mod script_pod;

use self::objects::config_map::Files;
use self::rollout::{Rollout, Templates};
use super::validate::Valid;
use crate::flink::version::Version;
use crate::k8s::object::{Metadata, Object, Stage};
use crate::k8s::workload::Workload;
use crate::k8s::{hash, labels};
use crate::model::conventions::Conventions;
use crate::model::{Cluster, Gcp, Hadoop, Image, Job, JobManager, TaskManager, Text};
use crate::tree::{Map, Node};

/// What many objects are made from.
struct Context<'a> {
    conventions: Conventions,
    name: &'a Text,
    namespace: Option<&'a Text>,
    image: &'a Image,
    workload: Workload,
    job_manager: &'a JobManager,
    task_manager: &'a TaskManager,
    /// The job and the version of Flink, where Jobs look after the job's life.
    life: Option<(&'a Job, Version)>,
    env: &'a [Node],
    /// Flink's configuration by the user.
    settings: Vec<(&'a str, &'a str)>,
    hadoop: Option<&'a Hadoop>,
    gcp: Option<&'a Gcp>,
    /// The image of what keeps the status.
    status_sync: Option<&'a Text>,
}

/// The objects, in the order they are written in: what others need comes first.
pub fn lower(valid: &Valid) -> Vec<Object> {
    let cluster = valid.cluster();
    // A part that is not handed on has no effect.
    let Cluster {
        conventions,
        resource,
        custom_resource,
        name,
        namespace,
        image,
        workload,
        job_manager,
        task_manager,
        job,
        env,
        properties: _, // The settings.
        hadoop,
        gcp,
        status_sync,
    } = cluster;
    let context = Context {
        conventions: *conventions,
        name,
        namespace: namespace.as_ref(),
        image,
        workload: *workload,
        job_manager,
        task_manager,
        life: cluster.life(),
        env,
        settings: cluster.settings(),
        hadoop: hadoop.as_ref(),
        gcp: gcp.as_ref(),
        status_sync: status_sync.as_ref(),
    };
    let mut files = Files::of(&context, valid.memory());
    let templates = Templates {
        job_manager: objects::job_manager::template(&context),
        task_manager: objects::task_manager::template(&context),
        submitter: job.as_ref().map(|job| (job, objects::job::template(&context, job))),
    };
    let rollout = Rollout::of(&context, &files, &templates);
    files.note(&rollout);
    let Templates { job_manager, task_manager, submitter } = templates;
    let mut all = Vec::with_capacity(16);
    all.extend(custom_resource.then(|| objects::custom_resource::custom_resource(&context, resource)));
    all.extend(objects::service_account::service_account(&context));
    all.extend(objects::role::role(&context));
    all.extend(objects::role_binding::role_binding(&context));
    all.extend(objects::ledger::ledger(&context));
    all.extend(objects::status_sync::objects(&context));
    all.extend(objects::prepare::prepare(&context, &rollout));
    all.push(objects::config_map::config_map(&context, &files));
    all.push(objects::service::service(&context));
    all.extend(objects::ingress::ingress(&context));
    all.push(objects::job_manager::workload(&context, job_manager, &rollout));
    all.push(objects::task_manager::workload(&context, task_manager, &rollout));
    all.extend(objects::scale::scale(&context, &rollout));
    all.extend(submitter.map(|(job, template)| objects::job::job(&context, job, template, &rollout)));
    all.extend(objects::savepoint::savepoint(&context, &rollout));
    all.extend(objects::auto_savepoint::auto_savepoint(&context, &rollout));
    all.extend(objects::cancel::cancel(&context, &rollout));
    if *custom_resource && conventions.render_hash {
        mark(&mut all);
    }
    all
}

/// Tells whether objects in a cluster are of one rendering: a FlinkCluster and its children arrive at different moments.
/// Not what another step of a roll-out applies, and not what a changed annotation would run again.
fn mark(all: &mut [Object]) {
    let set = |all: &mut [Object], value: &str| {
        for object in all {
            let metadata = object.node.get("metadata");
            let annotations = metadata.and_then(|metadata| metadata.get("annotations"));
            let renewed = annotations.is_some_and(|map| map.get(labels::SYNC_OPTIONS).is_some());
            if object.stage == Stage::Run && !renewed {
                object.annotate(labels::RENDER_HASH, value.to_owned());
            }
        }
    };
    // The mark of an output that became an input does not count.
    set(all, "");
    let hash = hash::of_all(all.iter().map(|object| &object.node));
    set(all, &hash);
}

impl Context<'_> {
    fn name(&self) -> &str {
        &self.name.value
    }

    /// `app`, `cluster`, and a component or none: never the user's, which would change selectors.
    fn labels(&self, component: Option<&'static str>) -> Map {
        let mut map = crate::map! { labels::APP_KEY => labels::APP };
        map.push(labels::CLUSTER, self.name);
        map.push_some(labels::COMPONENT, component);
        map
    }

    fn metadata(&self, name: String, labels: Map, annotations: Option<Node>) -> Metadata {
        let namespace = self.namespace.map(|namespace| namespace.value.clone());
        Metadata { name, namespace, labels, annotations }
    }
}
