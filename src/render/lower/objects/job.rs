//! The Job that submits the Flink job and stays with it: its outcome is the job's.

use std::collections::BTreeSet;

use crate::api::words::RestartPolicy;
use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::flink::version::Version;
use crate::k8s::object::{JOB, Object};
use crate::k8s::{labels, names};
use crate::model;
use crate::render::lower::Context;
use crate::render::lower::conventions::Submission;
use crate::render::lower::files::scripts;
use crate::render::lower::pod::some;
use crate::render::lower::script_pod::{literal, spelled};
use crate::tree::{Map, Node, Spanned, Value};
use crate::{list, map};

/// The Job, when the cluster has a job.
pub fn job(context: &Context<'_>) -> Option<Object> {
    let job = context.cluster.job.as_ref()?;
    Some(match context.conventions.submission {
        Submission::Direct => direct(context, job),
        Submission::Waiting(version) => waiting(context, job, version),
    })
}

fn direct(context: &Context<'_>, job: &model::Job) -> Object {
    let mut arguments: Vec<Node> = vec!["/opt/flink/bin/flink".into(), "run".into()];
    let mut env = Vec::new();
    let mut jar = job.jar_file.clone();
    if let Some((_, file)) = jar.value.contains("://").then(|| jar.value.rsplit_once('/')).flatten() {
        let variable = map! { "name" => "FLINK_JOB_JAR_URI", "value" => &job.jar_file };
        env.push(variable.into());
        jar.value = format!("/opt/flink/job/{file}");
    }
    arguments.extend(client(context, job, job.from_savepoint.as_ref(), &jar, job.no_logging_to_stdout.value));
    env.extend(context.env());
    let mut container = main(context);
    container.push("args", arguments);
    container.push_some("env", some(env));
    let name = names::job(context.name(), None);
    let metadata = context.metadata(name, context.labels(None), None);
    Object::new(JOB, metadata, map! { "spec" => spec(context, job, container, context.labels(None), false) })
}

fn waiting(context: &Context<'_>, job: &model::Job, version: Version) -> Object {
    let mut arguments = vec![literal(job.from_savepoint.as_ref())];
    let mut jar = job.jar_file.clone();
    match Jar::of(&job.jar_file.value) {
        Jar::Local(path) => jar.value = path.to_owned(),
        Jar::Remote { scheme: _, uri, file: _, sha256 } => {
            let at = job.jar_file.span;
            for part in [uri, sha256.unwrap_or_default()] {
                arguments.push(literal(Some(&Spanned { span: at, value: part.to_owned() })));
            }
            jar.value = scripts::FETCHED.to_owned();
        }
    }
    let logging = job.no_logging_to_stdout.value && version.has(Feature::SysoutLogging);
    arguments.extend(client(context, job, None, &spelled(&jar), logging));
    let mut container = main(context);
    container.push("command", context.command(scripts::SUBMIT, job, version));
    container.push("args", arguments);
    let mut env = vec![context.rollout_variable().into()];
    env.extend(context.env());
    container.push("env", env);
    let labels = || context.role_labels(labels::SUBMITTER);
    let mut spec = spec(context, job, container, labels(), true);
    if let Some(Value::Map(pod)) = pod_of(&mut spec) {
        pod.0.splice(1..1, context.access(job).0);
    }
    restarts(job, &mut spec);
    let name = names::job(context.name(), context.rollout.as_deref());
    let annotations = map! {
        labels::IGNORE_HEALTHCHECK => "true",
        // Last: nothing may wait for a job that runs for ever.
        labels::SYNC_WAVE => "1",
        labels::ROLLOUT => context.rollout.clone().unwrap_or_default(),
        labels::SUBMIT_MODE => labels::ATTACHED,
    };
    Object::new(JOB, context.task_metadata(name, labels::SUBMITTER, annotations), map! { "spec" => spec })
}

fn pod_of(spec: &mut Map) -> Option<&mut Value> {
    let template = spec.0.iter_mut().find(|entry| entry.key == "template")?;
    let Value::Map(template) = &mut template.value.value else { return None };
    template.0.iter_mut().find(|entry| entry.key == "spec").map(|entry| &mut entry.value.value)
}

