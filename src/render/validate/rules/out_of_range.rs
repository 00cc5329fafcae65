//! Numbers that Flink refuses where it uses them.

use std::collections::BTreeMap;

use crate::diagnostic::codes;
use crate::flink::options::ranges::{self, Ends, Outside};
use crate::flink::options::{changes, is_shadowed};
use crate::flink::reference;
use crate::model::{Cluster, Text};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// The value is of the right type, and Flink refuses it when it uses it: a process ends when it starts, or each job is refused. Some
    /// are held to others: `heartbeat.timeout` is no less than `heartbeat.interval`. Asked of Flink 1.12 and later.
    OUT_OF_RANGE = 268, "a number that Flink refuses";
}

/// Checks all of them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(version) = cluster.version() else { return };
    let is_set = |name: &str| cluster.property(name).is_some();
    let mut set: BTreeMap<&str, &(Text, Text)> = BTreeMap::new();
    for property in &cluster.properties {
        let (key, value) = (property.0.value.as_str(), &property.1.value);
        if !reference::is_in(value) && !is_shadowed(key, version, is_set) {
            set.extend(changes::sets(key, version).into_iter().map(|name| (name, property)));
        }
    }
    let value = |name: &str| set.get(name).map(|(_, value)| value.value.as_str());
    for Outside { key, what, example, ends } in ranges::outside(version, value) {
        let Some((name, value)) = set.get(key) else { continue };
        let ends = match ends {
            Ends::JobManager => "the JobManager ends when it starts",
            Ends::TaskManagers => "each TaskManager ends when it starts",
            Ends::Processes => "each process ends when it starts",
            Ends::Jobs => "each job is refused",
        };
        let message = format!("{}: {ends}: it must be {what}", field(&name.value));
        found.strict(OUT_OF_RANGE, value.span, message, format!("write `\"{example}\"`, or another one"));
    }
}
