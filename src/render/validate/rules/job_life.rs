//! A job's later life: savepoints, restarts, roll-outs; and what is dangerous about it.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::flink::config;
use crate::flink::rest::{self, Tls};
use crate::k8s::labels::{SAVEPOINTS_KEPT, SAVEPOINTS_KEPT_FOR};
use crate::k8s::schedule;
use crate::model::words::{RestartPolicy, UpgradeMode};
use crate::model::{Cluster, Job, Kept, depth};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::tree::Node;

codes! {
    /// The jobs of this cluster note savepoints, or scale it, under a ServiceAccount; its RoleBinding must name a namespace.
    /// Write `metadata.namespace`, or give one for all that name none: `--namespace`, or the plugin's parameter `namespace`.
    NEEDS_NAMESPACE = 160, "a ServiceAccount without a namespace";
    /// Savepoints are requested, or some are to be kept and others disposed of, but there is no directory for them.
    NEEDS_SAVEPOINTS_DIR = 161, "savepoints without a directory";
    /// A CronJob runs at whole minutes. Seconds that its schedule cannot keep become the next shorter ones, and never less
    /// than a minute.
    SCHEDULE = 162, "savepoints more often than requested", warning;
    /// Neither a number of seconds nor a generation is negative.
    NEGATIVE = 163, "a negative number";
    /// A savepoint directory is a URI that Flink can write to, such as `s3://bucket/path`; neither it nor a savepoint's own
    /// path contains spaces, quotes, backslashes or control characters.
    SAVEPOINTS_DIR = 164, "an invalid savepoint path";
    /// Without `savepointsDir` there is no savepoint to restart from except `fromSavepoint` and those that are taken by
    /// hand: a job that fails stays failed, or starts from `fromSavepoint`.
    RESTART_WITHOUT_SAVEPOINTS = 165, "a restart from savepoints that are never taken", warning;
    /// The job has state (checkpoints, a savepoint it started from), and there is no directory for savepoints: each change of
    /// the cluster cancels the job, and its state is lost.
    STATE_AT_RISK = 166, "a change loses the job's state", warning;
    /// Without high availability a JobManager that is lost takes the running job with it. A job with
    /// `restartPolicy: FromSavepointOnFailure` and a `savepointsDir` is submitted again from its newest savepoint.
    JOB_AT_RISK = 167, "the job is lost with its JobManager", warning;
    /// Flink's client, and the Jobs of a cluster, trust an encrypted REST API by the truststore that Flink's configuration names; where
    /// the JobManager asks for certificates, they show the one of its keystore. Files on the JobManager's volumes are in the Jobs' pods, too,
    /// but for those on its `volumeClaimTemplates`.
    NO_KEYS = 169, "an encrypted REST API without the keys for it";
    /// The history of savepoints has room for about 500, and for fewer where the path of `savepointsDir` is long. Of more within
    /// `flinkoperator.k8s.io/savepoints-kept-for`, or of as many as `flinkoperator.k8s.io/savepoints-kept` says, the oldest are forgotten:
    /// nothing disposes of them. Say that fewer are kept, or take them less often.
    FORGOTTEN = 283, "more savepoints than are remembered", warning;
    /// The job needs more slots than the TaskManagers have: it waits for them, and fails in the end.
    TOO_PARALLEL = 168, "more parallelism than slots", warning;
}

const SECONDS: &str = fields!("spec.job.autoSavepointSeconds");
const GENERATION: &str = fields!("spec.job.savepointGeneration");
/// None of both is less.
const LEAST: i32 = 0;
const DIRECTORY: &str = fields!("spec.job.savepointsDir");
/// The history has room for so many characters. A line of it has a time and the savepoint's own name besides the directory.
const ROOM: usize = 100_000;
const OTHERS: usize = 42;
const PARALLELISM: &str = fields!("spec.job.parallelism");

/// Checks the job.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    numbers(job, found);
    if cluster.life().is_some() {
        needs(cluster, job, found);
        risks(cluster, job, found);
    }
    slots(cluster, job, found);
}

fn numbers(job: &Job, found: &mut Findings) {
    for (field, number) in [(SECONDS, job.auto_savepoint_seconds), (GENERATION, job.savepoint_generation)] {
        if let Some(number) = number.filter(|number| number.value < LEAST) {
            let message = format!("{field} is negative");
            found.strict(NEGATIVE, number.span, message, format!("write {LEAST} or more, or leave it out"));
        }
    }
}

/// What a template of claims makes belongs to the JobManager's pods alone.
fn claimed(cluster: &Cluster, job: &Job, tls: &Tls<'_>, found: &mut Findings) {
    let (pod, process) = (&cluster.job_manager.pod, &cluster.job_manager.process);
    for store in tls.stores() {
        let Some(mount) = pod.holder(store) else { continue };
        if job.pod.holder(store).is_some_and(|own| depth(own) >= depth(mount)) {
            continue;
        }
        let name = mount.get("name").and_then(Node::as_str);
        let of = |claim: &&Node| claim.get("metadata").and_then(|of| of.get("name")?.as_str()) == name;
        if name.is_some() && process.claim_templates.iter().any(|claim| of(&claim)) {
            let message = format!(
                "the Jobs of this cluster do not have `{}`: it is on a claim of the JobManager's own",
                store.escape_debug()
            );
            let help = fields!("mount a Secret there, or give `spec.job` a volume that has the file");
            found.error(NO_KEYS, mount.span, message, help);
        }
    }
}

