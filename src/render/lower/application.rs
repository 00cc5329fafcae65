//! A JobManager that runs the job's main method itself: what its pod, and the TaskManagers', have beside those of a session.

use super::context::Context;
use super::files::scripts;
use super::job_pods::CLIENT;
use super::script_pod::{literal, spelled};
use super::scripts::Folder;
use crate::flink::availability;
use crate::flink::config;
use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::flink::path::is_within;
use crate::flink::version::Version;
use crate::k8s::{expansion, names};
use crate::model::{Job, Pod, Program, Text};
use crate::tree::{Map, Node};
use crate::{list, map};

/// What the JobManager's container is given.
#[derive(Default)]
pub struct Runs {
    /// The arguments of the image's entry point.
    pub args: Vec<Node>,
    /// Its first variables.
    pub env: Vec<Node>,
    /// Its last sources of variables.
    pub env_from: Vec<Node>,
    /// Whether a variable says which roll-out it belongs to.
    pub knows_rollout: bool,
    /// The scripts that it sees.
    pub scripts: &'static [Folder],
}

/// The class that runs a Python job.
const PYTHON_DRIVER: &str = "org.apache.flink.client.python.PythonDriver";

impl Context<'_> {
    /// What the JobManager's container is given. A job that is cancelled is not run.
    pub fn runs(&self) -> Runs {
        let mut args: Vec<Node> = vec![names::JOB_MANAGER.into()];
        let Some((job, version)) = self.application() else { return Runs { args, ..Runs::default() } };
        let mut env = Vec::new();
        if availability::is_on(&self.settings) {
            let address = map! { "fieldRef" => map! { "fieldPath" => "status.podIP" } };
            env.push(map! { "name" => names::POD_IP_VARIABLE, "valueFrom" => address }.into());
            // One that runs no job, too: what a TaskManager still sends by the Service's name would reach the next JobManager, and be in
            // the way of what it sends by that one's address.
            args.push(format!("$({})", names::POD_IP_VARIABLE).into());
        }
        if job.cancel_requested.value {
            return Runs { args, env, ..Runs::default() };
        }
        let ledger = map! { "name" => names::ledger(self.name()), "optional" => true };
        let env_from = vec![map! { "prefix" => names::LEDGER_VARIABLES, "configMapRef" => ledger }.into()];
        let args = self.arguments(job, version);
        Runs { args, env, env_from, knows_rollout: true, scripts: &[Folder::Run] }
    }

    fn arguments(&self, job: &Job, version: Version) -> Vec<Node> {
        let results = version
            .has(Feature::JobResultStore)
            .then(|| availability::results(&self.settings, self.cluster_id()));
        let mut args: Vec<Node> = vec![
            "/bin/bash".into(),
            format!("{}/{}", names::SCRIPT_DIR, scripts::APPLICATION).into(),
            literal(job.from_savepoint.as_ref()),
            results.flatten().unwrap_or_default().into(),
            self.checkpoints().unwrap_or_default().into(),
        ];
        if availability::is_on(&self.settings) {
            // Another JobManager finds it by this address.
            args.push(format!("-Djobmanager.rpc.address=$({})", names::POD_IP_VARIABLE).into());
        }
        let parallelism =
            job.parallelism.map(|number| number.map(|number| format!("-Dparallelism.default={number}")));
        args.extend(parallelism.map(Node::from));
        let jar = match JarFile::of(job, version) {
            Some(JarFile::Told(path)) => Some(spelled(&path).into()),
            // What is put elsewhere, Flink finds.
            Some(JarFile::Put(Put { to, folder: names::JOB_DIR, .. })) => {
                Some(expansion::literal(&to).into())
            }
            Some(JarFile::Put(_)) | None => None,
        };
        if let Some(jar) = jar {
            args.extend(["--jars".into(), jar]);
        }
        if availability::is_on(&self.settings) {
            // What it knows of the job, it knows by this.
            args.extend(["--job-id".into(), self.job_id().into()]);
        }
        let Program { jar_file: _, py_file, py_files, py_module } = &job.program;
        let is_python = py_file.is_some() || py_module.is_some();
        let class = match is_python {
            true => Some(PYTHON_DRIVER.into()),
            false => job.class_name.as_ref().map(|class| self.argument(class).into()),
        };
        if let Some(class) = class {
            args.extend(["--job-classname".into(), class]);
        }
        if job.allow_non_restored_state.value {
            args.push("--allowNonRestoredState".into());
        }
        // What follows is the main method's, whatever it is called.
        args.push("--".into());
        for (option, value) in [("--python", py_file), ("--pyFiles", py_files), ("--pyModule", py_module)] {
            if let Some(value) = value.as_ref().filter(|_| is_python) {
                args.extend([option.into(), self.argument(value).into()]);
            }
        }
        args.extend(job.args.iter().map(Node::from));
        args
    }

    /// The option that says where checkpoints are.
    fn checkpoints(&self) -> Option<String> {
        let set = |name: &&'static str| Some((*name, availability::get(&self.settings, &[*name])?));
        let (name, directory) = config::CHECKPOINT_DIR.iter().find_map(set)?;
        Some(format!("-D{name}={}", directory.trim_end_matches('/')))
    }

    /// The JobManager's pod.
    pub fn job_manager_pod(&self) -> Option<Pod> {
        let (job, version) = self.application()?;
        Some(self.with_program(&self.job_manager.pod, job, version))
    }

    /// A TaskManager's, where it must have the job's jar file itself.
    pub fn task_manager_pod(&self) -> Option<Pod> {
        let (job, version) =
            self.application().filter(|(_, version)| !version.has(Feature::ApplicationJars))?;
        Some(self.with_program(&self.task_manager.pod, job, version))
    }

    /// A pod with what the job has beside: volumes, what fills them, and its jar file.
    fn with_program(&self, pod: &Pod, job: &Job, version: Version) -> Pod {
        let mut pod = pod.clone();
        let Pod {
            volumes,
            volume_mounts,
            init_containers,
            // Of the pods of Jobs.
            labels: _,
            annotations: _,
            sidecars: _,
            resources: _,
            node_selector: _,
            tolerations: _,
            affinity: _,
            host_aliases: _,
            security_context: _,
        } = &job.pod;
        let missing = |have: &[Node], more: &[Node], key: &str| -> Vec<Node> {
            let text = |node: &Node| node.get(key).and_then(Node::as_str).map(ToOwned::to_owned);
            more.iter().filter(|one| !have.iter().any(|own| text(own) == text(one))).cloned().collect()
        };
        let (more, mounts) =
            (missing(&pod.volumes, volumes, "name"), missing(&pod.volume_mounts, volume_mounts, "mountPath"));
        pod.volumes.extend(more);
        pod.volume_mounts.extend(mounts);
        pod.init_containers.extend(missing(&pod.init_containers, init_containers, "name"));
        if let Some(JarFile::Put(put)) = JarFile::of(job, version) {
            pod.volumes.push(map! { "name" => names::JOB_VOLUME, "emptyDir" => Map::default() }.into());
            pod.volume_mounts.push(map! { "name" => names::JOB_VOLUME, "mountPath" => put.folder }.into());
            pod.init_containers.push(self.puts(&put, &pod));
        }
        pod
    }

    /// The container that puts the jar file where Flink finds it.
    fn puts(&self, put: &Put<'_>, pod: &Pod) -> Node {
        let Put { from, sha256, tool, folder: _, to } = put;
        let mut container = self.container_of_image(names::JOB_VOLUME);
        let text = |text: &str| expansion::literal(text);
        let script = text(&scripts::jar(sha256.is_some()));
        container.push("command", list!["/bin/bash", "-c", script, names::JOB_VOLUME]);
        container.push("args", list![text(from), text(sha256.unwrap_or_default()), text(to)]);
        container.push_some("env", (!self.env.is_empty()).then(|| self.env.to_vec()));
        container.push_some("envFrom", (!self.env_from.is_empty()).then(|| self.env_from.to_vec()));
        container.push(
            "resources",
            match tool {
                // The tools of storages are no small programs.
                true => self.script_resources(CLIENT),
                false => self.script_resources_before(pod.resources.as_ref()),
            },
        );
        container.push("terminationMessagePolicy", "FallbackToLogsOnError");
        container.into()
    }
}

