//! File systems of object stores: plugins that official images have and do not turn on.

use crate::diagnostic::{Span, codes};
use crate::fields;
use crate::flink::features::Feature;
use crate::flink::image::Official;
use crate::flink::path::is_within;
use crate::flink::storage::{
    PLUGIN_FOLDER_VARIABLES, PLUGIN_FOLDERS, PLUGINS_VARIABLE, Plugin, SHIPPED_PLUGINS, plugin_of,
};
use crate::flink::version::Version;
use crate::k8s::expansion;
use crate::model::disk::Mounted;
use crate::model::{Cluster, Text};
use crate::render::validate::findings::Findings;
use crate::tree::Node;

codes! {
    /// Official images ship the file systems of object stores as plugins that are not enabled: without one, Flink does not
    /// know the path's scheme. `ENABLE_BUILT_IN_PLUGINS` in `spec.envVars` names the jar files to enable, separated by `;`, as
    /// they are called in the image's `opt/`, with its exact version. Or use an image that has the file system in `plugins/`.
    NO_PLUGIN = 175, "an object store without its plugin", warning;
    /// `ENABLE_BUILT_IN_PLUGINS` in `spec.envVars` names files in the `opt/` of the image, separated by `;`. The script that
    /// official images start with exits where there is no such file, in each of the cluster's containers. The names contain
    /// the image's exact version: raise both together. An image of your own, with a name or a tag of its own, is not judged.
    NO_SUCH_FILE = 266, "a plugin that the image does not have";
}

const VARIABLES: &str = fields!("spec.envVars");

/// A place that a plugin serves.
pub struct Needed<'a> {
    /// The field that names it.
    pub field: String,
    /// What stands there.
    pub text: &'a Text,
    /// The place's scheme.
    pub scheme: &'a str,
    /// What serves it.
    pub plugin: &'static Plugin,
}

