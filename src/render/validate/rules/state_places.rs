//! The places that state is written to: whether Flink can write there, and whether it is there afterwards.

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::flink::features::Feature;
use crate::flink::rest;
use crate::flink::storage::{
    DEFAULT_SCHEME, Holds, PLACES, PLUGIN_FOLDER_VARIABLES, PLUGIN_FOLDERS, PLUGINS_VARIABLE, Place, Plugin,
    Scheme,
};
use crate::flink::version::Version;
use crate::k8s::expansion;
use crate::model::disk::{self, Kept};
use crate::model::{Cluster, Text, Way};
use crate::render::validate::findings::Findings;
use crate::render::validate::rules::job_life;
use crate::tree::Node;

codes! {
    /// Of a job, `$(NAME)` is a variable in `args` only, where Kubernetes replaces it. `fromSavepoint`, `savepointsDir`,
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
    /// unknown scheme is a warning: it may bring a file system that nobody here knows.
    SCHEME = 173, "a place that Flink does not reach", warning;
    /// The path holds quotes: they are part of it, and Flink takes them for a scheme or a folder. YAML knows straight quotes
    /// (`'` and `"`) around a whole value only.
    QUOTES = 174, "a path in quotes";
    /// Official images ship the file systems of object stores as plugins that are not turned on: without one, Flink does not
    /// know the path's scheme. `ENABLE_BUILT_IN_PLUGINS` in `spec.envVars` names the jar file to turn on, with the image's
    /// exact version; or use an image that has it in `plugins/`.
    NO_PLUGIN = 175, "an object store without its plugin", warning;
    /// A `hostPath` is the disk of one node: pods that run on another node do not find the state there. It is fine where
    /// there is one node only.
    NODE_DISK = 176, "state on the disk of a node", warning;
}

/// Checks them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    variables(cluster, found);
    let settings = cluster.settings();
    let mut places = Vec::new();
    if let Some(job) = &cluster.job {
        // What is no path at all has a finding of its own.
        let from = job.from_savepoint.as_ref().filter(|text| !job_life::is_odd(&text.value));
        places.extend(from.map(|text| ("spec.job.fromSavepoint".to_owned(), text, None)));
        let directory = job.savepoints_dir.as_ref().filter(|text| job_life::is_directory(&text.value));
        places.extend(directory.map(|text| ("spec.job.savepointsDir".to_owned(), text, Some(Holds::State))));
    }
    for (key, text) in &cluster.properties {
        let Some((name, holds)) = PLACES.iter().find(|(name, _)| *name == key.value) else { continue };
        if *holds == Holds::State || rest::is_highly_available(&settings) {
            places.push((format!("spec.flinkProperties.{name}"), text, Some(*holds)));
        }
    }
    let default = settings.iter().find(|(key, _)| *key == DEFAULT_SCHEME).map(|(_, value)| value.trim());
    let (mut plugins, mut on_a_node) = (Vec::new(), false);
    for (field, text, holds) in places.into_iter().filter(|(_, text, _)| !text.value.trim().is_empty()) {
        let finding = Finding { cluster, field: &field, text };
        if let Some(inner) = quoted(&text.value) {
            finding.refuse(QUOTES, "holds quotes", format!("write `{inner}`"), found);
            continue;
        }
        match Place::of(text.value.trim(), default) {
            Place::File(path) => {
                if let Some(holds) = holds {
                    file(&finding, path, holds, &mut on_a_node, found);
                }
            }
            Place::FileOfHost(host) => {
                let why = format!("names the host `{host}`: to Flink a file has none");
                let help =
                    format!("write `{}`, with three slashes", text.value.trim().replacen("//", "///", 1));
                finding.refuse(SCHEME, why, help, found);
            }
            Place::Remote { scheme, authority } => match Scheme::of(scheme) {
                Scheme::Plugin(plugin) if authority.is_empty() => {
                    let why = format!("names no bucket: `{}://` is followed by one", plugin.schemes[0]);
                    finding.refuse(SCHEME, why, format!("write `{scheme}://bucket/path`"), found);
                }
                Scheme::Plugin(plugin) => {
                    if !plugins.contains(&plugin.name) {
                        plugins.push(plugin.name);
                        self::plugin(&finding, scheme, plugin, found);
                    }
                }
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
                    let why =
                        format!("cannot be reached: nothing is known of a file system for `{scheme}://`");
                    if is_official(cluster) {
                        finding.refuse(
                            SCHEME,
                            why,
                            "write a place such as `s3://bucket/path`, or use an image that has it",
                            found,
                        );
                    } else {
                        let message = format!("{field} `{}` {why}", text.value.trim().escape_debug());
                        found.warning(SCHEME, text.span, message, "make sure that the image brings it");
                    }
                }
            },
        }
    }
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
    let (Some(job), Way::Native(_)) = (&cluster.job, cluster.way) else { return };
    for (field, text) in [
        ("fromSavepoint", job.from_savepoint.as_ref()),
        ("savepointsDir", job.savepoints_dir.as_ref()),
        ("jarFile", Some(&job.jar_file)),
        ("className", job.class_name.as_ref()),
    ] {
        let Some(text) = text else { continue };
        let Some(variable) = expansion::variable(&text.value) else { continue };
        let message = format!("spec.job.{field}: `{}` is not replaced", variable.escape_debug());
        let help = "write the value itself; only `spec.job.args` knows variables";
        found.warning(LITERAL_VARIABLE, text.span, message, help);
    }
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
                let message = format!("{field} is on the disk of whatever node a pod runs on");
                let help = "with several nodes, take a volume that all of them reach (NFS, a claim), or an object store";
                found.warning(NODE_DISK, text.span, message, help);
            }
        }
        Ok(Kept::AsItsDriverSays) => {
            let Finding { field, text, .. } = finding;
            let message =
                format!("{field} is on a `csi` volume of the pod: with most drivers it goes with the pod");
            let help = "take a claim of that driver's storage class, or an object store; or make sure that the driver keeps it";
            found.warning(POD_DISK, text.span, message, help);
        }
        Err(why) => {
            let help = "write to an object store (`s3://bucket/path`), or mount one volume that outlives the pods (a claim, NFS) \
                        there, in JobManager and TaskManagers";
            finding.refuse(POD_DISK, format!("is not kept: {why}"), help, found);
        }
    }
}

