//! Task slots: those of Spotify's dialect follow from the CPU.

use super::fields::Settled;
use crate::flink::config;
use crate::k8s::dialect::Dialect;
use crate::k8s::quantity::Quantity;
use crate::model::{Pairs, TaskManager};
use crate::tree::{Node, Spanned};

/// Sets the number of slots of a TaskManager where the user sets none, and says how many there are in all; none where nobody
/// knows, or the dialect leaves it to Flink.
pub fn settle(properties: &mut Pairs, task_manager: &TaskManager, settled: Settled) -> Option<i32> {
    match settled.dialect {
        Dialect::V1alpha1 | Dialect::Google => return None,
        Dialect::Spotify => {}
    }
    let written = properties.iter().find(|(key, _)| key.value == config::SLOTS);
    let each = match written {
        Some((_, value)) => value.value.trim().parse().ok(),
        None => {
            let each = by_cpu(task_manager.pod.resources.as_ref());
            let key = Spanned::implied(config::SLOTS.to_owned());
            let at = properties.partition_point(|(key, _)| key.value.as_str() < config::SLOTS);
            properties.insert(at, (key, Spanned::implied(each.to_string())));
            Some(each)
        }
    };
    each?.checked_mul(task_manager.replicas.value)
}

/// One slot for two CPUs, begun ones counted, and one at least.
pub fn by_cpu(resources: Option<&Node>) -> i32 {
    let of = |part| Quantity::of(resources?.get(part)?.get("cpu")?).filter(|cpu| *cpu > Quantity::default());
    let cpu = of("limits").or_else(|| of("requests")).map_or(0, Quantity::units);
    i32::try_from(cpu / 2).unwrap_or(i32::MAX).max(1)
}
