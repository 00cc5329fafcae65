//! What does the work of an option that is deprecated or gone, where Flink itself reads it under no other name.

use super::is_read;
use crate::flink::version::Version;

/// What is written instead.
struct Successor {
    /// The option.
    of: &'static str,
    /// Keys, or `key: value`; what a version does not read is left out.
    write: &'static [&'static str],
    /// The value that means them; any, if there is none. Without it nothing needs to be written.
    only: Option<&'static str>,
}

const fn now(of: &'static str, write: &'static [&'static str]) -> Successor {
    Successor { of, write, only: None }
}

const SERIALIZATION: &[&str] = &["pipeline.serialization-config"];
const NETWORK: &[&str] = &["taskmanager.memory.network.min", "taskmanager.memory.network.max"];

// The descriptions of the options of 2.3.0, the release notes of 1.10 (memory, restart strategies), 1.14 (shuffles), 1.19 (serializers) and 2.0 (options that are gone), what the
// classes' descriptions say of themselves, and who reads both: TaskManagerLoadBalanceMode.loadFromConfiguration (1.19),
// RetryingRegistrationConfiguration.fromConfiguration, SecurityOptions.isRestSSLEnabled.
const ALL: &[Successor] = &[
    Successor {
        of: "cluster.evenly-spread-out-slots",
        write: &["taskmanager.load-balance.mode: SLOTS"],
        only: Some("true"),
    },
    now("job-result-store.delete-on-commit", &["application-result-store.delete-on-commit"]),
    now("jobstore.expiration-time", &["completed-application-store.expiration-time: SECONDS s"]),
    now("pipeline.default-kryo-serializers", SERIALIZATION),
    now("pipeline.registered-kryo-types", SERIALIZATION),
    now("pipeline.registered-pojo-types", SERIALIZATION),
    now("restart-backoff-time-strategy.failure-rate.backoff-time", &["restart-strategy.failure-rate.delay"]),
    now(
        "restart-backoff-time-strategy.failure-rate.failure-rate-interval",
        &["restart-strategy.failure-rate.failure-rate-interval"],
    ),
    now(
        "restart-backoff-time-strategy.failure-rate.max-failures-per-interval",
        &["restart-strategy.failure-rate.max-failures-per-interval"],
    ),
    now("restart-backoff-time-strategy.fixed-delay.attempts", &["restart-strategy.fixed-delay.attempts"]),
    now("restart-backoff-time-strategy.fixed-delay.backoff-time", &["restart-strategy.fixed-delay.delay"]),
    now("security.ssl.enabled", &["security.ssl.internal.enabled", "security.ssl.rest.enabled"]),
    now("security.ssl.verify-hostname", &["security.ssl.rest.verify-hostname"]),
    now("sql-client.display.max-column-width", &["table.display.max-column-width"]),
    now("table.exec.legacy-transformation-uids", &["table.exec.uid.generation: DISABLED"]),
    now("table.exec.shuffle-mode", &["execution.batch-shuffle-mode"]),
    now("taskmanager.initial-registration-pause", &["cluster.registration.initial-timeout"]),
    now("taskmanager.max-registration-pause", &["cluster.registration.max-timeout"]),
    now("taskmanager.memory.fraction", &["taskmanager.memory.managed.fraction"]),
    Successor {
        of: "taskmanager.network.batch-shuffle.compression.enabled",
        write: &["taskmanager.network.compression.codec: NONE"],
        only: Some("false"),
    },
    Successor {
        of: "taskmanager.network.blocking-shuffle.compression.enabled",
        write: &["taskmanager.network.compression.codec: NONE"],
        only: Some("false"),
    },
    now("taskmanager.network.numberOfBuffers", NETWORK),
    now("taskmanager.refused-registration-pause", &["cluster.registration.refused-registration-delay"]),
    now("taskmanager.registration.initial-backoff", &["cluster.registration.initial-timeout"]),
    now("taskmanager.registration.max-backoff", &["cluster.registration.max-timeout"]),
    now("taskmanager.registration.refused-backoff", &["cluster.registration.refused-registration-delay"]),
];

/// What does an option's work in a version: keys, or `key: value`. `value`: the option's, if it has one.
pub fn of(key: &str, value: Option<&str>, version: Version) -> Vec<&'static str> {
    let Some(Successor { of: _, write, only }) = ALL.iter().find(|row| row.of == key) else {
        return Vec::new();
    };
    let means = |only: &str| value.is_none_or(|value| value.trim().eq_ignore_ascii_case(only));
    let name = |text: &str| text.split(':').next().unwrap_or_default().to_owned();
    let read = write.iter().filter(|text| is_read(&name(text), version)).copied();
    if only.is_none_or(means) { read.collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::{all_keys, history};
    use super::*;
    use crate::flink::version::NEWEST;

    #[test]
    fn every_row_is_of_options() {
        for Successor { of, write, only: _ } in ALL {
            let [read, lost] = [!history(of).is_empty(), !super::of(of, None, NEWEST).is_empty()];
            assert!(read && lost, "{of}");
            for text in *write {
                assert!(all_keys().any(|key| text.split(':').next() == Some(key)), "{text}");
            }
        }
    }
}
