//! The ConfigMap: Flink's configuration and logging files.

use std::collections::BTreeMap;

use crate::flink::config;
use crate::k8s::names;
use crate::k8s::object::{CONFIG_MAP, Object};
use crate::map;
use crate::model::conventions::Configuration;
use crate::render::lower::context::Context;
use crate::render::lower::files::{flink_conf, flink_conf_operator, flink_conf_spotify, logging, scripts};
use crate::render::lower::rollout::Rollout;
use crate::render::validate::Memory;
use crate::tree::{CowText, Map};

/// Its files.
pub struct Files<'a> {
    configuration: flink_conf::File<'a>,
    /// Logging files by name, and the script that submits where one is asked for.
    others: BTreeMap<&'a str, CowText>,
}

impl<'a> Files<'a> {
    /// Of a cluster, before its roll-out is known.
    pub fn of(context: &'a Context<'_>, memory: Option<&'a Memory>) -> Self {
        match context.conventions.configuration {
            Configuration::Google { script } => Self {
                configuration: flink_conf_operator::file(context),
                others: others(context, logging::operator(), script.then(scripts::google)),
            },
            Configuration::Spotify { unified_memory, yaml: _ } => Self {
                configuration: flink_conf_spotify::file(context, unified_memory),
                others: others(context, logging::spotify(), Some(scripts::spotify())),
            },
            Configuration::Flink(version, _) => Self {
                configuration: flink_conf::file(context, memory, version),
                others: others(context, logging::native(version, context.logging), None),
            },
        }
    }

    /// Notes the roll-out that they belong to.
    pub fn note(&mut self, rollout: &Rollout) {
        if let Some(id) = &rollout.id {
            self.configuration.settings.insert(config::ROLLOUT, id.clone());
        }
    }

    /// Their texts, by name.
    pub fn data(&self) -> Map {
        let mut all = self.others.clone();
        all.insert(self.configuration.name(), self.configuration.text().into());
        let mut map = Map::default();
        all.into_iter().for_each(|(name, text)| map.push(name.to_owned(), text));
        map
    }
}

/// The user's logging files in the place of the compiler's; nothing is in the place of the script.
fn others<'a>(
    context: &'a Context<'_>,
    logging: Vec<(&'static str, CowText)>,
    script: Option<CowText>,
) -> BTreeMap<&'a str, CowText> {
    let mut all: BTreeMap<&str, CowText> = logging.into_iter().collect();
    for (name, text) in context.log_config {
        all.insert(&name.value, text.value.clone().into());
    }
    all.extend(script.map(|script| (names::SUBMIT_SCRIPT, script)));
    all
}

/// The ConfigMap.
pub fn config_map(context: &Context<'_>, files: &Files<'_>) -> Object {
    let metadata = context.metadata(names::config_map(context.name()), context.labels(None), None);
    Object::new(CONFIG_MAP, metadata, map! { "data" => files.data() })
}
