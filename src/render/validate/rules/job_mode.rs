//! How a job is submitted, and what it runs.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::flink::config;
use crate::flink::features::Feature;
use crate::flink::path::of_mount;
use crate::flink::reference;
use crate::flink::version::Version;
use crate::k8s::{hash, names};
use crate::model::conventions::Submission;
use crate::model::words::JobMode;
use crate::model::{Cluster, Job, Pod, Program};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;
use crate::tree::Node;

codes! {
    /// With `mode: Application` (in `v1alpha1` the annotation `flinkoperator.k8s.io/job-mode: Application`) the JobManager runs the
    /// main method itself: from Flink 1.11 on, Python from 1.19 on. What the job needs is its `jarFile`, or in the image's
    /// `/opt/flink/usrlib`; a class path is not known there. Its volumes, mounts and init containers become those of the JobManager's pod
    /// (before 1.19 of the TaskManagers', too): two of one name are the same. With `--compat operator` it needs a `className`: the
    /// operator has no way to name a jar file for it.
    APPLICATION = 181, "application mode";
    /// In application mode the JobManager stays when its job has ended, shows a main method that throws as a failed job, and remembers
    /// which jobs have ended: a setting against it would run the job again, and again. High availability is that of the version, and
    /// the name that Kubernetes has it under is written out.
    APPLICATION_SETTING = 280, "a setting against application mode";
    /// A Python job is a `pyFile`, or a `pyModule` that is found in `pyFiles`; and not a jar file, too.
    PYTHON = 186, "an incomplete Python job";
}

const MODE: &str = fields!("spec.job.mode");

/// Checks both.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    match (job.mode.value, cluster.conventions.submission) {
        (JobMode::Detached | JobMode::Blocking, _) => {}
        (JobMode::Application, Submission::Waiting(version)) => application(cluster, job, version, found),
        (JobMode::Application, Submission::Direct | Submission::Script(_)) => {
            if job.class_name.as_ref().is_none_or(|class| class.value.is_empty()) {
                let message = fields!(
                    "spec.job.className is missing: in application mode the operator ends without it"
                );
                found.error(APPLICATION, job.mode.span, message, "add `className: ...`");
            }
        }
    }
    let Program { jar_file, py_file, py_files, py_module } = &job.program;
    if let (Some(module), None) = (py_module, py_files) {
        let message = fields!("spec.job.pyModule is looked for in spec.job.pyFiles, which is missing");
        found.strict(
            PYTHON,
            module.span,
            message,
            "add `pyFiles: ...` with the file or folder that has the module",
        );
    }
    if let (Some(file), Some(module)) = (py_file, py_module) {
        let message = fields!("spec.job.pyFile and spec.job.pyModule are two jobs");
        found.strict(PYTHON, module.span, message, "keep one of them").relate(file.span, "the other one");
    }
    if let (Some(jar), Some(python)) = (jar_file, py_file.as_ref().or(py_module.as_ref()))
        && jar.is_written()
    {
        let message = fields!("spec.job.jarFile and a Python job are two jobs");
        let help = "keep one of them; further jar files of a Python job belong into `classPath`";
        found.strict(PYTHON, python.span, message, help).relate(jar.span, "the jar file");
    }
}

fn text(node: &Node) -> Option<&str> {
    node.get("name")?.as_str()
}

/// Whether both say the same, wherever they stand.
fn is_same(one: &Node, other: &Node) -> bool {
    hash::of(one) == hash::of(other)
}

/// What a JobManager that runs the job itself wants.
fn application(cluster: &Cluster, job: &Job, version: Version, found: &mut Findings) {
    let Program { jar_file, py_file, py_files: _, py_module } = &job.program;
    if !version.has(Feature::ApplicationMode) {
        let message = format!("{MODE}: Flink {version} has no application mode");
        let help = "remove it: the job is submitted to a cluster of its own; or take a newer Flink";
        found.error(APPLICATION, job.mode.span, message, help);
    }
    if let Some(python) = py_file.as_ref().or(py_module.as_ref())
        && !version.has(Feature::ApplicationJars)
    {
        let message = format!("a Python job in application mode is not rendered for Flink {version}");
        let help = format!("remove {MODE}: the job is submitted to a cluster of its own");
        found.error(APPLICATION, python.span, message, help);
    }
    if let Some(url) = job.class_path.first() {
        let message = fields!("spec.job.classPath is not known in application mode");
        let help = format!("put the jars into the image's `{}`, and remove it", names::USER_LIB_DIR);
        found.error(APPLICATION, url.span, message, help);
    }
    if jar_file.as_ref().is_some_and(|jar| jar.value.is_empty()) {
        // The rule of the jar file says so.
        return;
    }
    in_one_pod(job, &cluster.job_manager.pod, found);
    settings(cluster, version, found);
}

