//! Numbers that Flink's parsers take, and its processes or its client refuse when they use them.

use super::judge::{bytes, milliseconds};
use super::lookup;
use crate::flink::version::Version;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Number,
    Milliseconds,
    Bytes,
    /// The same to Akka, and to Pekko.
    Frame,
}

impl Unit {
    fn read(self, text: &str) -> Option<f64> {
        let text = text.trim();
        match self {
            Self::Number => text.parse::<i64>().ok().map(|number| number as f64),
            Self::Milliseconds => milliseconds(text).map(|number| number as f64),
            Self::Bytes => bytes(text).map(|number| number as f64),
            Self::Frame => Some(frame(text).unwrap_or(f64::NAN)),
        }
    }
}

/// `10485760b`, `10MiB`; an unknown unit, such as `mb`, ends the process.
// com.typesafe.config.impl.SimpleConfig.MemoryUnit.
fn frame(text: &str) -> Option<f64> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    let factor = match text[end..].trim() {
        "" | "b" | "B" | "byte" | "bytes" => 1.0,
        "kB" | "kilobyte" | "kilobytes" => 1e3,
        "MB" | "megabyte" | "megabytes" => 1e6,
        "GB" | "gigabyte" | "gigabytes" => 1e9,
        "k" | "K" | "Ki" | "KiB" | "kibibyte" | "kibibytes" => 1024.0,
        "m" | "M" | "Mi" | "MiB" | "mebibyte" | "mebibytes" => 1024.0 * 1024.0,
        "g" | "G" | "Gi" | "GiB" | "gibibyte" | "gibibytes" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    Some(number * factor)
}

/// What ends for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// The JobManager does not start.
    JobManager,
    /// The TaskManagers do not.
    TaskManagers,
    /// No process does.
    Processes,
    /// No job is submitted, or none runs.
    Jobs,
}

/// The numbers of an option.
#[derive(Debug)]
struct Range {
    key: &'static str,
    unit: Unit,
    takes: fn(f64) -> bool,
    /// Which those are.
    what: &'static str,
    example: &'static str,
    ends: Ends,
    /// Where the option is read.
    when: Option<When>,
}

/// An option that must not be more than another one.
#[derive(Debug)]
struct Order {
    less: &'static str,
    more: &'static str,
    unit: Unit,
    ends: Ends,
    when: Option<When>,
}

/// The names of the option that lets another one be read, and its value for that.
type When = (&'static [&'static str], &'static str);

const STRATEGY: &[&str] = &["restart-strategy.type", "restart-strategy"];
const FIXED: When = (STRATEGY, "fixed-delay");
const RATE: When = (STRATEGY, "failure-rate");
const EXPONENTIAL: When = (STRATEGY, "exponential-delay");

/// The first version that was asked.
const ASKED: Version = Version { major: 1, minor: 12 };

/// Of the messages between processes, whatever Flink's library for them is called.
const FRAME: Range = Range {
    key: "pekko.framesize",
    unit: Unit::Frame,
    takes: |number| (32000.0..=2147483647.0).contains(&number),
    what: "from 32000b to 2147483647b; a unit is one of b, kB, KiB, MB, MiB",
    example: "10485760b",
    ends: Ends::Processes,
    when: None,
};

// Each was given to the mini cluster of 1.12.5, 1.14.6, 1.18.1, 1.20.5 and 2.3.0, with a job. Who says so: HeartbeatServices,
// ConfigurationParserUtils, CheckpointConfig, CheckpointCoordinatorConfiguration, ExecutionConfig, StreamGraphGenerator, the factories
// of the restart strategies, ClusterEntrypointUtils, HttpObjectAggregator, SlotManagerConfiguration.
const RANGES: &[Range] = &[
    FRAME,
    Range { key: "akka.framesize", ..FRAME },
    Range {
        key: "heartbeat.interval",
        unit: Unit::Milliseconds,
        takes: |number| number >= 1.0,
        what: "more than 0",
        example: "10000",
        ends: Ends::Processes,
        when: None,
    },
    Range {
        key: "heartbeat.rpc-failure-threshold",
        unit: Unit::Number,
        takes: |number| number >= 1.0 || number == -1.0,
        what: "at least 1, or -1",
        example: "2",
        ends: Ends::Processes,
        when: None,
    },
    Range {
        key: "taskmanager.numberOfTaskSlots",
        unit: Unit::Number,
        takes: |number| number >= 1.0,
        what: "at least 1",
        example: "1",
        ends: Ends::TaskManagers,
        when: None,
    },
    Range {
        key: "taskmanager.memory.segment-size",
        unit: Unit::Bytes,
        takes: |number| number >= 4096.0 && number.log2().fract() == 0.0,
        what: "a power of two, and at least 4 kb",
        example: "32 kb",
        ends: Ends::TaskManagers,
        when: None,
    },
    Range {
        key: "execution.checkpointing.interval",
        unit: Unit::Milliseconds,
        takes: |number| number >= 10.0,
        what: "at least 10 ms",
        example: "1 min",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "execution.checkpointing.interval-during-backlog",
        unit: Unit::Milliseconds,
        takes: |number| number >= 10.0 || number == 0.0,
        what: "at least 10 ms, or 0",
        example: "30 min",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "execution.checkpointing.timeout",
        unit: Unit::Milliseconds,
        takes: |number| number >= 10.0,
        what: "at least 10 ms",
        example: "10 min",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "execution.checkpointing.max-concurrent-checkpoints",
        unit: Unit::Number,
        takes: |number| number >= 1.0,
        what: "at least 1",
        example: "1",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "execution.checkpointing.tolerable-failed-checkpoints",
        unit: Unit::Number,
        takes: |number| number >= 0.0,
        what: "at least 0",
        example: "0",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "pipeline.max-parallelism",
        unit: Unit::Number,
        takes: |number| (1.0..=32768.0).contains(&number),
        what: "from 1 to 32768",
        example: "128",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "parallelism.default",
        unit: Unit::Number,
        // Less is none of its own.
        takes: |number| number != 0.0,
        what: "at least 1",
        example: "1",
        ends: Ends::Jobs,
        when: None,
    },
    Range {
        key: "restart-strategy.fixed-delay.attempts",
        unit: Unit::Number,
        takes: |number| number >= 0.0,
        what: "at least 0",
        example: "3",
        ends: Ends::Jobs,
        when: Some(FIXED),
    },
    Range {
        key: "restart-strategy.failure-rate.max-failures-per-interval",
        unit: Unit::Number,
        takes: |number| number >= 1.0,
        what: "at least 1",
        example: "1",
        ends: Ends::Jobs,
        when: Some(RATE),
    },
    Range {
        key: "restart-strategy.exponential-delay.initial-backoff",
        unit: Unit::Milliseconds,
        takes: |number| number >= 1.0,
        what: "at least 1 ms",
        example: "1 s",
        ends: Ends::Jobs,
        when: Some(EXPONENTIAL),
    },
    Range {
        key: "cluster.io-pool.size",
        unit: Unit::Number,
        takes: |number| number >= 1.0,
        what: "at least 1",
        example: "4",
        ends: Ends::JobManager,
        when: None,
    },
    Range {
        key: "rest.server.max-content-length",
        unit: Unit::Number,
        takes: |number| number >= 1.0,
        what: "at least 1",
        example: "104857600",
        ends: Ends::JobManager,
        when: None,
    },
    Range {
        key: "slotmanager.redundant-taskmanager-num",
        unit: Unit::Number,
        takes: |number| number >= 0.0,
        what: "at least 0",
        example: "0",
        ends: Ends::JobManager,
        when: None,
    },
];

