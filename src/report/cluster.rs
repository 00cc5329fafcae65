//! A cluster in words: what it is, where its job's state comes from, and what each of its objects is for.

use std::fmt::Write;

use super::words::{cpu, memory, plural};
use crate::fleet::{JobProfile, Profile};
use crate::flink::credentials::told;
use crate::k8s::names;
use crate::k8s::object::{
    CONFIG_MAP, FLINK_CLUSTER, HORIZONTAL_POD_AUTOSCALER, INGRESS, NETWORK_POLICY, POD_DISRUPTION_BUDGET,
    POD_GROUP, POD_MONITOR, ROLE, ROLE_BINDING, SECRET, SERVICE, SERVICE_ACCOUNT,
};
use crate::k8s::role::Role;
use crate::model::Kept;
use crate::model::words::UpgradeMode;
use crate::review::{Manifest, Side, Subject};
use crate::sink::{shell, terminal};

/// All clusters of a side; `topic`: how the user named their files.
pub fn explain(side: &Side<'_>, topic: &str) -> Result<String, String> {
    if side.clusters.is_empty() {
        return Err(format!("there is no FlinkCluster in {}", terminal::inside(topic)));
    }
    let mut out = String::new();
    for subject in &side.clusters {
        let _ = writeln!(out, "{}\n{}", head(subject.cluster), objects(subject));
    }
    let topic = shell::path(topic);
    let _ = write!(
        out,
        "More:\n    flink-render explain memory {topic}\n    flink-render explain {topic} --graph > graph.svg\n    flink-render explain {topic} \
         --object KIND/NAME\n"
    );
    Ok(out)
}

fn head(cluster: &Profile) -> String {
    let Profile {
        name: _,
        namespace,
        source,
        resource: _,
        as_operator,
        image,
        version,
        job_managers,
        task_managers,
        slots_each,
        cpu: cores,
        memory: bytes,
        rest,
        host,
        properties: _,
        file,
        job,
        allow_state_loss,
    } = cluster;
    let kind = if job.is_some() { "a job cluster" } else { "a session cluster" };
    let way = if *as_operator { ", rendered as the operator did" } else { "" };
    let (line, _) = source.position(cluster.name.span.start);
    let place = format!("{}:{line}", source.name);
    let mut out =
        format!("{}: {kind}{way} ({})\n\n", terminal::line(&cluster.title()), terminal::line(&place));
    let mut row = |what: &str, text: String| {
        let _ = writeln!(out, "  {what:13}  {text}");
    };
    let flink = version.map_or("a version that is not known".to_owned(), |version| version.to_string());
    row(
        "Flink",
        format!("{flink}, in {}; its settings are in `{}`", terminal::line(&image.value), file.name()),
    );
    let slots = plural(usize::try_from(*slots_each).unwrap_or_default(), "task slot");
    let workers = plural(usize::try_from(*task_managers).unwrap_or_default(), "TaskManager");
    let leaders = plural(usize::try_from(*job_managers).unwrap_or_default(), "JobManager");
    row("processes", format!("{leaders}, {workers} with {slots} each"));
    let cores = if cores.millis() == 0 { "no CPU".to_owned() } else { format!("CPU {}", cpu(*cores)) };
    let jobs = if job.is_some() { "; its Jobs come on top" } else { "" };
    row("requests", format!("{cores}, memory {}{jobs}", memory(*bytes)));
    let (scheme, port) = rest;
    let service = names::job_manager(&cluster.name.value);
    let service = namespace.as_ref().map_or(service.clone(), |namespace| format!("{service}.{namespace}"));
    let outside = host.as_ref().map_or(String::new(), |host| format!(", from outside {}", host.value));
    row("web interface", terminal::line(&format!("{scheme}://{service}:{port}{outside}")));
    if let Some(job) = job {
        let JobProfile {
            from_savepoint,
            savepoints_dir,
            takes_savepoint,
            is_application,
            upgrade,
            kept,
            remembers,
            parallelism,
            cancel_requested,
            allow_non_restored_state,
        } = job;
        let cancelled = if *cancel_requested { "; it is to be cancelled" } else { "" };
        let runs = if *is_application { "run by the JobManager itself, " } else { "" };
        row("job", format!("{runs}parallelism {parallelism}{cancelled}"));
        let named = from_savepoint.as_ref().map(|savepoint| terminal::line(&told(&savepoint.value)));
        let mode = upgrade.map(|mode| mode.value).filter(|_| !*as_operator);
        let first = named.unwrap_or_else(|| "nothing".to_owned());
        const NOTED: &str = "the newest savepoint that its Jobs have noted";
        let start = match (mode, remembers) {
            (Some(UpgradeMode::Stateless), _) => format!("{first}, at each change"),
            (Some(UpgradeMode::LastState), _) => format!("its newest checkpoint, and {first} the first time"),
            (Some(UpgradeMode::SavepointOrLastState), true) => {
                format!(
                    "{NOTED}, or its newest checkpoint where it had none to give, and {first} the first time"
                )
            }
            (Some(UpgradeMode::Savepoint) | None, true) => format!("{NOTED}, and {first} the first time"),
            (Some(UpgradeMode::Savepoint | UpgradeMode::SavepointOrLastState) | None, false) => first,
        };
        let dropped = if *allow_non_restored_state { "; state that nobody takes is dropped" } else { "" };
        row("starts from", format!("{start}{dropped}"));
        let directory = savepoints_dir.as_ref().map(|directory| terminal::line(&told(&directory.value)));
        row(
            "a change",
            match (directory, *takes_savepoint && !*as_operator) {
                (_, true) if mode == Some(UpgradeMode::LastState) => {
                    "takes no savepoint: the next one goes on from its newest checkpoint".to_owned()
                }
                (_, true) if mode == Some(UpgradeMode::Stateless) => {
                    "stops it without a savepoint".to_owned()
                }
                (Some(directory), true) if mode == Some(UpgradeMode::SavepointOrLastState) => {
                    format!(
                        "stops it with a savepoint in {directory}, or where it has none to give, goes on from its newest checkpoint"
                    )
                }
                (Some(directory), true) => format!("stops it with a savepoint in {directory}"),
                (_, false) => "stops it without a savepoint".to_owned(),
                (None, true) => "stops it without a savepoint: it names no folder for one".to_owned(),
            },
        );
        if let Some(Kept { most, seconds }) = kept {
            let newest = most.map(|most| usize::try_from(most.value).unwrap_or_default());
            let newest = newest
                .map_or("savepoints".to_owned(), |most| format!("the newest {}", plural(most, "savepoint")));
            let time = seconds.map_or(String::new(), |seconds| format!(" of {}", period(seconds.value)));
            let text = format!("{newest}{time}, and those that something goes on from");
            row("keeps", text);
        }
    }
    if let Some(reason) = allow_state_loss {
        row("state", terminal::line(&format!("may be lost by the next change: {}", reason.value)));
    }
    out
}

