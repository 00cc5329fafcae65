//! The Job that submits the Flink job and stays with it: its outcome is the job's.

use std::collections::BTreeSet;

use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::flink::version::Version;
use crate::k8s::object::{JOB, Object};
use crate::k8s::{labels, names};
use crate::model;
use crate::model::conventions::Submission;
use crate::model::words::RestartPolicy;
use crate::render::lower::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::pod::some;
use crate::render::lower::script_pod::{literal, spelled};
use crate::tree::{Map, Node, Spanned, Value};
use crate::{list, map};

/// The Job, when the cluster has a job.
pub fn job(context: &Context<'_>) -> Option<Object> {
    let job = context.cluster.job.as_ref()?;
    let template = template(context)?;
    let id = context.rollout.id.as_deref();
    let name = names::job(context.name(), id);
    let (metadata, spec) = match context.conventions.submission {
        Submission::Direct => {
            let metadata = context.metadata(name, context.labels(None), None);
            (metadata, map! { "backoffLimit" => 0, "template" => template })
        }
        Submission::Waiting(_) => {
            let annotations = map! {
                labels::IGNORE_HEALTHCHECK => "true",
                // Last: nothing may wait for a job that runs for ever.
                labels::SYNC_WAVE => "1",
                labels::ROLLOUT => id.unwrap_or_default().to_owned(),
                labels::SUBMIT_MODE => labels::ATTACHED,
            };
            let (limit, rules) = retries(job);
            let spec = map! {
                "backoffLimit" => limit,
                "podFailurePolicy" => map! { "rules" => rules },
                "suspend" => job.cancel_requested,
                "template" => template,
            };
            (context.task_metadata(name, labels::SUBMITTER, annotations), spec)
        }
    };
    Some(Object::new(JOB, metadata, map! { "spec" => spec }))
}

/// Its pod, when the cluster has a job.
pub fn template(context: &Context<'_>) -> Option<Map> {
    let job = context.cluster.job.as_ref()?;
    let (labels, access, container) = match context.conventions.submission {
        Submission::Direct => (context.labels(None), Map::default(), direct(context, job)),
        Submission::Waiting(version) => {
            (context.role_labels(labels::SUBMITTER), context.access(job), waiting(context, job, version))
        }
    };
    let mut pod = map! { "restartPolicy" => "Never" };
    pod.0.extend(access.0);
    let init =
        job.init_containers.iter().map(|container| with_mounts(container, &job.volume_mounts)).collect();
    pod.push_some("initContainers", some(init));
    pod.push("containers", vec![container]);
    pod.push_some("volumes", some(context.volumes(&job.volumes, context.conventions.client_configured)));
    pod.push_some("imagePullSecrets", context.pull_secrets());
    Some(map! { "metadata" => map! { "labels" => labels }, "spec" => pod })
}

fn direct(context: &Context<'_>, job: &model::Job) -> Map {
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
    container(context, job, None, arguments, env)
}

fn waiting(context: &Context<'_>, job: &model::Job, version: Version) -> Map {
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
    let mut env = vec![context.rollout_variable().into()];
    env.extend(context.env());
    container(context, job, Some(context.command(scripts::SUBMIT, job, version)), arguments, env)
}

fn container(
    context: &Context<'_>,
    job: &model::Job,
    command: Option<Node>,
    arguments: Vec<Node>,
    env: Vec<Node>,
) -> Map {
    let mut container = map! {
        "name" => names::MAIN,
        "image" => &context.cluster.image.name,
        "imagePullPolicy" => context.pull_policy(),
    };
    container.push_some("command", command);
    container.push("args", arguments);
    container.push_some("env", some(env));
    let mounts = context.mounts(&job.volume_mounts, context.conventions.client_configured);
    container.push_some("volumeMounts", some(mounts));
    container
}

/// How often the pod is tried again, and when not. An evicted one always is: it finds its job.
fn retries(job: &model::Job) -> (i32, Vec<Map>) {
    let disruption = map! { "type" => "DisruptionTarget", "status" => "True" };
    let evicted = map! { "action" => "Ignore", "onPodConditions" => list![disruption] };
    match job.restart_policy.value {
        RestartPolicy::Never => (0, vec![evicted]),
        // The script says when there is nothing to restart from.
        RestartPolicy::FromSavepointOnFailure => {
            let codes = map! { "containerName" => names::MAIN, "operator" => "In", "values" => list![42] };
            (1000, vec![map! { "action" => "FailJob", "onExitCodes" => codes }, evicted])
        }
    }
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
