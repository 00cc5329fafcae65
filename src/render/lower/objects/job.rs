//! The Job that submits the Flink job and stays with it: its outcome is the job's.

use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::flink::version::Version;
use crate::k8s::object::{JOB, Object};
use crate::k8s::{labels, names};
use crate::model::Job;
use crate::model::conventions::Submission;
use crate::model::words::RestartPolicy;
use crate::render::lower::context::Context;
use crate::render::lower::files::scripts;
use crate::render::lower::pod::{Flink, Main, Own, Template};
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{literal, spelled};
use crate::tree::{Map, Node, Spanned};
use crate::{list, map};

/// The Job.
pub fn job(context: &Context<'_>, job: &Job, template: Template, rollout: &Rollout) -> Object {
    let name = names::job(context.name(), rollout.id.as_deref());
    let template = template.into_map(rollout.id());
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
                labels::ROLLOUT => rollout.id().to_owned(),
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
    Object::new(JOB, metadata, map! { "spec" => spec })
}

/// Its pod.
pub fn template(context: &Context<'_>, job: &Job) -> Template {
    let (labels, head, main) = match context.conventions.submission {
        Submission::Direct => {
            (context.labels(None), map! { "restartPolicy" => "Never" }, direct(context, job))
        }
        Submission::Waiting(version) => {
            (context.role_labels(labels::SUBMITTER), context.account(job), waiting(context, job, version))
        }
    };
    let own = Own { labels, head, main, ..Own::default() };
    let flink = Flink { user: &job.pod, configured: context.conventions.client_configured };
    context.pod(own, Some(flink))
}

fn direct(context: &Context<'_>, job: &Job) -> Main {
    let mut args: Vec<Node> = vec!["/opt/flink/bin/flink".into(), "run".into()];
    let mut env = Vec::new();
    let mut jar = job.jar_file.clone();
    if let Some((_, file)) = jar.value.contains("://").then(|| jar.value.rsplit_once('/')).flatten() {
        let variable = map! { "name" => "FLINK_JOB_JAR_URI", "value" => &job.jar_file };
        env.push(variable.into());
        jar.value = format!("/opt/flink/job/{file}");
    }
    args.extend(client(context, job, job.from_savepoint.as_ref(), &jar, job.no_logging_to_stdout.value));
    Main { name: names::MAIN, args, env, ..Main::default() }
}

fn waiting(context: &Context<'_>, job: &Job, version: Version) -> Main {
    let mut args = vec![literal(job.from_savepoint.as_ref())];
    let mut jar = job.jar_file.clone();
    match Jar::of(&job.jar_file.value) {
        Jar::Local(path) => jar.value = path.to_owned(),
        Jar::Remote { scheme: _, uri, file: _, sha256 } => {
            let at = job.jar_file.span;
            for part in [uri, sha256.unwrap_or_default()] {
                args.push(literal(Some(&Spanned { span: at, value: part.to_owned() })));
            }
            jar.value = scripts::FETCHED.to_owned();
        }
    }
    let logging = job.no_logging_to_stdout.value && version.has(Feature::SysoutLogging);
    args.extend(client(context, job, None, &spelled(&jar), logging));
    let command = Some(context.command(scripts::SUBMIT, job, version));
    Main { name: names::MAIN, command, args, knows_rollout: true, ..Main::default() }
}

/// How often the pod is tried again, and when not. An evicted one always is: it finds its job.
fn retries(job: &Job) -> (i32, Vec<Map>) {
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
    job: &Job,
    from_savepoint: Option<&Spanned<String>>,
    jar: &Spanned<String>,
    sysout_logging: bool,
) -> Vec<Node> {
    let Job {
        class_name,
        allow_non_restored_state,
        parallelism,
        args,
        // Differ with the way it is submitted.
        jar_file: _,
        from_savepoint: _,
        no_logging_to_stdout: _,
        // Of the pod, and of the Job.
        pod: _,
        restart_policy: _,
        cancel_requested: _,
        // The scripts', and other Jobs'.
        auto_savepoint_seconds: _,
        savepoints_dir: _,
        savepoint_generation: _,
        cleanup_policy: _,
    } = job;
    let address = format!("{}:{}", names::job_manager(context.name()), context.job_manager.ports.ui.value);
    let mut arguments: Vec<Node> = vec!["--jobmanager".into(), address.into()];
    if let Some(class) = class_name {
        arguments.extend(["--class".into(), context.argument(class).into()]);
    }
    if let Some(savepoint) = from_savepoint {
        arguments.extend(["--fromSavepoint".into(), savepoint.into()]);
    }
    if allow_non_restored_state.value {
        arguments.push("--allowNonRestoredState".into());
    }
    let parallelism = parallelism.map(|number| number.to_string());
    arguments.extend(["--parallelism".into(), parallelism.into()]);
    if sysout_logging {
        arguments.push("--sysoutLogging".into());
    }
    arguments.push(jar.into());
    // As they are: `$(NAME)` in them is Kubernetes' to replace.
    arguments.extend(args.iter().map(Node::from));
    arguments
}