/// A jar file that Flink does not find by itself.
enum JarFile<'a> {
    /// Flink is told where it is.
    Told(Text),
    /// A container puts it into a volume.
    Put(Put<'a>),
}

/// What is put where.
struct Put<'a> {
    from: &'a str,
    /// Of what is fetched: its checksum, or nothing. None for what is copied.
    sha256: Option<&'a str>,
    /// Whether a storage's own tool fetches it.
    tool: bool,
    folder: &'static str,
    to: String,
}

impl<'a> JarFile<'a> {
    /// None where there is none, or where it is among the classes that Flink looks for.
    fn of(job: &'a Job, version: Version) -> Option<Self> {
        let jar = job.program.jar_file.as_ref().filter(|jar| !jar.value.is_empty())?;
        let is_handed_on = version.has(Feature::ApplicationJars);
        let folder = if is_handed_on { names::JOB_DIR } else { names::USER_LIB_DIR };
        let put = |from, sha256, tool, file| {
            Self::Put(Put { from, sha256, tool, folder, to: format!("{folder}/{file}") })
        };
        let found = Jar::of(&jar.value);
        match found {
            Jar::Local(path) if is_within(path, names::USER_LIB_DIR) => None,
            Jar::Local(path) if is_handed_on => Some(Self::Told(jar.map(|_| path.to_owned()))),
            Jar::Local(path) => Some(put(path, None, false, found.name())),
            Jar::Remote { scheme, uri, file, sha256 } => {
                let tool = !matches!(scheme, "http" | "https");
                Some(put(uri, Some(sha256.unwrap_or_default()), tool, file))
            }
        }
    }
}
