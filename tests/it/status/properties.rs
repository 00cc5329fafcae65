//! What holds whatever is seen.

use flink_render::api::status::{ClusterState, Condition, ConditionType, Status};
use flink_render::flink::answers::JobOverview;
use flink_render::status::facts::{Facts, Flink};
use flink_render::status::{Derived, derive, listing};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::cases::{self, Case};

/// Texts that somebody may write to be somebody else, or to do harm.
const TEXTS: &[&str] = &[
    "",
    "\u{0}",
    "a\nReady: True",
    "\u{202e}\u{7f}",
    "../../etc",
    "FINISHED",
    "FAILED",
    "RUNNING",
    "Sleeping",
    "Updating",
    "True",
    "Stopped",
    "KeepCluster",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "wc-job",
    "2222222222",
    "2020-01-06T00:09:00Z",
    "9999-12-31T23:59:59.999Z",
    "-009999-01-01T00:00:00Z",
    r#"{"jobID":"cccccccccccccccccccccccccccccccc","state":"FINISHED","location":"s3://sp/x\u0000"}"#,
    r#"{"location":7,"triggerID":[],"completedAt":"2020-01-06T00:09:59+14:00","jobID":"x"}"#,
    "[[[[[[[[",
    "s3://sp/1",
];

fn anything() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        4 => select(TEXTS).prop_map(str::to_owned),
        1 => ".{0,40}",
        1 => (1..20_000usize).prop_map(|length| "x".repeat(length)),
    ];
    let number = prop_oneof![any::<i64>(), any::<i32>().prop_map(i64::from), -1..3i64];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number.prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let key = select(&["name", "state", "status", "type", "jobs", "latest", "items"][..]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..3).prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

/// Puts a value somewhere into another, or takes away what is there.
fn change(root: &mut Value, place: usize, value: Option<Value>) {
    fn nodes(value: &Value) -> usize {
        let inner: usize = match value {
            Value::Array(items) => items.iter().map(nodes).sum(),
            Value::Object(map) => map.values().map(nodes).sum(),
            _ => 0,
        };
        inner + 1
    }
    let mut left = place % nodes(root);
    let mut at = root;
    loop {
        if left == 0 {
            *at = value.unwrap_or_default();
            return;
        }
        left -= 1;
        let children: Vec<&mut Value> = match at {
            Value::Array(items) => items.iter_mut().collect(),
            Value::Object(map) => map.values_mut().collect(),
            _ => return,
        };
        let mut next = None;
        for child in children {
            let count = nodes(child);
            if left < count {
                next = Some(child);
                break;
            }
            left -= count;
        }
        let Some(child) = next else { return };
        at = child;
    }
}

const STATES: &[&str] = &["RUNNING", "FINISHED", "FAILED", "CANCELED", "RESTARTING", "SUSPENDED", ""];

/// The parts of a case that others write.
const PARTS: &[&str] = &["cluster", "previous", "k8s", "flink"];

/// A case with some of it replaced, when it can still be read, and a time near its own.
fn worlds() -> impl Strategy<Value = (Facts, Status, Timestamp)> {
    let cases = cases::all();
    let changes = prop::collection::vec((select(PARTS), any::<usize>(), prop::option::of(anything())), 0..6);
    (0..cases.len(), changes, -900_000..900_000i64).prop_filter_map(
        "it cannot be read",
        move |(n, changes, after)| {
            let Case { given, .. } = &cases[n];
            let mut given = given.clone();
            for (part, place, value) in changes {
                let mut changed = given.clone();
                change(changed.get_mut(part)?, place, value);
                if cases::given(&changed).is_ok() {
                    given = changed;
                }
            }
            let (facts, previous, now) = cases::given(&given).ok()?;
            Some((facts, previous, now + SignedDuration::from_secs(after)))
        },
    )
}

fn says(status: &Status, kind: ConditionType) -> Option<&Condition> {
    status.conditions.iter().find(|condition| condition.kind == kind)
}

