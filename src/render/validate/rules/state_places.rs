//! The places that state is written to: whether Flink can write there, and whether it is there afterwards.

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::fields;
use crate::flink::image::Official;
use crate::flink::storage::{DEFAULT_SCHEME, Holds, PLACES, Place, Scheme};
use crate::flink::{availability, reference};
use crate::k8s::expansion;
use crate::model::disk::{self, Kept};
use crate::model::{Cluster, Text};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;
use crate::render::validate::rules::job_life;
use crate::render::validate::rules::plugins::{self, Needed};

codes! {
    /// `$(NAME)` is a variable in a job's `args` and in `flinkProperties` only. `fromSavepoint`, `savepointsDir`,
    /// `jarFile` and `className` are what is written: whoever reads Git, the Jobs that compare it with what ran before, and
    /// Flink must mean the same by them. Write the value itself; where it differs between environments, let the tool that
    /// makes the FlinkCluster (kustomize, for example) fill it in.
    LITERAL_VARIABLE = 171, "a variable where none is replaced", warning;
    /// A job's savepoints, its checkpoints or its high availability are kept on a disk that goes with the pod that wrote
    /// them. JobManager and TaskManagers must share the place, and it must outlive them: an object store, HDFS, or a volume
    /// of all of them (a claim, NFS) that is mounted there, and the same folder of it: no `subPathExpr` with a pod's name. A
    /// `csi` volume that is written into the pod's spec is a warning: with most drivers it ends with the pod.
    POD_DISK = 172, "state on the disk of a pod", warning;
    /// Flink has no file system for the scheme of this path, or cannot read the path with it. With an image of your own an
    /// unknown scheme is a warning: it may provide a file system that is not known here.
    SCHEME = 173, "a place that Flink cannot reach", warning;
    /// The path contains quotes: they are part of it, and Flink takes them for a scheme or a folder. YAML has straight quotes
    /// (`'` and `"`) around a whole value only.
    QUOTES = 174, "a path in quotes";
    /// A `hostPath` is the disk of one node: pods that run on another node do not find the state there. It is fine where
    /// there is one node only.
    NODE_DISK = 176, "state on the disk of a node", warning;
}

const FROM: &str = fields!("spec.job.fromSavepoint");
const DIRECTORY: &str = fields!("spec.job.savepointsDir");

/// Checks them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    variables(cluster, found);
    let settings = cluster.settings();
    let mut places = Vec::new();
    if let Some(job) = &cluster.job {
        // What is no path at all has a finding of its own.
        let from = job.from_savepoint.as_ref().filter(|text| !job_life::is_odd(&text.value));
        places.extend(from.map(|text| (FROM.to_owned(), text, None)));
        let directory = job.savepoints_dir.as_ref().filter(|text| job_life::is_directory(&text.value));
        places.extend(directory.map(|text| (DIRECTORY.to_owned(), text, Some(Holds::State))));
    }
    for (key, text) in &cluster.properties {
        let Some((name, holds)) = PLACES.iter().find(|(name, _)| *name == key.value) else { continue };
        if is_unknown(&text.value) {
            continue;
        }
        if *holds == Holds::State || availability::is_on(&settings) {
            places.push((field(name), text, Some(*holds)));
        }
    }
    let default = settings.iter().find(|(key, _)| *key == DEFAULT_SCHEME).map(|(_, value)| value.trim());
    let (mut needed, mut on_a_node) = (Vec::new(), false);
    for (field, text, holds) in places.into_iter().filter(|(_, text, _)| !text.value.trim().is_empty()) {
        let finding = Finding { cluster, field: &field, text };
        if let Some(inner) = quoted(&text.value) {
            finding.refuse(QUOTES, "contains quotes", format!("write `{inner}`"), found);
            continue;
        }
        match Place::of(text.value.trim(), default) {
            Place::File(path) => {
                if let Some(holds) = holds {
                    file(&finding, path, holds, &mut on_a_node, found);
                }
            }
            Place::FileOfHost(host) => {
                let why = format!("names the host `{host}`: Flink's `file:` URIs have none");
                let help =
                    format!("write `{}`, with three slashes", text.value.trim().replacen("//", "///", 1));
                finding.refuse(SCHEME, why, help, found);
            }
            Place::Remote { scheme, authority } => match Scheme::of(scheme) {
                Scheme::Plugin(_) if authority.is_empty() => {
                    let why = format!("does not name a bucket: `{scheme}://` must be followed by one");
                    finding.refuse(SCHEME, why, format!("write `{scheme}://bucket/path`"), found);
                }
                Scheme::Plugin(plugin) => needed.push(Needed { field: field.clone(), text, scheme, plugin }),
                Scheme::Known => {}
                Scheme::Wrong(meant) => {
                    let help = match meant {
                        Some("file") if !scheme.eq_ignore_ascii_case("file") => {
                            "mount it as a volume in JobManager and TaskManagers, and write `file:///path`"
                                .to_owned()
                        }
                        Some(meant) => format!("write `{meant}://`"),
                        None => "write a place such as `s3://bucket/path`".to_owned(),
                    };
                    finding.refuse(
                        SCHEME,
                        format!("cannot be reached: Flink has no file system for `{scheme}://`"),
                        help,
                        found,
                    );
                }
                Scheme::Unknown => {
                    let why = format!("cannot be reached: no file system for `{scheme}://` is known");
                    if Official::of(&cluster.image.name.value).is_some() {
                        finding.refuse(
                            SCHEME,
                            why,
                            "write a place such as `s3://bucket/path`, or use an image that has that file system",
                            found,
                        );
                    } else {
                        let message = format!("{field} `{}` {why}", text.value.trim().escape_debug());
                        found.warning(SCHEME, text.span, message, "make sure that the image provides it");
                    }
                }
            },
        }
    }
    plugins::check(cluster, &needed, found);
}

