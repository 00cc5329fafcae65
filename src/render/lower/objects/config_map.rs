//! The ConfigMap: Flink's configuration and logging files.

use crate::k8s::names;
use crate::k8s::object::{CONFIG_MAP, Object};
use crate::map;
use crate::model::conventions::Configuration;
use crate::render::lower::Context;
use crate::render::lower::files::{flink_conf, flink_conf_operator, logging};
use crate::tree::Map;

/// The ConfigMap.
pub fn config_map(context: &Context<'_>) -> Object {
    let metadata = context.metadata(names::config_map(context.name()), context.labels(None), None);
    Object::new(CONFIG_MAP, metadata, map! { "data" => data(context) })
}

/// Its files, by name.
pub fn data(context: &Context<'_>) -> Map {
    let (file, mut data) = match context.conventions.configuration {
        Configuration::Operator => (flink_conf_operator::file(context), logging::operator()),
        Configuration::Flink(version) => (flink_conf::file(context, version), logging::native(version)),
    };
    data.push(file);
    data.sort();
    let mut map = Map::default();
    for (name, text) in data {
        map.push(name, text);
    }
    map
}
