//! Flink's own options among the user's properties: what each is to the version, and the rule for that.

use super::{option_names, option_value, properties, read_elsewhere, unknown_option, unread_option};
use crate::diagnostic::Page;
use crate::flink::options::{Known, lookup, slip};
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::Property;

/// Those of what it finds are in the rules that it applies.
pub const PAGES: &[Page] = &[];

/// Checks each.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(version) = cluster.version() else { return };
    let file = cluster.conventions.file();
    for (key, value) in &cluster.properties {
        // What has a field, or nobody reads here, has a finding of its own.
        if properties::field_of(cluster, &key.value).is_some() || !read_elsewhere::is_read(&key.value) {
            continue;
        }
        let property = Property { key, value, version, file };
        match lookup(&key.value, version) {
            Known::Option(read) => option_value::check(&property, read, found),
            Known::Deprecated(read) => {
                option_names::deprecated(&property, found);
                option_value::check(&property, read, found);
            }
            Known::Renamed { to, deprecated, read } => {
                option_names::renamed(&property, &to, deprecated, &cluster.properties, found);
                if let Some(read) = read {
                    option_value::check(&property, read, found);
                }
            }
            Known::Removed { until, now } => unread_option::removed(&property, until, now, found),
            Known::NotYet { since, now } => unread_option::not_yet(&property, since, now, found),
            Known::Family(_) => {
                if let Some(near) = slip(&key.value, version) {
                    unknown_option::check(&property, &near, found);
                }
            }
            Known::Unknown { near: None } => {}
            Known::Unknown { near: Some(near) } => unknown_option::check(&property, near, found),
        }
    }
}
