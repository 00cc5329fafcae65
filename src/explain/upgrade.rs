//! What changes among Flink's options from one version to another, up or down.

use std::fmt::Write;

use super::option;
use crate::flink::options::changes::{self, Other};
use crate::flink::options::successors;
use crate::flink::version::{NEWEST, OLDEST, Version};

/// The versions in `1.20..2.0`.
pub fn versions(topic: &str) -> Option<(Version, Version)> {
    let (from, to) = topic.split_once("..")?;
    Some((Version::parse(from)?, Version::parse(to)?))
}

/// Whether anything is known of a version.
pub fn is_known(version: Version) -> bool {
    (OLDEST..=NEWEST).contains(&version)
}

/// That nothing is.
pub fn unknown(version: Version) -> String {
    format!("Flink {version} is not known: known are {OLDEST} to {NEWEST}")
}

/// All options that change, under what changes; or that a version is not known.
pub fn explain(from: Version, to: Version) -> Result<String, String> {
    for version in [from, to] {
        if !is_known(version) {
            return Err(unknown(version));
        }
    }
    let [mut gone, mut renamed, mut new, mut kinds, mut defaults] = [const { Vec::new() }; 5];
    for (key, other) in changes::all(from, to) {
        match other {
            Other::Gone { now: None } => {
                let successors = successors::of(key, None, to);
                gone.push(match successors.is_empty() {
                    true => key.to_owned(),
                    false => {
                        let verb = if successors.len() == 1 { "does" } else { "do" };
                        format!("{key}: {} {verb} what it did", option::names(&successors))
                    }
                });
            }
            Other::Gone { now: Some(now) } => gone.push(format!("{key}: it is `{now}` there")),
            Other::Renamed(names) => renamed.push(format!("{key}: {}", option::names(&names))),
            Other::New(read) => new.push(format!("{key}: {}", option::value(read))),
            Other::Kind(was, is) => kinds.push(format!("{key}: {was} -> {is}")),
            Other::Default(was, is) => defaults.push(format!("{key}: {} -> {}", default(was), default(is))),
        }
    }
    let mut out = format!("From Flink {from} to {to}\n");
    for (title, lines) in [
        ("not read any more", gone),
        ("called otherwise, and read under the older name, too", renamed),
        ("of another type", kinds),
        ("with another default", defaults),
        ("new", new),
    ] {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{title} ({}):", lines.len());
            lines.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        }
    }
    if out.lines().count() == 1 {
        out.push_str("\nNo option changes.\n");
    }
    Ok(out)
}

fn default(default: Option<&str>) -> String {
    match default {
        None => "unset".to_owned(),
        Some("") => "empty".to_owned(),
        Some(text) => format!("`{text}`"),
    }
}