fn needs(cluster: &Cluster, job: &Job, found: &mut Findings) {
    if job.remembers() && cluster.namespace.is_none() {
        let message = "the Jobs of this cluster need a ServiceAccount, and therefore a namespace";
        let help = fields!("write `metadata.namespace`, or give `--namespace`");
        found.error(NEEDS_NAMESPACE, cluster.name.span, message, help);
    }
    let tls = cluster.tls();
    let untold = tls.untold();
    let switch = rest::SWITCHES.iter().find_map(|switch| cluster.property(switch));
    if let (Some((key, _)), false) = (switch, untold.is_empty()) {
        let message = "the Jobs of this cluster cannot speak TLS with the JobManager, nor can Flink's client";
        let untold: Vec<_> = untold.iter().map(|key| format!("`{key}`")).collect();
        let help = format!(
            "add {} to {}, with files that volumes of the JobManager hold",
            untold.join(", "),
            fields!("spec.flinkProperties")
        );
        found.error(NO_KEYS, key.span, message, help);
    }
    claimed(cluster, job, &tls, found);
    if let Some(savepoint) = job.from_savepoint.as_ref().filter(|savepoint| is_odd(&savepoint.value)) {
        let message = format!(
            "{} `{}` is not a savepoint path",
            fields!("spec.job.fromSavepoint"),
            shown(&savepoint.value)
        );
        let plain = plain(&savepoint.value);
        let help = plain.map_or("write it as Flink prints it".to_owned(), |plain| format!("write `{plain}`"));
        found.error(SAVEPOINTS_DIR, savepoint.span, message, help);
    }
    if let Some(directory) = &job.savepoints_dir {
        if !is_directory(&directory.value) {
            let message = format!("{DIRECTORY} `{}` is not a URI", shown(&directory.value));
            let help = match plain(&directory.value).filter(|plain| is_directory(plain)) {
                Some(plain) => format!("write `{plain}`"),
                None => "write one such as `s3://bucket/path`".to_owned(),
            };
            found.error(SAVEPOINTS_DIR, directory.span, message, help);
        }
    } else {
        let asked = [(SECONDS, job.auto_savepoint_seconds()), (GENERATION, job.savepoint_generation())];
        for (field, number) in asked {
            let Some(number) = number else { continue };
            let message = format!("{field} requests savepoints, but {DIRECTORY} is missing");
            found.error(NEEDS_SAVEPOINTS_DIR, number.span, message, "add `savepointsDir`, or remove this");
        }
        if let Some(number) = job.kept.said() {
            let key = if job.kept.most.is_some() { SAVEPOINTS_KEPT } else { SAVEPOINTS_KEPT_FOR };
            let message = format!("{key} is about savepoints, but {DIRECTORY} is missing");
            found.error(NEEDS_SAVEPOINTS_DIR, number.span, message, "add `savepointsDir`, or remove this");
        }
    }
    if let Some(Kept { most: Some(most), seconds: _ }) = job.disposes()
        && most.value > remembered(job)
    {
        let message = format!("{SAVEPOINTS_KEPT}: with this directory {} are remembered", remembered(job));
        let help = format!("write `\"{}\"`, or less", remembered(job));
        found.warning(FORGOTTEN, most.span, message, help);
    }
    if let Some(seconds) = job.auto_savepoint_seconds() {
        let (schedule, kept) = schedule::every(seconds.value);
        if kept != seconds.value {
            let message = format!(
                "a savepoint every {} seconds is not a schedule: one is taken every {kept}",
                seconds.value
            );
            found.warning(SCHEDULE, seconds.span, message, format!("write `{kept}` (`{schedule}`)"));
        }
        if let Some(Kept { most: None, seconds: Some(time) }) = job.disposes()
            && time.value / kept > remembered(job)
        {
            let message = format!(
                "{SAVEPOINTS_KEPT_FOR}: one every {kept} seconds is {} savepoints, and {} are remembered",
                time.value / kept,
                remembered(job)
            );
            let help = format!("add `{SAVEPOINTS_KEPT}`, or keep them for less time");
            found.warning(FORGOTTEN, time.span, message, help);
        }
    }
}

/// How many savepoints are remembered.
fn remembered(job: &Job) -> i32 {
    let directory = job.savepoints_dir.as_ref().map_or(0, |directory| directory.value.len());
    i32::try_from(ROOM / (directory + OTHERS)).unwrap_or(i32::MAX).min(Kept::MOST)
}

/// A path in a message, cut where it is longer than any that Flink writes.
fn shown(path: &str) -> String {
    let cut: String = path.chars().take(SHOWN).collect();
    let more = if cut.len() < path.len() { "..." } else { "" };
    format!("{}{more}", cut.escape_debug())
}

