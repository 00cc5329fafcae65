//! One of Flink's options: what it is in a version, and what it was and will be in the others.

use std::fmt::Write;

use crate::flink::options::successors;
use crate::flink::options::{Fact, Known, Read, history, lookup};
use crate::flink::version::{NEWEST, OLDEST, Version};
use crate::render::validate::rules::said_elsewhere;
use crate::sink::terminal::line as safe;

/// What an option is asked for by, before its key.
pub const SHORT: &str = "flinkProperties.";

/// The key in `flinkProperties.KEY` and `flinkProperties[KEY]`, with `spec.` before it or not.
pub fn key(topic: &str) -> Option<&str> {
    let topic = topic.strip_prefix("spec.").unwrap_or(topic).strip_prefix("flinkProperties")?;
    let in_brackets = || topic.strip_prefix('[')?.strip_suffix(']');
    topic.strip_prefix('.').or_else(in_brackets).filter(|key| !key.is_empty())
}

/// What Flink makes of a key, or that it does not know it. `version`: the one that is asked for, else all.
pub fn explain(key: &str, version: Option<Version>) -> Result<String, String> {
    let shown = safe(key);
    let at = version.unwrap_or(NEWEST);
    match lookup(key, at) {
        Known::Unknown { near } => Err(match near {
            Some(near) => format!("Flink {at} has no option `{shown}`: did you mean `{near}`?"),
            None => format!("Flink {at} has no option `{shown}`, and none that is called nearly so"),
        }),
        Known::Family(family) => Ok(format!("{shown}: one of `{}*`: {}\n", family.prefix, family.what)),
        known => {
            let mut out = format!("{shown}: an option of Flink\n\n");
            if let Some(version) = version {
                let _ = writeln!(out, "In Flink {version}: {}.\n", now(known));
            }
            for (versions, what) in told(key) {
                let _ = writeln!(out, "  {versions:14}  {what}");
            }
            let successors = successors::of(key, None, at);
            if let Some(said) = said_elsewhere(key) {
                let _ = writeln!(out, "\n{said}.");
            }
            if !successors.is_empty() {
                let _ = writeln!(out, "\nIn Flink {at}, {} does what it did.", names(&successors));
            }
            Ok(out)
        }
    }
}

/// What a key is: versions, and what it is to them.
pub fn told(key: &str) -> Vec<(String, String)> {
    let facts = history(key);
    // What a version before the oldest one was, nobody asks.
    let ends = facts.iter().skip(1).map(|(since, _)| Some(since.before())).chain([None]);
    let parts = facts.iter().zip(ends).map(|((since, fact), end)| {
        let versions = match end {
            None if *since == OLDEST => "all versions".to_owned(),
            None => format!("{since} and later"),
            Some(end) if end == *since => since.to_string(),
            Some(end) => format!("{since} to {end}"),
        };
        (versions, words(fact))
    });
    parts.collect()
}

/// What it is to the version that is asked for.
fn now(known: Known) -> String {
    match known {
        Known::Option(read) => value(read),
        Known::Deprecated(read) => format!("{}; deprecated", value(read)),
        Known::Renamed { to, deprecated, read } => {
            let name = words(&Fact::Name { of: to, deprecated });
            read.map_or(name.clone(), |read| format!("{name}: {}", value(read)))
        }
        Known::Removed { until, now } => match now {
            Some(now) => format!("not read any more, {until} was the last one to do so; it is `{now}` now"),
            None => format!("not read any more, {until} was the last one to do so"),
        },
        Known::NotYet { since, now } => match now {
            Some(now) => format!("not read yet, {since} is the first one to do so; it is `{now}` here"),
            None => format!("not read yet, {since} is the first one to do so"),
        },
        Known::Family(family) => family.what.to_owned(),
        Known::Unknown { near: _ } => "not known".to_owned(),
    }
}

fn words(fact: &Fact) -> String {
    match fact {
        Fact::Option { read, deprecated: false } => value(*read),
        Fact::Option { read, deprecated: true } => format!("{}; deprecated", value(*read)),
        Fact::Name { of, deprecated } => {
            format!("{} name of {}", if *deprecated { "an older" } else { "another" }, names(of))
        }
        Fact::Gone => "not read".to_owned(),
    }
}

/// `` `a` and `b` ``
pub(super) fn names(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
}

/// Its type and its default.
pub(super) fn value(read: Read) -> String {
    let Read { kind, default } = read;
    match default {
        None => format!("{kind}, unset by default"),
        Some("") => format!("{kind}, empty by default"),
        Some(default) => format!("{kind}, default `{default}`"),
    }
}