/// A place with its field.
struct Finding<'a> {
    cluster: &'a Cluster,
    field: &'a str,
    text: &'a Text,
}

impl Finding<'_> {
    /// An error where a job's state hangs on it; nobody's but its users' own in a session cluster.
    fn refuse(
        &self,
        code: crate::diagnostic::Code,
        why: impl std::fmt::Display,
        help: impl Into<String>,
        found: &mut Findings,
    ) {
        let Self { cluster, field, text } = self;
        let finding: &mut Diagnostic = found.strict(
            code,
            text.span,
            format!("{field} `{}` {why}", text.value.trim().escape_debug()),
            help,
        );
        if cluster.job.is_none() {
            finding.severity = Severity::Warning;
        }
    }
}

fn variables(cluster: &Cluster, found: &mut Findings) {
    let Some((job, _)) = cluster.life() else { return };
    for (field, text) in [
        (FROM, job.from_savepoint.as_ref()),
        (DIRECTORY, job.savepoints_dir.as_ref()),
        (fields!("spec.job.jarFile"), job.program.jar_file.as_ref()),
        (fields!("spec.job.className"), job.class_name.as_ref()),
    ] {
        let Some(text) = text else { continue };
        let Some(variable) = expansion::variable(&text.value) else { continue };
        let message = format!("{field}: `{}` is not replaced", variable.escape_debug());
        let help = fields!(
            "write the value itself; variables are replaced in `spec.job.args` and `spec.flinkProperties` only"
        );
        found.warning(LITERAL_VARIABLE, text.span, message, help);
    }
}

/// Whether only the pod knows the scheme, or the path of a file.
fn is_unknown(text: &str) -> bool {
    let text = text.trim();
    reference::is_in(text) && (text.starts_with("$(") || text.starts_with("file:") || !text.contains("://"))
}

/// What stands in quotes, or would without them.
fn quoted(text: &str) -> Option<String> {
    let curly = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '＂', '`'];
    let straight = ['"', '\''];
    let trimmed = text.trim();
    let is = trimmed.contains(curly) || trimmed.starts_with(straight);
    is.then(|| trimmed.replace(curly, "").trim_matches(straight).escape_debug().to_string())
}

fn file(finding: &Finding<'_>, path: &str, holds: Holds, on_a_node: &mut bool, found: &mut Findings) {
    let pods = finding.cluster.mounted();
    // Only JobManagers read what keeps their jobs.
    let pods = if holds == Holds::Availability { &pods[..1] } else { &pods[..] };
    match disk::kept(path, pods) {
        Ok(Kept::Everywhere) => {}
        Ok(Kept::OnOneNode) => {
            if !*on_a_node {
                *on_a_node = true;
                let Finding { field, text, .. } = finding;
                let message = format!("{field} is on the disk of the node that each pod runs on");
                let help = "with several nodes, use a volume that all of them can mount (NFS, a shared claim), or an object store";
                found.warning(NODE_DISK, text.span, message, help);
            }
        }
        Ok(Kept::AsItsDriverSays) => {
            let Finding { field, text, .. } = finding;
            let message =
                format!("{field} is on an inline `csi` volume: with most drivers it is deleted with the pod");
            let help = "use a claim of that driver's storage class, or an object store; or make sure that the driver keeps it";
            found.warning(POD_DISK, text.span, message, help);
        }
        Err(why) => {
            let help = "write to an object store (`s3://bucket/path`), or mount one volume that outlives the pods (a claim, NFS) \
                        there, in JobManager and TaskManagers";
            finding.refuse(POD_DISK, format!("does not survive the pods: {why}"), help, found);
        }
    }
}
