//! The resource as written to the cluster as meant: every default, every name of another spelling, the Flink version.

pub mod defaults;
pub mod codes;
mod words;
mod fields;
mod host;
mod version;
pub mod slots;
mod component;
mod job;
mod job_pod;
mod job_mode;
mod kept;
mod logging;
mod pod_user;
mod access;

use self::fields::{Settled, filled, items, or, pairs, text_or_empty};
use crate::api::annotations::Annotations;
use crate::api::flink_cluster::{self as written, PodDisruptionBudget};
use crate::api::read::Field;
use crate::diagnostic::Diagnostic;
use crate::fields;
use crate::flink::options;
use crate::flink::version::Version;
use crate::k8s::dialect::Dialect;
use crate::k8s::labels;
use crate::model::conventions::{Configuration, Conventions, Way};
use crate::model::{BatchScheduler, Budget, Cluster, Gcp, Hadoop, Image, Text};
use crate::tree::{Node, Spanned};

/// What the run gives where a cluster says nothing.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Whether the operator's ways are followed.
    pub operator: bool,
    /// Whether the FlinkCluster is rendered too.
    pub custom_resource: bool,
    /// A namespace.
    pub namespace: Option<&'a str>,
    /// A Flink version.
    pub flink_version: Option<Version>,
}