/// Checks that they are turned on, and that the image has what is.
pub fn check(cluster: &Cluster, needed: &[Needed<'_>], found: &mut Findings) {
    let Some(Official { release }) = Official::of(&cluster.image.name.value) else { return };
    let needed = if has_folder(cluster) { &[] } else { needed };
    let version = cluster.version();
    if let Some(version) = version {
        without(version, needed, found);
        if !version.has(Feature::PluginsVariable) {
            return;
        }
    }
    let is_shipped = |needed: &&Needed<'_>| version.is_none_or(|version| needed.plugin.is_in(version));
    let needed: Vec<_> = needed.iter().filter(is_shipped).collect();
    let jars = Jars { release, version };
    // Of several the last one counts.
    let named = |node: &&Node| node.get("name").and_then(Node::as_str) == Some(PLUGINS_VARIABLE);
    let variable = cluster.env.iter().rfind(named);
    // Nobody sees here which variables these sources hold.
    if variable.is_none() && !cluster.env_from.is_empty() {
        return;
    }
    let node = variable.and_then(|variable| variable.get("value"));
    let value = node.and_then(Node::as_str).unwrap_or_default();
    let elsewhere = variable.is_some_and(|variable| variable.get("valueFrom").is_some());
    if elsewhere || expansion::variable(value).is_some() {
        return;
    }
    // The image takes spaces, too.
    let is_blank = |c: char| c == ';' || c.is_ascii_whitespace();
    let named = value.split(is_blank).filter(|jar| !jar.is_empty());
    let faults: Vec<_> = named.filter_map(|jar| Some((jar, jars.fault(jar)?))).collect();
    let parts = value.split(|c| c == ',' || is_blank(c)).filter(|jar| !jar.is_empty());
    let mut all: Vec<String> = parts.map(|jar| jars.mended(jar)).collect();
    let mut missing: Vec<&Needed<'_>> = Vec::new();
    for needed in needed {
        if !all.iter().filter_map(|jar| plugin_of(jar)).any(|name| needed.plugin.is_served_by(name)) {
            all.push(jars.of(needed.plugin.name));
            missing.push(needed);
        }
    }
    let all = all.join(";").escape_debug().to_string();
    let entry = format!("`{{name: {PLUGINS_VARIABLE}, value: \"{all}\"}}`");
    let help = match variable {
        Some(_) => format!("change its value to `{all}`: {entry} in `{VARIABLES}`"),
        None => format!("add {entry} to `{VARIABLES}`, or use an image that has that file system"),
    };
    let at = |text: &Text| -> Span { node.or(variable).map_or(text.span, |node| node.span) };
    if let Some(node) =
        node.filter(|_| !cluster.mounted().iter().any(|pod| is_mounted(pod, &[SHIPPED_PLUGINS])))
    {
        for (jar, why) in faults {
            let jar = jar.escape_debug();
            let message =
                format!("{PLUGINS_VARIABLE}: the image has no file `{jar}`, so its containers exit: {why}");
            found.error(NO_SUCH_FILE, node.span, message, help.as_str());
        }
    }
    for Needed { field, text, scheme, plugin: _ } in missing {
        let message = match value.trim().is_empty() {
            true => {
                format!("{field}: official images cannot read `{scheme}://` unless its plugin is enabled")
            }
            false => format!("{field}: none of the files in {PLUGINS_VARIABLE} serves `{scheme}://`"),
        };
        found.warning(NO_PLUGIN, at(text), message, help.as_str());
    }
}

/// Those that a version's images cannot turn on.
fn without(version: Version, needed: &[Needed<'_>], found: &mut Findings) {
    let mut told = Vec::new();
    for Needed { field, text, scheme, plugin } in needed {
        let folder = if version.has(Feature::PluginFolders) { "plugins/" } else { "lib/" };
        let (message, help) = match plugin.since {
            Some((feature, instead)) if !version.has(feature) => (
                format!("{field}: Flink {version} has no plugin for `{scheme}://`"),
                format!("use an image with {instead} in `lib/`, or a version of Flink that has the plugin"),
            ),
            _ if version.has(Feature::PluginsVariable) => continue,
            _ => (
                format!("{field}: official images of Flink {version} cannot read `{scheme}://`"),
                format!("use an image of your own that has `{}` in its `{folder}`", plugin.name),
            ),
        };
        if !told.contains(&plugin.name) {
            told.push(plugin.name);
            found.warning(NO_PLUGIN, text.span, message, help);
        }
    }
}

/// The files of an image, as far as its version is known.
struct Jars {
    release: Option<String>,
    version: Option<Version>,
}

impl Jars {
    /// The file of a plugin.
    fn of(&self, name: &str) -> String {
        match (&self.release, self.version) {
            (Some(release), _) => format!("{name}-{release}.jar"),
            (None, Some(version)) => format!("{name}-{version}.<patch>.jar"),
            (None, None) => format!("{name}-<version>.jar"),
        }
    }

    /// Why the image does not have what the variable names.
    fn fault(&self, jar: &str) -> Option<String> {
        if jar.contains(',') {
            return Some("names are separated by `;`, not `,`".into());
        }
        if jar.contains('/') {
            return Some("it takes file names, not paths".into());
        }
        let Some(stem) = jar.strip_suffix(".jar") else { return Some("names end in `.jar`".into()) };
        let number = stem.strip_prefix(plugin_of(jar)?).unwrap_or_default().trim_start_matches('-');
        match (&self.release, self.version) {
            (Some(release), _) => (number != release).then(|| format!("the image has those of {release}")),
            (None, Some(version)) => {
                let patch = number.strip_prefix(&format!("{version}."));
                let is = patch.is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()));
                (!is).then(|| format!("the image has those of Flink {version}"))
            }
            (None, None) => number.is_empty().then(|| "their names contain a version".into()),
        }
    }

    /// What is meant by what the variable names.
    fn mended(&self, jar: &str) -> String {
        let file = jar.trim_matches(['"', '\'']).rsplit('/').next().unwrap_or_default();
        let file = format!("{}.jar", file.strip_suffix(".jar").unwrap_or(file));
        match plugin_of(&file) {
            Some(name) if self.fault(&file).is_some() => self.of(name),
            _ => file,
        }
    }
}

/// Whether something is mounted where plugins are looked for, or they are looked for elsewhere.
fn has_folder(cluster: &Cluster) -> bool {
    let named = cluster.env.iter().filter_map(|node| node.get("name")?.as_str());
    let elsewhere = named.into_iter().any(|name| PLUGIN_FOLDER_VARIABLES.contains(&name));
    elsewhere || cluster.mounted().iter().all(|pod| is_mounted(pod, PLUGIN_FOLDERS))
}

/// Whether a volume has a part of the folders, or holds them.
fn is_mounted(pod: &Mounted<'_>, folders: &[&str]) -> bool {
    let mounted = |mount: &Node| {
        let path = mount.get("mountPath").and_then(Node::as_str).unwrap_or_default();
        folders.iter().any(|folder| is_within(path, folder) || is_within(folder, path))
    };
    pod.mounts.iter().any(mounted)
}
