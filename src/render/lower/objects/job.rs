//! The Job that submits the Flink job and stays with it: its outcome is the job's.

use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::flink::version::Version;
use crate::k8s::object::{JOB, Object};
use crate::k8s::{labels, names};
use crate::model::conventions::{Script, Submission};
use crate::model::words::{JobMode, RestartPolicy};
use crate::model::{Job, Pod, Program, Text};
use crate::render::lower::context::{Context, merged};
use crate::render::lower::files::scripts;
use crate::render::lower::job_pods;
use crate::render::lower::pod::{Flink, Main, Own, Template, Users};
use crate::render::lower::rollout::Rollout;
use crate::render::lower::script_pod::{literal, spelled};
use crate::render::lower::scripts::{self as folders, Folder};
use crate::tree::{Map, Node, Spanned};
use crate::{list, map};

/// The Job.
pub fn job(context: &Context<'_>, job: &Job, template: Template, rollout: &Rollout) -> Object {
    let name = match context.conventions.submission {
        Submission::Direct | Submission::Waiting(_) => names::job(context.name(), rollout.id.as_deref()),
        Submission::Script(_) => names::job_submitter(context.name()),
    };
    let template = template.into_map(rollout.id());
    let (metadata, spec) = match context.conventions.submission {
        Submission::Direct | Submission::Script(_) => {
            let labels = match context.conventions.submission {
                Submission::Direct | Submission::Waiting(_) => context.labels(None),
                Submission::Script(script) => script_labels(context, job, script),
            };
            let metadata = context.metadata(name, labels, None);
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
    let mut middle = Map::default();
    let mut annotations = Map::default();
    let (labels, head, main) = match context.conventions.submission {
        Submission::Direct => {
            (context.labels(None), map! { "restartPolicy" => "Never" }, direct(context, job))
        }
        Submission::Script(script) => {
            let mut head = map! { "restartPolicy" => "Never" };
            head.push_some("serviceAccountName", context.service_account_name);
            annotations = context.scheduled(&mut middle, script == Script::Spotify);
            (script_labels(context, job, script), head, scripted(context, job, script))
        }
        Submission::Waiting(version) => {
            let main = match job.is_application() {
                true => following(context, job),
                false => waiting(context, job, version),
            };
            (context.role_labels(labels::SUBMITTER), context.account(job), main)
        }
    };
    let own = Own { labels, annotations, head, main, middle, ..Own::default() };
    if context.application().is_some() {
        return context.pod(own, Users::Script(&context.job_pod(job)));
    }
    let configured = context.conventions.client_configured;
    let user = &match context.conventions.submission {
        // They are among the labels already, or nobody's.
        Submission::Script(_) => Pod { labels: Vec::new(), ..job.pod.clone() },
        Submission::Direct => job.pod.clone(),
        Submission::Waiting(_) => context.job_pod(job),
    };
    context.pod(own, Users::Flink(Flink { user, configured, mounts_for_init: true }))
}

/// Labels of the operators' Job and of its pods.
fn script_labels(context: &Context<'_>, job: &Job, script: Script) -> Map {
    let users = match script {
        // Its own labels are never read.
        Script::Google => &context.job_manager.pod.labels,
        Script::Spotify => &job.pod.labels,
    };
    merged(context.labels(None), users)
}

/// The operators' script, which the ConfigMap holds.
fn scripted(context: &Context<'_>, job: &Job, script: Script) -> Main {
    let mut args: Vec<Node> = vec!["bash".into(), names::SUBMIT_SCRIPT_PATH.into()];
    let mut env = Vec::new();
    let mut jar = job.program.jar_file.clone();
    match script {
        Script::Google => env.extend(fetched(&mut jar)),
        Script::Spotify => {}
    }
    let from = job.from_savepoint.as_ref();
    args.extend(client(context, job, from, jar.as_ref(), job.no_logging_to_stdout.value));
    env.push(map! { "name" => names::ADDRESS_VARIABLE, "value" => address(context) }.into());
    let mount = map! {
        "name" => names::CONFIG_VOLUME,
        "mountPath" => names::SUBMIT_SCRIPT_PATH,
        "subPath" => names::SUBMIT_SCRIPT,
    };
    Main { name: names::MAIN, args, env, mounts: vec![mount.into()], ..Main::default() }
}

/// The variable for the entry point that fetches a remote jar file, and the place where that puts it.
fn fetched(jar: &mut Option<Text>) -> Option<Node> {
    let jar = jar.as_mut()?;
    let (_, file) = jar.value.contains("://").then(|| jar.value.rsplit_once('/')).flatten()?;
    let variable = map! { "name" => "FLINK_JOB_JAR_URI", "value" => &*jar };
    jar.value = format!("/opt/flink/job/{file}");
    Some(variable.into())
}

/// Where clients find the JobManager.
fn address(context: &Context<'_>) -> String {
    format!("{}:{}", names::job_manager(context.name()), context.job_manager.ports.ui.value)
}

/// The arguments of a JobManager that runs the job itself.
pub fn standalone(context: &Context<'_>, job: &Job) -> Vec<Node> {
    let mut args: Vec<Node> = vec!["standalone-job".into()];
    args.extend(
        job.parallelism.map(|number| number.map(|number| format!("-Dparallelism.default={number}")).into()),
    );
    if let Some(savepoint) = &job.from_savepoint {
        args.extend(["--fromSavepoint".into(), savepoint.into()]);
    }
    if job.allow_non_restored_state.value {
        args.push("--allowNonRestoredState".into());
    }
    args.extend(["--job-id".into(), context.job_id().into(), "--job-classname".into()]);
    args.push(job.class_name.as_ref().map_or_else(|| "".into(), Node::from));
    args.extend(job.args.iter().map(Node::from));
    args
}

fn direct(context: &Context<'_>, job: &Job) -> Main {
    let mut args: Vec<Node> = vec!["/opt/flink/bin/flink".into(), "run".into()];
    let mut jar = job.program.jar_file.clone();
    let env = fetched(&mut jar).into_iter().collect();
    let from = job.from_savepoint.as_ref();
    args.extend(client(context, job, from, jar.as_ref(), job.no_logging_to_stdout.value));
    Main { name: names::MAIN, args, env, ..Main::default() }
}

fn waiting(context: &Context<'_>, job: &Job, version: Version) -> Main {
    let mut args = vec![literal(job.from_savepoint.as_ref())];
    let mut jar = job.program.jar_file.clone();
    if let Some(jar) = &mut jar {
        let written = jar.clone();
        match Jar::of(&written.value) {
            Jar::Local(path) => jar.value = path.to_owned(),
            Jar::Remote { scheme: _, uri, file: _, sha256 } => {
                for part in [uri, sha256.unwrap_or_default()] {
                    args.push(literal(Some(&Spanned { span: written.span, value: part.to_owned() })));
                }
                jar.value = scripts::FETCHED.to_owned();
            }
        }
        *jar = spelled(jar);
    }
    let logging = job.no_logging_to_stdout.value && version.has(Feature::SysoutLogging);
    args.extend(client(context, job, None, jar.as_ref(), logging));
    let command = Some(folders::command(scripts::SUBMIT));
    let resources = Some(context.resources(job_pods::CLIENT));
    let scripts = &[Folder::Run];
    Main { name: names::MAIN, command, args, knows_rollout: true, resources, scripts, ..Main::default() }
}

/// Stays with the job that the JobManager runs itself.
fn following(context: &Context<'_>, job: &Job) -> Main {
    Main {
        name: names::MAIN,
        command: Some(folders::command(scripts::FOLLOW)),
        args: vec![literal(job.from_savepoint.as_ref())],
        knows_rollout: true,
        resources: Some(context.script_resources(job_pods::LITTLE)),
        scripts: &[Folder::Run],
        ..Main::default()
    }
}

/// How often the pod is tried again, and when not. An evicted or deleted one always is: it finds its job.
fn retries(job: &Job) -> (i32, Vec<Map>) {
    let on_code = |action: &str, code: i32| {
        let codes = map! { "containerName" => names::MAIN, "operator" => "In", "values" => list![code] };
        map! { "action" => action.to_owned(), "onExitCodes" => codes }
    };
    let disruption = map! { "type" => "DisruptionTarget", "status" => "True" };
    let evicted = map! { "action" => "Ignore", "onPodConditions" => list![disruption] };
    // The script's own code when the kubelet ends it.
    let deleted = on_code("Ignore", 143);
    match job.restart_policy.value {
        RestartPolicy::Never => (0, vec![evicted, deleted]),
        // The script says when there is nothing to restart from.
        RestartPolicy::FromSavepointOnFailure => (1000, vec![on_code("FailJob", 42), evicted, deleted]),
    }
}

/// The arguments of `flink run`, the job's own last.
fn client(
    context: &Context<'_>,
    job: &Job,
    from_savepoint: Option<&Spanned<String>>,
    jar: Option<&Text>,
    sysout_logging: bool,
) -> Vec<Node> {
    let Job {
        class_path,
        class_name,
        allow_non_restored_state,
        parallelism,
        mode,
        args,
        program,
        // Differ with the way it is submitted.
        from_savepoint: _,
        no_logging_to_stdout: _,
        // Of the pod, and of the Job.
        pod: _,
        identity: _,
        annotated: _,
        inherits: _,
        restart_policy: _,
        cancel_requested: _,
        // The scripts', and other Jobs'.
        savepoint_format: _,
        kept: _,
        take_savepoint: _,
        upgrade: _,
        max_state_age: _,
        auto_savepoint_seconds: _,
        savepoints_dir: _,
        savepoint_generation: _,
        cleanup_policy: _,
    } = job;
    // The jar file differs, too.
    let Program { jar_file: _, py_file, py_files, py_module } = program;
    let names_scheme = match context.conventions.submission {
        Submission::Waiting(version) => version.has(Feature::AddressScheme) && context.tls.is_encrypted(),
        Submission::Direct | Submission::Script(_) => false,
    };
    let scheme = if names_scheme { "https://" } else { "" };
    let mut arguments: Vec<Node> =
        vec!["--jobmanager".into(), format!("{scheme}{}", address(context)).into()];
    if let Some(class) = class_name {
        arguments.extend(["--class".into(), context.argument(class).into()]);
    }
    if let Some(savepoint) = from_savepoint {
        arguments.extend(["--fromSavepoint".into(), savepoint.into()]);
    }
    if allow_non_restored_state.value {
        arguments.push("--allowNonRestoredState".into());
    }
    if let Some(parallelism) = parallelism {
        arguments.extend(["--parallelism".into(), parallelism.map(|number| number.to_string()).into()]);
    }
    if sysout_logging {
        arguments.push("--sysoutLogging".into());
    }
    let detached = match context.conventions.submission {
        Submission::Direct | Submission::Waiting(_) => false,
        Submission::Script(Script::Google) => true,
        Submission::Script(Script::Spotify) => mode.value == JobMode::Detached,
    };
    if detached {
        arguments.push("--detached".into());
    }
    for url in class_path {
        arguments.extend(["-C".into(), context.argument(url).into()]);
    }
    arguments.extend(jar.map(Node::from));
    for (option, value) in [("--python", py_file), ("--pyFiles", py_files), ("--pyModule", py_module)] {
        if let Some(value) = value {
            arguments.extend([option.into(), context.argument(value).into()]);
        }
    }
    // As they are: `$(NAME)` in them is Kubernetes' to replace.
    arguments.extend(args.iter().map(Node::from));
    arguments
}