fn plugin(finding: &Finding<'_>, scheme: &str, plugin: &Plugin, found: &mut Findings) {
    let Finding { cluster, field, text } = finding;
    if !is_official(cluster) || has_folder(cluster) {
        return;
    }
    let version = match cluster.way {
        Way::Native(version) => Some(version),
        Way::Operator => Version::of_image(&cluster.image.name.value),
    };
    let release = release(&cluster.image.name.value);
    let jar = match (&release, version) {
        (Some(release), _) => format!("{}-{release}.jar", plugin.name),
        (None, Some(version)) => format!("{}-{version}.<patch>.jar", plugin.name),
        (None, None) => format!("{}-<version>.jar", plugin.name),
    };
    let text_of = |node: &'_ Node, key| node.get(key).and_then(Node::as_str).map(ToOwned::to_owned);
    let variable = cluster.env.iter().find(|node| text_of(node, "name").as_deref() == Some(PLUGINS_VARIABLE));
    let value = variable.map(|node| text_of(node, "value"));
    let message = match &value {
        // From a ConfigMap: nobody knows.
        Some(None) => return,
        Some(Some(jars)) if plugin.is_among(jars) => {
            let Some(release) = &release else { return };
            let other = |jar: &&str| plugin.is_among(jar) && !jar.ends_with(&format!("-{release}.jar"));
            let Some(other) = jars.split(';').map(str::trim).find(other) else { return };
            format!(
                "{PLUGINS_VARIABLE} names `{}`, and the image has those of {release}",
                other.escape_debug()
            )
        }
        _ => format!("{field}: official images do not know `{scheme}://` unless its plugin is turned on"),
    };
    let shipped =
        version.is_none_or(|version| plugin.is_in(version) && version.has(Feature::PluginsVariable));
    let help = match (&value, shipped) {
        (_, false) => format!(
            "use an image of your own that has `{}` in its `plugins/`, or `lib/` before Flink 1.9",
            plugin.name
        ),
        (Some(Some(jars)), true) if !jars.trim().is_empty() && !plugin.is_among(jars) => {
            format!("write `{PLUGINS_VARIABLE}: {};{jar}` in `spec.envVars`", jars.trim().escape_debug())
        }
        _ => format!(
            "add `{{name: {PLUGINS_VARIABLE}, value: {jar}}}` to `spec.envVars`, or use an image that has it"
        ),
    };
    found.warning(NO_PLUGIN, text.span, message, help);
}

/// Whether something is mounted where plugins are looked for, or they are looked for elsewhere.
fn has_folder(cluster: &Cluster) -> bool {
    let named = cluster.env.iter().filter_map(|node| node.get("name")?.as_str());
    let elsewhere = named.into_iter().any(|name| PLUGIN_FOLDER_VARIABLES.contains(&name));
    let below = |one: &str, other: &str| {
        one.strip_prefix(other.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mounted = |mount: &Node| {
        let path = mount.get("mountPath").and_then(Node::as_str).unwrap_or_default();
        PLUGIN_FOLDERS.iter().any(|folder| below(path, folder) || below(folder, path))
    };
    elsewhere || cluster.mounted().iter().all(|pod| pod.mounts.iter().any(mounted))
}

/// Whether it is Flink's own image, wherever it is kept.
fn is_official(cluster: &Cluster) -> bool {
    let image = cluster.image.name.value.split('@').next().unwrap_or_default();
    let file = image.rsplit('/').next().unwrap_or_default();
    file.split(':').next() == Some("flink")
}

/// The release that a tag of an official image names: `1.20.1`.
fn release(image: &str) -> Option<String> {
    let tag = image.split('@').next()?.rsplit('/').next()?.split_once(':')?.1;
    let number = tag.split('-').next()?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (number.split('.').count() == 3 && number.split('.').all(is_number)).then(|| number.to_owned())
}
