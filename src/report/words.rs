//! Numbers in words, and what clusters must not share.

use std::cmp::Ordering;

use crate::fleet::Conflict;
use crate::flink::credentials::told;
use crate::k8s::quantity::Quantity;
use crate::sink::Door;

/// `1 file`, `2 files`
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Cores, with up to three places.
pub fn cpu(quantity: Quantity) -> String {
    decimal(quantity.millis(), 1000, 3)
}

/// Mebibytes or gibibytes.
pub fn memory(quantity: Quantity) -> String {
    let [text, _] = memories([quantity; 2]);
    text
}

/// Two of them, in the unit of the larger one.
pub fn memories(both: [Quantity; 2]) -> [String; 2] {
    let [a, b] = both.map(|quantity| quantity.units() / (1 << 20));
    match a.max(b).cmp(&10240) {
        Ordering::Less => [a, b].map(|mebi| format!("{mebi} MiB")),
        _ => [a, b].map(|mebi| format!("{} GiB", decimal(mebi, 1024, 1))),
    }
}

/// A column of them, all in gibibytes.
pub fn gibibytes(quantity: Quantity) -> String {
    decimal(quantity.units() / (1 << 20), 1024, 2)
}

/// `host flink.example.org: streams/a, streams/b`
pub fn conflict(conflict: &Conflict, door: Door) -> String {
    let titles: Vec<_> = conflict.holders.iter().map(|holder| door(&holder.title)).collect();
    format!("{} {}: {}", conflict.shared.word(), door(&told(&conflict.value)), titles.join(", "))
}

fn decimal(value: i64, unit: i64, places: usize) -> String {
    let text = format!("{:.places$}", value as f64 / unit as f64);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