const ORDERS: &[Order] = &[
    Order {
        less: "heartbeat.interval",
        more: "heartbeat.timeout",
        unit: Unit::Milliseconds,
        ends: Ends::Processes,
        when: None,
    },
    Order {
        less: "execution.checkpointing.interval",
        more: "execution.checkpointing.interval-during-backlog",
        unit: Unit::Milliseconds,
        ends: Ends::Jobs,
        when: None,
    },
    Order {
        less: "restart-strategy.exponential-delay.initial-backoff",
        more: "restart-strategy.exponential-delay.max-backoff",
        unit: Unit::Milliseconds,
        ends: Ends::Jobs,
        when: Some(EXPONENTIAL),
    },
];

/// A number that is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Outside {
    /// The option, by its name in the version.
    pub key: &'static str,
    /// What it must be: `at least 10 ms`.
    pub what: String,
    /// One that is taken.
    pub example: String,
    /// What ends for it.
    pub ends: Ends,
}

/// What is refused of the options of a version. `set`: the value of one of them, by its name there.
pub fn outside<'a>(version: Version, set: impl Fn(&str) -> Option<&'a str>) -> Vec<Outside> {
    let mut all = Vec::new();
    if version < ASKED {
        return all;
    }
    let is_read = |when: &Option<When>| {
        when.is_none_or(|(names, word)| {
            let value = names.iter().find_map(|name| set(name));
            value.is_some_and(|value| value.trim().eq_ignore_ascii_case(word))
        })
    };
    for Range { key, unit, takes, what, example, ends, when } in RANGES {
        let number = set(key).and_then(|text| unit.read(text));
        if number.is_some_and(|number| !takes(number)) && is_read(when) {
            let (what, example) = ((*what).to_owned(), (*example).to_owned());
            all.push(Outside { key, what, example, ends: *ends });
        }
    }
    for Order { less, more, unit, ends, when } in ORDERS {
        // One that is not set has a default, if it is read at all.
        let own = |key| set(key).or_else(|| lookup(key, version).read()?.default);
        let read = |key| own(key).and_then(|text| Some((text, unit.read(text)?)));
        let ((Some((text, low)), Some((_, high))), true) = ((read(less), read(more)), is_read(when)) else {
            continue;
        };
        let key = if set(more).is_some() { more } else { less };
        // A limit below nothing is none.
        if low > high && high > 0.0 && set(key).is_some() && all.iter().all(|outside| outside.key != *key) {
            let (what, example) = if key == more {
                (format!("at least `{less}`, which is {text}"), text.to_owned())
            } else {
                let limit = own(more).unwrap_or_default();
                (format!("at most `{more}`, which is {limit}"), limit.to_owned())
            };
            all.push(Outside { key, what, example, ends: *ends });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;
    use crate::flink::version::NEWEST;

    #[test]
    fn rows_are_of_options_and_examples_are_taken() {
        for Range { key, unit, takes, example, .. } in RANGES {
            assert!(
                [ASKED, NEWEST].iter().any(|version| keys(*version).any(|(known, _)| known == *key)),
                "{key}"
            );
            assert!(unit.read(example).is_some_and(takes), "{key}: {example}");
        }
        for Order { less, more, .. } in ORDERS {
            assert!([less, more].iter().all(|key| keys(NEWEST).any(|(known, _)| known == **key)), "{less}");
        }
    }
}
