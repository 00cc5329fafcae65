//! The table of Flink's options.

use flink_render::flink::options::changes::{Other, all, defaults};
use flink_render::flink::options::{Fact, Kind, Known, history, keys, lookup};
use flink_render::flink::version::{NEWEST, OLDEST, Version};

fn version(major: u16, minor: u16) -> Version {
    Version { major, minor }
}

/// Every key is found, and a name leads to something that is read.
#[test]
fn every_line_is_found_and_read() {
    let text = include_str!("../../src/flink/options/options.tsv");
    let all: Vec<&str> = text.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert!(all.is_sorted() && all.len() > 1300);
    for (key, line) in all.iter().zip(text.lines()) {
        let facts = history(&key.replace('*', "name"));
        assert_eq!(facts.len(), line.matches('\t').count(), "{line}");
        assert!(facts.is_sorted_by_key(|(since, _)| *since), "{line}");
        for (since, fact) in facts {
            let since = *since;
            match fact {
                Fact::Name { of, .. } => {
                    assert!(
                        matches!(lookup(key, since), Known::Renamed { read: Some(_), .. }),
                        "{since} {line}"
                    );
                    let is_read = |key: &str| keys(since).any(|(other, _)| other == key);
                    assert!(of.iter().all(|key| is_read(key)), "{since} {line}");
                }
                Fact::Option { .. } => assert!(
                    matches!(lookup(key, since), Known::Option(_) | Known::Deprecated(_)),
                    "{since} {line}"
                ),
                Fact::Gone => {
                    assert!(matches!(lookup(key, since), Known::Removed { .. }), "{since} {line}");
                }
            }
        }
    }
}

#[test]
fn a_key_is_what_it_is_to_the_version() {
    let removed = |until, now| Known::Removed { until, now };
    assert_eq!(lookup("akka.framesize", version(2, 0)), lookup("akka.framesize", version(1, 20)));
    assert_eq!(lookup("metrics.reporter.prom.class", version(1, 17)), removed(version(1, 16), None));
    assert!(matches!(lookup("metrics.reporter.prom.class", version(1, 16)), Known::Deprecated(_)));
    assert!(matches!(lookup("metrics.reporter.a.host", OLDEST), Known::Family(_)));
    let later = Known::NotYet { since: version(1, 17), now: Some("restart-strategy") };
    assert_eq!(lookup("restart-strategy.type", version(1, 14)), later);
    let Known::Renamed { to, deprecated: true, read: Some(_) } = lookup("state.backend", NEWEST) else {
        panic!()
    };
    assert_eq!(to, ["state.backend.type"]);
    // Versions beside the table are as the nearest one in it.
    assert_eq!(lookup("state.backend", version(1, 7)), lookup("state.backend", OLDEST));
    assert_eq!(lookup("state.backend", version(9, 0)), lookup("state.backend", NEWEST));
    for (key, near) in [
        ("taskmanager.number-of-task-slots", Some("taskmanager.numberOfTaskSlots")),
        ("taskmanger.numberOfTaskSlots", Some("taskmanager.numberOfTaskSlots")),
        ("org.example.rest.port", None),
        ("rest.prot", None),
    ] {
        assert_eq!(lookup(key, version(1, 20)), Known::Unknown { near }, "{key}");
    }
}

/// A number that becomes a duration was one of milliseconds: so a review need not tell that the type changes.
#[test]
fn numbers_that_become_durations_are_milliseconds() {
    let text = include_str!("../../src/flink/options/options.tsv");
    let mut count = 0;
    for key in text.lines().map(|line| line.split('\t').next().unwrap()) {
        let facts = history(&key.replace('*', "name"));
        for pair in facts.windows(2) {
            let [(before, Fact::Option { read: was, .. }), (after, Fact::Option { read: is, .. })] = pair
            else {
                continue;
            };
            let (Kind::Int | Kind::Long, Kind::Duration) = (was.kind, is.kind) else { continue };
            let is_shift = defaults(*before, *after).iter().any(|shift| shift.key == key);
            assert!(!is_shift, "{key}: {was:?} {is:?}");
            count += 1;
        }
    }
    assert!(count > 25, "{count}");
}

#[test]
fn what_changes_upwards_changes_downwards() {
    let (old, new) = (version(1, 16), version(2, 0));
    let shifts = |from, to| {
        let mut all: Vec<_> = defaults(from, to).iter().map(|shift| (shift.was, shift.is)).collect();
        all.sort_unstable();
        all
    };
    let [up, mut down] =
        [shifts(old, new), shifts(new, old).into_iter().map(|(was, is)| (is, was)).collect()];
    down.sort_unstable();
    assert!(!up.is_empty());
    assert_eq!(up, down);
    assert!(all(old, old).is_empty());
    let gone =
        |from, to| all(from, to).iter().filter(|(_, other)| matches!(other, Other::Gone { .. })).count();
    assert!(gone(old, new) > 50 && gone(new, old) > 100);
    // What is listed has all that is counted.
    let listed =
        all(old, new).iter().filter(|(_, other)| matches!(other, Other::Default(Some(_), Some(_)))).count();
    assert_eq!(listed, defaults(old, new).len());
}