/// What the job's part has in common with the JobManager's is the same.
fn in_one_pod(job: &Job, beside: &Pod, found: &mut Findings) {
    let of_job = [
        (fields!("spec.job.volumes and spec.jobManager.volumes"), &job.pod.volumes, &beside.volumes),
        (
            fields!("spec.job.initContainers and spec.jobManager.initContainers"),
            &job.pod.init_containers,
            &beside.init_containers,
        ),
    ];
    for (fields, own, theirs) in of_job {
        for one in own {
            let Some(other) = theirs.iter().find(|other| text(other) == text(one)) else { continue };
            if !is_same(one, other) {
                let message =
                    format!("{fields} have two of one name: in application mode they are in one pod");
                let help = "give one of them another name";
                found.error(APPLICATION, one.span, message, help).relate(other.span, "the other one");
            }
        }
    }
    for mount in &job.pod.volume_mounts {
        let path = |mount: &Node| mount.get("mountPath").and_then(Node::as_str).map(of_mount);
        let Some(other) = beside.volume_mounts.iter().find(|other| path(other) == path(mount)) else {
            continue;
        };
        if !is_same(mount, other) {
            let message = fields!(
                "spec.job.volumeMounts and spec.jobManager.volumeMounts have two of one path: in application mode they are in one pod"
            );
            found
                .error(APPLICATION, mount.span, message, "mount one of them elsewhere")
                .relate(other.span, "the other one");
        }
    }
}

/// What runs a job again that has ended, or twice.
fn settings(cluster: &Cluster, version: Version, found: &mut Findings) {
    let settings = cluster.settings();
    let [of_type, older, ..] = availability::MODE;
    let unread = cluster.property(of_type).filter(|_| {
        !version.has(Feature::AvailabilityType) && availability::get(&settings, &[older]).is_none()
    });
    if let Some((key, _)) = unread {
        let message = format!(
            "{}: Flink {version} does not read it, and each JobManager would run the job",
            field(of_type)
        );
        found.error(APPLICATION_SETTING, key.span, message, format!("write `{older}`"));
    }
    if availability::uses_kubernetes(&settings) {
        let mode = availability::MODE.iter().find_map(|name| cluster.property(name));
        if let (Some((key, _)), false) = (mode, version.has(Feature::KubernetesAvailability)) {
            let message = format!("Flink {version} keeps no leader in Kubernetes");
            found.error(
                APPLICATION_SETTING,
                key.span,
                message,
                "use ZooKeeper, or take Flink 1.12 or a newer one",
            );
        }
        if let Some((_, value)) =
            cluster.property(availability::CLUSTER_ID).filter(|(_, value)| reference::is_in(&value.value))
        {
            let message = format!(
                "{}: the names of Flink's ConfigMaps follow from it, and cannot hang on a variable",
                field(availability::CLUSTER_ID)
            );
            found.error(
                APPLICATION_SETTING,
                value.span,
                message,
                "write it out, or remove it: it is the cluster's name then",
            );
        }
    }
    if let Some((key, _)) = cluster.property(availability::APPLICATION_RESULTS) {
        let message =
            format!("{}: each run of the job has one of its own", field(availability::APPLICATION_RESULTS));
        let help = "remove it: it is a folder below `job-result-store.storage-path`";
        found.error(APPLICATION_SETTING, key.span, message, help);
    }
    let remembers = ("job-result-store.delete-on-commit", "false");
    for (key, wanted) in config::OF_APPLICATION.into_iter().chain([remembers]) {
        let Some((_, value)) = cluster.property(key) else { continue };
        if !value.value.trim().eq_ignore_ascii_case(wanted) {
            let message = format!("{}: the job would be run again when it has ended", field(key));
            let help = format!("remove it: it is `{wanted}` in application mode");
            found.error(APPLICATION_SETTING, value.span, message, help);
        }
    }
}