/// The characters of a path in a message.
const SHOWN: usize = 200;

/// A path without the quotes and spaces around it, if that is one.
fn plain(path: &str) -> Option<&str> {
    let plain = path.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    (!plain.is_empty() && plain.len() <= SHOWN && !is_odd(plain)).then_some(plain)
}

/// Whether it holds what no path of state holds.
pub fn is_odd(path: &str) -> bool {
    path.contains(|c: char| c.is_control() || matches!(c, '"' | '\\' | ' '))
}

/// Whether it may be a directory of savepoints: a URI, or a path from the root.
pub fn is_directory(path: &str) -> bool {
    !is_odd(path) && (path.contains("://") || path.starts_with("file:/") || path.starts_with('/'))
}

fn risks(cluster: &Cluster, job: &Job, found: &mut Findings) {
    let restarts = job.restart_policy.value == RestartPolicy::FromSavepointOnFailure;
    if restarts && job.savepoints_dir.is_none() {
        let message =
            fields!("spec.job.restartPolicy restarts from savepoints, but spec.job.savepointsDir is missing");
        found.warning(RESTART_WITHOUT_SAVEPOINTS, job.restart_policy.span, message, "add `savepointsDir`");
    }
    let checkpoints = |key: &str| {
        matches!(
            key,
            "state.checkpoints.dir" | "execution.checkpointing.dir" | "execution.checkpointing.interval"
        )
    };
    let stateful = job.from_savepoint.as_ref().map(|text| text.span).or_else(|| {
        cluster.properties.iter().find(|(key, _)| checkpoints(&key.value)).map(|(key, _)| key.span)
    });
    let said = job.upgrade.is_some_and(|mode| match mode.value {
        UpgradeMode::LastState | UpgradeMode::SavepointOrLastState | UpgradeMode::Stateless => true,
        UpgradeMode::Savepoint => false,
    });
    if let (Some(span), None, false) = (stateful, &job.savepoints_dir, said) {
        let message = fields!(
            "this job has state, and each change of the cluster loses it: spec.job.savepointsDir is missing"
        );
        let help = "add `savepointsDir`: a change then stops the job with a savepoint";
        found.warning(STATE_AT_RISK, span, message, help);
    }
    let safe = availability::is_on(&cluster.settings()) || (restarts && job.savepoints_dir.is_some());
    if let (Some(span), false) = (stateful, safe) {
        let message = "this job has state, and it is lost with its JobManager";
        let savepoints = if job.savepoints_dir.is_some() { "" } else { "`savepointsDir` and " };
        let help = format!(
            "configure `high-availability`, or add {savepoints}`restartPolicy: FromSavepointOnFailure`"
        );
        found.warning(JOB_AT_RISK, span, message, help);
    }
}

fn slots(cluster: &Cluster, job: &Job, found: &mut Findings) {
    let slots = cluster.property(config::SLOTS);
    // What is required and not written, or cannot be read, was said; nobody knows the number.
    if !cluster.task_manager.replicas.is_written() || (slots.is_none() && slots_unread(&cluster.resource)) {
        return;
    }
    let each = slots.map_or(Some(1), |(_, value)| value.value.trim().parse::<i64>().ok());
    let (Some(each), replicas) = (each, i64::from(cluster.task_manager.replicas.value)) else { return };
    let Some(parallelism) = job.parallelism else { return };
    let (wanted, there) = (i64::from(parallelism.value), each.saturating_mul(replicas));
    if wanted > there && replicas > 0 {
        let managers = if replicas == 1 { "TaskManager has" } else { "TaskManagers have" };
        let slots = if there == 1 { "slot" } else { "slots" };
        let message = format!("{PARALLELISM} is {wanted}, but {replicas} {managers} {there} {slots}");
        let help = fields!(
            "raise `spec.taskManager.replicas` or `taskmanager.numberOfTaskSlots`, or lower the parallelism"
        );
        found.warning(TOO_PARALLEL, parallelism.span, message, help);
    }
}

/// Whether properties were written of which some cannot be read, the slots maybe among them.
fn slots_unread(resource: &Node) -> bool {
    let Some(properties) = resource.get("spec").and_then(|spec| spec.get("flinkProperties")) else {
        return false;
    };
    let nested = |key: &str| config::SLOTS.starts_with(key);
    match properties.as_map() {
        Some(map) => map.0.iter().any(|entry| nested(&entry.key) && entry.value.as_str().is_none()),
        None => !properties.is_null(),
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let given = |field: &str| format!("(has(self.{field}) && self.{field} > 0)");
    let asked = format!("{} || {}", given("autoSavepointSeconds"), given("savepointGeneration"));
    vec![
        Cel::new(
            fields!("spec.job"),
            format!("has(self.savepointsDir) || !({asked})"),
            "savepoints need a savepointsDir",
        ),
        Cel::at_least(SECONDS, LEAST, "not negative"),
        Cel::at_least(GENERATION, LEAST, "not negative"),
    ]
}