/// Settles what a resource means. Fields that are missing or broken, which was said already, get their defaults, so
/// that the rules see the rest.
pub fn resolve(
    resource: written::FlinkCluster,
    annotations: Annotations,
    dialect: Dialect,
    root: Node,
    given: Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Cluster {
    let written::FlinkCluster { span: _, api_version: _, kind: _, metadata, spec, status: _ } = resource;
    let metadata = metadata.into_option().unwrap_or_default();
    // Below a `spec` that is missing, or stands elsewhere, nothing else is.
    let unread = !matches!(spec, Field::Given(_));
    let spec = spec.into_option().unwrap_or_default();
    let written::Spec {
        span: _,
        image,
        flink_version,
        job_manager,
        task_manager,
        job,
        env_vars,
        flink_properties,
        hadoop_config,
        gcp_config,
        service_account_name,
        env_from,
        log_config,
        batch_scheduler_name,
        batch_scheduler,
        pod_disruption_budget,
        revision_history_limit,
        recreate_on_update,
    } = spec;
    let image = self::image(image.into_option().unwrap_or_default());
    let way = match given.operator {
        true => Way::Operator,
        false => Way::Native(version::of(&metadata, &flink_version, &image.name, given.flink_version, found)),
    };
    if let (true, Field::Given(text)) = (given.operator, &flink_version) {
        found.extend(version::malformed(text));
    }
    let said = flink_version.get().map(|text| text.value.as_str()).unwrap_or_default();
    let mut conventions = Conventions::of(way, dialect, said);
    let settled = Settled { dialect, operator: given.operator, whole_process: conventions.whole_process };
    // The operator read none of them.
    let Annotations {
        job_pod,
        script_resources,
        pod_disruption_budget: evictions,
        network_policy,
        pod_monitor,
    } = if given.operator { Annotations::default() } else { annotations };
    let annotations = metadata.annotations.get().map(|map| map.0.as_slice()).unwrap_or_default();
    // To the operator of `v1beta1`, this annotation alone.
    let cancels =
        |(key, value): &(Text, Text)| key.value == labels::USER_CONTROL && value.value == labels::JOB_CANCEL;
    let suppressed = given.operator && dialect != Dialect::V1alpha1 && annotations.iter().any(cancels);
    let annotation =
        |wanted| annotations.iter().find(|(key, _)| key.value == wanted).map(|(_, value)| value.clone());
    let logging = logging::logging(
        annotation(labels::LOGGING).as_ref(),
        annotation(labels::LOG_LEVELS).as_ref(),
        found,
    );
    let unrestricted = annotation(labels::ALLOW_UNRESTRICTED_PODS);
    let user = annotation(labels::POD_USER);
    conventions.security =
        pod_user::security(user.as_ref(), unrestricted.as_ref(), conventions.security, found);
    let name = text_or_empty(metadata.name);
    let namespace = namespace(metadata.namespace, &name, given, found);
    let task_manager = component::task_manager(task_manager, settled);
    let mut properties = pairs(flink_properties);
    let slots = slots::settle(&mut properties, &task_manager, settled);
    if let Configuration::Flink(version, file) = &mut conventions.configuration {
        let written = properties.iter().map(|(key, value)| (key.value.as_str(), value.value.as_str()));
        *file = options::file(*version, written);
    }
    let history =
        revision_history_limit.get().map(|field| (fields!("spec.revisionHistoryLimit"), field.map(|_| ())));
    let recreate =
        recreate_on_update.get().map(|field| (fields!("spec.recreateOnUpdate"), field.map(|_| ())));
    let mut job = job.into_option().filter(|_| !suppressed);
    let beside = job_pod::lay(job_pod, job.as_mut(), found);
    let said = |key| annotation(key).filter(|_| !given.operator);
    if let Some(text) = said(labels::JOB_MODE) {
        job_mode::lay(&text, job.as_mut(), found);
    }
    if let Some(text) = said(labels::SAVEPOINT_FORMAT) {
        kept::format(&text, job.as_mut(), found);
    }
    let kept = kept::kept(
        said(labels::SAVEPOINTS_KEPT).as_ref(),
        said(labels::SAVEPOINTS_KEPT_FOR).as_ref(),
        job.as_ref(),
        found,
    );
    let upgrade = said(labels::UPGRADE_MODE).and_then(|text| job_mode::upgrade(&text, job.as_ref(), found));
    Cluster {
        dialect,
        conventions,
        resource: root,
        custom_resource: given.custom_resource,
        image,
        job_manager: component::job_manager(job_manager, &name, unread, settled),
        task_manager,
        job: job.map(|job| job::job(job, beside, (upgrade, kept), &conventions, slots, settled)),
        env: items(env_vars, |list| list.0),
        env_from: items(env_from, |list| list.0),
        properties,
        log_config: pairs(log_config),
        service_account_name: filled(service_account_name),
        batch_scheduler: self::batch_scheduler(batch_scheduler_name, batch_scheduler),
        pod_disruption_budget: budget(pod_disruption_budget, evictions, found),
        access: access::access(network_policy),
        monitor: access::monitor(pod_monitor),
        for_operators: history.into_iter().chain(recreate).collect(),
        hadoop: hadoop_config.into_option().map(hadoop),
        gcp: gcp_config.into_option().and_then(|gcp| gcp.service_account.into_option()).map(self::gcp),
        name,
        namespace,
        status_sync: annotation(labels::STATUS_SYNC_IMAGE),
        logging,
        unrestricted,
        script_resources: script_resources.into_option().map(|resources| resources.0),
    }
}

/// The name alone wins, as it did with the operator; its queue and priority are then nobody's.
fn batch_scheduler(name: Field<Text>, scheduler: Field<written::BatchScheduler>) -> Option<BatchScheduler> {
    if let Some(name) = filled(name) {
        let other = scheduler.into_option().map(|other| Spanned { span: other.span, value: () });
        return Some(BatchScheduler { name, queue: None, priority_class_name: None, other });
    }
    let written::BatchScheduler { span: _, name, queue, priority_class_name } = scheduler.into_option()?;
    Some(BatchScheduler {
        name: text_or_empty(name),
        queue: filled(queue),
        priority_class_name: filled(priority_class_name),
        other: None,
    })
}

/// By the field, or by the annotation.
fn budget(
    field: Field<PodDisruptionBudget>,
    annotation: Field<PodDisruptionBudget>,
    found: &mut Vec<Diagnostic>,
) -> Option<Budget> {
    let (name, key) = (fields!("spec.podDisruptionBudget"), labels::POD_DISRUPTION_BUDGET);
    let of = |by, budget: PodDisruptionBudget| Budget { by, spec: budget.0 };
    match (field.into_option(), annotation.into_option()) {
        (Some(field), Some(annotation)) => {
            let message = format!("{key} and {name} are one thing");
            let twice = Diagnostic::error(codes::ANNOTATION_TWICE, annotation.0.span, message);
            found.push(twice.related(field.0.span, "the field").help("remove the annotation, or the field"));
            Some(of(name, field))
        }
        (Some(field), None) => Some(of(name, field)),
        (None, annotation) => annotation.map(|annotation| of(key, annotation)),
    }
}

fn namespace(
    namespace: Field<Text>,
    name: &Text,
    given: Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Text> {
    if let Field::Given(namespace) = namespace {
        return Some(namespace);
    }
    if let Some(namespace) = given.namespace {
        return Some(Spanned::implied(namespace.to_owned()));
    }
    if !given.operator {
        return None;
    }
    let default = defaults::OPERATOR_NAMESPACE;
    let message = format!("no namespace is given: `{default}` is assumed, as by kubectl");
    found.push(
        Diagnostic::warning(codes::NO_NAMESPACE, name.span, message)
            .help(fields!("write `metadata.namespace`, or give `--namespace`")),
    );
    Some(Spanned::implied(default.to_owned()))
}

fn image(image: written::Image) -> Image {
    let written::Image { span: _, name, pull_policy, pull_secrets } = image;
    Image {
        name: text_or_empty(name),
        pull_policy: or(pull_policy, defaults::PULL_POLICY).map(words::pull_policy),
        pull_secrets: items(pull_secrets, |list| list.0),
    }
}

fn hadoop(config: written::HadoopConfig) -> Hadoop {
    let written::HadoopConfig { span: _, config_map_name, mount_path } = config;
    let default = || Spanned::implied(defaults::HADOOP_MOUNT_PATH.to_owned());
    Hadoop {
        config_map_name: text_or_empty(config_map_name),
        mount_path: filled(mount_path).unwrap_or_else(default),
    }
}

fn gcp(account: written::GcpServiceAccount) -> Gcp {
    let written::GcpServiceAccount { span: _, secret_name, key_file, mount_path } = account;
    Gcp {
        secret_name: text_or_empty(secret_name),
        key_file: text_or_empty(key_file),
        mount_path: text_or_empty(mount_path),
    }
}
