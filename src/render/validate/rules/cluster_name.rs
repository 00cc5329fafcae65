//! The names that are made from the cluster's.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::dialect::Dialects;
use crate::k8s::names;
use crate::k8s::workload::Workload;
use crate::model::Cluster;
use crate::model::conventions::Admission;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The name of every object starts with the cluster's name, among them a Service (`N-jobmanager`) and, in a job cluster,
    /// Jobs whose names end with a hash. It consists of lower-case letters, digits and `-`, starts with a letter, and is short enough
    /// for these names: 52 characters, 45 with a job, 44 where savepoints are disposed of, 38 with `autoSavepointSeconds`; and no more
    /// than 41 where the JobManager is a StatefulSet, 40 where the TaskManagers are one, whose pods have a label with its name and a hash.
    CLUSTER_NAME = 100, "an invalid cluster name";
}

const NAME: &str = fields!("metadata.name");
/// The most characters that Spotify's operator takes.
const SPOTIFYS: usize = 48;

/// Checks the longest ones.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let name = &cluster.name;
    if !name.is_written() {
        return;
    }
    if name.value.is_empty() {
        found.error(CLUSTER_NAME, name.span, fields!("metadata.name is empty"), "give the cluster a name");
        return;
    }
    let suffix = longest(cluster);
    if cluster.conventions.admission == Admission::Spotify && name.value.len() > SPOTIFYS {
        let message =
            format!("{NAME} has {} characters, and {SPOTIFYS} is the operator's most", name.value.len());
        found.error(CLUSTER_NAME, name.span, message, "choose a shorter name");
        return;
    }
    let Err(wrong) = names::service(&format!("{}{suffix}", name.value)) else { return };
    let message = match wrong {
        names::Wrong::TooLong(most) => {
            let most = most - suffix.len();
            format!("{NAME} has {} characters, and {most} is the most", name.value.len())
        }
        names::Wrong::Empty | names::Wrong::Characters(_) => {
            format!("`{}` cannot be part of a Service's name: such a name {wrong}", name.value)
        }
    };
    let help = "choose another name, such as `orders-enrich`";
    match wrong {
        names::Wrong::TooLong(_) => found.strict(CLUSTER_NAME, name.span, message, help),
        names::Wrong::Empty | names::Wrong::Characters(_) => {
            found.admitted(cluster, CLUSTER_NAME, name.span, message, help)
        }
    };
}

/// What is added to the cluster's name in the object with the least room for it.
fn longest(cluster: &Cluster) -> String {
    let workloads = [
        (&cluster.job_manager.process, names::job_manager("")),
        (&cluster.task_manager.process, names::task_manager("")),
    ];
    let sets = workloads.into_iter().filter(|(process, _)| process.workload == Workload::StatefulSet);
    let sets = sets.map(|(_, name)| names::revision(&name, &"0".repeat(names::REVISION_LENGTH)));
    sets.fold(longest_name(cluster), longer)
}

/// Of two of one length the first: it names what is more often there.
fn longer(one: String, other: String) -> String {
    if other.len() > one.len() { other } else { one }
}

fn longest_name(cluster: &Cluster) -> String {
    let Some((job, _)) = cluster.life() else { return of_session() };
    if job.auto_savepoint_seconds().is_some() {
        return of_cron_job(&names::auto_savepoint(""));
    }
    let numbered = job.savepoint_generation().map(|generation| names::savepoint("", generation.value));
    let disposing = job.disposes().map(|_| of_cron_job(&names::dispose("")));
    numbered.into_iter().chain(disposing).fold(of_job(), longer)
}

fn of_session() -> String {
    names::job_manager("")
}

/// Room for the cancellation, too: it must not fail on the name when its day comes.
fn of_job() -> String {
    names::cancel("", &"0".repeat(names::HASH_LENGTH))
}

/// As if a CronJob had as many characters as others.
fn of_cron_job(name: &str) -> String {
    name.to_owned() + &"0".repeat(names::LABEL_LENGTH - names::CRON_JOB_LENGTH)
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let [session, job, often] = [of_session(), of_job(), of_cron_job(&names::auto_savepoint(""))]
        .map(|suffix| names::LABEL_LENGTH - suffix.len());
    let seconds = "self.spec.job.autoSavepointSeconds";
    let most = format!(
        "!has(self.spec) || !has(self.spec.job) ? {session} : has({seconds}) && {seconds} > 0 ? {often} : {job}"
    );
    let sets = names::revision(&names::task_manager(""), &"0".repeat(names::REVISION_LENGTH));
    let of_sets = names::LABEL_LENGTH - sets.len();
    let kind = "self.spec.taskManager.deploymentType";
    vec![
        Cel::new(
            "",
            format!(
                "!has(self.spec) || !has(self.spec.taskManager) || !has({kind}) || {kind} != 'StatefulSet' || \
                 self.metadata.name.size() <= {of_sets}"
            ),
            format!("{NAME}: at most {of_sets} characters where the TaskManagers are a StatefulSet"),
        )
        .within(Dialects::SPOTIFY),
        Cel::new(
            "",
            "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
            format!("{NAME}: lower-case letters, digits and `-`, a letter first"),
        ),
        Cel::new(
            "",
            format!("self.metadata.name.size() <= ({most})"),
            format!(
                "{NAME}: at most {session} characters, {job} with a job, {often} with autoSavepointSeconds"
            ),
        ),
    ]
}