/// Seconds, in the greatest unit that they are whole ones of.
fn period(seconds: i32) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];
    let whole = units.into_iter().find(|(each, _)| seconds % each == 0);
    let (each, unit) = whole.unwrap_or((1, "second"));
    plural(usize::try_from(seconds / each).unwrap_or_default(), unit)
}

fn objects(subject: &Subject<'_>) -> String {
    let mut objects: Vec<&Manifest<'_>> = subject.objects.iter().collect();
    objects.sort_by_key(|object| object.wave().unwrap_or_default());
    let mut out = format!("{} in the order in which they are applied:\n", plural(objects.len(), "object"));
    let rows: Vec<_> = objects
        .iter()
        .map(|object| {
            let wave = object.wave().unwrap_or_default().to_string();
            let name = terminal::line(&format!("{}/{}", object.kind, object.name));
            (wave, name, purpose(subject.cluster, object))
        })
        .collect();
    let width = rows.iter().map(|(_, name, _)| name.chars().count()).max().unwrap_or_default();
    for (wave, name, purpose) in rows {
        let _ = writeln!(out, "  {wave:>2}  {name:width$}  {purpose}");
    }
    out
}

/// What an object is for.
fn purpose(profile: &Profile, object: &Manifest<'_>) -> &'static str {
    let (kind, name) = (object.kind, object.name);
    let cluster = &profile.name.value;
    let is = |of: (&str, &str)| kind == of.1;
    // Of the keeper of the status, of Flink's processes, of the Jobs.
    let whose = |names: [&'static str; 3]| {
        let [status, flink, jobs] = names;
        if name == names::status(cluster) {
            status
        } else if name == names::availability(cluster) {
            flink
        } else {
            jobs
        }
    };
    if is(FLINK_CLUSTER) {
        return "the resource itself, for its status";
    }
    if is(CONFIG_MAP) {
        return if name == names::config_map(cluster) {
            "Flink's settings, and how it logs"
        } else if name == names::ledger(cluster) {
            "what the Jobs note: savepoints first"
        } else if name == names::prepare_scripts(cluster) {
            "the script that prepares a roll-out"
        } else {
            "the scripts of the Jobs"
        };
    }
    if is(SERVICE_ACCOUNT) {
        return whose([
            "whom the status is kept as",
            "what Flink's processes run as",
            "what the Jobs run as",
        ]);
    }
    if is(ROLE) {
        return whose([
            "what the keeper of the status may do",
            "what they may do: keep their leader",
            "what the Jobs may do",
        ]);
    }
    if is(ROLE_BINDING) {
        return whose([
            "lets the keeper of the status do it",
            "lets Flink's processes do it",
            "lets the Jobs do it",
        ]);
    }
    let others = [
        (SECRET, "what is secret"),
        (INGRESS, "leads to the web interface from outside"),
        (HORIZONTAL_POD_AUTOSCALER, "sets the number of TaskManagers by the load"),
        (NETWORK_POLICY, "says who may reach the pods"),
        (POD_DISRUPTION_BUDGET, "says how many pods may be evicted at once"),
        (POD_GROUP, "lets the scheduler place the pods together"),
        (POD_MONITOR, "has Prometheus read the metrics"),
    ];
    if let Some((_, purpose)) = others.into_iter().find(|(of, _)| is(*of)) {
        return purpose;
    }
    match Role::of(cluster, name) {
        Some(Role::JobManager) if is(SERVICE) => "leads to the JobManager",
        Some(Role::TaskManager) if is(SERVICE) => "gives the TaskManagers their names",
        Some(Role::JobManager) => "runs the JobManager",
        Some(Role::TaskManager) => "runs the TaskManagers",
        Some(Role::Submitter) if profile.job.as_ref().is_some_and(|job| job.is_application) => {
            "waits for the job's end, and says how it was"
        }
        Some(Role::Submitter) => "submits the job, and stays with it",
        Some(Role::Prepare) => "stops what runs, before a roll-out",
        Some(Role::Savepoint) => "takes a savepoint, once",
        Some(Role::AutoSavepoint) => "takes savepoints, again and again",
        Some(Role::Dispose) => "disposes of old savepoints",
        Some(Role::Cancel) => "cancels the job",
        Some(Role::Scale) => "sets the number of TaskManagers",
        None => "",
    }
}
