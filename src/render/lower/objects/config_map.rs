//! The ConfigMap: Flink's configuration and logging files.

use crate::flink::config;
use crate::k8s::names;
use crate::k8s::object::{CONFIG_MAP, Object};
use crate::map;
use crate::model::conventions::Configuration;
use crate::render::lower::context::Context;
use crate::render::lower::files::{flink_conf, flink_conf_operator, logging};
use crate::render::lower::rollout::Rollout;
use crate::render::validate::Memory;
use crate::tree::{CowText, Map};

/// Its files.
pub struct Files<'a> {
    configuration: flink_conf::File<'a>,
    logging: Vec<(&'static str, &'static str)>,
}

impl<'a> Files<'a> {
    /// Of a cluster, before its roll-out is known.
    pub fn of(context: &'a Context<'_>, memory: Option<&'a Memory>) -> Self {
        match context.conventions.configuration {
            Configuration::Operator => {
                Self { configuration: flink_conf_operator::file(context), logging: logging::operator() }
            }
            Configuration::Flink(version) => Self {
                configuration: flink_conf::file(context, memory, version),
                logging: logging::native(version),
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
        let texts = self.logging.iter().map(|(name, text)| (*name, CowText::from(*text)));
        let mut data: Vec<_> =
            texts.chain([(self.configuration.name(), self.configuration.text().into())]).collect();
        data.sort();
        let mut map = Map::default();
        data.into_iter().for_each(|(name, text)| map.push(name, text));
        map
    }
}

/// The ConfigMap.
pub fn config_map(context: &Context<'_>, files: &Files<'_>) -> Object {
    let metadata = context.metadata(names::config_map(context.name()), context.labels(None), None);
    Object::new(CONFIG_MAP, metadata, map! { "data" => files.data() })
}