/// When the pod is tried again. An evicted one always is: it finds its job.
fn restarts(job: &model::Job, spec: &mut Map) {
    let disruption = map! { "type" => "DisruptionTarget", "status" => "True" };
    let mut rules = vec![map! { "action" => "Ignore", "onPodConditions" => list![disruption] }];
    let limit = match job.restart_policy.value {
        RestartPolicy::Never => 0,
        // The script says when there is nothing to restart from.
        RestartPolicy::FromSavepointOnFailure => {
            let codes = map! { "containerName" => names::MAIN, "operator" => "In", "values" => list![42] };
            rules.insert(0, map! { "action" => "FailJob", "onExitCodes" => codes });
            1000
        }
    };
    if let Some(entry) = spec.0.iter_mut().find(|entry| entry.key == "backoffLimit") {
        entry.value = limit.into();
    }
    let mut head = map! { "podFailurePolicy" => map! { "rules" => rules } };
    head.push("suspend", job.cancel_requested);
    spec.0.splice(1..1, head.0);
}

/// The arguments of `flink run`, the job's own last.
fn client(
    context: &Context<'_>,
    job: &model::Job,
    from_savepoint: Option<&Spanned<String>>,
    jar: &Spanned<String>,
    sysout_logging: bool,
) -> Vec<Node> {
    let address =
        format!("{}:{}", names::job_manager(context.name()), context.cluster.job_manager.ports.ui.value);
    let mut arguments: Vec<Node> = vec!["--jobmanager".into(), address.into()];
    if let Some(class) = &job.class_name {
        arguments.extend(["--class".into(), context.argument(class).into()]);
    }
    if let Some(savepoint) = from_savepoint {
        arguments.extend(["--fromSavepoint".into(), savepoint.into()]);
    }
    if job.allow_non_restored_state.value {
        arguments.push("--allowNonRestoredState".into());
    }
    let parallelism = job.parallelism.map(|number| number.to_string());
    arguments.extend(["--parallelism".into(), parallelism.into()]);
    if sysout_logging {
        arguments.push("--sysoutLogging".into());
    }
    arguments.push(jar.into());
    // As they are: `$(NAME)` in them is Kubernetes' to replace.
    arguments.extend(job.args.iter().map(Node::from));
    arguments
}

fn main(context: &Context<'_>) -> Map {
    map! {
        "name" => names::MAIN,
        "image" => &context.cluster.image.name,
        "imagePullPolicy" => context.pull_policy(),
    }
}

fn spec(context: &Context<'_>, job: &model::Job, mut container: Map, labels: Map, configured: bool) -> Map {
    container.push_some("volumeMounts", some(context.mounts(&job.volume_mounts, configured)));
    let mut pod = map! { "restartPolicy" => "Never" };
    let init =
        job.init_containers.iter().map(|container| with_mounts(container, &job.volume_mounts)).collect();
    pod.push_some("initContainers", some(init));
    pod.push("containers", vec![container]);
    pod.push_some("volumes", some(context.volumes(&job.volumes, configured)));
    pod.push_some("imagePullSecrets", context.pull_secrets());
    map! { "backoffLimit" => 0, "template" => map! { "metadata" => map! { "labels" => labels }, "spec" => pod } }
}

/// An init container sees what the job sees, but for paths that it mounts itself.
fn with_mounts(container: &Node, mounts: &[Node]) -> Node {
    let mut container = container.clone();
    let Value::Map(map) = &mut container.value else { return container };
    let mut all = match map.get("volumeMounts") {
        Some(Node { value: Value::List(list), .. }) => list.clone(),
        _ => Vec::new(),
    };
    let path = |mount: &Node| mount.get("mountPath").and_then(Node::as_str).map(ToOwned::to_owned);
    let mut taken: BTreeSet<_> = all.iter().map(path).collect();
    all.extend(mounts.iter().filter(|mount| taken.insert(path(mount))).cloned());
    if all.is_empty() {
        return container;
    }
    match map.0.iter_mut().find(|entry| entry.key == "volumeMounts") {
        Some(entry) => entry.value.value = Value::List(all),
        None => map.push("volumeMounts", all),
    }
    container
}