/// What a hostile text would show in.
fn check(derived: &Derived, previous: &Status) {
    let Derived { status, changed, events } = derived;
    assert!(*changed || events.is_empty());
    if !changed {
        return;
    }
    assert!(status.last_update_time.is_some() && status.state.is_some());
    assert!(
        says(status, ConditionType::Ready).is_some()
            && says(status, ConditionType::FlinkAPIReachable).is_some()
    );
    let both = [ConditionType::Reconciling, ConditionType::Stalled].map(|kind| says(status, kind).is_some());
    assert_ne!(both, [true, true]);
    // Kept ones are as they were recorded.
    for condition in status.conditions.iter().filter(|condition| !previous.conditions.contains(condition)) {
        let plain = condition.reason.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        assert!(plain && (1..64).contains(&condition.reason.len()), "{condition:?}");
        assert!(condition.message.len() < 100, "{condition:?}");
    }
    let job = status.components.job.as_ref();
    let texts = |job: &flink_render::api::status::JobStatus| {
        (
            [job.id.clone(), job.last_savepoint_trigger_id.clone()],
            [job.savepoint_location.clone(), job.from_savepoint.clone()],
        )
    };
    if let Some((ids, places)) = job.map(texts) {
        for id in ids.into_iter().flatten() {
            assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id:?}");
        }
        for place in places.into_iter().flatten() {
            assert!((1..=2048).contains(&place.len()) && !place.chars().any(char::is_control), "{place:?}");
        }
    }
    for event in events {
        assert!(event.len() < 80 && event.contains(" status"), "{event}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Of a long list of jobs the same follows as of those that are kept of it.
    #[test]
    fn a_long_list_is_as_good_as_a_short_one(
        (mut facts, previous, now) in worlds(),
        more in prop::collection::vec((0..40_u8, select(STATES), 0..9_999_999_999_999_i64), 0..60),
    ) {
        let Flink::Answered { jobs, .. } = &mut facts.flink else { return Ok(()) };
        jobs.extend(more.into_iter().map(|(n, state, start)| JobOverview {
            jid: format!("{n:032x}"), state: state.to_owned(), start_time: Some(start), end_time: Some(start + 1),
        }));
        let mut ids = std::collections::BTreeSet::new();
        jobs.retain(|job| ids.insert(job.jid.clone()));
        let written: Vec<_> = jobs.iter().map(|job| json!({
            "jid": job.jid, "state": job.state, "start-time": job.start_time, "end-time": job.end_time, "name": "x",
        })).collect();
        let answer = json!({"flink-version": "2.3.0", "jobs": written}).to_string();
        let kept = listing::read(answer.as_bytes(), &listing::known(&facts, &previous)).unwrap();
        prop_assert!(kept.len() <= 2 * listing::KEPT + 3);
        let whole = derive(&facts, &previous, now);
        if let Flink::Answered { jobs, .. } = &mut facts.flink {
            *jobs = kept;
        }
        prop_assert_eq!(derive(&facts, &previous, now), whole);
    }

    #[test]
    fn an_unchanged_world_is_written_once((facts, previous, now) in worlds()) {
        // Whoever else writes conditions, one without `Ready` is none of ours.
        let lone = says(&previous, ConditionType::Reconciling).is_some() && says(&previous, ConditionType::Ready).is_none();
        prop_assume!(!lone);
        let first = derive(&facts, &previous, now);
        check(&first, &previous);
        // The end of a job is told in two steps, as the operator does.
        let ends = first.status.state == Some(ClusterState::Stopping);
        let again = derive(&facts, &first.status, now);
        check(&again, &first.status);
        if ends {
            prop_assert!(again.events.len() <= 1, "{:?}", again.events);
        } else {
            prop_assert_eq!(&again, &Derived { status: first.status, changed: false, events: vec![] });
        }
        let settled = derive(&facts, &again.status, now);
        prop_assert_eq!(&settled, &Derived { status: again.status.clone(), changed: false, events: vec![] });
        // An earlier clock is a clock, too, and there is no later one.
        for time in [Timestamp::MIN, now - SignedDuration::from_hours(24), Timestamp::MAX] {
            check(&derive(&facts, &again.status, time), &again.status);
        }
    }
}
