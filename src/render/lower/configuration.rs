//! Flink's configuration in a pod: the ConfigMap itself, or, where variables stand in it, what a container makes of both in memory.

use super::context::Context;
use super::files::scripts;
use crate::flink::reference;
use crate::k8s::{expansion, names};
use crate::model::conventions::Configuration;
use crate::tree::{Map, Node};
use crate::{list, map};

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Flink, or its client: all of it.
    Flink,
    /// A Job's script, which asks for TLS. Before the first roll-out there is none, and before others an older one.
    Script,
}

/// What a pod has of it.
pub struct Configured {
    /// Where the main container sees it.
    pub mount: Map,
    /// The volumes that it is in.
    pub volumes: Vec<Node>,
    /// What writes it.
    pub init_container: Option<Map>,
}

impl Context<'_> {
    /// Whether variables stand in it.
    pub fn has_references(&self) -> bool {
        self.conventions.puts_in_variables(&self.settings)
    }

    /// What a pod has of it. `read_only`: whether its mount says so.
    pub fn configuration(&self, reader: Reader, read_only: bool) -> Configured {
        let mut source = map! { "name" => names::config_map(self.name()) };
        source.push_some("optional", (reader == Reader::Script).then_some(true));
        let rendered = map! { "name" => names::CONFIG_VOLUME, "configMap" => source }.into();
        let mount = |name: &'static str| {
            let mut mount = map! { "name" => name, "mountPath" => names::CONFIG_DIR };
            mount.push_some("readOnly", read_only.then_some(true));
            mount
        };
        let read = self.settings.iter().filter(|(key, _)| match reader {
            Reader::Flink => true,
            Reader::Script => key.starts_with("security.ssl."),
        });
        let wanted: Vec<&str> = read.flat_map(|(_, value)| reference::names(value)).collect();
        match self.conventions.configuration {
            Configuration::Flink(_, file) if !wanted.is_empty() => {
                let in_memory = map! { "medium" => "Memory" };
                let filled = map! { "name" => names::FILLED_VOLUME, "emptyDir" => in_memory }.into();
                let script = scripts::configuration(file.name(), file.is_quoted(), reader == Reader::Flink);
                Configured {
                    mount: mount(names::FILLED_VOLUME),
                    volumes: vec![rendered, filled],
                    init_container: Some(self.fills(script, wanted)),
                }
            }
            Configuration::Flink(..)
            | Configuration::Google { script: _ }
            | Configuration::Spotify { unified_memory: _, yaml: _ } => Configured {
                mount: mount(names::CONFIG_VOLUME),
                volumes: vec![rendered],
                init_container: None,
            },
        }
    }

    fn fills(&self, script: String, wanted: Vec<&str>) -> Map {
        let (env, is_complete) = self.variables(wanted);
        let rendered = map! { "name" => names::CONFIG_VOLUME, "mountPath" => names::RENDERED_CONFIG_DIR, "readOnly" => true };
        let filled = map! { "name" => names::FILLED_VOLUME, "mountPath" => names::FILLED_CONFIG_DIR };
        let mut container = self.container_of_image(names::FILLED_VOLUME);
        container.push("command", list!["/bin/bash", "-c", expansion::literal(&script)]);
        container.push_some("env", (!env.is_empty()).then_some(env));
        container.push_some("envFrom", (!is_complete).then(|| self.env_from.to_vec()));
        container.push("volumeMounts", list![rendered, filled]);
        container.push("terminationMessagePolicy", "FallbackToLogsOnError");
        container.push_some("securityContext", self.container_security());
        container
    }

    /// The variables of these names, with those that they are made of; and whether they all are among the cluster's.
    fn variables(&self, names: Vec<&str>) -> (Vec<Node>, bool) {
        let mut all: Vec<Node> = Vec::new();
        all.extend(self.hadoop.map(|hadoop| self.hadoop_variable(hadoop)));
        all.extend(self.gcp.map(|gcp| self.gcp_variable(gcp)));
        all.extend(self.env.iter().cloned());
        let name = |variable: &Node| variable.get("name").and_then(Node::as_str).map(ToOwned::to_owned);
        let mut wanted: Vec<String> = names.into_iter().map(ToOwned::to_owned).collect();
        let mut is_complete = true;
        let mut next = 0;
        while let Some(one) = wanted.get(next).cloned() {
            next += 1;
            let mut known = all.iter().filter(|variable| name(variable).as_ref() == Some(&one)).peekable();
            is_complete &= known.peek().is_some();
            let values = known.filter_map(|variable| variable.get("value")?.as_str());
            for part in values.flat_map(expansion::variables) {
                if !wanted.iter().any(|known| known == part) {
                    wanted.push(part.to_owned());
                }
            }
        }
        all.retain(|variable| name(variable).is_some_and(|name| wanted.contains(&name)));
        (all, is_complete)
    }
}
